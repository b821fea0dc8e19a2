"""Tables whose cells reach over several rows, whose records stand side by side, or whose columns say little."""

from pathlib import Path

import pytest

from ..support import Read, Reading, config
from .test_documents import package

PIER = (
    "The city council voted on Tuesday to rebuild the old pier before winter. The chair said it would cost two million."
)
SCHOOLS = (
    "Two schools in the north of the town stay closed this week after the storm. No pupil was hurt, the head said."
)
FERRY = (
    "The ferry line across the lake will sail again from May, the operator said on Friday. It stopped ten years ago."
)


def sheet(rows: list[list[str]], merged: str = "") -> dict[str, str]:
    """The parts of a workbook with one sheet of texts."""
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for at, text in enumerate(row)
            if text
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    spans = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return {
        "[Content_Types].xml": "<x/>",
        "xl/workbook.xml": "<x/>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData>{spans}</worksheet>",
    }


def workbook(tmp_path: Path, rows: list[list[str]], merged: str = "") -> Reading:
    path = tmp_path / "a.xlsx"
    path.write_bytes(package(sheet(rows, merged)))
    return Reading(config(path))


ROWS = [
    ["Outlet", "Title", "Text"],
    ["The Lantern", "Pier", PIER],
    ["", "Schools", SCHOOLS],
    ["The Lake", "Ferry", FERRY],
]


def test_what_merged_cells_hold_is_that_of_all_their_rows(tmp_path: Path) -> None:
    found = workbook(tmp_path, ROWS, "A2:A3")
    assert [article.outlet for article in found.articles] == ["The Lantern", "The Lantern", "The Lake"]


def test_cells_that_are_not_merged_stay_empty(tmp_path: Path) -> None:
    assert [article.outlet for article in workbook(tmp_path, ROWS).articles] == ["The Lantern", "", "The Lake"]


def test_cells_of_opendocument_that_reach_over_rows(tmp_path: Path) -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    rows = [
        "".join(map(cell, ROWS[0])),
        cell("The Lantern", 'table:number-rows-spanned="2"') + cell("Pier") + cell(PIER),
        "<table:covered-table-cell/>" + cell("Schools") + cell(SCHOOLS),
        "".join(map(cell, ROWS[3])),
    ]
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table>'
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        + "</table:table></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    path = tmp_path / "a.ods"
    path.write_bytes(package({"mimetype": kind, "META-INF/manifest.xml": "<x/>", "content.xml": content}))
    assert [article.outlet for article in Reading(config(path)).articles] == ["The Lantern", "The Lantern", "The Lake"]


def test_cells_of_a_page_that_reach_over_rows(reading: Read) -> None:
    page = (
        "<html><body><table><tr><th>Outlet</th><th>Title</th><th>Text</th></tr>"
        f"<tr><td rowspan=2>The Lantern</td><td>Pier</td><td>{PIER}</td></tr>"
        f"<tr><td>Schools</td><td>{SCHOOLS}</td></tr>"
        f"<tr><td>The Lake</td><td>Ferry</td><td>{FERRY}</td></tr></table></body></html>"
    )
    found = reading("a.html", page).articles
    assert [(article.title, article.outlet) for article in found] == [
        ("Pier", "The Lantern"),
        ("Schools", "The Lantern"),
        ("Ferry", "The Lake"),
    ]


def test_records_side_by_side(tmp_path: Path) -> None:
    rows = [
        ["Title", "Pier", "Schools"],
        ["Date", "2021-03-04", "2021-03-05"],
        ["Author", "Ann Lee", "Bob Grey"],
        ["Text", PIER, SCHOOLS],
    ]
    found = workbook(tmp_path, rows)
    assert [(a.title, a.date, a.byline, a.text[a.body :]) for a in found.articles] == [
        ("Pier", "2021-03-04", "Ann Lee", PIER),
        ("Schools", "2021-03-05", "Bob Grey", SCHOOLS),
    ]


def test_an_unknown_row_of_names_above_one_article(reading: Read) -> None:
    found = reading("a.csv", f'slovo,veta,cas\nPier is rebuilt,"{PIER}",2021-03-04\n').article
    assert (found.text[found.body :], found.date) == (PIER, "2021-03-04")


@pytest.mark.parametrize("form", ["{label}\t{text}\n", "{text}\t{label}\n"])
def test_a_label_and_a_text_a_line(reading: Read, form: str) -> None:
    pairs = [("town", PIER), ("schools", SCHOOLS), ("town", FERRY)]
    found = reading("train.txt", "".join(form.format(label=label, text=text) for label, text in pairs))
    assert [(a.topics, a.text) for a in found.articles] == [((label,), text) for label, text in pairs]


def test_a_delimiter_in_a_text_makes_no_column(reading: Read) -> None:
    texts = [PIER, SCHOOLS, FERRY.replace(".", ";", 1), f"{PIER} {SCHOOLS}", f"{FERRY} {PIER}"]
    found = reading("a.csv", "".join(f"news;{text}\n" for text in texts))
    assert [article.text for article in found.articles] == texts


@pytest.mark.parametrize(
    ("names", "outlet"),
    [
        ("หัวข้อข่าว,เนื้อหาข่าว,วันที่,ที่มา", "ประภาคาร"),
        ("kichwa cha habari,maudhui,tarehe,chanzo", "Mnara"),
        ("عنوان خبر,متن خبر,تاریخ انتشار,خبرگزاری", "فانوس"),
        ("শিরোনাম,সংবাদ,তারিখ,উৎস", "বাতিঘর"),
    ],
)
def test_names_of_columns_in_further_languages(reading: Read, names: str, outlet: str) -> None:
    found = reading("a.csv", f'{names}\nPier,"{PIER}",2021-03-04,{outlet}\n').article
    assert (found.title, found.text[found.body :], found.date, found.outlet) == ("Pier", PIER, "2021-03-04", outlet)


def test_the_address_of_a_headline_is_taken_before_that_of_its_list(reading: Read) -> None:
    row = f'Pier,https://lantern.example/pier,"{PIER}",https://lantern.example/list\n'
    assert reading("a.csv", f"Title,Title_URL,Content,Page_URL\n{row}").article.url == "https://lantern.example/pier"


def test_what_is_known_of_a_text_may_stand_as_json_beside_it(reading: Read) -> None:
    about = '{""title"": ""Pier"", ""date"": ""2021-03-04"", ""publication"": ""The Lantern""}'
    found = reading("a.csv", f'text,meta\n"{PIER}","{about}"\n').article
    assert (found.title, found.date, found.outlet) == ("Pier", "2021-03-04", "The Lantern")


def test_a_table_of_markdown(reading: Read) -> None:
    rows = f"| [Pier](https://lantern.example/pier) | 2021-03-04 | {PIER} |\n| Schools | 2021-03-05 | {SCHOOLS} |\n"
    found = reading("a.md", f"| Title | Date | Text |\n|-------|:----:|------|\n{rows}").articles
    assert [(a.title, a.date, a.url, a.text[a.body :]) for a in found] == [
        ("Pier", "2021-03-04", "https://lantern.example/pier", PIER),
        ("Schools", "2021-03-05", "", SCHOOLS),
    ]


def test_a_table_within_a_text_of_markdown_is_part_of_it(reading: Read) -> None:
    table = "| Title | Date | Text |\n|---|---|---|\n| Pier | 2021-03-04 | Two million |"
    assert reading("a.md", f"# Pier\n\n{PIER}\n\n{table}\n\n{SCHOOLS}\n").article.title == "Pier"
