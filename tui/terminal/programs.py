"""The user's pager and editor, which use the terminal while they run.

Text is never part of a command line: it goes to standard input or into a private file.
"""

import asyncio
import os
import re
import shlex
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from types import FrameType

from textual.app import App, SuspendNotSupported

from .hang_up import BEFORE_FORCE

SOON = 0.7
"""Minimum seconds a pager runs if it waits for its reader."""


class ProgramError(Exception):
    """Raised when another program cannot be used; the message is for the user."""


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a private folder that is deleted at exit, because an editor may return before it has read its file."""
    folder = tempfile.TemporaryDirectory(prefix="newsexplore-")
    BEFORE_FORCE.append(folder.cleanup)
    return folder


def write_text(name: str, text: str) -> Path:
    """Write text to a private, read-only file; `name` is a title with a unique id."""
    stem = re.sub(r"[^\w-]+", "-", name)[:80].strip("-")
    path = Path(_folder().name) / f"{stem}.txt"
    with suppress(FileNotFoundError):
        path.unlink()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - a descriptor, not a path
        file.write(text)
    path.chmod(stat.S_IRUSR)
    return path


def command_of(names: Sequence[str], default: str) -> list[str]:
    """Return the command in the first environment variable that is set.

    Raises:
        ProgramError: The variable cannot be parsed, or the program does not exist.
    """
    name = next((name for name in names if os.environ.get(name, "").strip()), "")
    line = os.environ.get(name, "") or default
    try:
        command = shlex.split(line)
    except ValueError as error:
        raise ProgramError(f"Cannot parse ${name}: {error}.") from None
    if not shutil.which(command[0]):
        hint = f"correct ${name}" if name else f"set ${names[-1]}"
        raise ProgramError(f"There is no program “{command[0]}” here: {hint}.")
    return command


async def run_pager(app: App[None], name: str, text: str) -> None:
    """Show text in $PAGER.

    Raises:
        ProgramError: The pager could not be started.
    """
    command = command_of(("PAGER",), "less -R" if shutil.which("less") else "more")
    path = await asyncio.to_thread(write_text, name, text)
    async with suspended(app):
        began = time.monotonic()
        with path.open("rb") as file:
            process = await _start(command, stdin=file.fileno())
            await process.wait()
        if time.monotonic() - began < SOON and sys.__stdin__ is not None:
            print("\n[Press Enter to return to newsexplore]", end="", flush=True, file=sys.__stdout__)
            await asyncio.to_thread(sys.__stdin__.readline)


async def run_editor(app: App[None], name: str, text: str) -> tuple[Path, int]:
    """Open text in the user's editor; return its file and the editor's exit status.

    Raises:
        ProgramError: The editor could not be started.
    """
    command = command_of(("VISUAL", "EDITOR"), "vi" if shutil.which("vi") else "nano")
    path = await asyncio.to_thread(write_text, name, text)
    async with suspended(app):
        process = await _start([*command, str(path)], stdin=None)
        return path, await process.wait()


async def _start(command: Sequence[str], stdin: int | None) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(*command, stdin=stdin)
    except OSError as error:
        raise ProgramError(f"Cannot start “{command[0]}”: {error.strerror or error}.") from None


@asynccontextmanager
async def suspended(app: App[None]) -> AsyncGenerator[None]:
    """Hand the terminal to another program, then repaint everything.

    Raises:
        ProgramError: The terminal cannot be handed over.
    """

    def ignore(signum: int, frame: FrameType | None) -> None:
        """Leave Ctrl+C to the other program."""

    try:
        with app.suspend(), app.batch_update():  # batching prevents painting
            before = signal.signal(signal.SIGINT, ignore)
            try:
                yield
            finally:
                signal.signal(signal.SIGINT, before)
    except SuspendNotSupported:
        raise ProgramError("This terminal cannot be handed to another program.") from None
