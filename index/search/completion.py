"""Completion of a query at its cursor: fields, values, words, names and dates."""

from collections import Counter
from datetime import date

from ..engines.base import Cancelled, Engine
from ..protocol.answers import Completion, Completions
from ..protocol.questions import Complete
from ..query.analysis import elided, fold, value, words
from ..query.compose import condition
from ..query.date_terms import parse_dates
from ..query.lex import EXACTLY, FIELDS
from ..query.tree import TEXT_FIELDS, Dates, Everything, Exact, Forms, Node, Phrase, Word
from ..query.typed import Typed, typed_at
from .vocabulary import Value, Vocabulary
from .word_forms import FormFinder

HELP = {
    "title": "words of the headline",
    "text": "words of the body",
    "outlet": "who published it",
    "byline": "who wrote it",
    "lang": "its language",
    "topic": "what it is filed under",
    "corpus": "where it was read from",
    "person": "who is named",
    "org": "which organisation is named",
    "place": "which place is named",
    "entity": "what is named, of any type",
    "speaker": "who says something",
    "quote": "words of a quote",
    "about": "who or what is spoken of",
    "cue": "how it is said: said, denied",
    "stance": "affirmed, denied, questioned …",
    "confidence": "least certainty of the speaker, in %",
    "in": "the article that a quote is in",
    "tag": "your tag",
    "is": "read, unread, bookmarked, a copy",
    "date": "when it was published",
}
"""What each field of the query language searches."""

CHOICES = {"confidence": ("%", ("50", "80", "90")), "is": ("article", ("unread", "read", "bookmarked", "copy"))}
"""Fields of a few values: of what kind they are, and these."""
MIN_PREFIX = 2
"""Minimum letters of a word without a field for completion."""
_WORDS, _NAMES = 6, 4
"""Maximum number of words and names that complete a word without a field."""
_MORE_WORDS = 24
"""Words that are looked at for whether they stand behind the elided article that was typed, or in the field."""
_PROBED = 24
"""Maximum number of names that are checked for quotes by or about them."""
_MONTHS, _DAYS = 14, 5000
"""Maximum number of months to offer before offering years; also of days that are counted."""


def complete(
    question: Complete, engine: Engine, vocabulary: Vocabulary, forms: FormFinder | None, cancelled: Cancelled
) -> Completions:
    """Return completions at the cursor; none if nothing can be completed. Raises as `Engine.search`.

    Args:
        question: The query and its cursor.
        engine: An index with the merges of its corpus.
        vocabulary: Its words and names.
        forms: Finds what a search for a word finds as well; None where words are searched for as they are.
        cancelled: As for `Engine.search`.
    """
    typed = typed_at(question.query, question.cursor)
    if typed is None:
        return Completions(question.cursor, question.cursor)
    if typed.field in CHOICES:
        kind, values = CHOICES[typed.field]
        head = f"{typed.field}:" if typed.named else ""
        started = [one for one in values if one.startswith(typed.prefix.lower())]
        found = [Completion(f"{head}{one}", one, kind) for one in started]
    elif typed.field == "date":
        found = _dates(typed, engine, cancelled)
    elif typed.field in TEXT_FIELDS:
        found = _words(typed, vocabulary, forms, cancelled)
    else:
        found = _values(typed, vocabulary, cancelled)
    written = question.query[typed.start : question.cursor]
    choices = tuple(one for one in found if one.text != written)[: question.limit]
    return Completions(typed.start, question.cursor, choices, values=typed.field not in TEXT_FIELDS)


def _words(typed: Typed, vocabulary: Vocabulary, forms: FormFinder | None, cancelled: Cancelled) -> list[Completion]:
    """Complete a word: the most frequent word first, then fields, then names and other words."""
    exact = typed.prefix.startswith(EXACTLY) and not typed.phrase
    prefix = typed.prefix[len(EXACTLY) :] if exact else typed.prefix
    if not prefix:
        return _fields("") if not typed.field else []
    article, word = prefix[: elided(prefix)], prefix[elided(prefix) :]
    folded = words(word)
    if len(folded) != 1 or (len(word) < MIN_PREFIX and not typed.field) or fold(word[-1]) == "'":
        return []
    head = (f"{typed.field}:" if typed.named else "") + (EXACTLY if exact else "")
    counted = vocabulary.starting(folded[0], _MORE_WORDS if article or typed.field else _WORDS)
    if article:  # of the words that start so, those that stand behind it
        phrases = ((one, Phrase(typed.field, words(article + one))) for one, _ in counted)
        both = [(one, vocabulary.count(phrase, cancelled)) for one, phrase in phrases]
        counted = sorted((one for one in both if one[1]), key=lambda one: -one[1])[:_WORDS]
    else:
        counted = _found(typed.field, counted, None if exact or typed.phrase else forms, vocabulary, cancelled)
    completed = [(article + _continued(word, one), articles) for one, articles in counted]
    found = [Completion(head + text, text, "word", articles) for text, articles in completed]
    if typed.field or typed.phrase or exact:
        return found
    others = [*_names(word, vocabulary, cancelled), *found[1:]]
    return [*found[:1], *([] if article else _fields(prefix)), *sorted(others, key=lambda one: -one.articles)]


def _found(
    field: str, counted: list[tuple[str, int]], forms: FormFinder | None, vocabulary: Vocabulary, cancelled: Cancelled
) -> list[tuple[str, int]]:
    """Return words of titles and texts with the number of articles that a search for each finds, most first."""
    asked: dict[str, Node] = {}
    for word, _ in counted:
        others = tuple(other for other, _ in forms.forms(word).others) if forms is not None else ()
        if field or others:
            asked[word] = Forms(field, (word, *others)) if others else Word(field, word)
    numbers = {**dict(counted), **dict(zip(asked, vocabulary.counts(list(asked.values()), cancelled), strict=True))}
    found = [(word, number) for word, number in numbers.items() if number]
    return sorted(found, key=lambda one: -one[1])[:_WORDS]


def _continued(prefix: str, word: str) -> str:
    """Continue typed letters by the rest of an index word, keeping their case."""
    return prefix + word[len(prefix) :] if value(prefix) == word[: len(prefix)] else word


def _fields(prefix: str) -> list[Completion]:
    return [Completion(f"{field}:", f"{field}:", HELP[field]) for field in FIELDS if field.startswith(prefix.lower())]


def _names(prefix: str, vocabulary: Vocabulary, cancelled: Cancelled) -> list[Completion]:
    found = vocabulary.known("entity", prefix, cancelled)[:_NAMES]
    return [Completion(condition(_field(one.kind), one.text), one.text, one.kind, one.articles) for one in found]


def _field(kind: str) -> str:
    return "entity" if kind == "misc" else kind


def _values(typed: Typed, vocabulary: Vocabulary, cancelled: Cancelled) -> list[Completion]:
    """Complete a field's value: most articles first, but an exact match before all others."""
    field = typed.field
    found = vocabulary.values(field, typed.prefix[elided(typed.prefix) :], cancelled)
    if field in ("speaker", "about"):
        found = _heard(field, found[:_PROBED], vocabulary, cancelled)
    whole = value(typed.prefix)
    found = sorted(found, key=lambda one: value(one.text) != whole) if whole else found
    skipped = 0 if typed.named else len(field) + 1
    return [
        Completion(condition(field, one.text)[skipped:], one.text, one.kind, one.articles) for one in found[:_PROBED]
    ]


def _heard(field: str, found: list[Value], vocabulary: Vocabulary, cancelled: Cancelled) -> list[Value]:
    """Keep the names that speak, or are spoken of, with the number of such articles."""
    counted = [one._replace(articles=vocabulary.count(Exact(field, value(one.text)), cancelled)) for one in found]
    return sorted((one for one in counted if one.articles), key=lambda one: (-one.articles, one.text))


def _dates(typed: Typed, engine: Engine, cancelled: Cancelled) -> list[Completion]:
    """Complete dates by the years, months or days of articles, newest first, within a date that is already typed."""
    prefix = typed.prefix.strip()
    span = parse_dates(prefix, date.today()) if prefix else None
    tree = Dates(*span) if span else Everything()
    timeline = engine.timeline(tree, buckets=_DAYS, cancelled=cancelled)
    if timeline.unit == "week":  # weeks do not subdivide months or years
        timeline = engine.timeline(tree, buckets=len(timeline.buckets) - 1, cancelled=cancelled)
    days = {bar.start: bar.count for bar in timeline.buckets if bar.count}
    length = len("2025-11-03") if len({day[:7] for day in days}) == 1 and timeline.unit == "day" else len("2025-11")
    if len({day[:7] for day in days}) > _MONTHS or timeline.unit in ("quarter", "year"):
        length = len("2025")
    counted: Counter[str] = Counter()
    for day, count in days.items():
        counted[day[:length]] += count
    found = [(text, count) for text, count in sorted(counted.items(), reverse=True) if text.startswith(prefix)]
    if timeline.undated and "none".startswith(prefix.lower()):
        found.append(("none", timeline.undated))
    found += [(text, 0) for text in ("last week", "last month", "last year") if text.startswith(prefix.lower())]
    skipped = 0 if typed.named else len("date:")
    return [Completion(condition("date", text)[skipped:], text, "date", count) for text, count in found]
