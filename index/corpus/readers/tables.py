"""CSV and TSV: one article a row, with or without a row of names above."""

import csv
import html
import re
from collections.abc import Iterator, Sequence
from statistics import mean

from .. import dates, fields
from ..draft import MAX_TEXT, Draft, Flaw, Input, Unreadable
from ..lines import lines

_SAMPLE = 40
"""Rows that tell what the columns are."""
_MAX_COLUMNS = 1000
_MAX_NAMES = 4096
"""Characters of a line that names columns."""
_DELIMITERS = ",\t;|"
_SHORTEST = 40
"""Characters that the texts of a column without a name have on average, at least."""
_URL = re.compile(r"https?://\S+\Z")
_ESCAPED = re.compile(r"\\(.?)", re.S)
_HALF_REFERENCE = re.compile(r" ?(?<![&\w])#(\d{2,4});")

csv.field_size_limit(MAX_TEXT)


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the articles of a table, one a row; a bad row is a flaw. Rows are numbered from 1, the header not counted.

    Raises:
        Unreadable: no column holds a text or a title.
    """
    sample = given.head.decode("utf-8-sig", "replace")
    rows = _rows(given, delimiter(sample, given.name))
    first: list[list[str] | Flaw] = []
    for row in rows:
        first.append(row)
        if len(first) > _SAMPLE:
            break
    good = [row for row in first if isinstance(row, list)]
    if not good:
        raise Unreadable("no row of this table can be read")
    header = is_header(good[0], given.corpus.fields)
    names = [name.strip() or f"column{i}" for i, name in enumerate(good[0], 1)] if header else _guess_names(good)
    mapped = set(given.corpus.fields.values())
    if not any(fields.is_text(name) or fields.is_title(name) or name in mapped for name in names) and not any(
        fields.draft(dict(zip(names, row, strict=False)), given.corpus.fields) for row in good[1:]
    ):
        shown = ", ".join(name[:30] for name in names[:8])
        raise Unreadable(f"no column holds a text or a title (columns: {shown}); name them in the corpus's `fields`")
    if header:
        first.remove(good[0])
        good = good[1:]
    unescape = _Unescape(good)
    number = 0
    for part in (first, rows):
        for row in part:
            number += 1
            yield row_draft(row, names, number, given, unescape)


def row_draft(
    row: "list[str] | Flaw", names: Sequence[str], number: int, given: Input, clean: "_Unescape"
) -> Draft | Flaw:
    """The draft of one row."""
    if isinstance(row, Flaw):
        return Flaw(number, row.reason)
    if len(row) > len(names) and any(row[len(names) :]):
        return Flaw(number, f"{len(row)} fields where there are {len(names)} columns")
    if len(row) < len(names) and len(row) < max(2, len(names) // 2):
        return Flaw(number, f"{len(row)} of {len(names)} fields")
    record = {name: clean(value) for name, value in zip(names, row, strict=False)}
    found = fields.draft(record, given.corpus.fields, number, given.head)
    return found or Flaw(number, "the text and the title are empty")


def is_header(row: Sequence[str], mapping: dict[str, str]) -> bool:
    """Whether a row is one of names: short ones, one of which is usual or configured."""
    if any(len(cell) > 60 or _URL.match(cell) for cell in row):
        return False
    return any(cell and (fields.is_usual(cell) or cell in mapping.values()) for cell in map(str.strip, row))


def looks_like(text: str) -> bool:
    """Whether a text is a table: its first line names columns, one of them an article's text or title."""
    first = next(iter(text[:_MAX_NAMES].splitlines()), "")
    row = first.split(delimiter(text, ""))
    return (
        len(row) > 1
        and is_header(row, {})
        and sum(fields.is_usual(cell) for cell in row) >= 2
        and any(fields.is_text(cell) or fields.is_title(cell) for cell in row)
    )


def delimiter(text: str, name: str) -> str:
    """What separates the fields: what the first lines have most evenly, outside quotation marks."""
    if name.lower().endswith((".tsv", ".tab")) and "\t" in text:
        return "\t"
    head = "\n".join(text.split("\n", 20)[:20])
    first = re.sub(r'"(?:[^"]|"")*"', "", head).split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda mark: (first.count(mark), -_DELIMITERS.index(mark)))


def _rows(given: Input, mark: str) -> Iterator[list[str] | Flaw]:
    """Yield rows, empty ones left out; a bad one becomes a flaw, and reading goes on behind it."""
    source = _Lines(given)
    reader = csv.reader(source, delimiter=mark)
    while True:
        source.taken = 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Flaw(0, f"bad row: {error}")
            reader = csv.reader(source, delimiter=mark)
            continue
        if len(row) > _MAX_COLUMNS:
            yield Flaw(0, f"{len(row)} fields in a row")
        elif any(cell.strip() for cell in row):
            yield row


class _Lines:
    """The lines of a file for the csv module, which a row may not take without end: a lost quotation mark would."""

    def __init__(self, given: Input):
        self._lines = lines(given)
        self.taken = 0
        """Characters that the present row has taken."""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if line is None:
            raise csv.Error(f"a line longer than {MAX_TEXT >> 20} MB")
        self.taken += len(line)
        if self.taken > MAX_TEXT:
            raise csv.Error(f"a row longer than {MAX_TEXT >> 20} MB: a quotation mark may be missing")
        return line.replace("\0", "")


def _guess_names(rows: Sequence[Sequence[str]]) -> list[str]:
    """Names for the columns of a table without any: by what addresses, dates and texts look like."""
    width = max(map(len, rows))
    columns = [[row[i].strip() for row in rows if i < len(row) and row[i].strip()] for i in range(width)]
    names = [f"column{i}" for i in range(1, width + 1)]
    free: list[int] = []
    for i, cells in enumerate(columns):
        if not cells:
            continue
        if all(_URL.match(cell) for cell in cells):
            names[i] = "url"
        elif all(dates.parse(cell, b"31/12/2000") or dates.parse(cell, b"12/31/2000") for cell in cells):
            names[i] = "date"
        elif not all(cell.replace(".", "").replace("-", "").isdigit() for cell in cells):
            free.append(i)
    if not free:
        return names
    lengths = {i: mean(map(len, columns[i])) for i in free}
    text = max(free, key=lambda i: lengths[i])
    if lengths[text] < _SHORTEST:
        return names
    names[text] = "text"
    titles = [i for i in free if i != text and 15 <= lengths[i] <= 250 and len(set(columns[i])) > len(columns[i]) / 2]
    if titles:
        names[max(titles, key=lambda i: lengths[i])] = "title"
    for i in free:
        repeated = len(set(columns[i])) <= max(1, len(columns[i]) / 3)
        if names[i].startswith("column") and lengths[i] < 40 and repeated and len(rows) > 5:
            names[i] = "topic"
            break
    return names


class _Unescape:
    r"""Undoes what exports did to their cells: `\n` or `\` for a line break, `&lt;`, and ` #36;` for `&#36;`."""

    def __init__(self, rows: Sequence[Sequence[str]]):
        r"""Learn from a sample whether a backslash begins an escape (`\n`, `\"`) or is itself a line break."""
        after = [found for row in rows for cell in row for found in _ESCAPED.findall(cell)]
        self._breaks = any(char not in "nrt\"'\\/bfu" for char in after)

    def __call__(self, cell: str) -> str:
        if "\\" in cell:
            cell = re.sub(r"\\+", lambda run: "\n\n" if len(run[0]) > 1 else " ", cell) if self._breaks else _c(cell)
        if "#" in cell:
            cell = _HALF_REFERENCE.sub(_reference, cell)
        return html.unescape(cell) if "&" in cell and "<" not in cell else cell


_C = {"n": "\n", "r": "\n", "t": " ", '"': '"', "'": "'", "\\": "\\", "/": "/"}


def _c(cell: str) -> str:
    return _ESCAPED.sub(lambda match: _C.get(match[1], match[0]), cell)


def _reference(match: re.Match[str]) -> str:
    char = html.unescape(f"&#{match[1]};")
    return char if char in "'’" or not match[0].startswith(" ") else " " + char
