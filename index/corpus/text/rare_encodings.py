"""Encodings that few texts are in, and that statistics of bytes take for others: known by what they decode to.

EBCDIC of mainframes, Korean in Johab, UTF-7 that nothing declares, and the Greek, Hebrew and Arabic of DOS.
"""

import unicodedata
from collections import Counter

from ...lazy_pattern import lazy_pattern

_SPACE = 0x40
"""The blank of EBCDIC, which is @ in ASCII."""
EBCDIC = ("cp037", "cp500", "cp1140", "cp273", "cp1026")
"""Code pages of mainframes, where a byte 10 is no line's end."""
_EBCDIC_LETTERS = bytes((*range(0x81, 0x8A), *range(0x91, 0x9A), *range(0xA2, 0xAA), *range(0xC1, 0xCA),
                         *range(0xD1, 0xDA), *range(0xE2, 0xEA)))  # fmt: skip
_ODD = lazy_pattern(r"[{}\[\]|¢¬^~¦§¶\\]")
_SEVENS = lazy_pattern(rb"\+([A-Za-z0-9+/]{3,})-")
_BEYOND_ASCII = lazy_pattern("[^\0-\x7f]")
_PLAUSIBLE = lazy_pattern("[\u00a0-\u05ff\u0600-\u06ff\u0e00-\u0e7f\u1e00-\u20bf]*\\Z")
_SHAPES = lazy_pattern("[\ufb50-\ufdff\ufe70-\ufefc]+")
_FEW = 20
"""Characters beyond ASCII from which letters tell an encoding."""
_PARTS = 60
"""Characters for each one that parts words or sentences, at most."""
_READABLE = 0.98
"""Share of characters that must be letters and signs of living scripts."""
_KOREAN = 0.97
"""Share of syllables that must be among the 2,350 that Korean uses; of what is decoded wrongly a fifth is."""
_SURE = 0.72
"""Share of letters that must be the script's most frequent ones: of a text that is decoded rightly 80 to 90 % are."""
_BETTER = 0.15
"""By how much that share must be larger than in the encoding that bytes alone suggest."""
_BETTER_ALIKE = 0.08
"""The same for another encoding of the same script."""
# The letters that make up some 85 % of a text in each script, as a reader of it would list them.
_GREEK = frozenset("αάοόιίεέτσνηήυύρπκςμλώωδγ")
_HEBREW = frozenset("יוהלארתבשמנםדקעחפ")
_ARABIC = frozenset("اليمونرتبعدسفهةكقأ")
_CYRILLIC = frozenset("оеаинтсрвлкмдпуыяьгзбіѝйъ")
_SCRIPTS = {
    "cp737": _GREEK, "cp869": _GREEK, "mac_greek": _GREEK, "cp1253": _GREEK, "iso8859-7": _GREEK,
    "cp862": _HEBREW, "cp1255": _HEBREW, "iso8859-8": _HEBREW,
    "cp864": _ARABIC, "cp720": _ARABIC, "cp1256": _ARABIC, "iso8859-6": _ARABIC,
}  # fmt: skip
_RARE = ("cp737", "cp869", "mac_greek", "cp862", "cp864", "cp720")


def without_shapes(text: str) -> str:
    """Text whose Arabic letters are those that people type, not the shapes that DOS drew."""
    return _SHAPES.sub(lambda run: unicodedata.normalize("NFKC", run.group()), text)


def ebcdic(sample: bytes) -> str:
    """The EBCDIC code page of a text; "" if it is in none."""
    if len(sample) < _FEW or sample.count(_SPACE) < len(sample) // 14 or sample.count(b" ") > len(sample) // 100:
        return ""
    letters = len(sample) - len(sample.translate(None, _EBCDIC_LETTERS))
    if letters < 0.6 * len(sample):
        return ""
    counts = [(len(_ODD.findall(sample.decode(name, "replace"))), rank, name) for rank, name in enumerate(EBCDIC)]
    return min(counts)[2]


_LAST_LETTER = lazy_pattern(rb"[\xe0-\xfe]\xdf(?![\x80-\xdf])")


def is_cyrillic_of_mac(sample: bytes) -> bool:
    """Whether a text seems to be in Windows' Cyrillic, and is in the Macintosh's.

    Small letters are the same bytes in both, but for the last one, which is frequent: я is what Я is in Windows, and
    stood there within words.
    """
    return b"\xff" not in sample and _LAST_LETTER.search(sample) is not None


_PARTING = lazy_pattern("[ \n\u3001\u3002\uff0c\uff0e]")
_WIDE = lazy_pattern(
    "[\t\n\r -~\u00a0-\u024f\u0370-\u06ff\u0900-\u0e7f\u2010-\u2026"
    "\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]"
)


def may_be_wide(head: bytes) -> bool:
    """Whether bytes may be UTF-16 or UTF-32: zeros, or the second bytes of what parts words and sentences."""
    return b"\0" in head or b"\x02\x30" in head or b"\x30\x02" in head


def is_wide(head: bytes, name: str) -> bool:
    """Whether bytes are a text in UTF-16 in which hardly a character is of ASCII, such as Russian or Chinese.

    Args:
        head: an even number of bytes.
        name: `utf-16-le` or `utf-16-be`.
    """
    try:
        text = head.decode(name)
    except UnicodeDecodeError as error:
        if error.end < len(head) - 4:
            return False
        text = head[: error.start].decode(name)
    return (
        len(text) >= _FEW
        and len(_PARTING.findall(text)) * _PARTS >= len(text)
        and len(_WIDE.findall(text)) > _READABLE * len(text)
    )


def is_utf_7(sample: bytes) -> bool:
    """Whether the plus signs of an ASCII text begin letters in UTF-7: at least two runs, and no other run."""
    runs = _SEVENS.findall(sample)
    if len(runs) < 2:
        return False
    try:
        found = "".join((b"+%s-" % run).decode("utf-7") for run in runs)
    except UnicodeError:
        return False
    return bool(_PLAUSIBLE.match(found)) and bool(_BEYOND_ASCII.search(found))


def is_johab(sample: bytes) -> bool:
    """Whether bytes that are no text in the usual encodings of Korean are one in Johab."""
    characters = _BEYOND_ASCII.findall(sample.decode("johab", "ignore"))
    if len(characters) < _FEW:
        return False
    usual = sum(1 for char in characters if "가" <= char <= "힣" and _encodes(char, "euc_kr"))
    return usual > _KOREAN * len(characters)


def _encodes(char: str, name: str) -> bool:
    try:
        char.encode(name)
    except UnicodeError:
        return False
    return True


def of_dos(sample: bytes, suggested: str) -> str:
    """The encoding of DOS or Macintosh in which a text makes sense, if it makes none in the suggested one; else "".

    Args:
        sample: the text.
        suggested: the encoding that its bytes suggest.
    """
    best = max((_share(sample, name), -rank, name) for rank, name in enumerate(_RARE))
    if best[0] < _SURE:
        return ""
    scripts = (_SCRIPTS[suggested],) if suggested in _SCRIPTS else (_CYRILLIC,)
    told = max(_share(sample, suggested, script) for script in scripts)
    alike = suggested in _SCRIPTS and _SCRIPTS[suggested] is _SCRIPTS[best[2]]
    return best[2] if best[0] > told + (_BETTER_ALIKE if alike else _BETTER) else ""


def _share(sample: bytes, name: str, script: frozenset[str] | None = None) -> float:
    """Share of the characters beyond ASCII that are frequent letters of the script, in lower case where it has one."""
    text = sample.decode(name, "replace")
    if name == "cp864":
        text = without_shapes(text)
    counts = Counter(_BEYOND_ASCII.findall(text))
    if counts.total() < _FEW:
        return 0.0
    frequent = script or _SCRIPTS[name]
    return sum(count for char, count in counts.items() if char in frequent) / counts.total()
