"""Files shared between processes: atomic writes, private folders and file locks."""

import errno
import os
import stat
import tempfile
import time
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_NO_SUCH_SYNC = frozenset((errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS, errno.EISDIR))
"""Errors of file systems that cannot sync folders."""


class LockedError(OSError):
    """Another program has held the lock for too long."""

    def __init__(self) -> None:
        super().__init__("another program is writing it; try again")


@contextmanager
def locked(path: Path, seconds: float) -> Generator[None]:
    """Hold the lock of a file, through a lock file beside it. The folder must exist, the file need not.

    Raises:
        LockedError: another program held it for all of `seconds`.
        OSError: the lock file cannot be created.
    """
    handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + seconds
        while not take_lock(handle):
            if time.monotonic() > deadline:
                raise LockedError
            time.sleep(0.02)
        yield  # the system releases the lock when the file is closed, even after a crash
    finally:
        os.close(handle)


def take_lock(handle: int) -> bool:
    """Lock an open file unless another process has it locked; closing the file releases the lock."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # pyright: ignore[reportAttributeAccessIssue]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def expanded(path: str | Path) -> Path:
    """Expand a leading `~`; that of an unknown user stays, and so names nothing that exists."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def make_private(folder: Path) -> None:
    """Create a folder that only its owner can enter; an existing folder is left unchanged.

    Raises:
        OSError: it cannot be created.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to disk, if the platform and file system support it.

    Raises:
        OSError: the disk reports an error.
    """
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # we may write to it without reading it
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_SYNC:
            raise
    finally:
        os.close(handle)


def open_regular(path: Path) -> BinaryIO:
    """Open a file to read: a pipe in its place would make every program wait, and a device would never end.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", str(path))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_regular(path: Path) -> bytes:
    """Return the content of a file; raises OSError as `open_regular`."""
    with open_regular(path) as file:
        return file.read()


def write_whole(path: Path, data: bytes, mode: int = 0o600, *, head: bytes = b"") -> None:
    """Write a file atomically and durably: a reader, or a crash, sees the old or the new file, never a part.

    Args:
        path: The file; its folder must exist.
        data: The whole content.
        mode: Its permissions.
        head: What stands before the content.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            if mode != 0o600 and hasattr(os, "fchmod"):
                os.fchmod(handle, mode)
            file.write(head)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        sync_folder(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_checked(path: Path, data: bytes) -> None:
    """Write a file atomically with a checksum in front; raises OSError."""
    write_whole(path, data, head=zlib.crc32(data).to_bytes(4, "little"))


def read_checked(path: Path) -> bytes:
    """Return what `write_checked` wrote.

    Raises:
        OSError: the file cannot be read, or is damaged.
    """
    content = read_regular(path)
    data = content[4:]
    if zlib.crc32(data).to_bytes(4, "little") != content[:4]:
        raise OSError(f"{path} is damaged")
    return data


def is_intact(path: Path) -> bool:
    """Return whether a file is as `write_checked` wrote it; False if it cannot be read."""
    try:
        read_checked(path)
    except OSError:
        return False
    return True
