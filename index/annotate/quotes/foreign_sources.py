"""Sources that German news names in words of their own: "Das teilte die Polizei mit", "nach eigenen Angaben"."""

from ...model import Span
from .dialogue import Draft, Found
from .foreign_phrases import NounPhrases
from .scene import Scene

_TOLD = frozenset(("teilte", "teilt", "sagte", "sagt", "gab", "gibt", "erklärte", "erklärt", "berichtete", "berichtet"))
_OWN = frozenset(("eigenen", "eigener"))
_HIS = frozenset(("seiner", "ihrer", "deren", "dessen", "unserer", "meiner"))
_GAVE = frozenset(("gab", "gaben", "gibt", "machte", "machten"))
TELLING = 14
"""Tokens, at most, of a sentence or clause that only says who told what stands beside it."""
SHORTEST = 3
"""Words that make a statement."""


class Sources:
    """Finds such sources in one scene."""

    def __init__(self, scene: Scene, phrases: NounPhrases) -> None:
        self.scene = scene
        self.phrases = phrases
        self.words = phrases.words

    def told_above(self, first: int, last: int) -> Draft | None:
        """The sentence above, where this one says only who told it: "Das teilte die Polizei mit."."""
        scene = self.scene
        number = scene.sentence_of(first)
        if number == 0 or last - first > TELLING or scene.lower[first] not in ("das", "dies"):
            return None
        above = scene.document.sentences[number - 1]
        if above.block != scene.document.sentences[number].block or scene.lower[first + 1] not in _TOLD:
            return None
        who = self.phrases.after_cue(first + 1, last)
        span = self.span(above.first, above.last)
        return Draft((span,), "indirect", Found(who, first + 1, 0.75)) if who and span else None

    def own_view(self, token: int, first: int, last: int) -> Draft | None:
        """A statement that somebody named elsewhere vouches for: "nach eigenen Angaben", "seiner Meinung nach"."""
        lower = self.scene.lower
        if lower[token] != "nach" or token + 2 >= last:
            return None
        low, high = token, token
        if lower[token + 1] in _OWN and lower[token + 2] in self.words["sources"]:
            high = token + 3
        elif token > first + 1 and lower[token - 2] in _HIS and lower[token - 1] in self.words["sources"]:
            low, high = token - 2, token + 1
        parts = tuple(span for span in (self.span(first, low), self.span(high, last)) if span)
        return Draft(parts, "indirect", None) if high > low and parts else None

    def tells(self, token: int) -> bool:
        """Whether a token is a verb of saying, in one word or two: "mitteilte", "bekannt gab"."""
        lower = self.scene.lower
        known = lower[token] == "bekannt" and token + 1 < len(lower) and lower[token + 1] in _GAVE
        return known or self.phrases.is_cue(token)

    def span(self, first: int, last: int) -> Span | None:
        """The words from one token up to another, without marks at their edges; None when they are few or quoted."""
        scene = self.scene
        while last > first and not scene.is_word(last - 1):
            last -= 1
        while first < last and not scene.is_word(first):
            first += 1
        if last - first < SHORTEST or scene.inside[first] or scene.inside[last - 1]:
            return None
        return scene.starts[first], scene.ends[last - 1]
