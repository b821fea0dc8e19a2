"""What a document says about a spelling, and what single words contribute to it: one bit a piece of evidence."""

from collections.abc import Iterable

from ..lexicon.lists import load

# What a document says about a spelling, wherever it stands.
EVIDENCE = (
    "title",
    "forename",
    "speaks",
    "organisation",
    "inside",
    "acronym",
    "middle",
    "small",
    "surname",
    "of",
    "company",
    "region",
    "located",
)
FLAGS = ("first", "upper", *(f"phrase {letter} {place}" for letter in "kqpconm" for place in "BI"))
"""What a place in a sentence says about a word: after `EVIDENCE` in the same set of bits."""
BITS = {name: 1 << at for at, name in enumerate(EVIDENCE + FLAGS)}
(
    TITLE,
    FORENAME,
    SPEAKS,
    ORGANISATION,
    INSIDE,
    ACRONYM,
    MIDDLE,
    SMALL,
    SURNAME,
    OF,
    COMPANY,
    REGION,
    LOCATED,
) = (BITS[name] for name in EVIDENCE)
FIRST, UPPER = BITS["first"], BITS["upper"]
PHRASE = {letter: (BITS[f"phrase {letter} B"], BITS[f"phrase {letter} I"]) for letter in "kqpconm"}

# What a word is to a pair of which it is one half: "shares of", "analyst at", "village of", "'s parliament".
OPENS, FORENAMED, OWNER, JOINS_OF, TRADED, TRADED_IN, EMPLOYEES, EMPLOYED, REGION_NOUN, POSSESSION = (
    1 << at for at in range(10)
)

_SPEAKS_WORDS = load("name_speaks")
_INSIDE_WORDS = frozenset(("in", "at", "near", "from", "to"))
_PAUSES = frozenset(("“", '"', ".", ":", "‘"))


def _bits(*listed: tuple[Iterable[str], int]) -> dict[str, int]:
    """Each listed word with all the bits that it is listed under."""
    found: dict[str, int] = {}
    for words, bit in listed:
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found


# By the word in small letters.
BEFORE = _bits((load("company_before"), COMPANY), (("in", "near", "around", "across", "throughout"), LOCATED))
"""The evidence that a word is for the whole name after it."""
AFTER = _bits((load("company_after"), COMPANY))
"""The evidence that a word is for the whole name before it."""
_HALVES = _bits(
    (("shares", "stake", "stock"), TRADED),
    (load("company_people"), EMPLOYEES),
    (("at", "for", "with"), EMPLOYED),
)
# By the word as written.
_HALVES_AS_WRITTEN = _bits(
    (("(",), OPENS),
    (("'s",), OWNER),
    (("of",), JOINS_OF),
    (("of", "in"), TRADED_IN),
    (load("region_nouns"), REGION_NOUN),
    (load("country_possessions"), POSSESSION),
)


def behind(lower: str, kind: str, capital: bool) -> int:
    """The evidence that a word is for the one after it."""
    bits = 0 if kind in _PAUSES else MIDDLE
    if lower in _INSIDE_WORDS:
        bits |= INSIDE
    elif capital:
        bits |= TITLE * ("t" in kind) | FORENAME * ("f" in kind)
    elif kind == "of":
        bits |= OF
    return bits


def ahead(text: str, kind: str, capital: bool) -> int:
    """The evidence that a word may be for the one before it; a surname and an acronym depend on more than that."""
    if text in _SPEAKS_WORDS:
        return SPEAKS
    if capital:
        return ORGANISATION if "w" in kind else SURNAME
    return ACRONYM if text == ")" else 0


def role(text: str, lower: str, kind: str) -> int:
    """What a word may be one half of."""
    return _HALVES.get(lower, 0) | _HALVES_AS_WRITTEN.get(text, 0) | FORENAMED * ("f" in kind)
