"""Spreadsheets of OpenDocument (ODS): the rows of each sheet."""

from collections.abc import Iterator

from ...archives.package import Package
from ...draft import Aside, Draft, Flaw, Input
from ...fields.xml_records import Element
from ...text.numbers import whole_number
from .sheet_rows import MAX_COLUMNS, Row, articles, attribute

_REPEATED = "number-columns-repeated"


def read(package: Package, given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of every sheet that has a header.

    Raises:
        Unreadable: no sheet has one.
    """
    yield from articles([(Row(_row(row)) for row in package.elements("content.xml", {"table-row"}))], given)


def _row(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in ("table-cell", "covered-table-cell"):
            continue
        text = _text(cell)
        count = min(whole_number(attribute(cell, _REPEATED)) or 1, MAX_COLUMNS)
        if text or count < 1_000:  # the rest of a row is one cell, thousands of times
            cells += [text] * min(count, MAX_COLUMNS - len(cells))
    return cells


def _text(cell: Element) -> str:
    """What a cell holds: the whole date, of which it may show a part, or its paragraphs."""
    date = attribute(cell, "date-value")
    return date or "\n".join("".join(map(str, part.itertext())) for part in cell.iterfind("p")).strip()
