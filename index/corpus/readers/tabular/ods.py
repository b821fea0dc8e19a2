"""Spreadsheets of OpenDocument (ODS): the rows of each sheet."""

from collections.abc import Iterator

from ...archives.package import Package
from ...draft import Aside, Draft, Flaw, Input
from ...fields.xml_records import Element
from ...text.numbers import whole_number
from .sheet_rows import MAX_COLUMNS, Row, articles, attribute

_REACH = "number-rows-spanned"
_REPEATED = "number-columns-repeated"


def read(package: Package, given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of every sheet that has a header.

    Raises:
        Unreadable: no sheet has one.
    """
    yield from articles([_rows(package)], given)


def _rows(package: Package) -> Iterator[Row]:
    merged: dict[int, tuple[str, int]] = {}
    """What merged cells hold, and how many rows they reach over, by column."""
    for row in package.elements("content.xml", {"table-row"}):
        yield Row(_row(row, merged))


def _row(row: Element, merged: dict[int, tuple[str, int]]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in ("table-cell", "covered-table-cell"):
            continue
        text = _text(cell)
        reach = whole_number(attribute(cell, _REACH)) or 1
        above, left = merged.pop(len(cells), ("", 0))
        if cell.tag == "covered-table-cell" and left:
            text = text or above
            reach = left
        if reach > 1 and text:
            merged[len(cells)] = (text, reach - 1)
        count = min(whole_number(attribute(cell, _REPEATED)) or 1, MAX_COLUMNS)
        if text or count < 1_000:  # the rest of a row is one cell, thousands of times
            cells += [text] * min(count, MAX_COLUMNS - len(cells))
    return cells


def _text(cell: Element) -> str:
    """What a cell holds: the whole date, of which it may show a part, or its paragraphs."""
    date = attribute(cell, "date-value")
    return date or "\n".join("".join(map(str, part.itertext())) for part in cell.iterfind("p")).strip()
