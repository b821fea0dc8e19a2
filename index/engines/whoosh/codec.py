"""A Whoosh codec for packs: `whoosh.index.open_dir` and Whoosh's searcher can read an index of newsexplore.

The engine itself reads packs directly (`whoosh_query`); the codec opens the index to other Whoosh tools, and to
comparing results with Whoosh's.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import FieldType
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Positions
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from ...model import Record
from ..packed.columns import View
from ..packed.packed_schema import ARTICLE, ARTICLE_NAMES, KEYS, QUOTE_NAMES, TEXT_FIELDS
from ..packed.packed_store import PACK_SUFFIX
from ..packed.postings import Lexicon, Postings, decode, encode_key
from .whoosh_schema import DAY


class PackedCodec(base.Codec):
    """Reads packs; they are written by `segment` and `merge`."""

    def terms_reader(self, storage: FileStorage, segment: W3Segment) -> "PackedTerms":
        """Return the terms of a segment for Whoosh."""
        return PackedTerms(_view(storage, segment))

    def per_document_reader(self, storage: FileStorage, segment: W3Segment) -> "PackedDocuments":
        """Return the documents of a segment for Whoosh."""
        return PackedDocuments(_view(storage, segment), segment)


def _view(storage: FileStorage, segment: W3Segment) -> View:
    return View(Path(storage.folder) / segment.make_filename(PACK_SUFFIX))


class Days:
    """The days of a segment's articles as postings: Whoosh has no search by column."""

    freqs = None

    def __init__(self, view: View) -> None:
        days = view.pack.array("days")
        order = np.argsort(days, kind="stable")
        order = order[days[order] > 0]
        found, starts = np.unique(days[order], return_index=True)
        self.docs = view.heads[order].astype(np.int64)
        self.starts = np.append(starts, len(order))
        self.lexicon = Lexicon.of([b"%08d" % day for day in found.tolist()])

    def span(self, term: int) -> slice:
        """Return the range of a term's postings."""
        return slice(int(self.starts[term]), int(self.starts[term + 1]))


class PackedTerms(base.TermsReader):
    """Terms and postings."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def _days(self) -> Days:
        return Days(self._view)

    def _postings(self, field: str) -> Postings | Days:
        return self._days if field == DAY else self._view.postings(field)

    def indexed_field_names(self) -> tuple[str, ...]:
        """Return every field, sorted, as Whoosh iterates over them."""
        return tuple(sorted((*TEXT_FIELDS, *ARTICLE_NAMES, *QUOTE_NAMES, *KEYS, DAY)))

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return self._postings(field).lexicon.find(text) is not None

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every (field, term), sorted."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield every (field, term) from a given one."""
        for field in self.indexed_field_names():
            if field >= fieldname:
                lexicon = self._postings(field).lexicon
                start = lexicon.lower_bound(prefix) if field == fieldname else 0
                for i in range(start, len(lexicon)):
                    yield field, lexicon[i]

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield `terms` with the statistics of each."""
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield `terms_from` with the statistics of each."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return statistics of a term; raises TermNotFound."""
        docs, freqs = self._term(fieldname, text)
        lengths = np.ones(1)
        if fieldname in TEXT_FIELDS:
            lengths = self._view.pack.array(f"{fieldname}.lengths")[docs]
        return TermInfo(
            int(freqs.sum()),
            len(docs),
            int(lengths.min()),
            int(lengths.max()),
            int(freqs.max()),
            int(docs[0]),
            int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs; 0 for an unknown term."""
        return self.term_info(fieldname, text).weight() if (fieldname, text) in self else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return the number of documents with a term; 0 for an unknown term."""
        return self.term_info(fieldname, text).doc_frequency() if (fieldname, text) in self else 0

    def matcher(self, fieldname: str, text: bytes, format_: Positions, scorer: Any = None) -> ListMatcher:
        """Return the postings of a term."""
        docs, freqs = self._term(fieldname, text)
        values: list[bytes] | None = None
        postings = self._postings(fieldname)
        if isinstance(postings, Postings) and postings.freqs is not None:
            term = postings.lexicon.find(text)
            places = np.split(postings.positions(term)[1], np.cumsum(freqs)[:-1]) if term is not None else []
            values = [format_.encode(each.tolist()) for each in places]
        return ListMatcher(
            docs.tolist(),
            freqs.astype(np.float64).tolist(),
            values,
            format_,
            scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "PackedCursor":
        """Return a cursor over the sorted terms of a field."""
        del fieldobj  # terms are text in all fields
        return PackedCursor(self, fieldname, self._postings(fieldname).lexicon)

    def _term(self, field: str, text: bytes) -> tuple[Any, Any]:
        postings = self._postings(field)
        term = postings.lexicon.find(text)
        if term is None:
            raise TermNotFound(f"No term {field}:{text!r}")
        rows = postings.span(term)
        docs = postings.docs[rows]
        return docs, np.ones(len(docs), np.int64) if postings.freqs is None else postings.freqs[rows]


class PackedCursor(base.FieldCursor):
    """A cursor over the terms of a field, for Whoosh's fuzzy queries."""

    def __init__(self, terms: PackedTerms, field: str, lexicon: Lexicon) -> None:
        self._terms = terms
        self._field = field
        self._lexicon = lexicon
        self._at = 0

    def is_valid(self) -> bool:
        """Return whether it is at a term, not past the last."""
        return self._at < len(self._lexicon)

    def text(self) -> str | None:
        """Return the current term."""
        return decode(self._lexicon[self._at]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Return statistics of the current term."""
        return self._terms.term_info(self._field, self._lexicon[self._at]) if self.is_valid() else None

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not less than `string`."""
        self._at = self._lexicon.lower_bound(encode_key(string) if isinstance(string, str) else string)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at = min(self._at + 1, len(self._lexicon))
        return self.text()


class PackedDocuments(base.PerDocumentReader):
    """Stored records, lengths and deletions."""

    def __init__(self, view: View, segment: W3Segment) -> None:
        self._view = view
        self._segment = segment

    def doc_count(self) -> int:
        """Return the number of documents that are not deleted."""
        return self._segment.doc_count()

    def doc_count_all(self) -> int:
        """Return the number of all documents."""
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        """Return whether any document is deleted."""
        return self._segment.has_deletions()

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Any:
        """Return all deleted documents."""
        return self._segment.deleted_docs()

    def stored_fields(self, docnum: int) -> dict[str, Record]:
        """Return the record of an article under "record"; empty for a quote or source."""
        return {"record": self._view.record(docnum)} if self._view.kinds[docnum] == ARTICLE else {}

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the number of words of a text field in a document."""
        if fieldname not in TEXT_FIELDS:
            return default
        return int(self._view.pack.array(f"{fieldname}.lengths")[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """Return the number of words of a text field in all documents."""
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return the minimum number of words of a text field."""
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """Return the maximum number of words of a text field."""
        return int(self._lengths(fieldname).max(initial=0))

    def _lengths(self, field: str) -> Any:
        return self._view.pack.array(f"{field}.lengths") if field in TEXT_FIELDS else np.zeros(1, np.int64)
