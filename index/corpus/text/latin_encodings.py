"""Which of the encodings of Latin letters a text is in: the one in which its accented letters make a language.

To statistics of bytes these encodings look alike: byte E8 is è in Western, č in Central European and Baltic texts.
"""

import re
from collections import Counter

_ENCODINGS = (
    "cp1252 cp1250 iso8859-2 cp1254 cp1257 iso8859-16 iso8859-4 iso8859-15 mac-roman cp850 cp437 cp852 mac-latin2"
    " cp775 cp857"
).split()
"""The likelier ones first: of those that fit as well, the first is taken."""
_ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíñóúüçàèòïº",  # Spanish, Catalan
        "áàâãçéêíóôõúü",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "áâéêëèïíîôöóûúü",  # Dutch, Afrikaans
        "åäöæøéüà",  # Danish, Finnish, Norwegian, Swedish
        "áæðéíóöþúý",  # Icelandic
        "ąćęłńóśźż",  # Polish
        "áäčďéěíľĺňóôöŕřšťúůüýž",  # Czech, Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîșțşţ",  # Romanian
        "čćđšž",  # Bosnian, Croatian, Slovene
        "âçğıîöşûüİ",  # Turkish
        "ąčęėįšųūž",  # Lithuanian
        "āčēģīķļņōŗšūž",  # Latvian
        "äõöüšž",  # Estonian
        "çë",  # Albanian
    )
)
_MARKS = frozenset("“”‘’„–—…«»‹›£€§°©®™·•¿¡½¼¾×²³ªº\u00a0\u00ad")
"""What stands in texts of any language; a low single quote is not: it is é in the encodings of DOS."""
_BEYOND_ASCII = re.compile("[^\0-\x7f]")
_RUN = re.compile(rb"[\x80-\xff]+")
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
    best, name = max(((_share(sample, name), -rank) for rank, name in enumerate(_ENCODINGS)), default=(0.0, 0))
    return _ENCODINGS[-name], best >= _SURE


def _share(sample: bytes, name: str) -> float:
    """Share of the characters beyond ASCII that are letters of the language that has most of them, or marks."""
    counts = Counter(_BEYOND_ASCII.findall(sample.decode(name, "replace")))
    marks = sum(count for char, count in counts.items() if char in _MARKS)
    most = max(sum(count for char, count in counts.items() if char in letters) for letters in _ALPHABETS)
    return (marks + most) / max(1, counts.total())
