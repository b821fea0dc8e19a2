"""Waiting for a child process itself, whatever becomes of its pipes."""

import asyncio
from contextlib import suppress

_FIRST, _LONGEST = 0.002, 0.05
"""Seconds between looks: the first, and the longest after doubling."""
_CLOSING = 0.2
"""Seconds that a process that has ended gets for the end of its output: a descendant may hold it open."""


async def exit_status(process: asyncio.subprocess.Process, *, drop: bool = True) -> int:
    """Wait until a process has ended; returns its exit status, negative for the signal that ended it.

    `Process.wait` would also wait for the ends of its pipes, which never come while a full buffer pauses the reading of
    its output, or a descendant holds them open.

    Args:
        process: The process.
        drop: Read and drop what it still writes; False if another task is reading that.
    """
    dropping = asyncio.create_task(_drop(process.stdout if drop else None))
    try:
        pause = _FIRST
        while process.returncode is None:
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        await asyncio.wait([dropping], timeout=_CLOSING)
    finally:
        dropping.cancel()
    return process.returncode


async def _drop(output: asyncio.StreamReader | None) -> None:
    with suppress(OSError, RuntimeError):  # RuntimeError: another task that waits for the end drops it already
        while output is not None and await output.read(64 * 1024):
            pass
