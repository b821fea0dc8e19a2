"""The writer lock of an index: a file that names its holder, locked as long as that process lives."""

import os
import time
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from ...files import take_lock
from ..base import EngineError, IndexBusyError

NAME = "WRITELOCK"


class _Holder(Struct):
    """The holder of the lock, and since when (seconds since the epoch)."""

    pid: int
    since: float


class WriterLock:
    """A reentrant lock; call `release` as often as `take`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._handle = -1
        self._depth = 0

    def take(self) -> "WriterLock":
        """Take the lock, even from a process that died with it.

        Raises:
            IndexBusyError: another process has it.
            EngineError: the folder cannot be written.
        """
        if not self._depth:
            self._handle = self._take()
        self._depth += 1
        return self

    def release(self) -> None:
        """Release it."""
        if not self._depth:
            return
        self._depth -= 1
        if not self._depth:
            with suppress(OSError):
                os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = -1

    def _take(self) -> int:
        with suppress(OSError):
            if self.path.is_dir():
                self.path.rmdir()  # not ours
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError as error:
            raise EngineError(f"The index cannot be written: {self.path}: {error.strerror}.") from error
        if not take_lock(handle):
            os.close(handle)
            raise IndexBusyError(
                f"Another process{self._holder()} is writing to the index in {self.path.parent}. "
                "Try again when it is done."
            )
        with suppress(OSError):  # a full disk: the lock works without a name
            if hasattr(os, "fchmod"):
                os.fchmod(handle, 0o600)
            os.ftruncate(handle, 0)
            # on Windows the locked first byte cannot be read.
            os.write(handle, b"\n" + msgspec.json.encode(_Holder(os.getpid(), time.time())))
        return handle

    def _holder(self) -> str:
        """Describe the holder, ` (pid 4711, since 14:03:20)`; "" if unknown."""
        try:
            with self.path.open("rb") as file:
                file.seek(1)
                holder = msgspec.json.decode(file.read(200), type=_Holder)
            since = time.localtime(holder.since)
        except (OSError, ValueError, OverflowError):
            return ""
        shape = "%H:%M:%S" if time.time() - holder.since < 86400 else "%Y-%m-%d %H:%M"
        return f" (pid {holder.pid}, since {time.strftime(shape, since)})"
