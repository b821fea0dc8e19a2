"""`newsexplore similar` and `newsexplore quote-variants`."""

from collections.abc import Sequence

from ....index.engines.base import never
from ....index.model import Sort
from ....index.protocol.questions import FindSimilar, ListQuoteVariants, ListVariantGroups, Scope
from ....index.protocol.related_answers import QuoteVariant
from ....index.quotation import attribution, printable
from ....index.search.index_answers import Answers
from ...screens.related_labels import difference_label
from ...terminal.sanitise import sanitise_line
from ..csv_output import Emit, emitter
from ..open_index import answers_for
from ..options import Options
from ..output import about, count, print_json, print_lines, quote_json, say, strong
from ..query_notes import say_how_read

_PAGE = 200
"""Rows fetched at a time."""


def similar(options: Options, article: str, limit: int, paths: Sequence[str], json: bool) -> None:
    """Print the articles that are most similar to one.

    Raises:
        GoneError: the article is not in the index.
    """
    with answers_for(options, paths) as answers:
        answers.folding.current(lambda: None)
        shown, total = 0, 1
        while shown < total and (not limit or shown < limit):
            size = min(_PAGE, limit - shown) if limit else _PAGE
            page = answers.similar.find(FindSimilar(article, shown, size), never)
            total = page.total
            if not shown:
                say(f"ranked by: {', '.join(page.terms) or 'no word that another article has'}")
                if page.copies:
                    say(f"{count(page.copies, 'copy', 'copies')} of the article left out: newsexplore copies {article}")
            for rank, hit in enumerate(page.hits, shown + 1):
                if json:
                    print_json(
                        {
                            "rank": rank,
                            "score": round(hit.score, 4),
                            "id": hit.id,
                            "title": hit.title,
                            "date": hit.date or None,
                            "outlet": hit.outlet or None,
                            "locator": hit.locator,
                            "shared": hit.shared,
                            "copies": hit.copies,
                        }
                    )
                    continue
                when = f"{hit.date[:10] or 'undated'} · {hit.outlet or 'unknown outlet'}"
                copies = f" · +{count(hit.copies, 'copy', 'copies')}" if hit.copies else ""
                print_lines(
                    (
                        f"{rank:>3}. {strong(hit.title or '(no headline)')}",
                        f"     {sanitise_line(when)}{copies} · {hit.id}",
                        f"     shares: {sanitise_line(', '.join(hit.shared))}",
                        "",
                    )
                )
            if not page.hits:
                break
            shown += len(page.hits)
        if shown < total:
            say(f"{shown:,} of {count(total, 'article')} shown; --limit 0 shows all")


def quote_variants(
    options: Options, query: str, limit: int, sort: Sort | None, as_csv: bool, paths: Sequence[str], json: bool
) -> None:
    """Print groups of quotes of the same words: of one article by its id, or of the quotes that match."""
    emit = emitter(json=json, as_csv=as_csv)
    with answers_for(options, paths) as answers:
        known = answers.folding.current(lambda: None)
        records = answers.engine.records([query])
        if records:
            quotes = range(len(records[0].annotations.quotes))
            places = [(query, number) for number in quotes if (query, number) in known.variants_of]
            total = len(places)
            places = places[: limit or None]
        else:
            scope = Scope(query, quotes=True)
            say_how_read(answers, scope)
            order = sort or answers.settings.config.search.sort
            most = limit or len(known.variants) + 1
            found = answers.quote_variants.groups(ListVariantGroups(scope, order, 0, most), never)
            places, total = list(found.quotes), found.total
        for number, place in enumerate(places, 1):
            _print_group(number, answers, place, emit)
        if len(places) < total:
            say(f"{len(places):,} of {count(total, 'group')} shown; --limit 0 shows all")
        elif emit is None:
            say(count(total, "group"))


def _print_group(number: int, answers: Answers, place: tuple[str, int], emit: Emit | None) -> None:
    offset, total = 0, 1
    while offset < total:
        page = answers.quote_variants.variants(ListQuoteVariants(*place, offset, _PAGE), never)
        total = page.total
        if not offset and emit is None:
            where = f" · {count(page.outlets, 'outlet')}" if page.outlets else ""
            print_lines((strong(f"{number}. {count(total, 'quote')}{where}"),))
        for variant in page.variants:
            if emit is not None:
                emit(
                    {
                        "group": number,
                        "of": {"article": place[0], "number": place[1]},
                        "number": variant.hit.number,
                        **quote_json(variant.hit),
                        "differs": variant.differs,
                    }
                )
            else:
                print_lines(_variant_lines(variant, place))
        if not page.variants:
            break
        offset += len(page.variants)
    if emit is None:
        print_lines(("",))


def _variant_lines(variant: QuoteVariant, place: tuple[str, int]) -> tuple[str, ...]:
    hit = variant.hit
    differs = "the quote in question" if (hit.article, hit.number) == place else difference_label(variant.differs)
    return (
        f"   {strong(attribution(hit.quote))} · {about(hit)} · {hit.article}",
        f"     {sanitise_line(printable(hit.quote))}",
        f"     {differs}",
    )
