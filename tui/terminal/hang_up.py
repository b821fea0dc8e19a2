"""Orderly exit, within two seconds, when the terminal is gone or on a signal."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress

from ...index.processes.launcher import end_children, kill_children

SAVE_SECONDS, CLOSE_SECONDS, DEADLINE_SECONDS = 0.6, 0.6, 1.8
"""Seconds for saving, for children to exit by themselves, and until the process is killed."""
HANG_UP_CODE = 128 + 1
"""Exit code after losing the terminal, as in shells: 128 plus the number of SIGHUP."""

BEFORE_FORCE: list[Callable[[], object]] = []
"""Called before the process is ended by force: deletes what must not be left behind."""


class HangUp:
    """Saves, then ends child processes and the app.

    Args:
        save: Saves the session.
        leave: Ends the app with an exit code.
    """

    def __init__(self, save: Callable[[], Awaitable[object]], leave: Callable[[int], object]) -> None:
        self._save = save
        self._leave = leave
        self._task: asyncio.Task[None] | None = None

    def begin(self, code: int, *, terminal_gone: bool) -> None:
        """Begin the exit, once; call in the app's thread."""
        if self._task is not None:
            return
        if terminal_gone:
            _close_terminal()
        force = threading.Timer(DEADLINE_SECONDS, _force, (code,))
        force.daemon = True
        force.start()
        self._task = asyncio.get_running_loop().create_task(self._end(code))

    async def _end(self, code: int) -> None:
        with suppress(Exception):
            await asyncio.wait_for(self._save(), SAVE_SECONDS)
        with suppress(Exception):
            await end_children(CLOSE_SECONDS)
        self._leave(code)


def handle_signals(loop: asyncio.AbstractEventLoop, begin: Callable[[int], object]) -> None:
    """Call `begin` with an exit code on a terminating signal."""
    for name in ("SIGHUP", "SIGTERM", "SIGINT"):
        number = getattr(signal, name, None)
        with suppress(NotImplementedError, ValueError, RuntimeError):  # not available on Windows or in other threads
            if number is not None:
                loop.add_signal_handler(number, begin, 128 + number)


def _close_terminal() -> None:
    """Discard further output: a terminal that is gone raises on every write."""
    with suppress(OSError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os.close(nothing)


def _force(code: int) -> None:
    kill_children()
    for tidy in BEFORE_FORCE:
        with suppress(Exception):
            tidy()
    os._exit(code)
