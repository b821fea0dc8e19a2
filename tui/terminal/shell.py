"""Piping text to a command line in the user's shell.

The text is never part of the command line: it goes to standard input.
"""

import asyncio
import os
import re
import signal
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import NamedTuple

from ...index.processes.exit_status import exit_status

MAX_OUTPUT = 2 * 1024 * 1024
"""Maximum bytes of output."""
KILL_AFTER = 1.0
"""Seconds between SIGTERM and SIGKILL."""
_SEQUENCES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")


class Output(NamedTuple):
    """The output of a command so far."""

    data: bytes
    is_cut: bool = False
    """Whether the output was truncated."""
    status: int | None = None
    """Its exit status once it has ended; negative for the signal that ended it."""

    @property
    def text(self) -> str:
        """The output without escape sequences."""
        return _SEQUENCES.sub("", self.data.decode("utf-8", "replace").replace("\r\n", "\n"))


async def pipe_text(line: str, text: str) -> AsyncGenerator[Output]:
    """Pipe text to a command line; yields the growing output, finally with the exit status.

    Closing the iterator ends the command.
    """
    shell = os.environ.get("SHELL") or "/bin/sh"
    try:
        process = await asyncio.create_subprocess_exec(
            shell, "-c", line, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        yield Output(f"Cannot start {shell}: {error.strerror or error}.".encode(), status=127)
        return
    feeding = asyncio.create_task(_feed(process, text.encode("utf-8", "replace")))
    data = bytearray()
    is_cut = False
    try:
        assert process.stdout is not None  # noqa: S101 - it is a pipe, above
        while chunk := await process.stdout.read(64 * 1024):
            data += chunk[: MAX_OUTPUT - len(data)]
            if len(data) >= MAX_OUTPUT:
                is_cut = True
                break
            yield Output(bytes(data))
        if is_cut:
            await _end(process)
        yield Output(bytes(data), is_cut, await exit_status(process))
    finally:
        feeding.cancel()
        if process.returncode is None:
            await asyncio.shield(_end(process))


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - it is a pipe
    with suppress(ConnectionError, BrokenPipeError):  # a command need not read all its input
        for start in range(0, len(data), 64 * 1024):
            process.stdin.write(data[start : start + 64 * 1024])
            await process.stdin.drain()
    process.stdin.close()


async def _end(process: asyncio.subprocess.Process) -> None:
    _signal(process, signal.SIGTERM)
    try:
        await asyncio.wait_for(exit_status(process), KILL_AFTER)
    except TimeoutError:
        _signal(process, signal.SIGKILL)
        await exit_status(process)


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """Send a signal to a command and its descendants."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
