"""A lock between programs: who holds it is the only one that writes a file."""

import os
import time
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
        while not _take(handle):
            if time.monotonic() > deadline:
                raise LockedError
            time.sleep(0.02)
        yield  # the system lets go of the lock when the file is closed, also after a crash
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    """Take the lock if nobody has it."""
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
