"""The word lists of annotation: one word or phrase a line in `lexicon/NAME.txt`, `#` starts a comment."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The entries of `lexicon/NAME.txt` in file order, comments and blank lines left out.

    Raises:
        FileNotFoundError: There is no such lexicon.
    """
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    entries = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return [entry for entry in entries if entry]


@cache
def load(name: str) -> frozenset[str]:
    """The entries of `lexicon/NAME.txt` as a set, read once.

    Raises:
        FileNotFoundError: There is no such lexicon.
    """
    return frozenset(lines(name))
