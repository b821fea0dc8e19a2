"""Spreadsheets of Excel before 2007 (XLS), through xlrd, and its XML of 2003: the rows of each sheet."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...extras import need, telling_damage
from ...fields.xml_records import Broken, Element, body, records
from ...text.numbers import whole_number
from .sheet_rows import MAX_COLUMNS, Row, articles, attribute

_MAX = 8 * MAX_TEXT


def is_workbook(text: str) -> bool:
    """Whether XML is a workbook of Excel 2003."""
    return "urn:schemas-microsoft-com:office:spreadsheet" in text[:4096]


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of every sheet that has a header.

    Raises:
        Unreadable: xlrd is missing, the workbook is damaged or too long, or no sheet has a header.
    """
    library = need("xlrd", "excel", "spreadsheets of old Excel (.xls)")
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"a spreadsheet longer than {_MAX >> 20} MB: save it as .xlsx or CSV")
    with telling_damage("a damaged spreadsheet"):
        book = library.open_workbook(file_contents=data, logfile=StringIO(), on_demand=True)
        sheets = [_rows(library, book, i) for i in range(book.nsheets)]
    yield from articles((map(Row, rows) for rows in sheets), given)


def _rows(library: Any, book: Any, number: int) -> list[list[str]]:
    sheet = book.sheet_by_index(number)
    found = [[_cell(library, book, cell) for cell in sheet.row(i)] for i in range(sheet.nrows)]
    book.unload_sheet(number)
    return found


def _cell(library: Any, book: Any, cell: Any) -> str:
    if cell.ctype == library.XL_CELL_DATE:
        try:
            when = library.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return str(cell.value)
        return when.isoformat(timespec="seconds").removesuffix("T00:00:00")
    if cell.ctype == library.XL_CELL_ERROR:
        return ""
    if cell.ctype == library.XL_CELL_NUMBER and float(cell.value).is_integer():
        return str(int(cell.value))
    return str(cell.value).strip()


def read_xml(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of a workbook in XML.

    Raises:
        Unreadable: no sheet has a header.
    """
    damage: list[str] = []

    def rows() -> Iterator[list[str]]:
        for row in records(given, {"row"}):
            if isinstance(row, Broken):
                damage.append(row.reason)
            else:
                yield _xml_row(row)

    yield from articles([map(Row, rows())], given)
    for reason in damage:
        yield Flaw(0, reason)


def _xml_row(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iterfind("Cell"):
        at = whole_number(attribute(cell, "Index"))  # cells without content are left out
        if at and len(cells) < at <= MAX_COLUMNS:
            cells += [""] * (at - 1 - len(cells))
        data = cell.find("Data")
        cells.append(body(data).strip() if data is not None else "")
    return cells
