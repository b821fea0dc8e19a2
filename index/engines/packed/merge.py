"""Merging of segments: live documents renumbered, posting lists joined by numpy, in bounded memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count, pairwise
from pathlib import Path

import numpy as np

from .arrays import Bools, Ints, narrow, ragged
from .columns import View
from .entity_table import merge_entities
from .pack import PackWriter
from .packed_schema import TEXT_FIELDS
from .postings import Lexicon, PostingsWriter, put_alike
from .record_blocks import Dictionary, Frame, put_records

_CHUNK = 100_000
"""Positions and postings in memory at once while a field is joined."""
_POSTINGS = 10_000
"""Postings of one frequent term in memory at once."""
_TERMS = 4096
"""Terms of one segment in memory at once: all words and names of a million articles would be 500 MB."""
_GIVEN_BACK = 4 << 20
"""Bytes of strings after which the memory of the packs is given back."""
_BLOCKS = 256
"""Blocks of records after which the memory of the packs is given back; else a merge would hold all that it has read."""


def merge(
    path: Path,
    views: Sequence[View],
    lives: Sequence[Bools],
    fields: Sequence[str],
    dictionary: Dictionary | None,
    numbers: Sequence[Ints] | None = None,
    check: Callable[[], None] = lambda: None,
) -> int:
    """Write a new pack with the live documents of several, in order; return their number.

    Args:
        path: The new pack.
        views: The packs to join, oldest first.
        lives: Masks of the live documents of each view; an article and its quotes are in it together or not at all.
        fields: Fields whose posting lists are in the packs.
        dictionary: Compression dictionary of records.
        numbers: For each view, the permanent numbers of its heads: the column `numbers`.
        check: Called between steps; may raise to stop, and nothing is left of the new pack.

    Raises:
        OSError: the file cannot be written.
    """

    def rest() -> None:
        """Give back the memory of the packs, and see whether to go on."""
        for view in views:
            view.pack.release()
        check()

    renumbered: list[Ints] = []
    docs = 0
    for live in lives:
        numbers_of = np.cumsum(live, dtype=np.int32)
        numbers_of += docs - 1
        numbers_of[~live] = -1
        renumbered.append(numbers_of)
        docs += int(np.count_nonzero(live))
    pack = PackWriter(path)
    try:
        for field in fields:
            _merge_field(pack, field, views, renumbered, rest)
            rest()
        for field in TEXT_FIELDS:
            _merge_lengths(pack, f"{field}.lengths", views, lives)
        heads = [live[view.heads] for view, live in zip(views, lives, strict=True)]
        if numbers is not None:
            put_alike(pack, "numbers", (narrow(each[live]) for each, live in zip(numbers, heads, strict=True)))
        for name in ("kinds", "entity_rows"):
            _merge_column(pack, name, views, lives)
            rest()
        _merge_column(pack, "days", views, heads)
        pack.put("stamps", *(view.pack.array("stamps")[live] for view, live in zip(views, heads, strict=True)))
        moved = [new[view.heads[live]] for view, live, new in zip(views, heads, renumbered, strict=True)]
        pack.put("heads", narrow(np.concatenate(moved)))
        _merge_outlets(pack, views, heads)
        rest()
        merge_entities(pack, views, lives, rest)
        rest()
        for name in ("held", "copy_marks"):
            _merge_strings(pack, name, views, heads, rest)
            rest()
        name = dictionary.name if dictionary else ""
        kept = (one for view, live in zip(views, heads, strict=True) for one in view.records.chosen(live, name))
        put_records(pack, _resting(kept, rest), dictionary)
        pack.close()
    except BaseException:
        pack.abandon()
        path.unlink(missing_ok=True)
        raise
    return docs


def _resting(records: Iterable[bytes | Frame], rest: Callable[[], None]) -> Iterator[bytes | Frame]:
    """Yield the records, and rest now and then."""
    for number, record in enumerate(records):
        yield record
        if number % _BLOCKS == 0:
            rest()


def _merge_field(
    pack: PackWriter, field: str, views: Sequence[View], renumbered: Sequence[Ints], rest: Callable[[], None]
) -> None:
    writer = PostingsWriter(field, field in TEXT_FIELDS, pack.folder)
    lexicons = [view.postings(field).lexicon for view in views]
    rest()  # all sections have been verified
    for ranges in _ranges(lexicons):
        mine = [lexicon.some(low, high) for lexicon, (low, high) in zip(lexicons, ranges, strict=True)]
        terms = sorted(set().union(*mine))
        numbers = dict(zip(terms, count(), strict=False))
        new_terms = [np.fromiter(map(numbers.__getitem__, each), np.int64, len(each)) for each in mine]
        writer.begin(terms)
        lows = [low for low, _ in ranges]
        for low, high, cost in _chunks(field, views, lows, new_terms, len(terms)):
            if high - low == 1 and cost > _CHUNK:
                _add_frequent(writer, field, views, new_terms, lows, renumbered, low)
            else:
                _add_chunk(writer, field, views, new_terms, lows, renumbered, low, high)
            rest()
    writer.write(pack)


def _add_chunk(
    writer: PostingsWriter,
    field: str,
    views: Sequence[View],
    new_terms: Sequence[Ints],
    lows: Sequence[int],
    renumbered: Sequence[Ints],
    low: int,
    high: int,
) -> None:
    """Add the postings of some terms of a stretch."""
    parts = [
        _renumber(view, field, mine, at, new_docs, low, high)
        for view, mine, at, new_docs in zip(views, new_terms, lows, renumbered, strict=True)
    ]
    term_ids, docs, freqs, places = (np.concatenate(column) for column in zip(*parts, strict=True))
    # Parts are sorted by term and document, and all documents of a part precede those of the next.
    order = np.argsort(term_ids, kind="stable")
    if field in TEXT_FIELDS:
        place_starts = np.cumsum(freqs) - freqs
        places = places[ragged(place_starts[order], freqs[order])]
    writer.add(term_ids[order], docs[order], freqs[order], places)


def _add_frequent(
    writer: PostingsWriter,
    field: str,
    views: Sequence[View],
    new_terms: Sequence[Ints],
    lows: Sequence[int],
    renumbered: Sequence[Ints],
    term: int,
) -> None:
    """Add the postings of one term piece by piece: "the" has millions of positions."""
    for view, mine, low, new_docs in zip(views, new_terms, lows, renumbered, strict=True):
        postings = view.postings(field)
        at = int(np.searchsorted(mine, term))
        if at == len(mine) or mine[at] != term:
            continue
        end, place = int(postings.starts[low + at + 1]), 0
        if postings.freqs is not None:
            place = int(postings.place_starts[low + at])
        for start in range(int(postings.starts[low + at]), end, _POSTINGS):
            rows = slice(start, min(start + _POSTINGS, end))
            docs = new_docs[postings.docs[rows]]
            alive = docs >= 0
            freqs, places = np.ones(len(docs), np.int64), docs[:0]
            if postings.freqs is not None:
                freqs = postings.freqs[rows].astype(np.int64)
                past = place + int(freqs.sum())
                places, place = postings.places[place:past][np.repeat(alive, freqs)], past
            docs = docs[alive]
            writer.add(np.full(len(docs), term), docs, freqs[alive], places)
        view.pack.release()


def _ranges(lexicons: Sequence[Lexicon]) -> Iterator[list[tuple[int, int]]]:
    """Yield for each stretch of the joined lexicon where it is in each lexicon: at most `_TERMS` of its terms."""
    bounds = sorted({lexicon[at] for lexicon in lexicons for at in range(_TERMS, len(lexicon), _TERMS)})
    lows = [0] * len(lexicons)
    for bound in bounds:
        highs = [lexicon.lower_bound(bound) for lexicon in lexicons]
        yield list(zip(lows, highs, strict=True))
        lows = highs
    yield list(zip(lows, map(len, lexicons), strict=True))


def _chunks(
    field: str, views: Sequence[View], lows: Sequence[int], new_terms: Sequence[Ints], terms: int
) -> Iterator[tuple[int, int, int]]:
    """Yield ranges of a stretch of the joined lexicon with about `_CHUNK` postings and positions each, or one term.

    The third number is how many they are.
    """
    costs = np.zeros(terms, np.int64)
    for view, low, mine in zip(views, lows, new_terms, strict=True):
        postings, end = view.postings(field), low + len(mine) + 1
        costs[mine] += np.diff(postings.starts[low:end].astype(np.int64))
        if postings.freqs is not None:
            costs[mine] += np.diff(postings.place_starts[low:end].astype(np.int64))
    sums = np.cumsum(costs)
    frequent = np.flatnonzero(costs > _CHUNK)
    cuts = np.concatenate((np.flatnonzero(np.diff(sums // _CHUNK)) + 1, frequent, frequent + 1))
    edges = [0, *[at for at in np.unique(cuts).tolist() if 0 < at < terms], terms]
    for low, high in pairwise(edges):
        yield low, high, int(costs[low:high].sum())


def _renumber(
    view: View, field: str, new_terms: Ints, at: int, new_docs: Ints, low: int, high: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the live postings of a segment in a range of the joined lexicon: (terms, documents, freqs, places).

    `new_terms` are the numbers of the segment's terms from index `at` on.
    """
    postings = view.postings(field)
    first, last = np.searchsorted(new_terms, (low, high))
    starts = postings.starts[at + first : at + last + 1].astype(np.int64)
    rows = slice(int(starts[0]), int(starts[-1]))
    term_ids = np.repeat(new_terms[first:last], np.diff(starts))
    docs = new_docs[postings.docs[rows]]
    alive = docs >= 0
    if postings.freqs is None:
        return term_ids[alive], docs[alive], np.ones(np.count_nonzero(alive), np.int64), docs[:0]
    freqs = postings.freqs[rows].astype(np.int64)
    places = postings.places[int(postings.place_starts[at + first]) : int(postings.place_starts[at + last])]
    if not alive.all():
        places = places[np.repeat(alive, freqs)]
    return term_ids[alive], docs[alive], freqs[alive], places


def _merge_column(pack: PackWriter, name: str, views: Sequence[View], lives: Sequence[Bools]) -> None:
    columns = [view.pack.array(name) for view in views]
    _put_masked(pack, name, columns, lives)


def _merge_lengths(pack: PackWriter, name: str, views: Sequence[View], lives: Sequence[Bools]) -> None:
    """Join the lengths of a text field, unless a pack of an older version has articles without them."""
    if all(name in view.pack or not len(view.ids) for view in views):
        columns = [
            view.pack.array(name) if name in view.pack else np.zeros(len(live), np.uint8)
            for view, live in zip(views, lives, strict=True)
        ]
        _put_masked(pack, name, columns, lives)


def _put_masked(pack: PackWriter, name: str, columns: Sequence[Ints], masks: Sequence[Bools]) -> None:
    """Write the chosen numbers of several columns, in the widest type among them."""
    dtype = np.result_type(np.uint8, *(column.dtype for column in columns))
    chosen = (column[mask].astype(dtype, copy=False) for column, mask in zip(columns, masks, strict=True))
    pack.put_parts(name, chain((np.empty(0, dtype),), chosen))


def _merge_strings(
    pack: PackWriter, name: str, views: Sequence[View], lives: Sequence[Bools], rest: Callable[[], None]
) -> None:
    lengths = [
        np.diff(view.pack.strings(name).ends.astype(np.int64), prepend=0)[live]
        for view, live in zip(views, lives, strict=True)
    ]
    pack.put_parts(name, _chosen_strings(name, views, lives, rest))
    pack.put(f"{name}.ends", narrow(np.cumsum(np.concatenate(lengths))))


def _chosen_strings(
    name: str, views: Sequence[View], lives: Sequence[Bools], rest: Callable[[], None]
) -> Iterator[bytes | memoryview]:
    """Yield the strings of live articles, and rest now and then."""
    yield b""
    for view, live in zip(views, lives, strict=True):
        strings = view.pack.strings(name)
        if live.all():
            for at in range(0, len(strings.data), _GIVEN_BACK):
                yield strings.data[at : at + _GIVEN_BACK]
                rest()
        else:
            yield from (strings[i] for i in np.flatnonzero(live).tolist())
            rest()


def _merge_outlets(pack: PackWriter, views: Sequence[View], lives: Sequence[Bools]) -> None:
    names = ["", *sorted({name for view in views for name in view.outlet_names} - {""})]
    numbers = {name: number for number, name in enumerate(names)}
    pack.put_strings("outlet_names", [name.encode("utf-8", "surrogatepass") for name in names])
    columns = [
        np.array([numbers[name] for name in view.outlet_names], np.int64)[view.pack.array("outlets")[live]]
        for view, live in zip(views, lives, strict=True)
    ]
    put_alike(pack, "outlets", map(narrow, columns))
