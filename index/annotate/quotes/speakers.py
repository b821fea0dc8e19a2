"""Speakers: the phrase that names one, resolved to an entity of the article, with how sure that is."""

import re
from collections import Counter
from collections.abc import Sequence

from ...model import Speaker
from ..entities.spelling import LEGAL
from ..lexicon.lists import load
from .antecedents import UNKNOWN, Antecedents, Resolved, Spoken
from .joint_speakers import AND, CLOSES, joined_behind
from .nominals import Nominals
from .people import FEMALE_NOUNS, MALE_NOUNS, People
from .phrase_edges import is_workers
from .phrases import DETERMINERS, Phrase, PhraseFinder, unions
from .relative_subjects import is_tied
from .scene import Scene

_PEOPLE = load("nominals_person")
_BODIES = load("nominals_org")
_FIRM = 5
"""Tokens, at most, from a name back to the "of" before its noun: "of the Dutch firm Granit"."""
_HEADS = _PEOPLE | load("nominals_org")
_PEOPLES = load("nationalities")
_GENDERED = MALE_NOUNS | FEMALE_NOUNS
_FORMAL = frozenset(("mr", "mrs", "ms", "miss"))
_JOINS = frozenset(("of", "from", "at", "with"))

_OFFICE = 8
"""Words, at most, between a role and the comma behind its office: "the head of the National Guard, Ann Lee"."""
_AMONG = frozenset(("including", "especially", "particularly", "notably"))
_TELLING = load("cues_tell")
_JOINED = re.compile(r"[\w.]\s+(?:and|&)\s+\w")
_ITS = frozenset(("it", "its"))
_NEAR = 120
"""Tokens back within which a person may lend a firm's name to the one who speaks."""
_FAR = 400
"""Tokens back within which another of a surname may be meant."""
_UNNAMED = 0.7
"""How sure it is that a source is nobody named, as `Nominals` has it."""
_SHARED = 0.4
"""Certainty of a firm that speaks right after a person of its name was named."""
_OFTEN = 3
"""How many times as often as another of that surname the main person is named."""
HALF = 0.3
"""Certainty, at most, of a speaker that "and" joins to another name."""


class Resolver:
    """Resolves the speakers of one scene; it must be asked in reading order, for it remembers who spoke last."""

    def __init__(self, scene: Scene, phrases: PhraseFinder) -> None:
        self.scene = scene
        self.nouns = unions()[0]
        self.heads = _HEADS
        self.by_type = [entity.type for entity in scene.entities]
        known = People(scene)
        self.antecedents = Antecedents(scene, known, phrases, self._full)
        self.nominals = Nominals(scene, known, phrases, self.antecedents.history, self._named)
        self._spellings: dict[str, int] | None = None
        self._counts: Counter[int] | None = None
        """Mentions of each entity."""
        self._surnames: dict[str, int] | None = None
        self._families: set[str] | None = None
        """The last words of people's names, in small letters."""
        self._strangers: set[int] | None = None
        """The mentions of surnames that may be a stranger's, by number."""

    def release(self) -> None:
        """Let go of what refers back to this: else the article's words stay in memory until garbage is collected."""
        del self.antecedents.resolve, self.nominals.named

    # -- resolution

    def resolve(self, phrase: Phrase) -> Resolved:
        """Return what a phrase refers to; an empty name when that is unclear."""
        return self.antecedents.pronoun(phrase) if phrase.kind == "pronoun" else self._full(phrase)

    def _full(self, phrase: Phrase) -> Resolved:
        """What a phrase that is no pronoun refers to."""
        if phrase.kind == "nominal" and is_tied(self.scene, phrase):
            return Resolved(self._words(phrase), None, _UNNAMED)  # "a source close to Ann Lee" is not Ann Lee
        return self._named(phrase) or self._apposed(phrase) or self.nominals.resolve(phrase, self._words(phrase))

    def remember(self, token: int, resolved: Resolved, plural: bool = False) -> None:
        """Note that somebody spoke at a token, for the pronouns and quotes that follow."""
        if resolved.name:
            self.antecedents.history.append(Spoken(token, resolved, plural))

    def _entity(self, entity: int, confidence: float) -> Resolved:
        return Resolved(self.scene.entities[entity].name, entity, confidence)

    def _named(self, phrase: Phrase) -> Resolved | None:
        """The entity that a phrase names, when its head is a name."""
        scene = self.scene
        best: int | None = None
        owned = False
        last = self._without_symbol(phrase)
        for token in range(last - 1, phrase.first - 1, -1):
            number = scene.mention_of[token]
            if number is None:
                continue
            mention = scene.mentions[number]
            begin, end = scene.mention_tokens[number]
            possessive = mention.end < scene.ends[end - 1] or (end < last and scene.lower[end] in "'’")
            kind = self.by_type[mention.entity]
            # "the Bank of Ardova" is not Ardova, "Ann Lee of the ministry" not the ministry.
            link = self._link(phrase.first, begin)
            if link > phrase.first and scene.lower[link] in _JOINS:
                if self._holds_person(phrase, number):
                    continue
                if scene.is_capital(link - 1) or kind == "person" or scene.lower[link - 1] in self.heads:
                    owned = True
                    break  # "an ally of Ann Lee" is not Ann Lee either
            if end >= last and self._stranger(number):
                return Resolved(scene.slice(begin, end), None, 0.2)
            if kind == "org" and end >= last and end - begin == 1 and self._person_near(end, mention.entity):
                return self._entity(mention.entity, _SHARED)
            if end >= last and (not possessive or begin <= phrase.first or kind == "person"):
                shared = kind == "person" and end - begin == 1 and self._shared(end, mention.entity)
                return self._entity(mention.entity, _SHARED if shared else 0.95 if kind in ("person", "org") else 0.8)
            if kind == "person" and not possessive and best is None:
                after = scene.lower[end : phrase.last]
                rest = set() if after and after[0] in _JOINS else set(after)
                # "The Marsk amendment" is a thing, however it is called.
                thing = bool(after) and scene.words[end].islower() and scene.lower[phrase.first] in DETERMINERS
                others = after[:1] and is_workers(after[-1])  # "Marsk campaigners said"
                if not (thing and after[0].isalpha() and rest) and not others and rest.isdisjoint(self.nouns):
                    best = mention.entity
        if best is not None:
            return self._entity(best, 0.85)
        if phrase.kind == "nominal" and phrase.last - phrase.first == 1 and scene.is_capital(phrase.first):
            return None if scene.lower[phrase.first] in self.heads else self._by_part([scene.words[phrase.first]])
        if phrase.kind != "name" or (owned and not scene.is_capital(phrase.first)):
            return None
        words = self._words(phrase).split()
        while words and words[0].islower():
            words.pop(0)
        return self._by_text(" ".join(words)) or self._by_part(words)

    def _link(self, first: int, begin: int) -> int:
        """The token that ties a mention to what stands before it: "of" in "Ann Lee of the Dutch firm Granit"."""
        lower = self.scene.lower
        if begin > first and lower[begin - 1] in _BODIES and not self.scene.is_capital(begin - 1):
            for token in range(begin - 2, max(first, begin - _FIRM), -1):
                if lower[token] in _JOINS:
                    return token
        return begin - 1

    def _without_symbol(self, phrase: Phrase) -> int:
        """Where a phrase ends without the full stop or ticker symbol behind its name: "Granit Inc GRNT.N said"."""
        scene = self.scene
        last = phrase.last
        while last - 1 > phrase.first and scene.mention_of[last - 1] is None:
            word = scene.words[last - 1]
            legal = last < phrase.last and word.lower() in LEGAL
            if scene.is_word(last - 1) and not legal and not (word.isupper() and "." in word[:-1]):
                return phrase.last
            last -= 1
        return last

    def _apposed(self, phrase: Phrase) -> Resolved | None:
        """The person named right behind a role, between commas: "said the head of the agency, Ann Lee"."""
        scene = self.scene
        if scene.lower[phrase.first] not in DETERMINERS or scene.lower[phrase.last - 1] not in _PEOPLE:
            return None
        end = scene.document.sentences[scene.sentence_of(phrase.first)].last
        comma = phrase.last
        if comma < end and scene.lower[comma] in _JOINS:
            comma = next((token for token in range(comma, min(end, comma + _OFFICE)) if scene.lower[token] == ","), end)
        if comma + 1 >= end or scene.lower[comma] != ",":
            return None
        number = scene.mention_of[comma + 1]
        if number is None or scene.mention_tokens[number][0] != comma + 1:
            return None
        entity, last = scene.mentions[number].entity, scene.mention_tokens[number][1]
        closed = last >= end or scene.lower[last] in CLOSES
        return self._entity(entity, 0.9) if closed and self.by_type[entity] == "person" else None

    def _stranger(self, number: int) -> bool:
        """Whether a surname may be a stranger's, introduced since the person of that name was last named in full."""
        entity = self.scene.mentions[number].entity
        if self.by_type[entity] != "person":
            return False
        if self._strangers is None:
            self._strangers = set()
            begun: set[int] = set()
            named: set[int] = set()
            for other, mention in enumerate(self.scene.mentions):
                first, last = self.scene.mention_tokens[other]
                if last - first > 1:
                    named.add(mention.entity)
                    begun.discard(mention.entity)
                elif mention.entity in named and self._introduced(other):
                    begun.add(mention.entity)
                if mention.entity in begun:
                    self._strangers.add(other)
        return number in self._strangers

    def _introduced(self, number: int) -> bool:
        """Whether a surname with a title is introduced like a stranger: "Ms. Lee, a woman in her fifties"."""
        scene = self.scene
        mention = scene.mentions[number]
        first, last = scene.mention_tokens[number]
        short = last - first == 1 and " " in scene.entities[mention.entity].name
        if not short or self.by_type[mention.entity] != "person" or last + 1 >= len(scene.lower):
            return False
        titled = scene.lower[first - 1].rstrip(".") in _FORMAL or (first > 1 and scene.lower[first - 2] in _FORMAL)
        if not titled or scene.lower[last] != "," or scene.lower[last + 1] not in ("a", "an"):
            return False
        # "Mr. Lee, a Democrat" reminds of him; "Ms. Lee, a woman in her fifties" is nobody known.
        return not _GENDERED.isdisjoint(scene.lower[last + 2 : last + 4])

    def label(self, phrase: Phrase) -> Resolved:
        """Whom the label of a turn means: a name or surname, in capitals or not; "Q" and "A" are nobody known."""
        scene = self.scene
        named = self._named(phrase)
        if named:
            return named
        label = scene.slice(phrase.first, phrase.last).lower()
        if self._surnames is None:
            self._surnames = {}
            for number, entity in enumerate(scene.entities):
                if entity.type == "person":
                    name = entity.name.lower()
                    self._surnames.setdefault(name, number)
                    self._surnames.setdefault(name.rpartition(" ")[2], number)
        if label in self._surnames:
            return self._entity(self._surnames[label], 0.8)
        return (
            UNKNOWN
            if len(label) < 2 or label in ("question", "answer")
            else Resolved(label.title(), None, 0.6 if scene.slice(phrase.first, phrase.last).isupper() else 0.3)
        )

    def _person_near(self, end: int, entity: int) -> bool:
        """Whether a firm's name before a token may be a person's, named right before: "Ann Granit", "Granit said she".

        "Granit said it" is the firm.
        """
        scene = self.scene
        name = scene.lower[end - 1]
        if self._families is None:
            people = (item for item in scene.entities if item.type == "person")
            self._families = {item.name.lower().rpartition(" ")[2] for item in people}
        if name not in self._families or any(word in _ITS for word in scene.lower[end + 1 : end + 3]):
            return False
        here = scene.sentence_of(end - 1)
        for number in scene.mentions_before(end - 1, _NEAR):
            first, last = scene.mention_tokens[number]
            if here - scene.sentence_of(first) > 2:
                return False
            other = scene.mentions[number].entity
            if other != entity and self.by_type[other] == "person" and scene.lower[last - 1] == name:
                return True
        return False

    def _shared(self, end: int, entity: int) -> bool:
        """Whether a surname may be that of another person, who is named right before and in the article about as often.

        "Orin Lee, whose son, Anton Lee, died, said it was wrong. “…” Lee said."
        """
        scene = self.scene
        name = scene.lower[end - 1]
        for number in scene.mentions_before(end - 1, _FAR):
            other = scene.mentions[number].entity
            if other == entity or scene.lower[scene.mention_tokens[number][1] - 1] != name:
                continue
            if self.by_type[other] == "person":
                if self._counts is None:
                    self._counts = Counter(mention.entity for mention in scene.mentions)
                # Entities stand in the order of their first mentions: the story is about the first.
                return other < entity or self._counts[entity] < _OFTEN * self._counts[other]
        return False

    def _holds_person(self, phrase: Phrase, number: int) -> bool:
        """Whether a phrase names a person before the mention of that number: "Ann Lee of the ministry"."""
        scene = self.scene
        for other in scene.mention_of[phrase.first : phrase.last]:
            if other is not None and other != number and self.by_type[scene.mentions[other].entity] == "person":
                return True
        return False

    def _by_text(self, text: str) -> Resolved | None:
        """The entity of which a text is one spelling."""
        if self._spellings is None:
            self._spellings = {}
            for number, entity in enumerate(self.scene.entities):
                for name in (entity.name, *entity.aliases):
                    self._spellings.setdefault(name, number)
        number = self._spellings.get(text)
        return None if number is None else self._entity(number, 0.9)

    def _by_part(self, words: Sequence[str]) -> Resolved | None:
        """The one firm that begins with a word, "American" of American Airlines; the one person of that surname."""
        if len(words) == 1:
            found = {
                number
                for number, entity in enumerate(self.scene.entities)
                if entity.type == "org" and entity.name.startswith(f"{words[0]} ")
            }
            people = set() if found else self._bearers(words[0])
            if len(people) == 1:
                return self._entity(people.pop(), 0.8)
        elif len(words) == 2 and words[0].endswith(("'s", "’s")):
            found = self._bearers(words[1])
        else:
            return None
        return self._entity(found.pop(), 0.5 if len(words) == 1 else 0.8) if len(found) == 1 else None

    def _bearers(self, surname: str) -> set[int]:
        """The people of a surname."""
        entities = enumerate(self.scene.entities)
        return {number for number, known in entities if known.type == "person" and known.name.endswith(f" {surname}")}

    def _words(self, phrase: Phrase) -> str:
        """A phrase as text, its determiner in lower case or, before a name, left out."""
        scene = self.scene
        text = " ".join(scene.slice(phrase.first, phrase.last).split())
        head, _, rest = text.partition(" ")
        if rest and head.lower() in DETERMINERS:
            last = phrase.last - 1
            noun = scene.mention_of[last] is None and scene.lower[last] in self.nouns
            return rest if phrase.kind == "name" and rest[0].isupper() and not noun else f"{head.lower()} {rest}"
        lowered = phrase.kind == "nominal" and text[1:].islower() and scene.lower[phrase.last - 1] in self.nouns
        if lowered and scene.words[phrase.first] not in _PEOPLES:
            return text[0].lower() + text[1:]
        return text

    def speaker(self, phrase: Phrase, resolved: Resolved, confidence: float) -> Speaker:
        """A phrase and what it resolves to, as the model holds them."""
        scene = self.scene
        start, end = scene.starts[phrase.first], scene.ends[phrase.last - 1]
        text = scene.text[start:end]
        for suffix in ("'s", "’s"):
            if text.endswith(suffix):
                text, end = text[:-2], end - 2
        return Speaker(start, end, text, resolved.name, resolved.entity, confidence)

    def is_half(self, phrase: Phrase, name: str) -> bool:
        """Whether a speaker may be the end of a longer one: "Granit Steel and Light Co", "Vorrin and Marsk"."""
        scene, first = self.scene, phrase.first
        if scene.lower[first] in _AMONG or (first and scene.lower[first - 1] in _AMONG):
            return True  # "several firms, including Granit, said"
        if phrase.kind != "name":
            word = scene.lower[first]  # "lawmakers from the ruling party and opposition said"
            bare = phrase.last - first == 1 and word in _BODIES and not word.endswith("s") and word != "police"
            return bare and first > 0 and scene.lower[first - 1] in AND
        if first and self._is_other(phrase, name):
            return True
        text = scene.slice(first, phrase.last)
        if ("and" in text or "&" in text) and _JOINED.search(text) and not _JOINED.search(name):
            # "Mines and Energy Minister Orin Tarsk" is one person, whose title holds the "and".
            held = {number for number in scene.mention_of[first : phrase.last] if number is not None}
            last = scene.mention_of[phrase.last - 1]
            entity = scene.mentions[last].entity if last is not None else None
            titled = entity is not None and len(held) == 1 and self.by_type[entity] == "person"
            return not (titled and last is not None and scene.lower[scene.mention_tokens[last][0] - 1] in _PEOPLE)
        if not scene.is_capital(first):
            # "Granit Inc. ( GRNT.N ) and the developer Veyra Ltd."
            return first > 1 and scene.lower[first - 1] in AND and scene.lower[first - 2] in (")", ".")
        if joined_behind(scene, phrase):
            return True
        before = first - 2
        if before > 0 and scene.lower[before] == ")":  # "Orin Tarsk (R-ME) and Ann Lee (R-ME)"
            before = (
                next((token for token in range(before, max(0, before - 8), -1) if scene.lower[token] == "("), 1) - 1
            )
        return first > 1 and scene.lower[first - 1] in AND and scene.is_capital(max(0, before))

    def _is_other(self, phrase: Phrase, name: str) -> bool:
        """Whether words stand for somebody named elsewhere: "The Australian", "Ann Lee, Chairman and CEO said"."""
        lower, first, last = self.scene.lower, phrase.first, phrase.last
        head, before = lower[last - 1], lower[first - 1]
        if self.scene.words[last - 1] in _PEOPLES:
            return last - first < 3 and not head.endswith("s") and lower[first] in DETERMINERS
        if head in _PEOPLE and before == "," and name.lower() == " ".join(lower[first:last]):
            return self.scene.is_capital(first) and first > 1 and self.scene.is_capital(first - 2)
        # "Ann Lee told Granit News that said": Granit only heard it.
        return before in _TELLING and lower[last : last + 1] == ["that"]
