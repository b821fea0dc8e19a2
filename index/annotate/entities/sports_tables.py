"""The teams in lines of results and standings, "Rovers 1 Dorsan United 2", "Dorsan 4 2 2 0 4 2 8", and in records.

A tagger that was taught on sentences takes them for places, or misses them.
"""

import re
from collections.abc import Iterator, Sequence

from ..text.words import Splitter
from .names import Name, spanned

_TEAM = r"[A-ZÀ-Þ][\w.'’&-]*(?: (?:[A-ZÀ-Þ][\w.'’&-]*|of|de)){0,3}"
_RESULT = re.compile(rf"(?P<one>{_TEAM}) \d{{1,3}} (?P<two>{_TEAM}) ?\d{{1,3}}(?: \([^()\n]*\))?[ \t]*$", re.MULTILINE)
_STANDING = re.compile(
    rf"(?:\d{{1,2}}\.? )?(?P<one>{_TEAM}) (?P<first>\d{{1,3}}) (?P<second>\d{{1,3}})"
    r"(?: (?P<third>\d{1,3}) (?P<fourth>\d{1,3})(?: [\d:+-]+)*| (?P<share>[01]?\.\d{3})(?: [\d/ .-]+)?)[ \t]*$",
    re.MULTILINE,
)
_RECORD = re.compile(r" \(\d{1,2}-\d{1,2}(?:-\d{1,2})?(?:, \d{1,2}-\d{1,2}[^()\n]{0,20})?\)")
"""Games won and lost, after a team's name."""
_NUMBERED = re.compile(r" \d")
_LONGEST = 80
"""Characters of a line of a table."""
_CLOSE = 0.002
"""How far a share that is printed with three digits may be from that of the games won."""


def teams(text: str, splitter: Splitter) -> Iterator[Name]:
    """The teams of every line that is a result or a place in the standings, in order."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        if end - start < _LONGEST and _NUMBERED.search(text, start, end):
            if result := _RESULT.match(text, start):
                if not (_is_person(result["one"], splitter) and _is_person(result["two"], splitter)):
                    yield spanned(text, result.span("one"), "org")
                    yield spanned(text, result.span("two"), "org")
            elif (row := _STANDING.match(text, start)) and _adds_up(row):
                yield spanned(text, row.span("one"), "org")
        start = end + 1


def _is_person(name: str, splitter: Splitter) -> bool:
    """Whether a name begins with a first name: "Anton Veyra 5 Orin Tarsk 3" is a match of two."""
    first, _, last = name.partition(" ")
    return bool(last) and "f" in splitter.word(first).kind[1:]


def _adds_up(row: re.Match[str]) -> bool:
    """Whether the games played are those won, drawn and lost, or a share is that of the games won."""
    first, second = int(row["first"]), int(row["second"])
    if row["share"]:
        return first + second > 0 and abs(first / (first + second) - float(row["share"])) < _CLOSE
    return first > 0 and first == second + int(row["third"]) + int(row["fourth"])


def _records(text: str) -> Iterator[int]:
    """Where records begin: tried where a bracket stands behind a space."""
    at = text.find(" (")
    while at >= 0:
        if _RECORD.match(text, at):
            yield at
        at = text.find(" (", at + 1)


def with_records(names: Sequence[Name], text: str) -> list[Name]:
    """Mentions with teams that a text calls by their town: "Velmora (3-1) won", and so "at Velmora" all through.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.

    Returns:
        The mentions, sorted as well.
    """
    records = set(_records(text))
    if not records:
        return list(names)
    # A person's record is a player's own.
    called = {name.text for name in names if name.end in records and name.type == "place"}
    return [
        spanned(text, (name.start, name.end), "org") if name.text in called and name.type == "place" else name
        for name in names
    ]
