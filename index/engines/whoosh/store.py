"""The folder of a Whoosh index: private, locked for one writer, committed durably, cleaned of what no commit names.

Whoosh keeps the list of segments, its table of contents, as a pickle, and neither syncs nor checks it. Here every file
is synced before the commit that names it is renamed into place, and a folder that others can write is refused.
"""

import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path
from weakref import WeakValueDictionary

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError

from ..base import EngineError, IndexBusyError, IndexVersionError
from ..packed.columns import Snapshot, View
from ..packed.pack import PackError
from .codec import PACK_SUFFIX, PackedCodec
from .schema import INDEX_NAME, schema

REBUILD = "`newsexplore index --rebuild` makes it anew."
_OPEN_TRIES = 20
_OPEN_WAIT = 0.05
"""Seconds between tries to open a commit whose files a newer one has just removed."""
_ORPHAN_AGE = 600.0
"""Seconds after which a segment that no commit names is taken for abandoned: by then its batch is in, or given up."""


class _PrivateStorage(FileStorage):
    """Files that only the owner can read, synced when they are closed; renames are synced too."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: object) -> StructFile:
        del mode, kwargs  # always written, always from the start
        flags = os.O_CREAT | os.O_WRONLY | (os.O_EXCL if excl else os.O_TRUNC) | getattr(os, "O_BINARY", 0)
        return StructFile(os.fdopen(os.open(self._fpath(name), flags, 0o600), "wb"), name=name, onclose=_sync)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        del safe  # nobody else writes: the lock is held
        sync_folder(Path(self.folder))  # the segments' names, before the name of the commit that needs them
        Path(self._fpath(oldname)).replace(self._fpath(newname))
        sync_folder(Path(self.folder))


def _sync(file: StructFile) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the platform and the file system have a way."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Store:
    """The folder of one index."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Open the folder; raises EngineError when there is no index in it, or none that can be used."""
        self.folder = folder
        self.opened = time.time()
        self._views: WeakValueDictionary[str, View] = WeakValueDictionary()
        if create:
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise EngineError(f"The index folder {folder} cannot be made: {error.strerror}.") from error
        check_private(folder)
        self._storage = _PrivateStorage(str(folder))
        if self.generation() < 0:
            if any(re.fullmatch(r"_newsexplore\d+_\d+\.toc", name) for name in self._storage.list()):
                raise self._foreign()
            if not create:
                raise EngineError(f"There is no index in {folder} yet. `newsexplore index` makes it.")
            self.commit([], 0)

    def _foreign(self) -> IndexVersionError:
        return IndexVersionError(
            f"The index in {self.folder} was made by another version of newsexplore. `newsexplore index` makes it anew."
        )

    def generation(self) -> int:
        """The number of the newest commit; -1 when there is none."""
        return max(self._commits(), default=-1)

    def contents(self) -> TOC:
        """The table of contents of the newest commit.

        Raises:
            EngineError: it cannot be read.
        """
        for attempt in range(_OPEN_TRIES):
            try:
                return TOC.read(self._storage, INDEX_NAME)
            except (FileNotFoundError, EmptyIndexError) as error:  # a newer commit has just replaced it
                if attempt == _OPEN_TRIES - 1:
                    raise EngineError(f"The index in {self.folder} is gone. `newsexplore index` makes it.") from error
                time.sleep(_OPEN_WAIT)
            except OSError as error:
                raise EngineError(f"The index in {self.folder} cannot be read: {error.strerror}.") from error
            except (ImportError, AttributeError) as error:  # it names classes that this version does not have
                raise self._foreign() from error
            except Exception as error:  # whatever a damaged pickle raises
                raise EngineError(f"The index in {self.folder} is damaged ({error}). {REBUILD}") from error
        raise AssertionError("unreachable")

    def snapshot(self) -> Snapshot:
        """Open the newest commit, trying again when a newer one removes its files meanwhile.

        Raises:
            EngineError: files are missing or damaged.
        """
        for attempt in range(_OPEN_TRIES):
            contents = self.contents()
            try:
                segments: list[W3Segment] = contents.segments
                return Snapshot(
                    contents.generation,
                    [self.view(segment) for segment in segments],
                    [segment.deleted_docs() for segment in segments],
                )
            except FileNotFoundError as error:
                if attempt == _OPEN_TRIES - 1 or self.generation() == contents.generation:
                    name = Path(error.filename or "").name
                    raise EngineError(f"The index in {self.folder} lacks its file {name}. {REBUILD}") from error
                time.sleep(_OPEN_WAIT)
        raise AssertionError("unreachable")

    def path(self, segment: W3Segment) -> Path:
        """The file of a segment."""
        return self.folder / segment.make_filename(PACK_SUFFIX)

    def view(self, segment: W3Segment) -> View:
        """A segment's columns; one view serves everybody who has it open.

        Raises:
            FileNotFoundError: the segment has been removed.
            EngineError: its file is damaged.
        """
        view = self._views.get(segment.segid)
        if view is None:
            path = self.path(segment)
            try:
                view = self._views[segment.segid] = View(path)
            except PackError as error:
                raise EngineError(f"The index file {path} is damaged: {error}. {REBUILD}") from error
        return view

    @staticmethod
    def new_segment() -> W3Segment:
        """A segment to be written."""
        return W3Segment(PackedCodec(), INDEX_NAME)

    def lock(self):
        """Take the lock of the one writer; the caller releases it.

        Raises:
            IndexBusyError: another process has it.
        """
        lock = self._storage.lock(f"{INDEX_NAME}_WRITELOCK")
        if not lock.acquire():
            raise IndexBusyError(
                f"Another process is writing to the index in {self.folder}. Try again when it is done."
            )
        return lock

    def commit(self, segments: list[W3Segment], generation: int) -> None:
        """Make these segments the index, durably, then remove the commit before. Their files must be synced."""
        TOC(schema(), segments, generation).write(self._storage, INDEX_NAME)
        for older in self._commits():
            if older < generation:
                self._remove(self.folder / f"_{INDEX_NAME}_{older}.toc")

    def _commits(self) -> list[int]:
        names = (re.fullmatch(rf"_{INDEX_NAME}_(\d+)\.toc", name) for name in self._storage.list())
        return [int(match.group(1)) for match in names if match]

    def remove(self, segment: W3Segment) -> None:
        """Remove a segment's file, which no commit names (any more)."""
        self._remove(self.path(segment))

    def clean(self, segments: list[W3Segment]) -> None:
        """Remove what an interrupted run left: files that these segments do not need and nobody is about to add."""
        kept = {self.path(segment).name for segment in segments}
        before = min(self.opened, time.time() - _ORPHAN_AGE)
        for path in self.folder.iterdir():
            ours = path.name.endswith(PACK_SUFFIX) or ".toc." in path.name
            with suppress(FileNotFoundError):  # a worker that failed has just removed it itself
                if ours and path.name not in kept and path.stat().st_mtime < before:
                    self._remove(path)

    @staticmethod
    def _remove(path: Path) -> None:
        with suppress(OSError):  # a reader on Windows has it open: a later `clean` gets it
            path.unlink(missing_ok=True)


def check_private(folder: Path) -> None:
    """Raise EngineError unless a folder is ours and only we can write to it: what is in it is trusted as code."""
    try:
        status = folder.stat()
    except FileNotFoundError:
        raise EngineError(f"There is no index in {folder} yet. `newsexplore index` makes it.") from None
    except OSError as error:
        raise EngineError(f"The index folder {folder} cannot be read: {error.strerror}.") from error
    if not stat.S_ISDIR(status.st_mode):
        raise EngineError(f"{folder} is not a folder.")
    if os.name == "nt":  # no such modes there
        return
    if status.st_uid != os.getuid():
        raise EngineError(f"The index folder {folder} belongs to another user, and is not safe to read.")
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise EngineError(f"Others can write to the index folder {folder}, so it is not safe to read. `chmod 700` it.")
