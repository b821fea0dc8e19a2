"""Query text to marks and words, one at a time: what each means is up to the parser."""

import re
from typing import Literal, NamedTuple

FIELDS = (
    *("title", "text", "outlet", "byline", "lang", "topic", "corpus", "person", "org", "place", "entity"),
    *("speaker", "quote", "about", "cue", "stance", "confidence", "in", "tag", "is", "date"),
)
"""The fields of the query language, for completion and suggestions."""

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
    | (?P<field> (?i: {"|".join(FIELDS)} ) ) :
    | (?P<word> [^\s()"]+ )
    | (?P<end> $ )
    )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One mark, word or quoted text of a query, with its offsets into it."""

    kind: Kind
    text: str
    """The word, the field's name in lower case, or what stands between quotation marks, without escapes."""
    start: int
    end: int
    slop: int | None = None
    """What follows `~` after a quoted text; -1 when it is no number."""
    closed: bool = True
    """False for a quoted text whose closing mark is missing."""


class Lexer:
    """A query's tokens, looked at one ahead."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(_QUOTATION_MARKS)
        self.at = 0
        """Where the token after the last taken one is looked for."""
        self._next: Token | None = None

    def peek(self) -> Token:
        """The next token, left where it is; kind "end" at the end."""
        if self._next is None:
            self._next = self._read()
        return self._next

    def take(self) -> Token:
        """The next token; the one after it is next now."""
        token = self.peek()
        self.skip(token.end)
        return token

    def skip(self, to: int) -> None:
        """Go on reading at that offset."""
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
            case "field":
                return Token("field", match["field"].lower(), match.start("field"), end)
            case "open" | "close" | "minus" | "word" | "end":
                return Token(kind, match[kind], match.start(kind), end)
            case _:
                raise AssertionError(kind)
