"""The entity tables of several segments joined into one, in bounded memory."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np

from .arrays import Bools, Ints, distinct
from .columns import View
from .pack import PackWriter
from .segment import EntityInfo
from .spill import Spill

_BLOCK = 4096
"""Entities in memory at once."""
_DOCUMENTS = 50_000
"""Documents whose entities are in memory at once."""


def merge_entities(pack: PackWriter, views: Sequence[View], lives: Sequence[Bools], rest: Callable[[], None]) -> None:
    """Write the entities of live documents: their table, sorted by key, and for each document indexes into it.

    Args:
        pack: the pack that is being written.
        views: the segments to join, oldest first: the last one that has an entity gives its name.
        lives: masks of the live documents of each.
        rest: gives back the memory of the segments; it is called between steps, and may raise to stop.
    """
    used = [_used(view, live) for view, live in zip(views, lives, strict=True)]
    tables = [view.pack.array("entity_keys") for view in views]
    keys = distinct(np.concatenate([table[each] for table, each in zip(tables, used, strict=True)]))
    pack.put("entity_keys", keys)
    infos, lengths, types = Spill(pack.folder), Spill(pack.folder), np.zeros(len(keys), np.uint8)
    for start in range(0, len(keys), _BLOCK):
        block = keys[start : start + _BLOCK]
        packed = _infos(block, views, used, types[start : start + _BLOCK])
        infos.append(np.frombuffer(b"".join(packed), np.uint8))
        lengths.append(np.fromiter(map(len, packed), np.int64, len(packed)))
        if start % (8 * _BLOCK) == 0:
            rest()
    pack.put("entity_types", types)
    pack.put_parts("entity_infos", (part.data for part in infos))
    pack.put("entity_infos.ends", _ends(lengths))
    numbers = [np.searchsorted(keys, table) for table in tables]
    pack.put_parts("entity_ids", _ids(views, lives, numbers, np.min_scalar_type(max(len(keys) - 1, 0))))
    pack.put_parts("speakers", _speakers(views, lives, numbers, np.min_scalar_type(len(keys))))
    dtype = np.result_type(np.uint8, *(view.pack.array("entity_counts").dtype for view in views))
    pack.put_parts("entity_counts", _counts(views, lives, dtype))


def _alive(view: View, live: Bools, name: str) -> Iterator[Ints]:
    """Yield a column of all entities of all documents, those of live ones only, some documents at a time."""
    rows, column = view.pack.array("entity_rows"), view.pack.array(name)
    start = 0
    for at in range(0, len(live), _DOCUMENTS):
        counts = rows[at : at + _DOCUMENTS].astype(np.int64)
        end = start + int(counts.sum())
        yield column[start:end][np.repeat(live[at : at + _DOCUMENTS], counts)]
        start = end
        view.pack.release()


def _used(view: View, live: Bools) -> Bools:
    """A mask of the entities in a segment's table that live documents have."""
    used = np.zeros(len(view.pack.array("entity_keys")), np.bool_)
    for ids in _alive(view, live, "entity_ids"):
        used[ids] = True
    return used


def _infos(block: Ints, views: Sequence[View], used: Sequence[Bools], types: Ints) -> list[bytes]:
    """The packed infos of some entities; their types are filled in."""
    found: list[list[bytes]] = [[] for _ in block]
    for view, each in zip(views, used, strict=True):
        table, strings = view.pack.array("entity_keys"), view.pack.strings("entity_infos")
        at = np.searchsorted(table, block)
        at[at == len(table)] = 0
        here = np.flatnonzero((table[at] == block) & each[at]) if len(table) else at[:0]
        types[here] = view.pack.array("entity_types")[at[here]]
        for number, place in zip(here.tolist(), at[here].tolist(), strict=True):
            found[number].append(strings[place])
    return [each[0] if len(set(each)) == 1 else _joined(each) for each in found]


_decode = msgspec.msgpack.Decoder(EntityInfo).decode


def _joined(packed: Sequence[bytes]) -> bytes:
    """One info with the other spellings of all, and the last name."""
    infos = list(map(_decode, packed))
    aliases = tuple(sorted({alias for info in infos for alias in info.aliases}))
    return msgspec.msgpack.encode(EntityInfo(infos[-1].name, infos[-1].type, aliases))


def _ends(lengths: Spill) -> Ints:
    sizes = np.concatenate([np.empty(0, np.int64), *lengths])
    ends = np.cumsum(sizes)
    return ends.astype(np.min_scalar_type(int(ends[-1]) if len(ends) else 0))


def _ids(views: Sequence[View], lives: Sequence[Bools], numbers: Sequence[Ints], dtype: np.dtype) -> Iterator[Ints]:
    yield np.empty(0, dtype)
    for view, live, new in zip(views, lives, numbers, strict=True):
        moved = new.astype(dtype)
        yield from (moved[ids] for ids in _alive(view, live, "entity_ids"))


def _speakers(
    views: Sequence[View], lives: Sequence[Bools], numbers: Sequence[Ints], dtype: np.dtype
) -> Iterator[Ints]:
    """Yield for each live document the index of its speaker from 1, or 0 for none."""
    yield np.empty(0, dtype)
    for view, live, new in zip(views, lives, numbers, strict=True):
        moved = np.concatenate((np.zeros(1, np.int64), new + 1)).astype(dtype)
        column = view.pack.array("speakers")
        for at in range(0, len(live), _DOCUMENTS):
            yield moved[column[at : at + _DOCUMENTS][live[at : at + _DOCUMENTS]]]
        view.pack.release()


def _counts(views: Sequence[View], lives: Sequence[Bools], dtype: np.dtype) -> Iterator[Ints]:
    yield np.empty(0, dtype)
    for view, live in zip(views, lives, strict=True):
        yield from (counts.astype(dtype, copy=False) for counts in _alive(view, live, "entity_counts"))
