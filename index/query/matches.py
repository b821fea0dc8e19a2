"""The spans of a text that match a query, for highlighting, snippets, concordances and trails."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import NamedTuple

from ..model import Annotations, Article, Record, Span
from .analysis import Words, located, occurrences
from .terms import Term, accepts, accepts_value, consecutive, near
from .tree import And, Exact, Forms, Fuzzy, InArticle, Name, Node, Or, Phrase, Prefix, Wildcard, Word
from .values import quote_values

Leaf = Term | Phrase | Exact | Name
"""Nodes that stand for words."""
_PLACED = ("person", "org", "place", "entity", "about", "speaker", "cue")
"""Name fields whose values occur in the text."""
_ANNOTATED = ("person", "org", "place", "entity", "about", "speaker", "cue", "quote")
"""Fields whose matches are found by an article's annotations."""


def find_matches(tree: Node, article: Article, annotations: Annotations) -> tuple[Span, ...]:
    """Find the spans of an article's text that satisfy a tree, except its parts under a `Not`.

    Single words match themselves, a phrase from its first to its last word (split if an attribution interrupts the
    quote), words near each other one by one. Entity fields match the mentions of those entities, `about` those within
    quotes, `speaker` and `cue` the words that name the speaker and the cue; other name fields match nothing in the
    text.

    Returns:
        Sorted spans; overlapping ones are merged.
    """
    title, body, quoted, named = _sought(tree)
    spans: list[Span] = []
    text, first = article.text, article.body
    if first and title is not None:
        spans += _in_stretch(title, text, 0, first)
    if body is not None:
        spans += _in_stretch(body, text, first, len(text))
    if quoted:
        for quote in annotations.quotes:
            spans += _in_text(quoted, [located(text, start, end) for start, end in quote.parts])
    for leaf in named:
        spans += _of_names(leaf, Record(article, annotations))
    return tuple(_merged(spans))


def find_matches_in_quote(tree: Node, record: Record, number: int) -> tuple[Span, ...]:
    """The spans of `find_matches` that lie within one quote of the article, by its index."""
    parts = record.annotations.quotes[number].parts
    spans = find_matches(tree, record.article, record.annotations)
    return tuple((start, end) for start, end in spans if any(low <= start and end <= high for low, high in parts))


def needs_annotations(tree: Node) -> bool:
    """Return whether `find_matches` looks at the annotations for this tree; most trees need none."""
    return any(leaf.field in _ANNOTATED for leaf in positive_leaves(tree))


def positive_leaves(tree: Node) -> Iterator[Leaf]:
    """Yield the leaves of a tree in order, without those under a `Not`."""
    match tree:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from positive_leaves(part)
        case InArticle(part=part):
            yield from positive_leaves(part)
        case Word() | Forms() | Exact() | Name() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            yield tree
        case _:
            return


class _Stretch(NamedTuple):
    """What is looked for in one stretch of a text."""

    words: frozenset[str]
    prefixes: frozenset[str]
    others: tuple[Leaf, ...]
    """Leaves whose words have to be compared one by one."""


@lru_cache(maxsize=8)
def _sought(tree: Node) -> tuple[_Stretch | None, _Stretch | None, tuple[Leaf, ...], tuple[Leaf, ...]]:
    """Return what a tree looks for in the title, the body and quotes, None for nothing, and its leaves in name fields.

    A page of results asks for it once for each article.
    """
    leaves = list(dict.fromkeys(positive_leaves(tree)))
    in_title, in_body, quoted = (
        tuple(leaf for leaf in leaves if leaf.field in fields) for fields in (("", "title"), ("", "text"), ("quote",))
    )
    named = tuple(leaf for leaf in leaves if leaf.field in _PLACED)
    return _stretch(in_title), _stretch(in_body), quoted, named


def _stretch(leaves: Sequence[Leaf]) -> _Stretch | None:
    if not leaves:
        return None
    return _Stretch(
        frozenset(
            word
            for leaf in leaves
            if isinstance(leaf, Word | Forms)
            for word in (leaf.words if isinstance(leaf, Forms) else (leaf.word,))
        ),
        frozenset(leaf.prefix for leaf in leaves if isinstance(leaf, Prefix)),
        tuple(leaf for leaf in leaves if not isinstance(leaf, Word | Forms | Prefix)),
    )


def _in_stretch(sought: _Stretch, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of what is sought in one stretch of a text."""
    if sought.words or sought.prefixes:
        yield from occurrences(text, sought.words, sought.prefixes, start, end)
    if sought.others:
        yield from _in_text(sought.others, [located(text, start, end)])


def _in_text(leaves: Iterable[Leaf], parts: Sequence[Words]) -> Iterator[Span]:
    """Yield the spans of leaves in a text of several parts with continuous word positions."""
    words, starts, ends = (list(chain.from_iterable(column)) for column in zip(*parts, strict=True))
    owners = [number for number, part in enumerate(parts) for _ in part.words]
    for leaf in leaves:
        match leaf:
            case Phrase(words=phrase, slop=0):
                for first in consecutive(phrase, {word: _places(words, word) for word in phrase}):
                    for _, run in groupby(range(first, first + len(phrase)), key=owners.__getitem__):
                        stretch = list(run)
                        yield starts[stretch[0]], ends[stretch[-1]]
                continue
            case Phrase(words=phrase, slop=slop):
                found = near(phrase, slop, {word: _places(words, word) for word in phrase})
            case Word(word=word):
                found = _places(words, word)
            case Forms() | Prefix() | Wildcard() | Fuzzy():
                meant = set(filter(accepts(leaf), set(words)))
                found = [place for place, word in enumerate(words) if word in meant] if meant else []
            case Exact() | Name():
                continue
        yield from ((starts[place], ends[place]) for place in found)


def _places(words: list[str], word: str) -> list[int]:
    """Return the positions of a word, ascending."""
    found: list[int] = []
    place = -1
    for _ in range(words.count(word)):
        place = words.index(word, place + 1)
        found.append(place)
    return found


def _of_names(leaf: Leaf, record: Record) -> Iterator[Span]:
    """Yield the spans of a leaf in one of the `_PLACED` fields."""
    if isinstance(leaf, Phrase):
        return
    annotations = record.annotations
    if isinstance(leaf, Name):
        one = (leaf.kind, leaf.name)
        named = {number for number, entity in enumerate(annotations.entities) if (entity.type, entity.name) == one}
        if leaf.field == "speaker":
            speakers = (quote.speaker for quote in annotations.quotes if quote.speaker is not None)
            yield from ((speaker.start, speaker.end) for speaker in speakers if speaker.entity in named)
            return
        yield from _mentions(named, annotations, said=leaf.field == "about")
        return
    accepted = accepts_value(leaf)
    if leaf.field == "speaker":
        for number, quote in enumerate(annotations.quotes):
            if quote.speaker and any(map(accepted, quote_values(record, number, "speaker"))):
                yield quote.speaker.start, quote.speaker.end
        return
    if leaf.field == "cue":
        yield from ((q.cue.start, q.cue.end) for q in annotations.quotes if q.cue and accepted(q.cue.text))
        return
    types = (leaf.field,) if leaf.field in ("person", "org", "place") else ("person", "org", "place", "misc")
    entities = {
        number
        for number, entity in enumerate(annotations.entities)
        if entity.type in types and (accepted(entity.name) or any(map(accepted, entity.aliases)))
    }
    yield from _mentions(entities, annotations, said=leaf.field == "about")


def _mentions(entities: set[int], annotations: Annotations, *, said: bool) -> Iterator[Span]:
    """Yield the mentions of entities; with `said` those within quotes."""
    mentions = [(mention.start, mention.end) for mention in annotations.mentions if mention.entity in entities]
    if said:
        parts = [part for quote in annotations.quotes for part in quote.parts]
        mentions = [(start, end) for start, end in mentions if any(s <= start and end <= e for s, e in parts)]
    yield from mentions


def _merged(spans: list[Span]) -> Iterator[Span]:
    spans.sort()
    at, until = 0, 0
    for start, end in spans:
        if start < until:
            until = max(until, end)
            continue
        if at < until:
            yield at, until
        at, until = start, end
    if at < until:
        yield at, until
