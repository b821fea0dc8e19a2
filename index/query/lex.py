"""The lexer of the query language; the meaning of tokens is up to the parser."""

import re
from typing import Literal, NamedTuple

from ..model import ENTITY_TYPES, EntityType

FIELDS = (
    *("title", "text", "outlet", "byline", "lang", "topic", "corpus", "person", "org", "place", "entity"),
    *("speaker", "quote", "about", "cue", "stance", "confidence", "in", "tag", "is", "date"),
)
"""Field names of the query language, for completion and suggestions."""

NAMED = tuple(f"{of}{kind}=" for of in ("", "about:", "speaker:") for kind in ENTITY_TYPES)
"""Fields of a name exactly as the lists of names have it: `org="World Bank"`, `about:place="Gulf"`."""

EXACTLY = "="
"""The mark before a word that is searched for as it is, without its inflections."""

Kind = Literal["word", "quoted", "open", "close", "minus", "not", "and", "or", "field", "end"]

_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟＂", '"'))
_LEX = re.compile(
    rf"""
    (?: \s | (?<![^\s()]) \+ (?=\S) )*                                          # + says what is so anyway
    (?:
      " (?P<quoted> (?: [^"\\] | \\. )* \\? ) (?P<closed> " )? (?P<near> ~ (?P<slop> [0-9]* ) )?
    | (?P<open> \( )
    | (?P<close> \) )
    | (?P<minus> (?<![^\s()+]) - (?=[^\s)-]) )                                  # not the one inside al-Assad
    | (?P<operator> OR | AND | NOT ) (?= [\s()"] | $ )
    | (?P<named> (?i: {"|".join(NAMED)} ) ) (?= ")
    | (?P<field> (?i: {"|".join(FIELDS)} ) ) :
    | (?P<word> [^\s()"]+ )
    | (?P<end> $ )
    )
    """,
    re.VERBOSE | re.DOTALL,
)


def name_field(kind: EntityType, *, quotes: bool) -> str:
    """Return the field of exactly one name of the lists of names: `org=`, or of what quotes mention `about:org=`."""
    return f"about:{kind}=" if quotes else f"{kind}="


def speaker_field(kind: EntityType) -> str:
    """Return the field of exactly one speaker of the list of speakers: `speaker:person=`."""
    return f"speaker:{kind}="


class Token(NamedTuple):
    """A mark, word or quoted text of a query, with its offsets."""

    kind: Kind
    text: str
    """The word, the field's name in lower case, or what stands between quotation marks, without escapes."""
    start: int
    end: int
    slop: int | None = None
    """The number after `~` of a quoted text; -1 if it is not a number."""
    closed: bool = True
    """False for a quoted text whose closing mark is missing."""


class Lexer:
    """The tokens of a query, with a lookahead of one."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(_QUOTATION_MARKS)
        self.at = 0
        """Offset after the last consumed token."""
        self._next: Token | None = None

    def peek(self) -> Token:
        """Return the next token without consuming it; kind "end" at the end."""
        if self._next is None:
            self._next = self._read()
        return self._next

    def take(self) -> Token:
        """Consume and return the next token."""
        token = self.peek()
        self.skip(token.end)
        return token

    def skip(self, to: int) -> None:
        """Continue reading at an offset."""
        self.at, self._next = to, None

    def _read(self) -> Token:
        match = _LEX.match(self.text, self.at)
        if match is None:  # the end is a token, so something always matches
            return Token("end", "", len(self.text), len(self.text))
        kind, end = match.lastgroup, match.end()
        if match["quoted"] is not None:
            inside = re.sub(r'\\(["\\])', r"\1", match["quoted"])
            start = match.start("quoted") - 1
            slop = None if match["near"] is None else int(match["slop"][:4] or -1)
            return Token("quoted", inside, start, end, slop, match["closed"] is not None)
        match kind:
            case "operator":
                operators: dict[str, Kind] = {"OR": "or", "AND": "and", "NOT": "not"}
                return Token(operators[match["operator"]], match["operator"], match.start("operator"), end)
            case "field" | "named":
                return Token("field", match[kind].lower(), match.start(kind), end)
            case "open" | "close" | "minus" | "word" | "end":
                return Token(kind, match[kind], match.start(kind), end)
            case _:
                raise AssertionError(kind)
