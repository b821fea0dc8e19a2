"""The mark of a run that is under way or was interrupted: until it completes, the index is only partly built."""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal

from ..config.settings import Settings
from ..files import take_lock

State = Literal["complete", "running", "interrupted"]
_LOCK_SECONDS = 1.0
"""How long a run waits for the lock of its mark, which others take only to ask for it."""
_POLL = 0.01


class RunMark:
    """The mark of one run, locked as long as the run lives; without one, readers take the index for complete."""

    def __init__(self, settings: Settings) -> None:
        """Find the mark of an index; one that an interrupted run has left is taken over at once."""
        self._path = _path(settings)
        self._handle = -1
        if self._path.exists():
            self.put()

    def put(self) -> None:
        """Mark the index as partly built; again is fine. A mark that cannot be written is left out."""
        if self._handle >= 0:
            return
        with suppress(OSError):
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            end = time.monotonic() + _LOCK_SECONDS
            while not take_lock(self._handle) and time.monotonic() < end:
                time.sleep(_POLL)

    def remove(self) -> None:
        """Mark the index as complete."""
        self.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """End the run; a mark that is there stays."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def state(settings: Settings) -> State:
    """Return whether an index is complete, and if it is not, whether a run is at work on it."""
    try:
        handle = os.open(_path(settings), os.O_RDWR)
    except OSError:
        return "complete"
    try:
        return "interrupted" if take_lock(handle) else "running"
    finally:
        os.close(handle)


def _path(settings: Settings) -> Path:
    return Path(settings.folder) / f"{settings.config.index.engine}.unfinished"
