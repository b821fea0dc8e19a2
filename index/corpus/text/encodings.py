"""Bytes to text, whatever the encoding: what the file says of itself, then UTF-8, then what the bytes look like."""

import codecs
import re

from ...lazy_pattern import lazy_pattern
from . import latin_encodings, rare_encodings

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
_HIGH = lazy_pattern(rb"[\x80-\xff]")
_MULTIBYTE = lazy_pattern(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ISO_2022 = lazy_pattern(rb"\x1b(?:\$[@B]|\([BJ])")
_KOREAN = b"\x1b$)C"
"""How a text in ISO-2022-KR begins: it goes on in bytes that look like control characters."""
_HZ = lazy_pattern(rb"~\{(?:[\x21-\x77][\x21-\x7e]){4,}~\}")
"""Chinese in seven bits."""
_SEVEN_BITS = ("utf-7", "hz", "iso2022_kr")
"""Encodings whose texts are valid ASCII: only what declares them tells."""
_DECLARED = lazy_pattern(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
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

# What Windows has under the names of ISO: a byte that is a control character there tells it.
_OF_WINDOWS = {
    "iso8859-2": "cp1250",
    "iso8859-4": "cp1257",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-13": "cp1257",
    "iso8859-15": "cp1252",
}
_CONTROL = lazy_pattern(rb"[\x80-\x84\x86-\x9f]")
"""Control characters of ISO 8859 but the line break (0x85)."""


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
    if _KOREAN in head[:256] and _decodes(head, "iso2022_kr"):
        return "iso2022_kr"
    if _HZ.search(head) and _decodes(head, "hz"):
        return "hz"
    named = _codec(says)
    if named in _SEVEN_BITS and head.isascii() and _decodes(head, named):
        return named
    if b"-" in head and b"+" in head and head.isascii() and rare_encodings.is_utf_7(head):
        return "utf-7"
    if _decodes(head, "utf-8"):
        return "iso2022_jp_ext" if _ISO_2022.search(head) else "utf-8"
    if named in _OF_WINDOWS and _CONTROL.search(head):
        named = _OF_WINDOWS[named]
    if named and not named.startswith(("utf-16", "utf-32")) and _decodes(head, named):
        return named
    return _guess(head)


def decode(data: bytes, says: str = "") -> str:
    """Whole text of these bytes; never raises: what cannot be decoded becomes U+FFFD."""
    name = detect(data, says)
    text = data.decode(name, "replace")
    if name == "utf-8" and "\ufffd" in text:
        text = "\n".join(_line(line) for line in data.split(b"\n"))
    return rare_encodings.without_shapes(text) if name == "cp864" else text


def _line(line: bytes) -> str:
    """A line of a text in UTF-8 of which some lines are in an older encoding: without one character in UTF-8."""
    try:
        return line.decode()
    except UnicodeError:
        old = not _MULTIBYTE.search(line)
        return line.decode(latin_encodings.guess(line)[0] if old else "utf-8", "replace")


def is_binary(head: bytes) -> bool:
    """Whether these bytes are no text in any encoding."""
    if any(head.startswith(mark) for mark, _ in _MARKS) or _without_mark(head) or _KOREAN in head[:256]:
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    zeros = head.count(0)
    if zeros and (zeros > max(3, len(head) // _ZEROS) or controls > zeros):
        return True  # a few in a text are damage: a disk or a program lost a line
    return controls > len(head) // 20


_CONTROLS = bytes((*range(1, 9), *range(14, 27), *range(28, 32)))


def _without_mark(head: bytes) -> str:
    """UTF-16 or UTF-32 without a byte order mark, by where the zero bytes of its spaces and Latin letters stand."""
    if not rare_encodings.may_be_wide(head):
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
    return next((name for name in ("utf-16-le", "utf-16-be") if rare_encodings.is_wide(head, name)), "")


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


def _is_mixed(sample: bytes) -> bool:
    """Whether some lines are in UTF-8 and the others in one of its predecessors, without a character in UTF-8."""
    lines = [line for line in sample.split(b"\n") if _HIGH.search(line)]
    broken = [line for line in lines[:-1] if not _decodes(line, "utf-8")]
    sound = len(lines[:-1]) - len(broken)
    return sound > 1 and 3 * sound >= len(lines) and not any(map(_MULTIBYTE.search, broken))


def _guess(head: bytes) -> str:
    sample = head[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    if not high:
        first = _HIGH.search(head)
        sample = head[first.start() - 512 if first and first.start() > 512 else 0 :][:_SAMPLE] if first else sample
        high = len(_HIGH.findall(sample))
    whole = sum(len(found) for found in _MULTIBYTE.findall(sample))
    if high and (whole > 0.9 * high or (whole and _is_mixed(sample))):  # UTF-8 with a few bytes or lines broken
        return "utf-8"
    mainframe = rare_encodings.ebcdic(sample)
    if mainframe:
        return mainframe
    latin, sure = latin_encodings.guess(sample) if high < _FEW or latin_encodings.is_latin(sample) else ("", False)
    if high < _FEW or sure:
        return latin
    if _decodes(sample, "johab") and not _decodes(sample, "cp949") and rare_encodings.is_johab(sample):
        return "johab"
    if latin_encodings.is_vietnamese(sample):
        return "cp1258"
    from charset_normalizer import from_bytes  # 8 ms to import, and hardly any file needs it

    found = from_bytes(sample, cp_isolation=_LIKELY.split()).best()
    name = _codec(found.encoding) if found else ""
    if name == "cp1251" and rare_encodings.is_cyrillic_of_mac(sample):
        return "mac-cyrillic"
    rare = rare_encodings.of_dos(sample, name or "cp1252")
    if rare:
        return rare
    return latin or latin_encodings.guess(sample)[0] if not name or name in _LATIN else name


_LATIN = ("cp1252", "cp1250", "iso8859-2")


def decoded(cell: object) -> object:
    """A cell of a table; one of bytes as the text in UTF-8 that it is, None if it is anything else."""
    if not isinstance(cell, bytes):
        return cell
    try:
        text = cell.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
