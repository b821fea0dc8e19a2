"""Speakers named behind whoever listened, in languages other than English: "a déclaré à la presse Helena Marsk"."""

from .foreign_words import LISTENER
from .scene import Scene


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


def _behind_agency(scene: Scene, token: int, high: int) -> bool:
    """Whether a name of two words follows initials: "explique à l'AFP Anton Veyra"."""
    before = scene.words[token - 1].replace("’", "'").rpartition("'")[2]
    initials = len(before) > 1 and before.isupper()
    return initials and token + 1 < high and all(map(scene.is_capital, (token, token + 1)))
