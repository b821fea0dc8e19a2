"""Copies in the fake index: its groups are given, their words are compared as in the real one."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from newsexplore.index.copies.comparison import compare, count_words
from newsexplore.index.copies.verification import overlap, wording
from newsexplore.index.model import Hit, Record
from newsexplore.index.protocol.answers import Comparison, Copies, Copy, Results
from newsexplore.index.protocol.questions import Compare, ListCopies
from newsexplore.index.query.analysis import words

Groups = Sequence[tuple[str, ...]]


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
