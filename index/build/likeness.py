"""How alike two texts are: whether one is an edited version of the other."""

import re
from collections import Counter
from itertools import pairwise

from ..model import Article

_MOST = 20_000
"""Characters of a text that are compared."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")
"""A word; where words are not spaced, one character."""
_ALIKE = 0.6
"""Share of word pairs that two versions have in common; unrelated news of one desk has 0.05 to 0.15."""
_ALIKE_UNDER_ONE_TITLE = 0.3


def is_version(new: Article, old: Article) -> bool:
    """Whether an article is the edited version of another: nearly the same text, or less under the same title.

    Texts that share a form, as daily weather reports do, are not versions of each other: their titles and their dates
    both differ.
    """
    titles, dates = _words(new.title) == _words(old.title), new.date[:10] == old.date[:10]
    if not titles and not dates and new.title and old.title and new.date and old.date:
        return False
    needed = _ALIKE_UNDER_ONE_TITLE if titles and new.title else _ALIKE
    return likeness(new.text, old.text) >= needed


def likeness(one: str, other: str) -> float:
    """Share of neighbouring words that two texts have in common (Dice's coefficient), 0 to 1."""
    a, b = _pairs(one), _pairs(other)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def _pairs(text: str) -> Counter[tuple[str, str]]:
    words = _words(text)
    return Counter(pairwise(["", *words, ""]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_MOST].casefold())
