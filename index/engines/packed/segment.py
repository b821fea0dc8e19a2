"""Writing of a segment from records, in any process: analysis, inversion and columns in one pack."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np
from msgspec import Struct

from ...copies.sketch import CopyWords, encode_marks
from ...model import ENTITY_TYPES, Entity, EntityType, Record, SourceState
from ...query.analysis import value, words
from ...query.values import article_values, mentioned, quote_values
from ...titles import own_title
from ..places import locations, source_key
from .arrays import Ints, narrow
from .pack import PackWriter
from .packed_schema import (
    ALL_FIELDS,
    ARTICLE,
    ARTICLE_NAMES,
    KEYS,
    QUOTE,
    QUOTE_NAMES,
    SOURCE,
    TEXT_FIELDS,
    WHOLE,
    day_number,
    timestamp,
)
from .postings import TermCounter
from .record_blocks import Dictionary, put_records
from .records import encode, encode_held

_REMEMBERED = 8192
"""Names whose terms and keys are remembered: eight times as many take 20 MB more in each worker, and spare it 0.3 %."""
_HASHED = 32
"""Articles whose words are hashed in one go; the words of 256 would take 9 MB."""


class EntityInfo(Struct, frozen=True, array_like=True, gc=False):
    """An entity, over all articles of a segment."""

    name: str
    type: EntityType
    aliases: tuple[str, ...]
    """All other spellings, sorted."""


@lru_cache(maxsize=_REMEMBERED)
def entity_key(name: str, kind: str) -> int:
    """Hash an entity's name and type (`kind`) to a 64-bit key, equal in every segment, for adding up counts.

    Among a million entities, a collision occurs in one of 40 million indexes.
    """
    return int.from_bytes(blake2b(f"{kind} {name}".encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class FieldWriter(Protocol):
    """Takes the terms of a field by document."""

    def add(self, doc: int, terms: Sequence[str]) -> None:
        """Add a document's terms in order; documents are ascending, each once."""
        ...

    def write(self, pack: PackWriter, docs: int) -> None:
        """Write the field to the pack of a segment of `docs` documents."""
        ...


def field_writers(fields: Iterable[str] = ALL_FIELDS) -> dict[str, FieldWriter]:
    """Create writers of posting lists."""
    return {name: TermCounter(name, positions=name in TEXT_FIELDS, keys=name in KEYS) for name in fields}


def write_segment(
    path: Path,
    records: Sequence[Record],
    sources: Iterable[SourceState],
    fields: Mapping[str, FieldWriter],
    dictionary: Dictionary | None,
) -> int:
    """Write articles with their quotes, and sources, as a new pack; return its number of documents.

    Of articles with the same id, the last is written. `fields` has writers for `ALL_FIELDS`, except that some name
    fields may be missing, and without articles all but `KEYS`. `dictionary` is the compression dictionary of records.

    Raises:
        OSError: the file cannot be written.
    """
    segment = _Segment(fields)
    for record in {record.article.id: record for record in records}.values():
        segment.add_article(record)
    for source in sources:
        segment.add_source(source)
    segment.write(path, dictionary)
    return len(segment.kinds)


class _Segment:
    """A segment in memory, before it is written."""

    def __init__(self, fields: Mapping[str, FieldWriter]) -> None:
        self.fields = fields
        self.kinds: list[int] = []
        """Kind of each document."""
        self.heads: list[int] = []
        """The documents that are not quotes; the next six lists are parallel to it."""
        self.days: list[int] = []
        self.stamps: list[int] = []
        self.outlets: list[str] = []
        self.held: list[bytes] = []
        """See `records.encode_held`; empty if not an article."""
        self.records: list[bytes] = []
        self.copy_words: dict[int, CopyWords] = {}
        """What copies of an article are found by, by its place in `heads`, until it is hashed."""
        self.marks: dict[int, bytes] = {}
        """The same, hashed."""
        self.speakers: list[int] = []
        """Key of each document's speaker; 0 for none."""
        self.entities: list[dict[int, int]] = []
        """Number of mentions by key, for each article and the words of each quote."""
        self.entity_infos: dict[int, tuple[Entity, set[str]]] = {}

    def _add(self, kind: int) -> None:
        self.kinds.append(kind)
        self.speakers.append(0)
        self.entities.append({})

    def _add_head(self, kind: int, record: bytes, held: bytes = b"", date: str = "", outlet: str = "") -> None:
        self.heads.append(len(self.kinds))
        self._add(kind)
        self.days.append(day_number(date))
        self.stamps.append(timestamp(date))
        self.outlets.append(outlet)
        self.held.append(held)
        self.records.append(record)

    def add_article(self, record: Record) -> None:
        """Add an article and then its quotes."""
        article, doc = record.article, len(self.kinds)
        self._add_head(ARTICLE, encode(record), encode_held(article), article.date, article.outlet)
        title, body = words(own_title(article)), words(article.text[article.body :])
        self.fields["title"].add(doc, title)
        self.fields["text"].add(doc, body)
        self.fields["id"].add(doc, (article.id,))
        self.fields["source"].add(doc, [source_key(one.corpus, one.source) for one in locations(article)])
        for field in ARTICLE_NAMES:
            if field in self.fields:
                self.fields[field].add(doc, name_terms(article_values(record, field)))
        keys = self._add_entities(doc, record)
        said: list[tuple[Sequence[str], str, str]] = []
        for number, quote in enumerate(record.annotations.quotes):
            at = len(self.kinds)
            self._add(QUOTE)
            quoted = words(quote.text)
            self.fields["quote"].add(at, quoted)
            said.append((quoted, (quote.speaker.resolved or quote.speaker.text) if quote.speaker else "", quote.stance))
            for field in QUOTE_NAMES:
                self.fields[field].add(at, name_terms(quote_values(record, number, field)))
            for entity in mentioned(record, quote):
                key = keys[id(entity)]
                self.entities[at][key] = self.entities[at].get(key, 0) + 1
            if quote.speaker and quote.speaker.entity is not None:
                self.speakers[at] = keys[id(record.annotations.entities[quote.speaker.entity])]
        self.copy_words[len(self.heads) - 1] = CopyWords(body, title, said)
        if len(self.copy_words) == _HASHED:
            self._hash_words()

    def _hash_words(self) -> None:
        self.marks.update(zip(self.copy_words, encode_marks(list(self.copy_words.values())), strict=True))
        self.copy_words.clear()

    def _add_entities(self, doc: int, record: Record) -> dict[int, int]:
        """Add the entities of an article; return their keys by `id`."""
        entities = record.annotations.entities
        keys = [entity_key(entity.name, entity.type) for entity in entities]
        counts = dict.fromkeys(keys, 0)
        for mention in record.annotations.mentions:
            counts[keys[mention.entity]] += 1
        self.entities[doc] = counts
        for key, entity in zip(keys, entities, strict=True):
            self.entity_infos.setdefault(key, (entity, set()))[1].update(entity.aliases)
        return dict(zip(map(id, entities), keys, strict=True))

    def add_source(self, state: SourceState) -> None:
        """Add the state of a file."""
        doc = len(self.kinds)
        self._add_head(SOURCE, msgspec.msgpack.encode(state))
        self.fields["path"].add(doc, (source_key(state.corpus, state.path),))

    def write(self, path: Path, dictionary: Dictionary | None) -> None:
        """Write the segment."""
        pack = PackWriter(path)
        try:
            docs = len(self.kinds)
            for field in self.fields.values():
                field.write(pack, docs)
            pack.put("kinds", np.array(self.kinds, np.uint8))
            pack.put("heads", narrow(np.array(self.heads, np.int64)))
            pack.put("days", np.array(self.days, np.uint32))
            pack.put("stamps", np.array(self.stamps, np.int64))
            pack.put_strings("held", self.held)
            self._hash_words()
            pack.put_strings("copy_marks", [self.marks.get(place, b"") for place in range(len(self.heads))])
            put_records(pack, self.records, dictionary)
            names = ["", *sorted(set(self.outlets) - {""})]
            numbers = {name: number for number, name in enumerate(names)}
            pack.put_strings("outlet_names", [name.encode("utf-8", "surrogatepass") for name in names])
            pack.put("outlets", narrow(np.array([numbers[name] for name in self.outlets], np.int64)))
            infos = {
                key: EntityInfo(entity.name, entity.type, tuple(sorted(aliases - {entity.name})))
                for key, (entity, aliases) in self.entity_infos.items()
            }
            rows = [len(row) for row in self.entities]
            keys = [key for row in self.entities for key in row]
            counts = np.array([count for row in self.entities for count in row.values()], np.int64)
            write_entities(pack, infos, np.array(keys, np.uint64), np.array(self.speakers, np.uint64))
            pack.put("entity_rows", narrow(np.array(rows, np.int64)))
            pack.put("entity_counts", narrow(counts))
            pack.close()
        except BaseException:
            pack.abandon()
            path.unlink(missing_ok=True)
            raise


def write_entities(pack: PackWriter, infos: dict[int, EntityInfo], keys: Ints, speakers: Ints) -> None:
    """Write the entity table, sorted by key, and the entities of all documents as indexes into it.

    The speaker of each document is an index from 1, or 0 for none.
    """
    table = np.array(sorted(infos), np.uint64)
    pack.put("entity_keys", table)
    pack.put("entity_types", np.array([ENTITY_TYPES.index(infos[key].type) for key in table.tolist()], np.uint8))
    pack.put_strings("entity_infos", [msgspec.msgpack.encode(infos[key]) for key in table.tolist()])
    pack.put("entity_ids", narrow(np.searchsorted(table, keys)))
    pack.put("speakers", narrow(np.where(speakers > 0, np.searchsorted(table, speakers) + 1, 0)))


@lru_cache(maxsize=_REMEMBERED)
def name_terms(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the terms of a name field's values: each value as a whole, and its words.

    Most quotes have the values of another one: its speaker's names, its verb, its stance.
    """
    terms = [_value_terms(one) for one in values]
    if len(terms) < 2:
        return terms[0] if terms else ()
    return tuple(dict.fromkeys(chain.from_iterable(terms)))


@lru_cache(maxsize=_REMEMBERED)
def _value_terms(one: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((WHOLE + value(one), *words(one))))
