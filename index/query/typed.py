"""The word being typed at the cursor of a query, and its field."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from .analysis import elided, words
from .lex import NAMED, Lexer, Token
from .tree import NAME_FIELDS, TEXT_FIELDS

_LAST_WORD = re.compile(r'[^\s"]*\Z')
_PATTERN = re.compile(r"[*?~]")
_LEAST = 2
"""Minimum letters of a word that is read as a prefix."""


class Typed(Struct, frozen=True):
    """A word that may be incomplete."""

    field: str
    """The field of the value, "" for none."""
    prefix: str
    """The text so far, as typed; may be ""."""
    start: int
    """Start offset of what a completion replaces; it ends at the cursor."""
    named: bool = False
    """Whether that includes the field's name."""
    phrase: bool = False
    """Whether it is within quotation marks that may contain several words."""


class Fielded(NamedTuple):
    """A token of a query with its fields; "" for none."""

    token: Token
    named: Token | None
    """The field name written directly before it."""
    field: str
    """Its field: `named`, or else the one before the enclosing parentheses."""
    outer: str
    """The field of the tokens that follow."""


def fielded(query: str) -> Iterator[Fielded]:
    """Yield the tokens of a query in order, with their fields."""
    groups = [""]
    named: Token | None = None
    lexer = Lexer(query)
    while (token := lexer.take()).kind != "end":
        field = named.text if named else groups[-1]
        field = "" if field == "in" else field
        if token.kind == "open":
            groups.append(field)
        elif token.kind == "close" and len(groups) > 1:
            groups.pop()
        yield Fielded(token, named, field, groups[-1])
        named = token if token.kind == "field" else None


def typed_at(query: str, cursor: int) -> Typed | None:
    """Find the word before the cursor; None if nothing can be completed.

    Nothing can be completed within a word, right after a closing mark or an operator, after a word with wildcards, or
    in a name that a list of names gave.
    """
    if query[cursor : cursor + 1].strip(" \t)"):
        return None
    last: Fielded | None = None
    for one in fielded(query[:cursor]):
        last = one
    if last is None:
        return Typed("", "", cursor)
    token, named, field, outer = last
    if field in NAMED or token.text in NAMED:
        return None
    if token.kind == "field":
        return Typed(token.text, "", token.start, named=True)
    if token.end < cursor or token.kind in ("open", "minus"):
        return Typed(outer, "", cursor)
    start = named.start if named else token.start
    if token.kind == "word" and not _PATTERN.search(token.text):
        return Typed(field, token.text, start, named is not None)
    if token.kind == "quoted" and not token.closed:
        if field not in TEXT_FIELDS:
            return Typed(field, token.text, start, named is not None)
        word = _LAST_WORD.search(query, 0, cursor)
        prefix = word[0] if word else ""
        return Typed(field, prefix, cursor - len(prefix), phrase=True)
    return None


def as_prefix(query: str) -> str:
    """Rewrite a query with its last word as a prefix; "" if it does not end in a plain word.

    Within unclosed quotation marks, the words before it form the phrase. An elided article before it is left
    out: `l'hom` becomes `hom*`.
    """
    typed = typed_at(query, len(query))
    if typed is None or typed.field not in (*TEXT_FIELDS, *NAME_FIELDS):
        return ""
    word = typed.prefix[elided(typed.prefix) :]
    plain = len(words(word)) == 1 and word.isalnum() and len(word) >= _LEAST
    if not plain:
        return ""
    query = query[: len(query) - len(typed.prefix)] + word
    return _as_prefix_phrase(query, word) if typed.phrase else f"{query}*"


def _as_prefix_phrase(query: str, prefix: str) -> str:
    """As `as_prefix`, for a query that ends within quotation marks."""
    *before, (token, named, _, _) = fielded(query)
    if before and before[-1].token.kind in ("minus", "not"):
        return ""
    field = f"{named.text}:" if named else ""
    head = query[: named.start if named else token.start]
    phrase = query[token.start + 1 : len(query) - len(prefix)].strip()
    if not phrase:
        return f"{head}{field}{prefix}*"
    both = f'{field}"{phrase}" {field}{prefix}*'
    return f"{head}({both})" if head.strip() else both


def prefix_note(query: str) -> str:
    """Return the note on results found for `as_prefix(query)` instead of the query."""
    return f"Nothing is found for “{query.strip()}”: this is “{as_prefix(query).strip()}”."
