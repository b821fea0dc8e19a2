"""Spreadsheets of Excel before 2007 (XLS), through calamine, and its XML of 2003: the rows of each sheet."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from ..draft import MAX_TEXT, Draft, Flaw, Input, Unreadable
from ..extras import need
from ..fields.xml_records import Broken, Element, body, records
from ..text.numbers import whole_number
from .sheet_rows import MAX_COLUMNS, articles, attribute

_MAX = 8 * MAX_TEXT


def is_workbook(text: str) -> bool:
    """Whether XML is a workbook of Excel 2003."""
    return "urn:schemas-microsoft-com:office:spreadsheet" in text[:4096]


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the rows of every sheet that has a header.

    Raises:
        Unreadable: calamine is missing, the workbook is damaged or too long, or no sheet has a header.
    """
    library = need("python_calamine", "excel", "spreadsheets of old Excel (.xls)")
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"a spreadsheet longer than {_MAX >> 20} MB: save it as .xlsx or CSV")
    try:
        book = library.CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (library.CalamineError, OSError, ValueError) as error:
        raise Unreadable(f"a damaged spreadsheet: {' '.join(str(error).split())[:200]}") from None
    yield from articles((([_cell(cell) for cell in row] for row in sheet.iter_rows()) for sheet in sheets), given)


def read_xml(given: Input) -> Iterator[Draft | Flaw]:
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

    yield from articles([rows()], given)
    for reason in damage:
        yield Flaw(0, reason)


def _cell(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds").removesuffix("T00:00:00")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _xml_row(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iterfind("Cell"):
        at = whole_number(attribute(cell, "Index"))  # cells without content are left out
        if at and len(cells) < at <= MAX_COLUMNS:
            cells += [""] * (at - 1 - len(cells))
        data = cell.find("Data")
        cells.append(body(data).strip() if data is not None else "")
    return cells
