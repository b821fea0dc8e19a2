"""Calls into tantivy that can be given up: a search of hundreds of fuzzy words is one call, of many seconds.

tantivy releases the GIL while it searches. The call runs in a helper thread, and the caller waits for it and checks the
time budget; a call that is given up ends unheard.
"""

import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")

POLL_SECONDS = 0.03
"""Seconds between checks while a call runs."""
_MAX_ABANDONED = 2
"""Calls given up that may still run when the next begins: each takes a core until it ends."""


class _Helper:
    """A thread that makes one call after another."""

    def __init__(self) -> None:
        self.done = threading.Semaphore(0)
        self.result: Any = None
        self.error: BaseException | None = None
        self._calls: SimpleQueue[Callable[[], Any] | None] = SimpleQueue()
        threading.Thread(target=self._run, name="tantivy call", daemon=True).start()

    def begin(self, call: Callable[[], Any] | None) -> None:
        """Begin a call, or with None end the thread after the call that it makes."""
        self._calls.put(call)

    def _run(self) -> None:
        while (call := self._calls.get()) is not None:
            try:
                self.result = call()
            except BaseException as error:  # raised again where the call was wanted
                self.error = error
            del call
            self.done.release()


_idle: list[_Helper] = []
_abandoned: list[_Helper] = []


def run(call: Callable[[], Result], check: Callable[[], None]) -> Result:
    """Make a call that releases the GIL, and return its result.

    Args:
        call: What to call; it goes on in the background if it is given up.
        check: Called again and again until the call has ended; what it raises gives the call up.

    Raises what `check` or the call raises.
    """
    check()
    while _running() >= _MAX_ABANDONED:
        time.sleep(POLL_SECONDS)
        check()
    try:
        helper = _idle.pop()
    except IndexError:
        helper = _Helper()
    helper.begin(call)
    try:
        while not helper.done.acquire(timeout=POLL_SECONDS):
            check()
    except BaseException:
        helper.begin(None)
        _abandoned.append(helper)
        raise
    result, failed = helper.result, helper.error
    helper.result = helper.error = None
    _idle.append(helper)
    if failed is not None:
        raise failed
    return result


def _running() -> int:
    """Return how many calls that were given up still run."""
    _abandoned[:] = [helper for helper in _abandoned if not helper.done.acquire(blocking=False)]
    return len(_abandoned)
