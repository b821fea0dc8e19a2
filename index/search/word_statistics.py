"""Word lists, n-grams, collocates and keyness of a search: counted once, then sorted and handed out in pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from ..engines.base import Cancelled, Engine
from ..engines.packed.arrays import Floats, Ints
from ..engines.word_tables import WordRun
from ..model import Record
from ..protocol.questions import CountWords, Scope, WordSort
from ..protocol.reports import Keyword, WordRow, WordTable
from ..query.tree import And, Node, Not
from ..statistics.association import expected, log_dice, log_likelihood, mutual_information
from ..statistics.collocates import count_neighbours
from ..statistics.keyness import keyness, log_ratio, percent_difference
from ..statistics.ngrams import count_ngrams
from .hit_words import hit_words
from .interpreter import Interpreter

USUAL_SORT: dict[str, WordSort] = {
    "words": "occurrences",
    "ngrams": "occurrences",
    "collocates": "log-likelihood",
    "keyness": "log-likelihood",
}
"""What each kind of table is sorted by unless asked otherwise."""
_COLUMNS = {"occurrences": "occurrences", "articles": "documents", "log-likelihood": "log_likelihood",
            "log-dice": "log_dice", "mi": "mutual_information", "log-ratio": "log_ratio"}  # fmt: skip
"""The field of `WordRow` behind each order."""

Found = Callable[[Scope, Cancelled], Iterable[tuple[Record, Sequence[int]]]]
"""Returns the articles of a scope with the user's decisions, and the quotes that a quote search found in each."""


class _Counted(NamedTuple):
    """A whole table: one column for each field of `WordRow`, but for the words themselves."""

    numbers: Ints
    """Numbers of the word of each row, or a row of numbers for each n-gram."""
    columns: dict[str, Ints | Floats]
    facts: WordTable
    """Everything but the rows."""


class WordStatistics:
    """Counts over an open index; every method raises what `Engine.count_words` raises."""

    def __init__(self, engine: Engine, interpreter: Interpreter, found: Found) -> None:
        self._engine = engine
        self._interpreter = interpreter
        self._found = found
        self._last: tuple[int, CountWords, _Counted, dict[WordSort, Ints]] | None = None
        """The last table with the interpreter's generation at the time, and the orders it has been asked in."""

    def count(self, question: CountWords, cancelled: Cancelled) -> WordTable:
        """Return a page of a table; the last table is kept."""
        asked = replace(question, sort=None, offset=0, limit=0)
        tree = self._interpreter.understand(question.scope).tree  # which also sees the newest decisions
        generation = self._interpreter.generation
        last = self._last
        if last is None or last[:2] != (generation, asked):
            self._last = None
            count = {"words": self._words, "ngrams": self._ngrams, "collocates": self._collocates}
            counted = count.get(question.kind, self._keyness)(question, tree, cancelled)
            last = self._last = (generation, asked, counted, {})
        counted, orders = last[2], last[3]
        sort = question.sort or USUAL_SORT[question.kind]
        chosen = self._order(counted, sort, orders, question.offset, question.offset + question.limit)
        return replace(counted.facts, rows=tuple(self._rows(counted, chosen)), offset=question.offset)

    def _words(self, question: CountWords, tree: Node, cancelled: Cancelled) -> _Counted:
        counts = self._engine.count_words(tree, quotes=question.scope.quotes, cancelled=cancelled)
        kept, rarer = _frequent(counts.occurrences, question.least)
        columns = {"occurrences": counts.occurrences[kept], "documents": counts.documents[kept]}
        return _Counted(kept, columns, WordTable((), 0, len(kept), counts.size, counts.words, rarer=rarer))

    def _ngrams(self, question: CountWords, tree: Node, cancelled: Cancelled) -> _Counted:
        quotes = question.scope.quotes
        size = 0

        def runs() -> Iterator[WordRun]:
            nonlocal size
            for run in self._engine.word_runs(tree, quotes=quotes, cancelled=cancelled):
                size += run.documents
                yield run

        found = count_ngrams(runs(), question.n)
        kept, rarer = _frequent(found.occurrences, question.least)
        columns = {"occurrences": found.occurrences[kept], "documents": found.documents[kept]}
        return _Counted(found.words[kept], columns, WordTable((), 0, len(kept), size, found.total, rarer=rarer))

    def _collocates(self, question: CountWords, tree: Node, cancelled: Cancelled) -> _Counted:
        scope = question.scope
        found = hit_words(
            self._engine, tree, lambda: self._found(scope, cancelled), quotes=scope.quotes, cancelled=cancelled
        )
        words = self._engine.word_list()
        around = count_neighbours(found, question.left, question.right, len(words))
        every = self._everything(scope)
        whole = self._engine.count_words(every, quotes=scope.quotes, cancelled=cancelled)
        size = max(len(whole.occurrences), len(around.near), len(around.inside))
        near, documents, inside = (_sized(each, size) for each in (around.near, around.documents, around.inside))
        elsewhere = _sized(whole.occurrences, size) - inside
        total = whole.words - int(inside.sum())
        kept, rarer = _frequent(near, question.least)
        both, other = near[kept], elsewhere[kept]
        columns = {
            "occurrences": other,
            "documents": documents[kept],
            "near": both,
            "expected": expected(around.window, other, total),
            "log_likelihood": log_likelihood(both, around.window, other, total),
            "log_dice": log_dice(both, around.hits, other),
            "mutual_information": mutual_information(both, around.window, other, total),
        }
        facts = WordTable((), 0, len(kept), 0, around.window, whole.size, total, around.hits, rarer)
        return _Counted(kept, columns, facts)

    def _keyness(self, question: CountWords, tree: Node, cancelled: Cancelled) -> _Counted:
        scope = question.scope
        rest: Node = And((self._everything(scope), Not(tree)))
        against = rest if question.against is None else self._interpreter.understand(question.against).tree
        return self._compared(tree, against, question.least, cancelled, quotes=scope.quotes)

    def keywords(
        self, tree: Node, against: Node, *, quotes: bool, least: int, limit: int, cancelled: Cancelled
    ) -> tuple[Keyword, ...]:
        """Return the words that are more frequent in one search than in another, the surest difference first."""
        counted = self._compared(tree, against, least, cancelled, quotes=quotes, only_here=True)
        more = int(np.count_nonzero(counted.columns["log_likelihood"] > 0))
        chosen = self._order(counted, "log-likelihood", {}, 0, min(limit, more))
        return tuple(
            Keyword(row.text, row.occurrences, row.other, row.log_likelihood, row.log_ratio)
            for row in self._rows(counted, chosen)
        )

    def _compared(
        self, tree: Node, against: Node, least: int, cancelled: Cancelled, *, quotes: bool, only_here: bool = False
    ) -> _Counted:
        """Compare the words of two searches, or `only_here` those of the first one: often a hundredth of all words."""
        here = self._engine.count_words(tree, quotes=quotes, cancelled=cancelled)
        there = self._engine.count_words(against, quotes=quotes, cancelled=cancelled)
        size = max(len(here.occurrences), len(there.occurrences))
        own, other = _sized(here.occurrences, size), _sized(there.occurrences, size)
        kept, rarer = _frequent(np.where(own > 0, own + other, 0) if only_here else own + other, least)
        a, b, sizes = own[kept], other[kept], (here.words, there.words)
        columns = {
            "occurrences": a,
            "documents": _sized(here.documents, size)[kept],
            "other": b,
            "log_likelihood": keyness(a, b, *sizes),
            "log_ratio": log_ratio(a, b, *sizes),
            "percent_difference": percent_difference(a, b, *sizes),
        }
        facts = WordTable((), 0, len(kept), here.size, here.words, there.size, there.words, rarer=rarer)
        return _Counted(kept, columns, facts)

    def _everything(self, scope: Scope) -> Node:
        """Return the whole index, or the corpus that a scope is limited to."""
        corpus = tuple(one for one in scope.filters if one.field == "corpus")
        return self._interpreter.understand(Scope("", scope.quotes, corpus)).tree

    def _order(self, counted: _Counted, sort: WordSort, orders: dict[WordSort, Ints], first: int, last: int) -> Ints:
        """Return the rows from `first` to `last` in an order; rows that are even are sorted by spelling."""
        rows = len(counted.numbers)
        first, last = min(first, rows), min(last, rows)
        if sort == "word":
            if sort not in orders:
                spelled = self._spelled(counted.numbers)
                orders[sort] = np.array(sorted(range(rows), key=spelled.__getitem__), np.int64)
            return orders[sort][first:last]
        keys = counted.columns.get(_COLUMNS[sort], counted.columns["occurrences"])
        if sort == "occurrences" and "near" in counted.columns:
            keys = counted.columns["near"]
        order = orders.get(sort)
        if order is None:
            order = orders[sort] = np.argsort(-keys.astype(np.float64), kind="stable")
        if first >= last:
            return order[:0]
        sorted_keys = -keys[order].astype(np.float64)
        low = int(np.searchsorted(sorted_keys, sorted_keys[first], side="left"))
        high = int(np.searchsorted(sorted_keys, sorted_keys[last - 1], side="right"))
        even = order[low:high]
        spelled = self._spelled(counted.numbers[even])
        by_name = sorted(range(len(even)), key=lambda i: (-float(keys[even[i]]), spelled[i]))
        return even[by_name][first - low : last - low]

    def _spelled(self, numbers: Ints) -> list[str]:
        """Return the words, or n-grams, with some numbers."""
        words = self._engine.word_list()
        if 8 * numbers.size > len(words):
            every = words.all()
            spelled = [every[number] for number in numbers.ravel().tolist()]
        else:
            spelled = [words.word(number) for number in numbers.ravel().tolist()]
        if numbers.ndim == 1:
            return spelled
        n = numbers.shape[1]
        return [" ".join(spelled[at : at + n]) for at in range(0, len(spelled), n)]

    def _rows(self, counted: _Counted, chosen: Ints) -> Iterable[WordRow]:
        spelled = self._spelled(counted.numbers[chosen])
        columns = {name: column[chosen].tolist() for name, column in counted.columns.items()}
        for i, text in enumerate(spelled):
            yield WordRow(text, **{name: column[i] for name, column in columns.items()})


def _frequent(occurrences: Ints, least: int) -> tuple[Ints, int]:
    """Return the rows with enough occurrences, and how many others have any."""
    kept = np.flatnonzero(occurrences >= max(1, least))
    return kept, int(np.count_nonzero(occurrences)) - len(kept)


def _sized(counts: Ints, size: int) -> Ints:
    """Return counts for `size` words, signed."""
    return np.pad(counts.astype(np.int64), (0, size - len(counts)))
