"""How a file of delimited values is written: its delimiter, its quotation marks, and what stands above the table."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Literal

from msgspec import Struct

from ...lazy_pattern import lazy_pattern
from . import fields, text_field

Quotes = Literal["double", "backslash", "single", "none"]
"""Whether a quotation mark within quotation marks is doubled, follows a backslash, is single, or quotes nothing."""

_DELIMITERS = ",\t;|\x1f\x01^~"
_QUOTES: tuple[Quotes, ...] = ("double", "backslash", "single", "none")
_QUOTED_WORDS = lazy_pattern(r'"[^"\n]*"(?: "[^"\n]*")+\s*\Z')
"""A row of quoted names between spaces, as R's `write.table` begins."""
_IN_SINGLE = lazy_pattern(r"'[^']{20,}'\Z")
_SEVERAL = lazy_pattern(r" ?_[!#$%&*+.:;=@^|~-]+_ ?| ?[|!#$+@^~§¦]{2,}(?: ?[|!#$+@^~§¦]{2,})? ?")
_CANDIDATES = 20
_FEWEST = 3
"""Lines that show whether signs part values."""
_ROWS = 60
"""Rows of the sample that are compared."""
_SEP = lazy_pattern(r"\ufeff?\"?sep=(.)\"?\s*\n", re.I)
_IN_PROSE = 0.2
"""What a sign loses that has a blank behind it in every row, as commas have in texts."""
_COMMENT = lazy_pattern(r"\s*(?:#|//)")
_PREAMBLE = 20
"""Lines above a table, at most."""


class Dialect(Struct, frozen=True):
    """How the rows of one file are written."""

    delimiter: str
    """One sign, or several between values that are never quoted: `_!_`."""
    quotes: Quotes = "double"
    skip: int = 0
    """Lines above the first row: `sep=;`, comments, a title."""
    spaced: bool = False
    """Whether a space stands between a delimiter and a quotation mark."""

    def reader(self, lines: Iterable[str], *, strict: bool = True) -> "Iterator[list[str]]":
        """Rows of these lines; raises `csv.Error` for what is not in this dialect."""
        if len(self.delimiter) > 1:
            return (line.rstrip("\r\n").split(self.delimiter) for line in lines)
        options: dict[str, Any] = {"delimiter": self.delimiter, "strict": strict and self.quotes != "none"}
        options["skipinitialspace"] = self.spaced
        if self.quotes == "backslash":
            options |= {"doublequote": False, "escapechar": "\\"}
        elif self.quotes == "single":
            options["quotechar"] = "'"
        elif self.quotes == "none":
            options |= {"quoting": csv.QUOTE_NONE}
        return csv.reader(lines, **options)


def is_quoted_words(line: str) -> bool:
    """Whether a line is nothing but quoted words between spaces."""
    return _QUOTED_WORDS.match(line) is not None


def detect(sample: str, name: str) -> Dialect:
    """The dialect in which most rows of a sample have the same number of fields.

    Args:
        sample: the beginning of the file, cut anywhere.
        name: the file's name, whose suffix breaks ties.
    """
    sample = sample.replace("\r\n", "\n").replace("\r", "\n")
    said = _SEP.match(sample)
    skip = 1 if said else 0
    lines = sample.split("\n")
    if len(lines) > 2:
        lines.pop()  # cut anywhere
    lines = lines[skip : skip + 4000]
    if lines and is_quoted_words(lines[0]):
        return Dialect(" ", "backslash" if '\\"' in sample else "double", skip)
    if not said and (several := delimiter_of_several(lines)):
        return Dialect(several, "none", skip)
    best, best_score = Dialect(",", skip=skip), -1.0
    tab_first = name.lower().endswith((".tsv", ".tab"))
    for mark in said[1] if said else _DELIMITERS:
        if not any(mark in line for line in lines[: _PREAMBLE + 1]):
            continue
        for quotes in _QUOTES:
            if quotes == "backslash" and '\\"' not in sample:
                continue
            if quotes == "single" and not _in_single_quotes(mark, lines):
                continue
            for spaced in (False, True) if f'{mark} "' in sample else (False,):
                dialect = Dialect(mark, quotes, skip, spaced)
                above, score = _score(dialect, lines)
                score += 0.5 if tab_first and mark == "\t" else 0
                score -= 0.001 * _DELIMITERS.find(mark) + 0.02 * _QUOTES.index(quotes) + 0.01 * spaced
                if score > best_score:
                    best, best_score = Dialect(mark, quotes, skip + above, spaced), score
    return best


def delimiter_of_several(lines: Sequence[str]) -> str:
    """The delimiter of several signs, such as `_!_` or `|||`, that is as often in every line; "" if there is none."""
    lines = [line for line in lines if line.strip()][:_ROWS]
    if len(lines) < _FEWEST:
        return ""
    for several in islice(dict.fromkeys(_SEVERAL.findall(lines[0])), _CANDIDATES):
        count = lines[0].count(several)
        if count > 1 and all(line.count(several) == count for line in lines):
            return several
    return ""


def _in_single_quotes(mark: str, lines: Sequence[str]) -> bool:
    """Whether half of the lines hold something in single quotation marks between delimiters.

    One is enough that has a delimiter within the marks, as tables have them that quote no more than they need.
    """
    edge = re.escape(mark)
    quoted = re.compile(rf"(?:^|{edge})'((?:[^']|''){{5,}})'(?={edge}|$)")
    found = [match for line in lines if (match := quoted.search(line))]
    return 2 * len(found) >= max(1, len(lines) - 1) or any(mark in match[1] for match in found)


def _score(dialect: Dialect, lines: Sequence[str]) -> tuple[int, float]:
    """Lines above the table, and how evenly a dialect divides the rest: 1 when every row has as many fields."""
    rows = list(_sampled(dialect, lines))
    counts = Counter(len(row) for _, row in rows if row)
    width = max((count for count in counts if count > 1), key=lambda count: (counts[count], count), default=0)
    named = next((len(row) for at, row in rows if at <= _PREAMBLE and _is_header(row, width)), 0)
    width = named if counts[named] > 1 else width
    if not width:
        return 0, 0.0
    above = 0
    for at, row in rows:
        table = len(row) > width // 2
        if table or at >= _PREAMBLE or any(map(text_field.is_running, row)):  # a text is no line above a table
            above = at if table else 0
            break
    below = [row for at, row in rows if at >= above]
    good = sum(1 for row in below if len(row) == width)
    names = below[0] if below else []
    usual = sum(1 for cell in names if len(cell) <= 60 and fields.is_usual(cell.strip()))
    titled = usual > 1 and any(fields.is_text(cell.strip()) or fields.is_title(cell.strip()) for cell in names)
    stray = sum(1 for row in below for cell in row if cell.count('"') % 2 and dialect.quotes != "none")
    stray += sum(1 for row in below for cell in row if dialect.quotes == "double" and _IN_SINGLE.match(cell))
    in_prose = sum(1 for row in below if len(row) > 1 and all(cell[:1] == " " for cell in row[1:])) / len(below)
    good -= _IN_PROSE * in_prose * len(below)
    return above, good / len(below) + 0.3 * titled + 0.03 * min(usual, 5) + 0.01 * min(width, 10) - 0.3 * stray / len(
        below
    )


def _is_header(row: Sequence[str], width: int) -> bool:
    """Whether a row that is longer than most names columns: what stands above a table may be as long as the table."""
    return len(row) > width and sum(len(cell) <= 60 and fields.is_usual(cell.strip()) for cell in row) >= 3


def _sampled(dialect: Dialect, lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield rows of a sample with the numbers of their first lines; what cannot be read is an empty row."""
    at, taken = 0, 0
    while at < len(lines) and taken < _ROWS:
        if not lines[at].strip() or (not taken and _COMMENT.match(lines[at])):
            at += 1
            continue
        source = _Counted(lines, at)
        try:
            row = next(dialect.reader(source))
        except (csv.Error, StopIteration):
            if source.at >= len(lines) and at > 0 and taken > 2:
                return  # the sample is cut within this row
            yield at, []
            at += 1
        else:
            yield at, row
            at = source.at
        taken += 1


class _Counted:
    """Lines from one on, counted as they are taken."""

    def __init__(self, lines: Sequence[str], at: int):
        self._lines = lines
        self.at = at

    def __iter__(self) -> "_Counted":
        return self

    def __next__(self) -> str:
        if self.at >= len(self._lines):
            raise StopIteration
        self.at += 1
        return self._lines[self.at - 1] + "\n"
