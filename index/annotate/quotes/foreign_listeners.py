"""Speakers named behind whoever listened, in languages other than English: "a déclaré à la presse Helena Marsk"."""

from .foreign_verbs import may_be_given_name
from .foreign_words import LISTENER
from .scene import Scene

_PLACES = frozenset(("in", "en", "em", "su", "sur", "sul", "no", "na", "nel", "dans"))
"""Prepositions before where somebody says something."""


def behind_listener(scene: Scene, words: dict[str, frozenset[str]], first: int, high: int) -> int:
    """The token at which a person's name begins behind a listener.

    Args:
        scene: The article.
        words: The word lists of its language.
        first: The token of "à" or the like.
        high: The token behind the sentence.

    Returns:
        0 for none.
    """
    for token in range(first + 1, min(high, first + LISTENER)):
        if not scene.is_word(token) and scene.lower[token] != ".":
            return 0
        number = scene.mention_of[token]
        named = number is not None and scene.entities[scene.mentions[number].entity].type == "person"
        named = named or _behind_agency(scene, token, high)
        small = scene.lower[token - 1] in words["links"] | words["listeners"]
        if named and token > first + 1 and not small:
            return token
    return 0


def behind_place(scene: Scene, words: dict[str, frozenset[str]], first: int, high: int) -> int:
    """The token behind where something was said: "dichiara in una nota Marsk", "ha scritto su Twitter Anton Veyra".

    Returns:
        `first` where nothing of the kind stands.
    """
    if first + 3 >= high or scene.lower[first] not in _PLACES:
        return first
    noun = first + 1 + (scene.lower[first + 1] in words["determiners"])
    if noun > first + 1 and not scene.is_capital(noun) and scene.is_word(noun):
        named = scene.is_capital(noun + 1) or scene.lower[noun + 1] in words["determiners"]
        return noun + 1 if named else first
    return noun + 1 if scene.is_capital(noun) and may_be_given_name(scene.words[noun + 1]) else first


def _behind_agency(scene: Scene, token: int, high: int) -> bool:
    """Whether a name of two words follows initials: "explique à l'AFP Anton Veyra"."""
    before = scene.words[token - 1].replace("’", "'").rpartition("'")[2]
    initials = len(before) > 1 and before.isupper()
    return initials and token + 1 < high and all(map(scene.is_capital, (token, token + 1)))
