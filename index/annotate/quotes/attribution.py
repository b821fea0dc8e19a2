"""Which words attribute a quotation: the cue and speaker before it, after it, or in the sentences around it."""

from ..lexicon.lists import load
from .cues import CLAIM, DESCRIBE, DIRECT, MIXED, QUOTE, SAY, CueFinder, CueMatch
from .introductions import Introductions
from .phrase_edges import closes, inverted
from .phrases import Phrase, PhraseFinder
from .relative_subjects import in_relative
from .scene import Scene
from .shared_subjects import said_before
from .stance import turn_of
from .subjects import SubjectFinder

_AFTER_REACH = 45
_FARTHEST = 160
"""How far from a quotation, in tokens, its own sentence is read: a "sentence" may be megabytes long."""
_CLAIM_REACH = 12
"""Tokens between a claim and the words in marks that it is made in."""
_GOES_ON = frozenset(("which", "who", "that", "while", "when", "where", "after", "although", "and", "but"))
"""Words after which a sentence goes on about something else than who said the words in marks."""
_TURNS = frozenset(("while", "whereas", "although", "but"))
"""Words behind a comma after which another one speaks: "called it “a lie”, while Ann Lee said"."""
_UNSAID = 0.3
"""Certainty of an attribution by a verb that only would be done."""
_INDEFINITE = frozenset(("a", "an"))
_PREPOSITIONS = load("prepositions")
_DASHES = frozenset(("-", "–", "—", "―", "--"))


class Attribution:
    """Who said a quotation, and by which cue."""

    __slots__ = ("certainty", "cue", "phrase", "strong")

    def __init__(self, phrase: Phrase | None, cue: CueMatch | None, certainty: float, strong: bool) -> None:
        """Note an attribution.

        Args:
            phrase: Who said it.
            cue: The verb that says so.
            certainty: How sure that is, 0 to 1.
            strong: A verb of saying stands right beside the quotation.
        """
        self.phrase = phrase
        self.cue = cue
        self.certainty = certainty
        self.strong = strong


class Attributor:
    """Finds the attributions of the marked spans of one scene."""

    def __init__(self, scene: Scene, cues: CueFinder, phrases: PhraseFinder, subjects: SubjectFinder) -> None:
        self.scene = scene
        self.cues = cues
        self.phrases = phrases
        self.subjects = subjects
        self.claims = load("claim_nouns")
        self.occasions = load("speech_occasions")
        self.introductions = Introductions(scene, phrases, subjects)
        self._bounds: dict[int, tuple[int, int, int, int]] = {}

    # -- where things stand

    def bounds(self, number: int) -> tuple[int, int, int, int]:
        """For a marked span: first and last-plus-one token of its sentence's narration, and of itself, marks included.

        Returns:
            (low, first, last, high): narration before it is `low:first`, after it `last:high`; quotations in between
            are to be passed over.
        """
        if number in self._bounds:
            return self._bounds[number]
        scene = self.scene
        mark = scene.marks[number]
        sentences = scene.document.sentences
        first, last = scene.token_at(mark.outer), scene.token_at(mark.outer_end)
        low = max(sentences[scene.sentence_of(first)].first, first - _FARTHEST)
        end = scene.sentence_of(max(first, last - 1))
        found = low, first, last, min(max(last, sentences[end].last), last + _FARTHEST)
        self._bounds[number] = found
        return found

    def before_word(self, low: int, first: int) -> str:
        """The token right before a span, in its sentence; "" when the span begins it or follows another one."""
        if first <= low or self.scene.inside[first - 1]:
            return ""
        return self.scene.lower[first - 1]

    # -- the two sides

    def before(self, number: int, classes: int) -> Attribution | None:
        """The attribution in the narration before a span, in its sentence."""
        low, first, _, _ = self.bounds(number)
        scene = self.scene
        link = self.before_word(low, first)
        if link == ":" and (issuer := self.introductions.announced(low, first)):
            return Attribution(issuer, None, 0.8, True)
        for token in reversed(self.cues.among(low, first)):
            cue = self.cues.at(token)
            if cue is not None and cue.classes & classes and cue.last <= first:
                aside = self.introductions.vouched(self.cues, cue, first)
                found = None if aside else self._with_speaker(cue, low, first)
                if found:
                    near = cue.last == first or (link in (",", ":", "that") and cue.classes & DIRECT != 0)
                    strong = near and cue.classes & DIRECT != 0
                    if not cue.classes & (SAY | DESCRIBE) and link not in (",", ":"):
                        outer = self._outer(cue, low)
                        if outer:
                            return outer
                    # "Florida, where voters would not want to “monkey this up”": what would be is not said.
                    goes_on = link == "," and not cue.classes & SAY and cue.last < first - 1 and self._participle(first)
                    unsaid = goes_on or (not strong and turn_of(scene, cue).modal)
                    return Attribution(found, cue, _UNSAID if unsaid else 0.97 if near else 0.85, strong)
        if link == ":" and not scene.inside[first - 1]:
            phrase = self.introductions.label(low, first - 1)
            if phrase:
                return Attribution(phrase, None, 0.8, True)
        elif first > low and len(link) > 1 and scene.words[first - 1].isupper():
            phrase = self.introductions.headed(low, first)
            if phrase:
                return Attribution(phrase, None, 0.7, True)
        return self._claimed(low, first) if classes & MIXED else None

    def _participle(self, token: int) -> bool:
        """Whether words in marks begin with a participle, which goes on telling: "reacted, “flipping a car”"."""
        word = self.scene.words[token + 1] if token + 1 < len(self.scene.words) else ""
        return word.endswith("ing") and word.islower()

    def _claimed(self, low: int, first: int) -> Attribution | None:
        """The owner of a claim whose words stand in marks: "Ann Lee's claim that there were “…”"."""
        lower = self.scene.lower
        for token in range(first - 1, max(low, first - _CLAIM_REACH), -1):
            owned = lower[token - 1].endswith(("'s", "s'"))
            if owned and lower[token] in self.claims and not self.scene.inside[token]:
                number = self.scene.mention_of[token - 1]
                phrase = Phrase(*self.scene.mention_tokens[number], "name") if number is not None else None
                phrase = phrase or self.phrases.back(token, low)
                return Attribution(phrase, None, 0.6, False) if phrase and phrase.firm else None
        return None

    def _outer(self, inner: CueMatch, low: int) -> Attribution | None:
        """The verb of saying in whose statement another cue stands: "It said that the two agreed to “…”"."""
        for cue in self.cues.between(low, inner.first):
            if cue.classes & SAY and not cue.passive and not cue.according and not cue.gerund:
                phrase = self._with_speaker(cue, low, inner.first)
                return Attribution(phrase, cue, 0.85, False) if phrase else None
        return None

    def _reduced(self, cue: CueMatch, low: int) -> bool:
        """Whether a cue is a participle that says what something is called: "in a movement dubbed the “…”"."""
        scene = self.scene
        for token in range(cue.first - 1, max(low, cue.first - 5), -1):
            word = scene.lower[token]
            if word in _INDEFINITE:
                return scene.lower[token - 1] in _PREPOSITIONS
            if not scene.is_word(token) or scene.is_capital(token) or word in self.occasions:
                return False
        return False

    def _with_speaker(self, cue: CueMatch, low: int, high: int) -> Phrase | None:
        """The speaker of a cue that stands before what it attributes."""
        scene = self.scene
        if cue.object >= 0:
            return self.phrases.quoted(cue)
        if cue.according:
            return self.phrases.cited(cue, high)
        if cue.passive:
            return self._agent(cue, high)
        if scene.lower[cue.first - 1 if cue.first else 0] == "to" and cue.first > low:
            # "declined to say", "went on to call": the subject of the verb before.
            return self.phrases.first_subject(low, cue.first - 1)
        if cue.gerund:
            if cue.first > low and scene.lower[cue.first - 1] not in (",", "and"):
                near = self.phrases.back(cue.first, low)
                if near and near.firm and scene.lower[near.first - 1 if near.first > low else low] in ("with", ","):
                    return near
            return said_before(self.subjects, cue, low) or self.phrases.first_subject(low, cue.first)
        if cue.classes & DESCRIBE and not cue.base and self._reduced(cue, low):
            return None
        found = self.subjects.subject(cue.first, low)
        if found is None and cue.classes & DIRECT and (cue.first == low or self.scene.inside[cue.first - 1]):
            return self.phrases.forward(cue.last, high)
        return found

    def _agent(self, cue: CueMatch, high: int) -> Phrase | None:
        """Who did it, of a passive cue: "was described by Ann Lee as"."""
        for token in range(cue.last, min(high, cue.last + 4)):
            if self.scene.lower[token] == "by":
                return self.phrases.forward(token + 1, high)
        return None

    def after(self, number: int, classes: int, only_near: bool) -> Attribution | None:
        """The attribution in the narration after a span.

        Args:
            number: The span's number.
            classes: The classes of cues to take.
            only_near: Take only one that begins right after the span.
        """
        _, _, last, high = self.bounds(number)
        scene = self.scene
        mark = scene.marks[number]
        token = last
        if token >= high:
            token, high = self._beyond(number, last)
            if token >= high:
                return None
        begin = token
        if scene.lower[token] == "," or scene.lower[token] in _DASHES:
            token += 1
            begin = token
        high = min(high, begin + _AFTER_REACH)
        comma = scene.text[mark.end - 1] in ",?!…-—" or scene.lower[begin - 1] == ","
        while token < high:
            if scene.inside[token]:
                if only_near:
                    return None
                token += 1
                continue
            word = scene.lower[token]
            if only_near and word in (";", ":"):
                break
            cue = self.cues.at(token)
            if cue is None or not cue.classes & classes:
                token += 1
                continue
            phrase = self._speaker_after(cue, begin, high)
            if phrase is None:
                token = cue.last
                continue
            if phrase.first == last and not comma and scene.text[mark.start].islower():
                token = cue.last
                continue  # "the “flag carrier” airline said": what it is called, not what it said
            near = self._adjacent(phrase, cue, begin)
            if near or not only_near:
                strong = near and cue.classes & DIRECT != 0
                certainty = 0.97 if near and comma else 0.85 if near else 0.6
                return Attribution(phrase, cue, certainty, strong)
            token = cue.last
        if only_near and begin < high and scene.lower[begin - 1] in _DASHES:
            # “…” - Ann Lee: the name alone, on the line of the quotation.
            phrase = self.phrases.forward(begin, high)
            if phrase and phrase.kind == "name" and phrase.last >= high - 1:
                return Attribution(phrase, None, 0.8, True)
        return None

    def _beyond(self, number: int, last: int) -> tuple[int, int]:
        """The sentence after a span that ended one, when it may be its attribution: “Is it?” Ann Lee asked."""
        scene = self.scene
        mark = scene.marks[number]
        if last >= len(scene.words) or scene.inside[last]:
            return last, last
        sentence = scene.document.sentences[scene.sentence_of(last)]
        above = scene.document.sentences[scene.sentence_of(last - 1)]
        if sentence.block != above.block:
            return last, last
        if scene.lower[last] in _DASHES:
            return last, sentence.last
        ending = scene.text[mark.end - 1]
        limit = 30 if ending in "?!…," or ending.isalnum() else 9
        if sentence.last - sentence.first > limit and ending == ".":
            alone = self.introductions.attributes_alone(self.cues, last, sentence.last)
            return last, sentence.last if alone else last
        if ending == "." and scene.lower[sentence.last - 1] not in (".", "!"):
            return last, last
        return last, sentence.last

    def _adjacent(self, phrase: Phrase, cue: CueMatch, begin: int) -> bool:
        """Whether speaker and cue stand right at the beginning of the narration after a span."""
        first = min(phrase.first, cue.first)
        return first <= begin + 1 or self._adverbs(begin, first) or self.introductions.explained(begin, first)

    def _speaker_after(self, cue: CueMatch, begin: int, high: int) -> Phrase | None:
        """The speaker of a cue in the narration after a span: before the cue, or after it when the cue comes first."""
        scene = self.scene
        if cue.object >= 0:
            return self.phrases.quoted(cue)
        if cue.according:
            return self.phrases.cited(cue, high)
        if cue.passive:
            return self._agent(cue, high)
        if cue.gerund:
            return self.phrases.first_subject(begin, cue.first) if cue.first > begin else None
        subject = self.subjects.subject(cue.first, begin) if cue.first > begin else None
        if subject:
            return self._behind(cue, begin, high) or subject
        if cue.classes & DIRECT and self._adverbs(begin, cue.first):
            token = cue.last
            if token < high and scene.lower[token] in ("in", "on", "to", "that", "of"):
                return None
            return self.phrases.forward(token, high)
        return None

    def _behind(self, cue: CueMatch, begin: int, high: int) -> Phrase | None:
        """The person behind a verb that a comma parts from the words before: "“a rise” in its price, said Ann Lee"."""
        if not cue.classes & SAY or not inverted(self.scene, cue.first, begin):
            return None
        phrase = self.phrases.forward(cue.last, high)
        if phrase is None or phrase.kind != "name" or not closes(self.scene, phrase.last, high):
            return None
        number = self.scene.mention_of[phrase.last - 1]
        person = number is not None and self.scene.entities[self.scene.mentions[number].entity].type == "person"
        return phrase if person else None

    def _adverbs(self, first: int, last: int) -> bool:
        """Whether some tokens are adverbs or auxiliaries, all of them."""
        for token in range(first, last):
            if not self.phrases.is_adverb(token):
                return False
        return True

    # -- around

    def in_sentence(self, sentence: int, colon: bool = False) -> Attribution | None:
        """Who speaks in a sentence of narration: the subject of its first verb of saying.

        Args:
            sentence: Its number.
            colon: The sentence ends with a colon and introduces what follows: its subject will do, and its last cue.
        """
        scene = self.scene
        span = scene.document.sentences[sentence]
        begin = max(span.first, span.last - _FARTHEST) if colon else span.first
        end = min(span.last, begin + _FARTHEST)
        last: Attribution | None = None
        if colon and (issuer := self.introductions.announced(begin, end)):
            return Attribution(issuer, None, 0.75, False)
        for cue in self.cues.between(begin, end):
            if not cue.classes & (SAY | (CLAIM | QUOTE | MIXED if colon else 0)):
                continue
            phrase = self._with_speaker(cue, begin, end)
            if phrase is None and not cue.gerund and cue.classes & SAY and not cue.passive:
                phrase = self.phrases.forward(cue.last, end)
                if phrase and phrase.kind == "nominal" and not phrase.firm:
                    phrase = None
            if phrase:
                last = Attribution(phrase, cue, 0.75, False)
                if not colon:
                    return last
        if last is None:
            phrase = self.introductions.label(begin, end - 1) if colon else self.introductions.replied(begin, end)
            return Attribution(phrase, None, 0.7, False) if phrase else None
        return last

    def attribute(self, number: int) -> Attribution | None:
        """The attribution of a span within its own sentence, or in the short one after it."""
        scene = self.scene
        low, first, last, _ = self.bounds(number)
        mark = scene.marks[number]
        link = self.before_word(low, first)
        following = scene.lower[last] if last < len(scene.lower) else ""
        beyond = scene.lower[last + 1] if last + 1 < len(scene.lower) else ""
        follows = (following == "," and beyond not in _TURNS) or (
            scene.text[mark.end - 1] == "," and following not in _GOES_ON
        )
        begins = first == low or not self._narrates(max(low, first - 60), first)
        direct = DIRECT | MIXED
        if begins:
            return self.after(number, direct & ~MIXED, only_near=True) or (
                self.after(number, direct, only_near=False) if not self._alone(number) else None
            )
        if link in (",", ":", "that") or self._cue_ends_at(first):
            found = self.before(number, DIRECT | MIXED)
            if found and (found.strong or not follows):
                return found
            return self.after(number, DIRECT, only_near=True) or found
        found = self.before(number, direct)
        if found and not (follows and not found.strong):
            return found
        found = self.after(number, DIRECT, only_near=follows is False) or found
        return found or self._behind_aside(self.after(number, DIRECT, only_near=False), low, first)

    def _behind_aside(self, found: Attribution | None, low: int, first: int) -> Attribution | None:
        """An attribution that stands farther on; none if words in an aside only describe whom it names."""
        if found is None or found.phrase is None or self.scene.lower[found.phrase.first - 1] == ",":
            return found
        return None if in_relative(self.scene, low, first) else found

    def _narrates(self, first: int, last: int) -> bool:
        """Whether a word outside quotation marks stands among some tokens."""
        scene = self.scene
        for token in range(first, last):
            if scene.is_word(token) and not scene.inside[token]:
                return True
        return False

    def _cue_ends_at(self, first: int) -> bool:
        cue = self.cues.at(first - 1) if first else None
        return cue is not None and cue.classes & DIRECT != 0

    def _alone(self, number: int) -> bool:
        """Whether a span is all that its sentence holds."""
        _, _, last, high = self.bounds(number)
        for token in range(last, min(high, last + 3)):
            if self.scene.is_word(token):
                return False
        return True
