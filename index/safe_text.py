"""The one place through which text from documents passes on its way to a terminal.

Every replacement is one character for one, so that offsets into the text stay true.
"""

import re

_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1: escape sequences begin here
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of all that follows on the line
    "\u2028\u2029\ufff9-\ufffb\ud800-\udfff]"  # line separators, interlinear notes, halves of characters
)
_MARKS = frozenset("\u061c\u200e\u200f")
"""Marks that turn the direction of what stands beside them alone."""
_BREAKS = str.maketrans({"\n": " ", "\t": " "})


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)  # the picture of that control character
    return "\u2421" if code == 0x7F else "\ufffd"


def sanitise(text: str) -> str:
    """Text that is safe to print: control characters become visible ones, tabs a space; as long as it was."""
    return _HOSTILE.sub(_shown, text).replace("\t", " ")


def sanitise_line(text: str) -> str:
    """As `sanitise`, for what must stay on one line: line breaks become spaces."""
    return _HOSTILE.sub(_shown, text).translate(_BREAKS)


def sanitise_file(text: str) -> str:
    """As `sanitise`, for a text file: tabs stay, and the marks that right-to-left languages are written with."""
    return _HOSTILE.sub(lambda match: match.group() if match.group() in _MARKS else _shown(match), text)
