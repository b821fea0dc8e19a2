"""Text files with one document a line: those of fastText, and those that collections for machine learning ship."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT, Draft, Flaw, Input
from ...text.lines import lines

_LABEL = lazy_pattern(r"(?:__label__(?P<label>\S+)[ \t]+)+", re.ASCII)
_ONE_LABEL = lazy_pattern(r"__label__(\S+)")
_NUMBERED = lazy_pattern(r"(?P<key>[\w./:-]{1,60})\t(?P<text>[^\t]{80,}|(?<=\d\t)[^\t]{10,})\Z")
_SENTENCE = lazy_pattern(r"[.!?…][\"”’')]*(?:\s|\Z)|[。！？](?=.|\Z)")
_END = lazy_pattern(r"[.!?…。！？][\"”’')\]]*\s*\Z")
_SPACED = lazy_pattern(r"\w [.,;!?] ")
"""Words parted from their signs, as programs write them."""
_NAME = lazy_pattern(r"(?<=[a-zà-ÿ,;:] )[A-ZÀ-Þ][^\W\d_]{3,}")
"""A word with a capital within a sentence."""
_FEWEST = 3
_LONG = 80
"""Characters of a text behind an id."""
_MOST = 0.9
"""Share of counted lines that end as sentences do."""
_SHORTEST = 120
"""Characters of a line that may be a document."""
_MANY_SENTENCES = 4
"""Sentences from which a line is rather a document than a paragraph: those of news have one to three."""
_ALIKE = 0.5
"""Share of lines that name somebody or something whom the line before names: the paragraphs of one story do."""


def looks_like(text: str) -> bool:
    """Whether each line of a text is a document of its own.

    Either a label or an id begins every line, or all are long, of several sentences, and name nothing in common. A text
    with blank lines, or with a headline above its paragraphs, is none.
    """
    rows = text.lstrip("\ufeff").split("\n", 400)[:400]
    if len(text) >= 60_000 and len(rows) > 1:
        rows.pop()  # cut anywhere
    rows = [row.rstrip("\r") for row in rows]
    while rows and not rows[-1].strip():
        rows.pop()
    if len(rows) < _FEWEST or not all(row.strip() for row in rows):
        return False
    if all(map(_LABEL.match, rows)) or _are_numbered(rows):
        return True
    if sum(len(row) >= _SHORTEST for row in rows) < 0.95 * len(rows) or len(rows[0]) < _SHORTEST:
        return False
    if any("\t" in row for row in rows) or sum(1 for row in rows if _END.search(row)) < 0.9 * len(rows):
        return False
    sentences = median(len(_SENTENCE.findall(row)) for row in rows)
    if sentences < 2:
        return False
    spaced = sum(1 for row in rows if _SPACED.search(row)) >= 0.9 * len(rows)
    return spaced or (sentences >= _MANY_SENTENCES and _in_common(rows) < _ALIKE)


def _are_numbered(rows: list[str]) -> bool:
    """Whether every line is an id, a tab and a long text, or a count and a sentence, as in collections of these."""
    found = [_NUMBERED.match(row) for row in rows]
    keys = [match["key"] for match in found if match]
    if len(set(keys)) < len(rows):
        return False
    if all(match and len(match["text"]) >= _LONG for match in found):
        return True
    counted = all(key.isdecimal() and len(key) < 12 for key in keys) and all(
        int(two) == int(one) + 1 for one, two in pairwise(keys)
    )
    return counted and sum(1 for row in rows if _END.search(row)) >= _MOST * len(rows)


def _in_common(rows: list[str]) -> float:
    """Share of lines that share a name with the line before."""
    names = [set(_NAME.findall(row)) for row in rows]
    return sum(1 for one, other in pairwise(names) if one & other) / (len(rows) - 1)


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield an article a line."""
    number = 0
    for line in lines(given):
        if line is None:
            number += 1
            yield Flaw(number, f"the line is longer than {MAX_TEXT >> 20} MB")
            continue
        text = line.strip().lstrip("\ufeff")
        if not text:
            continue
        number += 1
        if number <= given.findings.known:
            continue
        label, numbered = _LABEL.match(text), _NUMBERED.match(text)
        given.findings.lines += 1
        if label:
            yield Draft(text=text[label.end() :], topics=tuple(_ONE_LABEL.findall(label[0])), number=number)
        elif numbered:
            yield Draft(text=numbered["text"], key=numbered["key"], number=number)
        else:
            yield Draft(text=text, number=number)
    given.end(number, "line")
