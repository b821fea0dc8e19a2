"""Indirect speech: what somebody is reported to have said, without quotation marks. Precision comes first."""

from collections.abc import Iterator

from msgspec import Struct

from ..model import Span
from .lexicons import load
from .quotes_attribution import Attribution
from .quotes_cues import CLAIM, SAY, CueFinder, CueMatch
from .quotes_scene import Scene
from .speakers_phrases import DETERMINERS, Phrase, PhraseFinder

_THAT = frozenset(("that", "whether", "if", "how", "why"))
_THAT_AFTER = 9
"""How many tokens may stand between a cue and its "that": "told reporters in Geneva on Monday that"."""
_OPENERS = frozenset(("he", "she", "they", "it", "i", "we", "you", "there", "this", "these", "those", "his", "her"))
_NO_NEGATION = frozenset(
    ("not", "never", "n't", "didn't", "don't", "doesn't", "wouldn't", "won't", "couldn't", "can't")
)
_SHORTEST = 3
_LONGEST = 90
_TRAILERS = frozenset((".", "!", "?", "…"))


class Indirect(Struct, frozen=True, gc=False):
    """A span of indirect speech and its attribution."""

    span: Span
    found: Attribution


class IndirectFinder:
    """Finds indirect speech in the narration of one scene."""

    def __init__(self, scene: Scene, cues: CueFinder, phrases: PhraseFinder) -> None:
        self.scene = scene
        self.cues = cues
        self.phrases = phrases
        self.prepositions = load("prepositions")
        self.occasions = load("speech_occasions")
        self.claims = load("claim_nouns")
        self.claim_verbs = load("cues_reject")

    def find(self, sentence: int) -> Indirect | None:
        """The indirect speech of a sentence of narration without quotation marks, or None."""
        span = self.scene.document.sentences[sentence]
        if span.last - span.first < 5 or span.last - span.first > _LONGEST:
            return None
        lower = self.scene.lower
        for token in range(span.first, span.last):
            if lower[token] in self.claim_verbs and (found := self._rejected(token, span.first, span.last)):
                return found
        for cue in self.cues.between(span.first, span.last):
            if found := self._of(cue, span.first, span.last):
                return found
        return None

    def _of(self, cue: CueMatch, low: int, high: int) -> Indirect | None:
        """What a cue reports, in its sentence `low:high`."""
        if cue.passive or not cue.classes & (SAY | CLAIM):
            return None
        if cue.according:
            return self._according(cue, low, high)
        if self._negated(cue):
            return None
        trailing = self._trailing(cue, low, high)
        if trailing:
            return trailing
        phrase = self._speaker(cue, low)
        if phrase is None:
            return None
        begin = self._content(cue, high)
        if begin is None:
            return None
        return self._make(begin, high, Attribution(phrase, cue, 0.85, False))

    def _speaker(self, cue: CueMatch, low: int) -> Phrase | None:
        lower = self.scene.lower
        if cue.first == low:
            return None
        if cue.gerund:
            phrase = self.phrases.first_subject(low, cue.first)
        elif lower[cue.first - 1] == "to":
            return None
        else:
            phrase = self.phrases.subject(cue.first, low)
        return phrase if phrase and (phrase.firm or lower[phrase.first] in DETERMINERS) else None

    def _negated(self, cue: CueMatch) -> bool:
        """Whether the verb is denied or only possible: "did not say that", "would argue that"."""
        lower = self.scene.lower
        before = lower[max(0, cue.first - 3) : cue.first]
        return any(
            word in _NO_NEGATION or word in ("would", "should", "could", "might", "may", "must") for word in before
        )

    def _content(self, cue: CueMatch, high: int) -> int | None:
        """The token where what was said begins, after a cue."""
        scene = self.scene
        lower = scene.lower
        token = cue.last
        if token >= high:
            return None
        for place in range(token, min(high - 1, token + _THAT_AFTER)):
            word = lower[place]
            if word == "that":
                following = lower[place + 1]
                if place > token and not self._bridges(token, place):
                    break
                if following in (",", ".") and place == token and cue.classes & SAY == 0:
                    break
                return place + 1
            if word in ("whether", "if") and place <= token + 3 and lower[cue.first] in ("asked", "asks", "wondered"):
                return place
            if word in (",", ";", ":") and place > token:
                break
        if not cue.classes & SAY:
            return None
        token = self._after_occasion(cue, token, high)
        return token if token is not None and self._clause(token, high) else None

    def _bridges(self, first: int, last: int) -> bool:
        """Whether the tokens between a cue and "that" are a listener or an occasion, not a clause."""
        scene = self.scene
        for token in range(first, last):
            word = scene.lower[token]
            if self.cues.forms.get(word) and not scene.is_capital(token) and not self.phrases.is_noun(token):
                return False
            if word in ("is", "are", "was", "were", "has", "had", "have", "will", "would"):
                return False
        return True

    def _after_occasion(self, cue: CueMatch, token: int, high: int) -> int | None:
        """The token after a listener ("told reporters") and an occasion ("on Monday", "in a statement")."""
        scene = self.scene
        lower = scene.lower
        times = load("time_words")
        if lower[cue.first] in ("told", "tells", "tell", "telling", "assured", "warned"):
            listener = self.phrases.forward(token, high)
            if listener is None:
                return None if lower[cue.first].startswith("t") else token
            if lower[cue.first] == "warned" and not self._clause(listener.last, high):
                return token
            token = listener.last
        for _ in range(3):
            if token < high and lower[token] in times:
                token += 1
            elif token + 1 < high and lower[token] in ("on", "in", "at", "during", "to", "last", "this", "earlier"):
                end = token + 1
                while end < high and end - token < 7 and not (lower[end] in times or lower[end] in self.occasions):
                    if not scene.is_word(end):
                        return token
                    end += 1
                if end >= high or end - token >= 7:
                    return token
                token = end + 1
            else:
                break
        return token

    def _clause(self, token: int, high: int) -> bool:
        """Whether a clause, with a subject of its own and a verb, seems to begin at a token."""
        scene = self.scene
        if token >= high - 2:
            return False
        word = scene.lower[token]
        if word in _OPENERS:
            return True
        if (
            word in self.prepositions
            or not scene.is_word(token)
            or word in ("so", "yes", "no", "nothing", "what", "more")
        ):
            return False
        finite = load("finite_verbs")
        if word in DETERMINERS or scene.is_capital(token) or self.phrases.is_noun(token) or word.endswith("s"):
            return any(
                scene.lower[place] in finite or (scene.lower[place].endswith("ed") and place > token)
                for place in range(token + 1, min(high, token + 22))
            )
        return any(scene.lower[place] in finite for place in range(token + 1, min(high, token + 6)))

    def _trailing(self, cue: CueMatch, low: int, high: int) -> Indirect | None:
        """The statement before ", X said." or ", said X." at the end of a sentence."""
        scene = self.scene
        lower = scene.lower
        if not cue.classes & SAY or cue.gerund:
            return None
        phrase = self.phrases.subject(cue.first, low)
        start = cue.first
        if phrase and phrase.first > low and lower[phrase.first - 1] == ",":
            start = phrase.first
        elif lower[cue.first - 1] == ",":
            phrase = self.phrases.forward(cue.last, high)
            if phrase is None or not phrase.firm:
                return None
        else:
            return None
        if start - low < _SHORTEST + 1:
            return None
        # What follows must be no statement of its own: the sentence's end, an occasion, a time.
        tail = max(cue.last, phrase.last)
        if self._content(cue, high) is not None or high - tail > 12:
            return None
        if not self._has_verb(low, start - 1) or lower[low] in self.prepositions:
            return None
        return self._make(low, start - 1, Attribution(phrase, cue, 0.8, False))

    def _has_verb(self, first: int, last: int) -> bool:
        finite = load("finite_verbs")
        return any(
            self.scene.lower[place] in finite or self.scene.lower[place].endswith("ed")
            for place in range(first + 1, last)
        )

    def _according(self, cue: CueMatch, low: int, high: int) -> Indirect | None:
        """The statement that "according to X" goes with: after it at a sentence's beginning, else before it."""
        scene = self.scene
        phrase = self.phrases.forward(cue.last, high)
        if phrase is None or (phrase.kind == "nominal" and not phrase.firm):
            return None
        found = Attribution(phrase, cue, 0.85, False)
        if cue.first <= low + 1:
            end = next(
                (place for place in range(phrase.last, min(high, phrase.last + 25)) if scene.lower[place] == ","), 0
            )
            return self._make(end + 1, high, found) if end else None
        end = cue.first
        if scene.lower[end - 1] == ",":
            end -= 1
        if not self._has_verb(low, end):
            return None
        return self._make(low, end, found)

    def _rejected(self, token: int, low: int, high: int) -> Indirect | None:
        """What was dismissed or denied: "dismissed any suggestion that Moscow had promised"."""
        scene = self.scene
        lower = scene.lower
        for place in range(token + 1, min(high - 3, token + 6)):
            if lower[place] in self.claims and lower[place + 1] == "that":
                phrase = self.phrases.subject(token, low)
                if phrase is None or not phrase.firm:
                    return None
                cue = CueMatch(token, token + 1, SAY, False, False)
                end = high
                for stop in range(place + 2, high - 1):
                    if lower[stop] == "according" and lower[stop + 1] == "to":
                        end = stop
                return self._make(place + 2, end, Attribution(phrase, cue, 0.75, False))
        return None

    def _make(self, first: int, last: int, found: Attribution) -> Indirect | None:
        """Indirect speech from token `first` up to `last`, closing marks left out; None when too short."""
        scene = self.scene
        while last > first and not scene.is_word(last - 1):
            last -= 1
        while first < last and not scene.is_word(first):
            first += 1
        if last - first < _SHORTEST:
            return None
        return Indirect((scene.tokens[first].start, scene.tokens[last - 1].end), found)


def narration(scene: Scene) -> Iterator[int]:
    """The numbers of the sentences that are narration: paragraphs only, and no quotation marks but single ones."""
    for number, sentence in enumerate(scene.document.sentences):
        if scene.document.blocks[sentence.block].kind == "paragraph" and not any(
            scene.inside[sentence.first : sentence.last]
        ):
            yield number
