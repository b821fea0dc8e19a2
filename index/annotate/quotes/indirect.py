"""Indirect speech: what somebody is reported to have said, without quotation marks. Precision comes first."""

from msgspec import Struct

from ...model import Span
from ..lexicon.lists import load
from .attribution import Attribution
from .cues import CLAIM, SAY, CueFinder, CueMatch
from .phrases import DETERMINERS, Phrase, PhraseFinder
from .relative_subjects import alleging
from .reported_clauses import NO_SUBJECT, ReportedClauses
from .scene import Scene
from .shared_subjects import said_before
from .stance import is_listed, turn_of
from .statement_ends import StatementEnds
from .subjects import SubjectFinder

_SHORTEST = 3
_LONGEST = 90
_WHOLE = 7
"""Tokens from which what stands before a comma and "according to" is taken for a statement."""
_INVERTED = 24
"""Tokens, at most, of a speaker behind the verb, with all that describes it."""
_MEASURES = frozenset(
    (
        *("shares", "share", "stocks", "stock", "prices", "price", "futures", "index", "yields", "yield", "sales"),
        *("spreads", "rates", "data", "figures", "volumes"),
    )
)
_SUBORDINATORS = frozenset(("though", "although", "because", "since", "unless", "whereas", "until"))
_AUXILIARIES = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could"))
_RELATIVES = frozenset(("who", "which", "that"))
_PROPOSING = frozenset(
    ("proposed", "proposes", "suggested", "suggests", "recommended", "recommends", "advocated", "advocates")
)
"""Forms whose object, in -ing, is what somebody would have done: "proposed closing the mill"."""
_ASIDES = frozenset(("and", "but", "who", "a", "an", "the"))
_AUTHORS = frozenset(("i", "we", "you"))
_COORDINATORS = frozenset(("but", "and", "so", "yet"))
_CONTRASTS = frozenset(("while", "whereas", "compared", "versus"))
_LEADING = _SUBORDINATORS | {"while", "when", "after", "as", "if", "before"}
"""Words that begin a clause before the main one."""


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
        self.clauses = ReportedClauses(scene, cues, phrases)
        self.ends = StatementEnds(scene, cues, phrases, self.clauses)
        self.prepositions = load("prepositions")
        self.claims = load("claim_nouns")
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
        reduced = cue.last < high and self.scene.lower[cue.last] == "by" and not cue.gerund and not cue.base
        if reduced and self.scene.lower[cue.first] not in self.saying:
            return None  # "a law written by two senators that …"
        lower = self.scene.lower
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
        if phrase.kind == "nominal" and phrase.last == cue.first and lower[phrase.first].endswith("ing"):
            return None  # "in May, raising investor hopes that": a noun
        begin = self.clauses.opened(cue, high) if unsaid else self.clauses.content(cue, high)
        if begin is None:
            return None
        end = self.ends.end(cue, begin, high)
        if lower[low] in _LEADING and phrase.first <= low + 2:
            end = self._subordinate(begin, end)
        return self._make(begin, end, Attribution(phrase, cue, 0.85, False))

    def _subordinate(self, begin: int, end: int) -> int:
        """Where a clause ends before the main one: "Though Ann Lee denied that she knew, the e-mails show it"."""
        lower = self.scene.lower
        for token in range(begin + _SHORTEST, end):
            if lower[token] == "," and self.clauses.finite_among(token + 1, end):
                return token
        return end

    def _measures(self, phrase: Phrase) -> bool:
        """Whether a phrase is a price or the like, which shows something and says nothing: "shares of Granit"."""
        return any(word in _MEASURES for word in self.scene.lower[phrase.first : min(phrase.first + 3, phrase.last)])

    def _asked(self, cue: CueMatch, low: int, high: int) -> Indirect | None:
        """What somebody asked for or promised to do: "called for a ceasefire", "urged the two sides to talk"."""
        lower = self.scene.lower
        word = lower[cue.first]
        token = cue.last
        if cue.gerund or cue.base or token >= high - 2:
            return None
        infinitive = lower[token] == "to" and not (lower[token + 1] in DETERMINERS or self.scene.is_capital(token + 1))
        promised = word in self.promises and (infinitive or (lower[token] == "not" and lower[token + 1] == "to"))
        if lower[token - 1] == "for" or promised or (word in _PROPOSING and lower[token].endswith("ing")):
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
        return self._make(begin, self.ends.end(cue, begin, high), Attribution(phrase, cue, 0.8, False))

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
        if phrase.kind == "name" and "and" in self.scene.lower[phrase.first : phrase.last]:
            return True
        return word in ("they", "we", "i", "you", "who", "police", "people", "men", "women", "data") or (
            word.endswith("s") or word in ("spokesmen", "media") or self.scene.words[phrase.last - 1].isupper()
        )

    def _speaker(self, cue: CueMatch, low: int) -> Phrase | None:
        lower = self.scene.lower
        if cue.object >= 0:
            return self.phrases.quoted(cue)
        if cue.first == low:
            return None
        if cue.gerund:
            phrase = self.subjects.companion(cue, low) or alleging(self.scene, cue.first, low)
            phrase = phrase or said_before(self.subjects, cue, low) or self.phrases.first_subject(low, cue.first)
        elif lower[cue.first - 1] == "to":
            turned = turn_of(self.scene, cue)
            phrase = self.subjects.subject(turned.first, low) if turned.refused and turned.first > low else None
        else:
            phrase = self.subjects.subject(cue.first, low)
        if phrase and lower[phrase.first].replace("’", "'").partition("'")[0] in _AUTHORS:
            return None  # the author's own words are not reported
        return phrase if phrase and (phrase.firm or lower[phrase.first] in DETERMINERS) else None

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
        verbal = self.clauses.finite_among(phrase.last, high) or bool(self.cues.between(phrase.last, high))
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
            start = self.subjects.role(phrase.first, low) if lower[cue.first - 1] == "," else phrase.first
        elif lower[cue.first - 1] == ",":
            phrase = self.phrases.forward(cue.last, high)
            if phrase is None or not phrase.firm:
                return None
        else:
            return None
        if phrase is None or (cue.first < phrase.last < high and lower[phrase.last] in ("to", "that", "against")):
            return None  # ", warned the bank to close": who was warned
        after, first = max(cue.last, phrase.last), low + (lower[low] in _COORDINATORS)
        if after < high and lower[after] == ":" and (lower[low].endswith("ed") or any(scene.inside[after : after + 2])):
            return None  # "Asked whether he would go, Orin Tarsk said: “No.”"
        stop = self.clauses.resumed(first, start, after, high, phrase.first > cue.first)
        if stop and lower[phrase.first] not in _AUTHORS:
            found = Attribution(phrase, cue, 0.75, False)
            if around := self._around(first, start, stop, high, found):
                return around
        if start - low < _SHORTEST + 1:
            return None
        if lower[low] in self.prepositions or lower[low] in NO_SUBJECT:
            return None
        if phrase.first < cue.first and self._has_object(cue, high):
            # "Though sales fell, Ann Lee emphasized the growth", "when his rival, Orin Tarsk, announced early polls"
            return None
        goes_on = after < high - 4 and lower[after] == "," and lower[after + 1] not in _ASIDES
        if goes_on and lower[after + 1] not in self.phrases.nouns:  # ", said Ann Lee, head of the agency"
            found = Attribution(phrase, cue, 0.75, False)
            first, second = self._make(low, start - 1, found), self._make(after + 1, high, found)
            return Indirect((*first.parts, *second.parts), found) if first and second else None
        # What follows must be no statement of its own: the sentence's end, an occasion, a time.
        if (self.clauses.content(cue, high) is not None and not inverted) or high - after > 12:
            return None
        if not self.clauses.finite_among(low + 1, start - 1):
            return None
        return self._make(low, start - 1, Attribution(phrase, cue, 0.8, False))

    def _around(self, low: int, start: int, stop: int, high: int, found: Attribution) -> Indirect | None:
        """The statement on both sides of an attribution, from tokens `low` to `start` and from `stop` to `high`."""
        scene = self.scene
        second = self._make(stop + 1, high, found)
        if second is None or (scene.marks and any(scene.inside[low:high])):
            return None
        return Indirect(((scene.starts[low], scene.ends[start - 2]), *second.parts), found)

    def _has_object(self, cue: CueMatch, high: int) -> bool:
        """Whether an object, what is said itself, follows a verb."""
        scene = self.scene
        if cue.last >= high or scene.lower[cue.first] in self.saying or scene.lower[cue.first] in self.telling:
            return False
        word = scene.lower[cue.last]
        if word in self.clauses.times or (cue.last + 1 < high and scene.lower[cue.last + 1] in self.clauses.times):
            return False  # "announced Monday", "reported this week"
        if word in DETERMINERS or scene.is_capital(cue.last):
            return True
        plain = word.isalpha() and word not in self.phrases.function and not word.endswith(("ing", "ly", "ed"))
        form = self.cues.forms.get(word)
        return plain and not self.phrases.is_adverb(cue.last) and (form is None or form.base)

    def _according(self, cue: CueMatch, low: int, high: int) -> Indirect | None:
        """The statement that "according to X" goes with: after it at a clause's beginning, else before it."""
        scene = self.scene
        lower = scene.lower
        phrase = self.phrases.cited(cue, high)
        if phrase is None or (phrase.kind == "nominal" and not phrase.firm) or lower[cue.first] == "words":
            return None
        if self._goes_on(phrase, high):
            return None  # "according to the Granit method": no speaker
        found = Attribution(phrase, cue, 0.85, False)
        before = lower[cue.first - 1] if cue.first > low else ""
        if before in ("", "that", "and", "but", "while") or (
            before == "," and lower[cue.first - 2] in ("which", "that")
        ):
            end = phrase.last - 1
            for place in range(phrase.last, min(high, phrase.last + 25)):
                if lower[place] == "," or (lower[place] in _AUXILIARIES and lower[place - 1] not in _RELATIVES):
                    # "According to the ministry 20 people have been hurt": no comma parts the two.
                    end = place if lower[place] == "," else end
                    break
            if end + 1 >= high:
                return None  # nothing follows the source, and nothing is before it
            if lower[end] != "," and lower[end + 1].endswith(("ed", "ing")):
                return None  # "According to the data released today:"
            return self._make(end + 1, self.ends.end(cue, end + 1, high), found)
        end = cue.first - (before == ",")
        low = self._last_clause(low, end)
        # No list holds all verbs: "Orsel beats Dovrin by 46 percent to 42 percent, according to the poll".
        whole = before == "," and end - low > _WHOLE
        return self._make(low, end, found) if whole or self.clauses.finite_among(low + 1, end) else None

    def _last_clause(self, low: int, end: int) -> int:
        """Where the clause begins that a source behind it vouches for: "Granit said it was, while others are not"."""
        lower = self.scene.lower
        for token in range(end - 1, low + 1, -1):
            if lower[token] in _CONTRASTS and lower[token - 1] == ",":
                said = not self.saying.isdisjoint(lower[low:token])
                return token + 1 if said else low
        return low

    def _goes_on(self, phrase: Phrase, high: int) -> bool:
        """Whether a noun follows a name that names no speaker: "the Granit method"."""
        scene, last = self.scene, phrase.last
        if last >= high or phrase.kind != "name" or not scene.words[last].isalpha() or scene.is_capital(last):
            return False
        word = scene.lower[last]
        known = self.phrases.is_noun(last) or word in self.clauses.finite or word in self.phrases.function
        plain = word.endswith(("ed", "ing")) or word in self.prepositions or self.cues.forms.get(word) is not None
        return not (known or plain or self.phrases.is_adverb(last) or word in self.clauses.times)

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
        high = last
        while last > first and not scene.is_word(last - 1):
            last -= 1
        if last < high and scene.lower[last] == ")":
            words = scene.lower[first:last]
            last += words.count("(") > words.count(")")  # "(bpd)" is whole
        while first < last and not scene.is_word(first):
            first += 1
        if last - first < _SHORTEST:
            return None
        if scene.marks and any(scene.inside[first:last]):
            return None
        return Indirect(((scene.starts[first], scene.ends[last - 1]),), found)


def narration(scene: Scene) -> list[int]:
    """The numbers of the sentences of the story that hold any narration."""
    found: list[int] = []
    blocks, marked = scene.document.blocks, bool(scene.marks)
    for number, sentence in enumerate(scene.document.sentences):
        story = blocks[sentence.block].kind == "paragraph"
        if story and not (marked and all(scene.inside[sentence.first : sentence.last])):
            found.append(number)
    return found
