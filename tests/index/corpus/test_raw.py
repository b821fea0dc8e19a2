"""What an article was read from, found again in every format."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus import raw
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.model import Article

TEXT = "Nobody was hurt at quay {0}, the port authority said on Monday, and {0} ships wait.\nThe “second” paragraph: é."
STORIES = [
    {"id": f"s{number}", "title": f"Storm number {number} closes the harbour", "text": TEXT.format(number)}
    for number in range(40)
]


def articles(path: Path) -> tuple[CorpusConfig, list[Article]]:
    corpus = CorpusConfig(name="c", paths=(str(path),))
    found: list[Article] = []
    for source in sources(corpus):
        assert isinstance(source, Source)
        for one in read(source, corpus):
            assert isinstance(one, Article), one
            found.append(one)
    return corpus, found


def shown(path: Path, number: int, start: int | None = None) -> raw.RawSource:
    corpus, found = articles(path)
    return raw.part(found[number], corpus, start, lambda: None)


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


LINES = "".join(json.dumps(story) + "\n" for story in STORIES).encode()
ARRAY = json.dumps(STORIES).encode()
SPACED = json.dumps({"articles": STORIES}, indent=2, ensure_ascii=False).encode()
TABLE = "title,text\n" + "".join(f'"{s["title"]}","{s["text"]}"\n' for s in STORIES)
SGML = "".join(
    f'<REUTERS NEWID="{n}">\n<DATE> 1-MAR-1987</DATE>\n<TEXT>\n<TITLE>{s["title"]}</TITLE>'
    f"<BODY>{s['text']}</BODY></TEXT>\n</REUTERS>\n"
    for n, s in enumerate(STORIES, 1)
)


@pytest.mark.parametrize(
    ("name", "data", "begins"),
    [
        ("a.jsonl", LINES, '{"id": "s25"'),
        ("a.jsonl.gz", gzip.compress(LINES), '{"id": "s25"'),
        ("a.tar.gz", tarred({"x.txt": b"Other news\n\nNothing of it.", "b/a.jsonl": LINES}), '{"id": "s25"'),
        ("a.zip", zipped({"in.zip": zipped({"a.jsonl": LINES})}), '{"id": "s25"'),
        ("a.json", ARRAY, '{"id": "s25"'),
        ("a.json", SPACED, '{\n      "id": "s25"'),
        ("a.csv", TABLE.encode(), '"Storm number 25'),
        ("a.sgm", SGML.encode(), '<REUTERS NEWID="26">'),
        ("a.jsonl", "\ufeff".encode() + LINES, '{"id": "s25"'),
    ],
    ids=["jsonl", "gz", "tar", "zip", "array", "object", "table", "reuters", "mark"],
)
def test_a_record_is_shown_from_its_beginning(tmp_path: Path, name: str, data: bytes, begins: str) -> None:
    (tmp_path / name).write_bytes(data)
    number = 26 if name == "a.tar.gz" else 25
    part = shown(tmp_path, -15 if number == 26 else number)
    assert part.found and part.text.startswith(begins)


def test_copies_of_one_text_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    copies = [{**STORIES[0], "id": f"copy-{number}"} for number in range(9)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(story) + "\n" for story in copies))
    assert shown(tmp_path, 6).text.startswith('{"id": "copy-6"')


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "A headline of its own\n\nÉté at the harbour.\n"),
        ("a.html", "<html><body><h1>A headline</h1><p>It rained at the harbour all day.</p></body></html>"),
        ("a.md", "# A headline\n\nIt *rained* at the harbour."),
    ],
)  # fmt: skip
def test_a_file_that_is_the_article_is_shown_whole(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data, "utf-8")
    part = shown(tmp_path, 0)
    assert (part.text, part.start, part.end, part.size) == (data, 0, len(data.encode()), len(data.encode()))
    assert part.locator == str(tmp_path / name)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_other_encodings_are_decoded(tmp_path: Path, encoding: str) -> None:
    text = "A headline of its own\n\nÉté at the harbour, and again an été of été.\n"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert shown(tmp_path, 0).text == text


@pytest.mark.parametrize("pack", [False, True])
def test_a_long_source_comes_in_parts_that_join(tmp_path: Path, pack: bool) -> None:
    text = "A headline of its own\n\n" + "".join(f"Line {number} of the été.\n" for number in range(40_000))
    data = text.encode()
    (tmp_path / ("a.txt.gz" if pack else "a.txt")).write_bytes(gzip.compress(data) if pack else data)
    parts = [shown(tmp_path, 0)]
    while parts[-1].end < len(data):
        parts.append(shown(tmp_path, 0, parts[-1].end))
    assert len(parts) == -(-len(data) // raw.PART)
    assert "".join(part.text for part in parts) == text
    assert parts[-1].size == len(data)
    assert {part.size for part in parts[:-1]} == ({0} if pack else {len(data)})


def test_a_source_that_is_gone_or_changed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES)
    corpus, found = articles(tmp_path)
    path.write_text('{"id": "z", "title": "Other", "text": "Nothing of what was there before."}\n')
    part = raw.part(found[3], corpus, None, lambda: None)
    assert not part.found and part.text.startswith('{"id": "z"')
    path.unlink()
    with pytest.raises(raw.RawError, match="cannot be read any more"):
        raw.part(found[3], corpus, None, lambda: None)


def test_a_member_that_is_gone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.jsonl": LINES}))
    corpus, found = articles(tmp_path)
    path.write_bytes(zipped({"b.jsonl": LINES}))
    with pytest.raises(raw.RawError, match="is no longer in"):
        raw.part(found[3], corpus, None, lambda: None)


def test_looking_can_be_ended(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES)
    corpus, found = articles(tmp_path)

    class EndError(Exception):
        pass

    def check() -> None:
        raise EndError

    with pytest.raises(EndError):
        raw.part(found[3], corpus, None, check)


def test_real_records_are_found(shared: Path) -> None:
    corpus = CorpusConfig(name="r", paths=(str(shared / "corpora" / "reuters21578.tar.gz"),))
    source = next(one for one in sources(corpus) if isinstance(one, Source))
    found = (one for one in read(source, corpus) if isinstance(one, Article))
    article = [one for one, _ in zip(found, range(1500), strict=False)][-1]
    part = raw.part(article, corpus, None, lambda: None)
    assert (
        part.found
        and part.text.startswith("<REUTERS")
        and f'NEWID="{article.locator.rsplit("#", 1)[1]}"' in part.text[:300]
    )


def test_a_document_that_is_no_text_says_so(tmp_path: Path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<document><p><t>Nobody was hurt, they said.</t></p></document>")
    path = tmp_path / "a.docx"
    path.write_bytes(file.getvalue())
    corpus, (article,) = articles(path)
    with pytest.raises(raw.RawError, match="open the file in a program for it"):
        raw.part(article, corpus, None, lambda: None)
