"""Limits on what one document may cost: processor time and memory."""

import os
import signal
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_AGAIN = 1.0
"""Seconds of processor time after which a code that caught `TooSlowError` is interrupted again."""


_BACKSTOP = 30.0
"""Seconds of processor time beyond its limit after which an expendable process is killed."""
_expendable = False


class TooSlowError(Exception):
    """Raised in work that takes too much processor time; the message says how much was allowed."""


def timed(items: Iterator[T], seconds: float) -> Iterator[T]:
    """Yield items; raises TooSlowError if one takes more processor time to come. Limited as `time_limits`."""
    with time_limits() as limit:
        while True:
            limit.start(seconds)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                limit.stop()
            yield item


class Limit:
    """The timer of one piece of work after the other."""

    def __init__(self, *, works: bool) -> None:
        self._works = works
        self._seconds = 0.0

    def start(self, seconds: float) -> None:
        """Allow the work that begins now so many seconds of processor time."""
        if _expendable:
            limit_process_time(seconds + _BACKSTOP)
        if self._works:
            self._seconds = seconds
            signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)

    def stop(self) -> None:
        """Allow any time again: the work is done."""
        if self._works:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def interrupt(self, *_: object) -> None:
        """Raise TooSlowError."""
        raise TooSlowError(f"took longer than {self._seconds:.0f} s")


@contextmanager
def time_limits() -> Generator[Limit]:
    """Yield a timer for one piece of work after the other; it raises TooSlowError in work that takes too long.

    Works in the main thread of systems with timers, elsewhere there is no limit; blocks cannot be nested. A call into C
    that does not return is interrupted only by `limit_process_time`.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield Limit(works=False)
        return
    limit = Limit(works=True)
    before = signal.signal(signal.SIGPROF, limit.interrupt)
    try:
        yield limit
    finally:
        limit.stop()
        signal.signal(signal.SIGPROF, before)


def make_expendable() -> None:
    """Have the system kill this process when an item of `timed`, or what follows it, cannot be interrupted."""
    global _expendable
    _expendable = True
    limit_process_time(60 + _BACKSTOP)


def limit_process_time(seconds: float) -> None:
    """Have the system kill this process when it has taken so much more processor time, wherever it hangs."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, most))


def limit_memory(more: int) -> None:
    """Let this process allocate so many bytes more; beyond that MemoryError is raised. Only on Linux."""
    with suppress(ImportError, ValueError, OSError, IndexError):
        import resource

        data = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE")
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (data + more, most))
