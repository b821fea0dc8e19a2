"""The query parser: a recursive descent that accepts any input, and notes what it could not read.

Precedence, lowest first: `OR`, then `AND` (or nothing) between clauses, then `NOT` or `-` before a clause.
"""

import re
from datetime import date
from difflib import get_close_matches
from typing import get_args

from msgspec import Struct

from ..model import Stance
from .date_terms import is_backwards, parse_dates
from .leaves import Leaf, confidence_leaf, conjunction, quoted_leaf, shown, state_leaf, word_leaf
from .lex import EXACTLY, FIELDS, Lexer, Token
from .tree import (
    TEXT_FIELDS,
    And,
    Dates,
    Everything,
    Forms,
    InArticle,
    Node,
    Not,
    Nothing,
    Or,
    Parsed,
    Undated,
    Word,
)

MAX_LENGTH = 20_000
"""Maximum length of a query in characters."""
MAX_CLAUSES = 1024
"""Maximum number of words, phrases and dates in a query."""
MAX_DEPTH = 64
"""Maximum nesting depth of parentheses."""
MAX_NOTES = 8
"""Maximum number of notes."""

_HINTS = {
    "author": "byline",
    "body": "text",
    "by": "byline",
    "collection": "corpus",
    "country": "place",
    "headline": "title",
    "language": "lang",
    "location": "place",
    "name": "entity",
    "organisation": "org",
    "organization": "org",
    "people": "person",
    "publication": "outlet",
    "said": "speaker",
    "source": "outlet",
    "subject": "topic",
    "year": "date",
}
_STANCES: tuple[str, ...] = get_args(Stance)
_FIELD_LIKE = re.compile(r"([^\W\d_]+):(?!//)", re.DOTALL)
_RANGE = re.compile(r'\s*\[([^\]()"]*)\]')
_OPEN_RANGE = re.compile(r'\s*\[(\s*[^\s\]()"]+\s+TO\s+[^\s\]()"]+)', re.IGNORECASE)
_DATE_GROUP = re.compile(r'\s*\(([^()"]*)\)')


def parse(text: str, *, quotes: bool = False, today: date | None = None, inflect: bool = False) -> Parsed:
    """Parse a query; docs/query-language.md describes the language.

    Args:
        text: The query as typed. Malformed queries never raise.
        quotes: Whether it is a quote search, where words without a field match in the quote.
        today: Reference day of relative dates; the current date by default.
        inflect: Whether a bare word becomes a `Forms` of itself, to which its inflections can be added.

    Returns:
        The tree, and at most `MAX_NOTES` messages for the user on what was not read as written.
    """
    reader = _Reader(text[:MAX_LENGTH], "quote" if quotes else "", today or date.today(), inflect=inflect)
    if len(text) > MAX_LENGTH:
        reader.note(f"The query is too long; only its first {MAX_LENGTH} characters are read.")
    tree = reader.read()
    return Parsed(tree, tuple(reader.notes[:MAX_NOTES]))


class Clause(Struct, frozen=True):
    """A top-level condition of a conjunction, with its offsets in the query."""

    node: Node
    start: int
    end: int


class Outline(Struct, frozen=True):
    """The structure of a query's text, for editing it."""

    clauses: tuple[Clause, ...]
    """Top-level clauses in order; empty if the top of the query is an OR, or nothing."""
    alternatives: tuple[Clause, ...]
    """Top-level alternatives in order; empty if there is no OR."""
    balanced: str
    """The text with missing quotation marks and parentheses added at its end, and unmatched ones removed."""


def outline(text: str, *, quotes: bool = False, today: date | None = None) -> Outline:
    """Parse a query to the offsets of its clauses; arguments as for `parse`."""
    reader = _Reader(text[:MAX_LENGTH], "quote" if quotes else "", today or date.today())
    reader.read()
    balanced = "".join(" " if at in reader.strays else mark for at, mark in enumerate(text))
    # A trailing backslash must not escape the quotation mark added here.
    balanced += ' "' * reader.open_quotation + ")" * reader.open_groups
    return Outline(tuple(reader.clauses), tuple(reader.alternatives), balanced)


class _Reader:
    """The state of parsing one query."""

    def __init__(self, text: str, default: str, today: date, *, inflect: bool = False) -> None:
        self.notes: list[str] = []
        self.clauses: list[Clause] = []
        self.alternatives: list[Clause] = []
        self.strays: set[int] = set()
        self.open_quotation = False
        self.open_groups = 0
        self._lexer = Lexer(text)
        self._default = default
        self._today = today
        self._inflect = inflect
        self._leaves = 0
        self._unsearchable = False  # whether some word has neither letter nor digit
        self._left_out: list[str] = []  # such words that are not just punctuation
        self._ignored = 0  # opening parentheses beyond the maximum depth that are not closed yet

    def note(self, sentence: str) -> None:
        """Add a note for the user, unless it is already there."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def read(self) -> Node:
        """Parse the whole query; a query with nothing to search for finds nothing."""
        node = self._group(self._default, 0)
        if node is not None or not self._lexer.text.strip():
            for text in self._left_out:
                self.note(f"{shown(text)} holds no letter or digit; it is left out.")
            return node or Everything()
        if self._unsearchable or not self.notes:
            self.notes = [f"There is no letter or digit to search for in {shown(self._lexer.text)}: nothing is found."]
            return Nothing()
        return Everything()

    def _group(self, field: str, depth: int) -> Node | None:
        """Parse the content of parentheses, or the whole query."""
        start, notes = self._lexer.at, len(self.notes)
        node = self._either(field, depth)
        inside = self._lexer.text[start : self._lexer.peek().start].replace(")", " ").split()
        if node is None and inside and set(inside) <= {"OR", "AND", "NOT"} and field != "date":
            del self.notes[notes:]
            self.note(f"{shown(' '.join(inside))} joins nothing here; read as plain words.")
            return conjunction([self._leaf(word_leaf(field, word)) or Everything() for word in inside])
        return node

    def _either(self, field: str, depth: int) -> Node | None:
        """Parse clauses joined by OR."""
        flat: dict[Node, None] = {}
        several = False
        alternatives: list[Clause] = []
        while True:
            start = self._lexer.peek().start
            part = self._all(field, depth)
            if part is not None:
                alternatives.append(Clause(part, start, self._lexer.at))
            more = self._lexer.peek().kind == "or"
            if part is None and (several or more):
                self.note(f"OR has nothing {'before' if more and not several else 'after'} it; it is left out.")
            elif part is not None:
                flat.update(dict.fromkeys(part.parts if isinstance(part, Or) else (part,)))
            if not more:
                break
            self._lexer.take()
            several = True
        if depth == 0 and len(alternatives) > 1:
            self.clauses.clear()
            self.alternatives = alternatives
        return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)

    def _all(self, field: str, depth: int) -> Node | None:
        """Parse clauses joined by AND or nothing."""
        parts: list[Node] = []
        joinable, joined = False, False
        while (token := self._next(depth)).kind not in ("or", "close", "end"):
            if token.kind == "and":
                self._lexer.take()
                if joined or not joinable:
                    self.note("AND has nothing before it; it is left out.")
                joined = joinable
            else:
                node = self._clause(field, depth)
                joinable, joined = True, False
                if node is not None:
                    parts.append(node)
                    if depth == 0:
                        self.clauses.append(Clause(node, token.start, self._lexer.at))
        if joined:
            self.note("AND has nothing after it; it is left out.")
        return conjunction([part for part in parts if not isinstance(part, Everything)] or parts[:1])

    def _next(self, depth: int) -> Token:
        """Return the next token, skipping unmatched closing parentheses."""
        while (token := self._lexer.peek()).kind == "close" and (self._ignored or not depth):
            self._lexer.take()
            if self._ignored:
                self._ignored -= 1
            else:
                self.strays.add(token.start)
                self.note("A closing parenthesis has no opening one; it is left out.")
        return token

    def _clause(self, field: str, depth: int) -> Node | None:
        """Parse one condition with any number of NOTs."""
        negated = False
        while (token := self._next(depth)).kind in ("not", "minus"):
            self._lexer.take()
            negated = not negated
        if token.kind in ("and", "or", "close", "end"):
            self.note("NOT has nothing after it; it is left out.")
            return None
        node = self._operand(field, depth)
        if node is None or not negated:
            return node
        return node.part if isinstance(node, Not) else Not(node)

    def _operand(self, field: str, depth: int) -> Node | None:
        if field == "date" and (span := self._date_span()):
            return span
        token = self._lexer.take()
        match token.kind:
            case "open":
                return self._parenthesis(field, depth)
            case "field":
                return self._fielded(token, depth)
            case "quoted":
                if not token.closed:
                    self.open_quotation = True
                    self.note("The closing quotation mark is missing; read as if it stood at the end.")
                if field == "date":
                    return self._date(token)
                return self._leaf(self._value(field, token) or quoted_leaf(field, token.text, token.slop), token.text)
            case _:
                return self._word(field, token)

    def _parenthesis(self, field: str, depth: int) -> Node | None:
        if depth == MAX_DEPTH:
            self._ignored += 1
            self.note(f"Parentheses more than {MAX_DEPTH} deep are left out.")
            return None
        node = self._group(field, depth + 1)
        if self._lexer.peek().kind == "close":
            self._lexer.take()
        else:
            self.open_groups += 1
            self.note("The closing parenthesis is missing; read as if it stood at the end.")
        return node

    def _fielded(self, name: Token, depth: int) -> Node | None:
        """Parse what follows `field:`, with or without a space."""
        following = self._next(depth)
        apart = following.start > name.end
        if name.text == "in" and following.kind not in ("close", "end"):
            return self._in_article(depth)
        if following.kind in ("close", "end", "field", "minus") or (apart and following.kind in ("and", "or", "not")):
            self.note(f"{name.text}: has no value; it is left out.")
            return None
        return self._operand(name.text, depth)

    def _in_article(self, depth: int) -> Node | None:
        """Parse what follows `in:`, which is about the article even in quote search."""
        before, self._default = self._default, ""
        node = self._clause("", depth)
        self._default = before
        return InArticle(node) if node is not None and before else node

    def _word(self, field: str, token: Token) -> Node | None:
        if field == "date":
            return self._date(token)
        if token.text == "*" and field == self._default:
            return Everything()
        if match := _FIELD_LIKE.match(token.text):
            following = self._lexer.text[token.end : token.end + 1]
            if match.end() < len(token.text) or following in ('"', "("):
                self._unknown_field(match[1])
        node = self._leaf(self._value(field, token) or word_leaf(field, token.text), token.text)
        bare = self._inflect and not token.text.startswith(EXACTLY) and not re.search(r"[*?~]", token.text)
        return Forms(field, (node.word,)) if bare and isinstance(node, Word) and field in TEXT_FIELDS else node

    def _value(self, field: str, token: Token) -> Leaf | None:
        """Parse a value of a field with fixed values; None if it is to be read as a plain word."""
        if field == "confidence":
            return confidence_leaf(token.text)
        if field == "is":
            return state_leaf(token.text)
        if field == "stance" and token.text.lower() not in _STANCES and not re.search(r"[*?~]", token.text):
            self.note(f"There is no stance {shown(token.text)}: it is {', '.join(_STANCES[:-1])} or {_STANCES[-1]}.")
        return None

    def _unknown_field(self, name: str) -> None:
        near = get_close_matches(name.lower(), FIELDS, 1, 0.7)
        known = _HINTS.get(name.lower()) or (near[0] if near else "")
        meant = f" (did you mean {known}:?)" if known else ""
        self.note(f"There is no field {shown(name)}{meant}; read as words.")

    def _date_span(self) -> Node | None:
        """Parse dates of several words without quotation marks: `[A TO B]` and `(last week)`."""
        text, at = self._lexer.text, self._lexer.at
        for pattern in (_RANGE, _DATE_GROUP, _OPEN_RANGE):
            match = pattern.match(text, at)
            if match and (days := self._days(match[1])):
                self._lexer.skip(match.end())
                if pattern is _OPEN_RANGE:
                    self.note("The closing bracket is missing; read as if it stood after the date.")
                return self._leaf((Dates(*days), ()))
        return None

    def _days(self, text: str) -> tuple[str, str] | None:
        days = parse_dates(text, self._today)
        if days and is_backwards(text, self._today):
            self.note(f"{shown(text)} ends before it begins; read as {days[0]} to {days[1]}.")
        return days

    def _date(self, token: Token) -> Node | None:
        if token.text.strip().lower() == "none":
            return self._leaf((Undated(), ()))
        if days := self._days(token.text):
            return self._leaf((Dates(*days), ()))
        self.note(
            f"{shown(token.text)} is not a date; read as words. "
            'Dates are written as in date:2017-11, date:"last week" or date:none.'
        )
        read = quoted_leaf if token.kind == "quoted" else word_leaf
        return self._leaf(read(self._default, token.text))

    def _leaf(self, leaf: Leaf, text: str = "") -> Node | None:
        """Count a leaf and add its notes; beyond the limit, skip the rest of the query.

        `text` as typed is left out if it has no word, with a note unless it is only punctuation.
        """
        node, notes = leaf
        for sentence in notes:
            self.note(sentence)
        if node is None:
            if not notes:
                self._unsearchable = True
                if not text.isascii():
                    self._left_out.append(text)
            return None
        self._leaves += len(node.parts) if isinstance(node, And) else 1
        if self._leaves < MAX_CLAUSES or self._lexer.peek().kind == "end":
            return node
        self.note(f"The query is too long; only its first {MAX_CLAUSES} words and phrases are read.")
        self._lexer.skip(len(self._lexer.text))
        return node
