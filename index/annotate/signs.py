"""What a document says about a spelling, and what single words contribute to it: one bit a piece of evidence."""

from . import lexicons

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
ROLES = ("opens", "forenamed", "owner", "of", "traded", "traded in", "employees", "employed", "region", "possession")
OPENS, FORENAMED, OWNER, JOINS_OF, TRADED, TRADED_IN, EMPLOYEES, EMPLOYED, REGION_NOUN, POSSESSION = (
    1 << at for at in range(len(ROLES))
)

_SPEAKS_WORDS = lexicons.load("name_speaks")
_INSIDE_WORDS = frozenset(("in", "at", "near", "from", "to"))
_COMPANY_BEFORE = lexicons.load("company_before")
_COMPANY_AFTER = lexicons.load("company_after")
_REGIONS = lexicons.load("region_nouns")
_POSSESSIONS = lexicons.load("country_possessions")
_LOCATING = frozenset(("in", "near", "around", "across", "throughout"))
_EMPLOYEES = lexicons.load("company_people")
_EMPLOYED = frozenset(("at", "for", "with"))
_TRADED = frozenset(("shares", "stake", "stock"))
_TRADED_IN = frozenset(("of", "in"))
_PAUSES = frozenset(("“", '"', ".", ":", "‘"))


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


def before(lower: str) -> int:
    """The evidence that a word is for the whole name after it."""
    return COMPANY * (lower in _COMPANY_BEFORE) | LOCATED * (lower in _LOCATING)


def after(lower: str) -> int:
    """The evidence that a word is for the whole name before it."""
    return COMPANY * (lower in _COMPANY_AFTER)


def role(text: str, lower: str, kind: str) -> int:
    """What a word may be one half of: bits of `ROLES`."""
    halves = (
        text == "(",
        "f" in kind,
        text == "'s",
        text == "of",
        lower in _TRADED,
        text in _TRADED_IN,
        lower in _EMPLOYEES,
        lower in _EMPLOYED,
        text in _REGIONS,
        text in _POSSESSIONS,
    )
    return sum(half << at for at, half in enumerate(halves))
