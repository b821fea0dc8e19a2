"""The folder of a tantivy index: tantivy's files in a subfolder, packs beside it, both in one commit.

Each commit replaces one document, the manifest, which lists the packs and their deletions. tantivy renames its list of
segments into place, which publishes words, deletions and packs of a commit atomically. Packs are synced before.
"""

import errno
import os
import re
import time
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, cast

import msgspec
import numpy as np
from msgspec import Struct
from tantivy import Index, IndexWriter, Query, Schema, Searcher, SearchResult

from ...files import sync_folder
from ..base import EngineError, IndexVersionError
from ..packed.arrays import Ints, narrow
from ..packed.columns import Snapshot, View
from ..packed.packed_store import OPEN_TRIES, OPEN_WAIT, REBUILD, PackStore, check_private, refuse_version
from ..packed.zstd import ZstdError
from .tantivy_files import META, copy_meta, damage, read_meta, remove_stray_deletions
from .tantivy_schema import MANIFEST, VERSION, schema

_PREFIX = "newsexplore-tantivy"
INDEX_NAME = f"{_PREFIX}{VERSION}"
_HEAP = 96_000_000
"""Bytes of postings that the writer buffers before it writes a segment."""


class Segment(Struct, eq=False):
    """A pack of a commit; see `packed_store.Segment`."""

    segid: str
    docs: int = 0
    base: int = -1
    """Number of its first document, from which the others follow; -1 if the pack has a column `numbers`."""
    deleted: set[int] = msgspec.field(default_factory=set[int])

    def make_filename(self, ext: str) -> str:
        """Return the name of its file."""
        return f"{INDEX_NAME}_{self.segid}{ext}"

    def doc_count_all(self) -> int:
        """Return the number of all documents."""
        return self.docs

    def doc_count(self) -> int:
        """Return the number of documents that are not deleted."""
        return self.docs - len(self.deleted)

    def set_doc_count(self, dc: int) -> None:
        """Set the number of documents."""
        self.docs = dc

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        return len(self.deleted)

    def deleted_docs(self) -> Iterable[int]:
        """Return the deleted documents."""
        return self.deleted

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted."""
        return docnum in self.deleted

    def delete_document(self, docnum: int) -> None:
        """Mark a document as deleted; idempotent."""
        self.deleted.add(docnum)

    def numbers(self, view: View) -> Ints:
        """Return the number of each document."""
        if self.base >= 0:
            return self.base + np.arange(self.docs)
        # Quotes are numbered directly after their article.
        heads = view.heads.astype(np.int64)
        offsets = view.pack.array("numbers").astype(np.int64) - heads
        return np.repeat(offsets, np.diff(heads, append=self.docs)) + np.arange(self.docs)


class _State(Struct, array_like=True):
    """A segment as stored in the manifest."""

    segid: str
    docs: int
    base: int
    deleted: bytes
    """Ascending document numbers within the pack, four bytes each."""


class Manifest(Struct, array_like=True):
    """The packs of a commit."""

    generation: int = 0
    next: int = 0
    """Number of the next document; numbers are never reused."""
    states: list[_State] = []

    @classmethod
    def of(cls, segments: Iterable[Segment], generation: int, following: int) -> "Manifest":
        """Create the manifest of segments."""
        states = [
            _State(one.segid, one.docs, one.base, np.array(sorted(one.deleted), "<u4").tobytes()) for one in segments
        ]
        return cls(generation, following, states)

    def segments(self) -> list[Segment]:
        """Return its segments as independent copies."""
        return [
            Segment(state.segid, state.docs, state.base, set(np.frombuffer(state.deleted, "<u4").tolist()))
            for state in self.states
        ]

    def encode(self) -> bytes:
        """Encode for storage."""
        return zlib.compress(msgspec.msgpack.encode(self))

    @classmethod
    def decode(cls, data: bytes) -> "Manifest":
        """Decode what `encode` returned."""
        return msgspec.msgpack.decode(zlib.decompress(data), type=cls)


class TantivySnapshot(Snapshot):
    """The packs of one commit, and the searcher that sees the same commit."""

    def __init__(
        self, manifest: Manifest, segments: list[Segment], views: list[View], searcher: Searcher, schema: Schema
    ) -> None:
        super().__init__(manifest.generation, views, [segment.deleted for segment in segments])
        self.searcher = searcher
        self.schema = schema
        self.following = manifest.next
        """Number of the next document, greater than all of these."""
        numbers: Ints = np.concatenate(
            [np.empty(0, np.int64), *(one.numbers(view) for one, view in zip(segments, views, strict=True))]
        )
        self._ascending = bool((numbers[1:] > numbers[:-1]).all())
        self._numbers: Ints | None = None
        """Number of each document; None if equal to the document, as long as nothing was replaced or reordered."""
        if not (numbers == np.arange(self.size)).all():
            self._numbers = narrow(numbers)
            self._docs = np.zeros(manifest.next, np.int32)
            self._docs[numbers] = np.arange(self.size)

    def numbers(self, docs: Ints) -> Ints:
        """Return the numbers of documents, in order."""
        return docs if self._numbers is None else self._numbers[docs].astype(np.int64)

    def docs(self, numbers: Ints) -> Ints:
        """Return the documents with some numbers, in order."""
        return numbers if self._numbers is None else self._docs[numbers].astype(np.int64)

    def ascending(self, numbers: Ints) -> Ints:
        """Return the documents with some ascending numbers, ascending."""
        docs = self.docs(numbers)
        return docs if self._ascending else np.sort(docs)


class TantivyStore(PackStore[Segment]):
    """The folder of one index."""

    prefix = INDEX_NAME

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Open the folder; raises EngineError if it has no usable index."""
        super().__init__(folder, create=create)
        self._path = folder / INDEX_NAME
        self._verified: set[str] = set()
        """Names of verified tantivy files, which never change."""
        self._stamp: tuple[int, int] = (0, 0)
        self._generation = -1
        if not (self._path / META).exists():
            found = (re.fullmatch(rf"{_PREFIX}(\d+)", path.name) for path in folder.iterdir() if path != self._path)
            versions = [int(match.group(1)) for match in found if match]
            if versions:
                refuse_version(folder, newer=max(versions) > VERSION)
            if not create:
                raise EngineError(f"There is no index in {folder} yet. Run `newsexplore index` to create it.")
            self._path.mkdir(mode=0o700, exist_ok=True)
            new = True
        else:
            new = False
        check_private(self._path)
        if not new:
            self._verify_newest()
        self._index = self._open()
        if new:
            sync_folder(self._path)
            sync_folder(self.folder)

    def _verify(self) -> None:
        """Verify new files of the newest commit: tantivy itself returns wrong answers from damaged ones, or panics.

        Raises:
            FileNotFoundError: a newer commit has just removed a file.
            EngineError: a file is damaged or missing.
        """
        try:
            for name in read_meta(self._path).names():
                if name not in self._verified:
                    path = self._path / name
                    if reason := damage(path):
                        raise EngineError(f"The index file {path} is {reason}. {REBUILD}")
                    self._verified.add(name)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise EngineError(f"The index in {self.folder} cannot be read: {error.strerror}.") from error

    def _verify_newest(self) -> None:
        before = self._meta_stamp()
        for attempt in range(OPEN_TRIES):
            try:
                return self._verify()
            except FileNotFoundError as error:
                before, after = self._meta_stamp(), before
                if before == after or attempt == OPEN_TRIES - 1:  # not removed by a newer commit
                    name = Path(error.filename or "").name
                    raise EngineError(f"The index in {self.folder} lacks its file {name}. {REBUILD}") from error
                time.sleep(OPEN_WAIT)
        return None

    def _open(self) -> Index:
        try:
            with converted_errors(self.folder):
                index = Index(schema(), str(self._readable()))
                index.config_reader("manual")
        except EngineError as error:
            if re.search(r"incompatible|version|does not match", str(error.__cause__), re.IGNORECASE):
                raise IndexVersionError(_FOREIGN.format(self.folder)) from error
            raise
        return index

    def _readable(self) -> Path:
        """Return a folder that tantivy can open: it creates a lock there, and so cannot open a read-only folder.

        A read-only folder is opened through links in a temporary folder.
        """
        if os.access(self._path, os.W_OK):
            return self._path
        self._links = TemporaryDirectory(prefix="newsexplore-")
        links = Path(self._links.name)
        for path in self._path.iterdir():
            if not path.name.endswith(".lock"):
                (links / path.name).symlink_to(path.resolve())
        return links

    def leftovers(self) -> Iterator[Path]:
        """List packs, and unfinished files of tantivy, which manages its other files itself."""
        yield from super().leftovers()
        yield from self._path.glob(".tmp*")

    def new_segment(self) -> Segment:
        """Return a new segment to write."""
        return Segment(token_hex(8))

    def generation(self) -> int:
        """Return the number of the newest commit."""
        stamp = self._meta_stamp()
        if stamp == (0, 0):
            return -1
        if stamp != self._stamp:
            self._generation = self.newest()[0].generation
            self._stamp = stamp
        return self._generation

    def _meta_stamp(self) -> tuple[int, int]:
        """Return a stamp that changes with every commit; zeros if there is none."""
        try:
            status = (self._path / META).stat()
        except OSError:
            return 0, 0
        return status.st_mtime_ns, status.st_ino

    def newest(self) -> tuple[Manifest, Searcher]:
        """Return the manifest of the newest commit, and its searcher.

        Raises:
            EngineError: the commit cannot be read.
        """
        self._verify_newest()
        with converted_errors(self.folder):
            self._index.reload()
            searcher = self._index.searcher()
            hits = searcher.search(Query.term_query(self._index.schema, "kind", MANIFEST), 1).hits
            manifest = Manifest.decode(searcher.doc(hits[0][1])["manifest"][0]) if hits else Manifest()
        return manifest, searcher

    def snapshot(self) -> TantivySnapshot:
        """Open the newest commit, retrying if a newer one removes its packs during that.

        Raises:
            EngineError: files are missing or damaged.
        """
        for attempt in range(OPEN_TRIES):
            manifest, searcher = self.newest()
            segments = manifest.segments()
            try:
                return TantivySnapshot(
                    manifest, segments, [self.view(one) for one in segments], searcher, self._index.schema
                )
            except FileNotFoundError as error:
                if attempt == OPEN_TRIES - 1 or self.newest()[0].generation == manifest.generation:
                    name = Path(error.filename or "").name
                    raise EngineError(f"The index in {self.folder} lacks its file {name}. {REBUILD}") from error
                time.sleep(OPEN_WAIT)
        raise AssertionError("unreachable")

    @property
    def index(self) -> Index:
        """Tantivy's own index."""
        return self._index

    @property
    def files(self) -> Path:
        """The folder of tantivy's own files."""
        return self._path

    def writer(self) -> IndexWriter:
        """Return tantivy's writer; the caller holds the lock.

        Raises:
            EngineError: the index is damaged.
        """
        self._verify_newest()
        with converted_errors(self.folder):
            remove_stray_deletions(self._path, read_meta(self._path))
            return self._index.writer(_HEAP, 1)

    def sync(self) -> None:
        """Sync the folder of packs."""
        sync_folder(self.folder)

    def sync_commit(self) -> None:
        """Sync tantivy's newest list of segments, before files of the previous one are removed."""
        sync_folder(self._path)
        copy_meta(self._path)


@contextmanager
def converted_errors(folder: Path) -> Generator[None]:
    """Convert tantivy's errors in reading or writing, ValueError or a panic, to EngineError."""
    try:
        yield
    except BaseException as error:
        ours = isinstance(error, ValueError | OSError | zlib.error | ZstdError | msgspec.MsgspecError)
        if not ours and type(error).__name__ != "PanicException":  # a type that cannot be imported
            raise
        raise EngineError(_describe(folder, error)) from error


def _describe(folder: Path, error: BaseException) -> str:
    """Describe a tantivy error: all have one type, and a full disk is not always named."""
    text = str(error)
    if re.search(r"os error (28|122|27|112)\b|No space|StorageFull|File too large", text) or _is_full(folder):
        return f"The disk of the index in {folder} is full. Earlier commits are intact: free some space."
    if re.search(r"os error (13|30|1)\b|Permission denied|Read-only", text):
        return f"The index in {folder} cannot be written: permission denied."
    return f"The index in {folder} is damaged, or its disk is ({text}). {REBUILD}"


def _is_full(folder: Path) -> bool:
    """Return whether writing a megabyte fails."""
    try:
        with TemporaryFile(dir=folder, buffering=0) as file:
            for _ in range(16):
                file.write(b"\1" * 65536)
    except OSError as error:
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return False


def count(searcher: Searcher, query: Query) -> int:
    """Count the documents that a query finds."""
    return counted(searcher.search(query, 1, count=True, order_by_field="doc"))


def counted(found: SearchResult) -> int:
    """Return the total of a search that counts its hits."""
    return cast("Any", found).count  # missing in its type stubs


_FOREIGN = "The index in {} was made by another version of newsexplore. Run `newsexplore index` to rebuild it."
