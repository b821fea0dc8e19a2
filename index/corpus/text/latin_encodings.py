"""Which of the encodings of Latin letters a text is in: the one in which its accented letters make a language.

To statistics of bytes these encodings look alike: byte E8 is è in Western, č in Central European and Baltic texts.
"""

import unicodedata
from collections import Counter

from ...lazy_pattern import lazy_pattern
from . import language_detection

_ENCODINGS = (
    "cp1252 cp1250 iso8859-2 cp1254 cp1257 iso8859-16 iso8859-4 iso8859-15 mac-roman cp850 cp437 cp852 mac-latin2"
    " cp775 cp857"
).split()
"""The likelier ones first: of those that fit as well, the first is taken."""
_RARE = "iso8859-13 iso8859-10 iso8859-3 mac-turkish mac-iceland mac-croatian mac-romanian cp865 cp861 cp860".split()
"""Encodings that are asked only where the language is known."""
_LETTERS = {
    "fr": "àâæçéèêëîïôœùûüÿ",
    "de": "äöüßé",
    "es ca gl eu": "áéíñóúüçàèòïº",
    "pt": "áàâãçéêíóôõúü",
    "it": "àèéìíîòóùú",
    "nl af": "áâéêëèïíîôöóûúü",
    "da fi no nb nn sv": "åäöæøéüà",
    "is fo": "áæðéíóöþúýø",
    "pl": "ąćęłńóśźż",
    "cs": "áäčďéěíňóöřšťúůüýž",
    "sk": "áäčďéíľĺňóôöŕšťúüýž",
    "hu": "áéíóöőúüű",
    "ro": "ăâîșțşţ",
    "bs hr sl sr": "čćđšž",
    "tr az": "âçğıîöşûüİə",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņōŗšūž",
    "et": "äõöüšž",
    "sq": "çë",
    "mt": "àċèġħìîòùż",
    "eo": "ĉĝĥĵŝŭ",
}
_ALPHABETS = {languages: frozenset(letters + letters.upper()) for languages, letters in _LETTERS.items()}
_BY_LANGUAGE = {language: letters for languages, letters in _ALPHABETS.items() for language in languages.split()}
_SHORTEST = 80
"""Letters of ASCII from which they tell the language."""
_NOT_BEHIND_LETTERS = frozenset("‹›«“‘„–—¡¿½¼¾×²³£€§©")
"""Marks that do not stand behind a letter, unless they join two words."""
_BETWEEN = frozenset("’–—\u00ad")
"""Marks that may stand between two letters."""
_VIETNAMESE = lazy_pattern("[ăâđêôơưĂÂĐÊÔƠƯ\u00c0-\u00ff\u1ea0-\u1ef9ĩũĨŨ]")
_MARKS = frozenset("“”‘’„–—…«»‹›£€§°©®™·•¿¡½¼¾×²³ªº\u00a0\u00ad")
"""What stands in texts of any language; a low single quote is not: it is é in the encodings of DOS."""
_BEYOND_ASCII = lazy_pattern("[^\0-\x7f]")
_RUN = lazy_pattern(rb"[\x80-\xff]+")
_LONGEST_RUN = 1.6
"""Mean length of runs of bytes beyond ASCII from which a text is in another script: letters with accents are alone."""
_SURE = 0.98
"""Share of characters beyond ASCII that must be letters of one language, or marks."""


def is_latin(sample: bytes) -> bool:
    """Whether the bytes beyond ASCII stand alone, as accented letters do in a Latin alphabet."""
    runs = _RUN.findall(sample)
    return bool(runs) and sum(map(len, runs)) <= _LONGEST_RUN * len(runs)


def guess(sample: bytes) -> tuple[str, bool]:
    """The likeliest encoding of a text in Latin letters, and whether all of it makes sense in that."""
    found = _of_language(sample)
    if found:
        return found, True
    best, name = max(((_share(sample, name), -rank) for rank, name in enumerate(_ENCODINGS)), default=(0.0, 0))
    return _ENCODINGS[-name], best >= _SURE


def _of_language(sample: bytes) -> str:
    """The encoding in which a text has the letters of its language, which its letters of ASCII tell; "" if none has."""
    ascii_only = _RUN.sub(b"", sample).decode("ascii", "ignore")
    if sum(map(str.isalpha, ascii_only)) < _SHORTEST:
        return ""
    language = language_detection.detect(ascii_only)
    if language == "vi":
        return "cp1258" if _is_vietnamese(sample) else ""
    letters = _BY_LANGUAGE.get(language)
    if letters is None:
        return ""
    names = (*_ENCODINGS, *_RARE)
    best, rank = max((_fitting(sample.decode(name, "replace"), letters), -at) for at, name in enumerate(names))
    return names[-rank] if best >= _SURE else ""


def is_vietnamese(sample: bytes) -> bool:
    """Whether bytes are a text in the encoding of Vietnamese, in which accents are characters of their own."""
    ascii_only = _RUN.sub(b"", sample).decode("ascii", "ignore")
    return (
        sum(map(str.isalpha, ascii_only)) >= _SHORTEST
        and language_detection.detect(ascii_only) == "vi"
        and _is_vietnamese(sample)
    )


def _is_vietnamese(sample: bytes) -> bool:
    beyond = _BEYOND_ASCII.findall(unicodedata.normalize("NFC", sample.decode("cp1258", "replace")))
    return sum(1 for char in beyond if _VIETNAMESE.match(char) or char in _MARKS) >= _SURE * len(beyond)


def _fitting(text: str, letters: frozenset[str]) -> float:
    """Share of the characters beyond ASCII that are letters of a language, or marks, and stand where those do."""
    good = total = 0
    for match in _BEYOND_ASCII.finditer(text):
        char, at = match[0], match.start()
        total += 1
        if char in letters:
            good += not (char.isupper() and text[at - 1 : at].islower())
        elif char in _MARKS:
            good += _is_in_place(text, at)
    return good / max(1, total)


def _is_in_place(text: str, at: int) -> bool:
    """Whether the mark at a place of a text stands where such marks do."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if before.isalpha() and after.isalpha():
        return char in _BETWEEN
    return not (before.isalpha() and char in _NOT_BEHIND_LETTERS)


def _share(sample: bytes, name: str) -> float:
    """Share of the characters beyond ASCII that are letters of the language with most of them, or marks in place."""
    text = sample.decode(name, "replace")
    counts: Counter[str] = Counter()
    marks = total = 0
    for match in _BEYOND_ASCII.finditer(text):
        total += 1
        if match[0] in _MARKS:
            marks += _is_in_place(text, match.start())
        else:
            counts[match[0]] += 1
    most = max(sum(count for char, count in counts.items() if char in letters) for letters in _ALPHABETS.values())
    return (marks + most) / max(1, total)
