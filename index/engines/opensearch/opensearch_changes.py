"""What commits have changed: a document of each tells it, and a table says which commit it shows."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from ..packed.zstd import ZstdCompressor, decompress
from .opensearch_schema import columns
from .opensearch_snapshot import Body, Snapshot
from .opensearch_state import State

_AT_ONCE = 50
"""Changes of commits that are fetched at once."""

_LEVEL = 3
"""Of compression."""

Search = Callable[[Body], Body]
T = TypeVar("T")


class Mark(Struct, frozen=True):
    """The commit that a table shows."""

    identity: str = ""
    generation: int = 0
    next: int = 0
    open: tuple[str, ...] = ()
    articles: int = 0


def mark_of(state: State, articles: int) -> Mark:
    """Return the mark of the commit of a state."""
    return Mark(state.identity, state.generation, state.next, tuple(state.open), articles)


def read_mark(mark: bytes) -> Mark | None:
    """Return a mark as it was stored; None if it is none."""
    with suppress(ValueError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(mark, type=Mark)
    return None


def committed_since(known: Mark) -> Body:
    """Return a query for what commits have written since."""
    since: list[Body] = [{"range": {"commit": {"gte": known.next}}}]
    if known.open:
        since.append({"terms": {"commit": [int(number) for number in known.open]}})
    return {"bool": {"should": since, "minimum_should_match": 1}}


def changes_since(snapshot: Snapshot, search: Search, known: Mark, field: str) -> Iterator[Body]:
    """Yield the changes of each commit since, with a binary field of them.

    Raises:
        ValueError: those of some are missing, which is known at the end: commits of an older version wrote none, and
            old ones are deleted.
    """
    missing = snapshot.state.generation - known.generation
    if not missing:
        return
    query = snapshot.wrapped("changes", committed_since(known))
    after: Any = None
    while True:
        body: Body = {"size": _AT_ONCE, "sort": [{"uid": "asc"}], "query": query, **columns(field)}
        if after is not None:
            body["search_after"] = after
        hits: list[Body] = search({**body, "track_total_hits": False})["hits"]["hits"]
        yield from hits
        missing -= len(hits)
        if len(hits) < _AT_ONCE:
            break
        after = hits[-1]["sort"]
    if missing:
        raise ValueError("changes of commits are missing")


def written_ids(ids: Iterable[str]) -> str:
    """Return ids as a commit tells them, in base64."""
    data = msgspec.msgpack.encode(list(ids))
    return b64encode(ZstdCompressor(_LEVEL).compress(data, ZstdCompressor.FLUSH_FRAME)).decode()


def read_ids(stored: bytes) -> list[str]:
    """Return what `written_ids` made."""
    return msgspec.msgpack.decode(decompress(stored), type=list[str])


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield items in lists of at most a size."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
