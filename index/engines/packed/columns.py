"""Segments as packed columns: a view per segment, and a snapshot of all as one sequence of documents."""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from ...model import Article, Record, SourceState
from ..places import Held
from .arrays import NO_INTS, Bools, Ints, find, narrow
from .pack import Pack
from .packed_schema import ARTICLE, QUOTE, SOURCE
from .postings import Postings, decode, encode_key
from .record_blocks import Records
from .records import decode as decode_record
from .records import decode_article, decode_held
from .segment import EntityInfo

_source = msgspec.msgpack.Decoder(SourceState)
_entity = msgspec.msgpack.Decoder(EntityInfo)


class _Name(msgspec.Struct, array_like=True, gc=False):
    """The first fields of an `EntityInfo`."""

    name: str


_name = msgspec.msgpack.Decoder(_Name)


class View:
    """The columns and postings of a segment's pack, loaded lazily; without deletions."""

    def __init__(self, path: Path) -> None:
        """Open a pack; raises as `Pack`."""
        self.pack = Pack(path)
        self._path = path
        self._postings: dict[str, Postings] = {}

    def __len__(self) -> int:
        return len(self.kinds)

    @cached_property
    def kinds(self) -> Ints:
        """Kind of each document."""
        return self.pack.array("kinds")

    @cached_property
    def heads(self) -> Ints:
        """Head documents: all that are not quotes; an article's quotes follow it."""
        return self.pack.array("heads")

    @property
    def parents(self) -> Ints:
        """Return the article of each quote, and each other document itself; ascending, not cached."""
        heads = self.heads.astype(np.int32)
        return np.repeat(heads, np.diff(heads, append=np.int32(len(self))))

    def postings(self, field: str) -> Postings:
        """Return the postings of a field."""
        found = self._postings.get(field)
        if found is None:
            found = self._postings[field] = Postings(self.pack, field)
        return found

    def with_key(self, field: str, key: str) -> Ints:
        """Return documents by the whole value of a key field (`id`, `source`, `path`)."""
        postings = self.postings(field)
        term = postings.lexicon.find(encode_key(key))
        return postings.docs[postings.span(term)] if term is not None else postings.docs[:0]

    def has_keys(self, field: str) -> bool:
        """Whether any document has a value in a key field."""
        return len(self.postings(field).lexicon.ends) > 0

    @cached_property
    def id_docs(self) -> Ints:
        """The document of each of `ids`."""
        return self.pack.array("id.docs")

    @property
    def ids(self) -> list[bytes]:
        """The ids of all articles, sorted; not cached."""
        return self.postings("id").lexicon.all()

    def article(self, id: str) -> int | None:
        """Return the document of the article with an id."""
        i = self.postings("id").lexicon.find(encode_key(id))
        return int(self.id_docs[i]) if i is not None else None  # every id is in exactly one document

    def articles(self, ids: Iterable[str]) -> Ints:
        """Return the documents of the articles that are in this segment, in any order."""
        return self.id_docs[self.postings("id").lexicon.find_all(list(map(encode_key, ids)))]

    def family(self, doc: int) -> range:
        """Return an article with its quotes, or another document alone."""
        following = bisect_right(self.heads, doc)
        if not following or self.heads[following - 1] != doc:
            return range(doc, doc + 1)
        return range(doc, int(self.heads[following]) if following < len(self.heads) else len(self))

    def _head(self, doc: int) -> int:
        """Return the index of a document among the heads."""
        return bisect_left(self.heads, doc)

    def record(self, doc: int, id: str | None = None) -> Record:
        """Return the stored record of an article; passing its id saves a lookup."""
        head = self._head(doc)
        return decode_record(self.records[head], self._id(doc) if id is None else id, self._digest(head))

    def stored_article(self, doc: int, id: str) -> Article:
        """Return an article without its annotations."""
        head = self._head(doc)
        return decode_article(self.records[head], id, self._digest(head))

    def source(self, doc: int) -> SourceState:
        """Return the stored state of a source."""
        return _source.decode(self.records[self._head(doc)])

    @cached_property
    def records(self) -> Records:
        """The stored records of the heads."""
        return Records(self.pack, self._path)

    def _id(self, doc: int) -> str:
        postings = self.postings("id")
        return decode(postings.lexicon[int(np.flatnonzero(self.id_docs == doc)[0])])

    def held(self, doc: int) -> Held:
        """Return the digest and locations of an article."""
        return decode_held(self._held[self._head(doc)])

    def _digest(self, head: int) -> str:
        return decode_held(self._held[head]).digest

    @cached_property
    def _held(self):
        return self.pack.strings("held")

    @property
    def speakers(self) -> Ints:
        """Return the key of the speaker of each document, 0 for none; not cached."""
        keys = np.concatenate((np.zeros(1, np.uint64), self.pack.array("entity_keys")))
        return keys[self.pack.array("speakers")]

    @cached_property
    def outlet_names(self) -> list[str]:
        """The outlets of this segment; the first is "", for articles without one."""
        return [decode(name) for name in self.pack.strings("outlet_names").all()]

    def all_entities(self) -> list[EntityInfo]:
        """Return every entity in the order of keys."""
        return list(map(_entity.decode, self.pack.strings("entity_infos").all()))

    def entity_names(self, keys: Ints) -> dict[int, str]:
        """Return the names, by key, of entities that are in this segment."""
        at, here = find(keys, self.pack.array("entity_keys"))
        infos = self.pack.strings("entity_infos")
        return {key: _name.decode(infos[i]).name for key, i in zip(keys[here].tolist(), at[here].tolist(), strict=True)}

    def entities(self, keys: Ints) -> Iterator[tuple[int, EntityInfo]]:
        """Yield key and info of the entities with some keys that are in this segment."""
        at, here = find(keys, self.pack.array("entity_keys"))
        infos = self.pack.strings("entity_infos")
        for key, i in zip(keys[here].tolist(), at[here].tolist(), strict=True):
            yield key, _entity.decode(infos[i])

    @property
    def entity_ends(self) -> Ints:
        """Return the end of each document's entities in `entity_ids` and `entity_counts`; not cached."""
        return narrow(np.cumsum(self.pack.array("entity_rows"), dtype=np.int64))


_PAGE = 200
"""Maximum number of ids of a page."""


class Snapshot:
    """All segments of a commit as one sequence of documents; `bases[i]` is the first of segment i.

    Most documents are quotes. Per-article columns are stored once per head document (all that are not quotes):
    `days[owners[docs]]`.
    """

    def __init__(self, generation: int, views: Sequence[View], deleted: Sequence[Iterable[int]]) -> None:
        """Combine the views of a commit's segments with the documents deleted in each."""
        self.generation = generation
        self.views = tuple(views)
        self._deleted = [np.fromiter(docs, np.int64) for docs in deleted]
        self._named: dict[str, int] = {}
        """Articles by the ids of the last pages: their records are usually requested next."""
        sizes = np.array([len(view) for view in views], np.int64)
        self.bases: Ints = np.cumsum(sizes) - sizes
        self.size = int(sizes.sum())

    @cached_property
    def version(self) -> str:
        """Unique identifier of the commit, also across rebuilds."""
        held = [(view.pack.crc, docs.tolist()) for view, docs in zip(self.views, self._deleted, strict=True)]
        return f"{self.generation}-{zlib.crc32(msgspec.msgpack.encode(held)):08x}"

    @cached_property
    def live(self) -> Bools:
        """Mask of documents that are not deleted."""
        live = np.ones(self.size, np.bool_)
        for base, deleted in zip(self.bases, self._deleted, strict=True):
            live[base + deleted] = False
        return live

    @cached_property
    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return any(map(len, self._deleted))

    def release(self) -> None:
        """Return the memory of mapped file pages to the system."""
        for view in self.views:
            view.pack.release()

    def column(self, name: str, dtype: npt.DTypeLike) -> Ints:
        """Return a column over all documents."""
        return np.concatenate([np.empty(0, dtype), *(view.pack.array(name).astype(dtype) for view in self.views)])

    @cached_property
    def kinds(self) -> Ints:
        """Kind of each document."""
        return self.column("kinds", np.uint8)

    @cached_property
    def articles(self) -> Ints:
        """All articles."""
        return np.flatnonzero((self.kinds == ARTICLE) & self.live)

    def count(self) -> int:
        """Return the number of articles without a list of them, which a run that indexes does not need."""
        number = 0
        for view, deleted in zip(self.views, self._deleted, strict=True):
            number += int(np.count_nonzero(view.kinds == ARTICLE) - np.count_nonzero(view.kinds[deleted] == ARTICLE))
        return number

    @cached_property
    def quotes(self) -> Ints:
        """All quotes."""
        return np.flatnonzero((self.kinds == QUOTE) & self.live).astype(np.int32)

    @cached_property
    def sources(self) -> Ints:
        """All sources."""
        return np.flatnonzero((self.kinds == SOURCE) & self.live)

    @cached_property
    def heads(self) -> Ints:
        """All documents that are not quotes."""
        parts = (view.heads + np.int32(base) for view, base in zip(self.views, self.bases, strict=True))
        return np.concatenate([np.empty(0, np.int32), *parts])

    @cached_property
    def owners(self) -> Ints:
        """Index of each document, or of a quote's article, among the heads; ascending."""
        lengths = np.diff(self.heads, append=np.int32(self.size))
        return np.repeat(np.arange(len(self.heads), dtype=np.int32), lengths)

    def parents(self, docs: Ints) -> Ints:
        """Return the articles of quotes, and other documents themselves."""
        return self.heads[self.owners[docs]]

    @cached_property
    def days(self) -> Ints:
        """Day of each head as a `packed_schema.day_number`; 0 if it is not an article."""
        return self.column("days", np.int32)

    @cached_property
    def stamps(self) -> Ints:
        """Time of each head as a `packed_schema.timestamp`; `NO_STAMP` if it is not an article."""
        return self.column("stamps", np.int64)

    @cached_property
    def outlet_names(self) -> list[str]:
        """All outlets, folded and sorted; the first is "", for articles without one."""
        return sorted(
            {"", *(name for view in self.views for name in view.outlet_names)}, key=lambda n: (n.casefold(), n)
        )

    @cached_property
    def outlets(self) -> Ints:
        """Outlet of each head as index into `outlet_names`."""
        numbers = {name: number for number, name in enumerate(self.outlet_names)}
        parts = [
            np.array([numbers[name] for name in view.outlet_names], np.int32)[view.pack.array("outlets")]
            for view in self.views
        ]
        return np.concatenate([np.empty(0, np.int32), *parts])

    @cached_property
    def _lengths(self) -> dict[str, tuple[Ints, float]]:
        return {}

    def lengths(self, field: str) -> tuple[Ints, float]:
        """Return the number of words of a text field per document, and the average of live documents that have any."""
        found = self._lengths.get(field)
        if found is None:
            lengths = narrow(self.column(f"{field}.lengths", np.int64))
            live = lengths[self.live] if self.has_deletions else lengths
            having = np.count_nonzero(live)
            found = self._lengths[field] = (lengths, float(live.sum() / having) if having else 1.0)
        return found

    def all_ids(self) -> list[bytes]:
        """Return the ids of all articles by segment; not cached, because they are larger than all columns."""
        return [id for view in self.views for id in view.ids]

    def id_docs(self) -> Ints:
        """Return the documents of `all_ids`."""
        parts = (view.id_docs + base for view, base in zip(self.views, self.bases, strict=True))
        return np.concatenate([NO_INTS, *parts])

    @cached_property
    def _id_numbers(self) -> Ints:
        """Index of each head article's id among those of its segment."""
        numbers = np.zeros(len(self.heads), np.int32)
        for base, view in zip(self.bases, self.views, strict=True):
            numbers[self.owners[view.id_docs + base]] = np.arange(len(view.id_docs))
        return numbers

    @cached_property
    def id_ranks(self) -> Ints:
        """Rank of each head article when sorted by id."""
        ids = self.all_ids()
        ranks = np.zeros(len(self.heads), np.int32)
        order = sorted(range(len(ids)), key=ids.__getitem__)  # made of sorted runs: few comparisons
        ranks[self.owners[self.id_docs()[order]]] = np.arange(len(order))
        return ranks

    def stored_entities(self, keys: Sequence[int]) -> dict[int, list[EntityInfo]]:
        """Return the info of each segment that has an entity, for many keys."""
        found: dict[int, list[EntityInfo]] = {}
        wanted = np.unique(np.array(keys, np.uint64))
        for view in self.views:
            for key, info in view.entities(wanted):
                found.setdefault(key, []).append(info)
        return found

    def entity_names(self, keys: Ints) -> dict[int, str]:
        """Return names of entities by key."""
        names: dict[int, str] = {}
        for view in self.views:
            names.update(view.entity_names(keys))
        return names

    def locate(self, doc: int) -> tuple[View, int]:
        """Return the view that contains a document, and its number there."""
        i = bisect_right(self.bases, doc) - 1
        return self.views[i], doc - int(self.bases[i])

    def ids(self, docs: Ints) -> list[str]:
        """Return the ids of articles, or of the articles of quotes, in order."""
        owners = self.owners[docs]
        numbers = self._id_numbers[owners]
        segments = np.searchsorted(self.bases, docs, side="right") - 1
        terms = np.empty(len(docs), object)
        for segment in np.unique(segments).tolist():
            here = np.flatnonzero(segments == segment)
            terms[here] = np.array(self.views[segment].postings("id").lexicon.at(numbers[here]), object)
        ids = list(map(decode, terms.tolist()))
        if len(ids) <= _PAGE:
            self._named = dict(zip(ids, self.heads[owners].tolist(), strict=True))
        return ids

    def find(self, id: str) -> int | None:
        """Return the article with an id; cached for the last page of ids."""
        if id in self._named and self.live[self._named[id]]:
            return self._named[id]
        for base, view in zip(self.bases, self.views, strict=True):
            doc = view.article(id)
            if doc is not None and self.live[base + doc]:
                return int(base) + doc
        return None

    def with_key(self, field: str, key: str) -> Ints:
        """Documents with a whole value in a key field."""
        parts = [view.with_key(field, key) + base for view, base in zip(self.views, self.bases, strict=True)]
        docs = np.concatenate([NO_INTS, *parts])
        return docs[self.live[docs]]
