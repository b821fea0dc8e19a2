"""The folder of a Whoosh index, with durable commits.

Whoosh stores its list of segments, the table of contents, as a pickle that is neither synced nor checked. Here every
file is synced before our own commit file, which names it, is renamed into place; Whoosh's table is written before, and
never read.
"""

import os
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from ...files import sync_folder
from ..base import EngineError
from ..packed.columns import Snapshot
from ..packed.packed_store import OPEN_TRIES, OPEN_WAIT, REBUILD, PackStore, refuse_version, remove_file
from .codec import PackedCodec
from .commit_file import Commit, CommitError, decode_commit, decode_segments, encode_commit, encode_segments
from .whoosh_schema import INDEX_NAME, VERSION, schema


class PrivateStorage(FileStorage):
    """Storage of private files that are synced when closed or renamed."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: object) -> StructFile:
        """Create a file that is written once."""
        del mode, kwargs  # always written from the start
        flags = os.O_CREAT | os.O_WRONLY | (os.O_EXCL if excl else os.O_TRUNC) | getattr(os, "O_BINARY", 0)
        return StructFile(os.fdopen(os.open(self._fpath(name), flags, 0o600), "wb"), name=name, onclose=_sync)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file durably, after everything written before it."""
        del safe  # we hold the lock, so nothing else writes
        sync_folder(Path(self.folder))  # sync the names of segments before the commit that needs them
        Path(self._fpath(oldname)).replace(self._fpath(newname))
        sync_folder(Path(self.folder))


def _sync(file: StructFile) -> None:
    file.flush()
    os.fsync(file.fileno())


class Contents(Struct, frozen=True):
    """A commit as read."""

    generation: int
    segments: list[W3Segment]


class Store(PackStore[W3Segment]):
    """The folder of one index."""

    prefix = INDEX_NAME

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Open the folder; raises EngineError if it has no usable index."""
        super().__init__(folder, create=create)
        self._storage = PrivateStorage(str(folder))
        if self.generation() < 0:
            self._refuse_other_versions()
            if not create:
                raise EngineError(f"There is no index in {folder} yet. Run `newsexplore index` to create it.")
            self.commit([], 0)

    def _refuse_other_versions(self) -> None:
        first = self._path(0, "toc").name  # alone if the run that made the index was interrupted
        names = [name for name in self._storage.list() if name != first]
        found = (re.fullmatch(r"_newsexplore(\d+)_\d+\.(?:toc|commit)", name) for name in names)
        versions = [int(match.group(1)) for match in found if match]
        if versions:
            refuse_version(self.folder, newer=max(versions) > VERSION)

    def leftovers(self) -> Iterator[Path]:
        """List packs and unfinished commits."""
        yield from super().leftovers()
        yield from (path for path in self.folder.iterdir() if ".toc." in path.name or ".commit." in path.name)

    def clean(self, segments: Sequence[W3Segment]) -> None:
        """Remove the leftovers of an interrupted run, first what would mislead other readers of Whoosh indexes."""
        super().clean(segments)
        newest = self.generation()
        for path in self.folder.glob(f"_{INDEX_NAME}_*.toc"):
            if path != self._path(newest, "toc"):
                remove_file(path)

    def new_segment(self) -> W3Segment:
        """Return a new segment to write."""
        return W3Segment(PackedCodec(), INDEX_NAME)

    def generation(self) -> int:
        """Return the number of the newest commit; -1 for none."""
        return max(self._commits(), default=-1)

    def contents(self) -> Contents:
        """Return the newest commit.

        Raises:
            EngineError: it cannot be read.
        """
        commit = self._newest()
        try:
            return Contents(commit.generation, decode_segments(commit.segments))
        except (msgspec.MsgspecError, ValueError) as error:
            raise EngineError(f"The index in {self.folder} is damaged ({error}). {REBUILD}") from error

    def damaged_toc(self) -> str | None:
        """Return what is wrong with the table of contents, which only other readers of Whoosh indexes use.

        Raises:
            EngineError: the commit cannot be read.
        """
        commit = self._newest()
        path = self._path(commit.generation, "toc")
        try:
            whole = zlib.crc32(path.read_bytes()) == commit.toc_crc
        except FileNotFoundError:
            return f"The index file {path} is missing."
        except OSError as error:
            return f"The index file {path} cannot be read: {error.strerror}."
        return None if whole else f"The index file {path} is damaged: its bytes are not those that were written."

    def _newest(self) -> Commit:
        for attempt in range(OPEN_TRIES):
            generation = self.generation()
            path = self._path(generation, "commit")
            try:
                commit = decode_commit(path.read_bytes())
                if commit.generation != generation:
                    raise CommitError("its list of segments is that of another commit")
            except FileNotFoundError as error:  # just replaced by a newer commit
                if attempt == OPEN_TRIES - 1:
                    raise EngineError(f"The index in {self.folder} is gone. `newsexplore index` creates it.") from error
                time.sleep(OPEN_WAIT)
            except OSError as error:
                raise EngineError(f"The index in {self.folder} cannot be read: {error.strerror}.") from error
            except CommitError as error:
                raise EngineError(f"The index in {self.folder} is damaged ({error}). {REBUILD}") from error
            else:
                return commit
        raise AssertionError("unreachable")

    def snapshot(self) -> Snapshot:
        """Open the newest commit, retrying if a newer one removes its files during that.

        Raises:
            EngineError: files are missing or damaged.
        """
        for attempt in range(OPEN_TRIES):
            contents = self.contents()
            try:
                segments = contents.segments
                return Snapshot(
                    contents.generation,
                    [self.view(segment) for segment in segments],
                    [segment.deleted_docs() for segment in segments],
                )
            except FileNotFoundError as error:
                if attempt == OPEN_TRIES - 1 or self.generation() == contents.generation:
                    name = Path(error.filename or "").name
                    raise EngineError(f"The index in {self.folder} lacks its file {name}. {REBUILD}") from error
                time.sleep(OPEN_WAIT)
        raise AssertionError("unreachable")

    def commit(self, segments: list[W3Segment], generation: int) -> None:
        """Commit these segments durably, then remove the previous commit. Their files must be synced."""
        TOC(schema(), segments, generation).write(self._storage, INDEX_NAME)
        crc = zlib.crc32(self._path(generation, "toc").read_bytes())
        path = self._path(generation, "commit")
        temporary = f"{path.name}.new"
        file = self._storage.create_file(temporary)
        try:
            file.write(encode_commit(Commit(generation, crc, encode_segments(segments))))
        finally:
            file.close()
        self._storage.rename_file(temporary, path.name)  # from here on the commit is in effect
        for older in self._commits():
            if older < generation:
                remove_file(self._path(older, "commit"))
                remove_file(self._path(older, "toc"))

    def _path(self, generation: int, suffix: str) -> Path:
        return self.folder / f"_{INDEX_NAME}_{generation}.{suffix}"

    def _commits(self) -> list[int]:
        names = (re.fullmatch(rf"_{INDEX_NAME}_(\d+)\.commit", name) for name in self._storage.list())
        return [int(match.group(1)) for match in names if match]
