"""The words that a search found, in runs of words: what collocates are the neighbours of.

They are the spans of `query.matches`, as words. Conditions on words and phrases are found in the runs themselves; names
and words near each other only by reading the articles.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

import numpy as np

from ..engines.base import Cancelled, Engine, SearchCancelledError
from ..engines.packed.arrays import Bools, Ints
from ..engines.word_tables import WordList, WordRun
from ..model import Record, Span
from ..query.analysis import Words, located
from ..query.matches import find_matches
from ..query.terms import accepts
from ..query.tree import And, Exact, Forms, Fuzzy, InArticle, Name, Node, Or, Phrase, Prefix, Wildcard, Word
from ..statistics.collocates import Nodes

_PARTS = {"": (True, True), "title": (True, False), "text": (False, True)}
"""Whether a field's words stand in the title, and in the body."""
_AT_ONCE = 64
"""Articles that are read together."""

Records = Callable[[], Iterable[tuple[Record, Sequence[int]]]]
"""Returns all articles of the search with the user's decisions, and the quotes that a quote search found in each."""
Leaf = Word | Forms | Prefix | Wildcard | Fuzzy | Phrase | Exact | Name


def hit_words(
    engine: Engine, tree: Node, records: Records, *, quotes: bool, cancelled: Cancelled
) -> Iterator[tuple[WordRun, Nodes]]:
    """Yield all runs of a search with the words of its hits.

    Args:
        engine: The index.
        tree: What is searched.
        records: Its articles, read if the tree asks for more than words and phrases.
        quotes: Whether it is a quote search; then only words of the quotes themselves are hits.
        cancelled: As for `Engine.word_runs`, whose exceptions are raised.
    """
    leaves = tuple(dict.fromkeys(_leaves(tree, quotes)))
    if all(_is_plain(leaf, quotes) for leaf in leaves):
        words = engine.word_list()
        for run in engine.word_runs(tree, quotes=quotes, cancelled=cancelled):
            yield run, _in_run(run, leaves, words)
        return
    rest = iter(records())
    while some := list(islice(rest, _AT_ONCE)):
        if cancelled():
            raise SearchCancelledError
        yield _read(some, tree, engine.word_list(), quotes=quotes)


def _leaves(tree: Node, quotes: bool) -> Iterator[Leaf]:
    """Yield the conditions on words, except those under a `Not`; of a quote search those on the quote."""
    match tree:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from _leaves(part, quotes)
        case InArticle(part=part) if not quotes:
            yield from _leaves(part, quotes)
        case Word() | Forms() | Prefix() | Wildcard() | Fuzzy() | Phrase() | Exact() | Name():
            wanted = ("", "quote") if quotes else ("", "title", "text", "quote", "person", "org", "place", "entity")
            if tree.field in wanted or (not quotes and tree.field in ("about", "speaker", "cue")):
                yield tree
        case _:
            return


def _is_plain(leaf: Leaf, quotes: bool) -> bool:
    """Return whether a leaf can be found in runs of words alone."""
    near = isinstance(leaf, Exact | Name) or (isinstance(leaf, Phrase) and leaf.slop > 0)
    return not near and (quotes or leaf.field in _PARTS)


def _in_run(run: WordRun, leaves: Sequence[Leaf], words: WordList) -> Nodes:
    hit, joined = np.zeros(len(run.numbers), np.bool_), np.zeros(len(run.numbers), np.bool_)
    lengths = np.diff(run.ends, prepend=0)
    for leaf in leaves:
        inside: Bools | None = None
        if run.parts == 2 and leaf.field in ("title", "text"):
            inside = np.repeat(np.tile(np.array(_PARTS[leaf.field]), run.documents), lengths)
        match leaf:
            case Phrase(words=phrase):
                starts = _phrases(run, words.numbers(phrase))
                if inside is not None:
                    starts = starts[inside[starts]]
                for step in range(len(phrase)):
                    hit[starts + step] = True
                    joined[starts + step] |= step < len(phrase) - 1
            case Exact() | Name():
                continue
            case _:
                found = _numbered(leaf, words)[run.numbers]
                hit |= found if inside is None else found & inside
    return Nodes(hit, joined)


def _numbered(leaf: Word | Forms | Prefix | Wildcard | Fuzzy, words: WordList) -> Bools:
    """Return for each number of the word list whether a leaf accepts the word."""
    accepted = np.zeros(len(words), np.bool_)
    if isinstance(leaf, Word | Forms):
        numbers = words.numbers((leaf.word,) if isinstance(leaf, Word) else leaf.words)
        accepted[numbers[(numbers >= 0) & (numbers < len(accepted))]] = True
        return accepted
    accepts_word = accepts(leaf)
    accepted[[number for number, word in enumerate(words.all()) if accepts_word(word)]] = True
    return accepted


def _phrases(run: WordRun, phrase: Ints) -> Ints:
    """Return where a phrase begins, within one text."""
    last = len(run.numbers) - len(phrase)
    if last < 0 or (phrase < 0).any():
        return np.empty(0, np.int64)
    starts = np.flatnonzero(run.numbers[: last + 1] == phrase[0])
    for step, number in enumerate(phrase.tolist()[1:], 1):
        starts = starts[run.numbers[starts + step] == number]
    ends = run.ends[np.searchsorted(run.ends, starts, side="right")]
    return starts[starts + len(phrase) <= ends]


def _read(
    found: Sequence[tuple[Record, Sequence[int]]], tree: Node, words: WordList, *, quotes: bool
) -> tuple[WordRun, Nodes]:
    """Return the words of title and body of some articles, or of their quotes, with those of the hits."""
    texts: list[Words] = []
    hits: list[tuple[list[bool], list[bool]]] = []
    for record, numbers in found:
        article = record.article
        spans = find_matches(tree, article, record.annotations)
        whole = (((0, article.body),), ((article.body, len(article.text)),))
        for parts in (record.annotations.quotes[number].parts for number in numbers) if quotes else whole:
            located_parts = [located(article.text, start, end) for start, end in parts]
            text = Words(*(list(chain.from_iterable(column)) for column in zip(*located_parts, strict=True)))
            texts.append(text)
            hits.append(_marked(text, spans))
    ends = np.cumsum(np.array([len(text.words) for text in texts], np.int64))
    run = words.numbers(list(chain.from_iterable(text.words for text in texts))).astype(np.int32)
    hit, joined = (np.array(list(chain.from_iterable(one[i] for one in hits)), np.bool_) for i in (0, 1))
    parts = 1 if quotes else 2
    return WordRun(run, ends, parts, len(texts) // parts), Nodes(hit, joined)


def _marked(text: Words, spans: Sequence[Span]) -> tuple[list[bool], list[bool]]:
    """Return for each word whether it is in a span, and whether the next word is in the same one."""
    hit, joined = [False] * len(text.words), [False] * len(text.words)
    at = 0
    for start, end in spans:
        while at < len(text.words) and text.ends[at] <= start:
            at += 1
        while at < len(text.words) and text.starts[at] < end:
            hit[at] = True
            joined[at] = at + 1 < len(text.words) and text.starts[at + 1] < end
            at += 1
    return hit, joined
