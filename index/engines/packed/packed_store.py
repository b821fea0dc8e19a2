"""A folder of packs: private, locked for one writer, cleaned of unreferenced files.

Every file is synced before the commit that names it takes effect; a folder that others can write to is refused.
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

from ...files import make_private
from ..base import EngineError, IndexVersionError
from .columns import View
from .lock import WriterLock
from .pack import PackError
from .record_blocks import SUFFIX, Dictionary, learn, read_dictionary

PACK_SUFFIX = ".pack"
REBUILD = "Run `newsexplore index --rebuild` to replace it."
OPEN_TRIES = 20
OPEN_WAIT = 0.05
"""Seconds between attempts to open a commit whose files a newer one has just removed."""
_OVERFLOW = 65534
"""Owner of unowned files in a container, such as its root folder."""
_ORPHAN_AGE = 600.0
"""Seconds after which an unreferenced segment counts as abandoned: by then its batch is committed or dropped."""


class Segment(Protocol):
    """A pack in a commit, compatible with Whoosh's segments."""

    segid: str

    def make_filename(self, ext: str, /) -> str:
        """Return the name of its file."""
        ...

    def doc_count_all(self) -> int:
        """Return the number of all documents."""
        ...

    def doc_count(self) -> int:
        """Return the number of documents that are not deleted."""
        ...

    def set_doc_count(self, dc: int, /) -> None:
        """Set the number of documents."""
        ...

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        ...

    def deleted_docs(self) -> Iterable[int]:
        """Return the deleted documents."""
        ...

    def is_deleted(self, docnum: int, /) -> bool:
        """Return whether a document is deleted."""
        ...

    def delete_document(self, docnum: int, /) -> None:
        """Mark a document as deleted; idempotent."""
        ...


S = TypeVar("S", bound=Segment)


class PackStore(ABC, Generic[S]):
    """The folder of one index."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Open or create the folder; raises EngineError if it does not exist or is unusable."""
        self.folder = folder
        self.opened = time.time()
        self._lock = WriterLock(folder)
        self._views: WeakValueDictionary[str, View] = WeakValueDictionary()
        if create:
            try:
                make_private(folder)
            except OSError as error:
                raise EngineError(f"The index folder {folder} cannot be created: {error.strerror}.") from error
        check_private(folder)

    prefix: str
    """Prefix of its file names."""

    @abstractmethod
    def new_segment(self) -> S:
        """Return a new segment to write."""

    @abstractmethod
    def generation(self) -> int:
        """Return the number of the newest commit; -1 for none."""

    def path(self, segment: S) -> Path:
        """Return the path of a segment's file."""
        return self.folder / segment.make_filename(PACK_SUFFIX)

    def view(self, segment: S) -> View:
        """Return a segment's columns; the view is shared.

        Raises:
            FileNotFoundError: the segment was removed.
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

    def release(self) -> None:
        """Return the memory of mapped file pages to the system."""
        for view in list(self._views.values()):
            view.pack.release()

    def dictionary(self) -> Dictionary | None:
        """Return the compression dictionary for new records, if it exists yet; it never changes.

        Raises:
            EngineError: its file is damaged.
        """
        path = min(self.folder.glob(f"{self.prefix}_*{SUFFIX}"), default=None)
        return read_dictionary(path) if path else None

    def learn(self, samples: Iterable[bytes]) -> None:
        """Train the dictionary on records; the caller holds the lock."""
        learn(self.folder, self.prefix, samples)

    def lock(self) -> "WriterLock":
        """Take the writer lock, which the caller releases; reentrant within `hold`.

        Raises:
            IndexBusyError: another process has it.
            EngineError: the folder cannot be written.
        """
        return self._lock.take()

    @contextmanager
    def hold(self) -> Generator[None]:
        """Hold the lock over several transactions; raises as `lock`."""
        lock = self.lock()
        try:
            yield
        finally:
            lock.release()

    def remove(self, segment: S) -> None:
        """Remove the file of a segment that no commit names."""
        remove_file(self.path(segment))

    def clean(self, segments: Sequence[S]) -> None:
        """Remove the leftovers of interrupted runs: files that neither these segments nor a running batch need."""
        kept = {self.path(segment).name for segment in segments}
        before = min(self.opened, time.time() - _ORPHAN_AGE)
        for path in self.leftovers():
            with suppress(FileNotFoundError):  # a failed worker has just removed it
                if path.name not in kept and path.stat().st_mtime < before:
                    remove_file(path)

    def leftovers(self) -> Iterator[Path]:
        """List every file of commits, complete or not."""
        yield from (path for path in self.folder.iterdir() if path.suffix in (PACK_SUFFIX, ".part"))


def refuse_version(folder: Path, *, newer: bool) -> NoReturn:
    """Raise EngineError for an index of another version: an older one gets rebuilt, a newer one is left alone."""
    if newer:
        raise EngineError(
            f"The index in {folder} was made by a newer version of newsexplore. Update newsexplore, use another "
            "--index-dir, or replace the index with `newsexplore index --rebuild`."
        )
    raise IndexVersionError(
        f"The index in {folder} was made by another version of newsexplore. Run `newsexplore index` to rebuild it."
    )


def remove_file(path: Path) -> None:
    """Remove a file, unless it is still open on Windows."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def check_private(folder: Path) -> None:
    """Raise EngineError unless a folder is ours and only we can write to it: its content is trusted.

    Its parents must not let others replace it: each belongs to us or to root, and is not writable by others unless it
    is sticky, as /tmp is.
    """
    try:
        status = folder.stat()
    except FileNotFoundError:
        raise EngineError(f"There is no index in {folder} yet. Run `newsexplore index` to create it.") from None
    except OSError as error:
        raise EngineError(f"The index folder {folder} cannot be read: {error.strerror}.") from error
    if not stat.S_ISDIR(status.st_mode):
        raise EngineError(f"{folder} is not a folder.")
    if os.name == "nt":  # Windows has no such modes
        return
    _refuse_foreign(folder, status, {os.getuid()})
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise EngineError(f"Others can write to the index folder {folder}, so it is not safe to read. `chmod 700` it.")
    try:
        files = list(folder.iterdir())
    except OSError as error:
        raise EngineError(f"The index folder {folder} cannot be read: {error.strerror}.") from error
    reached = status.st_mode & (stat.S_IXGRP | stat.S_IXOTH)
    for path in files:
        with suppress(FileNotFoundError):  # just replaced by a newer commit
            file = path.lstat()
            _refuse_foreign(path, file, {os.getuid()})
            if reached and stat.S_ISREG(file.st_mode) and file.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                raise EngineError(f"Others can write to {path}, so it is not safe to read. `chmod 600` it.")
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
    """Return whether a group is the user's private group, which many systems give write access to folders."""
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
