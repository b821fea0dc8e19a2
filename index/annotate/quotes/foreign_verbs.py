"""Verbs of saying that no list holds, told by their endings and by where they stand: "…", espetó Marsk."""

from ..lexicon.lists import load
from .scene import Scene

_ENDINGS = {
    "de": ("t", "te", "ten"),
    "es": ("ó", "aron", "ieron"),
    "fr": ("a", "ait", "aient"),
    "it": ("ò", "ì", "arono", "irono"),
    "pt": ("ou", "eu", "iu", "aram", "eram"),
}
"""Ends of verbs that hardly another word has; the present tense is told by the name after it."""
_PRESENT = {
    "de": ("t", "en"),
    "es": ("a", "e", "an", "en"),
    "fr": ("e", "t", "ent"),
    "it": ("a", "e", "ano", "ono"),
    "pt": ("a", "e", "am", "em"),
}
_PARTICIPLES = {
    "de": ("t", "en"),
    "es": ("ado", "ido", "cho", "sto", "rito"),
    "fr": ("é", "dit", "crit", "clu", "nu", "du"),
    "it": ("ato", "ito", "uto", "tto", "sto", "so"),
    "pt": ("ado", "ido", "ito", "sto"),
}
_JOINED = ("-il", "-elle", "-ils", "-elles", "-on")
_SHORTEST = 4
_NO_VERBS = frozenset(
    """
    nicht heute jetzt selbst bereits sonst meist zuletzt zunächst fast erst bitte letzte erste zweite dritte weit statt
    samt seit laut dort unten oben gegen zwischen neben außen innen wegen während mitten welt ainda agora mesmo onde
    porque sobre ante entre desde hasta durante contra para como cuando aunque mientras según pero antes ahora nunca
    luego cada dopo prima sempre anche come dove mentre oltre senza fuori ancora verso comme même encore contre notre
    votre autre presque ensuite depuis cela voilà déjà quelque chaque lorsque puisque quoique outre titre toute esta
    essa aquela este esse aquele toda todo quando embora além sem bem questa quella quelle queste nella della dalla
    sulla alla delle dalle
    """.split()
)


class VerbForms:
    """Tells verbs by their form in one scene; where they stand is for the caller to know."""

    def __init__(self, scene: Scene, words: dict[str, frozenset[str]]) -> None:
        """Take the scene and its language's word lists."""
        lang = scene.document.lang[:2].lower()
        self._scene = scene
        self._past = _ENDINGS[lang]
        self._present = _PRESENT[lang]
        self._participles = _PARTICIPLES[lang]
        self._aux = words["aux"]
        self._small = _NO_VERBS | words["stops"] | words["links"] | words["determiners"] | words["he"] | words["she"]

    def past(self, token: int) -> bool:
        """Whether a token's ending is that of a verb in the past, or a pronoun is joined to it: "réagit-il"."""
        word = self._scene.lower[token]
        return self._plain(token) and (word.endswith(self._past) or word.endswith(_JOINED))

    def present(self, token: int) -> bool:
        """Whether a token may be a verb in the present: nouns have these endings, too."""
        return self._plain(token) and self._scene.lower[token].endswith(self._present)

    def compound(self, token: int) -> bool:
        """Whether a token is a participle right after its auxiliary: "ha avanzado", "a insisté"."""
        lower = self._scene.lower
        return token > 0 and lower[token - 1] in self._aux and lower[token].endswith(self._participles)

    def _plain(self, token: int) -> bool:
        """Whether a token is one plain word in small letters that is no small word."""
        scene = self._scene
        word = scene.lower[token]
        letters = word.replace("-", "").replace("'", "")
        return (
            len(word) >= _SHORTEST
            and letters.isalpha()
            and not scene.is_capital(token)
            and word not in self._small
            and word not in self._aux
        )


def is_given_name(word: str) -> bool:
    """Whether a word is a known first name."""
    return any(word in load(names) for names in ("names_given", "names_male", "names_female"))


def may_be_given_name(word: str) -> bool:
    """Whether a word is a first name somewhere: many of these are other words elsewhere."""
    return is_given_name(word) or any(word in load(names) for names in ("names_male_more", "names_female_more"))
