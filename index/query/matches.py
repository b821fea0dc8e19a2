"""The spans of a text that match a query, for highlighting, snippets, concordances and trails."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

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
    leaves = list(dict.fromkeys(positive_leaves(tree)))
    spans: list[Span] = []
    text, body = article.text, article.body
    if body and (wanted := [leaf for leaf in leaves if leaf.field in ("", "title")]):
        spans += _in_stretch(wanted, text, 0, body)
    if wanted := [leaf for leaf in leaves if leaf.field in ("", "text")]:
        spans += _in_stretch(wanted, text, body, len(text))
    if wanted := [leaf for leaf in leaves if leaf.field == "quote"]:
        for quote in annotations.quotes:
            spans += _in_text(wanted, [located(text, start, end) for start, end in quote.parts])
    for leaf in leaves:
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


def _in_stretch(leaves: Sequence[Leaf], text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of leaves in one stretch of a text."""
    words = {leaf.word for leaf in leaves if isinstance(leaf, Word)}
    words |= {word for leaf in leaves if isinstance(leaf, Forms) for word in leaf.words}
    prefixes = {leaf.prefix for leaf in leaves if isinstance(leaf, Prefix)}
    yield from occurrences(text, words, prefixes, start, end)
    if others := [leaf for leaf in leaves if not isinstance(leaf, Word | Forms | Prefix)]:
        yield from _in_text(others, [located(text, start, end)])


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
    """Yield the spans of a leaf in a name field whose values occur in the text."""
    if isinstance(leaf, Phrase) or leaf.field not in _PLACED:
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
