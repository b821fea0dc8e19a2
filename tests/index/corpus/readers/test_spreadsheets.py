"""Spreadsheets of every kind: of Excel in its three formats, and of OpenDocument."""

import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from newsexplore.bench.compound_file import workbook

from ..support import Read, Reading, config

ABOVE = ["Report:", "Bulk Download"], ["Brand:", "Port"]
NAMES = ["Title", "Date", "Outlet", "Author", "Full Text", "URL"]
ROWS = [
    ["Ferry terminal to close", "2024-03-05", "The Lantern", "Ann Lee", "Nobody was hurt.\nShips return.", "https://x.example/1"],
    ["Divers find cracks", "2024-03-06", "The Lantern", "", "The quay has cracks.", "https://x.example/2"],
]  # fmt: skip
Rows = Sequence[Sequence[str]]


def ods(path: Path, rows: Rows) -> None:
    def cell(text: str) -> str:
        if text.startswith("2024-"):
            return f'<t:table-cell o:value-type="date" o:date-value="{text}"><x:p>05.03.24</x:p></t:table-cell>'
        if not text:
            return '<t:table-cell t:number-columns-repeated="1"/>'
        return "<t:table-cell>" + "".join(f"<x:p>{escape(line)}</x:p>" for line in text.split("\n")) + "</t:table-cell>"

    lines = "".join(
        f'<t:table-row>{"".join(map(cell, row))}<t:table-cell t:number-columns-repeated="16370"/></t:table-row>'
        for row in rows
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<x/>")
        archive.writestr(
            "content.xml",
            '<o:c xmlns:o="urn:o" xmlns:t="urn:t" xmlns:x="urn:x"><o:spreadsheet><t:table>'
            f'{lines}<t:table-row t:number-rows-repeated="9999"><t:table-cell t:number-columns-repeated="16384"/>'
            "</t:table-row></t:table></o:spreadsheet></o:c>",
        )


def xlsx(path: Path, rows: Rows) -> None:
    def cell(text: str) -> str:
        return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{lines}</sheetData></worksheet>")


def xls(path: Path, rows: Rows) -> None:
    pytest.importorskip("xlrd")
    path.write_bytes(workbook(rows))


def xml(path: Path, rows: Rows) -> None:
    lines = "".join(
        "<Row>"
        + "".join(
            f'<Cell ss:Index="{i}"><Data ss:Type="String">{escape(cell)}</Data></Cell>'
            for i, cell in enumerate(row, 1)
            if cell
        )
        + "</Row>"
        for row in rows
    )
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
        f"{lines}</Table></Worksheet></Workbook>"
    )


@pytest.mark.parametrize("above", [(), ABOVE])
@pytest.mark.parametrize("name", ["a.ods", "a.xlsx", "a.xls", "b.xls", "a.xml"])
def test_rows_are_articles(tmp_path: Path, name: str, above: Rows) -> None:
    write = {"b.xls": xml}.get(name) or {"ods": ods, "xlsx": xlsx, "xls": xls, "xml": xml}[name.partition(".")[2]]
    write(tmp_path / name, [*above, NAMES, *ROWS])
    found = Reading(config(tmp_path))
    assert found.rejects == []
    assert [
        [one.title, one.date, one.outlet, one.byline, "\n".join(one.text[one.body :].split("\n\n")), one.url]
        for one in found.articles
    ] == ROWS


def test_without_the_library_the_reject_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xls").write_bytes(workbook([NAMES, *ROWS]))
    monkeypatch.setitem(sys.modules, "xlrd", None)
    assert "pip install 'newsexplore[excel]'" in Reading(config(tmp_path)).reject.reason


def test_damaged_workbooks_are_rejected_with_a_reason(tmp_path: Path) -> None:
    pytest.importorskip("xlrd")
    whole = workbook([NAMES, *ROWS])
    (tmp_path / "a.xls").write_bytes(whole[:1500])
    for at in range(24, 80, 2):
        (tmp_path / f"{at}.xls").write_bytes(whole[:at] + b"\x03" + whole[at + 1 :])
    found = Reading(config(tmp_path))
    assert len({one.source for one in found.articles}) + len(found.rejects) == 29
    assert found.rejects
    assert all("failed" not in one.reason for one in found.rejects)


def test_references_of_endnote_in_xml(reading: Read) -> None:
    style = '<style face="normal" font="default" size="100%">{}</style>'
    fields = {
        "contributors": f"<authors><author>{style.format('Lee, Ann')}</author></authors>",
        "titles": f"<title>{style.format('Ferry')}</title>"
        f"<secondary-title>{style.format('The Lantern')}</secondary-title>",
        "dates": f"<year>{style.format(2024)}</year><pub-dates><date>{style.format('March 5')}</date></pub-dates>",
        "abstract": style.format("Nobody was hurt."),
        "urls": f"<related-urls><url>{style.format('https://x.example/1')}</url></related-urls>",
    }
    record = "".join(f"<{name}>{inner}</{name}>" for name, inner in fields.items())
    article = reading(
        "a.xml",
        f'<xml><records><record><ref-type name="Newspaper Article">23</ref-type>{record}</record></records></xml>',
    ).article
    assert (article.title, article.date, article.outlet, article.byline, article.url) == (
        "Ferry", "2024-03-05", "The Lantern", "Lee, Ann", "https://x.example/1"
    )  # fmt: skip
    assert article.text == "Ferry\n\nNobody was hurt."


def test_gale_as_pages(reading: Read) -> None:
    one = (
        "<div><h1>Ferry {0}</h1><p>Author: Ann Lee</p><p>Date: Mar. 5, 2024</p><p>From: The Lantern</p>"
        "<p>Document Type: Article</p><p>Full Text:&nbsp;</p><p>Nobody was hurt.</p><p>COPYRIGHT 2024 Lantern Media</p>"
        "<p><b>Source Citation</b> (MLA 9<sup>th</sup> Edition)<br>Lee, Ann. Accessed 1 Apr. 2024.</p>"
        "<p>Gale Document Number: GALE|A{0}</p></div>"
    )
    found = reading("a.html", f"<html><body>{one.format(1)}{one.format(2)}</body></html>").articles
    assert [(article.title, article.date, article.outlet, article.byline, article.key) for article in found] == [
        ("Ferry 1", "2024-03-05", "The Lantern", "Ann Lee", "GALE|A1"),
        ("Ferry 2", "2024-03-05", "The Lantern", "Ann Lee", "GALE|A2"),
    ]
    assert {article.text[article.body :] for article in found} == {"Nobody was hurt."}
