"""Two compared texts as lines: one below the other in one text, or side by side."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from ...index.protocol.related_answers import Change
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import wrap

Kind = Literal["same", "cut", "added"]
SIGNS: dict[Kind, tuple[str, str]] = {"same": ("", ""), "cut": ("[-", "-]"), "added": ("{+", "+}")}
"""What stands around the words of each kind, so that they are told apart without colour."""
MOVED = "moved: "
_LONG = 500
"""Characters after which a row of the side by side view may end without a paragraph."""
_SENTENCE = 40
"""Characters that both texts have in common where it may end."""


class Piece(NamedTuple):
    """Words of one kind."""

    text: str
    kind: Kind


Pieces = list[Piece]


class Row(NamedTuple):
    """A line: of both texts, or of one beside the other."""

    left: Pieces
    right: Pieces | None = None


def inline(changes: Sequence[Change], width: int) -> list[Row]:
    """Return the lines of one text with both versions of what differs."""
    rows: list[Row] = []
    paragraph: Pieces = []
    for change in changes:
        sides: tuple[tuple[str, Kind], ...] = (
            ((change.second, "same"),) if change.same else ((change.first, "cut"), (change.second, "added"))
        )
        for text, kind in sides:
            for number, part in enumerate(_paragraphs(text)):
                if number and kind != "cut":
                    rows += [Row(line) for line in lines(paragraph, width)]
                    paragraph = []
                _append(paragraph, part, kind, moved=change.moved)
    return rows + [Row(line) for line in lines(paragraph, width)]


def side_by_side(changes: Sequence[Change], width: int) -> list[Row]:
    """Return the lines of two columns of the same width, paragraphs with the same words beside each other."""
    room = max(8, (width - 3) // 2)
    rows: list[Row] = []
    left: Pieces = []
    right: Pieces = []

    def end() -> None:
        columns = zip_longest(lines(left, room), lines(right, room))
        rows.extend(Row(one or [], other or []) for one, other in columns)
        left.clear()
        right.clear()

    for change in changes:
        if not change.same:
            _append(left, " ".join(_paragraphs(change.first)), "cut", moved=change.moved)
            _append(right, " ".join(_paragraphs(change.second)), "added", moved=change.moved)
            continue
        ours, theirs = _paragraphs(change.first), _paragraphs(change.second)
        if len(ours) != len(theirs):
            ours, theirs = [" ".join(ours)], [" ".join(theirs)]
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            if number:
                end()
            _append(left, one, "same")
            _append(right, other, "same")
        if sum(len(piece.text) for piece in left) > _LONG and len(change.first) > _SENTENCE:
            end()
    end()
    return rows


def lines(pieces: Iterable[Piece], width: int) -> list[Pieces]:
    """Break the words of a paragraph into lines, each in pieces of one kind; a blank line follows."""
    text = ""
    ends: list[tuple[int, Kind]] = []
    for piece in pieces:
        text += piece.text
        ends.append((len(text), piece.kind))
    found: list[Pieces] = []
    number = 0
    for start, stop in wrap(text, 0, len(text), width):
        line: Pieces = []
        at = start
        while at < stop:
            while ends[number][0] <= at:
                number += 1
            upto = min(stop, ends[number][0])
            line.append(Piece(text[at:upto], ends[number][1]))
            at = upto
        found.append(line)
    return [*found, []] if found else []


def _append(pieces: Pieces, text: str, kind: Kind, *, moved: bool = False) -> None:
    words = sanitise_line(text)
    if not words.strip():
        if words and pieces:
            pieces.append(Piece(" ", "same"))
        return
    opening, closing = SIGNS[kind]
    if kind == "same":
        pieces.append(Piece(words, kind))
        return
    inner = words.strip()
    before = " " if words[0].isspace() else ""
    pieces.append(Piece(before, "same"))
    pieces.append(Piece(f"{opening}{MOVED if moved else ''}{inner}{closing}", kind))
    pieces.append(Piece(" ", "same"))


def _paragraphs(text: str) -> list[str]:
    return [part.replace("\n", " ") for part in text.replace("\n\n", "\n").split("\n")]
