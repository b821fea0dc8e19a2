"""Evaluation of a query tree on a single article or quote, directly from the record, without an index.

This is the reference semantics of the query language: every engine's answers are tested against it.
"""

from collections.abc import Callable, Iterable

from ..model import Record
from ..titles import own_title
from .analysis import words
from .terms import accepts, accepts_value, consecutive, near
from .tree import (
    QUOTE_FIELDS,
    TEXT_FIELDS,
    And,
    Dates,
    Everything,
    Exact,
    Forms,
    Fuzzy,
    Ids,
    InArticle,
    Name,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    QuoteIds,
    Undated,
    Wildcard,
    Word,
)
from .values import article_values, mentioned, quote_values

_Texts = Callable[[str], Iterable[tuple[str, ...]]]  # the texts of a text field, each as words
_Values = Callable[[str], Iterable[str]]  # the values of a name field as written


def holds(tree: Node, record: Record) -> bool:
    """Return whether an article satisfies a tree in article search.

    `tag` nodes are never satisfied: the caller replaces them by `Ids` first.
    """

    def texts(field: str) -> Iterable[tuple[str, ...]]:
        if field == "quote":
            return (words(quote.text) for quote in record.annotations.quotes)
        return _article_texts(record, field)

    return _holds(tree, record, texts, lambda field: article_values(record, field), None)


def quote_holds(tree: Node, record: Record, number: int) -> bool:
    """Return whether the article's quote `number` satisfies a tree in quote search.

    The default field and the quote fields are about this quote, all others about its article.
    """

    def texts(field: str) -> Iterable[tuple[str, ...]]:
        if field in ("", "quote"):
            return (words(record.annotations.quotes[number].text),)
        return _article_texts(record, field)

    def values(field: str) -> Iterable[str]:
        if field in QUOTE_FIELDS:
            return quote_values(record, number, field)
        return article_values(record, field)

    return _holds(tree, record, texts, values, number)


def _names(record: Record, field: str, number: int | None) -> set[tuple[str, str]]:
    """Return the entities that an article, or one of its quotes or all of them, mentions, or whose quotes they are."""
    entities = record.annotations.entities
    quotes = record.annotations.quotes if number is None else record.annotations.quotes[number : number + 1]
    if field == "about":
        entities = [one for quote in quotes for one in mentioned(record, quote)]
    if field == "speaker":
        speakers = (quote.speaker.entity for quote in quotes if quote.speaker is not None)
        entities = [entities[number] for number in speakers if number is not None]
    return {(one.type, one.name) for one in entities}


def _article_texts(record: Record, field: str) -> Iterable[tuple[str, ...]]:
    article = record.article
    if field in ("", "title"):
        yield words(own_title(article))
    if field in ("", "text"):
        yield words(article.text[article.body :])


def _holds(tree: Node, record: Record, texts: _Texts, values: _Values, number: int | None) -> bool:
    match tree:
        case Everything():
            return True
        case Nothing():
            return False
        case And(parts=parts):
            return all(_holds(part, record, texts, values, number) for part in parts)
        case Or(parts=parts):
            return any(_holds(part, record, texts, values, number) for part in parts)
        case Not(part=part):
            return not _holds(part, record, texts, values, number)
        case InArticle(part=part):
            return holds(part, record)
        case Name(field=field, kind=kind, name=name):
            return (kind, name) in _names(record, field, number)
        case Ids(ids=ids):
            return record.article.id in ids
        case QuoteIds(ids=ids):
            numbers = range(len(record.annotations.quotes)) if number is None else (number,)
            return any((record.article.id, one) in ids for one in numbers)
        case Undated():
            return not record.article.date
        case Dates(start=start, end=end):
            day = record.article.date[:10]
            return bool(day) and (not start or start <= day) and (not end or day <= end)
        case Phrase(field=field):
            return any(_has_phrase(tree, text) for text in texts(field))
        case Exact(field=field):
            return any(map(accepts_value(tree), values(field)))
        case Word(field=field) | Forms(field=field) | Prefix(field=field) | Wildcard(field=field) | Fuzzy(field=field):
            if field not in TEXT_FIELDS:
                return any(map(accepts_value(tree), values(field)))
            accepted = accepts(tree)
            return any(accepted(word) for text in texts(field) for word in text)


def _has_phrase(phrase: Phrase, text: tuple[str, ...]) -> bool:
    places: dict[str, list[int]] = {}
    for position, word in enumerate(text):
        places.setdefault(word, []).append(position)
    if phrase.slop:
        return bool(near(phrase.words, phrase.slop, places))
    return bool(consecutive(phrase.words, places))
