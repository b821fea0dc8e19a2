"""What an article says of the people in it: titles, appositions, and so their gender and roles."""

from ..lexicon.lists import load
from .cues import cue_forms
from .scene import Scene

_MALE = frozenset(("mr", "sir", "lord", "king", "prince", "pope", "father", "monsieur", "herr", "señor", "brother"))
_FEMALE = frozenset(("mrs", "ms", "miss", "lady", "queen", "princess", "madame", "frau", "señora", "dame", "sister"))
_OWNED = frozenset(("of", "for", "to"))
_DETERMINERS = load("determiners")
_VERBS = (load("finite_verbs") | cue_forms((), "")[0].keys()) - load("nominals_person")
"""Verbs, which are no part of a title."""
_RELATIVES = frozenset(("who", "which", "whose", "whom", "where"))
_ENDS = frozenset(("and", "with", "by", "to", "that"))
_SAID = frozenset(("said", "says", "added"))
_PRONOUNS = {"he": "m", "she": "f"}
_ASIDE = 25
"""Tokens, at most, of an aside behind a name."""
_LONGEST = 9
"""Tokens, at most, of a title or apposition."""
MALE_NOUNS = load("words_male")
FEMALE_NOUNS = load("words_female")


class People:
    """The people of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.by_type = [entity.type for entity in scene.entities]
        self._genders: dict[int, str] = {}
        self._titles: dict[int, set[str]] | None = None
        self._own: dict[int, str] | None = None

    def gender(self, entity: int) -> str:
        """`m`, `f` or "" for a person: by title, first name, and the words beside its mentions."""
        if entity not in self._genders:
            self._genders[entity] = self._find_gender(entity)
        return self._genders[entity]

    def _find_gender(self, entity: int) -> str:
        scene = self.scene
        known = scene.entities[entity]
        firsts = [name.split()[0] for name in (known.name, *known.aliases)]
        for first in firsts:
            if first in load("names_male"):
                return "m"
            if first in load("names_female"):
                return "f"
            if first.lower().rstrip(".") in _MALE:
                return "m"
            if first.lower().rstrip(".") in _FEMALE:
                return "f"
        if told := self._told().get(entity, ""):
            return told
        for first in firsts:
            if first in load("names_male_more"):
                return "m"
            if first in load("names_female_more"):
                return "f"
        words = self.titles().get(entity, set())
        if words & _MALE or words & MALE_NOUNS:
            return "" if words & _FEMALE or words & FEMALE_NOUNS else "m"
        return "f" if words & _FEMALE or words & FEMALE_NOUNS else ""

    def _told(self) -> dict[int, str]:
        """Person -> gender by what they are reported to say of themselves: "Ann Lee, its head, said she was late"."""
        if self._own is not None:
            return self._own
        lower = self.scene.lower
        self._own = found = {}
        for number, mention in enumerate(self.scene.mentions):
            if self.by_type[mention.entity] != "person":
                continue
            verb = self.scene.mention_tokens[number][1]
            if verb < len(lower) and lower[verb] == ",":
                end = min(len(lower), verb + _ASIDE)
                verb = next((token + 1 for token in range(verb + 2, end) if lower[token] == ","), verb)
            told = _PRONOUNS.get(lower[verb + 1], "") if verb + 1 < len(lower) and lower[verb] in _SAID else ""
            if told:
                found[mention.entity] = told if found.get(mention.entity, told) == told else ""
        return found

    def titles(self) -> dict[int, set[str]]:
        """Person -> the words of the titles and appositions beside their mentions, in lower case."""
        if self._titles is not None:
            return self._titles
        scene = self.scene
        lower = scene.lower
        titles: dict[int, set[str]] = {}
        for number, mention in enumerate(scene.mentions):
            if self.by_type[mention.entity] != "person":
                continue
            words = titles.setdefault(mention.entity, set())
            first, last = scene.mention_tokens[number]
            words.update(lower[first:last])
            if first and lower[first - 1] in _OWNED:
                continue  # "an ally of Ann Lee" is not she
            if not first or lower[first - 1] not in _DETERMINERS:  # "the Lee team" is not she either
                self._before(words, first)
            if last < len(lower) and lower[last] in (",", "("):
                words.update(self._apposition(last + 1, first))
        self._titles = titles
        return titles

    def _before(self, words: set[str], first: int) -> None:
        """Add the words of the titles before a name that begins at token `first`."""
        scene = self.scene
        lower = scene.lower
        for token in range(first - 1, max(-1, first - _LONGEST), -1):
            word = lower[token]
            if not scene.is_word(token):
                ends = word == "." and token and not scene.is_capital(token - 1)
                if word not in (",", ".", "-") or ends:
                    return
                continue
            other = scene.mention_of[token]
            if other is not None and self.by_type[scene.mentions[other].entity] == "person":
                return
            if word in _VERBS:
                return  # "the judge asked Ann Lee" calls her nothing
            words.update(word.removesuffix("'s").split("-"))
            words.add(word)
            if word in _ENDS:
                return

    def _apposition(self, first: int, name: int) -> set[str]:
        """The words of the apposition at token `first` to a name at another; none if its verb makes it a clause."""
        scene = self.scene
        begins = scene.opens_sentence(name) or (
            name > 0 and (scene.inside[name - 1] > 0 or scene.lower[name - 1] == ",")
        )
        found: set[str] = set()
        for token in range(first, min(first + _LONGEST - 1, len(scene.lower))):
            word = scene.lower[token]
            if word in (".", ",", ")") and token > first:
                break
            if word in _VERBS and not scene.is_capital(token):
                # "They met Ann Lee, the minister said": not she is the minister. "Ann Lee, a minister said": she is.
                return found if begins or found & _RELATIVES else set()
            found.add(word)
        return found
