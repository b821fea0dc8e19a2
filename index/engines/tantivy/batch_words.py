"""The words of a batch for tantivy: analysed in any process, added by the writing process."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from ...model import Record
from ..packed.arrays import narrow
from ..packed.pack import PackWriter
from ..packed.packed_schema import ARTICLE, KEYS, QUOTE, TEXT_FIELDS, day_number
from ..packed.record_blocks import Dictionary
from ..packed.segment import FieldWriter, field_writers, name_terms, write_segment
from .tantivy_schema import NAMES, join
from .tantivy_store import Segment


class Prepared(Struct, frozen=True):
    """A batch for `Writer.add`."""

    segment: Segment
    """The pack, already written."""
    documents: tuple[str, ...]
    """Each document of the pack as JSON for tantivy, without the opening brace and the number."""


class _Feed:
    """Collects the terms of one field for tantivy; the pack has only how many a text has."""

    def __init__(self, name: str, documents: dict[int, dict[str, str | int]]) -> None:
        self._name = name
        self._documents = documents
        self._lengths: dict[int, int] = {}

    def add(self, doc: int, terms: Sequence[str]) -> None:
        """Add a document's terms."""
        if terms:
            self._documents[doc][self._name] = join(terms)
            self._lengths[doc] = len(terms)

    def write(self, pack: PackWriter, docs: int) -> None:
        """Write the number of words of each document, of a text."""
        if self._name in TEXT_FIELDS:
            column = np.zeros(docs, np.int64)
            column[list(self._lengths)] = list(self._lengths.values())
            pack.put(f"{self._name}.lengths", narrow(column))


def prepare(path: Path, segment: Segment, records: Sequence[Record], dictionary: Dictionary | None) -> Prepared:
    """Write a batch's pack, compressed with the index's dictionary, and analyse its words.

    Raises:
        OSError: the pack cannot be written.
    """
    documents: defaultdict[int, dict[str, str | int]] = defaultdict(dict)
    fields: dict[str, FieldWriter] = {name: _Feed(name, documents) for name in (*TEXT_FIELDS, *NAMES)}
    fields |= field_writers(KEYS)
    segment.set_doc_count(write_segment(path, records, (), fields, dictionary))
    fed: list[str] = []
    doc = 0
    for record in {record.article.id: record for record in records}.values():
        entities = record.annotations.entities
        misc = name_terms(tuple(name for one in entities if one.type == "misc" for name in (one.name, *one.aliases)))
        if misc:
            documents[doc]["misc"] = join(misc)
        fed.append(_encode({"kind": ARTICLE, "day": day_number(record.article.date), **documents[doc]}))
        doc += 1
        for _ in record.annotations.quotes:
            fed.append(_encode({"kind": QUOTE, **documents[doc]}))
            doc += 1
    return Prepared(segment, tuple(fed))


def _encode(document: dict[str, str | int]) -> str:
    return msgspec.json.encode(document).decode().removeprefix("{")
