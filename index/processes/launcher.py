"""Starts child processes, isolated from the current folder, and reports how they ended.

A child imports nothing from the current folder, does not touch the terminal, communicates through `framing` and logs
errors to `child_log`.
"""

import asyncio
import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from .child_log import note, open_log
from .exit_status import exit_status
from .framing import HEARTBEAT, framed, read_frame
from .isolation import command, describe_end, environment


def options() -> Mapping[str, Any]:
    """Return `subprocess` options for a child that survives the terminal's Ctrl+C."""
    if os.name == "nt":
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"start_new_session": True}


def kill_group(process: "subprocess.Popen[bytes] | asyncio.subprocess.Process") -> None:
    """Kill a child started with `options` and its own children; does nothing if it has ended."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


class Child:
    """A child process of an asyncio program."""

    def __init__(self, name: str, process: asyncio.subprocess.Process) -> None:
        """Use `start`."""
        self.name = name
        self.process = process
        self.ending = False
        """Whether it was asked to exit or killed on purpose."""
        self._receiving = False
        """Whether a task waits for a message."""
        self._dropping = False
        """Whether what it still sends is dropped, because nobody waited for it when it was asked to exit."""

    @classmethod
    async def start(cls, name: str, hello: object) -> "Child":
        """Start `processes.NAME_process` and send it its first message.

        Raises:
            OSError: the process cannot be started.
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
        """The process id."""
        return self.process.pid

    @property
    def running(self) -> bool:
        """Whether the process is running, as far as known."""
        return self.process.returncode is None

    def send(self, message: object) -> None:
        """Send a message.

        Raises:
            ConnectionResetError: the process has ended.
        """
        self._write(framed(message))

    def ping(self) -> None:
        """Send a heartbeat, which `receive` returns as an empty message; raises as `send`."""
        self._write(HEARTBEAT)

    def _write(self, data: bytes) -> None:
        stdin = self.process.stdin
        if stdin is None or stdin.is_closing():
            raise ConnectionResetError
        stdin.write(data)

    async def receive(self) -> bytes | None:
        """Receive the next message, empty for a heartbeat; None if the process has ended. Logs an unexpected end."""
        assert self.process.stdout is not None  # noqa: S101 - it is a pipe
        if self._dropping:
            await exit_status(self.process, drop=False)
            return None
        self._receiving = True
        try:
            return await read_frame(self.process.stdout)
        except (asyncio.IncompleteReadError, OSError):
            code = await exit_status(self.process, drop=False)
            if code and not self.ending:
                note(f"{self.name} {self.pid}: ended unexpectedly, {describe_end(code)}")
            return None
        finally:
            self._receiving = False

    def close_input(self) -> None:
        """Ask the process to exit, by closing its input."""
        if self.process.stdin is not None:
            with suppress(OSError, RuntimeError):
                self.process.stdin.close()

    def kill(self, why: str) -> None:
        """Kill the process and its children, and log why."""
        if self.running:
            self.ending = True
            note(f"{self.name} {self.pid}: killed, {why}")
            kill_group(self.process)

    async def end(self, seconds: float) -> None:
        """Ask the process to exit, and kill it after `seconds`."""
        self.ending = True
        self.close_input()
        self._dropping = drop = not self._receiving
        try:
            await asyncio.wait_for(exit_status(self.process, drop=drop), seconds)
        except TimeoutError:
            kill_group(self.process)
            await exit_status(self.process, drop=drop)


_children: WeakSet[Child] = WeakSet()


async def end_children(seconds: float) -> None:
    """Ask every child to exit, and kill those that have not after `seconds`."""
    await asyncio.gather(*(child.end(seconds) for child in list(_children) if child.running))


def kill_children() -> None:
    """Kill every child, from any thread."""
    for child in list(_children):
        kill_group(child.process)
