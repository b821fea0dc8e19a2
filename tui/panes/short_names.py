"""Names that do not fit: by their acronym, else cut in the middle, where names differ least. No widgets here."""

import re
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size

_ACRONYM = re.compile(r"[A-Z][A-Za-z.&-]*[A-Z]\.?")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_TAIL = 3
"""Cells that are left of a name's end, at least, where it is cut in the middle."""


def ending(text: str, width: int) -> str:
    """Return the end of a text that does not fit, behind an ellipsis: what is being typed stays in view."""
    if cell_len(text) <= width:
        return text
    while cell_len(text) > width - 1:
        text = text[1:]
    return f"…{text}"


def shortened(name: str, aliases: Iterable[str], width: int) -> str:
    """Return a name that fits into some cells: itself, its shortest acronym, or its beginning and end."""
    if cell_len(name) <= width:
        return name
    acronyms = [alias for alias in aliases if cell_len(alias) <= width and is_acronym(alias, name)]
    return min(acronyms, key=lambda alias: (len(alias), alias)) if acronyms else elided(name, width)


def is_acronym(alias: str, name: str) -> bool:
    """Return whether an alias is made of initials of a name's words, in their order: OPEC, E.E.C.

    At least two, the first among them: other aliases say less than a part of the name.
    """
    letters = [letter for letter in alias if letter.isalpha()]
    if len(letters) < 2 or not _ACRONYM.fullmatch(alias) or sum(map(str.isupper, letters)) * 2 <= len(letters):
        return False
    initials = iter([word[0].upper() for word in _WORD.findall(name)])
    first = _WORD.search(name)
    return (
        first is not None
        and letters[0].upper() == first[0][0].upper()
        and all(letter.upper() in initials for letter in letters)
    )


def elided(text: str, width: int) -> str:
    """Return a text cut in the middle so that it fits into some cells; its last word stays whole if that is short."""
    if cell_len(text) <= width:
        return text
    last = cell_len(text.rpartition(" ")[2])
    tail = last if last <= width * 3 // 5 else max(_SHORTEST_TAIL, width // 3)
    if width <= 2 * _SHORTEST_TAIL:
        return f"{set_cell_size(text, width - 1).rstrip()}…" if width > 0 else ""
    end = text
    while cell_len(end) > tail:
        end = end[1:]
    start = set_cell_size(text, width - 1 - cell_len(end)).rstrip()
    return f"{start}…{end.lstrip()}"
