"""Sanitising of document text; everything that is printed to a terminal passes through here.

Every character is replaced by exactly one character, so offsets into the text stay valid.
"""

import re

_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1: escape sequences begin here
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that change the text direction for the rest of the line
    "\u2028\u2029\ufff9-\ufffb\ud800-\udfff]"  # line separators, interlinear notes, halves of characters
)
_HOSTILE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]")
_MARKS = frozenset("\u061c\u200e\u200f")
"""Direction marks that affect only the neighbouring characters."""
_BREAKS = str.maketrans({"\n": " ", "\t": " "})


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)  # the picture of that control character
    return "\u2421" if code == 0x7F else "\ufffd"


def sanitise(text: str) -> str:
    """Return text that is safe to print, of the same length: control characters made visible, tabs as spaces."""
    return _HOSTILE.sub(_shown, text).replace("\t", " ")


def sanitise_line(text: str) -> str:
    """Sanitise text that must stay on one line: as `sanitise`, with line breaks as spaces."""
    return _HOSTILE.sub(_shown, text).translate(_BREAKS)


def sanitise_file(text: str) -> str:
    """Sanitise text for a file: as `sanitise`, keeping tabs and the marks of right-to-left scripts."""
    return _HOSTILE.sub(lambda match: match.group() if match.group() in _MARKS else _shown(match), text)


def escape_json(encoded: str) -> str:
    """Escape in JSON what an encoder leaves as it is and a terminal obeys: the strings stay the same."""
    return _HOSTILE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", encoded)
