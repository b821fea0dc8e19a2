"""Common nouns for speakers: "the minister", "the union", "a statement": whom or what the article means by them."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from ..entities.spelling import LEGAL
from ..lexicon.lists import lines, load
from . import outlets
from .antecedents import Resolved, Spoken
from .people import FEMALE_NOUNS, MALE_NOUNS, People
from .phrases import DETERMINERS, Phrase, PhraseFinder
from .scene import Scene

_FAR = 5000
"""How far back, in tokens, a nominal may refer."""
_DEFINITE = frozenset(("the", "this", "that"))
_INDEFINITE = frozenset(("a", "an", "one", "another", "some", "two", "many", "several"))
_RANKS = frozenset(("chief", "leader", "officer", "head", "commander", "official"))
_LEADING = frozenset(("chairman", "chairwoman", "president", "executive", "ceo", "governor", "director", "minister"))
"""Titles of those whom a rank alone may mean: "the bank's chief" is its chairman."""
_STRANGERS = load("nominals_unnamed")
_OFFICES = load("offices")
"""People whom news does not name: "the source" is nobody introduced before."""
_BEHIND = load("nominals_behind")
"""People who speak for somebody else."""
_GENERIC = load("nominals_generic")
"""Bodies that are called so whatever their name is: "the company"."""
_FOR = frozenset(("for", "of", "from", "by"))
_MADE = load("nominals_made")
"""Participles between a document and "by" or "for"."""
_FLYING = frozenset(("airline", "airlines", "airways", "air"))
_CARS = frozenset(("automaker", "carmaker", "motor", "motors", "automobile"))
_ALIKE = {
    "bank": frozenset(("bank", "banco", "banca", "banque", "bancorp", "bankhaus")),
    "airline": _FLYING,
    "carrier": _FLYING | {"carrier"},
    "automaker": _CARS,
    "carmaker": _CARS,
}
"""What firms are named whom a noun may mean."""
_UNCLEAR = 0.4
_RECENT = 8
"""How many of those who spoke last are looked at."""
_SPEAKS_FOR = frozenset(("for", "of", "to"))
_OWN = 1.6
"""What it counts for a person to be spoken for in the sentence: more than to have spoken, and than one more word."""
_OPEN = 0.25
"""The certainty of what two may be meant by."""
_POSSESSIVE = frozenset(("his", "her", "its", "their", "our", "my", "your"))
_NAMELESS = frozenset(("source", "sources", "person", "individual", "insider"))
"""Those whom no title names."""
_KIN = frozenset(
    (
        *("lawyer", "attorney", "counsel", "aide", "adviser", "advisor", "friend", "neighbor", "colleague", "family"),
        *("mother", "father", "wife", "husband", "son", "daughter", "brother", "sister", "widow", "successor", "rival"),
    )
)
"""People who are somebody's."""
_ANONYMOUS = frozenset(("anonymity", "anonymously", "unnamed"))
_PHRASE = 12
_HUMANS = frozenset(("man", "woman", "boy", "girl", "mother", "father", "husband", "wife", "son", "daughter", "person"))
_YOUNG = frozenset(("boy", "girl", "son", "daughter", "teen", "teenager"))
_OF = frozenset(("of", "for", "at", "from", "in"))
_LINKS = frozenset(("of", "for", "on", "in", "and", "&"))
_GOVERNS = load("prepositions") | frozenset(("the", "a", "an", "and"))
"""Words right before a name that is no subject."""


@lru_cache(maxsize=1)
def _roles() -> dict[str, frozenset[str]]:
    """Nominal noun -> the title words that explain it."""
    roles: dict[str, frozenset[str]] = {}
    for line in lines("roles"):
        noun, words = line.split(":", 1)
        roles[noun] = frozenset(words.split())
    return roles


class Nominals:
    """Resolves the common nouns of one scene."""

    def __init__(
        self,
        scene: Scene,
        known: People,
        phrases: PhraseFinder,
        history: list[Spoken],
        named: Callable[[Phrase], Resolved | None],
    ) -> None:
        """Take the scene, its people, what finds phrases, who spoke before, and what resolves a name."""
        self.scene = scene
        self.known = known
        self.phrases = phrases
        self.history = history
        self.named = named
        self.people = load("nominals_person")
        self.bodies = load("nominals_org")
        self.documents = load("nominals_document")
        self.by_type = [entity.type for entity in scene.entities]
        self._heads: dict[int, set[str]] = {}

    def resolve(self, phrase: Phrase, text: str) -> Resolved:
        """Resolve a nominal by titles, roles and what was introduced before; what nothing explains stands for itself.

        Args:
            phrase: The nominal.
            text: Its words, as they are shown where they stand for themselves.
        """
        scene = self.scene
        words = scene.lower[phrase.first : phrase.last]
        head = self._head(words)
        definite = words[0] in _DEFINITE or scene.words[phrase.first][0].isupper()
        definite = definite and words[0] not in _INDEFINITE and words[0] not in _POSSESSIVE
        # "Lee's lawyer" is no lawyer named before.
        definite = definite and not (words[0].endswith("'s") and head in _KIN)
        if head in _BEHIND or head in self.documents:
            behind = self._behind(phrase)
            if behind:
                return behind
        if definite and head in self.people and not head.endswith("s"):
            unnamed = head in _NAMELESS or self._unnamed(phrase)
            found = None if unnamed else self._by_role(words, head, phrase.first)
            if found and found.entity is not None and not self._holds(phrase, found.entity):
                found = None
            if found and self._overtaken(found, head):
                return Resolved(text, None, _OPEN)
            if found:
                return found if found.name else Resolved(text, None, _OPEN)
            if self._unnamed_spoke(head):
                return Resolved(text, None, 0.7)
            if words[0] in _DEFINITE and head not in _STRANGERS and not unnamed:
                person = self._only("person", head, phrase.first)
                if person and (not self._owned(phrase) or self._untitled(person)):
                    return person
        # "Standard bank said" is not the bank that was named before.
        own = len(words) > 1 and scene.is_capital(phrase.first) and words[0] not in DETERMINERS
        if definite and head in self.bodies and len(words) <= 2 and not own and not self._owned(phrase):
            body = self._by_head(head, phrase.first)
            if body is None and head in _GENERIC and words[0] in _DEFINITE:
                body = self._only("org", head, phrase.first)
            if body:
                return body if body.name else Resolved(text, None, _OPEN)
        if phrase.kind == "name":
            return Resolved(text, None, 0.6)
        if len(words) == 1 and self._lone(phrase, head):
            return Resolved(text, None, _OPEN)  # a capital alone makes no speaker: "Reputable", "Separately"
        return Resolved(text, None, 0.7 if phrase.firm else _UNCLEAR)

    def _head(self, words: list[str]) -> str:
        for place, word in enumerate(words):
            if word == "of" and place:
                return words[place - 1]
        return words[-1]

    def _entity(self, entity: int, confidence: float) -> Resolved:
        return Resolved(self.scene.entities[entity].name, entity, confidence)

    def _behind(self, phrase: Phrase) -> Resolved | None:
        """Whom a spokeswoman or a statement speaks for: "for the ministry", "published by the agency"."""
        lower = self.scene.lower
        high = self.scene.document.sentences[self.scene.sentence_of(phrase.first)].last
        token = phrase.last
        while token < high and lower[token] in _MADE:
            token += 1
        if token >= high or (lower[token] not in _FOR and lower[token - 1] != "by"):
            return None
        for_whom = self._first(self.phrases.forward(token + (lower[token] in _FOR), high))
        if for_whom is None or for_whom.kind == "pronoun":
            return None
        found = self.named(for_whom)
        if found is None and lower[for_whom.last - 1] in self.bodies:
            found = self.resolve(for_whom, " ".join(self.scene.slice(for_whom.first, for_whom.last).split()))
        return Resolved(found.name, found.entity, min(found.confidence, 0.7)) if found else None

    def _unnamed(self, phrase: Phrase) -> bool:
        """Whether the sentence of a phrase says that somebody may not be named."""
        scene = self.scene
        sentence = scene.document.sentences[scene.sentence_of(phrase.first)]
        return not _ANONYMOUS.isdisjoint(scene.lower[phrase.last : sentence.last])

    def _first(self, phrase: Phrase | None) -> Phrase | None:
        """A phrase up to the full stop of a firm's legal form: "data from Granit Inc. Veyra fell" is Granit's."""
        scene = self.scene
        for token in range(phrase.first, phrase.last - 1) if phrase else ():
            number = scene.mention_of[token]
            if number is not None and scene.mention_tokens[number][1] == token + 1 and scene.words[token] == ".":
                return Phrase(phrase.first, token + 1, phrase.kind, phrase.firm) if phrase else None
        return phrase

    def _fits(self, entity: int, head: str) -> bool:
        """Whether a person may be called by a noun: "the spokeswoman" is no man."""
        gender = self.known.gender(entity)
        wanted = "m" if head in MALE_NOUNS else "f" if head in FEMALE_NOUNS else ""
        return gender == wanted if gender and wanted else head not in _YOUNG  # nobody tells who is a boy

    def _by_role(self, words: list[str], head: str, token: int) -> Resolved | None:
        """The person whose title explains a nominal; an empty name when two are explained alike and neither spoke."""
        roles = _roles()
        wanted = roles.get(head, frozenset((head,)))
        extra = [word for word in words[:-1] if word not in DETERMINERS and word != "former"]
        if extra and extra[0] in roles and head in _RANKS:
            wanted = roles[extra[0]]
            extra = extra[1:]
        titles = self.known.titles()
        scores: dict[int, float] = {}
        for number in self.scene.mentions_before(token, _FAR):
            entity = self.scene.mentions[number].entity
            if entity in scores or self.by_type[entity] != "person":
                continue
            evidence = titles.get(entity, set())
            if evidence & wanted and self._fits(entity, head):
                near = _OWN if self._in_sentence(number, token) else 0.0
                scores[entity] = sum(word in evidence for word in extra) + near + (0.5 if self._spoke(entity) else 0.0)
        if not scores:
            return None
        best = max(scores.values())
        chosen = [entity for entity, score in scores.items() if score == best]
        if len(chosen) > 1:
            chosen = [entity for entity in chosen if self._near(entity, token)] or chosen
        if len(chosen) > 1:
            return Resolved("", None, _UNCLEAR)
        # "the Velmora Bank analyst" is none of whom the text says nothing about that bank.
        other = extra and not self._common(extra[0], token) and titles[chosen[0]].isdisjoint(extra)
        return self._entity(chosen[0], 0.3 if other else 0.75)

    def _common(self, word: str, token: int) -> bool:
        """Whether a word of a phrase that begins at a token is written small there."""
        return word in self.scene.words[token : token + _PHRASE]

    def _in_sentence(self, number: int, token: int) -> bool:
        """Whether somebody speaks for a person in a token's own sentence: "an aide to Lee said the senator"."""
        scene = self.scene
        first = scene.mention_tokens[number][0]
        if first == 0 or scene.lower[first - 1] not in _SPEAKS_FOR or scene.inside[first]:
            return False
        return scene.sentence_of(first) == scene.sentence_of(token)

    def _lone(self, phrase: Phrase, head: str) -> bool:
        """Whether a phrase is one unknown word away from its verb; "Granit said" and "one of them said" are not."""
        scene = self.scene
        known = head in self.people or head in self.bodies or head in self.documents or head in _INDEFINITE
        following = scene.lower[phrase.last] if phrase.last < len(scene.lower) else ""
        return not known and self.phrases.cues.forms.get(following) is None

    def _overtaken(self, found: Resolved, head: str) -> bool:
        """Whether others of the same noun spoke last: "the analyst" after "analysts at Granit said" is one of those."""
        last = self.history[-1].who if self.history else None
        if last is None or (last.entity is not None and last.entity == found.entity):
            return False
        return last.entity is None and not {head, f"{head}s"}.isdisjoint(last.name.lower().split())

    def _unnamed_spoke(self, head: str) -> bool:
        """Whether somebody without a name spoke who is called by a noun: "an ally of Ann Lee", then "the ally"."""
        for spoken in self.history[-_RECENT:]:
            if spoken.who.entity is None and head in spoken.who.name.lower().split():
                return True
        return False

    def _near(self, entity: int, token: int) -> bool:
        """Whether an entity is mentioned in the sentence before a token, or in its own."""
        scene = self.scene
        here = scene.sentence_of(token)
        for number in scene.mentions_before(token, 120):
            first = scene.mention_tokens[number][0]
            if scene.mentions[number].entity == entity and here - scene.sentence_of(first) <= 1:
                return not scene.inside[first]
        return False

    def _spoke(self, entity: int) -> bool:
        return any(spoken.who.entity == entity for spoken in self.history[-3:])

    def _only(self, kind: str, head: str, token: int) -> Resolved | None:
        """The one person or body that the sentences right before a token mention, if there is just one that fits."""
        scene = self.scene
        here = scene.sentence_of(token)
        found: int | None = None
        for number in scene.mentions_before(token, 100):
            entity = scene.mentions[number].entity
            first = scene.mention_tokens[number][0]
            if self.by_type[entity] != kind or scene.inside[first] or here - scene.sentence_of(first) > 3:
                continue
            if not outlets.may_be(scene, entity, first, head):
                continue
            if kind == "person" and not self._fits(entity, head):
                continue
            if kind == "person" and entity != found and self._beside(first, head):
                return None
            if found is not None and found != entity:
                return None
            found = entity
        if found is None or (kind == "person" and self._called_otherwise(found, head)):
            return None
        spoke = self._spoke(found)
        main = kind == "org" and (spoke or self._leads(found, token))
        if head in outlets.PRINT:
            return self._entity(found, 0.7)
        sure = spoke if kind == "person" and head in _HUMANS else main or kind == "person"
        return self._entity(found, 0.35 if head == "agency" or not sure else 0.5)

    def _untitled(self, person: Resolved) -> bool:
        """Whether a person spoke of whom the text says nothing else: "Ann Lee said …", "the head of it said"."""
        if person.entity is None or not self._spoke(person.entity):
            return False
        return self.known.titles().get(person.entity, set()).isdisjoint(self.people)

    def _beside(self, token: int, head: str) -> bool:
        """Whether a noun stands in the sentence of a name that it is no title of: "the judge asked Ann Lee"."""
        scene = self.scene
        sentence = scene.document.sentences[scene.sentence_of(token)]
        entity = scene.mentions[scene.mention_of[token] or 0].entity
        return head in scene.lower[sentence.first : sentence.last] and head not in self.known.titles().get(entity, ())

    def _called_otherwise(self, entity: int, head: str) -> bool:
        """Whether the text says of a person that they are something else than a noun says: no executive is a judge."""
        if head in _HUMANS:
            return False
        called = self.known.titles().get(entity, set()) & self.people
        fitting = _roles().get(head, frozenset((head,))) | (_LEADING if head in _RANKS else frozenset())
        # Of whom it says nothing, and who has not spoken, no office is expected: "the governor" of Lee's prison.
        return called.isdisjoint(fitting) if called else head in _OFFICES and not self._spoke(entity)

    def _leads(self, entity: int, token: int) -> bool:
        """Whether a body begins a sentence nearby, or is the first that the text names: what is said is about it."""
        for number in self.scene.mentions_before(token, 100):
            if self.scene.mentions[number].entity == entity and self._acts(number):
                return True
        return False

    def _acts(self, number: int) -> bool:
        """Whether a mention may be a subject: nothing governs it, it owns nothing, and no noun follows it."""
        scene = self.scene
        first, last = scene.mention_tokens[number]
        before = scene.lower[first - 1] if first else "."
        following = scene.words[last] if last < len(scene.words) else "."
        modifies = following.isalpha() and following.islower() and self.phrases.is_noun(last)
        owns = scene.mentions[number].end < scene.ends[last - 1]
        return not (before in _GOVERNS or before == "(" or modifies or owns or scene.inside[first])

    def _owned(self, phrase: Phrase) -> bool:
        """Whether a noun says whose it is behind it: "the head of the agency"."""
        lower = self.scene.lower
        return phrase.last < len(lower) and lower[phrase.last] in _OF

    def _holds(self, phrase: Phrase, entity: int) -> bool:
        """Whether what "of" adds to a noun is said of a person too: "the minister of trade" is no minister of ports."""
        if not self._owned(phrase):
            return True
        following = self.scene.lower[phrase.last + 1 : phrase.last + 6]
        evidence = self.known.titles().get(entity, set())
        return any(len(word) > 3 and word.removesuffix("'s") in evidence for word in following)

    def _by_head(self, head: str, token: int) -> Resolved | None:
        """The body, mentioned before, of whose name a noun is part: "the ministry"; an empty name when two are near."""
        scene = self.scene
        chosen: int | None = None
        place = 0
        heads = _ALIKE.get(head) or frozenset((head,))
        rival = False
        for number in scene.mentions_before(token, _FAR):
            entity = scene.mentions[number].entity
            if self.by_type[entity] != "org" or entity == chosen:
                continue
            if heads.isdisjoint(self._words_of(entity)):
                rival = rival or (chosen is None and head in _GENERIC and self._acts(number))
                continue
            first = scene.mention_tokens[number][0]
            if chosen is None:
                chosen, place = entity, first
            elif scene.sentence_of(place) - scene.sentence_of(first) <= 1:
                return Resolved("", None, _UNCLEAR)
            else:
                break
        if chosen is None:
            return None
        # Of a bank that another firm has acted after, or that the story is not about, "the bank" may be either.
        open_ = rival or self._led_by_other(chosen, heads)
        return Resolved("", None, _UNCLEAR) if open_ else self._entity(chosen, 0.75)

    def _led_by_other(self, chosen: int, heads: frozenset[str]) -> bool:
        """Whether the story is about another body that a noun fits too, and the chosen one did not just speak."""
        if self._spoke(chosen):
            return False
        for entity, kind in enumerate(self.by_type):
            if kind == "org" and not heads.isdisjoint(self._words_of(entity)):
                return entity != chosen  # entities stand in the order of their first mentions
        return False

    def _words_of(self, entity: int) -> set[str]:
        """The words of an entity's names that say what it is, in lower case: the last, the first, those before "of"."""
        if entity not in self._heads:
            known = self.scene.entities[entity]
            heads = self._heads[entity] = set()
            for name in (known.name, *known.aliases):
                words = name.lower().split()
                while len(words) > 1 and words[-1].rstrip(".") in LEGAL:
                    words.pop()
                heads.update((words[0], words[-1]))
                heads.update(word for word, link in pairwise(words) if link in _LINKS)
        return self._heads[entity]
