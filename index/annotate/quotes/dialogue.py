"""Dialogue by dashes: — Text —dijo Marsk—. Text."""

import re

from msgspec import Struct

from ...model import QuoteType, Span
from .foreign_phrases import Named, NounPhrases
from .scene import Scene

_DASH = re.compile(r"\s?[—–―]\s?")
_DASHED = re.compile(r"[—–―] ?(?=[^\s—–―])|- (?=\S)")


class Found(Struct, frozen=True, gc=False):
    """An attribution: who said it, None where the verb leaves that open; the cue's token, -1 for none."""

    who: Named | None
    cue: int
    certainty: float
    implied: bool = False
    """Whether the verb has no subject of its own: `who` stands in a sentence before it."""

    @property
    def who_first(self) -> int:
        """The first token of whoever said it, -1 for nobody."""
        return self.who.first if self.who else -1


class Draft(Struct, frozen=True, gc=False):
    """A quote before its speaker is resolved, which has to be done in reading order."""

    parts: tuple[Span, ...]
    kind: QuoteType
    found: Found | None


class Dialogue:
    """Finds the speech of paragraphs that open with a dash, in one scene."""

    def __init__(self, scene: Scene, phrases: NounPhrases) -> None:
        self.scene = scene
        self.phrases = phrases

    def drafts(self) -> list[Draft]:
        """The speech of paragraphs that open with a dash: — Text —dijo Marsk—. Text."""
        text = self.scene.text
        drafts: list[Draft] = []
        for block in self.scene.document.blocks:
            match = _DASHED.match(text, block.start, block.end)
            if match is None or block.kind != "paragraph":
                continue
            pieces: list[Span] = []
            start = match.end()
            for dash in _DASH.finditer(text, start, block.end):
                pieces.append((start, dash.start()))
                start = dash.end()
            pieces.append((start, block.end))
            said: list[Span] = []
            found: Found | None = None
            for piece in pieces:
                attributed = self._attributes(piece) if said else None
                if attributed:
                    found = attributed
                else:
                    said.append(piece)
            if found is None and said:
                found, said[0] = self._incise(said[0])
            if found is None and match.group()[0] == "-":
                continue
            parts = tuple(trimmed for piece in said if (trimmed := _trimmed(text, piece)))
            if parts:
                drafts.append(Draft(parts, "direct", found))
        return drafts

    def _attributes(self, piece: Span) -> Found | None:
        """The attribution that a piece between dashes is, when a verb of saying opens it."""
        scene = self.scene
        first, last = scene.token_at(piece[0]), scene.token_at(piece[1])
        for place in range(first, min(last, first + 3)):
            if self.phrases.is_cue(place):
                who = self.phrases.after_cue(place, last)
                who = who or self.phrases.back(place, first)
                return Found(who, place, 0.85) if who else None
        return None

    def _incise(self, piece: Span) -> tuple[Found | None, Span]:
        """An attribution after a comma within a piece, and the words before it: « …, dit Marsk. »."""
        scene = self.scene
        first, last = scene.token_at(piece[0]), scene.token_at(piece[1])
        for place in range(first + 2, last):
            if self.phrases.is_cue(place) and scene.lower[place - 1] in (",", "?", "!"):
                who = self.phrases.after_cue(place, last)
                if who:
                    return Found(who, place, 0.8), (piece[0], scene.starts[place - 1])
        return None, piece


def _trimmed(text: str, span: Span) -> Span | None:
    """A span without white space and stray stops at its edges; None when nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ".,;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "—–―"):
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None
