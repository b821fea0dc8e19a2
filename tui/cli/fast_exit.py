"""The end of the process of a command: at once, with its exit code, once everything is written."""

import atexit
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def leaving_at_once() -> Generator[None]:
    """End the process without taking apart all it holds, which takes 3 % of the time of indexing 1,500 articles.

    Threads are waited for and exit functions are called as ever: the function that ends the process is registered
    first, and so is called last. Where output cannot be flushed, Python ends the process and says so.
    """
    code = 0

    def leave() -> None:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            return
        os._exit(code)

    atexit.register(leave)
    try:
        yield
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        raise
    except BaseException:
        code = 1
        raise
