"""Where a reported statement ends within its sentence: where somebody else speaks, or its speaker does something."""

from ..lexicon.lists import load
from .cues import SAY, CueFinder, CueMatch
from .phrases import DETERMINERS, PhraseFinder
from .reported_clauses import ReportedClauses
from .scene import Scene
from .stance import is_denial

_SHORTEST = 3
_JOINED = 5
"""Tokens from "and" to the verb of another statement that it joins."""
_TURNED = 14
"""Tokens from "while", or from "and" before another speaker, to that speaker's verb."""
_SIGNS = frozenset((";", ",", "and", "but", "before"))
"""Tokens at which a statement may end."""
_AND = frozenset(("and", "but"))
_TURNS = frozenset(("while", "whereas", "although", "though"))
_REFUSED = frozenset(("declined", "refused"))
_WOULD = frozenset(("would", "could", "did"))
_TELLS = frozenset(
    ("say", "offer", "give", "provide", "comment", "elaborate", "disclose", "name", "identify", "specify")
)
_LATER = frozenset(("then", "later", "subsequently", "eventually", "finally", "afterwards"))
_FIRST = frozenset(("first", "initially", "originally", "previously", "repeatedly"))
_ALSO = frozenset(("also", "then", "later", "instead", "again", "even", "both", "only", *_FIRST))
_STATES = frozenset(
    (
        *("is", "are", "am", "will", "would", "can", "could", "may", "might", "must", "should", "remains", "remain"),
        *("isn't", "aren't", "won't", "wouldn't", "can't", "cannot", "couldn't", "shouldn't", "has", "have", "needs"),
    )
)
"""Finite verbs that no verb in the past tense is joined to within one clause."""
_SUBORDINATE = frozenset(("that", "who", "which", "when", "where", "if", "because", "whose", "after", "to"))
_NOT_SUBJECT = _SUBORDINATE | {",", ";", "and", "or", "but"}
_TRAILING = 6
"""Tokens, at most, behind the verb of an attribution that ends a sentence."""
_REPORTED = frozenset(("reported", "reports"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "we"))
"""Subjects that a verb follows at once, known or not."""
_COPULAS = frozenset(("is", "are", "was", "were", "has", "have", "had", "will"))
_ACTS = load("cues_acts")
_EXPECTING = frozenset(("expect", "expected", "forecast"))
_CONSENSUS = frozenset(("analysts", "economists"))


class StatementEnds:
    """Finds the ends of reported statements in one scene."""

    def __init__(self, scene: Scene, cues: CueFinder, phrases: PhraseFinder, clauses: ReportedClauses) -> None:
        self.scene = scene
        self.cues = cues
        self.phrases = phrases
        self.clauses = clauses

    def end(self, cue: CueMatch, begin: int, high: int) -> int:
        """Return where a statement ends: its sentence's end, or where what follows is no longer its speaker's.

        Args:
            cue: The cue that reports the statement.
            begin: The token where the statement begins.
            high: Where its sentence ends.
        """
        lower = self.scene.lower
        for token in range(begin + _SHORTEST, high - 2):
            word = lower[token]
            if word not in _SIGNS:
                continue
            if word == ";":
                return token
            following = lower[token + 1]
            if word == "before":
                form = self.cues.forms.get(following)
                if form and form.gerund and form.classes & SAY and lower[token + 2] == "that":
                    return token  # "said the dam was safe before adding that it leaked"
                continue
            if self.scene.mention_of[token] is not None:
                continue  # the "and" of a name
            if word == ",":
                form = self.cues.forms.get(following)
                if (form and form.gerund) or (following == "according" and lower[token + 2] == "to"):
                    return token
                if following in _TURNS and self._turns(token + 2, high):
                    return token
                if self._attributes(token + 1, high) or self._resumes(begin, token):
                    return token
                if following not in _AND:
                    continue
            place = token + (2 if word == "," else 1)
            if self._joins(place, high) or self._acts(cue, begin, token, place, high):
                return token
        return high

    def _joins(self, place: int, high: int) -> bool:
        """Whether another statement begins at a token, behind "and"."""
        lower = self.scene.lower
        for cue in self.cues.between(place, min(high, place + _JOINED)):
            finite = not cue.gerund and not cue.passive and lower[cue.first - 1] != "to"
            if cue.classes & SAY and finite and self.clauses.content(cue, high) is not None:
                return True
        return self._speaks(place, high)

    def _turns(self, place: int, high: int) -> bool:
        """Whether a clause behind "while" or "although" tells what somebody else says, or what analysts expect."""
        lower = self.scene.lower
        if lower[place] in _CONSENSUS and any(
            lower[token] in _EXPECTING for token in range(place + 1, min(high, place + 4))
        ):
            return True
        opens = self.scene.is_capital(place) or lower[place] in DETERMINERS
        return self._speaks(place, high) or (opens and self._silent(place + 1, high))

    def _silent(self, place: int, high: int) -> bool:
        """Whether "declined to" or "did not" stands right behind a token: ", while Granit declined to comment"."""
        lower = self.scene.lower
        for token in range(place, min(high - 1, place + _JOINED)):
            if (lower[token] in _REFUSED and lower[token + 1] == "to") or (
                lower[token] == "did" and lower[token + 1] == "not"
            ):
                return True
        return False

    def _attributes(self, place: int, high: int) -> bool:
        """Whether nothing but an attribution follows, as in "…, the ministry said"."""
        lower = self.scene.lower
        for cue in self.cues.between(place, min(high, place + _TURNED)):
            reported = lower[cue.first] in _REPORTED and high - cue.last < 2
            said = reported or lower[cue.first] in self.clauses.saying or lower[cue.first] in self.clauses.telling
            if not said or cue.gerund or cue.passive or high - cue.last > _TRAILING:
                return False
            opened = cue.first == place or not self.clauses.finite_among(place, cue.first)
            return opened and _NOT_SUBJECT.isdisjoint(lower[place : cue.first])
        return False

    def _resumes(self, begin: int, comma: int) -> bool:
        """Whether the main clause goes on behind a comma: "A trader, as the bank announced it was full, said"."""
        lower = self.scene.lower
        following = lower[comma + 1]
        if following not in self.clauses.saying and following not in _COPULAS:
            return False
        ends, starts = self.scene.ends, self.scene.starts
        if any(lower[token] == "," and ends[token] < starts[token + 1] for token in range(begin, comma)):
            return False  # another comma, which is none of "1,000"
        if following in self.clauses.saying:
            return True
        # "said the report that he had seen, is mistaken": the verb of the statement has not come yet.
        clause = next((token for token in range(begin + 1, comma) if lower[token] in _SUBORDINATE), comma)
        return clause > begin + 1 and (lower[begin] in _PRONOUNS or self.clauses.finite_among(begin + 1, clause))

    def _speaks(self, place: int, high: int) -> bool:
        """Whether a subject and its verb of saying begin at a token: "Ann Lee of the ministry said"."""
        scene = self.scene
        lower = scene.lower
        if place >= high or not scene.is_word(place) or lower[place] in _SUBORDINATE:
            return False
        opens = scene.is_capital(place) or lower[place] in DETERMINERS or self.phrases.is_noun(place)
        if not opens and not self.phrases.is_noun(min(place + 1, high - 1)):
            return False
        for cue in self.cues.between(place + 1, min(high, place + _TURNED)):
            if cue.gerund or cue.passive or cue.according or not cue.classes & SAY or lower[cue.first - 1] == "to":
                return False
            for token in range(place, cue.first):
                word = lower[token]
                if word in _NOT_SUBJECT or scene.inside[token]:
                    return False
            if self.clauses.finite_among(place, cue.first) and not self._auxiliary(place, cue.first):
                return False
            return lower[cue.first] in self.clauses.saying or self.clauses.content(cue, high) is not None
        return False

    def _auxiliary(self, place: int, cue: int) -> bool:
        """Whether the only finite verb before a cue is its own auxiliary: "officials have said"."""
        before = cue - 1
        while before > place and self.phrases.is_adverb(before) and self.scene.lower[before] not in self.clauses.finite:
            before -= 1
        return self.scene.lower[before] in self.clauses.finite and not self.clauses.finite_among(place, before)

    def _acts(self, cue: CueMatch, begin: int, end: int, place: int, high: int) -> bool:
        """Whether the speaker of a statement does something else behind "and": "said it was safe but would not say"."""
        lower = self.scene.lower
        verb = place
        while verb < high - 1 and (lower[verb] in _ALSO or (lower[verb].endswith("ly") and len(lower[verb]) > 4)):
            verb += 1
        word = lower[verb]
        but = lower[place - 1] == "but" and word in _WOULD and verb + 2 < high
        if but and lower[verb + 1] == "not" and lower[verb + 2] in _TELLS:
            return True  # "but would not say when"
        if word in _REFUSED and verb + 1 < high and (lower[verb + 1] == "to" or lower[verb + 1] == "comment"):
            return True
        if lower[place] in _LATER and self._reversible(cue):
            return True  # "first denied that the report existed and then, on Monday, published it"
        if word not in _ACTS or lower[cue.first] == "to":
            return False
        first = next((lower[at] for at in range(begin, end) if self.clauses.finite_among(at, at + 1)), "")
        return first in _STATES

    def _reversible(self, cue: CueMatch) -> bool:
        """Whether a cue is one that its speaker goes back on: a denial, or what was said "first"."""
        lower = self.scene.lower
        first = any(lower[token] in _FIRST for token in range(max(0, cue.first - 3), cue.first))
        return first or is_denial(lower[cue.first])
