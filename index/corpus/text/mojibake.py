"""Text in UTF-8 that a program read in another encoding and saved so: `â€™` for ’, `Ã©` for é, `‚Äú` for “.

It is mended only where it is certain: where what no language writes stands there, or where nearly all letters beyond
ASCII are such pairs.
"""

import re

from ...lazy_pattern import lazy_pattern

_BYTES = {
    character: byte
    for byte in range(0x80, 0x100)
    for character in (chr(byte), *([bytes([byte]).decode("cp1252", "replace")] if byte < 0xA0 else ()))
    if character != "\ufffd"
}
"""Character -> its byte in Windows-1252; some programs leave a control character in its place."""
_TRAIL = "[" + re.escape("".join(character for character, byte in _BYTES.items() if byte < 0xC0)) + "]"
_PAIR = lazy_pattern(f"[\u00c2-\u00df]{_TRAIL}|[\u00e0-\u00ef]{_TRAIL}{{2}}|[\u00f0-\u00f4]{_TRAIL}{{3}}")
"""What a character in UTF-8 looks like in Windows-1252."""
_ANY = lazy_pattern(f"[\u00c2-\u00f4]{_TRAIL}")
"""The beginning of every pair; without alternatives it is found in a fifth of the time."""
_SIGNS = lazy_pattern(f"\u00e2\u20ac{_TRAIL}")
"""Quotation marks and dashes: no language has these letters in a row."""
_OF_MACINTOSH = {sign.encode().decode("mac_roman"): sign for sign in "‘’‚“”„–—…•€"}
"""The same of the old Macintosh: `‚Äô` for ’."""
_LOST_END = lazy_pattern(r"\u00e2\u20ac(?=[\s.,;:!?)]|\Z)")
"""A closing quotation mark whose last byte some programs drop."""
_BETWEEN = "\x1f"
"""The separator of units, a control character that no text keeps."""
_SHARE = 0.9
_TIMES = 2
"""Times that a text may have been saved so."""


def mended(*texts: str) -> list[str]:
    """Return texts of one article as they were before they were read in the wrong encoding.

    They are judged together: a headline of one accent is not certain by itself. Unchanged if that is not certain.
    """
    if all(map(str.isascii, texts)):
        return list(texts)
    found = _mended(_BETWEEN.join(texts)).split(_BETWEEN)
    return found if len(found) == len(texts) else list(texts)


def _mended(text: str) -> str:
    for _ in range(_TIMES):
        found = _mended_once(text)
        if found == text:
            break
        text = found
    return text


def _mended_once(text: str) -> str:
    if "\u201a\u00c4" in text:
        for seen, sign in _OF_MACINTOSH.items():
            text = text.replace(seen, sign)
    pairs = _PAIR.findall(text) if _ANY.search(text) else []
    if not pairs:
        return text
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if sum(map(len, pairs)) >= _SHARE * beyond and any(map(_is_sure, pairs)):
        text = _PAIR.sub(_from_windows, text)
    elif "\u00e2\u20ac" in text:
        marks = "\u00e2\u20ac\u0153" in text  # an opening one
        text = _SIGNS.sub(_from_windows, text)
        return _LOST_END.sub("\u201d", text) if marks else text
    return text


def _is_sure(pair: str) -> bool:
    """Whether a pair is no capital letter before a sign: `IRMÃ”`, `AMANHÃ »` in Portuguese."""
    return len(pair) > 2 or pair[1].isalpha() or (pair[1] not in "\u00ab\u00bb" and "\u00a0" < pair[1] < "\u00c0")


def _from_windows(match: re.Match[str]) -> str:
    try:
        return bytes([_BYTES[character] for character in match[0]]).decode()
    except UnicodeError:
        return match[0]
