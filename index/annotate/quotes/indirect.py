"""Indirect speech: what somebody is reported to have said, without quotation marks. Precision comes first."""

from collections.abc import Iterator

from msgspec import Struct

from ...model import Span
from ..lexicon.lists import load
from .attribution import Attribution
from .cues import CLAIM, SAY, CueFinder, CueMatch
from .phrases import DETERMINERS, Phrase, PhraseFinder
from .scene import Scene
from .stance import is_listed, is_question, turn_of
from .subjects import SubjectFinder

_THAT_AFTER = 9
"""How many tokens may stand between a cue and its "that": "told reporters in Geneva on Monday that"."""
_SUBJECTS = frozenset(("he", "she", "they", "it", "i", "we", "you", "there"))
_NO_SUBJECT = frozenset(
    (
        *("when", "while", "as", "if", "where", "who", "which", "so", "yes"),
        *("no", "nothing", "what", "more", "and", "or", "then", "goodbye", "without"),
    )
)
_OPENERS = frozenset(("when", "where", "how", "why", "who", "what", "which"))
_SHORTEST = 3
_LONGEST = 90
_INVERTED = 24
"""Tokens, at most, of a speaker behind the verb, with all that describes it."""


_MEASURES = frozenset(
    (
        *("shares", "share", "stocks", "stock", "prices", "price", "futures", "index", "yields", "yield", "sales"),
        *("spreads", "rates", "data", "figures", "volumes"),
    )
)


class Indirect(Struct, frozen=True, gc=False):
    """A piece of indirect speech, in one part or around its attribution, and that attribution."""

    parts: tuple[Span, ...]
    found: Attribution


class IndirectFinder:
    """Finds indirect speech in the narration of one scene."""

    def __init__(self, scene: Scene, cues: CueFinder, phrases: PhraseFinder, subjects: SubjectFinder) -> None:
        self.scene = scene
        self.cues = cues
        self.phrases = phrases
        self.subjects = subjects
        self.prepositions = load("prepositions")
        self.occasions = load("speech_occasions")
        self.claims = load("claim_nouns")
        self.times = load("time_words")
        self.finite = load("finite_verbs")
        self.telling = load("cues_tell")
        self.saying = load("cues_bare")
        self.promises = load("cues_promise")
        self.requests = load("cues_request")
        self.claim_verbs = load("cues_reject")

    def find(self, sentence: int) -> list[Indirect]:
        """The indirect speech of a sentence of narration without quotation marks, in order."""
        span = self.scene.document.sentences[sentence]
        if span.last - span.first < 5 or span.last - span.first > _LONGEST:
            return []
        lower = self.scene.lower
        places = self.cues.among(span.first, span.last)
        if not places:
            return []
        for token in places:
            if lower[token] in self.claim_verbs and (found := self._rejected(token, span.first, span.last)):
                return [found]
        results: list[Indirect] = []
        low = span.first
        for cue in self.cues.between(span.first, span.last):
            if cue.first < low:
                continue
            found = self._of(cue, span.first, span.last)
            if found is None:
                continue
            results.append(found)
            # What follows within the statement belongs to it, unless another verb of saying is joined to this one.
            low = self._next_joined(found, span.last)
        return results

    def _next_joined(self, found: Indirect, high: int) -> int:
        """The token where a statement ended before its sentence did: only from there on may another be found."""
        end = self.scene.token_at(found.parts[-1][1])
        return end if end < high else high

    def _of(self, cue: CueMatch, low: int, high: int) -> Indirect | None:
        """What a cue reports, in its sentence `low:high`."""
        if cue.passive or not (cue.classes & (SAY | CLAIM) or is_listed(self.scene, cue)):
            return None
        if cue.according:
            return self._according(cue, low, high)
        turned = turn_of(self.scene, cue)
        if turned.modal and not (turned.negated or turned.refused):
            return None  # "would argue that": it was not said
        if cue.classes & SAY and (speaker := self._behind(cue, high)):
            return self._make(low, cue.first, Attribution(speaker, cue, 0.7, False))
        asked = self._asked(cue, low, high)
        if asked:
            return asked
        trailing = self._trailing(cue, low, high)
        if trailing:
            return trailing
        if cue.gerund and self.scene.lower[cue.first - 1] == "without":
            return None  # "said without specifying the amount": the reporter's words
        phrase = self._speaker(cue, low)
        if phrase is not None and cue.gerund and self._measures(phrase):
            return None
        unsaid = turned.negated or turned.refused
        if phrase is None or (cue.plural and not unsaid and not self._plural(phrase)):
            return None
        begin = self._clause_after(cue, high) if unsaid else self._content(cue, high)
        if begin is None:
            return None
        return self._make(begin, self._end(begin, high), Attribution(phrase, cue, 0.85, False))

    def _measures(self, phrase: Phrase) -> bool:
        """Whether a phrase is a price or the like, which shows something and says nothing: "shares of Granit"."""
        return any(word in _MEASURES for word in self.scene.lower[phrase.first : min(phrase.first + 3, phrase.last)])

    def _clause_after(self, cue: CueMatch, high: int) -> int | None:
        """Where the clause of a negated cue begins: with a word that opens one, right after the cue."""
        lower = self.scene.lower
        if cue.last >= high - _SHORTEST:
            return None
        word = lower[cue.last]
        return cue.last + 1 if word in ("that", "whether", "if") else cue.last if word in _OPENERS else None

    def _asked(self, cue: CueMatch, low: int, high: int) -> Indirect | None:
        """What somebody asked for or promised to do: "called for a ceasefire", "urged the two sides to talk"."""
        lower = self.scene.lower
        word = lower[cue.first]
        token = cue.last
        if cue.gerund or cue.base or token >= high - 2:
            return None
        if lower[token - 1] == "for" or (word in self.promises and lower[token] == "to"):
            begin = token
        elif word in self.requests:
            listener = self.phrases.forward(token, high)
            if listener is None or listener.last >= high - 2 or lower[listener.last] != "to":
                return None
            begin = listener.last
        else:
            return None
        phrase = self._speaker(cue, low)
        if phrase is None or not self._beside(phrase, cue):
            return None
        return self._make(begin, self._end(begin, high), Attribution(phrase, cue, 0.8, False))

    def _beside(self, phrase: Phrase, cue: CueMatch) -> bool:
        """Whether a subject stands right before its verb, but for adverbs and asides."""
        token = cue.first - 1
        lower = self.scene.lower
        while token > phrase.last - 1 and self.phrases.is_adverb(token) and lower[token] != "both":
            token -= 1
        token = self.subjects.before_party(token, phrase.last)
        return token == phrase.last - 1 or self.scene.lower[token] in (",", ")")

    def _plural(self, phrase: Phrase) -> bool:
        """Whether a phrase may be the subject of a verb without -s: "they", "the police"."""
        word = self.scene.lower[phrase.last - 1]
        if self.scene.lower[phrase.first] in ("a", "an", "this"):
            return False  # "an initial CNBC report"
        return word in ("they", "we", "i", "you", "who", "police", "people", "men", "women") or (
            word.endswith("s") or word in ("spokesmen", "media") or self.scene.words[phrase.last - 1].isupper()
        )

    def _end(self, begin: int, high: int) -> int:
        """Where a statement that begins at a token ends: at its sentence's end, or where another one joins it."""
        lower = self.scene.lower
        for token in range(begin + _SHORTEST, high - 2):
            word = lower[token]
            if word == ";":
                return token
            following = lower[token + 1]
            if word == ",":
                form = self.cues.forms.get(following)
                if (form and form.gerund) or (following == "according" and lower[token + 2] == "to"):
                    return token
            if word in ("and", "but") or (word == "," and following in ("and", "but")):
                place = token + (2 if word == "," else 1)
                for cue in self.cues.between(place, min(high, place + 5)):
                    finite = not cue.gerund and not cue.passive and lower[cue.first - 1] != "to"
                    if cue.classes & SAY and finite and self._content(cue, high) is not None:
                        return token
        return high

    def _speaker(self, cue: CueMatch, low: int) -> Phrase | None:
        lower = self.scene.lower
        if cue.object >= 0:
            return self.phrases.quoted(cue)
        if cue.first == low:
            return None
        if cue.gerund:
            phrase = self.subjects.companion(cue, low) or self.phrases.first_subject(low, cue.first)
        elif lower[cue.first - 1] == "to":
            turned = turn_of(self.scene, cue)
            phrase = self.subjects.subject(turned.first, low) if turned.refused and turned.first > low else None
        else:
            phrase = self.subjects.subject(cue.first, low)
        if phrase and lower[phrase.first] in ("i", "we", "you"):
            return None  # the author's own words are not reported
        return phrase if phrase and (phrase.firm or lower[phrase.first] in DETERMINERS) else None

    def _content(self, cue: CueMatch, high: int) -> int | None:
        """The token where what was said begins, after a cue."""
        lower = self.scene.lower
        token = cue.last
        if token >= high:
            return None
        tells = lower[cue.first] in self.telling
        for place in range(token, min(high - 1, token + _THAT_AFTER)):
            if lower[place] == "that":
                if tells and place == token:
                    return None  # "and told that she must go": it was she who was told
                if place == token:
                    return place + 1
                if lower[place + 1] in self.finite and lower[cue.first] not in self.saying:
                    return None  # "proposed a rate in May that would have raised": a clause about the noun before it
                return place + 1 if self._bridges(token, place, tells) else None
        word = lower[token]
        if word in ("how", "why") and cue.classes & SAY:
            return token
        if word in ("whether", "if") and is_question(lower[cue.first]):
            return token + 1
        if not cue.classes & SAY:
            return None
        begin = self._after_occasion(token, high, tells)
        if begin is None or (tells and begin == token):
            return None
        return begin if self._clause(begin, high, lower[cue.first] in self.saying or tells) else None

    def _bridges(self, first: int, last: int, tells: bool) -> bool:
        """Whether what stands between a cue and "that" is a listener, an occasion or an aside, not an object."""
        scene = self.scene
        word = scene.lower[first]
        if word == ",":
            return scene.lower[last - 1] == ","
        if not tells and word not in self.prepositions and word not in self.times and not self.phrases.is_adverb(first):
            return False
        for token in range(first, last):
            word = scene.lower[token]
            if self.cues.forms.get(word) and not scene.is_capital(token) and not self.phrases.is_noun(token):
                if word not in self.occasions:
                    return False
            elif word in ("is", "are", "was", "were", "has", "had", "have", "will", "would", ",", ";"):
                return False
        # "complained about the restrictions that apply": a clause about the noun before it.
        return tells or self._is_occasion(last - 1) or self._opens(last + 1)

    def _opens(self, token: int) -> bool:
        """Whether a word may begin a clause with a subject of its own."""
        scene = self.scene
        word = scene.lower[token]
        known = word in _SUBJECTS or word in DETERMINERS or self.phrases.is_noun(token)
        return known or scene.is_capital(token) or word[0].isdigit()

    def _is_occasion(self, token: int) -> bool:
        """Whether a token may end an occasion, a time or a listener: "in a statement", "on Monday", "reporters"."""
        word = self.scene.lower[token]
        known = word in self.occasions or word in self.times or self.phrases.is_noun(token)
        return known or self.scene.is_capital(token) or word.isdigit() or self.phrases.is_adverb(token)

    def _after_occasion(self, token: int, high: int, tells: bool) -> int | None:
        """The token after a listener ("told reporters") and an occasion ("on Monday", "in a statement")."""
        scene = self.scene
        lower = scene.lower
        if tells:
            listener = self.phrases.forward(token, high)
            if listener is None:
                return None
            token = listener.last
        for _ in range(3):
            if token < high and lower[token] in self.times:
                token += 1
            elif token + 1 < high and lower[token] in ("on", "in", "at", "during", "to", "last", "this", "earlier"):
                end = token + 1
                while end < high and end - token < 7 and not (lower[end] in self.times or lower[end] in self.occasions):
                    if not scene.is_word(end):
                        return token
                    end += 1
                if end >= high or end - token >= 7:
                    return token
                token = end + 1
            else:
                break
        return token

    def _clause(self, token: int, high: int, said: bool) -> bool:
        """Whether a clause, with a subject of its own and a verb, seems to begin at a token.

        Args:
            token: The token.
            high: Where the sentence ends.
            said: The cue is "say" or its like, which takes no other object: then less proof is asked for.
        """
        scene = self.scene
        if token >= high - 2:
            return False
        word = scene.lower[token]
        if word in _SUBJECTS:
            return True
        if word in self.prepositions or not scene.is_word(token) or word in _NO_SUBJECT or word in self.times:
            return False
        opened = word in DETERMINERS or scene.is_capital(token) or self.phrases.is_noun(token) or word[0].isdigit()
        if said:
            return opened or self._finite(token + 1, min(high, token + 8))
        subject = self.phrases.forward(token, high)
        return subject is not None and self._finite(subject.last, min(high, subject.last + 2))

    def _finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands among some tokens."""
        lower = self.scene.lower
        for place in range(first, last):
            word = lower[place]
            if word.endswith("ed") or word in self.finite:
                return True
        return False

    def _behind(self, cue: CueMatch, high: int) -> Phrase | None:
        """The person named right behind a verb where a text has lost its full stops: "helps said Marsk These funds"."""
        scene = self.scene
        number = scene.mention_of[cue.last] if cue.last < high else None
        if number is None or scene.lower[cue.first] not in self.saying:
            return None
        first, last = scene.mention_tokens[number]
        person = scene.entities[scene.mentions[number].entity].type == "person"
        if first != cue.last or last >= high or not person or not scene.is_capital(last):
            return None
        return Phrase(first, last, "name") if scene.mention_of[last] is None else None

    def _inverted(self, cue: CueMatch, high: int) -> Phrase | None:
        """The speaker after a verb that a comma stands before: ", said a person familiar with the plan."; None else."""
        told = self.scene.lower[cue.first] in self.telling
        if told or self.scene.lower[cue.first - 1] != "," or high - cue.last > _INVERTED:
            return None
        phrase = self.phrases.forward(cue.last, high)
        if phrase is None or phrase.kind == "pronoun" or not phrase.firm:
            return None
        # A verb would make it a clause: ", said the dam was safe".
        verbal = self._finite(phrase.last, high) or bool(self.cues.between(phrase.last, high))
        return None if verbal else phrase

    def _trailing(self, cue: CueMatch, low: int, high: int) -> Indirect | None:
        """The statement before ", X said." or ", said X." at the end of a sentence."""
        scene = self.scene
        lower = scene.lower
        if not cue.classes & SAY or cue.gerund:
            return None
        start = cue.first
        phrase = self._inverted(cue, high)
        inverted = phrase is not None
        phrase = phrase or self.subjects.subject(cue.first, low)
        if inverted:
            pass
        elif phrase and phrase.first > low and lower[phrase.first - 1] == ",":
            start = phrase.first
        elif lower[cue.first - 1] == ",":
            phrase = self.phrases.forward(cue.last, high)
            if phrase is None or not phrase.firm:
                return None
        else:
            return None
        if phrase is None or start - low < _SHORTEST + 1:
            return None
        if lower[low] in self.prepositions or lower[low] in _NO_SUBJECT:
            return None
        after = max(cue.last, phrase.last)
        if after < high - 4 and lower[after] == "," and lower[after + 1] not in ("and", "but", "who", "a", "an", "the"):
            found = Attribution(phrase, cue, 0.75, False)
            first, second = self._make(low, start - 1, found), self._make(after + 1, high, found)
            return Indirect((*first.parts, *second.parts), found) if first and second else None
        # What follows must be no statement of its own: the sentence's end, an occasion, a time.
        tail = max(cue.last, phrase.last)
        if (self._content(cue, high) is not None and not inverted) or high - tail > 12:
            return None
        if not self._finite(low + 1, start - 1):
            return None
        return self._make(low, start - 1, Attribution(phrase, cue, 0.8, False))

    def _according(self, cue: CueMatch, low: int, high: int) -> Indirect | None:
        """The statement that "according to X" goes with: after it at a clause's beginning, else before it."""
        scene = self.scene
        lower = scene.lower
        phrase = self.phrases.forward(cue.last, high)
        if phrase is None or (phrase.kind == "nominal" and not phrase.firm) or lower[cue.first] == "words":
            return None
        found = Attribution(phrase, cue, 0.85, False)
        before = lower[cue.first - 1] if cue.first > low else ""
        if before in ("", "that", "and", "but", "while") or (
            before == "," and lower[cue.first - 2] in ("which", "that")
        ):
            end = phrase.last - 1
            for place in range(phrase.last, min(high, phrase.last + 25)):
                if lower[place] == ",":
                    end = place
                    break
            return self._make(end + 1, self._end(end + 1, high), found)
        end = cue.first - (before == ",")
        return self._make(low, end, found) if self._finite(low + 1, end) else None

    def _rejected(self, token: int, low: int, high: int) -> Indirect | None:
        """What was dismissed or denied: "dismissed any suggestion that Moscow had promised"."""
        scene = self.scene
        lower = scene.lower
        for place in range(token + 1, min(high - 3, token + 6)):
            if lower[place] in self.claims and lower[place + 1] == "that":
                phrase = self.subjects.subject(token, low)
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
        if scene.marks and any(scene.inside[first:last]):
            return None
        return Indirect(((scene.starts[first], scene.ends[last - 1]),), found)


def narration(scene: Scene) -> Iterator[int]:
    """The numbers of the sentences of the story that hold any narration."""
    for number, sentence in enumerate(scene.document.sentences):
        story = scene.document.blocks[sentence.block].kind == "paragraph"
        if story and not (scene.marks and all(scene.inside[sentence.first : sentence.last])):
            yield number
