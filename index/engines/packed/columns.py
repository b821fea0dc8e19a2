"""Segments as packed columns: one view a segment, and a snapshot of all of them as one row of documents."""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
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
    """What an `EntityInfo` begins with."""

    name: str


_name = msgspec.msgpack.Decoder(_Name)


class View:
    """The columns and postings of one segment's pack, read when they are first asked for; deletions are not in it."""

    def __init__(self, path: Path) -> None:
        """Open a pack; raises what `Pack` does."""
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
        """All documents that are no quotes; the quotes of an article follow it."""
        return self.pack.array("heads")

    @property
    def parents(self) -> Ints:
        """Of a quote the document of its article, of any other document itself; ascending. It is not kept."""
        heads = self.heads.astype(np.int32)
        return np.repeat(heads, np.diff(heads, append=np.int32(len(self))))

    def postings(self, field: str) -> Postings:
        """The postings of a field."""
        found = self._postings.get(field)
        if found is None:
            found = self._postings[field] = Postings(self.pack, field)
        return found

    def with_key(self, field: str, key: str) -> Ints:
        """Documents with a whole value in a key field (`id`, `source`, `path`)."""
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
        """The ids of all articles, sorted; they are not kept."""
        return self.postings("id").lexicon.all()

    def article(self, id: str) -> int | None:
        """The document of the article with an id."""
        i = self.postings("id").lexicon.find(encode_key(id))
        return int(self.id_docs[i]) if i is not None else None  # every id is in one document

    def articles(self, ids: Iterable[str]) -> Ints:
        """The documents of those articles that are here, in no order."""
        return self.id_docs[self.postings("id").lexicon.find_all(list(map(encode_key, ids)))]

    def family(self, doc: int) -> range:
        """An article with its quotes, or any other document alone."""
        following = bisect_right(self.heads, doc)
        if not following or self.heads[following - 1] != doc:
            return range(doc, doc + 1)
        return range(doc, int(self.heads[following]) if following < len(self.heads) else len(self))

    def _head(self, doc: int) -> int:
        """The number of a document among the heads."""
        return bisect_left(self.heads, doc)

    def record(self, doc: int, id: str | None = None) -> Record:
        """The stored record of an article; who has its id spares looking for it."""
        head = self._head(doc)
        return decode_record(self.records[head], self._id(doc) if id is None else id, self._digest(head))

    def stored_article(self, doc: int, id: str) -> Article:
        """An article without its annotations."""
        head = self._head(doc)
        return decode_article(self.records[head], id, self._digest(head))

    def source(self, doc: int) -> SourceState:
        """The stored state of a source."""
        return _source.decode(self.records[self._head(doc)])

    @cached_property
    def records(self) -> Records:
        """What is stored of each of the heads."""
        return Records(self.pack, self._path)

    def _id(self, doc: int) -> str:
        postings = self.postings("id")
        return decode(postings.lexicon[int(np.flatnonzero(self.id_docs == doc)[0])])

    def held(self, doc: int) -> Held:
        """The digest and locations of an article."""
        return decode_held(self._held[self._head(doc)])

    def _digest(self, head: int) -> str:
        return decode_held(self._held[head]).digest

    @cached_property
    def _held(self):
        return self.pack.strings("held")

    @property
    def speakers(self) -> Ints:
        """Of each document the key of the entity that speaks it; 0 for none. It is not kept."""
        keys = np.concatenate((np.zeros(1, np.uint64), self.pack.array("entity_keys")))
        return keys[self.pack.array("speakers")]

    @cached_property
    def outlet_names(self) -> list[str]:
        """The outlets of this segment; the first is "", that of articles which name none."""
        return [decode(name) for name in self.pack.strings("outlet_names").all()]

    def all_entities(self) -> list[EntityInfo]:
        """Every entity, in the order of keys."""
        return list(map(_entity.decode, self.pack.strings("entity_infos").all()))

    def entity_names(self, keys: Ints) -> dict[int, str]:
        """Key -> name, of those entities that are here."""
        at, here = find(keys, self.pack.array("entity_keys"))
        infos = self.pack.strings("entity_infos")
        return {key: _name.decode(infos[i]).name for key, i in zip(keys[here].tolist(), at[here].tolist(), strict=True)}

    def entity(self, key: int) -> EntityInfo | None:
        """An entity by its key."""
        table = self.pack.array("entity_keys")
        i = int(np.searchsorted(table, np.uint64(key)))
        return _entity.decode(self.pack.strings("entity_infos")[i]) if i < len(table) and table[i] == key else None

    @property
    def entity_ends(self) -> Ints:
        """For each document, where its entities end in `entity_ids` and `entity_counts`. It is not kept."""
        return narrow(np.cumsum(self.pack.array("entity_rows"), dtype=np.int64))


_SEARCHED = 64
"""Ids that are read through in the time that one is searched for."""


_PAGE = 200
"""Ids of one page, at most."""


class Snapshot:
    """All segments of one commit as one row of documents: `bases[i]` is the number of segment i's first.

    Most documents are quotes. What is told of articles is kept once for each of the heads, which are all other
    documents: `days[owners[docs]]`.
    """

    def __init__(self, generation: int, views: Sequence[View], deleted: Sequence[Iterable[int]]) -> None:
        """Take the number of the commit, and of each segment its view and which of its documents are deleted."""
        self.generation = generation
        self.views = tuple(views)
        self._deleted = [np.fromiter(docs, np.int64) for docs in deleted]
        self._named: dict[str, int] = {}
        """The articles of the last few ids that were asked for: their records are wanted next."""
        sizes = np.array([len(view) for view in views], np.int64)
        self.bases: Ints = np.cumsum(sizes) - sizes
        self.size = int(sizes.sum())

    @cached_property
    def version(self) -> str:
        """Names the commit, and no other one, of this index or of one built anew."""
        held = [(view.pack.crc, docs.tolist()) for view, docs in zip(self.views, self._deleted, strict=True)]
        return f"{self.generation}-{zlib.crc32(msgspec.msgpack.encode(held)):08x}"

    @cached_property
    def live(self) -> Bools:
        """Which documents are not deleted."""
        live = np.ones(self.size, np.bool_)
        for base, deleted in zip(self.bases, self._deleted, strict=True):
            live[base + deleted] = False
        return live

    @cached_property
    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return any(map(len, self._deleted))

    def release(self) -> None:
        """Give the memory of what has been read from the files back to the system."""
        for view in self.views:
            view.pack.release()

    def column(self, name: str, dtype: npt.DTypeLike) -> Ints:
        """A column over all documents."""
        return np.concatenate([np.empty(0, dtype), *(view.pack.array(name).astype(dtype) for view in self.views)])

    @cached_property
    def kinds(self) -> Ints:
        """Kind of each document."""
        return self.column("kinds", np.uint8)

    @cached_property
    def articles(self) -> Ints:
        """All articles."""
        return np.flatnonzero((self.kinds == ARTICLE) & self.live)

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
        """All documents that are no quotes."""
        parts = (view.heads + np.int32(base) for view, base in zip(self.views, self.bases, strict=True))
        return np.concatenate([np.empty(0, np.int32), *parts])

    @cached_property
    def owners(self) -> Ints:
        """For each document which of the heads it is or, a quote, belongs to; ascending."""
        lengths = np.diff(self.heads, append=np.int32(self.size))
        return np.repeat(np.arange(len(self.heads), dtype=np.int32), lengths)

    def parents(self, docs: Ints) -> Ints:
        """Of quotes their articles, of any other documents themselves."""
        return self.heads[self.owners[docs]]

    @cached_property
    def days(self) -> Ints:
        """Day of each of the heads as `schema.day_number` has it; 0 where it is no article."""
        return self.column("days", np.int32)

    @cached_property
    def stamps(self) -> Ints:
        """Time of each of the heads as `schema.timestamp` has it; `NO_STAMP` where it is no article."""
        return self.column("stamps", np.int64)

    @cached_property
    def outlet_names(self) -> list[str]:
        """All outlets, folded, sorted; the first is "", that of articles which name none."""
        return sorted(
            {"", *(name for view in self.views for name in view.outlet_names)}, key=lambda n: (n.casefold(), n)
        )

    @cached_property
    def outlets(self) -> Ints:
        """Outlet of each of the heads as index into `outlet_names`."""
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
        """Words of a text field in each document, and in the average one that has any."""
        found = self._lengths.get(field)
        if found is None:
            lengths = narrow(self.column(f"{field}.lengths", np.int64))
            having = np.count_nonzero(lengths)
            found = self._lengths[field] = (lengths, float(lengths.sum() / having) if having else 1.0)
        return found

    def _ids(self) -> list[bytes]:
        """The ids of all articles, segment by segment: they take more room than all columns, and are not kept."""
        return [id for view in self.views for id in view.ids]

    def _id_docs(self) -> Ints:
        """The document of each of `_ids`."""
        parts = (view.id_docs + base for view, base in zip(self.views, self.bases, strict=True))
        return np.concatenate([NO_INTS, *parts])

    @cached_property
    def _id_numbers(self) -> Ints:
        """For each of the heads that is an article the index of its id among those of its segment."""
        numbers = np.zeros(len(self.heads), np.int32)
        for base, view in zip(self.bases, self.views, strict=True):
            numbers[self.owners[view.id_docs + base]] = np.arange(len(view.id_docs))
        return numbers

    @cached_property
    def id_ranks(self) -> Ints:
        """For each of the heads that is an article its place when all are sorted by id."""
        ids = self._ids()
        ranks = np.zeros(len(self.heads), np.int32)
        order = sorted(range(len(ids)), key=ids.__getitem__)  # it is some sorted runs: few comparisons
        ranks[self.owners[self._id_docs()[order]]] = np.arange(len(order))
        return ranks

    def entity(self, key: int) -> EntityInfo:
        """An entity of some segment by its key, with the aliases of all segments."""
        infos = self.entity_infos(key)
        aliases = sorted({alias for info in infos for alias in info.aliases})
        return EntityInfo(infos[0].name, infos[0].type, tuple(aliases))

    def entity_infos(self, key: int) -> list[EntityInfo]:
        """What each segment knows of an entity; nothing when it is in none."""
        return [info for view in self.views if (info := view.entity(key))]

    def entity_names(self, keys: Ints) -> dict[int, str]:
        """Key -> name, of entities of some segment."""
        names: dict[int, str] = {}
        for view in self.views:
            names.update(view.entity_names(keys))
        return names

    def locate(self, doc: int) -> tuple[View, int]:
        """The view that holds a document, and its number there."""
        i = bisect_right(self.bases, doc) - 1
        return self.views[i], doc - int(self.bases[i])

    def ids(self, docs: Ints) -> list[str]:
        """The ids of some articles, or of those of quotes, in their order."""
        owners = self.owners[docs]
        numbers = self._id_numbers[owners].tolist()
        segments = np.searchsorted(self.bases, docs, side="right").tolist()
        lexicons = [view.postings("id").lexicon for view in self.views]
        ids = [decode(lexicons[segment - 1][number]) for segment, number in zip(segments, numbers, strict=True)]
        if len(ids) <= _PAGE:
            self._named = dict(zip(ids, self.heads[owners].tolist(), strict=True))
        return ids

    def with_ids(self, ids: Iterable[str]) -> Ints:
        """The articles with these ids, ascending, as far as they are here; deleted ones too."""
        wanted = set(map(encode_key, ids))
        if _SEARCHED * len(wanted) * len(self.views) < self.size:
            found = [
                base + int(view.id_docs[at])
                for base, view in zip(self.bases.tolist(), self.views, strict=True)
                for id in wanted
                if (at := view.postings("id").lexicon.find(id)) is not None
            ]
            return np.array(sorted(found), np.int64)
        return np.sort(self._id_docs()[[number for number, id in enumerate(self._ids()) if id in wanted]])

    def find(self, id: str) -> int | None:
        """The article with an id; one of the page that was named last at once."""
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
