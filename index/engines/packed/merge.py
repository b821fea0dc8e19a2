"""Merging of segments: live documents renumbered, posting lists joined by numpy, in bounded memory."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise
from pathlib import Path

import msgspec
import numpy as np

from .arrays import Bools, Ints, narrow, ragged
from .columns import View
from .pack import PackWriter
from .packed_schema import TEXT_FIELDS
from .postings import PostingsWriter, put_alike
from .record_blocks import Dictionary, Frame, put_records
from .segment import EntityInfo, write_entities

_CHUNK = 250_000
"""Positions and postings in memory at once while a field is joined."""
_BLOCKS = 256
"""Blocks of records after which the memory of the packs is given back; else a merge would hold all that it has read."""


def merge(
    path: Path,
    views: Sequence[View],
    lives: Sequence[Bools],
    fields: Sequence[str],
    dictionary: Dictionary | None,
    numbers: Sequence[Ints] | None = None,
) -> int:
    """Write a new pack with the live documents of several, in order; return their number.

    Args:
        path: The new pack.
        views: The packs to join, oldest first.
        lives: Masks of the live documents of each view; an article and its quotes are in it together or not at all.
        fields: Fields whose posting lists are in the packs.
        dictionary: Compression dictionary of records.
        numbers: For each view, the permanent numbers of its heads: the column `numbers`.

    Raises:
        OSError: the file cannot be written.
    """
    renumbered: list[Ints] = []
    docs = 0
    for live in lives:
        renumbered.append(np.where(live, np.cumsum(live) - 1 + docs, -1))
        docs += int(np.count_nonzero(live))
    pack = PackWriter(path)
    try:
        for field in fields:
            _merge_field(pack, field, views, renumbered)
            if field in TEXT_FIELDS:
                _merge_column(pack, f"{field}.lengths", views, lives)
            _release(views)
        heads = [live[view.heads] for view, live in zip(views, lives, strict=True)]
        if numbers is not None:
            put_alike(pack, "numbers", (narrow(each[live]) for each, live in zip(numbers, heads, strict=True)))
        for name in ("kinds", "entity_rows"):
            _merge_column(pack, name, views, lives)
        _merge_column(pack, "days", views, heads)
        pack.put("stamps", *(view.pack.array("stamps")[live] for view, live in zip(views, heads, strict=True)))
        moved = [new[view.heads[live]] for view, live, new in zip(views, heads, renumbered, strict=True)]
        pack.put("heads", narrow(np.concatenate(moved)))
        _merge_outlets(pack, views, heads)
        _merge_entities(pack, views, lives)
        for name in ("held", "copy_marks"):
            _merge_strings(pack, name, views, heads)
            _release(views)
        name = dictionary.name if dictionary else ""
        kept = (one for view, live in zip(views, heads, strict=True) for one in view.records.chosen(live, name))
        put_records(pack, _releasing(kept, views), dictionary)
        pack.close()
    except BaseException:
        pack.abandon()
        path.unlink(missing_ok=True)
        raise
    return docs


def _release(views: Sequence[View]) -> None:
    for view in views:
        view.pack.release()


def _releasing(records: Iterable[bytes | Frame], views: Sequence[View]) -> Iterator[bytes | Frame]:
    """Yield the records, and give back the memory of what was read now and then."""
    for number, record in enumerate(records):
        yield record
        if number % _BLOCKS == 0:
            _release(views)


def _merge_field(pack: PackWriter, field: str, views: Sequence[View], renumbered: Sequence[Ints]) -> None:
    lexicons = [view.postings(field).lexicon.all() for view in views]
    terms = sorted(set().union(*lexicons))
    numbers = dict(zip(terms, count(), strict=False))
    new_terms = [np.fromiter(map(numbers.__getitem__, terms), np.int64, len(terms)) for terms in lexicons]
    writer = PostingsWriter(field, field in TEXT_FIELDS, terms)
    for low, high in _chunks(field, views, new_terms, len(terms)):
        parts = [
            _renumber(view, field, mine, new_docs, low, high)
            for view, mine, new_docs in zip(views, new_terms, renumbered, strict=True)
        ]
        term_ids, docs, freqs, places = (np.concatenate(column) for column in zip(*parts, strict=True))
        # Parts are sorted by term and document, and all documents of a part precede those of the next.
        order = np.argsort(term_ids, kind="stable")
        if field in TEXT_FIELDS:
            place_starts = np.cumsum(freqs) - freqs
            places = places[ragged(place_starts[order], freqs[order])]
        writer.add(term_ids[order], docs[order], freqs[order], places)
        _release(views)
    writer.write(pack)


def _chunks(field: str, views: Sequence[View], new_terms: Sequence[Ints], terms: int) -> list[tuple[int, int]]:
    """Yield ranges of the joined lexicon with about `_CHUNK` postings and positions each, or one term."""
    costs = np.zeros(terms, np.int64)
    for view, mine in zip(views, new_terms, strict=True):
        postings = view.postings(field)
        costs[mine] += np.diff(postings.starts.astype(np.int64))
        if postings.freqs is not None:
            costs[mine] += np.diff(postings.place_starts.astype(np.int64))
    chunk_of = np.cumsum(costs) // _CHUNK
    edges = [0, *(np.flatnonzero(np.diff(chunk_of)) + 1).tolist(), terms]
    return list(pairwise(edges))


def _renumber(
    view: View, field: str, new_terms: Ints, new_docs: Ints, low: int, high: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the live postings of a segment in a range of the joined lexicon: (terms, documents, freqs, places)."""
    postings = view.postings(field)
    first, last = np.searchsorted(new_terms, (low, high))
    rows = slice(int(postings.starts[first]), int(postings.starts[last]))
    counts = np.diff(postings.starts[first : last + 1].astype(np.int64))
    term_ids = np.repeat(new_terms[first:last], counts)
    docs = new_docs[postings.docs[rows]]
    alive = docs >= 0
    if postings.freqs is None:
        return term_ids[alive], docs[alive], np.ones(np.count_nonzero(alive), np.int64), docs[:0]
    freqs = postings.freqs[rows].astype(np.int64)
    places = postings.places[int(postings.place_starts[first]) : int(postings.place_starts[last])]
    if not alive.all():
        places = places[np.repeat(alive, freqs)]
    return term_ids[alive], docs[alive], freqs[alive], places


def _merge_column(pack: PackWriter, name: str, views: Sequence[View], lives: Sequence[Bools]) -> None:
    put_alike(pack, name, (view.pack.array(name)[live] for view, live in zip(views, lives, strict=True)))


def _merge_strings(pack: PackWriter, name: str, views: Sequence[View], lives: Sequence[Bools]) -> None:
    parts: list[bytes | memoryview] = []
    lengths: list[Ints] = []
    for view, live in zip(views, lives, strict=True):
        strings = view.pack.strings(name)
        sizes = np.diff(strings.ends.astype(np.int64), prepend=0)
        lengths.append(sizes[live])
        if live.all():
            parts.append(strings.data)
        else:
            parts.extend(strings[i] for i in np.flatnonzero(live & (sizes > 0)).tolist())
    pack.put(name, *parts)
    pack.put(f"{name}.ends", narrow(np.cumsum(np.concatenate(lengths))))


def _merge_outlets(pack: PackWriter, views: Sequence[View], lives: Sequence[Bools]) -> None:
    names = ["", *sorted({name for view in views for name in view.outlet_names} - {""})]
    numbers = {name: number for number, name in enumerate(names)}
    pack.put_strings("outlet_names", [name.encode("utf-8", "surrogatepass") for name in names])
    columns = [
        np.array([numbers[name] for name in view.outlet_names], np.int64)[view.pack.array("outlets")[live]]
        for view, live in zip(views, lives, strict=True)
    ]
    put_alike(pack, "outlets", map(narrow, columns))


def _merge_entities(pack: PackWriter, views: Sequence[View], lives: Sequence[Bools]) -> None:
    infos: dict[int, EntityInfo] = {}
    keys: list[Ints] = []
    counts: list[Ints] = []
    speakers: list[Ints] = []
    decoder = msgspec.msgpack.Decoder(EntityInfo)
    for view, live in zip(views, lives, strict=True):
        alive = np.repeat(live, view.pack.array("entity_rows"))
        ids = view.pack.array("entity_ids")[alive]
        table, packed = view.pack.array("entity_keys"), view.pack.strings("entity_infos")
        keys.append(table[ids])
        speakers.append(view.speakers[live])
        counts.append(view.pack.array("entity_counts")[alive])
        for i in np.unique(ids).tolist():
            info, key = decoder.decode(packed[i]), int(table[i])
            known = infos.get(key)
            if known is not None and known.aliases != info.aliases:
                aliases = tuple(sorted({*known.aliases, *info.aliases}))
                info = EntityInfo(info.name, info.type, aliases)
            infos[key] = info
    write_entities(pack, infos, np.concatenate(keys), np.concatenate(speakers))
    put_alike(pack, "entity_counts", counts)
