"""Explanation of a query's results: the number behind each condition, and likely mistakes."""

import re
import time
from collections.abc import Callable, Iterator
from itertools import islice, product
from typing import NamedTuple

from msgspec.structs import replace

from ..engines.base import Cancelled, Engine, SearchCancelledError
from ..protocol.answers import ClauseCount, Explanation
from ..protocol.questions import Scope
from ..query.analysis import located, value
from ..query.compose import condition
from ..query.lex import NAMED, Token
from ..query.parse import outline
from ..query.tree import TEXT_FIELDS, Exact, Node, Parsed, Word
from ..query.typed import fielded
from .vocabulary import Vocabulary

MAX_CLAUSES = 6
"""Maximum number of conditions that are counted; the engine caches a few more results than that."""
SPELLING_SECONDS = 1.0
"""Time budget of spelling correction in seconds."""
_MAX_RESPELLED = 4
"""Maximum number of words whose spelling is checked."""
_MIN_LETTERS = 4
"""Minimum letters of a misspelled word."""

_MAX_MEANT, _MAX_TRIED = 3, 6
"""Maximum number of corrections per word, and of corrected queries that are tried."""

Understand = Callable[[Scope], Parsed]
"""Reads a scope to a tree, tags resolved."""


class _Change(NamedTuple):
    """A replacement for a part of the query, as a correction."""

    start: int
    end: int
    words: list[str]


def counted_trees(scope: Scope, understand: Understand) -> list[Node]:
    """Return the conditions of a query that `explain` counts if the query finds anything."""
    written = outline(scope.query, quotes=scope.quotes)
    parts = (written.alternatives or written.clauses)[:MAX_CLAUSES]
    if len(parts) < 2:
        return []
    return [understand(replace(scope, query=scope.query[part.start : part.end])).tree for part in parts]


def explain(
    scope: Scope, understand: Understand, engine: Engine, vocabulary: Vocabulary, cancelled: Cancelled
) -> Explanation:
    """Count every condition of a query; if it finds nothing, also the query without each, and a correction.

    Args:
        scope: The query, with or without filters.
        understand: Reads a scope to a tree.
        engine: Counts, with merged entities.
        vocabulary: Source of corrections.
        cancelled: As for `Engine.search`, whose exceptions are raised.
    """
    query = scope.query

    def count(text: str) -> int:
        tree = understand(replace(scope, query=text)).tree
        search = engine.search_quotes if scope.quotes else engine.search
        return search(tree, sort="relevance", offset=0, limit=0, cancelled=cancelled).total

    total = count(query)
    written = outline(query, quotes=scope.quotes)
    parts = (written.alternatives or written.clauses)[:MAX_CLAUSES]
    if total and len(parts) < 2:
        return Explanation(total)
    together = not total and len(written.clauses) > 1
    clauses = tuple(
        ClauseCount(
            query[part.start : part.end],
            count(query[part.start : part.end]),
            count(f"{query[: part.start]} {query[part.end :]}") if together else 0,
        )
        for part in parts
    )
    if total:
        return Explanation(total, clauses)
    for suggestion in _respelled(scope, vocabulary, cancelled):
        if found := count(suggestion):
            return Explanation(total, clauses, suggestion, found)
    return Explanation(total, clauses)


def _respelled(scope: Scope, vocabulary: Vocabulary, cancelled: Cancelled) -> Iterator[str]:
    """Yield the query with corrections of the words that find nothing, likeliest first."""
    end = time.monotonic() + SPELLING_SECONDS

    def stop() -> bool:
        return cancelled() or time.monotonic() > end

    query, corrected = scope.query, 0
    changes: list[_Change] = []
    before = ""
    try:
        for token, _, field, _ in fielded(query):
            if token.kind in ("word", "quoted") and before not in ("minus", "not"):
                changes += _corrections(token, field, scope, vocabulary, stop)
                corrected += 1
            before = token.kind if token.kind != "field" else before
            if corrected == _MAX_RESPELLED:
                break
    except SearchCancelledError:
        if cancelled():
            raise
    if not changes:
        return
    for chosen in islice(product(*(change.words for change in changes)), _MAX_TRIED):
        text = query
        for change, word in reversed(list(zip(changes, chosen, strict=True))):
            text = text[: change.start] + word + text[change.end :]
        yield text


def _corrections(
    token: Token, field: str, scope: Scope, vocabulary: Vocabulary, cancelled: Cancelled
) -> Iterator[_Change]:
    """Yield corrections of one token of a query."""
    if field == "date" or field in NAMED or re.search(r"[*?~]", token.text):
        return
    if token.kind == "quoted" and field not in TEXT_FIELDS:
        text = value(token.text)
        if text and not vocabulary.count(Exact(field, text), cancelled):
            meant = vocabulary.value_like(field, token.text, cancelled)
            if meant:
                yield _Change(token.start, token.end, [condition(field, meant).removeprefix(f"{field}:")])
        return
    if not field and scope.quotes:
        field = "quote"
    start = scope.query.find(token.text, token.start, token.end)
    if start < 0:  # it contains escaped marks
        return
    for word, first, after in zip(*located(token.text), strict=True):
        if len(word) < _MIN_LETTERS or vocabulary.count(Word(field, word), cancelled):
            continue
        if meant := vocabulary.like(field, word, cancelled)[:_MAX_MEANT]:
            yield _Change(start + first, start + after, meant)
