"""The lock of writers: a file on this machine, and an entry in the state of the index for all machines."""

import os
import socket
import threading
import time
from contextlib import suppress

from msgspec.structs import replace

from ..base import EngineError, IndexBusyError
from ..packed.lock import WriterLock
from .opensearch_state import Holder, State, StateDocument

_BEAT = 20.0
"""Seconds between two signs of life."""
_DEAD = 90.0
"""Seconds without one after which a holder on another machine counts as dead."""


class ClusterLock:
    """A reentrant lock; call `release` as often as `take`.

    Runs over different shares of the files, `1/4` and `2/4`, hold different locks, and can write at the same time.
    """

    def __init__(self, local: WriterLock, state: StateDocument, owner: str) -> None:
        self._local = local
        self._state = state
        self._owner = owner
        self._depth = 0
        self._stop = threading.Event()
        self.name = ""
        """The share of the files, "" for all; set before it is taken."""

    def take(self) -> bool:
        """Take the lock; return whether it was not held before.

        Raises:
            IndexBusyError: another process has it.
        """
        if self._depth:
            self._depth += 1
            return False
        self._local.take()
        try:
            self._state.change(lambda state: (self._taken(state), None))
        except BaseException:
            self._local.release()
            raise
        self._depth = 1
        self._stop = threading.Event()
        threading.Thread(target=self._live, args=(self._stop,), daemon=True).start()
        return True

    def release(self) -> None:
        """Release it."""
        if not self._depth:
            return
        self._depth -= 1
        if self._depth:
            return
        self._stop.set()
        try:
            with suppress(EngineError):  # it counts as dead soon
                self._state.change(lambda state: (replace(state, locks=self._others(state)), None))
        finally:
            self._local.release()

    def _taken(self, state: State) -> State:
        now = time.time()
        for name, holder in state.locks.items():
            conflict = name == self.name or not name or not self.name
            # The lock file is ours: who held the lock from this folder is dead.
            if conflict and holder.owner != self._owner and now - holder.beat < _DEAD:
                since = time.strftime("%H:%M:%S", time.localtime(holder.since))
                share = f" share {name} of" if name else ""
                raise IndexBusyError(
                    f"Another process on {holder.host} (pid {holder.pid}, since {since}) is writing{share} the index "
                    f"{self._state.index}. Try again when it is done."
                )
        mine = Holder(self._owner, socket.gethostname(), os.getpid(), now, now)
        return replace(state, locks={**self._others(state), self.name: mine})

    def _others(self, state: State) -> dict[str, Holder]:
        return {name: one for name, one in state.locks.items() if one.owner != self._owner and name != self.name}

    def _live(self, stop: threading.Event) -> None:
        while not stop.wait(_BEAT):
            with suppress(EngineError):
                self._state.change(lambda state: (self._beaten(state), None))

    def _beaten(self, state: State) -> State:
        mine = state.locks.get(self.name)
        if mine is None or mine.owner != self._owner:
            return state
        return replace(state, locks={**state.locks, self.name: replace(mine, beat=time.time())})


def alive(holder: Holder | None) -> str:
    """Describe the living holder of a lock, `desk-3 (pid 4711)`; "" if there is none."""
    if holder is None or time.time() - holder.beat > _DEAD:
        return ""
    return f"{holder.host} (pid {holder.pid})"
