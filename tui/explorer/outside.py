"""Handing the open article to other programs: pager, editor, a command, the browser.

The text of an article is never part of a command line: it goes to standard input or into a private file.
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
from typing import NamedTuple

from textual.app import App, SuspendNotSupported

from ...index.model import Article
from ..panes.article import head
from ..terminal.sanitise import sanitise

SOON = 0.7
"""A pager that ends sooner than this, in seconds, did not wait for its reader."""
OUTPUT = 2 * 1024 * 1024
"""Bytes of a command's output that are kept."""
KILL_AFTER = 1.0
"""Seconds a command has to end when it is told to."""

_URL = re.compile(r"https?://[^\s<>\"“”«»\x00-\x1f\x7f-\x9f]+", re.IGNORECASE)
_TAIL = ".,;:!?'’)]}"
_SEQUENCES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")


class OutsideError(Exception):
    """Another program could not be used; the message is for the user."""


# What is handed over


def plain(text: str) -> str:
    """A document's text with line breaks and tabs and no other control character."""
    return "\t".join(sanitise(part) for part in text.split("\t"))


def text_with_head(article: Article) -> str:
    """An article as a text of its own: headline, what is known of it, a blank line, its body."""
    lines = [plain(article.title), *head(article)] if article.title else [*head(article)]
    return "\n".join(lines) + "\n\n" + plain(article.text[article.body :]) + "\n"


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """A private folder that goes when the program ends: an editor may return before it has read its file."""
    return tempfile.TemporaryDirectory(prefix="newsexplore-")


def written(article: Article) -> Path:
    """A file with the article's text, for the user alone, and read-only."""
    name = re.sub(r"[^\w-]+", "-", article.title or article.id)[:60].strip("-") or "article"
    path = Path(_folder().name) / f"{name}-{article.id[:8]}.txt"
    with suppress(FileNotFoundError):
        path.unlink()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - a descriptor, not a path
        file.write(text_with_head(article))
    path.chmod(stat.S_IRUSR)
    return path


# Pager and editor


def command_of(names: Sequence[str], default: str) -> list[str]:
    """The command that the first of some environment variables to be set holds.

    Raises:
        OutsideError: it cannot be read, or there is no such program.
    """
    name = next((name for name in names if os.environ.get(name, "").strip()), "")
    line = os.environ.get(name, "") or default
    try:
        command = shlex.split(line)
    except ValueError as error:
        raise OutsideError(f"${name} cannot be read: {error}.") from None
    if not shutil.which(command[0]):
        hint = f"correct ${name}" if name else f"set ${names[-1]}"
        raise OutsideError(f"There is no program “{command[0]}” here: {hint}.")
    return command


async def in_pager(app: App[None], article: Article) -> None:
    """Show the article in $PAGER.

    Raises:
        OutsideError: it could not be started.
    """
    command = command_of(("PAGER",), "less -R" if shutil.which("less") else "more")
    path = await asyncio.to_thread(written, article)
    async with given_away(app):
        began = time.monotonic()
        with path.open("rb") as file:
            process = await _started(command, stdin=file.fileno())
            await process.wait()
        if time.monotonic() - began < SOON and sys.__stdin__ is not None:
            print("\n[Enter goes back to newsexplore]", end="", flush=True, file=sys.__stdout__)
            await asyncio.to_thread(sys.__stdin__.readline)


async def in_editor(app: App[None], article: Article) -> tuple[Path, int]:
    """Open the article's text in the user's editor; the file it is in, and the editor's exit status.

    Raises:
        OutsideError: it could not be started.
    """
    command = command_of(("VISUAL", "EDITOR"), "vi" if shutil.which("vi") else "nano")
    path = await asyncio.to_thread(written, article)
    async with given_away(app):
        process = await _started([*command, str(path)], stdin=None)
        return path, await process.wait()


async def _started(command: Sequence[str], stdin: int | None) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(*command, stdin=stdin)
    except OSError as error:
        raise OutsideError(f"“{command[0]}” could not be started: {error.strerror or error}.") from None


@asynccontextmanager
async def given_away(app: App[None]) -> AsyncGenerator[None]:
    """The terminal is somebody else's meanwhile; afterwards everything is painted anew.

    Raises:
        OutsideError: this terminal cannot be given away.
    """

    def ignored(signum: int, frame: FrameType | None) -> None:
        """Ctrl+C is meant for the other program."""

    try:
        with app.suspend(), app.batch_update():  # a batch paints nothing
            before = signal.signal(signal.SIGINT, ignored)
            try:
                yield
            finally:
                signal.signal(signal.SIGINT, before)
    except SuspendNotSupported:
        raise OutsideError("This terminal cannot be handed to another program.") from None


# Commands


class Said(NamedTuple):
    """What a command has said so far, or in all."""

    said: bytes
    cut: bool = False
    """Whether it said more than is kept."""
    status: int | None = None
    """Its exit status once it has ended; negative for the signal that ended it."""

    @property
    def text(self) -> str:
        """The same without the sequences that colour it or move the cursor."""
        return _SEQUENCES.sub("", self.said.decode("utf-8", "replace").replace("\r\n", "\n"))


async def piped(line: str, text: str) -> AsyncGenerator[Said]:
    """Hand a text to a command line of the user's shell; yields what it says, the last time with its status.

    It ends with whoever reads this: closing the iterator ends the command.
    """
    shell = os.environ.get("SHELL") or "/bin/sh"
    try:
        process = await asyncio.create_subprocess_exec(
            shell, "-c", line, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        yield Said(f"{shell} could not be started: {error.strerror or error}.".encode(), status=127)
        return
    feeding = asyncio.create_task(_feed(process, plain(text).encode("utf-8", "replace")))
    said = bytearray()
    cut = False
    try:
        assert process.stdout is not None  # noqa: S101 - it is a pipe, above
        while chunk := await process.stdout.read(64 * 1024):
            said += chunk[: OUTPUT - len(said)]
            if len(said) >= OUTPUT:
                cut = True
                break
            yield Said(bytes(said))
        if cut:
            _end(process, signal.SIGTERM)
        status = await process.wait()
        yield Said(bytes(said), cut, status)
    finally:
        feeding.cancel()
        if process.returncode is None:
            await asyncio.shield(_ended(process))


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - it is a pipe
    with suppress(ConnectionError, BrokenPipeError):  # a command need not read all of it
        for start in range(0, len(data), 64 * 1024):
            process.stdin.write(data[start : start + 64 * 1024])
            await process.stdin.drain()
    process.stdin.close()


async def _ended(process: asyncio.subprocess.Process) -> None:
    _end(process, signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), KILL_AFTER)
    except TimeoutError:
        _end(process, signal.SIGKILL)
        await process.wait()


def _end(process: asyncio.subprocess.Process, how: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, how)  # and all that it has started


# Addresses


def address(text: str) -> str:
    """The first web address in a text, without the marks of its sentence; "" when there is none."""
    found = _URL.search(text)
    if found is None:
        return ""
    url = found.group()
    while url and url[-1] in _TAIL and not (url[-1] == ")" and url.count("(") >= url.count(")")):
        url = url[:-1]
    return url if is_address(url) else ""


def is_address(url: str) -> bool:
    """Whether it is an address of the web, and nothing that a program could take for an option or another scheme."""
    return _URL.fullmatch(url) is not None and len(url) > len("https://")


def opener() -> list[str] | None:
    """The command that opens an address in a window; None where nobody would see it."""
    if any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY")):
        return None
    if sys.platform == "darwin":
        return ["open"]
    if shutil.which("wslview"):
        return ["wslview"]
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    return next(([name] for name in ("xdg-open", "gio", "firefox", "chromium") if shutil.which(name)), None)


async def opened(url: str) -> bool:
    """Open an address in the user's browser; whether that worked, as far as it can be told."""
    if not is_address(url):
        return False
    command = opener()
    if command is None:
        return False
    if command == ["gio"]:
        command = ["gio", "open"]
    try:
        process = await asyncio.create_subprocess_exec(
            *command, url, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        return await asyncio.wait_for(process.wait(), 3) == 0
    except TimeoutError:
        return True  # a browser that stays
    except OSError:
        return False
