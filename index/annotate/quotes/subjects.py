"""The subject of a verb of saying, looked for before it without a parser."""

from ..lexicon.lists import load
from .cues import CueFinder, CueMatch
from .phrase_edges import ARTICLES, before_symbol, counted, over_day
from .phrases import DETERMINERS, Phrase, PhraseFinder
from .relative_subjects import (
    after_agency,
    employed,
    last_clause,
    led_by,
    located,
    meanwhile,
    named_of_body,
    ranked,
    relative,
    state_behind,
    tied,
    trimmed,
    with_tie,
    without_comma,
)
from .scene import Scene

_FARTHEST = 60
"""How far from its cue, in tokens, a subject is looked for."""
_RELATIVES = frozenset(("who", "which", "that", "whose", "whom", "where"))
_DASHES = frozenset(("-", "–", "—", "―", "--"))
_CLAUSE_ENDS = frozenset((";", ":", "…"))
_OF_OFFICE = frozenset(("for", "of"))
_CONJUNCTIONS = frozenset(("after", "before", "since", "until"))
_LONGEST = 12
_BESIDE = 3
"""Tokens from a verb back to its subject's noun, adverbs between them."""
_OF_THINGS = frozenset(("that", "which"))
_PARTIES = frozenset("RDI")
_AFTER_NAMES = frozenset(("jr", "sr", "m.d", "md", "ph.d", "phd", "esq", "ii", "iii"))
_DAYS = frozenset(("today", "yesterday", "tonight"))
_JOINERS = frozenset((",", "and", ";"))
_PREPOSITIONS = load("prepositions")
_AMONG = frozenset(("including", "like", "especially", "particularly", "notably"))
_REPORTS = frozenset(("said", "says", "reported", "reports"))
_CLAIMS = frozenset(("claims", "claimed", "alleges", "alleged", "believes", "believed", "insists", "insisted"))


class SubjectFinder:
    """Finds the subjects of the verbs in one scene."""

    def __init__(self, scene: Scene, cues: CueFinder, phrases: PhraseFinder) -> None:
        self.scene = scene
        self.cues = cues
        self.phrases = phrases
        self.offices = load("offices")
        self.bodies = load("nominals_org")
        self.people = load("nominals_person")
        self.finite = load("finite_verbs")
        self._found: dict[tuple[int, int], Phrase | None] = {}

    def subject(self, cue: int, low: int) -> Phrase | None:
        """The subject of the verb at token `cue`, looked for before it.

        Adverbs, what stands between commas, dashes or brackets, and prepositional phrases are stepped over.

        Args:
            cue: The verb's token number.
            low: The first token that may belong to the subject: where the clause's narration begins.
        """
        key = (cue, low)
        if key not in self._found:
            self._found[key] = with_tie(self.scene, self._find(cue, low), cue, self.phrases.nouns)
        return self._found[key]

    def _find(self, cue: int, low: int) -> Phrase | None:
        scene = self.scene
        lower = scene.lower
        low = after_agency(scene, max(low, cue - _FARTHEST), cue)
        token = cue - 1
        tail: Phrase | None = None
        stepped = False
        led = led_by(scene, self.phrases, cue, low) or relative(self.scene, self.cues, cue, low)
        if led or (led := located(scene, self.cues, self.phrases, cue, low)):
            return led
        for _ in range(24):
            while token >= low and not scene.inside[token] and (self.phrases.is_adverb(token) or lower[token] in _DAYS):
                number = scene.mention_of[token]
                if number is not None and scene.mention_tokens[number][0] < token:
                    break  # "The Courier on Sunday"
                token -= 1
            if token < low or scene.inside[token]:
                break
            word = lower[token]
            if word in _OF_THINGS and not stepped and (near := self._antecedent(token, low)):
                return near
            if len(word) == 2 and (place := self.before_party(token, low)) < token:
                token = place
                continue
            if word == ">":
                symbol = before_symbol(scene, token, low)
                if symbol < token:
                    token = symbol
                    continue
            if word in (",", ")", "]") or word in _DASHES:
                step = self._over_aside(token, low)
                if step is None:
                    break
                token, name = step
                if name:
                    return name
                stepped = True
                continue
            if word in ("and", "but", "or", "then") or word in _CLAUSE_ENDS:
                return self.phrases.first_subject(low, token) or tail
            if word in _RELATIVES:
                # "the man who heads the party said": the relative clause belongs to what stands before it.
                token -= 1
                if token >= low and lower[token] == ",":
                    token -= 1
                continue
            if (place := over_day(scene, token, low)) < token:
                token = place
                continue
            phrase = self.phrases.back(token + 1, low) or tied(scene, self.phrases, token, low)
            if phrase is None:
                near, begin = cue - token <= _BESIDE, last_clause(scene, low, token)
                return self._whole(self.phrases.first_subject(begin, token + 1), token + 1, near) or tail
            phrase = trimmed(scene, phrase, self.phrases.nouns)
            before = phrase.first - 1
            if before > low and lower[before] == "," and lower[phrase.first].rstrip(".") in _AFTER_NAMES:
                token = before - 1
                continue
            if (
                phrase.kind == "nominal"
                and before > low
                and lower[before] == "of"
                and (some := counted(self.scene, before, low, phrase.last)) < before
            ):
                phrase = Phrase(some, phrase.last, "nominal", phrase.firm or self.phrases.is_noun(phrase.last - 1))
                before = some - 1
            if before > low and lower[before] == "at" and (worker := employed(scene, phrase, cue)):
                return worker
            if before > low and lower[before] in _OF_OFFICE and (office := self._office(before, low, phrase)):
                return office
            if before > low and lower[before] == "and" and (joined := self._joined_with(phrase, low)):
                phrase = joined
                before = phrase.first - 1
            owner = self._explained(phrase, low, stepped) if before > low else None
            if owner := owner or named_of_body(scene, phrase, low, cue) or without_comma(scene, phrase, low, cue):
                return owner
            clause = before >= low and lower[before] in _CONJUNCTIONS and (phrase.kind == "pronoun" or phrase.firm)
            if clause and not ranked(scene, self.cues, before, low):
                return phrase  # "after Ann Lee, a director, said": a clause, whose subject she is
            if before >= low and not scene.inside[before] and lower[before] in _PREPOSITIONS:
                if lower[before] == "as" and lower[before - 1] == "such":
                    token = before - 2
                    continue  # "sites such as Granit.com"
                if lower[before] == "as" and phrase.last == cue and meanwhile(scene, before, low, phrase):
                    return phrase
                if lower[before] == "as" or (tail is None and before == low and not phrase.firm):
                    break
                tail = tail or (phrase if phrase.kind == "name" else None)
                token = before - 1
                continue
            if before >= low and not scene.inside[before] and self._needs_subject(before, phrase, cue):
                return self.phrases.first_subject(last_clause(scene, low, before), before + 1) or phrase
            if not phrase.firm and phrase.kind == "nominal" and token < cue - 6:
                return self.phrases.first_subject(last_clause(scene, low, token), token + 1) or phrase
            return phrase
        return tail if tail and tail.kind == "name" else None

    def _antecedent(self, relative: int, low: int) -> Phrase | None:
        """What a clause that begins with "that" or "which" is about: the thing right before it."""
        lower = self.scene.lower
        token = relative - 1
        if token >= low and self.scene.lower[token] == ",":
            token -= 1
        if token >= low and self.scene.lower[token] == ")":
            token = next((place - 1 for place in range(token, max(low, token - 8), -1) if lower[place] == "("), token)
        phrase = self.phrases.back(token + 1, low)
        if phrase is None or phrase.kind == "pronoun" or not phrase.firm or self._is_person(phrase):
            return None
        return phrase if self.scene.lower[phrase.last - 1] not in self.people else None

    def before_party(self, token: int, low: int) -> int:
        """The token before a day, and a member's party and state: "Ann Lee  R OK  today"; "R-OK" is one token."""
        words = self.scene.words
        if token > low and self.scene.lower[token] in _DAYS:
            token -= 1
        return token - 2 if token - 1 >= low and words[token].isupper() and words[token - 1] in _PARTIES else token

    def _explained(self, phrase: Phrase, low: int, stepped: bool) -> Phrase | None:
        """Whom a phrase explains: "Ann Lee, a partner at Granit, which sells steel, says", "Granit <GRNT> the group".

        Args:
            phrase: What stands farthest right.
            low: The first token of the clause.
            stepped: Something between commas stands between the phrase and its verb.
        """
        scene = self.scene
        before = phrase.first - 1
        held = scene.mention_of[phrase.last - 1] is not None
        bare = (phrase.kind == "nominal" or not held) and scene.lower[phrase.last - 1] in self.people
        if phrase.kind == "pronoun" or not (bare or scene.lower[phrase.first] in ARTICLES):
            return None
        if scene.lower[before] == ">":
            end = before_symbol(scene, before, low) + 1
            return self.phrases.back(end, low) if end <= before else None
        # "Ann Lee, chair of the council said" has lost its second comma.
        if not (stepped or (bare and scene.lower[phrase.first] not in DETERMINERS)) or scene.lower[before] != ",":
            return None
        end = before
        if scene.lower[end - 1] == ")":  # "Ann Lee (R-DV), chairman of the panel"
            end = next((place for place in range(end - 2, max(low, end - 8), -1) if scene.lower[place] == "("), end)
        name = self.phrases.back(end, low)
        seated = name is not None and name.first == low and scene.lower[phrase.last - 1] == "based"
        if name is None or not (self._is_person(name) or (seated and name.kind == "name")):
            return None  # "Granit Corp, the steel group based in Velmora, Ardova, said" is Granit
        return name if name.first == low or scene.lower[name.first - 1] not in _PREPOSITIONS else None

    def role(self, name: int, low: int) -> int:
        """Where the role begins that stands before a name: "…, his spokesman, Ann Lee, said"; the name if none does."""
        found = self.phrases.back(name - 1, low) if name > low + 2 else None
        if found is None or found.first <= low or self.scene.lower[found.first - 1] != ",":
            return name
        return found.first if self.scene.lower[found.last - 1] in self.people else name

    def companion(self, cue: CueMatch, low: int) -> Phrase | None:
        """The subject of a participle after "with": "with a person familiar with the plan saying"."""
        scene = self.scene
        if scene.lower[cue.first - 1] in _JOINERS:
            return None
        found: Phrase | None = None
        for token in range(cue.first - 2, max(low, cue.first - _LONGEST), -1):
            if scene.inside[token] or not scene.is_word(token):
                break
            if scene.lower[token] == "with":
                phrase = self.phrases.forward(token + 1, cue.first)
                found = phrase if phrase and phrase.firm else found
        return found

    def _whole(self, subject: Phrase | None, end: int, near: bool) -> Phrase | None:
        """A subject with the noun that "and" joins it to, which no list knows: "grain and cottonseed pressers".

        Args:
            subject: Its beginning.
            end: One past the last token of the noun.
            near: The verb follows right after.
        """
        scene = self.scene
        if subject is None or not 1 < end - subject.last < 6:
            return subject
        words = scene.lower[subject.last : end]
        if "and" not in words[:-1] or not words[-1].endswith("s"):
            return subject
        for word in words:
            if not word.isalpha() or word in self.finite or (word in self.cues.forms and word != words[-1]):
                return subject
        known = near or subject.kind != "nominal" or self.phrases.is_noun(subject.last - 1)
        return Phrase(subject.first, end, subject.kind, subject.firm and known)

    def _office(self, link: int, low: int, phrase: Phrase) -> Phrase | None:
        """A person with a long title before the name: "Undersecretary for Ports Mr. Orin Tarsk".

        None when the noun before the link speaks for the person, as "a spokeswoman for Orin Tarsk" does.
        """
        scene = self.scene
        noun = link - 1
        if noun - 2 > low and scene.lower[noun - 1] == "of":
            noun -= 2  # "Undersecretary of State for Economic Affairs Orin Tarsk"
        if scene.lower[noun] not in self.offices or phrase.kind != "name" or not self._is_person(phrase):
            return None
        number = scene.mention_of[phrase.last - 1]
        if number is None or scene.mention_tokens[number][0] == link + 1:
            return None
        start = noun
        while start > low and (scene.is_capital(start - 1) or scene.lower[start - 1] in ("deputy", "assistant")):
            start -= 1
        return Phrase(start, phrase.last, "name")

    def _joined_with(self, phrase: Phrase, low: int) -> Phrase | None:
        """The phrase that "and" joins with what stands before it, when both are one subject or object."""
        scene = self.scene
        left = self.phrases.back(phrase.first - 1, low)
        if left is not None and phrase.kind == "nominal" and self._shares_noun(left, phrase, low):
            return Phrase(left.first, phrase.last, "nominal")
        if left is None or left.kind != "name" or phrase.kind != "name":
            return None
        before, head = left.first - 1, left.last - 1
        if before >= low and scene.is_word(before) and scene.lower[before] not in _PREPOSITIONS:
            return None
        # "an inquiry into the Granit deal and Ann Lee said": a deal is nobody who speaks with her.
        thing = scene.mention_of[head] is None and not scene.is_capital(head) and not self.phrases.is_noun(head)
        return None if thing else Phrase(left.first, phrase.last, "name")

    def _shares_noun(self, left: Phrase, phrase: Phrase, low: int) -> bool:
        """Whether "and" joins two words to one noun: "grain and oilseed producers", "the steel and shipping group"."""
        scene = self.scene
        first = scene.lower[phrase.first]
        if phrase.last - phrase.first < 2 or first in DETERMINERS or scene.mention_of[phrase.first] is not None:
            return False
        if not phrase.firm or scene.is_capital(phrase.first) or self._is_person(left) or left.kind == "pronoun":
            return False
        word = scene.lower[left.last - 1]
        if word in self.finite or word.endswith(("ed", "ing")) or (word in self.phrases.nouns and word.endswith("s")):
            return False
        return left.first == low or scene.lower[left.first] in DETERMINERS

    def _needs_subject(self, before: int, phrase: Phrase, cue: int) -> bool:
        """Whether the phrase after token `before` is its object, so that a cue's subject stands farther left."""
        scene = self.scene
        word = scene.lower[before]
        if not scene.is_word(before) or word in ("and", "but", "or", "as", "while", "because", "that", "if", "when"):
            return False
        if scene.is_capital(before) or word in self.phrases.function:
            return False
        if before and scene.lower[before - 1] == "to" and phrase.kind != "pronoun":
            return True  # "a firm hired to run the programme says"
        if word in _REPORTS or (word in _CLAIMS and phrase.firm and phrase.last == cue):
            return False  # "the newspaper said Granit told the ministry that": what Granit said
        return phrase.kind != "pronoun" and (word.endswith(("ing", "ed")) or self.cues.at(before) is not None)

    def _over_aside(self, token: int, low: int) -> tuple[int, Phrase | None] | None:
        """Step back over ", …," or "(…)" that ends at `token`.

        Returns:
            The token before it, and the name it holds when it is nothing but one; None when it has no beginning.
        """
        scene = self.scene
        lower = scene.lower
        closing = lower[token]
        opening = {")": "(", "]": "["}.get(closing)
        for place in range(token - 1, max(low, token - 45) - 1, -1):
            word = lower[place]
            if opening:
                if word == opening:
                    return place - 1, None
                continue
            if scene.inside[place]:
                return None
            begins = word == closing or (closing == "," and word in _DASHES and not self._joined(place))
            if begins and self._splits_aside(place, token):
                return place - 1, self._named_aside(place, token, low)
        if closing == ",":
            # No comma before: ", said" after an introduction, or "X, said" with a stray comma.
            phrase = self.phrases.back(token, low)
            if phrase and phrase.firm and phrase.first - 1 <= low + 1:
                return token - 1, None
        return None

    def _joined(self, token: int) -> bool:
        """Whether a hyphen stands within a word."""
        return not self.scene.text[self.scene.ends[token]].isspace()

    def _named_aside(self, place: int, token: int, low: int) -> Phrase | None:
        """The name that an aside is, when it explains a noun for a person: "the minister, Ann Lee, said"."""
        if self.scene.lower[place + 1] in _AMONG:
            return None  # "analysts, including Ann Lee, said": all of them
        inner = self.phrases.back(token, place + 1)
        if inner is None or inner.first != place + 1 or inner.kind != "name":
            return None
        person = self._is_person(inner)
        if not person and self.scene.mention_of[inner.last - 1] is None:
            return None
        scene = self.scene
        if scene.lower[place - 1] == ")":
            while place > low and scene.lower[place] != "(":
                place -= 1
        head = self.phrases.back(place, low)
        if head is None or head.kind == "pronoun" or self._is_person(head):
            return None
        return inner if person or scene.lower[head.last - 1] in self.bodies else None

    def _splits_aside(self, place: int, token: int) -> bool:
        """Whether the comma at `place` begins the aside that ends at `token`, and is not one within it."""
        scene = self.scene
        if place + 1 >= token or place == 0:
            return False
        # "Smith, of Leeds, England, said", "Lee, 42, a teacher, said": the farthest comma after a name begins it.
        previous = scene.mention_of[place - 1]
        if previous is not None:
            entity = scene.entities[scene.mentions[previous].entity]
            if entity.type == "person":
                return True
        if state_behind(scene, place):
            return False  # "Granit, a Velmora, Ardova trader, said"
        for back in range(place - 1, max(-1, place - 25), -1):
            if scene.lower[back] == ",":
                holder = scene.mention_of[back - 1] if back else None
                return not (holder is not None and scene.entities[scene.mentions[holder].entity].type == "person")
            if not scene.is_word(back) and not self.phrases.dot_in_name(back):
                break
        return True

    def _is_person(self, phrase: Phrase) -> bool:
        number = self.scene.mention_of[phrase.last - 1]
        if number is None:
            return False
        return self.scene.entities[self.scene.mentions[number].entity].type == "person"
