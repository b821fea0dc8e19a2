"""Why a result is where it is: what each condition adds to its score, and why its quotes are attributed as they are."""

import re
from collections.abc import Iterator, Sequence

from ..annotate.text.language import ENGLISH
from ..config.configuration import QuotesConfig
from ..curation.changes import quote_key
from ..engines.base import Cancelled, Engine
from ..model import Quote, Record, Span
from ..protocol.questions import ExplainResult
from ..protocol.reasons import ConfidencePart, QuoteReasons, Reasons, ScorePart
from ..query.analysis import words
from ..query.compose import condition
from ..query.lex import name_field, speaker_field
from ..query.matches import find_matches, find_matches_in_quote
from ..query.tree import (
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
from .gone import GoneError, NoArticleError
from .interpreter import Interpreter

MOST_PARTS = 24
"""Conditions that are measured."""
_MANY = 8
"""Alternatives of one field that are one condition: `confidence:90` is eleven."""


class ResultReasons:
    """Explains results of one open index."""

    def __init__(self, engine: Engine, interpreter: Interpreter, config: QuotesConfig) -> None:
        self._engine = engine
        self._interpreter = interpreter
        self._config = config

    def explain(self, question: ExplainResult, cancelled: Cancelled) -> Reasons:
        """Explain an article, or one of its quotes, as a result of a query.

        Raises as `Engine.search`, and GoneError if the article is not in the index.
        """
        stored = next(iter(self._engine.records([question.id])), None)
        if stored is None:
            raise NoArticleError(question.id)
        record = self._interpreter.decided(stored)
        scope, number = question.scope, question.number
        if number is not None and not 0 <= number < len(record.annotations.quotes):
            raise GoneError("The article has no such quote.")
        tree = self._interpreter.understand(scope).tree
        in_quote = number if scope.quotes else None
        only: Node = Ids(frozenset((question.id,)))
        if scope.quotes and number is not None:
            only = QuoteIds(frozenset(((question.id, number),)))
        total, score = self._score(And((tree, only)), cancelled, quotes=scope.quotes)
        parts = tuple(
            self._part(node, only, record, in_quote, cancelled, quotes=scope.quotes)
            for node, _ in zip(_conditions(tree), range(MOST_PARTS), strict=False)
        )
        numbers = () if number is None else (number,)
        quote = record.annotations.quotes[number] if number is not None and scope.quotes else None
        return Reasons(
            question.id,
            record.article.title,
            score,
            self._count(Everything(), cancelled, quotes=scope.quotes),
            len(words(quote.text if quote is not None else record.article.text)),
            parts,
            bool(total),
            self._quotes(stored, record, numbers),
        )

    def _score(self, tree: Node, cancelled: Cancelled, *, quotes: bool) -> tuple[int, float]:
        """Return how much a tree finds, and the score of the first of it."""
        search = self._engine.search_quotes if quotes else self._engine.search
        found = search(tree, sort="relevance", offset=0, limit=1, cancelled=cancelled)
        return found.total, found.page[0][-1] if found.page else 0.0

    def _count(self, tree: Node, cancelled: Cancelled, *, quotes: bool) -> int:
        search = self._engine.search_quotes if quotes else self._engine.search
        return search(tree, sort="newest", offset=0, limit=0, cancelled=cancelled).total

    def _part(
        self, node: Node, only: Node, record: Record, number: int | None, cancelled: Cancelled, *, quotes: bool
    ) -> ScorePart:
        held, points = self._score(And((node, only)), cancelled, quotes=quotes)
        spans: Sequence[Span] = ()
        if _is_of_text(node):
            article = record.article
            spans = find_matches(node, article, record.annotations)
            if number is not None and not isinstance(node, InArticle):
                spans = find_matches_in_quote(node, record, number)
        above = sum(start < record.article.body for start, _ in spans) if number is None else 0
        found = self._count(node, cancelled, quotes=quotes)
        return ScorePart(written(node), points, found, above, len(spans) - above, bool(held))

    # Quotes

    def _quotes(self, stored: Record, record: Record, numbers: Sequence[int]) -> tuple[QuoteReasons, ...]:
        """Explain the attributions of quotes of an article."""
        if not numbers:
            return ()
        from ..annotate.quotes.attribution_reasons import attribution_signs  # loads the lists of extraction

        article = record.article
        signs = attribution_signs(stored, numbers, self._config)
        decided = self._interpreter.curation.quotes
        found: list[QuoteReasons] = []
        for number in numbers:
            quote = record.annotations.quotes[number]
            kept = decided.get(quote_key(article.id, quote.start, quote.end))
            corrected = kept is not None and bool(kept.corrected_speaker)
            known = None if corrected else signs.get(number)
            found.append(
                QuoteReasons(
                    quote,
                    corrected,
                    _between_parts(article.text, quote),
                    _to_cue(article.text, quote),
                    known.base if known else None,
                    tuple(ConfidencePart(*sign) for sign in known.signs) if known else (),
                    "" if known else _why_unknown(quote, article.lang, corrected=corrected),
                )
            )
        return tuple(found)


def _why_unknown(quote: Quote, lang: str, *, corrected: bool) -> str:
    """Return why the signs behind a confidence are not known."""
    if corrected:
        return "You have corrected the speaker: the correction is certain."
    if quote.speaker is None:
        return "Nothing in the text names a speaker."
    if lang[:2].lower() not in ("", ENGLISH):
        return "In this language the confidence follows from the rule that found the speaker alone."
    return (
        "The signs cannot be told again: the speaker comes from the form of a conversation, or the article was indexed "
        "by an earlier version."
    )


def _between_parts(text: str, quote: Quote) -> int | None:
    """Return the words between the nearest part of a quote and what names its speaker."""
    speaker = quote.speaker
    if speaker is None:
        return None
    return min(_gap(text, (speaker.start, speaker.end), part) for part in quote.parts or ((quote.start, quote.end),))


def _gap(text: str, one: Span, other: Span) -> int:
    """Return the number of words between two spans; 0 if they touch or overlap."""
    first, second = sorted((one, other))
    return len(re.findall(r"\w+", text[first[1] : second[0]])) if first[1] < second[0] else 0


def _to_cue(text: str, quote: Quote) -> int | None:
    """Return the words between the cue and what names the speaker."""
    speaker, cue = quote.speaker, quote.cue
    if speaker is None or cue is None:
        return None
    return _gap(text, (speaker.start, speaker.end), (cue.start, cue.end))


# Conditions


def _conditions(tree: Node) -> Iterator[Node]:
    """Yield the conditions of a tree, without those under a `Not`, which add nothing."""
    match tree:
        case Or(parts=parts) if len(parts) >= _MANY and len({getattr(part, "field", part) for part in parts}) == 1:
            yield tree
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from _conditions(part)
        case InArticle(part=part):
            yield from (InArticle(one) for one in _conditions(part))
        case Everything() | Nothing():
            return
        case _:
            yield tree


def _is_of_text(node: Node) -> bool:
    """Return whether a condition has places in a text."""
    if isinstance(node, InArticle):
        return _is_of_text(node.part)
    return isinstance(node, Word | Forms | Exact | Name | Phrase | Prefix | Wildcard | Fuzzy)


def written(node: Node) -> str:
    """Write a condition as the query language does."""
    match node:
        case Word(field=field, word=word):
            return _in_field(field, word)
        case Forms(field=field, words=(typed, *others)):
            return _in_field(field, f"{typed} (or {', '.join(others)})")
        case Exact(field=field, value=value):
            return _in_field(field, f'"{value}"')
        case Name(field=field, kind=kind, name=name):
            listed = speaker_field(kind) if field == "speaker" else name_field(kind, quotes=field == "about")
            return condition(listed, name)
        case Phrase(field=field, words=words, slop=slop):
            return _in_field(field, f'"{" ".join(words)}"{f"~{slop}" if slop else ""}')
        case Prefix(field=field, prefix=prefix):
            return _in_field(field, f"{prefix}*")
        case Wildcard(field=field, pattern=pattern):
            return _in_field(field, pattern)
        case Fuzzy(field=field, word=word, distance=distance):
            return _in_field(field, f"{word}~{distance}")
        case Dates(start=start, end=end):
            return f"date:[{start or '*'} TO {end or '*'}]"
        case Undated():
            return "date:none"
        case Ids() | QuoteIds():
            return "a tag, a mark or a correction"
        case InArticle(part=part):
            return f"in:({written(part)})"
        case Not(part=part):
            return f"-{written(part)}"
        case Or(parts=parts):
            return f"{getattr(parts[0], 'field', '')}: one of {len(parts)} values"
        case _:
            return "everything"


def _in_field(field: str, text: str) -> str:
    return f"{field}:{text}" if field else text
