"""How Ctrl-C and SIGTERM ask a long command to stop in good order."""

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

from .output import say


@contextmanager
def cancelling() -> Generator[Callable[[], bool]]:
    """Let Ctrl-C and SIGTERM ask the run to stop in good order; a second one ends it where it is."""
    stop = threading.Event()

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        del number, frame
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say("Stopping: finishing what is under way. Ctrl-C again leaves at once.")

    before = {number: signal.signal(number, on_interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
