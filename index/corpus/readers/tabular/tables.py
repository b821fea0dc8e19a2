"""CSV and TSV: one article a row, with or without a row of names above."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ....lazy_pattern import lazy_pattern
from ... import substack_export
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields import (
    coded_columns,
    csv_dialect,
    date_fields,
    fields,
    known_records,
    stored_json,
    table_columns,
    table_lookup,
)
from ...fields.csv_dialect import Dialect
from ...fields.field_names import rank
from ...fields.field_values import Record
from ...fields.table_lookup import Lookup
from ...fields.table_pairs import companion
from ...fields.table_signs import names_columns, rows_above
from ...text import encodings
from ...text.character_references import unescape
from ...text.lines import lines

_SAMPLE = 40
"""Rows that tell what the columns are."""
_MAX_COLUMNS = 1000
_MANY_LINES = 3
"""Maximum lines of one row; a longer row has an unclosed quotation mark and is read line by line."""
_URL = lazy_pattern(r"https?://\S+\Z")
_ESCAPED = lazy_pattern(r"\\(.?)", re.S)
_NULL = "\\N"
"""What databases write for a value that is missing."""
_BY_NUMBER = lazy_pattern(r"\\u(?!d[89a-f])([0-9a-f]{4})", re.I)
"""A character by its number, as Python and Java write it; half of one is left as it is."""
_HALF_REFERENCE = lazy_pattern(r" ?(?<![&\w])#(\d{2,4});")

csv.field_size_limit(MAX_TEXT)


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a table, one a row; a bad row is a flaw. Rows are numbered from 1, the header not counted.

    Raises:
        Unreadable: no column holds a text or a title, or the texts are in another table under the same key.
    """
    sample = encodings.decode(given.head, encodings.declared(given.head)).lstrip("\ufeff")
    dialect = csv_dialect.detect(sample, given.name)
    rows = _rows(given, dialect)
    first = list(islice(rows, _SAMPLE + 1))
    good = [row for row in first if isinstance(row, list)]
    if not good:
        raise Unreadable("no row of this table can be read")
    if above := rows_above(good):
        first = [row for row in first if not isinstance(row, list) or not any(row is one for one in good[:above])]
        good = good[above:]
    coded = coded_columns.coded(good) or coded_columns.coded(good[1:])
    for row in good:
        coded_columns.with_texts(row, coded)
    names_row = good[0]
    header = not known_records.is_gkg(names_row) and (
        table_columns.is_header(names_row, given.corpus.fields) or table_columns.is_unusual_header(good)
    )
    below = good[1:] if header else good
    configured = set(given.corpus.fields.values())
    shifted = header and len(good) > 1 and all(len(row) == len(names_row) + 1 for row in good[1:])
    if shifted:  # as R writes names of rows, without a name above them
        names_row = ["", *names_row]
        first[first.index(good[0])] = names_row
    named = [name.strip() or f"column{i}" for i, name in enumerate(names_row, 1)] if header else None
    names = table_columns.name_columns(below, named) if below else named or []
    if named and date_fields.is_list_of_bookmarks(named):
        names = named
    names = _distinct(names)
    if known_records.is_gkg(names_row):
        names = known_records.GKG
    elif named and known_records.knows(named):
        names = named
    if named:  # what the configuration names stays as it is named
        names = [old if old in configured else new for old, new in zip(named, names, strict=True)]
        given.findings.own_names.update({new: old for new, old in zip(names, named, strict=True) if new != old})
    if named and given.path and table_lookup.is_of_names(given.path, given.corpus, named):
        yield Aside("tables of names that other tables refer to")
        return
    if given.path and substack_export.is_list(given.head):
        yield from _posts(given)
        return
    _check(names, below, given)
    lookups = table_lookup.beside(given.path, given.corpus, names, below) if named and given.path else ()
    given.findings.joined.update({lookup.column: lookup.table for lookup in lookups})
    if header:
        first.remove(names_row)
    unescape = _Unescape(below, dialect)
    number = 0
    whole = True
    for part in (first, rows):
        for row in part:
            whole = whole and isinstance(row, list)  # a quotation mark that is never closed may be by what is added
            if header and row == names_row:
                continue  # several tables in one file, each with its row of names
            if header and isinstance(row, list) and names_columns([cell.strip() for cell in row]):
                names, lookups = _distinct([cell.strip() for cell in row]), ()
                continue  # another table, of other columns
            number += 1
            if coded and isinstance(row, list) and part is rows:
                coded_columns.with_texts(row, coded)
            if number > given.findings.known:
                yield _row_draft(row, names, number, given, unescape, dialect.delimiter, lookups)
    if whole:
        given.end(number, "line")


def _posts(given: Input) -> Iterator[Draft | Aside]:
    """Yield the posts of a list whose pages are not beside it, and count the others."""
    beside = 0
    for number, post in enumerate(substack_export.posts_of(given.path).values(), 1):
        if substack_export.has_page(given.path, post.key):
            beside += 1
        elif post.published:
            yield Draft(title=post.title, text=post.subtitle, date=post.date, key=post.key, number=number)
        else:
            yield Aside("drafts that were not published")
    if beside:
        yield Aside("entries of a list of posts, which are read from their pages", beside)


def _check(names: Sequence[str], rows: Sequence[Sequence[str]], given: Input) -> None:
    """Raise Unreadable if there is nothing to read in these columns."""
    mapped = set(given.corpus.fields.values())
    titles = [name for name in names if fields.is_title(name) and fields.squash(name) != "name"]
    if (
        not titles
        and not any(fields.is_text(name) or name in mapped for name in names)
        and not any(_is_article(_record(names, row), given) for row in rows)
    ):
        shown = ", ".join(name[:30] for name in names[:8])
        raise Unreadable(f"no column holds a text or a title (columns: {shown}); name them in the corpus's `fields`")
    if given.path and rows and not any(fields.has_text(_record(names, row), given.corpus.fields) for row in rows):
        other = companion(given.path, given.corpus, names, rows)
        if other:
            raise Unreadable(
                f"headlines without texts: the texts are in {other.name} beside it, under the same {other.key!r}, "
                "and are read from there, each once and without these headlines"
            )


def _is_article(record: Record, given: Input) -> bool:
    """Whether a row whose columns have no usual names is an article: a name alone is that of anything."""
    found = fields.draft(record, given.corpus.fields)
    return found is not None and bool(found.text or found.date or found.url)


def _distinct(names: Sequence[str]) -> list[str]:
    """Names of columns, of which each stands for one: of two that are called alike, the first."""
    first = {name: i for i, name in reversed(list(enumerate(names)))}
    return [name if first[name] == i else f"{name} (column {i + 1})" for i, name in enumerate(names)]


def _record(names: Sequence[str], row: Sequence[str]) -> Record:
    return stored_json.opened(dict(zip(names, row, strict=False)))


def _row_draft(
    row: "list[str] | Flaw",
    names: Sequence[str],
    number: int,
    given: Input,
    clean: "_Unescape",
    mark: str,
    lookups: Sequence[Lookup],
) -> Draft | Flaw | Aside:
    """The draft of one row."""
    if isinstance(row, Flaw):
        return Flaw(number, row.reason)
    if len(row) > len(names) and any(row[len(names) :]):
        joined = _rejoined(row, names, mark)
        if joined is None:
            return Flaw(number, f"{len(row)} fields where there are {len(names)} columns")
        row = joined
    if len(row) < len(names) and len(row) < max(2, len(names) // 2):
        return Flaw(number, f"{len(row)} of {len(names)} fields")
    record = {name: clean(value) for name, value in zip(names, row, strict=False)}
    if fields.removed(record):
        return Flaw(number, "withdrawn: a news API left only a notice ([Removed])")
    if other := known_records.no_article(record):
        return Aside(other)
    whole = stored_json.opened(table_lookup.filled(record, lookups) if lookups else record)
    found = fields.draft(whole, given.corpus.fields, number, given.findings)
    return found or Flaw(number, "the text and the title are empty")


def _rejoined(row: list[str], names: Sequence[str], mark: str) -> list[str] | None:
    """A row whose text was not quoted and holds the delimiter; None if no column shows where the text ends."""
    extra = len(row) - len(names)
    columns = [i for kind in ("text", "title") for i, name in enumerate(names) if rank(name, kind) is not None]
    for i in columns:
        joined = [*row[:i], mark.join(row[i : i + extra + 1]), *row[i + extra + 1 :]]
        told = [fit for name, cell in zip(names, joined, strict=True) if (fit := _fits(name, cell)) is not None]
        behind = [fit for name, cell in zip(names[i + 1 :], joined[i + 1 :], strict=True) if (fit := _fits(name, cell))]
        if all(told) and (behind or i == len(names) - 1):
            return joined
    return None


def _fits(name: str, cell: str) -> bool | None:
    """Whether a cell can stand in its column, for columns of dates and addresses; None for others."""
    if rank(name, "date") is not None:
        return not cell.strip() or bool(table_columns.is_date(cell))
    if rank(name, "url") is not None and rank(name, "key") is None:
        return not cell.strip() or bool(_URL.match(cell.strip()))
    return None


def _rows(given: Input, dialect: Dialect) -> Iterator[list[str] | Flaw]:
    """Yield rows, empty ones left out; a bad one becomes a flaw, and reading goes on with the line behind its first."""
    source = _Lines(given, dialect.skip)
    while True:
        source.begin()
        try:
            row = next(dialect.reader(source))
        except StopIteration:
            return
        except csv.Error as error:
            taken = source.taken
            if not taken:
                return
            source.give_back(taken[1:])
            row = _lenient(taken[0], dialect)
            if row is None:
                yield Flaw(0, f"bad row: {_reason(error, len(taken))}")
                continue
        if len(row) > _MAX_COLUMNS:
            yield Flaw(0, f"{len(row)} fields in a row")
        elif any(cell.strip() for cell in row):
            yield row


def _lenient(line: str, dialect: Dialect) -> list[str] | None:
    """The row of one line with quotation marks where none belong; None if the row may go on behind it."""
    if len(line) >= MAX_TEXT:
        return None
    try:
        rows = list(dialect.reader([line], strict=False))
    except csv.Error:
        return None
    if line.count('"') % 2:
        return None
    return rows[0] if len(rows) == 1 else None


def _reason(error: csv.Error, count: int) -> str:
    if count > _MANY_LINES or "end of data" in str(error):
        return "a quotation mark is never closed"
    return str(error)


class _Lines:
    """The lines of a file for the csv module, which a row may not take without end: a lost quotation mark would."""

    def __init__(self, given: Input, skip: int):
        self._lines = lines(given)
        self._skip = skip
        self._again: list[str] = []
        """Lines to be read again, the last first."""
        self.taken: list[str] = []
        """Lines that the present row has taken."""
        self._size = 0

    def begin(self) -> None:
        """Begin the next row."""
        self.taken = []
        self._size = 0

    def give_back(self, taken: Sequence[str]) -> None:
        """Put lines back, to be read again."""
        self._again.extend(reversed(taken))

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._next()
        self.taken.append(line)
        self._size += len(line)
        if self._size > MAX_TEXT:
            raise csv.Error(f"a row longer than {MAX_TEXT >> 20} MB: a quotation mark may be missing")
        return line

    def _next(self) -> str:
        if self._again:
            return self._again.pop()
        while self._skip:
            self._skip -= 1
            next(self._lines)
        line = next(self._lines)
        if line is None:
            self.taken.append("")
            raise csv.Error(f"a line longer than {MAX_TEXT >> 20} MB")
        return line.replace("\0", "")


class _Unescape:
    r"""Undoes what exports did to their cells: `\n` or `\` for a line break, `&lt;`, and ` #36;` for `&#36;`."""

    def __init__(self, rows: Sequence[Sequence[str]], dialect: Dialect):
        r"""Learn from a sample whether a backslash begins an escape (`\n`, `\"`) or is itself a line break."""
        after = [found for row in rows for cell in row if cell != _NULL for found in _ESCAPED.findall(cell)]
        self._breaks = dialect.quotes != "backslash" and any(char not in "nrt\"'\\/bfu" for char in after)

    def __call__(self, cell: str) -> str:
        if cell == _NULL:
            return ""
        if "\\" in cell and not cell.startswith(("[", "{", "b'", 'b"')):
            cell = re.sub(r"\\+", lambda run: "\n\n" if len(run[0]) > 1 else " ", cell) if self._breaks else _c(cell)
        if "#" in cell:
            cell = _HALF_REFERENCE.sub(_reference, cell)
        return unescape(cell) if "&" in cell and "<" not in cell else cell


_C = {"n": "\n", "r": "\n", "t": " ", '"': '"', "'": "'", "\\": "\\", "/": "/"}


def _c(cell: str) -> str:
    if "\\u" in cell:
        cell = _BY_NUMBER.sub(lambda match: chr(int(match[1], 16)), cell)
    return _ESCAPED.sub(lambda match: _C.get(match[1], match[0]), cell)


def _reference(match: re.Match[str]) -> str:
    char = unescape(f"&#{match[1]};")
    return char if char in "'’" or not match[0].startswith(" ") else " " + char
