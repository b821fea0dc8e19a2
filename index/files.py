"""Files that several processes share: whole writes, private folders, and a lock between programs."""

import os
import tempfile
import time
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class LockedError(OSError):
    """Another program has held the lock for too long."""

    def __init__(self) -> None:
        super().__init__("another program is writing it; try again")


@contextmanager
def locked(path: Path, seconds: float) -> Generator[None]:
    """Hold the lock of a file, which need not exist; its folder must. A file of its own beside it is the lock.

    Raises:
        LockedError: another program held it all the `seconds` long.
        OSError: the lock's file cannot be made.
    """
    handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + seconds
        while not take_lock(handle):
            if time.monotonic() > deadline:
                raise LockedError
            time.sleep(0.02)
        yield  # the system lets go of the lock when the file is closed, also after a crash
    finally:
        os.close(handle)


def take_lock(handle: int) -> bool:
    """Take the lock of an open file if no other process has it; the system releases it when the file is closed."""
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


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can enter; one that is there is left as it is.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file so that a reader or a crash meets the old or the new one, never a part.

    Args:
        path: The file; its folder must be there.
        data: All that it is to hold.
        mode: Its permissions.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            if mode != 0o600 and hasattr(os, "fchmod"):
                os.fchmod(handle, mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_checked(path: Path, data: bytes) -> None:
    """As `write_whole`, with a checksum in front; raises OSError."""
    write_whole(path, zlib.crc32(data).to_bytes(4, "little") + data)


def read_checked(path: Path) -> bytes:
    """Return what `write_checked` wrote.

    Raises:
        OSError: the file cannot be read, or is damaged.
    """
    content = path.read_bytes()
    data = content[4:]
    if zlib.crc32(data).to_bytes(4, "little") != content[:4]:
        raise OSError(f"{path} is damaged")
    return data
