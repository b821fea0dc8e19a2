"""Bytes to text, whatever the encoding: what the file says of itself, then UTF-8, then what the bytes look like."""

import codecs
import re

from charset_normalizer import from_bytes

_SAMPLE = 32 * 1024
"""Bytes that detection looks at: it takes time by the byte, and more tells it nothing new."""
_FEW = 8
"""Bytes beyond ASCII below which statistics say nothing; Western European is then the likeliest."""

_ZEROS = 200
"""Bytes of text for every zero byte in it, at least; in binary data there are more."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What news was ever written in: the rarer ones differ from these by a few letters, and are guessed wrongly.
_LIKELY: str = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859_2 iso8859_5 iso8859_6 iso8859_7 iso8859_8"
    " koi8_r koi8_u cp866 cp855 mac_cyrillic big5 gb18030 euc_jp cp932 cp949 tis_620"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ISO_2022 = re.compile(rb"\x1b(?:\$[@B]|\([BJ])")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
# Names that pages use for something wider: browsers read them so too.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}


def declared(head: bytes) -> str:
    """The charset that an HTML meta element or an XML declaration names within the first 4 KB, or ""."""
    head = head[:4096].replace(b"\0", b"")
    folded = head.lower()
    if b"charset" not in folded and b"encoding" not in folded:
        return ""
    match = _DECLARED.search(head)
    return match[1].decode("ascii") if match else ""


def detect(head: bytes, says: str = "") -> str:
    """Name of the codec for text that begins with these bytes.

    Args:
        head: the beginning of the text, cut anywhere.
        says: the encoding that the text declares, believed only if it decodes the head.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _without_mark(head)
    if wide:
        return wide
    if _decodes(head, "utf-8"):
        return "iso2022_jp_ext" if _ISO_2022.search(head) else "utf-8"
    named = _codec(says)
    if named and not named.startswith(("utf-16", "utf-32")) and _decodes(head, named):
        return named
    return _guess(head)


def decode(data: bytes, says: str = "") -> str:
    """Whole text of these bytes; never raises: what cannot be decoded becomes U+FFFD."""
    name = detect(data, says)
    return data.decode(name, "replace")


def is_binary(head: bytes) -> bool:
    """Whether these bytes are no text in any encoding."""
    if any(head.startswith(mark) for mark, _ in _MARKS) or _without_mark(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    zeros = head.count(0)
    if zeros and (zeros > max(3, len(head) // _ZEROS) or controls > zeros):
        return True  # a few in a text are damage: a disk or a program lost a line
    return controls > len(head) // 20


_CONTROLS = bytes((*range(1, 9), *range(14, 27), *range(28, 32)))


def _without_mark(head: bytes) -> str:
    """UTF-16 or UTF-32 without a byte order mark, by where the zero bytes of its spaces and Latin letters stand."""
    if b"\0" not in head:
        return ""
    head = head[: min(len(head), 4096) & ~3]
    if len(head) < 8:
        return ""
    quarter = len(head) // 4
    zeros = [head[i::4].count(0) for i in range(4)]
    if zeros[1] > 0.9 * quarter and zeros[2] > 0.9 * quarter and zeros[3] > 0.9 * quarter and zeros[0] < quarter // 10:
        return "utf-32-le"
    if zeros[0] > 0.9 * quarter and zeros[1] > 0.9 * quarter and zeros[2] > 0.9 * quarter and zeros[3] < quarter // 10:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if odd > quarter // 2 and even < odd // 10 and _decodes(head, "utf-16-le"):
        return "utf-16-le"
    if even > quarter // 2 and odd < even // 10 and _decodes(head, "utf-16-be"):
        return "utf-16-be"
    return ""


def _codec(name: str) -> str:
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # Codecs that turn bytes into bytes (zlib, hex …) are no encodings of text.
    if not getattr(info, "_is_text_encoding", True):
        return ""
    return _WIDER.get(info.name, info.name)


def _decodes(data: bytes, name: str) -> bool:
    """Whether the bytes are valid, a character cut off at the end apart."""
    try:
        codecs.getincrementaldecoder(name)("strict").decode(data)
    except (UnicodeError, ValueError):
        return False
    return True


def _guess(head: bytes) -> str:
    sample = head[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    if not high:
        first = _HIGH.search(head)
        sample = head[first.start() - 512 if first and first.start() > 512 else 0 :][:_SAMPLE] if first else sample
        high = len(_HIGH.findall(sample))
    whole = sum(len(found) for found in _MULTIBYTE.findall(sample))
    if high and whole > 0.9 * high:  # UTF-8 with a few bytes broken
        return "utf-8"
    if high < _FEW:
        return _latin(sample)
    found = from_bytes(sample, cp_isolation=_LIKELY.split()).best()
    name = _codec(found.encoding) if found else ""
    return _latin(sample) if not name or name in _LATIN else name


_LATIN = ("cp1252", "cp1250", "iso8859-2")
_MISPLACED = re.compile(
    "(?<=[^\\W\\d_])(?:[\u00a1-\u00a9\u00ac-\u00bf\u00d7\u00f7\u02c7-\u02dd\ufffd](?=[^\\W\\d_])|[\u00b1\u00b6\u00b9\u00bc\u00be\u00bf])"
)


def _latin(sample: bytes) -> str:
    """The Latin alphabet in which fewest signs stand between letters: to statistics, they look alike."""
    return min(_LATIN, key=lambda name: len(_MISPLACED.findall(sample.decode(name, "replace"))))
