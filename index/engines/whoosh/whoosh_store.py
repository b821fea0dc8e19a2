"""The folder of a Whoosh index: its list of segments, committed durably.

Whoosh keeps that list, its table of contents, as a pickle, and neither syncs nor checks it. Here every file is synced
before a commit file of our own that names it is renamed into place; Whoosh's list is written before that, and never
read.
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

from ..base import EngineError
from ..packed.columns import Snapshot
from ..packed.packed_store import OPEN_TRIES, OPEN_WAIT, REBUILD, PackStore, refuse_version, remove_file, sync_folder
from .codec import PackedCodec
from .commit_file import Commit, CommitError, decode_commit, decode_segments, encode_commit, encode_segments
from .whoosh_schema import INDEX_NAME, VERSION, schema


class PrivateStorage(FileStorage):
    """Files that only the owner can read, synced when they are closed; renames are synced too."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: object) -> StructFile:
        """Create a file to be written once."""
        del mode, kwargs  # always written, always from the start
        flags = os.O_CREAT | os.O_WRONLY | (os.O_EXCL if excl else os.O_TRUNC) | getattr(os, "O_BINARY", 0)
        return StructFile(os.fdopen(os.open(self._fpath(name), flags, 0o600), "wb"), name=name, onclose=_sync)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file, durably, after all that was written before it."""
        del safe  # nobody else writes: the lock is held
        sync_folder(Path(self.folder))  # the segments' names, before the name of the commit that needs them
        Path(self._fpath(oldname)).replace(self._fpath(newname))
        sync_folder(Path(self.folder))


def _sync(file: StructFile) -> None:
    file.flush()
    os.fsync(file.fileno())


class Contents(Struct, frozen=True):
    """A commit as it is read."""

    generation: int
    segments: list[W3Segment]


class Store(PackStore[W3Segment]):
    """The folder of one index."""

    prefix = INDEX_NAME

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Open the folder; raises EngineError when there is no index in it, or none that can be used."""
        super().__init__(folder, create=create)
        self._storage = PrivateStorage(str(folder))
        if self.generation() < 0:
            self._refuse_other_versions()
            if not create:
                raise EngineError(f"There is no index in {folder} yet. `newsexplore index` makes it.")
            self.commit([], 0)

    def _refuse_other_versions(self) -> None:
        names = (re.fullmatch(r"_newsexplore(\d+)_\d+\.(?:toc|commit)", name) for name in self._storage.list())
        versions = [int(match.group(1)) for match in names if match]
        if versions:
            refuse_version(self.folder, newer=max(versions) > VERSION)

    def leftovers(self) -> Iterator[Path]:
        """Packs, and commits that were not finished."""
        yield from super().leftovers()
        yield from (path for path in self.folder.iterdir() if ".toc." in path.name or ".commit." in path.name)

    def clean(self, segments: Sequence[W3Segment]) -> None:
        """Remove what an interrupted run left, at once what would mislead other readers of Whoosh indexes."""
        super().clean(segments)
        newest = self.generation()
        for path in self.folder.glob(f"_{INDEX_NAME}_*.toc"):
            if path != self._path(newest, "toc"):
                remove_file(path)

    def new_segment(self) -> W3Segment:
        """A segment to be written."""
        return W3Segment(PackedCodec(), INDEX_NAME)

    def generation(self) -> int:
        """The number of the newest commit; -1 when there is none."""
        return max(self._commits(), default=-1)

    def contents(self) -> Contents:
        """The newest commit.

        Raises:
            EngineError: it cannot be read.
        """
        commit = self._newest()
        try:
            return Contents(commit.generation, decode_segments(commit.segments))
        except (msgspec.MsgspecError, ValueError) as error:
            raise EngineError(f"The index in {self.folder} is damaged ({error}). {REBUILD}") from error

    def damaged_toc(self) -> str | None:
        """Say what is wrong with the table of contents that only other readers of Whoosh indexes use.

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
            except FileNotFoundError as error:  # a newer commit has just replaced it
                if attempt == OPEN_TRIES - 1:
                    raise EngineError(f"The index in {self.folder} is gone. `newsexplore index` makes it.") from error
                time.sleep(OPEN_WAIT)
            except OSError as error:
                raise EngineError(f"The index in {self.folder} cannot be read: {error.strerror}.") from error
            except CommitError as error:
                raise EngineError(f"The index in {self.folder} is damaged ({error}). {REBUILD}") from error
            else:
                return commit
        raise AssertionError("unreachable")

    def snapshot(self) -> Snapshot:
        """Open the newest commit, trying again when a newer one removes its files meanwhile.

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
        """Make these segments the index, durably, then remove the commit before. Their files must be synced."""
        TOC(schema(), segments, generation).write(self._storage, INDEX_NAME)
        crc = zlib.crc32(self._path(generation, "toc").read_bytes())
        path = self._path(generation, "commit")
        temporary = f"{path.name}.new"
        file = self._storage.create_file(temporary)
        try:
            file.write(encode_commit(Commit(generation, crc, encode_segments(segments))))
        finally:
            file.close()
        self._storage.rename_file(temporary, path.name)  # from here on it is the index
        for older in self._commits():
            if older < generation:
                remove_file(self._path(older, "commit"))
                remove_file(self._path(older, "toc"))

    def _path(self, generation: int, suffix: str) -> Path:
        return self.folder / f"_{INDEX_NAME}_{generation}.{suffix}"

    def _commits(self) -> list[int]:
        names = (re.fullmatch(rf"_{INDEX_NAME}_(\d+)\.commit", name) for name in self._storage.list())
        return [int(match.group(1)) for match in names if match]
