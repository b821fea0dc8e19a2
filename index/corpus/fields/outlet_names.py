"""Whether a line reads as the name of an outlet or of a person."""

import re

from ...lazy_pattern import lazy_pattern

OUTLET = lazy_pattern(
    r"\b(?:the|die|der|das|le|la|les|el|il|de|het|daily|news|newspaper|times|post|courier|herald|tribune|gazette|journal"
    r"|chronicle|mail|press|agency|observer|guardian|telegraph|standard|echo|argus|star|sun|mirror|globe|record|review"
    r"|mercury|advertiser|examiner|intelligencer|sentinel|bulletin|dispatch|inquirer|enquirer|democrat|republican|ledger"
    r"|evening|morning|sunday|weekly|radio|tv|zeitung|tageblatt|tagblatt|anzeiger|bote|kurier|nachrichten|rundschau"
    r"|presse|agentur|courrier|quotidien|agence|diario|periódico|noticias|agencia|jornal|folha|corriere|giornale|gazzetta"
    r"|agenzia|krant|courant|dagblad|nieuws)\b"
    r"|\.(?:com|org|net|co|de|fr|es|it|nl|eu|uk|info|news|example)\b",
    re.I,
)
"""Words that the names of outlets have and those of people have not."""
PERSON = lazy_pattern(
    r"(?:[A-ZÀ-Þ][^\W\d_]*(?:[.'’-][^\W\d_]+)*\.?(?:\s+(?:de|del|da|di|van|von|der|bin|al)\b)?(?:\s+|\Z)){2,4}\Z"
)
_ARTICLES = frozenset("the die der das le la les el il de het".split())
_LINKS = frozenset(
    "of and the der die das des du de la le les el y et e i del della von zu am im in for on at voor för pour per"
    " para".split()
)


def is_outlet(line: str) -> bool:
    """Whether a line reads as the name of an outlet: few words, all with capitals, one of which outlets have."""
    words = line.split()
    capitals = all(word[0].isupper() or not word[0].isalpha() or word.casefold() in _LINKS for word in words)
    return len(words) <= 6 and (capitals or "." in line) and OUTLET.search(line) is not None


def is_certain_outlet(line: str) -> bool:
    """The same, and a word other than an article says so: `The Hague` names none."""
    return any(word.casefold() not in _ARTICLES for word in OUTLET.findall(line)) and is_outlet(line)
