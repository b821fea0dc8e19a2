"""Who introduces a quotation, or signs it: "issued the following statement:", "Ann Lee:", "ANN LEE, ECONOMIST:"."""

from ..lexicon.lists import load
from .cues import SAY, CueFinder, CueMatch
from .phrases import Phrase, PhraseFinder
from .scene import Scene
from .subjects import SubjectFinder

_REACH = 40
"""Tokens from a label's beginning to its end."""
_LINKS = frozenset((",", "&", ".", "-", "/", "'", "+"))
_DAYS = frozenset(("today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_ISSUED = frozenset(("issued", "made", "released", "gave", "delivered", "offered", "had", "submitted", "issues"))
_OCCASION = 7
"""Tokens, at most, behind the verb of a sentence that only attributes: "in a statement on Monday"."""
_OCCASIONAL = frozenset((".", "in", "on", "at", "during", "when", "after"))

_REPLIES = frozenset(
    (
        *("agreed", "agrees", "disagreed", "disagrees", "concurred", "concurs", "demurred", "objected", "differed"),
        *("shrugged", "protested"),
    )
)
"""What a sentence says that somebody did who is quoted in the next."""
_SHORT = 15
"""Tokens of such a sentence, at most."""


class Introductions:
    """Finds the speakers that introduce quotations in one scene."""

    def __init__(self, scene: Scene, phrases: PhraseFinder, subjects: SubjectFinder) -> None:
        self.scene = scene
        self.phrases = phrases
        self.subjects = subjects
        self.occasions = load("speech_occasions")

    def announced(self, low: int, high: int) -> Phrase | None:
        """Who "issued the following statement", in the narration between two tokens."""
        lower = self.scene.lower
        for token in range(low + 2, high - 1):
            if lower[token] != "following" or lower[token - 1] not in ("the", "this"):
                continue
            if lower[token + 1] in self.occasions or lower[token + 1] in _DAYS:
                verb = next(
                    (place for place in range(token - 2, max(low, token - 6), -1) if lower[place] in _ISSUED), 0
                )
                return self.subjects.subject(verb, low) if verb else None
        return None

    def attributes_alone(self, cues: CueFinder, first: int, last: int) -> bool:
        """Whether a sentence only attributes what stands before it: "“…” Ann Lee, its head, said in a statement."."""
        scene = self.scene
        said = [cue for cue in cues.between(first, last) if cue.classes & SAY and not cue.according]
        if not said or scene.lower[last - 1] != "." or last - said[-1].last > _OCCASION or len(said) > 1:
            return False
        verb = said[0]
        if scene.lower[verb.first - 1] != "," or scene.lower[verb.last] not in _OCCASIONAL:
            return False
        number = next((held for held in scene.mention_of[first : first + 3] if held is not None), None)
        return number is not None and scene.entities[scene.mentions[number].entity].type == "person"

    def replied(self, first: int, last: int) -> Phrase | None:
        """Who is said to agree or not in a short sentence before a quote: "Ann Lee disagreed."."""
        verb = last - 2
        if last - first > _SHORT or verb <= first or self.scene.lower[verb] not in _REPLIES:
            return None
        return self.subjects.subject(verb, first)

    def vouched(self, cues: CueFinder, cue: CueMatch, first: int) -> bool:
        """Whether a source only vouches for who speaks: "she told him, adding, according to the paper: “…”"."""
        lower, comma = self.scene.lower, cue.first - 1
        if not cue.according or comma < 1 or lower[comma] != "," or lower[first - 1] not in (":", ","):
            return False
        before = cues.at(comma - 1)
        return before is not None and before.classes & SAY != 0

    def label(self, low: int, colon: int) -> Phrase | None:
        """The speaker that a colon ends: "Ann Lee: “…”", "The minister on the budget: “…”"."""
        phrase = self.phrases.back(colon, low)
        if phrase and phrase.first == low:
            phrase = self._without_topic(self._issuer(phrase))
        if phrase and phrase.first == low and self._speaks(phrase):
            return phrase
        subject = self.headed(low, colon) or self.phrases.first_subject(low, colon)
        return subject if subject and self._speaks(subject) else None

    def _issuer(self, phrase: Phrase) -> Phrase:
        """Whose statement a label is: "Senator Lee's Statement Concerning Orin Tarsk:"."""
        scene = self.scene
        for token in range(phrase.first + 1, phrase.last):
            if scene.lower[token] in self.occasions and scene.lower[token - 1].endswith(("'s", "s'")):
                return Phrase(phrase.first, token, "name")
        return phrase

    def _without_topic(self, phrase: Phrase) -> Phrase:
        """A label without what was spoken about: "TARSK ON THE DAM:" is Tarsk."""
        scene = self.scene
        for token in range(phrase.first + 1, phrase.last - 1):
            if scene.words[token] == "ON" and scene.mention_of[token] is None:
                return Phrase(phrase.first, token, "name")
        return phrase

    def headed(self, low: int, colon: int) -> Phrase | None:
        """The name in capitals that a label begins with: "COMMENTS: ANN LEE, ECONOMIST, VELMORA BANK: “…”"."""
        scene = self.scene
        if not scene.words[colon - 1].isupper() or colon - low > _REACH:
            return None
        token = first = colon
        while token > low and (scene.words[token - 1].isupper() or scene.lower[token - 1] in _LINKS):
            token -= 1
            first = token
        phrase = self.phrases.forward(first, colon) if first < colon else None
        return phrase if phrase and scene.lower[phrase.last] == "," and phrase.kind == "name" else None

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether a label can be a speaker's: "The minister:", "ANN LEE:", but not "Comments:" or "Following:"."""
        word = self.scene.lower[phrase.last - 1]
        if word in self.occasions and word not in self.phrases.nouns:
            return False
        named = phrase.kind != "nominal" or self.scene.words[phrase.last - 1].isupper()
        return phrase.firm and (named or word in self.phrases.nouns)

    def explained(self, begin: int, name: int) -> bool:
        """Whether all that stands before a name is a noun that it explains: "the minister, Ann Lee, said"."""
        if name < begin + 2 or self.scene.lower[name - 1] != ",":
            return False
        noun = self.phrases.forward(begin, name - 1)
        return noun is not None and noun.last == name - 1
