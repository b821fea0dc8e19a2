"""What the columns of a table hold where their names do not say: by what dates, addresses and texts look like."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import mean

from ...lazy_pattern import lazy_pattern
from ..dates import dates
from . import date_fields, fields
from .field_names import numbered_parts, rank
from .field_values import is_missing
from .text_field import IDEOGRAPHS, is_running

_MOST_ROWS = 0.7
_SHORTEST = 40
"""Characters that the texts of a column have on average, at least."""
_URL = lazy_pattern(r"https?://\S+\Z")
_PICTURE = lazy_pattern(r"\.(?:jpe?g|png|gif|webp|svg|avif|mp[34]|ico)(?:[?#]|\Z)", re.I)
_NUMBER = lazy_pattern(r"[-+]?[\d.,]+%?\Z")
_WORDS = lazy_pattern(r"[^\W\d_]+")
_PERSON = lazy_pattern(r"(?:[A-ZÀ-ÞΑ-ΩА-Я][\w.'’-]*[\s,;&]*(?:(?:de|van|von|la|al|bin|and|y|et|und)\s+)?){2,8}\Z")
_SENTENCE_END = lazy_pattern(r"[.!?]['\"”’)]*\Z")
_ROLES = ("title", "text", "date", "url", "byline", "outlet", "topics")


def is_header(row: Sequence[str], mapping: dict[str, str]) -> bool:
    """Whether a row is one of names: short ones, one of which is usual or configured."""
    if any(len(cell) > 60 or _URL.match(cell) for cell in row):
        return False
    return any(cell and (fields.is_usual(cell) or cell in mapping.values()) for cell in map(str.strip, row))


def is_unusual_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table holds names that say nothing: the rows below it are of another kind."""
    first, below = [cell.strip() for cell in rows[0]], rows[1:]
    if not below or len(first) < 2 or not all(first) or len(set(first)) < len(first):
        return False
    if len(below) == 1 and not any(map(is_running, below[0])):
        return False
    if any(len(cell) > 40 or _NUMBER.match(cell) or _SENTENCE_END.search(cell) or dates.parse(cell) for cell in first):
        return False
    if any(len(cell.split()) > 4 for cell in first):
        return False
    columns = _columns(below, len(first))
    return any(
        cells
        and (
            mean(map(len, cells)) > 5 * len(name) + 20
            or all(_NUMBER.match(cell) or _URL.match(cell) or is_date(cell) for cell in cells)
        )
        for name, cells in zip(first, columns, strict=True)
    )


def name_columns(rows: Sequence[Sequence[str]], names: Sequence[str] | None = None) -> list[str]:
    """Names for the columns of a table, the given ones where they are usual.

    Args:
        rows: a sample without the row of names.
        names: the row of names, or None if the table has none.
    """
    width = len(names) if names is not None else _usual_width(rows)
    columns = _columns(rows, width)
    given = [*(names or ()), *[""] * (width - len(names or ()))]
    known = {role for role in _ROLES for name in given if name and rank(name, role) is not None}
    if any(numbered_parts(name, given) for name in given if name):
        known.add("text")
    guessed = _guess(columns, [i for i, name in enumerate(given) if not (name and fields.is_usual(name))], known)
    if names is not None:  # a name may say what a column is not
        guessed = {
            i: role
            for i, role in guessed.items()
            if role in ("title", "text", "date", "url")
            and not (role == "date" and date_fields.is_moment_of_saving(given[i]))
        }
    return [guessed.get(i) or name.strip() or f"column{i + 1}" for i, name in enumerate(given)]


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The number of cells of nearly all rows, if others may hold a delimiter in a text; else that of the longest."""
    (width, count), *_ = Counter(map(len, rows)).most_common(1)
    return width if width > 1 and count >= _MOST_ROWS * len(rows) else max(map(len, rows))


def _columns(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The cells of each column that hold something."""
    return [[row[i].strip() for row in rows if i < len(row) and not is_missing(row[i])] for i in range(width)]


def _guess(columns: Sequence[Sequence[str]], free: list[int], known: set[str]) -> dict[int, str]:
    """Roles of columns by their cells, roles that are known left out."""
    found: dict[int, str] = {}

    def take(index: int, role: str) -> None:
        free.remove(index)
        if role not in known:
            known.add(role)
            found[index] = role

    for i in list(free):
        cells = columns[i]
        if not cells or all(_NUMBER.match(cell) and not is_date(cell) for cell in cells):
            free.remove(i)
        elif all(cell.startswith(("{", "[{")) for cell in cells):
            free.remove(i)  # objects: what they hold has names of its own
        elif all(_URL.match(cell) for cell in cells):
            if sum(map(bool, map(_PICTURE.search, cells))) * 2 > len(cells):
                free.remove(i)
            else:
                take(i, "url")
        elif all(is_date(cell) for cell in cells):
            take(i, "date")
    lengths = {i: mean(map(len, columns[i])) for i in free}
    lists = [i for i in free if _is_list(columns[i])]
    prose = [i for i in free if i not in lists and lengths[i] >= _SHORTEST]
    running = [i for i in prose if sum(map(is_running, columns[i])) * 2 >= len(columns[i])]
    # A column of sentences is the text; where none has sentences, the longest of two is.
    if running or (len(prose) > 1 and "text" not in known):
        text = max(running or prose, key=lambda i: lengths[i])
        if running or _ends_sentences(columns[text]):
            take(text, "text")
    titles = [i for i in free if i not in lists and _is_title(columns[i], lengths[i])]
    if titles:
        take(max(titles, key=lambda i: lengths[i]), "title")
    for i in lists:
        if i in free:
            take(i, "topics")
    for i in list(free):
        if len(columns[i]) > 1 and all(_PERSON.match(cell) and len(cell) < 80 for cell in columns[i]):
            take(i, "byline")
            break
    for i in list(free):
        repeated = len(set(columns[i])) <= max(1, len(columns[i]) / 3)
        if lengths[i] < 40 and repeated and len(columns[i]) > 4 and any(_WORDS.search(cell) for cell in columns[i]):
            take(i, "topics")
            break
    return found


def is_date(cell: str) -> bool:
    """Whether a cell holds a date in any form."""
    return bool(dates.readings(cell)) and not (cell.isdigit() and len(cell) < 8)


def _is_list(cells: Sequence[str]) -> bool:
    """Whether cells are lists of keywords: short parts between commas, without a sentence's end."""
    parts = [cell.strip("[]").split(",") if "," in cell else cell.split(";") for cell in cells]
    long = sum(1 for cell, each in zip(cells, parts, strict=True) if len(each) > 2 and not _SENTENCE_END.search(cell))
    words = [len(part.split()) for each in parts for part in each]
    return long * 3 >= 2 * len(cells) and mean(words) <= 2.5


def _is_title(cells: Sequence[str], length: float) -> bool:
    words = mean(len(cell.split()) + len(IDEOGRAPHS.findall(cell)) / 2 for cell in cells)
    return 12 <= length <= 250 and len(set(cells)) > len(cells) / 2 and words >= 2.5


def _ends_sentences(cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if _SENTENCE_END.search(cell)) * 2 > len(cells)
