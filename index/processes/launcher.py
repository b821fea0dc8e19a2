"""Starts child processes, isolated from the current folder, and tells how they ended.

A child imports nothing from the current folder, leaves the terminal alone, speaks through `framing` and writes what
goes wrong to the log that `child_log` describes.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from .child_log import log_errors, note, open_log
from .framing import HEARTBEAT, Channel, framed, read_frame
from .safe_path import safe_path

_BOOT = (
    "import sys; n = int(sys.argv[2]); sys.path[:] = sys.argv[3:3 + n]; module = sys.argv[1]; "
    "sys.argv[:] = [module, *sys.argv[3 + n:]]; "
    "import importlib; importlib.import_module(module).main()"
)
"""What a child's interpreter runs: it takes this process's search path, and then calls `main` of a module."""


def command(module: str, *arguments: str) -> list[str]:
    """Return the command line that runs `main()` of a module of this package with nothing of the current folder."""
    path = safe_path()
    return [sys.executable, "-P", "-c", _BOOT, module, str(len(path)), *path, *arguments]


def environment() -> dict[str, str]:
    """Return this process's environment without what would add to a child's search path."""
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, "PYTHONSAFEPATH": "1"}


def options() -> Mapping[str, Any]:
    """Return how `subprocess` starts a child that keeps running when the terminal sends Ctrl+C."""
    if os.name == "nt":
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"start_new_session": True}


def become_child(name: str) -> Channel:
    """Make this process a child of that name: its standard input and output become the channel to its parent."""
    log_errors(name)
    channel = Channel(os.dup(0), os.dup(1))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)  # what a library prints would be taken for a message
    os.close(nothing)
    return channel


def kill_group(process: "subprocess.Popen[bytes] | asyncio.subprocess.Process") -> None:
    """Kill a child that `options` started, with its own children; one that has ended is left alone."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def describe_end(code: int) -> str:
    """Say how a process ended: `killed by SIGKILL`, `exit code 3`."""
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return f"killed by {signal.Signals(-code).name}"
    return f"killed by signal {-code}"


class Child:
    """A child process of an asyncio program."""

    def __init__(self, name: str, process: asyncio.subprocess.Process) -> None:
        """Use `start`."""
        self.name = name
        self.process = process
        self.ending = False
        """Whether it has been told to end or was killed on purpose."""

    @classmethod
    async def start(cls, name: str, hello: object) -> "Child":
        """Start `processes.NAME_process` and send it its first message.

        Raises:
            OSError: it cannot be started.
        """
        log = open_log()
        try:
            process = await asyncio.create_subprocess_exec(
                *command(f"{__package__}.{name}_process"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=environment(),
                **options(),
            )
        finally:
            os.close(log)
        child = cls(name, process)
        _children.add(child)
        child.send(hello)
        return child

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    @property
    def running(self) -> bool:
        """Whether it has not been seen to end."""
        return self.process.returncode is None

    def send(self, message: object) -> None:
        """Send a message.

        Raises:
            ConnectionResetError: the process has ended.
        """
        self._write(framed(message))

    def ping(self) -> None:
        """Ask for a sign of life: `receive` returns an empty message for it; raises as `send` does."""
        self._write(HEARTBEAT)

    def _write(self, data: bytes) -> None:
        stdin = self.process.stdin
        if stdin is None or stdin.is_closing():
            raise ConnectionResetError
        stdin.write(data)

    async def receive(self) -> bytes | None:
        """Return its next message, empty for a heartbeat; None when it has ended. An unexpected end is logged."""
        assert self.process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            return await read_frame(self.process.stdout)
        except (asyncio.IncompleteReadError, OSError):
            code = await self.process.wait()
            if code and not self.ending:
                note(f"{self.name} {self.pid}: ended unexpectedly, {describe_end(code)}")
            return None

    def close_input(self) -> None:
        """Tell the process to end by itself."""
        if self.process.stdin is not None:
            with suppress(OSError, RuntimeError):
                self.process.stdin.close()

    def kill(self, why: str) -> None:
        """Kill it with its own children, and log why."""
        if self.running:
            self.ending = True
            note(f"{self.name} {self.pid}: killed, {why}")
            kill_group(self.process)

    async def end(self, seconds: float) -> None:
        """Tell it to end, and kill it when it has not after so many seconds."""
        self.ending = True
        self.close_input()
        try:
            await asyncio.wait_for(self.process.wait(), seconds)
        except TimeoutError:
            kill_group(self.process)
            await self.process.wait()


_children: WeakSet[Child] = WeakSet()


async def end_children(seconds: float) -> None:
    """Tell every child to end, and kill those that have not after so many seconds."""
    await asyncio.gather(*(child.end(seconds) for child in list(_children) if child.running))


def kill_children() -> None:
    """Kill every child, from any thread."""
    for child in list(_children):
        kill_group(child.process)
