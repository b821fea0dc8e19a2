"""Speakers: the phrase that names one, resolved to an entity of the article, with how sure that is."""

from functools import lru_cache

from msgspec import Struct

from ...model import Speaker
from ..lexicon.lists import lines, load
from .people import FEMALE_NOUNS, MALE_NOUNS, People
from .phrases import DETERMINERS, Phrase, unions
from .scene import Scene

_JOINS = frozenset(("of", "from", "at", "with"))
_REACH = 400
"""How far back, in tokens, a pronoun may refer."""
_FAR = 5000
"""How far back, in tokens, a nominal may refer."""


class Resolved(Struct, frozen=True, gc=False):
    """What a phrase refers to."""

    name: str
    entity: int | None
    confidence: float


_UNKNOWN = Resolved("", None, 0.3)


@lru_cache(maxsize=1)
def _roles() -> dict[str, frozenset[str]]:
    """Nominal noun -> the title words that explain it."""
    roles: dict[str, frozenset[str]] = {}
    for line in lines("roles"):
        noun, words = line.split(":", 1)
        roles[noun] = frozenset(words.split())
    return roles


class Resolver:
    """Resolves the speakers of one scene; it must be asked in reading order, for it remembers who spoke last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.people = load("nominals_person")
        self.bodies = load("nominals_org")
        self.documents = load("nominals_document")
        self.nouns = unions()[0]
        self.history: list[tuple[int, Resolved, bool]] = []
        self.by_type = [entity.type for entity in scene.entities]
        self.known = People(scene)
        self._heads: dict[int, set[str]] = {}
        self._spellings: dict[str, int] | None = None
        self._surnames: dict[str, int] | None = None

    # -- resolution

    def resolve(self, phrase: Phrase) -> Resolved:
        """What a phrase refers to; an empty name when that cannot be told."""
        if phrase.kind == "pronoun":
            return self._pronoun(phrase)
        found = self._named(phrase)
        if found:
            return found
        return self._nominal(phrase)

    def remember(self, token: int, resolved: Resolved, plural: bool = False) -> None:
        """Note that somebody spoke at a token, for the pronouns and quotes that follow."""
        if resolved.name:
            self.history.append((token, resolved, plural))

    def _entity(self, entity: int, confidence: float) -> Resolved:
        return Resolved(self.scene.entities[entity].name, entity, confidence)

    def _named(self, phrase: Phrase) -> Resolved | None:
        """The entity that a phrase names, when its head is a name."""
        scene = self.scene
        best: int | None = None
        for token in range(phrase.last - 1, phrase.first - 1, -1):
            number = scene.mention_of[token]
            if number is None:
                continue
            mention = scene.mentions[number]
            begin, end = scene.mention_tokens[number]
            possessive = mention.end < scene.ends[end - 1] or (end < phrase.last and scene.lower[end] in "'’")
            kind = self.by_type[mention.entity]
            # "the Bank of Ardova" is not Ardova, "Ann Lee of the ministry" not the ministry.
            if begin > phrase.first + 1 and scene.lower[begin - 1] in _JOINS:
                if self._holds_person(phrase, number):
                    continue
                if (
                    scene.is_capital(begin - 2)
                    or scene.lower[begin - 2] in self.people
                    or (scene.lower[begin - 2] in self.bodies)
                ):
                    break
            if end >= phrase.last and not possessive:
                return self._entity(mention.entity, 0.95 if kind in ("person", "org") else 0.8)
            if kind == "person" and not possessive and best is None:
                after = scene.lower[end : phrase.last]
                rest = set() if after and after[0] in _JOINS else set(after)
                if rest.isdisjoint(self.nouns):
                    best = mention.entity
        if best is not None:
            return self._entity(best, 0.85)
        if phrase.kind != "name":
            return None
        words = self._words(phrase).split()
        while words and words[0].islower():
            words.pop(0)
        return self._by_text(" ".join(words))

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
        return _UNKNOWN if len(label) < 2 or label in ("question", "answer") else Resolved(label.title(), None, 0.6)

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

    def _words(self, phrase: Phrase) -> str:
        """A phrase as text, its determiner in lower case or, before a name, left out."""
        scene = self.scene
        text = " ".join(scene.slice(phrase.first, phrase.last).split())
        head, _, rest = text.partition(" ")
        if rest and head.lower() in DETERMINERS:
            last = phrase.last - 1
            noun = scene.mention_of[last] is None and scene.lower[last] in self.nouns
            return rest if phrase.kind == "name" and rest[0].isupper() and not noun else f"{head.lower()} {rest}"
        if phrase.kind == "nominal" and text[1:].islower() and scene.lower[phrase.last - 1] in self.nouns:
            return text[0].lower() + text[1:]
        return text

    def _nominal(self, phrase: Phrase) -> Resolved:
        """Resolve "the military chief" by the titles in the article; what nothing explains stands for itself."""
        scene = self.scene
        words = scene.lower[phrase.first : phrase.last]
        text = self._words(phrase)
        definite = words[0] in ("the", "this", "that") or scene.words[phrase.first][0].isupper()
        definite = definite and words[0] not in ("a", "an", "one", "another", "some", "two", "many", "several")
        head = words[-1]
        for place, word in enumerate(words):
            if word == "of" and place:
                head = words[place - 1]
                break
        if definite and head in self.people and not head.endswith("s"):
            person = self._by_role(words, head, phrase.first)
            if person is None and head in _roles() and words[0] in ("the", "this"):
                person = self._only_person(phrase.first)
            if person:
                return person
        if definite and head in self.bodies and len(words) <= 2:
            body = self._by_head(head, phrase.first)
            if body:
                return body
        if phrase.kind == "name":
            return Resolved(text, None, 0.6)
        return Resolved(text, None, 0.7 if phrase.firm else 0.4)

    def _by_role(self, words: list[str], head: str, token: int) -> Resolved | None:
        """The person whose title explains a nominal, the one mentioned last if several."""
        roles = _roles()
        wanted = roles.get(head, frozenset((head,)))
        extra = [word for word in words[:-1] if word not in DETERMINERS]
        if extra and extra[0] in roles and head in ("chief", "leader", "officer", "head", "commander", "official"):
            wanted = roles[extra[0]]
            extra = extra[1:]
        titles = self.known.titles()
        best: tuple[float, int] | None = None
        for number in self.scene.mentions_before(token, _FAR):
            entity = self.scene.mentions[number].entity
            if self.by_type[entity] != "person":
                continue
            evidence = titles.get(entity, set())
            if not evidence & wanted:
                continue
            score = sum(word in evidence for word in extra) + (0.5 if self._spoke(entity) else 0.0)
            if best is None or score > best[0]:
                best = (score, entity)
        return self._entity(best[1], 0.75) if best else None

    def _spoke(self, entity: int) -> bool:
        return any(entry[1].entity == entity for entry in self.history[-3:])

    def _only_person(self, token: int) -> Resolved | None:
        """The one person whom the sentences right before a token mention, if there is just one."""
        scene = self.scene
        here = scene.sentence_of(token)
        found: int | None = None
        for number in scene.mentions_before(token, 80):
            entity = scene.mentions[number].entity
            first = scene.mention_tokens[number][0]
            if self.by_type[entity] != "person" or scene.inside[first] or here - scene.sentence_of(first) > 2:
                continue
            if found is not None and found != entity:
                return None
            found = entity
        return None if found is None else self._entity(found, 0.5)

    def _by_head(self, head: str, token: int) -> Resolved | None:
        """The organisation, mentioned before, of whose name a noun is part: "the ministry"."""
        scene = self.scene
        for number in scene.mentions_before(token, _FAR):
            entity = scene.mentions[number].entity
            if self.by_type[entity] == "org" and head in self._words_of(entity):
                return self._entity(entity, 0.75)
        return None

    def _words_of(self, entity: int) -> set[str]:
        """All words of an entity's names, in lower case."""
        if entity not in self._heads:
            known = self.scene.entities[entity]
            self._heads[entity] = {word for name in (known.name, *known.aliases) for word in name.lower().split()}
        return self._heads[entity]

    def _pronoun(self, phrase: Phrase) -> Resolved:
        word = self.scene.lower[phrase.first]
        if word in ("he", "she"):
            return self._person_before(phrase.first, "m" if word == "he" else "f")
        if word == "it":
            return self._thing_before(phrase.first)
        if word == "they":
            for token, resolved, plural in reversed(self.history[-4:]):
                if phrase.first - token < _REACH and (plural or self._is_thing(resolved)):
                    return Resolved(resolved.name, resolved.entity, 0.5)
        return _UNKNOWN

    def _is_thing(self, resolved: Resolved) -> bool:
        """Whether something that spoke is an organisation, place or document."""
        if resolved.entity is not None:
            return self.by_type[resolved.entity] != "person"
        words = resolved.name.lower().split()
        return bool(words) and (words[-1] in self.bodies or words[-1] in self.documents)

    def _thing_before(self, token: int) -> Resolved:
        for place, resolved, _ in reversed(self.history[-5:]):
            if 0 <= token - place < _REACH and self._is_thing(resolved):
                return Resolved(resolved.name, resolved.entity, 0.7)
        return self._body_before(token) or _UNKNOWN

    def _body_before(self, token: int) -> Resolved | None:
        """The organisation mentioned last before a token, outside quotation marks."""
        scene = self.scene
        for number in scene.mentions_before(token, 60):
            entity = scene.mentions[number].entity
            if self.by_type[entity] == "org" and not scene.inside[scene.mention_tokens[number][0]]:
                return self._entity(entity, 0.5)
        return None

    def _person_before(self, token: int, gender: str) -> Resolved:
        """The person whom a pronoun means: near, of that gender, subject of a sentence or speaker rather than not."""
        scene = self.scene
        here = scene.sentence_of(token)
        spoken = {resolved.entity: place for place, resolved, _ in self.history[-6:] if resolved.entity is not None}
        last_speaker = self.history[-1][1].entity if self.history else None
        best: tuple[float, int] | None = None
        runner = 0.0
        seen: dict[int, float] = {}
        for number in scene.mentions_before(token, _REACH):
            first, last = scene.mention_tokens[number]
            entity = scene.mentions[number].entity
            if self.by_type[entity] != "person":
                continue
            known = self.known.gender(entity)
            if known and known != gender:
                continue
            distance = here - scene.sentence_of(first)
            score = 3.0 - 0.55 * min(distance, 5)
            score += 0.5 if known == gender else 0.0
            score += 0.8 if self._is_subject(first) else 0.0
            if scene.inside[first]:
                score -= 2.2
            if scene.words[last - 1].endswith(("'s", "’s")):
                score -= 0.3
            if entity in spoken:
                score += 0.5 + (0.5 if entity == last_speaker else 0.0)
            score += 0.15 * min(3, seen.get(entity, 0))
            seen[entity] = seen.get(entity, 0) + 1
            if best is None or score > best[0]:
                if best and best[1] != entity:
                    runner = best[0]
                best = (score, entity)
            elif entity != best[1]:
                runner = max(runner, score)
        if best is None or best[0] < 1.0:
            return self._nominal_person(token, gender)
        margin = best[0] - runner if runner else 2.0
        return self._entity(best[1], round(min(0.9, 0.5 + 0.2 * margin), 2))

    def _nominal_person(self, token: int, gender: str) -> Resolved:
        """The person without a name who spoke last: "a resident … he said"."""
        for place, resolved, plural in reversed(self.history[-2:]):
            words = resolved.name.lower().split()
            if 0 <= token - place < 150 and resolved.entity is None and not plural and words[-1] in self.people:
                known = "m" if words[-1] in MALE_NOUNS else "f" if words[-1] in FEMALE_NOUNS else ""
                if known in ("", gender):
                    return Resolved(resolved.name, None, 0.5)
        return _UNKNOWN

    def _is_subject(self, token: int) -> bool:
        """Whether a mention stands where its sentence's subject does: before any verb, under no preposition."""
        scene = self.scene
        first = scene.document.sentences[scene.sentence_of(token)].first
        if token - first > 12:
            return False
        before = token - 1
        while before >= first and (scene.is_capital(before) or scene.lower[before] in self.people):
            before -= 1
        return before < first or scene.lower[before] in (",", "the", "and", "but", "when", "while", '"', "”", "that")

    def speaker(self, phrase: Phrase, resolved: Resolved, certainty: float = 1.0) -> Speaker:
        """A phrase and what it resolves to, as the model holds them."""
        scene = self.scene
        start, end = scene.starts[phrase.first], scene.ends[phrase.last - 1]
        text = scene.text[start:end]
        for suffix in ("'s", "’s"):
            if text.endswith(suffix):
                text, end = text[:-2], end - 2
        confidence = round(max(0.05, min(1.0, resolved.confidence * certainty)), 2)
        return Speaker(start, end, text, resolved.name, resolved.entity, confidence)
