"""HTML tables of articles, as databases and programs export them: an article a row."""

from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from ...draft import Draft
from ...fields import fields
from ...fields.field_names import rank
from ...findings import Findings
from ...text.markup import blocks
from ...text.numbers import whole_number

_LEAST = 2
"""Columns with usual names, at least."""
_SHARE = 0.7
"""Share of a page's letters that its rows must hold: other pages have tables too."""


def articles(root: HtmlElement, mapping: Mapping[str, str], findings: Findings) -> list[Draft]:
    """The articles of a page that is a table of them; none if it is another page.

    Args:
        root: the page.
        mapping: article field -> column, as configured.
        findings: what the file as a whole tells.
    """
    drafts: list[Draft] = []
    letters = 0
    for table in root.iter("table"):
        names, rows = _table(table)
        if not _is_of_articles(names):
            continue
        addressed = any(rank(name, "url") is not None for name in names)
        for row, link in rows:
            record = dict(zip(names, row, strict=False))
            if link and not addressed:
                record["url"] = link
            draft = fields.draft(record, mapping, len(drafts) + 1, findings)
            if draft:
                drafts.append(draft)
                letters += sum(map(len, row))
    if not drafts:
        return []
    body = root.find("body")
    shown = sum(len(" ".join(text.split())) for text in (body if body is not None else root).itertext() if text.strip())
    return drafts if letters >= _SHARE * shown else []


def _is_of_articles(names: Sequence[str]) -> bool:
    """Whether columns are those of articles: a text, or a headline with a date or an address."""
    kinds = {
        kind
        for name in names
        for kind in ("title", "text", "summary", "date", "url", "outlet", "byline")
        if rank(name, kind) is not None
    }
    return len(kinds) >= _LEAST and ("text" in kinds or ("title" in kinds and bool(kinds & {"date", "url"})))


def _table(table: HtmlElement) -> tuple[list[str], list[tuple[list[str], str]]]:
    """The names in a table's first row, and the cells of the others with the first address that one links to.

    There are no names if there is a table in it.
    """
    if table.find(".//table") is not None:
        return [], []
    rows = _spread([[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")])
    if not rows:
        return [], []
    names = [_words(cell) for cell in rows[0]]
    if any(not name and i for i, name in enumerate(names)) or any(len(name) > 40 for name in names):
        return [], []
    names = [name or "row" for name in names]  # the number of the row, as pandas writes it
    cells = [(list(_cells(row, names)), _link(row)) for row in rows[1:] if len(row) == len(names)]
    return names, cells


def _spread(rows: list[list[HtmlElement]]) -> list[list[HtmlElement]]:
    """Rows in which a cell that reaches over several of them stands in each; empty ones are left out."""
    held: dict[int, tuple[HtmlElement, int]] = {}
    """Cells that reach into the next row, by their place, and into how many rows."""
    spread: list[list[HtmlElement]] = []
    for row in filter(None, rows):
        cells: list[HtmlElement] = []
        here, held = held, {}
        for cell in row:
            while len(cells) in here:
                cells.append(_held(here, held, len(cells)))
            reach = whole_number(cell.get("rowspan")) or 1
            if reach > 1:
                held[len(cells)] = (cell, reach - 1)
            cells.append(cell)
        while len(cells) in here:
            cells.append(_held(here, held, len(cells)))
        spread.append(cells)
    return spread


def _held(here: dict[int, tuple[HtmlElement, int]], held: dict[int, tuple[HtmlElement, int]], at: int) -> HtmlElement:
    """The cell that reaches into this row from above, which is kept for the next one if it reaches further."""
    cell, left = here[at]
    if left > 1:
        held[at] = (cell, left - 1)
    return cell


def _cells(row: list[HtmlElement], names: list[str]) -> Iterator[str]:
    for cell, name in zip(row, names, strict=True):
        link = cell.find(".//a[@href]")
        if link is not None and rank(name, "url") is not None:
            yield str(link.get("href"))
        else:
            yield _text(cell)


def _link(row: list[HtmlElement]) -> str:
    """The first web address that a cell links to."""
    links = (str(link.get("href")) for cell in row for link in cell.iterfind(".//a[@href]"))
    return next((link for link in links if link.startswith(("http:", "https:"))), "")


def _words(cell: HtmlElement) -> str:
    return " ".join("".join(map(str, cell.itertext())).split())


def _text(cell: HtmlElement) -> str:
    """A cell's words, a paragraph a line."""
    return "\n\n".join(block.text for block in blocks(cell))
