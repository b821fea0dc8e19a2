"""Texts whose words each have their class behind a slash, as in the Brown corpus: `The/at jury/nn said/vbd ./.`.

The words are put together to a text again, so that what stood between them and their signs is a guess.
"""

from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...draft import Draft, Flaw, Input
from ...text.lines import whole
from .tagged_tokens import joined

_WORD = lazy_pattern(r"(?P<word>\S+)/(?P<tag>[A-Za-z$*'+.,:;()`-]{1,12})\Z")
_FEWEST = 8
_PROBED = 200
"""Words that show what a text is."""
_MOST = 0.95
"""Share of words that must have a class."""
_PUNCTUATION = frozenset((",/,", "./.", "./Fp", ",/Fc", "./SENT", "./PUNCT", ",/PUNCT", "./$.", ",/$,"))


def looks_like(text: str) -> bool:
    """Whether nearly every word of a text has a class, and a full stop or comma has one too."""
    words = text[:8000].split()[:_PROBED]
    if len(words) < _FEWEST or not any(word in _PUNCTUATION for word in words):
        return False
    return sum(1 for word in words if _WORD.match(word)) >= _MOST * len(words)


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the one text of a file, a line a paragraph.

    Raises:
        Unreadable: it is too long.
    """
    paragraphs = (
        joined([match["word"] if (match := _WORD.match(word)) else word for word in line.split()])
        for line in whole(given).splitlines()
    )
    yield Draft(text="\n\n".join(filter(None, paragraphs)), wrapped=False)
