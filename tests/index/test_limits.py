"""What a document may cost: work that takes too long is interrupted, also where it catches everything."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from newsexplore.index.limits import TooSlowError, time_limits, timed
from newsexplore.index.processes.isolation import environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no timers of processor time there")


def endless(*, stubborn: bool = False) -> Iterator[int]:
    yield 1
    errors = 0
    while True:
        try:
            sum(range(1000))
        except TooSlowError:
            errors += 1
            if not stubborn or errors > 1:
                raise


def test_work_that_takes_too_long_is_interrupted() -> None:
    with pytest.raises(TooSlowError, match="longer than 0 s"), time_limits() as limit:
        limit.start(0.05)
        list(endless())


@pytest.mark.parametrize("stubborn", [False, True])
def test_an_item_that_takes_too_long_is_interrupted(stubborn: bool) -> None:
    items = timed(endless(stubborn=stubborn), 0.05)
    assert next(items) == 1
    with pytest.raises(TooSlowError):
        next(items)


def test_time_between_items_does_not_count() -> None:
    items = timed(iter(range(3)), 0.05)
    for _ in items:
        end = time.process_time() + 0.1
        while time.process_time() < end:
            pass


def test_a_limit_ends_with_its_block() -> None:
    with time_limits() as limit:
        limit.start(0.05)
    with suppress(StopIteration):
        next(timed(iter(()), 0.05))
    end = time.process_time() + 0.15
    while time.process_time() < end:
        pass


def test_each_piece_of_work_has_its_own_limit() -> None:
    with time_limits() as limit:
        for _ in range(3):
            limit.start(0.2)
            end = time.process_time() + 0.1
            while time.process_time() < end:
                pass
        limit.stop()
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits allocations")
def test_memory_is_limited_beyond_what_is_used() -> None:
    code = "from newsexplore.index.limits import limit_memory; limit_memory(200 << 20); a = bytearray(100 << 20)\n"
    code += "try: b = bytearray(150 << 20)\nexcept MemoryError: print('refused')"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, env=environment())
    assert done.stdout == "refused\n"


def test_a_process_that_cannot_be_interrupted_is_killed() -> None:
    code = "from newsexplore.index.limits import limit_process_time; limit_process_time(0.1)\n"
    code += "import re; re.match('(a|a)*b', 'a' * 60)"
    done = subprocess.run([sys.executable, "-P", "-c", code], env=environment(), check=False)
    assert done.returncode < 0
