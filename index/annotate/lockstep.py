"""Work in steps, so that many texts can take the same step one after the other.

The rules are much code, with many lists: run for one text after the other, each step finds the processor's caches full
of what the steps before it have used. A dozen texts that take each step together are annotated in less time.
"""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")

Steps = Generator[None, None, T]
"""Work that pauses after each step, and at last returns what it has found."""


def finish(steps: Steps[T]) -> T:
    """Take all steps of some work, and return what it has found."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
