"""Where the clause begins that a verb of saying reports, if one does."""

from ..lexicon.lists import load
from .cues import SAY, CueFinder, CueMatch
from .phrase_edges import MONTHS
from .phrases import DETERMINERS, PhraseFinder
from .scene import Scene
from .stance import is_question

_SHORTEST = 3
_THAT_AFTER = 12
"""How many tokens may stand between a cue and its "that": "told reporters in Geneva on Monday that"."""
_SUBJECTS = frozenset(("he", "she", "they", "it", "i", "we", "you", "there"))
NO_SUBJECT = frozenset(
    (
        *("when", "while", "as", "if", "where", "who", "which", "so", "yes"),
        *("no", "nothing", "what", "more", "and", "or", "then", "goodbye", "without"),
    )
)
"""Words that begin no clause with a subject of its own."""
_NEGATIVE = frozenset(("no", "neither", "nothing", "nobody", "more"))
"""Words that begin a clause if a verb follows: "said no decision had been made", but "said no more"."""
_JOINERS = frozenset(("and", "or", ","))
_NO_VERB = _JOINERS | {"that", "which", "who", "whose"}
"""Words behind an object rather than a subject."""
_LISTENERS = frozenset(("me", "us", "reporters", "earlier", "later"))
_BEHIND = frozenset(("of", "in", "with", "for", "on", "from", "at", "between"))
_OCCASIONAL = frozenset(("on", "in", "at", "during", "to", "last", "this", "earlier", "after", "before"))
_OPENERS = frozenset(("when", "where", "how", "why", "who", "what", "which"))
_ONE = frozenset(("a", "an"))
_LATE = frozenset(("late", "early", "earlier", "later"))
_REPLIES = frozenset(("respond", "reply", "comment", "answer", "elaborate", "responded", "replied", "commented"))
_WHOLE = 7
"""Tokens from which what follows an occasion is taken for a statement, whatever its verb."""


class ReportedClauses:
    """Finds the clauses that the cues of one scene report."""

    def __init__(self, scene: Scene, cues: CueFinder, phrases: PhraseFinder) -> None:
        self.scene = scene
        self.cues = cues
        self.phrases = phrases
        self.prepositions = load("prepositions")
        self.occasions = load("speech_occasions")
        self.times = load("time_words")
        self.finite = load("finite_verbs")
        self.telling = load("cues_tell")
        self.saying = load("cues_bare")
        self.ambiguous = load("cues_that")

    def opened(self, cue: CueMatch, high: int) -> int | None:
        """Where the clause of a negated cue begins: with a word that opens one, right after the cue."""
        lower = self.scene.lower
        if cue.last >= high - _SHORTEST:
            return None
        word = lower[cue.last]
        if word == "when" and lower[cue.last - 1] in _REPLIES:
            return None  # "did not respond when asked": no statement
        return cue.last + 1 if word in ("that", "whether", "if") else cue.last if word in _OPENERS else None

    def content(self, cue: CueMatch, high: int) -> int | None:
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
                if lower[place - 1] in self.occasions and lower[place + 1].endswith("ed") and lower[place - 2] in _ONE:
                    return None  # "said in a report that cited somebody": what the report did
                if self._bridges(token, place, tells):
                    return place + 1
                if lower[token] not in _SUBJECTS and any(
                    other.classes & SAY and (not other.gerund or other.first == token)
                    for other in self.cues.between(token, place)
                ):
                    return None  # "said Granit told the ministry that": what Granit said
                break  # "says there must be a law that": what is said may begin right away
        word = lower[token]
        if word in ("how", "why") and cue.classes & SAY:
            return token
        if word in ("whether", "if") and is_question(lower[cue.first]):
            return token + 1
        if not cue.classes & SAY:
            return None
        if lower[cue.first] in self.ambiguous and word not in _SUBJECTS:
            return None
        begin = self._after_occasion(token, high, tells)
        if begin is None or (tells and begin == token):
            return None
        if begin > token and not tells and high - begin < _WHOLE and not self.finite_among(begin, high):
            return None  # "said on television channel Granit One": where it was said, not what
        return begin if self._clause(begin, high, lower[cue.first] in self.saying or tells) else None

    def _bridges(self, first: int, last: int, tells: bool) -> bool:
        """Whether what stands between a cue and "that" is a listener, an occasion or an aside, not an object."""
        scene = self.scene
        word = scene.lower[first]
        if word == ",":
            return scene.lower[last - 1] == ","
        timed = word in self.times or (word in _LATE and scene.lower[first + 1] in self.times)
        if not tells and word not in self.prepositions and not timed and not self.phrases.is_adverb(first):
            return False
        for token in range(first, last):
            word = scene.lower[token]
            if self.cues.forms.get(word) and not scene.is_capital(token) and not self.phrases.is_noun(token):
                if word not in self.occasions:
                    return False
            elif word == "," and scene.is_capital(token - 1) and (token == last - 1 or scene.is_capital(token + 1)):
                continue  # "at a stop in Velmora, Ardova, that"
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
            if token < high and lower[token][0].isdigit() and "'" in "".join(lower[token : token + 2]):
                return None  # "told Radio 4's Today programme"
        for _ in range(3):
            if token + 1 < high and lower[token] in _LATE and lower[token + 1] in self.times:
                token += 2  # "late on Monday" has a preposition
            elif token < high and lower[token] in self.times:
                token += 1
            elif token + 1 < high and lower[token] in _OCCASIONAL:
                end = token + 1
                while end < high and end - token < 7 and not self._dates(end):
                    if not scene.is_word(end):
                        return token
                    end += 1
                if end >= high or end - token >= 7:
                    return token
                token = end + 1
                if token < high and lower[end] in MONTHS and lower[token].isdigit():
                    token += 1  # "on June 1"
            else:
                break
        return token

    def _dates(self, token: int) -> bool:
        """Whether a token names a time or an occasion."""
        scene = self.scene
        word = scene.lower[token]
        if word in self.times or word in self.occasions:
            return True
        if word not in MONTHS or not scene.is_capital(token) or token + 1 >= len(scene.lower):
            return False
        attributive = scene.lower[token - 1] in DETERMINERS or self._names_occasion(token + 1)
        return not attributive  # "at a May conference", "in its June report"

    def _names_occasion(self, token: int) -> bool:
        return self.scene.lower[token] in self.occasions or self.phrases.is_noun(token)

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
        if word in _SUBJECTS or ("'" in word and word.partition("'")[0] in _SUBJECTS):
            return scene.is_word(token + 1)  # "who wrote it, refuses to translate that": an object
        if said and word in _NEGATIVE and self.finite_among(token + 1, min(high, token + 7)):
            return True
        if word in self.prepositions or not scene.is_word(token) or word in NO_SUBJECT or word in self.times:
            return False
        opened = word in DETERMINERS or scene.is_capital(token) or self.phrases.is_noun(token) or word[0].isdigit()
        if said:
            return opened or self.finite_among(token + 1, min(high, token + 8))
        subject = self.phrases.forward(token, high)
        if subject is None or subject.last >= high or scene.lower[subject.last] in _NO_VERB:
            return False  # "announced its stake and called for", "reported a profit that failed to": an object
        return self.finite_among(subject.last, min(high, subject.last + 2)) or self._governs(subject.last, high)

    def _governs(self, token: int, high: int) -> bool:
        """Whether a subject has its verb behind a preposition's phrase: "explained the role in the race was new"."""
        lower = self.scene.lower
        if token >= high or lower[token] not in _BEHIND:
            return False
        for place in range(token + 1, min(high - 1, token + _WHOLE)):
            word = lower[place]
            if word in _JOINERS or word in _OPENERS or word in ("that", "to", "but") or not self.scene.is_word(place):
                return False
            if word in self.finite:
                return True
        return False

    def resumed(self, low: int, start: int, after: int, high: int, inverted: bool) -> int:
        """Return the comma behind an attribution that parts a statement, 0 for none: "The mill, Lee told me, is late".

        Args:
            low: Where the statement begins.
            start: Where the attribution does.
            after: Where its verb, and its speaker, have ended.
            high: Where the sentence ends.
            inverted: The speaker stands behind the verb.
        """
        lower = self.scene.lower
        stop = next((token for token in range(after, min(high - 2, after + _WHOLE)) if lower[token] == ","), high)
        if stop >= high - 3 or start - 1 <= low or lower[start - 1] != ",":
            return 0
        word = lower[after]
        if stop > after and not (word in self.prepositions or word in self.times or word in _LISTENERS):
            return 0  # "the bank, a victim of the alleged fraud, has closed"
        opened = lower[low] in self.prepositions and stop == after and not inverted
        if not opened and lower[stop + 1] not in self.finite:
            return 0
        return 0 if self.finite_among(low, start) or self.finite_among(after, stop) else stop

    def finite_among(self, first: int, last: int) -> bool:
        """Whether a finite verb stands among some tokens."""
        lower = self.scene.lower
        for place in range(first, last):
            word = lower[place]
            if word.endswith("ed") or word in self.finite:
                return True
        return False
