"""Spreadsheets (XLSX): the first row that names fields, then an article a row."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from ....lazy_pattern import lazy_pattern
from ...archives.package import Package
from ...draft import Aside, Draft, Flaw, Input
from ...fields.xml_records import Element
from ...text.numbers import whole_number
from .sheet_rows import MAX_COLUMNS, Row, articles, attribute

_CELL = lazy_pattern(r"([A-Z]{1,3})\d*")
_SPAN = lazy_pattern(
    rb'<(?:\w+:)?mergeCell ref="(?P<column>[A-Z]{1,3})(?P<first>\d{1,7}):(?P=column)(?P<last>\d{1,7})"'
)
"""Cells of one column that are merged."""
_HYPERLINK = lazy_pattern(r"HYPERLINK\(\s*\"(https?://[^\"\s]+)\"", re.I)
_DAY_ONE = datetime(1899, 12, 30)
_TIME_FORMATS = frozenset((18, 19, 20, 21, 45, 46, 47))
_DATE_FORMATS = _TIME_FORMATS | frozenset((14, 15, 16, 17, 22, 27, 30, 36, 50, 57))


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of every sheet that has a header.

    Raises:
        Unreadable: no sheet has one.
    """
    package = Package(given)
    shared = ["".join(_words(item)) for item in package.elements("xl/sharedStrings.xml", {"si"})]
    dated = _date_styles(package)
    sheets = sorted(
        (name for name in package.names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
        key=lambda name: (len(name), name),  # as numbered
    )
    yield from articles((_rows(package, sheet, shared, dated) for sheet in sheets), given)


def _rows(package: Package, sheet: str, shared: list[str], dated: frozenset[int]) -> Iterator[Row]:
    links = _links(package, sheet)
    spans = _spans(package, sheet)
    above: dict[int, str] = {}
    ends: dict[int, int] = {}
    # What the first of merged cells holds stands for all of them.
    for count, element in enumerate(package.elements(sheet, {"row"}), 1):
        cells = _row(element, shared, dated)
        number = whole_number(element.get("r")) or count
        for column, last in spans.get(number, ()):
            above[column] = cells[column] if column < len(cells) else ""
            ends[column] = last
        for column, text in above.items():
            if number <= ends[column] and text and any(cells):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cells[column] or text
        yield Row(cells, links.get(element.get("r") or "", "") or _linked(element))


def _spans(package: Package, sheet: str) -> dict[int, list[tuple[int, int]]]:
    """Cells that are merged with those below them: column and last row, by the first row."""
    found: dict[int, list[tuple[int, int]]] = {}
    for match in _SPAN.finditer(package.read(sheet)):
        first, last = int(match["first"]), int(match["last"])
        if last > first:
            found.setdefault(first, []).append((_column(match["column"].decode()), last))
    return found


def _linked(row: Element) -> str:
    """The web address that a formula of a row links to."""
    formulas = (_HYPERLINK.match(str(formula.text or "").strip()) for formula in row.iterfind("c/f"))
    return next((match[1] for match in formulas if match), "")


def _links(package: Package, sheet: str) -> dict[str, str]:
    """The first web address that a cell of each row links to, by the row's number."""
    folder, _, name = sheet.rpartition("/")
    targets = {
        attribute(found, "Id"): attribute(found, "Target")
        for found in package.elements(f"{folder}/_rels/{name}.rels", {"relationship"})
        if attribute(found, "Type").endswith("/hyperlink")
    }
    links: dict[str, str] = {}
    for found in package.elements(sheet, {"hyperlink"}) if targets else ():
        target = targets.get(attribute(found, "id"), "")
        row = (found.get("ref") or "").partition(":")[0].lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if target.startswith(("http:", "https:")):
            links.setdefault(row, target)
    return links


def _words(item: Element) -> Iterator[str]:
    for piece in item.iter("t"):
        if piece.getparent().tag != "rPh":  # how Japanese words are read aloud
            yield str(piece.text or "")


def _row(element: Element, shared: list[str], dated: frozenset[int]) -> list[str]:
    cells: list[str] = []
    for cell in element.iterfind("c"):
        match = _CELL.match(cell.get("r") or "")
        at = _column(match[1]) if match else len(cells)
        if at >= MAX_COLUMNS:
            continue
        cells += [""] * (at + 1 - len(cells))
        cells[at] = _cell(cell, shared, dated)
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell: Element, shared: list[str], dated: frozenset[int]) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return "".join(_words(cell)).strip()
    found = str(cell.findtext("v") or "").strip()
    if kind == "s":
        at = whole_number(found)
        return shared[at].strip() if at is not None and at < len(shared) else ""
    if kind == "n" and found and whole_number(cell.get("s")) in dated:
        try:
            moment = _DAY_ONE + timedelta(seconds=round(float(found) * 86_400))
            if moment.date() == _DAY_ONE.date():
                return moment.strftime("%H:%M:%S")  # a time of day alone
            return moment.isoformat(timespec="seconds").removesuffix("T00:00:00")
        except (ValueError, OverflowError):
            return found
    return found


def _date_styles(package: Package) -> frozenset[int]:
    """Numbers of the cell styles that show a number as a date."""
    for sheet in package.elements("xl/styles.xml", {"stylesheet"}):
        own = {
            whole_number(form.get("numFmtId"))
            for form in sheet.iterfind("numFmts/numFmt")
            if re.search(r"[ydh]", re.sub(r'"[^"]*"|\[[^\]]*\]', "", form.get("formatCode") or ""), re.I)
        }
        formats = [whole_number(style.get("numFmtId")) for style in sheet.iterfind("cellXfs/xf")]
        return frozenset(i for i, form in enumerate(formats) if form in _DATE_FORMATS or form in own)
    return frozenset()
