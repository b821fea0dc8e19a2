"""A folder of packs: private, locked for one writer, cleaned of what no commit names.

Every file is synced before the commit that names it takes effect, and a folder that others can write is refused.
"""

import os
import stat
import time
from abc import ABC, abstractmethod
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Generic, NoReturn, Protocol, TypeVar
from weakref import WeakValueDictionary

from ..base import EngineError, IndexVersionError
from .columns import View
from .lock import WriterLock
from .pack import PackError
from .record_blocks import SUFFIX, Dictionary, learn, read_dictionary

PACK_SUFFIX = ".pack"
REBUILD = "`newsexplore index --rebuild` makes it anew."
OPEN_TRIES = 20
OPEN_WAIT = 0.05
"""Seconds between tries to open a commit whose files a newer one has just removed."""
_OVERFLOW = 65534
"""The owner of what belongs to nobody in a container, its root folder among it."""
_ORPHAN_AGE = 600.0
"""Seconds after which a segment that no commit names is taken for abandoned: by then its batch is in, or given up."""


class Segment(Protocol):
    """What a commit says of one pack; Whoosh's segments are such."""

    segid: str

    def make_filename(self, ext: str, /) -> str:
        """Name of its file."""
        ...

    def doc_count_all(self) -> int:
        """All its documents."""
        ...

    def doc_count(self) -> int:
        """Those that are not deleted."""
        ...

    def set_doc_count(self, dc: int, /) -> None:
        """Tell how many documents there are."""
        ...

    def deleted_count(self) -> int:
        """How many are deleted."""
        ...

    def deleted_docs(self) -> Iterable[int]:
        """Which are."""
        ...

    def is_deleted(self, docnum: int, /) -> bool:
        """Whether that one is."""
        ...

    def delete_document(self, docnum: int, /) -> None:
        """Delete one; again is fine."""
        ...


S = TypeVar("S", bound=Segment)


class PackStore(ABC, Generic[S]):
    """The folder of one index."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Open or make the folder; raises EngineError when it is not there, or cannot be used."""
        self.folder = folder
        self.opened = time.time()
        self._lock = WriterLock(folder)
        self._views: WeakValueDictionary[str, View] = WeakValueDictionary()
        if create:
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise EngineError(f"The index folder {folder} cannot be made: {error.strerror}.") from error
        check_private(folder)

    prefix: str
    """What the names of its files begin with."""

    @abstractmethod
    def new_segment(self) -> S:
        """A segment to be written."""

    @abstractmethod
    def generation(self) -> int:
        """The number of the newest commit; -1 when there is none."""

    def path(self, segment: S) -> Path:
        """The file of a segment."""
        return self.folder / segment.make_filename(PACK_SUFFIX)

    def view(self, segment: S) -> View:
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

    def dictionary(self) -> Dictionary | None:
        """What new records are compressed with, as soon as there is such a thing; once made it stays.

        Raises:
            EngineError: it is damaged.
        """
        path = min(self.folder.glob(f"{self.prefix}_*{SUFFIX}"), default=None)
        return read_dictionary(path) if path else None

    def learn(self, samples: Iterable[bytes]) -> None:
        """Make the dictionary of some records; whoever asks holds the lock."""
        learn(self.folder, self.prefix, samples)

    def lock(self) -> "WriterLock":
        """Take the lock of the one writer; the caller releases it, or dies. Within a `hold` it is had already.

        Raises:
            IndexBusyError: another process has it.
            EngineError: the folder cannot be written.
        """
        return self._lock.take()

    @contextmanager
    def hold(self) -> Generator[None]:
        """Keep the lock over several transactions; raises as `lock` does."""
        lock = self.lock()
        try:
            yield
        finally:
            lock.release()

    def remove(self, segment: S) -> None:
        """Remove a segment's file, which no commit names (any more)."""
        remove_file(self.path(segment))

    def clean(self, segments: Sequence[S]) -> None:
        """Remove what an interrupted run left: files that these segments do not need and nobody is about to add."""
        kept = {self.path(segment).name for segment in segments}
        before = min(self.opened, time.time() - _ORPHAN_AGE)
        for path in self.leftovers():
            with suppress(FileNotFoundError):  # a worker that failed has just removed it itself
                if path.name not in kept and path.stat().st_mtime < before:
                    remove_file(path)

    def leftovers(self) -> Iterator[Path]:
        """Every file that belongs to a commit, or to one that never was."""
        yield from (path for path in self.folder.iterdir() if path.suffix in (PACK_SUFFIX, ".part"))


def refuse_version(folder: Path, *, newer: bool) -> NoReturn:
    """Raise EngineError for an index of another version: an older one is made anew, a newer one is left alone."""
    if newer:
        raise EngineError(
            f"The index in {folder} was made by a newer version of newsexplore. Update newsexplore, use another "
            "--index-dir, or replace the index with `newsexplore index --rebuild`."
        )
    raise IndexVersionError(
        f"The index in {folder} was made by another version of newsexplore. `newsexplore index` makes it anew."
    )


def remove_file(path: Path) -> None:
    """Remove a file, or leave it for later when somebody has it open on Windows."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


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


def check_private(folder: Path) -> None:
    """Raise EngineError unless a folder is ours and only we can write to it: what is in it is trusted.

    The folders above it must not let others replace it: each belongs to us or to root, and is writable for nobody
    else unless it is sticky, as /tmp is.
    """
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
    _refuse_foreign(folder, status, {os.getuid()})
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise EngineError(f"Others can write to the index folder {folder}, so it is not safe to read. `chmod 700` it.")
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # a commit that has just been replaced
            _refuse_foreign(path, path.lstat(), {os.getuid()})
    for above in folder.resolve().parents:
        status = above.stat()
        _refuse_foreign(above, status, {os.getuid(), 0, _OVERFLOW})
        others = stat.S_IWOTH if _is_private_group(status.st_gid) else stat.S_IWGRP | stat.S_IWOTH
        if status.st_mode & others and not status.st_mode & stat.S_ISVTX:
            raise EngineError(
                f"Others can write to {above}, and so replace the index in {folder}: it is not safe to read. "
                f"`chmod go-w` that folder, or use another --index-dir."
            )


def _is_private_group(group: int) -> bool:
    """Return whether a group is this user's own: many systems make one a user, and folders that it can write to."""
    import grp  # not on Windows
    import pwd

    try:
        user, found = pwd.getpwuid(os.getuid()), grp.getgrgid(group)
    except KeyError:
        return False
    return group == user.pw_gid and found.gr_name == user.pw_name and not set(found.gr_mem) - {user.pw_name}


def _refuse_foreign(path: Path, status: os.stat_result, owners: Collection[int]) -> None:
    if status.st_uid not in owners:
        raise EngineError(f"{path} belongs to another user, so the index there is not safe to read.")
