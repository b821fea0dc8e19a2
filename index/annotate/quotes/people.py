"""What an article says of the people in it: titles, appositions, and so their gender and roles."""

from ..lexicon.lists import load
from .scene import Scene

_MALE = frozenset(("mr", "sir", "lord", "king", "prince", "pope", "father", "monsieur", "herr", "señor", "brother"))
_FEMALE = frozenset(("mrs", "ms", "miss", "lady", "queen", "princess", "madame", "frau", "señora", "dame", "sister"))
_OWNED = frozenset(("of", "for", "to"))
MALE_NOUNS = load("words_male")
FEMALE_NOUNS = load("words_female")


class People:
    """The people of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.by_type = [entity.type for entity in scene.entities]
        self._genders: dict[int, str] = {}
        self._titles: dict[int, set[str]] | None = None

    def gender(self, entity: int) -> str:
        """`m`, `f` or "" for a person: by title, first name, and the words beside its mentions."""
        if entity not in self._genders:
            self._genders[entity] = self._find_gender(entity)
        return self._genders[entity]

    def _find_gender(self, entity: int) -> str:
        scene = self.scene
        known = scene.entities[entity]
        for name in (known.name, *known.aliases):
            first = name.split()[0]
            if first in load("names_male") or first in load("names_male_more"):
                return "m"
            if first in load("names_female") or first in load("names_female_more"):
                return "f"
            if first.lower().rstrip(".") in _MALE:
                return "m"
            if first.lower().rstrip(".") in _FEMALE:
                return "f"
        words = self.titles().get(entity, set())
        if words & _MALE or words & MALE_NOUNS:
            return "" if words & _FEMALE or words & FEMALE_NOUNS else "m"
        return "f" if words & _FEMALE or words & FEMALE_NOUNS else ""

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
            token = first - 1
            if token >= 0 and lower[token] in _OWNED:
                continue  # "an ally of Ann Lee" is not she
            while token >= 0 and first - token < 9:
                word = lower[token]
                if not scene.is_word(token):
                    if word in (",", ".", "-"):
                        token -= 1
                        continue
                    break
                if (other := scene.mention_of[token]) is not None and self.by_type[
                    scene.mentions[other].entity
                ] == "person":
                    break
                words.update(word.removesuffix("'s").split("-"))
                words.add(word)
                if word in ("said", "says", "told", "and", "with", "by", "to", "that"):
                    break
                token -= 1
            if last < len(lower) and lower[last] in (",", "("):
                for token in range(last + 1, min(last + 9, len(lower))):
                    if lower[token] in (".", ",", ")") and token > last + 1:
                        break
                    words.add(lower[token])
        self._titles = titles
        return titles
