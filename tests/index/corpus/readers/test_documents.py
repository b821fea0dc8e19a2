import io
import zipfile

import pytest

from ..support import Read
from .test_exports import docx

ODT = """<office:document-content xmlns:office="urn:o" xmlns:text="urn:t"><office:body><office:text>
<text:h text:outline-level="1">Storm closes harbour</text:h>
<text:p>Nobody was<text:s text:c="1"/>hurt,<text:note><text:note-body>
<text:p>a note</text:p></text:note-body></text:note> they said.</text:p>
<text:p>Ships return.</text:p></office:text></office:body></office:document-content>"""


def package(members: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_a_word_document(reading: Read):
    article = reading(
        "a.docx", docx(["Storm closes harbour", "Nobody was hurt.", "", "Ships return."], "Heading1")
    ).article
    assert article.text == "Storm closes harbour\n\nNobody was hurt.\n\nShips return."


def test_a_word_document_in_an_archive(reading: Read):
    inner = docx(["Storm closes harbour", "Nobody was hurt, the port said on Monday."])
    found = reading("a.zip", package({}) and _zip({"docs/a.docx": inner}))
    assert found.article.locator.endswith("a.zip!docs/a.docx")


def _zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_an_opendocument_text(reading: Read):
    data = package(
        {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<x/>", "content.xml": ODT}
    )
    assert reading("a.odt", data).article.text == "Storm closes harbour\n\nNobody was hurt, they said.\n\nShips return."


def test_other_office_documents_are_named(reading: Read):
    data = package({"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"})
    assert "pptx" in reading("a.pptx", data).reject.reason


def test_an_e_book_has_an_article_a_chapter(reading: Read):
    long = "Nobody was hurt, the port authority said on Monday in a long statement. " * 5
    chapter = "<html><body><h1>{}</h1><p>{}</p></body></html>"
    found = reading(
        "a.epub",
        package(
            {
                "mimetype": "application/epub+zip",
                "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/>'
                "</rootfiles></container>",
                "OPS/book.opf": '<package xmlns:dc="d"><metadata><dc:title>The Lantern, 4 March</dc:title>'
                "<dc:publisher>The Lantern"
                "</dc:publisher><dc:date>2021-03-04</dc:date><dc:language>en</dc:language></metadata><manifest>"
                '<item id="c" href="cover.xhtml"/><item id="b" href="b.xhtml"/><item id="a" href="a.xhtml"/></manifest>'
                '<spine><itemref idref="c"/><itemref idref="a"/><itemref idref="b"/></spine></package>',
                "OPS/a.xhtml": chapter.format("Storm", long),
                "OPS/b.xhtml": chapter.format("Ferry", long),
                "OPS/cover.xhtml": "<html><body><p>Cover</p></body></html>",
            }
        ),
    )
    assert [(one.title, one.date, one.outlet, one.lang) for one in found.articles] == [
        ("Storm", "2021-03-04", "The Lantern", "en"), ("Ferry", "2021-03-04", "The Lantern", "en")
    ]  # fmt: skip
    assert [skip.count for skip in found.skips] == [1]


def test_a_spreadsheet_has_an_article_a_row(reading: Read):
    def cell(at: str, text: str) -> str:
        return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'

    rows = (
        f"<row>{cell('A1', 'Report of the port')}</row><row>{cell('A2', 'title')}"
        f"{cell('B2', 'text')}{cell('D2', 'date')}</row>"
        f'<row>{cell("A3", "Storm")}{cell("B3", "Nobody was hurt.")}<c r="D3" s="1"><v>44259.5</v></c></row>'
    )
    article = reading(
        "a.xlsx",
        package(
            {
                "[Content_Types].xml": "<x/>",
                "xl/workbook.xml": "<x/>",
                "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
                "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
            }
        ),
    ).article
    assert (article.text, article.date) == ("Storm\n\nNobody was hurt.", "2021-03-04T12:00:00")


def test_rich_text(reading: Read):
    pytest.importorskip("striprtf")
    text = (
        r"{\rtf1\ansi\ansicpg1252 Storm closes harbour\par\par Nobody was hurt, the caf\'e9 owner said on Monday.\par}"
    )
    article = reading("a.rtf", text).article
    assert article.title == "Storm closes harbour"
    assert article.text.endswith("the café owner said on Monday.")


def test_a_missing_library_is_named_with_the_command_that_installs_it(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "striprtf.striprtf", None)
    assert "pip install 'newsexplore[nexis]'" in reading("a.rtf", r"{\rtf1 Storm}").reject.reason


def _word_table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def _word(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def _written(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def test_a_table_in_word_is_a_line_a_row(reading: Read):
    table = _word_table(*([_written(one) for one in row] for row in (["Port", "State"], ["North", "closed"])))
    one = reading(
        "a.docx", _word(_written("Storm closes harbour", "Nobody was hurt.") + table + _written("The end."))
    ).article
    assert one.text[one.body :] == "Nobody was hurt.\n\nPort State\nNorth closed\n\nThe end."


def test_a_table_that_lays_out_a_page_keeps_its_paragraphs(reading: Read):
    table = _word_table([_written("Storm closes harbour", "Nobody was hurt."), _written("A crane at the quay.")])
    one = reading("a.docx", _word(table)).article
    assert one.text == "Storm closes harbour\n\nNobody was hurt.\n\nA crane at the quay."


def test_a_table_in_an_opendocument_text_is_a_line_a_row(reading: Read):
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{one}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{other}</text:p></table:table-cell></table:table-row>"
        for one, other in (("Port", "State"), ("North", "closed"))
    )
    content = ODT.replace('xmlns:text="urn:t"', 'xmlns:text="urn:t" xmlns:table="urn:b"').replace(
        "<text:p>Ships return.</text:p>", f"<table:table>{rows}</table:table>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<x/>"}
    one = reading("a.odt", package({**parts, "content.xml": content})).article
    assert one.text.endswith("they said.\n\nPort State\nNorth closed")


FACTS = (
    ("Headline", "Storm closes harbour"),
    ("Date", "5 March 2024"),
    ("Source", "Harbour Post"),
    ("Author", "Ann Lee"),
)


@pytest.mark.parametrize("table", [False, True])
def test_fields_above_the_text_of_a_word_document(reading: Read, table: bool):
    rows = (*FACTS, ("Text", "Nobody was hurt, the port said."))
    body = (
        _word_table(*([_written(cell) for cell in row] for row in rows))
        if table
        else _written(*(f"{name}: {value}" for name, value in FACTS), "", "Nobody was hurt, the port said.")
    )
    one = reading("a.docx", _word(body)).article
    assert (one.title, one.date, one.outlet, one.byline) == (
        "Storm closes harbour", "2024-03-05", "Harbour Post", "Ann Lee",
    )  # fmt: skip
    assert one.text[one.body :] == "Nobody was hurt, the port said."
