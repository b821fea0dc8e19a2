# cython: boundscheck=False, wraparound=False
"""The words of ASCII text in lower case, by a pattern, and in one pass over the characters.

`setup.py` makes C of the latter, with the types in `ascii_words.pxd`: only then is it faster.
"""

from __future__ import annotations

import re
from zlib import crc32

ASCII_WORD = re.compile(
    r"[a-z][a-z0-9]+(?:['&][a-z0-9]+)*"
    r"|[a-z](?:\.[a-z])+(?![a-z0-9])|\d+(?:[.,]\d+)+(?![a-z0-9])|[a-z0-9]+(?:['&][a-z0-9]+)*",
    re.ASCII,
)
"""A word; that a possessive 's is no part of it is left to who asks."""

COMPILED = not __file__.endswith(".py")

_LETTER, _DIGIT, _JOINER, _STOP, _COMMA = 1, 2, 3, 4, 5


def _kind(char: str) -> int:
    if "a" <= char <= "z":
        return _LETTER
    if "0" <= char <= "9":
        return _DIGIT
    return {"'": _JOINER, "&": _JOINER, ".": _STOP, ",": _COMMA}.get(char, 0)


def _crc(byte: int) -> int:
    """The CRC-32 of a byte, without the complements at the beginning and the end."""
    for _ in range(8):
        byte = byte >> 1 ^ (0xEDB88320 if byte & 1 else 0)
    return byte


_CRCS = b"".join(_crc(byte).to_bytes(4, "little") for byte in range(256))
_KINDS = bytes(_kind(chr(code)) for code in range(128))
"""What each character is to a word; 0 for nothing."""
_SLOTS = 1 << 16
_MOST = 1 << 15
"""Words after which all are forgotten: 3 MB."""


class AsciiScanner:
    """Finds words, and remembers them: a word that recurs is the same string, which has its hash already."""

    __slots__ = ("_filled", "_slots")

    def __init__(self) -> None:
        self._slots: list[str | None] = [None] * _SLOTS
        """A hash table with open addressing."""
        self._filled = 0

    def words(self, text: str) -> list[str]:
        """Find the words of a text in ASCII and lower case, in order; a possessive 's is left out."""
        found: list[str] = []
        data, table = text.encode("ascii"), _KINDS
        raw, kinds = data, table
        size = len(data)
        at = 0
        while at < size:
            kind = kinds[raw[at]]
            if kind == 0 or kind > 2:  # neither letter nor digit
                at += 1
                continue
            end = self._end(raw, kinds, at, size)
            last = end
            if end - at > 2 and raw[end - 1] == 115 and raw[end - 2] == 39:  # 's
                last = end - 2
            found.append(self._word(raw, at, last))
            at = end
        return found

    def checksums(self, text: str, figures: bool) -> bytearray:
        """Compute the CRC-32 of each word that `words` finds, in four bytes each, the lowest first.

        With `figures` only of those with a digit.
        """
        data, table, sums = text.encode("ascii"), _KINDS, _CRCS
        raw, kinds, crcs = data, table, sums
        size = len(data)
        found = bytearray(4 * (size // 2 + 1))
        filled = found
        at = number = 0
        while at < size:
            kind = kinds[raw[at]]
            if kind == 0 or kind > 2:
                at += 1
                continue
            end = self._end(raw, kinds, at, size)
            last = end
            if end - at > 2 and raw[end - 1] == 115 and raw[end - 2] == 39:  # 's
                last = end - 2
            if figures:
                place = at
                while place < last and kinds[raw[place]] != 2:
                    place += 1
                if place == last:
                    at = end
                    continue
            crc = 0xFFFFFFFF
            for place in range(at, last):
                entry = 4 * ((crc ^ raw[place]) & 255)
                low = crcs[entry] | crcs[entry + 1] << 8 | crcs[entry + 2] << 16
                high = crcs[entry + 3]
                crc = crc >> 8 ^ low ^ high << 24
            crc = crc ^ 0xFFFFFFFF
            filled[number] = crc & 255
            filled[number + 1] = crc >> 8 & 255
            filled[number + 2] = crc >> 16 & 255
            filled[number + 3] = crc >> 24
            number += 4
            at = end
        del found[number:]
        return found

    def token_checksums(self, text: str) -> tuple[bytearray, bytearray]:
        """Compute the CRC-32 of each run of letters and digits in ASCII text, as `checksums` does.

        First of those that begin with a capital letter, in lower case, then of those that begin with a small one.
        """
        data, sums = text.encode("ascii"), _CRCS
        raw, crcs = data, sums
        size = len(data)
        capitals, others = bytearray(4 * (size // 2 + 1)), bytearray(4 * (size // 2 + 1))
        filled_capitals, filled_others = capitals, others
        at = number = number_others = 0
        while at < size:
            code = raw[at]
            if not (97 <= code <= 122 or 65 <= code <= 90 or 48 <= code <= 57):
                at += 1
                continue
            first = code
            crc = 0xFFFFFFFF
            while 97 <= code <= 122 or 65 <= code <= 90 or 48 <= code <= 57:
                if first <= 90 and 65 <= code <= 90:
                    code += 32
                entry = 4 * ((crc ^ code) & 255)
                low = crcs[entry] | crcs[entry + 1] << 8 | crcs[entry + 2] << 16
                high = crcs[entry + 3]
                crc = crc >> 8 ^ low ^ high << 24
                at += 1
                if at == size:
                    break
                code = raw[at]
            crc = crc ^ 0xFFFFFFFF
            if first >= 97:
                filled_others[number_others] = crc & 255
                filled_others[number_others + 1] = crc >> 8 & 255
                filled_others[number_others + 2] = crc >> 16 & 255
                filled_others[number_others + 3] = crc >> 24
                number_others += 4
            elif first >= 65:
                filled_capitals[number] = crc & 255
                filled_capitals[number + 1] = crc >> 8 & 255
                filled_capitals[number + 2] = crc >> 16 & 255
                filled_capitals[number + 3] = crc >> 24
                number += 4
        del capitals[number:]
        del others[number_others:]
        return capitals, others

    def checksums_of(self, words: list[str]) -> bytearray:
        """Compute the CRC-32 of each of some words in UTF-8, in four bytes each, the lowest first."""
        sums = _CRCS
        crcs = sums
        found = bytearray(4 * len(words))
        filled = found
        number = 0
        for word in words:
            length = len(word)
            crc = 0xFFFFFFFF
            place = 0
            while place < length:
                code = ord(word[place])
                if code > 127:
                    break
                entry = 4 * ((crc ^ code) & 255)
                low = crcs[entry] | crcs[entry + 1] << 8 | crcs[entry + 2] << 16
                high = crcs[entry + 3]
                crc = crc >> 8 ^ low ^ high << 24
                place += 1
            crc = crc32(word.encode("utf-8", "surrogatepass")) if place < length else crc ^ 0xFFFFFFFF
            filled[number] = crc & 255
            filled[number + 1] = crc >> 8 & 255
            filled[number + 2] = crc >> 16 & 255
            filled[number + 3] = crc >> 24
            number += 4
        return found

    def _end(self, raw: bytes, kinds: bytes, at: int, size: int) -> int:
        """Where the word that begins at a letter or digit ends: an acronym, a number, or letters and digits."""
        end = at + 1
        if kinds[raw[at]] == 1:
            if end == size or not 0 < kinds[raw[end]] < 3:
                while end + 1 < size and kinds[raw[end]] == 4 and kinds[raw[end + 1]] == 1:  # u.s
                    end += 2
                if end > at + 1 and end < size and 0 < kinds[raw[end]] < 3:
                    end -= 2
                if end > at + 1:
                    return end
        else:
            while end < size and kinds[raw[end]] == 2:
                end += 1
            first = before = end
            while end + 1 < size and kinds[raw[end]] > 3 and kinds[raw[end + 1]] == 2:  # 1,000.5
                before = end
                end += 2
                while end < size and kinds[raw[end]] == 2:
                    end += 1
            if end > first and end < size and kinds[raw[end]] == 1:
                end = before
            if end > first:
                return end
            end = at + 1
        while end < size and 0 < kinds[raw[end]] < 3:
            end += 1
        while end + 1 < size and kinds[raw[end]] == 3 and 0 < kinds[raw[end + 1]] < 3:  # o'brien, at&t
            end += 2
            while end < size and 0 < kinds[raw[end]] < 3:
                end += 1
        return end

    def _word(self, raw: bytes, at: int, end: int) -> str:
        """The string of a word, the same as before if it is remembered."""
        slots = self._slots
        length = end - at
        key = 0
        for place in range(at, end):
            key = (key * 31 + raw[place]) & 0x7FFFFFFF
        slot = (key ^ (key >> 15)) & 0xFFFF
        while True:
            known = slots[slot]
            if known is None:
                break
            word = known
            if len(word) == length:
                place = 0
                while place < length and ord(word[place]) == raw[at + place]:
                    place += 1
                if place == length:
                    return word
            slot = (slot + 1) & 0xFFFF
        word = raw[at:end].decode("ascii")
        if self._filled == _MOST:
            self._slots = [None] * _SLOTS
            self._filled = 0
        else:
            slots[slot] = word
            self._filled += 1
        return word
