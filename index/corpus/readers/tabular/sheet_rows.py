"""Rows of spreadsheets, whatever the file's format: the row that names fields, then an article a row."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from msgspec import Struct

from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields import fields
from ...fields.xml_records import Element

MAX_COLUMNS = 16_384
_LEAST = 3
"""Names of fields in the first column of a sheet that has its records side by side, at least."""
_LINKS = frozenset(("url", "link", "links"))
"""Columns that may hold words with a link behind them."""
_PREAMBLE = 20
"""Rows above the names, at most: what was searched for, by whom, and when."""


_MOST_KEPT = 10_000
"""Rows of a sheet that are kept until one of them is an article."""


class Row(Struct, frozen=True):
    """One row of a sheet."""

    cells: list[str]
    link: str = ""
    """The address that one of the cells links to: a headline, most often, or `View document`."""


def articles(sheets: Iterable[Iterator[Row]], given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of every sheet that has a header; those of sheets without any article are counted.

    Raises:
        Unreadable: no sheet has one.
    """
    number = 0
    found = False
    without: list[list[Flaw]] = []
    """Rows of sheets that gave no article so far: figures beside the articles, unless all sheets are like that."""
    for rows in sheets:
        flaws: list[Flaw] | None = []
        filled = (row for row in rows if any(row.cells))
        first = list(islice(filled, _PREAMBLE))
        if turned := _turned([row.cells for row in first]):
            for record in turned:
                number += 1
                if draft := fields.draft(record, given.corpus.fields, number, given.findings):
                    found = True
                    yield draft
            continue
        at = _header([row.cells for row in first])
        if at is None:
            continue
        header = first[at].cells
        for row in chain(first[at + 1 :], filled):
            number += 1
            record = {name: cell for name, cell in zip(header, row.cells, strict=False) if name and cell}
            if row.link and not any(cell.startswith(("http:", "https:")) for cell in row.cells):
                record = {name: cell for name, cell in record.items() if name.casefold() not in _LINKS}
                record["url"] = row.link
            draft = fields.draft(record, given.corpus.fields, number, given.findings)
            item = draft or Flaw(number, f"no field that holds a text or a title (columns: {', '.join(header)[:200]})")
            if flaws is not None and isinstance(item, Flaw) and len(flaws) < _MOST_KEPT:
                flaws.append(item)
                continue
            if flaws is not None:
                yield from flaws
                flaws, found = None, True
            yield item
        if flaws:
            without.append(flaws)
    for flaws in without:
        if found:
            yield Aside("rows of sheets without articles", len(flaws))
        else:
            yield from flaws
    if not number:
        raise Unreadable("a spreadsheet without a row that names fields, and rows below it")


def attribute(element: Element, name: str) -> str:
    """An attribute of an XML element, whatever its namespace; "" if there is none."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _header(rows: list[list[str]]) -> int | None:
    """Which row names fields: the first with usual names, hardly fewer than any other; else the first of labels."""
    usual = [sum(fields.is_usual(cell) for cell in row) for row in rows]
    most = max(usual, default=0)
    if most >= 2:
        return next(i for i, count in enumerate(usual) if count >= max(2.0, 0.6 * most))
    return next(
        (i for i, row in enumerate(rows) if sum(fields.is_usual(cell) or _is_label(cell) for cell in row) >= 2), None
    )


def _turned(rows: list[list[str]]) -> list[dict[str, str]]:
    """The records of a sheet whose first column names fields, each other column an article; none of any other sheet."""
    rows = [row for row in rows if row and row[0]]
    names = [row[0] for row in rows]
    usual = [name for name in names if len(name) <= 40 and fields.is_usual(name)]
    if len(rows) == _PREAMBLE or len(usual) < _LEAST or len(usual) < 0.6 * len(rows) or len(set(names)) < len(names):
        return []
    if any(fields.is_usual(cell) for cell in rows[0][1:]) or not any(map(fields.is_text, usual)):
        return []
    width = max(map(len, rows))
    columns = ({row[0]: row[i] for row in rows if i < len(row) and row[i]} for i in range(1, width))
    return [column for column in columns if column]


def _is_label(cell: str) -> bool:
    return 0 < len(cell) <= 40 and "\n" not in cell and not any(char.isdigit() for char in cell)
