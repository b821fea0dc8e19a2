"""Many articles of a news database in one document, with a cover, a table of contents and a foot."""

from pathlib import Path

import pytest

from ..support import Read, Reading, config

TITLES = ("Ferry terminal to close", "Divers find cracks")
NEXIS = (
    f"User Name: = Ann Lee\nDate and Time: = Friday, March 8, 2024\nDocuments (2)\n\n1. {TITLES[0]}\n2. {TITLES[1]}\n\n"
)
NEXIS_ONE = (
    "{}\nThe Lantern\nMarch 5, 2024\n\nCopyright 2024 Lantern Media\n\nLength:\u00a045 words\n\n{}\n\n"
    "The port closes.\n\n{}\n\nThe quay in March.\n\nLoad-Date:\u00a0March 6, 2024\n\nEnd of Document\n\n"
)
FACTIVA_ONE = (
    "{}\n{}\n{}\n45 words\n{} March 2024\nThe Lantern\nLANTRN\n3\nEnglish\n"
    "(c) 2024 Lantern Media. All Rights Reserved.\n\nThe port closes.\n\nNobody was hurt.\n\n"
    "Lantern Media\n\nDocument LANTRN00202403{}ek3500001\n\n"
)


def documents(folder: Path, text: str) -> list[Path]:
    docx = pytest.importorskip("docx")
    pytest.importorskip("striprtf")
    folder.mkdir()
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(folder / "a.docx"))
    lines = (line.replace("\u00a0", r"\~") for line in text.split("\n"))
    rich = "{\\rtf1\\ansi\\ansicpg1252 " + "".join(f"{{\\pard {line}\\par}}\n" for line in lines) + "}"
    (folder / "a.rtf").write_bytes(rich.encode("cp1252"))
    (folder / "a.txt").write_bytes(text.replace("\n", "\r\n").encode("utf-16"))
    return sorted(folder.iterdir())


@pytest.mark.parametrize("heading, body", [("Graphic", "Body"), ("Grafik", "Text"), ("Gráfico", "Cuerpo")])
def test_nexis_uni_in_word_rich_text_and_text(tmp_path: Path, heading: str, body: str) -> None:
    text = NEXIS + "".join(NEXIS_ONE.format(title, body, heading) for title in TITLES)
    for path in documents(tmp_path / "in", text):
        found = Reading(config(path))
        assert (found.rejects, found.skips) == ([], [])
        assert [(one.title, one.date, one.outlet) for one in found.articles] == [
            (title, "2024-03-05", "The Lantern") for title in TITLES
        ]
        assert {one.text[one.body :] for one in found.articles} == {"The port closes."}


def test_a_bundle_that_lacks_articles_of_its_cover_says_so(reading: Read) -> None:
    found = reading("a.txt", NEXIS.replace("(2)", "(5)") + NEXIS_ONE.format(TITLES[0], "Body", "Graphic"))
    assert [one.title for one in found.articles] == [TITLES[0]]
    assert [one.reason for one in found.rejects] == [
        "the cover lists 5 articles, and 4 of them are not in this file"
    ]  # fmt: skip


def test_a_list_whose_articles_are_other_files_is_no_article(reading: Read) -> None:
    found = reading("harbour_doclist.txt", NEXIS)
    assert (found.articles, found.rejects) == ([], [])
    assert [one.kind for one in found.skips] == ["covers and tables of contents"]


def test_factiva_in_word_rich_text_and_text(tmp_path: Path) -> None:
    parts = [FACTIVA_ONE.format("Local", title, "Ann Lee", 5 + i, f"0{5 + i}") for i, title in enumerate(TITLES)]
    text = "Factiva RTF Display Format\n\n" + "".join(parts) + "Search Summary\nText\tostby\n(c) 2024 Factiva, Inc.\n"
    for path in documents(tmp_path / "in", text):
        found = Reading(config(path)).articles
        assert [(one.title, one.date, one.byline, dict(one.extra)["section"]) for one in found] == [
            (TITLES[0], "2024-03-05", "Ann Lee", "Local"), (TITLES[1], "2024-03-06", "Ann Lee", "Local")
        ]  # fmt: skip
        assert {one.text[one.body :] for one in found} == {"The port closes.\n\nNobody was hurt."}


def test_the_number_of_a_factiva_article_is_no_edition(reading: Read) -> None:
    page = (
        '<html><head><title>Factiva</title></head><body><div class="article enArticle"><div id="hd">Ferry</div>'
        "<div>45 words</div><div>5 March 2024</div><div>The Lantern</div><div>(c) 2024 Lantern Media</div>"
        '<p class="articleParagraph">The port closes.</p><p>Lantern Media</p>'
        "<p>Document LANTRN0020240305ek3500001</p></div></body></html>"
    )
    article = reading("a.html", page).article
    assert (article.key, dict(article.extra)) == (
        "LANTRN0020240305ek3500001", {"rights": "(c) 2024 Lantern Media"}
    )  # fmt: skip


def test_the_byline_and_foot_of_pressreader(reading: Read) -> None:
    one = "{}\n\nThe Lantern · 5 Mar 2024 · 3 · ANN LEE desk@lantern.example\n\nThe port closes.\n\n"
    text = "".join(map(one.format, TITLES)) + "Printed and distributed by PressReader\nPressReader.com +1 604\n"
    found = reading("a.txt", text).articles
    assert {(one.byline, one.text[one.body :]) for one in found} == {("ANN LEE", "The port closes.")}


def test_text_right_below_a_label_without_a_colon_is_kept(reading: Read) -> None:
    first = "The terminal closes on Monday, the port of Ostby said, and it will not open again before the summer."
    text = (
        "Record: 1\n\nTitle: Ferry.\nSource: The Lantern; 03/05/2024, pA3\nAccession Number: 12345\n"
        f"Database: Newspaper Source\n{{}}{first}\n\nNobody was hurt.\n\n~~~~~~~~\n\nBy Ann Lee\n"
    )
    for label in ("Full Text\n", ""):
        article = reading("a.txt", text.format(label)).article
        assert article.text[article.body :] == f"{first}\n\nNobody was hurt."
