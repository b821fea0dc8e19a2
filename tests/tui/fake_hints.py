"""Completions and explanations of the fake index service, by plain look-up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from newsexplore.index.model import EntityType, Record
from newsexplore.index.protocol.answers import ClauseCount, Completion, Completions, Explanation
from newsexplore.index.protocol.questions import Complete, Scope
from newsexplore.index.query.analysis import value, words
from newsexplore.index.query.compose import condition
from newsexplore.index.query.lex import FIELDS
from newsexplore.index.query.parse import outline
from newsexplore.index.query.typed import typed_at

Names = Mapping[str, tuple[EntityType, tuple[str, ...]]]
VOCABULARY = ("minister", "storm", "harbour", "stone")
"""The words that a misspelled one is compared with."""


def completions(question: Complete, records: Iterable[Record], names: Names) -> Completions:
    """Complete words by frequency, fields, and names for the field `person`."""
    typed = typed_at(question.query, question.cursor)
    if typed is None:
        return Completions(question.cursor, question.cursor)
    if typed.field == "person":
        wanted = f" {value(typed.prefix)}".rstrip()
        people = [name for name, (kind, _) in names.items() if kind == "person" and wanted in f" {value(name)}"]
        found = [Completion(condition("person", name), name, "person", 3) for name in people]
        return Completions(typed.start, question.cursor, tuple(found), values=True)
    fields = [Completion(f"{one}:", f"{one}:", f"the {one}") for one in FIELDS if one.startswith(typed.prefix)]
    if not typed.prefix:
        return Completions(typed.start, question.cursor, tuple(fields))
    counted = Counter(word for record in records for word in set(words(record.article.text)))
    starting = [(word, number) for word, number in counted.most_common() if word.startswith(typed.prefix)]
    found = [Completion(word, word, "word", number) for word, number in starting if word != typed.prefix]
    return Completions(typed.start, question.cursor, (*found[:1], *fields, *found[1:]))


def explanation(scope: Scope, count: Callable[[Scope], int]) -> Explanation:
    """Count each clause, and correct the spelling of a one-word query."""
    clauses = outline(scope.query).clauses
    total = count(scope)
    counted = [
        ClauseCount(
            scope.query[one.start : one.end],
            count(Scope(scope.query[one.start : one.end], scope.quotes)),
            0 if total else count(Scope(scope.query[: one.start] + scope.query[one.end :], scope.quotes)),
        )
        for one in clauses
    ]
    meant = [] if total else get_close_matches(scope.query, VOCABULARY, 1)
    suggestion = meant[0] if meant else ""
    return Explanation(total, tuple(counted), suggestion, count(Scope(suggestion)) if suggestion else 0)
