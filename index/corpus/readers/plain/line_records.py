"""Text files with one document a line: those of fastText, and those that collections for machine learning ship."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Draft, Flaw, Input
from ...fields.text_field import IDEOGRAPHS
from ...text import encodings
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
_LABEL_FIRST = lazy_pattern(r"(?P<label>[^\t]{1,40})\t(?P<text>[^\t]{20,})\Z")
_LABEL_LAST = lazy_pattern(r"(?P<text>[^\t]{20,})\t(?P<label>[^\t]{1,40})\Z")
_MANY_ROWS = 6
"""Lines from which some labels must come again."""
_CLUSTERED = lazy_pattern(r"[ \t]*(?:\|{5}|story_separator_special_tag)[ \t]*")
"""Between the articles on a line of Multi-News, whose lines are groups of articles on one event."""
_NEW_LINE = lazy_pattern(r"[ \t]*NEWLINE_CHAR[ \t]*")
_CODED = lazy_pattern(r"(?P<date>(?:19|20)\d{6})\t(?P<text>[A-Za-z0-9+/]{16,}={0,2})(?:\t[A-Za-z0-9+/]*={0,2})*\Z")
"""A day, and a document in Base64, divided and whole: the documents of WMT's News Crawl."""
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
    rows = _rows(text)
    clustered = "|||||" in text or "story_separator_special_tag" in text
    if (
        clustered
        and any(map(_CLUSTERED.search, rows))
        and all(_CLUSTERED.search(row) or len(row) >= _LONG for row in rows)
    ):
        return True
    if len(rows) < _FEWEST or not all(row.strip() for row in rows):
        return False
    if all(map(_CODED.match, rows)) or all(map(_LABEL.match, rows)) or _are_numbered(rows) or _tabbed(rows):
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


def _rows(text: str) -> list[str]:
    """The first lines of a text, without empty ones at its end."""
    rows = text.lstrip("\ufeff").split("\n", 400)[:400]
    if len(text) >= 60_000 and len(rows) > 1:
        rows.pop()  # cut anywhere
    rows = [row.rstrip("\r") for row in rows]
    while rows and not rows[-1].strip():
        rows.pop()
    return rows


def _tabbed(rows: list[str]) -> "re.Pattern[str] | None":
    """The form of lines that are a text and one of a few labels, with a tab between; None for any others."""
    if not all("\t" in row for row in rows):
        return None
    for form in (_LABEL_FIRST, _LABEL_LAST):
        found = [match for row in rows if (match := form.match(row))]
        if len(found) < len(rows) or not all(_weight(match["text"]) >= _LONG for match in found):
            continue
        labels = {match["label"] for match in found}
        few = 2 * len(labels) <= len(rows) or (len(rows) < _MANY_ROWS and all(map(str.isalpha, labels)))
        if few and not any((label.isdecimal() and len(label) > 2) or _END.search(label) for label in labels):
            return form
    return None


def _weight(text: str) -> int:
    """Letters of a text, where an ideograph counts three."""
    return len(text) + 2 * len(IDEOGRAPHS.findall(text))


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
    tabbed = _tabbed(_rows(encodings.decode(given.head, encodings.declared(given.head))))
    for line in lines(given):
        if line is None:
            number += 1
            yield Flaw(number, f"the line is longer than {MAX_TEXT >> 20} MB")
            continue
        text = line.strip().lstrip("\ufeff")
        if not text:
            continue
        if _CLUSTERED.search(text):
            for part in filter(None, _CLUSTERED.split(text)):
                number += 1
                if number <= given.findings.known:
                    continue
                yield Draft(text=_NEW_LINE.sub("\n", part), number=number)
            continue
        number += 1
        if number <= given.findings.known:
            continue
        coded = _CODED.match(text)
        if coded:
            yield _decoded(coded, number)
            continue
        label, numbered, pair = _LABEL.match(text), _NUMBERED.match(text), tabbed and tabbed.match(text)
        given.findings.lines += 1
        if label:
            yield Draft(text=text[label.end() :], topics=tuple(_ONE_LABEL.findall(label[0])), number=number)
        elif pair:
            yield Draft(text=pair["text"], topics=(pair["label"].strip(),), number=number)
        elif numbered:
            yield Draft(text=numbered["text"], key=numbered["key"], number=number)
        else:
            yield Draft(text=text, number=number)
    given.end(number, "line")


def _decoded(coded: re.Match[str], number: int) -> Draft | Flaw:
    try:
        text = b64decode(coded["text"], validate=True).decode("utf-8", "replace")
    except binascii.Error:
        return Flaw(number, "a document in Base64 that is damaged")
    return Draft(text=text, date=dates.parse(coded["date"]), number=number)
