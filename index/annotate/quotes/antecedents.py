"""Pronouns: whom "he", "she", "it" and "they" mean, by nearness, gender, number and who spoke last."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from ..lexicon.lists import load
from .outlets import only_counts
from .people import FEMALE_NOUNS, MALE_NOUNS, People
from .phrases import Phrase, PhraseFinder
from .scene import Scene

_REACH = 400
"""How far back, in tokens, a pronoun may refer."""
_NEAR = 3
"""How many sentences back a person without a name may be meant."""
_NEAREST = 0.4
"""The certainty that "it" is the body named last, which nothing else speaks for: 18 of 26 were right."""
_FIRMS = load("nominals_generic") | {"corporate", "bank"}
"""Bodies whose people speak of the firm that the story is about."""
_SPOKEN_FOR = load("nominals_org") - _FIRMS - {"government", "state", "senate", "house"}
_OF_OFFICIAL = 0.7
_UNSPOKEN = 0.3
_THINGS = load("nominals_org") | load("nominals_document")
_GENDERED = MALE_NOUNS | FEMALE_NOUNS
_OPENS = frozenset((",", "the", "and", "but", "when", "while", '"', "”", "that"))
_INDEFINITE = frozenset(("a", "an", "one", "another", "the"))
_PLURALS = frozenset(("people", "police", "authorities", "spokesmen"))
_PLURAL_VERBS = frozenset(("are", "were", "have"))
_NO_GENDER = 0.9
"""What it counts against somebody without a name and gender that a person of the pronoun's gender is named."""
_NEW = frozenset(("a", "an", "one", "another"))
"""Words that begin the mention of somebody new, whom the pronoun after it means."""
_CLAUSE = frozenset(("when", "where", "as", "while", "after", "before", "since", "because", "whom"))
"""Words that begin a clause within a sentence, whose pronoun is most often somebody in the sentence."""
_JOB = 2
"""Words before a job that belong to it, at most."""
_GUESS = 0.45
"""Certainty below which whoever spoke before is no sign for whom a pronoun means."""
_HE = frozenset(("he", "him"))
_SHE = frozenset(("she", "her"))
_THEY = frozenset(("they", "them"))


class Resolved(Struct, frozen=True, gc=False):
    """What a phrase refers to."""

    name: str
    entity: int | None
    confidence: float


UNKNOWN = Resolved("", None, 0.3)


class Spoken(Struct, frozen=True, gc=False):
    """Somebody who spoke before."""

    token: int
    who: Resolved
    plural: bool


class Antecedents:
    """Resolves the pronouns of one scene."""

    def __init__(
        self, scene: Scene, known: People, phrases: PhraseFinder, resolve: Callable[[Phrase], Resolved]
    ) -> None:
        """Take the scene.

        Args:
            scene: The article.
            known: Its people.
            phrases: What finds a sentence's subject.
            resolve: What resolves a subject that is no pronoun.
        """
        self.scene = scene
        self.known = known
        self.phrases = phrases
        self.resolve = resolve
        self.people = load("nominals_person")
        self.documents = load("nominals_document")
        self.by_type = [entity.type for entity in scene.entities]
        self.history: list[Spoken] = []

    def pronoun(self, phrase: Phrase) -> Resolved:
        """Return whom a pronoun refers to; an empty name when that is unclear."""
        word = self.scene.lower[phrase.first]
        if word in _HE:
            return self._person(phrase.first, "m")
        if word in _SHE:
            return self._person(phrase.first, "f")
        if word == "it":
            return self._thing(phrase.first)
        if word in _THEY:
            last = self.history[-1] if self.history else None
            if last and last.plural and self._cited(phrase.first) and phrase.first - last.token < _REACH:
                return self._again(last, 0.6)
            several = self._several(phrase.first)
            if several:
                return several
            for spoken in reversed(self.history[-4:]):
                if phrase.first - spoken.token < _REACH and (spoken.plural or self._is_thing(spoken.who)):
                    return self._again(spoken, 0.5)
        return UNKNOWN

    def _entity(self, entity: int, confidence: float) -> Resolved:
        return Resolved(self.scene.entities[entity].name, entity, confidence)

    def _again(self, spoken: Spoken, confidence: float) -> Resolved:
        """Somebody who spoke before, at most as sure as then: repeating a guess makes it no surer."""
        return Resolved(spoken.who.name, spoken.who.entity, min(confidence, spoken.who.confidence))

    # -- things

    def _is_thing(self, who: Resolved) -> bool:
        """Whether something that spoke is an organisation, place or document."""
        if who.entity is not None:
            return self.by_type[who.entity] != "person"
        words = who.name.split()
        if not words or words[-1].lower() in self.people:
            return False
        # A name that nothing found as a person is a body's.
        return words[-1].lower() in _THINGS or words[-1][0].isupper()

    def _are_figures(self, who: Resolved) -> bool:
        """Whether something that was cited is several things, which are no "it": "Reuters estimates", "two firms"."""
        word = who.name.rpartition(" ")[2]
        plural = word.endswith("s") and not word.endswith(("ss", "us", "ews")) and word.islower()
        figures = word.lower() in self.documents and (word.endswith("s") or word == "data")
        return who.entity is None and (plural or figures)

    def _counts(self, spoken: Spoken) -> bool:
        """Whether what spoke is several things, or a firm that was cited for its figures alone."""
        entity = spoken.who.entity
        return self._are_figures(spoken.who) or (entity is not None and only_counts(self.scene, entity, spoken.token))

    def _several(self, token: int) -> Resolved | None:
        """The people whom "they" means: the plural subject of its own sentence, or of one right before."""
        scene = self.scene
        here = scene.sentence_of(token)
        for number in range(here - self._cited(token), max(-1, here - 3), -1):
            sentence = scene.document.sentences[number]
            phrase = self.phrases.first_subject(sentence.first, min(sentence.last, token))
            if phrase is None or phrase.kind == "pronoun" or scene.inside[sentence.first]:
                continue
            head = scene.lower[phrase.last - 1]
            if head in self.people and (head.endswith("s") or head in _PLURALS):
                who = self.resolve(phrase)
                return Resolved(who.name, who.entity, 0.7 if number == here else 0.6)
        return None

    def _cited(self, token: int) -> bool:
        """Whether a pronoun ends its sentence: "Farmers sold grain, they said" is said by others than farmers."""
        first = self.scene.document.sentences[self.scene.sentence_of(token)].first
        return token > first + _NEAR and self.scene.lower[token - 1] == ","

    def _thing(self, token: int) -> Resolved:
        """What "it" means; a guess if somebody without a name, who is no "it", spoke right before."""
        who = self._body(token)
        last = self.history[-1] if self.history else None
        if last is None or last.plural or last.who.entity is not None or not who.name:
            return who
        words = last.who.name.lower().split()
        if len(words) < 2 or words[-1] not in self.people:
            return who
        if self.scene.sentence_of(token) - self.scene.sentence_of(last.token) > 1:
            return who
        if words[-2] in _SPOKEN_FOR:
            return Resolved(f"the {words[-2]}", None, _OF_OFFICIAL)  # "A ministry official said"
        return who if words[-2] in _FIRMS else Resolved(who.name, who.entity, min(who.confidence, _UNSPOKEN))

    def _body(self, token: int) -> Resolved:
        here = self.scene.sentence_of(token)
        last = self.history[-1] if self.history else None
        if last and last.token < token and self._is_thing(last.who) and not self._counts(last):
            spoke = self.scene.sentence_of(last.token)
            # "Granit will build the mill, the cabinet said. It said ...": the sentence before is the cabinet's.
            if spoke == here or (spoke == here - 1 and self._ended(last.token, spoke)):
                return self._again(last, 0.75)
        subject = self._subject(here)
        if subject:
            return subject
        for spoken in reversed(self.history[-5:]):
            if 0 <= token - spoken.token < _REACH and self._is_thing(spoken.who) and not self._counts(spoken):
                return self._again(spoken, 0.7)
        scene = self.scene
        own = self._opening_body(here, token)
        if own is not None:
            return own
        for number in scene.mentions_before(token, 60):
            entity = scene.mentions[number].entity
            first = scene.mention_tokens[number][0]
            if self.by_type[entity] == "org" and not scene.inside[first] and not only_counts(scene, entity, first):
                return self._entity(entity, _NEAREST)
        return UNKNOWN

    def _ended(self, token: int, number: int) -> bool:
        """Whether a speaker's name stands behind what was said, in the sentence of a number."""
        return token > self.scene.document.sentences[number].first + _NEAR and self.scene.lower[token - 1] in (
            ",",
            "the",
        )

    def _opening_body(self, here: int, token: int) -> Resolved | None:
        """The body that the sentence of "…, it said" is about: its own subject."""
        sentence = self.scene.document.sentences[here]
        if token - sentence.first < _NEAR or self.scene.inside[sentence.first]:
            return None
        phrase = self.phrases.first_subject(sentence.first, token)
        if phrase is None or phrase.kind != "name":
            return None
        who = self.resolve(phrase)
        body = who.entity is not None and self.by_type[who.entity] == "org"
        return Resolved(who.name, who.entity, 0.5) if body else None

    def _subject(self, here: int) -> Resolved | None:
        """The body that is the subject of the sentence before `here`, unless that sentence only cites it."""
        scene = self.scene
        if here == 0:
            return None
        sentence = scene.document.sentences[here - 1]
        if scene.inside[sentence.first]:
            return None
        phrase = self.phrases.first_subject(sentence.first, sentence.last)
        if phrase is None or phrase.kind == "pronoun" or phrase.first - sentence.first > 2:
            return None
        if scene.lower[phrase.last] in _PLURAL_VERBS:
            return None
        who = self.resolve(phrase)
        if who.entity is None and who.name.lower().rpartition(" ")[2] not in _THINGS:
            return None
        if who.entity is not None and self.by_type[who.entity] != "org":
            return None
        last = next((spoken.who for spoken in reversed(self.history[-3:]) if self._is_thing(spoken.who)), None)
        if last is not None and last.name != who.name:
            # The sentence is about one body, another spoke before: either may be meant.
            return Resolved(who.name, who.entity, 0.3)
        return Resolved(who.name, who.entity, min(who.confidence, 0.75))

    # -- people

    def _person(self, token: int, gender: str) -> Resolved:
        """The person whom a pronoun means: near, of that gender, subject of a sentence or speaker rather than not.

        Somebody without a name, "a key committee source", competes with those who have one.
        """
        scene = self.scene
        here = scene.sentence_of(token)
        sure = [spoken.who for spoken in self.history[-6:] if spoken.who.confidence >= _GUESS]
        recent = {who.entity for who in sure if who.entity is not None}
        last = sure[-1].entity if sure else None
        # "It differs from Veyra's speech, when he said": Veyra rather than who spoke before.
        begun = scene.lower[token - 1] in _CLAUSE if token else False
        scores: dict[int | str, float] = {}
        times: dict[int, int] = {}
        for number in scene.mentions_before(token, _REACH):
            entity = scene.mentions[number].entity
            if self.by_type[entity] != "person":
                continue
            known = self.known.gender(entity)
            if known and known != gender:
                continue
            score = self._score(number, here) + (0.3 if known == gender else 0.0)
            if begun and scene.sentence_of(scene.mention_tokens[number][0]) == here:
                score += 1.2
            if entity in recent:
                score += 0.5 + (0.5 if entity == last else 0.0)
            score += 0.15 * min(3, times.get(entity, 0))
            times[entity] = times.get(entity, 0) + 1
            scores[entity] = max(score, scores.get(entity, score))
        called = any(self.known.gender(entity) == gender for entity in scores if isinstance(entity, int))
        for name, score in self._unnamed(token, gender, here):
            # Whom a title or first name makes a woman is "she" rather than a president of no gender.
            words = name.lower().split()
            score -= _NO_GENDER if called and words[0] not in _NEW and words[-1] not in _GENDERED else 0.0
            scores[name] = max(score, scores.get(name, score))
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < 1.0:
            return UNKNOWN
        margin = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 2.0
        confidence = round(min(0.9, 0.5 + 0.2 * margin), 2)
        who = ranked[0][0]
        if isinstance(who, int) and self._superseded(who, token, gender):
            confidence = min(confidence, 0.3)
        return Resolved(who, None, confidence) if isinstance(who, str) else self._entity(who, confidence)

    def _superseded(self, chosen: int, token: int, gender: str) -> bool:
        """Whether the sentence before names somebody else of that gender, and the chosen one neither there nor here."""
        scene = self.scene
        here = scene.sentence_of(token)
        last = self.history[-1] if self.history else None
        if last is not None and last.who.entity == chosen and here - scene.sentence_of(last.token) <= 1:
            return False
        other = False
        for number in scene.mentions_before(token, _REACH):
            first = scene.mention_tokens[number][0]
            if here - scene.sentence_of(first) > 1:
                break
            entity = scene.mentions[number].entity
            if entity == chosen:
                return False
            person = self.by_type[entity] == "person" and not scene.inside[first]
            other = other or (person and self.known.gender(entity) in ("", gender))
        return other

    def _score(self, number: int, here: int) -> float:
        """How likely a mention is to be meant, by where it stands."""
        scene = self.scene
        first, last = scene.mention_tokens[number]
        score = 3.0 - 0.55 * min(here - scene.sentence_of(first), 5)
        score += 0.8 if self._is_subject(first) else 0.0
        if scene.inside[first]:
            score -= 2.2
        if scene.words[last - 1].endswith(("'s", "’s")):
            score -= 0.3
        return score

    def _unnamed(self, token: int, gender: str, here: int) -> Iterator[tuple[str, float]]:
        """The people without a name who may be meant: subjects of the sentences right before, speakers."""
        scene = self.scene
        spoke = {spoken.who.name for spoken in self.history[-2:] if spoken.who.entity is None and not spoken.plural}
        last = self.history[-1] if self.history else None
        if last is not None and last.who.entity is None and not last.plural and self._called(last.who.name, gender):
            # "…, the official said. He …": the official, whoever was named before.
            yield last.who.name, 4.8 - 0.55 * (here - scene.sentence_of(last.token))
        for number in range(here - 1, max(-1, here - 1 - _NEAR), -1):
            sentence = scene.document.sentences[number]
            if scene.inside[sentence.first]:
                continue
            phrase = self.phrases.first_subject(sentence.first, min(sentence.last, token))
            if phrase is None or not self._single(phrase, gender):
                continue
            who = self.resolve(phrase)
            if who.entity is None and who.name:
                score = 3.8 - 0.55 * (here - number)
                if scene.lower[phrase.last - 1] in _GENDERED:
                    score += 0.9  # of that gender, for else it is none of them
                opened = number == here - 1 and phrase.first == sentence.first and scene.lower[phrase.first] in _NEW
                if opened and not any(map(self._names_person, range(sentence.last, token))):
                    score += 1.0  # "Another trader was less sure. “…” he said."
                yield who.name, score + (1.0 if who.name in spoke else 0.0)

    def _called(self, name: str, gender: str) -> bool:
        """Whether words without a name mean one person of a gender, or of none that they tell."""
        head = name.lower().rpartition(" ")[2]
        known = "m" if head in MALE_NOUNS else "f" if head in FEMALE_NOUNS else ""
        return head in self.people and not head.endswith("s") and known in ("", gender)

    def _single(self, phrase: Phrase, gender: str) -> bool:
        """Whether a phrase is one person without a name, of a gender or of none that it tells."""
        scene = self.scene
        head = scene.lower[phrase.last - 1]
        if head not in self.people or head.endswith("s") or scene.lower[phrase.first] not in _INDEFINITE:
            return False
        if any(
            scene.mention_of[token] is not None and self._names_person(token)
            for token in range(phrase.first, phrase.last)
        ):
            return False
        known = "m" if head in MALE_NOUNS else "f" if head in FEMALE_NOUNS else ""
        return known in ("", gender)

    def _names_person(self, token: int) -> bool:
        number = self.scene.mention_of[token]
        return number is not None and self.by_type[self.scene.mentions[number].entity] == "person"

    def _is_subject(self, token: int) -> bool:
        """Whether a mention stands where its sentence's subject does: before any verb, under no preposition."""
        scene = self.scene
        first = scene.document.sentences[scene.sentence_of(token)].first
        if token - first > 12:
            return False
        before = token - 1
        while before >= first and (scene.is_capital(before) or scene.lower[before] in self.people):
            before -= 1
        # "…, and defense attorney Ann Lee remains": the words before a job belong to it.
        last = before - _JOB if before + 1 < token and scene.lower[before + 1] in self.people else before
        while before > max(first, last) and scene.words[before].isalpha() and not self._breaks(before):
            before -= 1
        return before < first or scene.lower[before] in _OPENS

    def _breaks(self, token: int) -> bool:
        """Whether a word cannot stand before a job."""
        word = self.scene.lower[token]
        return word in self.phrases.function or word in self.phrases.finite or word.endswith("ed")
