"""`newsexplore why`: why a result is where it is, and why a quote is attributed as it is."""

from collections.abc import Sequence
from typing import Any

from ....index.engines.base import never
from ....index.model import Sort
from ....index.protocol.questions import ExplainResult, Scope
from ....index.protocol.reasons import QuoteReasons, Reasons
from ....index.quotation import quote_fields
from ....index.search.gone import GoneError, NoArticleError
from ....index.search.index_answers import Answers
from ...reports.reason_lines import reason_lines
from ..open_index import answers_for
from ..options import Options
from ..output import print_json, print_lines
from ..query_notes import say_how_read


def why(
    options: Options,
    article: str,
    query: str,
    quote: int | None,
    quotes: bool,
    sort: Sort | None,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print why an article, or a quote of it, is a result of a query, and how the quote is attributed.

    Raises:
        GoneError: the article is not in the index, or has no quote at that offset.
    """
    with answers_for(options, paths) as answers:
        scope = Scope(query, quotes)
        say_how_read(answers, scope)
        number = _number(answers, article, quote) if quote is not None else None
        if quotes and number is None:
            raise GoneError("Name the quote: --quote OFFSET is the “start” that `newsexplore quotes --json` prints.")
        found = answers.reasons.explain(ExplainResult(article, scope, number), never)
        order = sort or answers.settings.config.search.sort
    if json:
        print_json(_json(found))
    else:
        print_lines(reason_lines(found, query, order, quotes=quotes))


def _number(answers: Answers, article: str, start: int) -> int:
    """Return the number of the quote that begins at an offset; raises GoneError."""
    records = answers.engine.records([article])
    if not records:
        raise NoArticleError(article)
    for number, quote in enumerate(records[0].annotations.quotes):
        if quote.start <= start < quote.end:
            return number
    raise GoneError(f"The article has no quote at offset {start}.")


def _json(found: Reasons) -> dict[str, Any]:
    return {
        "id": found.id,
        "title": found.title,
        "matches": found.matches,
        "score": round(found.score, 4),
        "population": found.population,
        "words": found.words,
        "parts": [
            {
                "condition": one.text,
                "points": round(one.points, 4),
                "held": one.held,
                "headline": one.headline,
                "body": one.body,
                "found": one.found,
            }
            for one in found.parts
        ],
        "quotes": [_quote_json(one) for one in found.quotes],
    }


def _quote_json(one: QuoteReasons) -> dict[str, Any]:
    return {
        **quote_fields(one.quote),
        "corrected": one.corrected,
        "words_to_speaker": one.between,
        "words_to_cue": one.to_cue,
        "rule_confidence": one.base,
        "signs": [{"sign": part.sign, "without": part.without} for part in one.parts],
        "note": one.note or None,
    }
