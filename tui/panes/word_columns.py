"""The columns of tables of words, the same on screen and on the command line."""

from collections.abc import Callable
from typing import NamedTuple

from ...index.protocol.reports import WordRow, WordTable

KINDS = {
    "words": "words",
    "ngrams": "n-grams",
    "collocates": "collocates",
    "keyness": "keyness",
}
"""What each kind of table is called."""


class Column(NamedTuple):
    """A column of figures; the words themselves stand behind the last one."""

    heading: str
    width: int
    text: Callable[[WordRow, WordTable], str]


def columns(kind: str, *, quotes: bool) -> tuple[Column, ...]:
    """Return the columns of a kind of table; `quotes` says what `documents` are."""
    within = Column("quotes" if quotes else "articles", 9, lambda row, _: f"{row.documents:,}")
    likelihood = Column("log-likeli.", 12, lambda row, _: f"{row.log_likelihood:,.1f}")
    occurs = Column("occurs", 10, lambda row, _: f"{row.occurrences:,}")
    if kind == "collocates":
        return (
            Column("near", 8, lambda row, _: f"{row.near:,}"),
            Column("by chance", 10, lambda row, _: f"{row.expected:,.1f}"),
            within,
            likelihood,
            Column("log-Dice", 9, lambda row, _: f"{row.log_dice:.2f}"),
            Column("MI", 7, lambda row, _: f"{row.mutual_information:.2f}"),
        )
    if kind == "keyness":
        return (
            Column("here", 9, lambda row, _: f"{row.occurrences:,}"),
            Column("per million", 12, lambda row, table: f"{rate(row.occurrences, table.words):,.1f}"),
            Column("there", 12, lambda row, table: f"{rate(row.other, table.other_words):,.1f}"),
            likelihood,
            Column("log ratio", 10, lambda row, _: f"{row.log_ratio:+.2f}"),
        )
    if kind == "ngrams":
        return (occurs, within)
    return (occurs, within, Column("per million", 12, lambda row, table: f"{rate(row.occurrences, table.words):,.1f}"))


def heading(shown: tuple[Column, ...]) -> str:
    """Return the headings over the figures, each ending where its figures end."""
    return "".join(f"{column.heading:>{column.width}}" for column in shown)


def figures(shown: tuple[Column, ...], row: WordRow, table: WordTable) -> str:
    """Return the figures of a row, each right-aligned in its column."""
    return "".join(f"{column.text(row, table):>{column.width}}" for column in shown)


def rate(occurrences: int, size: int) -> float:
    """Return occurrences in a million running words."""
    return round(occurrences * 1_000_000 / max(size, 1), 2)


def counted_in(table: WordTable, kind: str, *, quotes: bool, left: int, right: int) -> str:
    """Return what a table was counted in: `688 hits · 6,373 words within 5 before and 5 after · …`."""
    what = "quote" if quotes else "article"
    if kind == "collocates":
        near = f"{_count(table.words, 'word')} up to {left} before or {right} after"
        return f"{_count(table.hits, 'hit')} · {near} · compared with {_count(table.other_words, 'word')} of the index"
    here = f"{_count(table.words, 'word')} in {_count(table.documents, what)}"
    if kind == "keyness":
        there = f"{_count(table.other_words, 'word')} in {_count(table.other_documents, what)}"
        return f"{here} · compared with {there}"
    return here if kind == "words" else f"{_count(table.words, 'place')} in {_count(table.documents, what)}"


def _count(number: int, singular: str) -> str:
    return f"{number:,} {singular if number == 1 else singular + 's'}"
