"""The words of a span in quotation marks: how many, whether they are a title, whether they go on with another span."""

import re

from ..text.marks import Marked
from .scene import Scene

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SHORT_WORD = 3
_SMALL = frozenset(("with", "from", "into", "over", "upon", "than", "that", "when", "your"))
"""Longer words that titles spell small."""
_LONGEST_AMID = 25
"""Tokens, at most, of the attribution between two spans of one quote."""


def count_words(text: str, mark: Marked) -> int:
    """Return how many words a span of a text holds."""
    return len(_WORD.findall(text, mark.start, mark.end))


def is_title_case(text: str, mark: Marked) -> bool:
    """Return whether a span of a text is written like a title or name."""
    words = _WORD.findall(text, mark.start, mark.end)
    long = [word for word in words if len(word) > _SHORT_WORD and word not in _SMALL]
    return all(word[0].isupper() or word[0].isdigit() for word in long or words) and words[0][0].isupper()


def resumes(scene: Scene, above: int, number: int) -> bool:
    """Return whether a span goes on with the one before it after its attribution: “A,” he said, “b.”.

    Args:
        scene: What holds the spans.
        above: The number of the span before.
        number: The number of the span.
    """
    first = scene.token_at(scene.marks[above].outer_end)
    last = scene.token_at(scene.marks[number].outer)
    if scene.sentence_of(max(0, first - 1)) != scene.sentence_of(last) or last - first > _LONGEST_AMID or last == first:
        return False
    return scene.lower[last - 1] == "," and scene.text[scene.marks[above].end - 1] == ","
