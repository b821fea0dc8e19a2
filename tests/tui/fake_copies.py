"""Copies in the fake index: its groups are given, their words are compared as in the real one."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from newsexplore.index.copies.comparison import compare, count_words
from newsexplore.index.copies.verification import overlap, wording
from newsexplore.index.model import Hit, QuoteHit, Record, Snippet
from newsexplore.index.protocol.answers import Results
from newsexplore.index.protocol.questions import Compare, ListCopies, ListQuoteVariants
from newsexplore.index.protocol.related_answers import (
    Comparison,
    Copies,
    Copy,
    QuoteVariant,
    QuoteVariants,
    Similar,
    SimilarHit,
)
from newsexplore.index.query.analysis import words

from .fake_records import RECORDS, record

Groups = Sequence[tuple[str, ...]]


STORY = (
    "The North Lock opened again on Tuesday after {spell} of repairs, the Harbour Board said.\n\n"
    "“The lock is older than the quay, and it will outlast {whom},” said the engineer.\n\n{end}"
)
COPIED = (
    record(
        "c1",
        "North Lock opens after repairs",
        STORY.format(spell="a month", whom="the board", end="The repairs cost 3.4 million."),
        date="2031-07-01T10:20:00",
        outlet="Lantern Daily",
        said=(
            (
                "The lock is older than the quay, and it will outlast the board,",
                "direct",
                "the engineer",
                "Chief Engineer",
            ),
        ),
    ),
    record(
        "c2",
        "Lock open: what the board does not say",
        STORY.format(spell="five weeks", whom="us all", end="Who pays for the repairs, the board does not say."),
        date="2031-07-02",
        outlet="The Tidewatch",
        said=(("The lock is older than the quay, and it will outlast us all,", "direct", "the engineer", ""),),
    ),
    *RECORDS,
)
"""Two outlets tell one story, with one quote; and the other articles."""


def hidden(ids: Iterable[str], groups: Groups) -> set[str]:
    """Return the ids that are folded into an earlier one."""
    seen: set[tuple[str, ...]] = set()
    found: set[str] = set()
    for id_ in ids:
        group = next((one for one in groups if id_ in one), ())
        if group in seen:
            found.add(id_)
        elif group:
            seen.add(group)
    return found


def folded(whole: Results, offset: int, limit: int, groups: Groups) -> Results:
    """Return a page of folded results."""
    gone = hidden((hit.id for hit in whole.hits), groups)

    def with_copies(hit: Hit) -> Hit:
        group = next((one for one in groups if hit.id in one), ())
        copies = [one for one in whole.hits if one.id in group and one.id in gone]
        outlets = {one.outlet for one in copies} - {hit.outlet, ""}
        return replace(hit, copies=len(copies), copy_outlets=len(outlets))

    rows = tuple(with_copies(hit) for hit in whole.hits if hit.id not in gone)
    page = tuple(replace(row, rank=rank) for rank, row in enumerate(rows, 1))[offset : offset + limit]
    return replace(whole, total=len(rows), offset=offset, hits=page, folded=len(gone), fold_state="on")


def copies(question: ListCopies, records: Sequence[Record], groups: Groups) -> Copies:
    """List the copies of an article."""
    by_id = {one.article.id: one.article for one in records}
    group = next((one for one in groups if question.id in one), (question.id,))
    first = wording(by_id[question.id])
    shown: list[Copy] = []
    for article in sorted((by_id[id_] for id_ in group), key=lambda one: (not one.date, one.date)):
        found = overlap(first, wording(article))
        number = len(words(article.text[article.body :]))
        shown.append(
            Copy(article.id, article.title, article.date, article.outlet, article.locator, number,
                 found.of_second, found.of_first)
        )  # fmt: skip
    outlets = len({one.outlet for one in shown})
    return Copies(len(shown), question.offset, tuple(shown[question.offset :][: question.limit]), outlets)


def comparison(question: Compare, records: Sequence[Record]) -> Comparison:
    """Compare two articles."""
    by_id = {one.article.id: one.article for one in records}
    first, second = by_id[question.first], by_id[question.second]
    text = compare(first.text[first.body :], second.text[second.body :])
    return Comparison(first, second, compare(first.title, second.title), text, *count_words(text))


def similar(id_: str, records: Sequence[Record]) -> Similar:
    """Return all other articles, as similar by one word."""
    others = [one.article for one in records if one.article.id != id_]
    hits = tuple(
        SimilarHit(one.id, one.title, one.date, one.outlet, one.locator, 1.0, ("lock",), Snippet("")) for one in others
    )
    return Similar(len(hits), 0, ("lock", "storm"), hits, 1)


def variants(question: ListQuoteVariants, quotes: Sequence[QuoteHit]) -> QuoteVariants:
    """Return all quotes that share half of their words with one."""
    first = next(one for one in quotes if (one.article, one.number) == (question.article, question.number))
    said = set(words(first.quote.text))
    alike = [one for one in quotes if 2 * len(said & set(words(one.quote.text))) > len(said)]
    rows = tuple(
        QuoteVariant(one, compare(first.quote.text, one.quote.text), () if one == first else ("reworded", "speaker"))
        for one in alike
    )
    return QuoteVariants(len(rows), 0, rows, len({one.outlet for one in alike}))
