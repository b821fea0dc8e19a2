"""How a file is read, and where each field was found: `index --explain`."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.corpus.inspection import Inspection, InspectionError, RecordInspection, inspect
from newsexplore.index.corpus.reader_registry import names as formats
from newsexplore.index.corpus.sources import Source, sources

from .support import config

PROSE = "The harbour board met on Tuesday. It voted to rebuild the old pier before winter, the chair said."


def explained(path: Path, member: str = "", folder: Path | None = None, **keys: Any) -> Inspection:
    corpus = config(folder or path, **keys)
    (source,) = [found for found in sources(corpus) if isinstance(found, Source) and found.path == str(path)]
    return inspect(source, corpus, member)


def first(path: Path, **keys: Any) -> RecordInspection:
    return explained(path, **keys).files[0].records[0]


def places(record: RecordInspection) -> dict[str, str]:
    return {origin.field: origin.place for origin in record.fields}


def test_columns_by_name_and_by_content(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f'Dam {day},"{PROSE}",{day:02}/04/2021,{day}\n' for day in range(1, 29))
    path.write_text(f"headline,blob,when,code\n{rows}", "utf-8")
    (file,) = explained(path).files
    assert (file.format, file.sign, file.encoding, file.articles) == ("table", "the suffix .csv", "utf-8", 28)
    record = file.records[0]
    assert places(record)["title"] == 'column "headline"'
    text, date = record.fields[1:3]
    assert (text.place, text.how) == ('column "blob"', "by what its cells hold")
    assert (date.place, date.raw, date.value) == ('column "when"', "01/04/2021", "2021-04-01")
    assert date.how == "day first, as the other dates show"
    assert record.unused == ["code"]


def test_a_date_that_stays_open_is_shown_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'headline,text,date\nDam,"{PROSE}",03/04/2021\n', "utf-8")
    date = first(path).fields[2]
    assert (date.value, date.raw) == ("", "03/04/2021")
    assert "whether day or month comes first" in date.how


def test_the_dates_of_the_corpus_count(tmp_path: Path) -> None:
    for name, day in (("a", "03/04/2021"), ("b", "27/04/2021")):
        (tmp_path / f"{name}.csv").write_text(f'headline,text,date\nDam,"{PROSE}",{day}\n', "utf-8")
    (file,) = explained(tmp_path / "a.csv", folder=tmp_path).files
    assert file.records[0].fields[2].value == "2021-04-03"


def test_fields_within_objects_and_dates_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"id": "a1", "attributes": {"title": "Storm", "content": "Nobody was hurt, the mayor said.",'
        ' "published_at": 1510000000, "mood": "grim"}}',
        "utf-8",
    )
    record = first(path)
    date = record.fields[2]
    assert (date.place, date.raw, date.value[:10]) == ('field "published_at"', "1510000000", "2017-11-06")
    assert record.unused == ["mood"]


def test_header_lines_the_file_name_and_the_language(tmp_path: Path) -> None:
    path = tmp_path / "20210405.txt"
    headers = "Author: Ann Lee\nSection: Local\n"
    path.write_text(f"{headers}\nDam opens\n\nThe dam was opened by the minister on Monday morning.\n", "utf-8")
    found = {origin.field: origin for origin in first(path).fields}
    assert found["byline"].place == 'header line "Author"'
    assert (found["date"].place, found["date"].raw, found["date"].value) == (
        "the file's name", "20210405.txt", "2021-04-05"
    )  # fmt: skip
    assert (found["lang"].place, found["lang"].value) == ("detected", "en")
    configured = places(first(path, lang="en", outlet="The Post"))
    assert (configured["lang"], configured["outlet"]) == ("the configuration", "the configuration")


def test_elements_attributes_and_meta_elements(tmp_path: Path) -> None:
    nitf = tmp_path / "a.xml"
    nitf.write_text(
        '<nitf><head><docdata><date.issue norm="20210405"/></docdata></head><body><body.head><hedline><hl1>Dam opens'
        f"</hl1></hedline></body.head><body.content><p>{PROSE}</p></body.content></body></nitf>",
        "utf-8",
    )
    record = first(nitf)
    assert "hl1" in places(record)["title"]
    assert record.fields[2].raw == "20210405"
    assert "date.issue" in record.fields[2].place
    page = tmp_path / "a.html"
    page.write_text(
        '<html lang="en"><head><title>Dam opens | The Post</title><meta property="og:site_name" content="The Post">'
        '<meta property="article:published_time" content="2021-04-05"></head>'
        f"<body><h1>Dam opens at last</h1><p>{PROSE}</p><p>{PROSE}</p></body></html>",
        "utf-8",
    )
    found = places(first(page))
    assert found["date"] == 'meta element "article:published_time"'
    assert found["outlet"] == 'meta element "og:site_name"'
    assert found["lang"] == 'element "html @lang"'


def test_headers_of_mail_and_elements_of_feeds(tmp_path: Path) -> None:
    mail = tmp_path / "a.eml"
    mail.write_text(f"From: The Post <a@b.example>\nTo: x@y.example\nSubject: Dam opens\n\n{PROSE}\n", "utf-8")
    assert places(first(mail))["title"] == 'header "Subject"'
    feed = tmp_path / "a.rss"
    feed.write_text(
        "<rss version='2.0'><channel><title>The Post</title><item><title>Dam</title><pubDate>Mon, 05 Apr 2021 10:00:00"
        f" GMT</pubDate><description>{PROSE}</description></item></channel></rss>",
        "utf-8",
    )
    found = {origin.field: origin for origin in first(feed).fields}
    assert found["outlet"].place == "feed element <title>"
    assert found["date"].raw == "Mon, 05 Apr 2021 10:00:00 GMT"


def test_what_the_configuration_says(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"t": "Dam", "a": "{PROSE}", "b": "{PROSE} More."}}\n', "utf-8")
    record = first(path, fields={"text": "a", "title": "t"})
    assert [(one.place, one.how) for one in record.fields[:2]] == [
        ('field "t"', "as the configuration says"), ('field "a"', "as the configuration says")
    ]  # fmt: skip


def test_members_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", f"Dam {number}\n\n{PROSE}\n")
        archive.writestr("bad.json", "{]")
        archive.writestr("c.png", b"\x89PNG")
    found = explained(path)
    assert ([file.articles for file in found.files], found.further) == ([1, 1, 1], 4)
    (file,) = explained(path, "4.txt").files
    assert file.records[0].title == "Dam 4"
    (file,) = explained(path, "bad.json").files
    assert "not valid JSON" in file.rejected[0].reason
    (file,) = explained(path, "c.png").files
    assert (file.format, file.sign, file.skipped[0].kind) == ("", "its first bytes", "images")
    with pytest.raises(InspectionError, match=r"no 9.txt in .*; it holds 0.txt, .* and 2 more"):
        explained(path, "9.txt")


def test_records_that_were_rejected_or_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "Dam", "text": "It holds, they said."}\n{]\n{"x": 1}\n' * 1_000, "utf-8")
    (file,) = explained(path).files
    assert not file.complete
    assert len(file.records) == 3
    assert file.articles + sum(reject.count for reject in file.rejected) <= 3_000
    assert {reject.locator.rpartition("#")[2] for reject in file.rejected} >= {"2", "3"}


def test_every_shared_file_can_be_explained(shared: Path) -> None:
    """No reader trips over the notes, and no field is left without a place."""
    seen: set[str] = set()
    corpus = config(shared / "cases")
    for source in sources(corpus):
        if isinstance(source, Source) and source.size < 300_000:
            for file in inspect(source, corpus).files:
                seen.add(file.format)
                assert all(origin.place for record in file.records for origin in record.fields)
    assert len(seen & set(formats())) >= 5
