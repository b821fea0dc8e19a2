"""Ends the interface in good order when its terminal is gone or a signal asks for it, within two seconds."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress

from ...index.processes.launcher import end_children, kill_children

SAVE_SECONDS, CLOSE_SECONDS, DEADLINE_SECONDS = 0.6, 0.6, 1.8
"""For saving, for children to end by themselves, and until the process ends whatever it is doing."""
HANG_UP_CODE = 128 + 1
"""Exit code of a shell's command that its terminal left: 128 and the number of SIGHUP."""


class HangUp:
    """Saves, ends the children, then the app.

    Args:
        save: Saves what is to be restored at the next start.
        leave: Ends the app with an exit code.
    """

    def __init__(self, save: Callable[[], Awaitable[object]], leave: Callable[[int], object]) -> None:
        self._save = save
        self._leave = leave
        self._task: asyncio.Task[None] | None = None

    def begin(self, code: int, *, terminal_gone: bool) -> None:
        """Begin, once; call it in the app's thread."""
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
    """Call `begin` with an exit code when a signal asks the process to end."""
    for name in ("SIGHUP", "SIGTERM", "SIGINT"):
        number = getattr(signal, name, None)
        with suppress(NotImplementedError, ValueError, RuntimeError):  # Windows has no such way, nor other threads
            if number is not None:
                loop.add_signal_handler(number, begin, 128 + number)


def _close_terminal() -> None:
    """Let everything that is still written go nowhere: a terminal that is gone raises on every write."""
    with suppress(OSError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os.close(nothing)


def _force(code: int) -> None:
    kill_children()
    os._exit(code)
