"""Numbers that are none, in places where a format has numbers: `²` is a digit that `int` refuses."""

import pytest

from ..support import Read
from .test_documents import package

ODD = ["²", "x", "9" * 5000, ""]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_spreadsheets(reading: Read, odd: str):
    text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    names, row = (text.format(*cell) for cell in (("A1", "title"), ("A2", "Storm")))
    names += text.format("B1", "text") + text.format("C1", "date")
    row += text.format("B2", "Nobody was hurt.") + f'<c r="C2" s="{odd}"><v>4</v></c><c r="D2" t="s"><v>{odd}</v></c>'
    sheet = f"<worksheet><sheetData><row>{names}</row><row>{row}</row></sheetData></worksheet>"
    styles = f'<styleSheet><numFmts><numFmt numFmtId="{odd}" formatCode="yy"/></numFmts><cellXfs><xf numFmtId="{odd}"/>'
    members = {
        "[Content_Types].xml": "<x/>",
        "xl/workbook.xml": "<x/>",
        "xl/styles.xml": f"{styles}</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    assert reading("a.xlsx", package(members)).article.text == "Storm\n\nNobody was hurt."


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_spaces_in_opendocument(reading: Read, odd: str):
    content = (
        '<office:document-content xmlns:office="urn:o" xmlns:text="urn:t"><office:body><office:text>'
        f'<text:p>Nobody<text:s text:c="{odd}"/>was hurt.</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<x/>",
        "content.xml": content,
    }
    assert reading("a.odt", package(members)).article.text == "Nobody was hurt."


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_numbers_of_words(reading: Read, odd: str):
    row = "{}\t{}" + "\t_" * 8 + "\n"
    text = "# newdoc id = d1\n" + row.format(1, "Nobody") + row.format(odd, "slept") + row.format(f"3-{odd}", "there")
    assert reading("a.conllu", f"{text}\n").article.text == "Nobody slept there"


def test_an_export_without_an_article(reading: Read):
    found = reading("a.html", "<html><body><p>Storm</p></body></html>", format="export-html")
    assert found.reject.reason == "no article in it (read as export-html)"


@pytest.mark.parametrize("number", ["9" * 30, "-99999999999", "1114112"])
def test_characters_of_rich_text(reading: Read, number: str):
    pytest.importorskip("striprtf")
    text = rf"{{\rtf1\ansi Storm closes harbour\par\par Nobody \u{number}? was hurt on Monday, the owner said.\par}}"
    assert "was hurt on Monday" in reading("a.rtf", text).article.text
