"""Copying to the user's clipboard: with a desktop tool, through the terminal, or to a file."""

import asyncio
import base64
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from textual.app import App

TOOL_TIMEOUT = 2.0
"""Timeout in seconds: a clipboard tool that takes longer has no desktop."""
TERMINAL_LIMIT = 500_000
"""Maximum characters sent through the terminal: many refuse more than a few hundred thousand bytes."""
SCREEN_CHUNK = 500
"""Bytes per chunk for GNU screen, which forwards at most about 700."""


async def copy_text(app: App[None], text: str, what: str, folder: str) -> str:
    """Copy text, and return a message that says how.

    Args:
        app: Writes to the terminal if there is no tool.
        text: Without control characters other than line breaks and tabs.
        what: A description for the message: "the quote".
        folder: Folder for a file with the text, in case the terminal refuses it.
    """
    done = f"Copied {what}, {len(text):,} characters"
    name = await _to_tool(text)
    if name is not None:
        return f"{done} ({name})."
    path = await asyncio.to_thread(_to_file, text, Path(folder))
    if len(text) > TERMINAL_LIMIT and path is not None:
        return f"{done}. That is more than terminals take: the text is in {path}"
    _through_terminal(app, text)
    fallback = f" If it does not arrive, the text is in {path}" if path is not None else ""
    return f"{done} through the terminal (OSC 52).{fallback}"


def tools() -> list[list[str]]:
    """Return commands that can set the clipboard, the likeliest first; over SSH only that of tmux."""
    wanted: list[list[str]] = []
    if not any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY")):
        if sys.platform == "darwin":
            wanted.append(["pbcopy"])
        if os.environ.get("WAYLAND_DISPLAY"):
            wanted.append(["wl-copy"])
        if os.environ.get("DISPLAY"):
            wanted += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
        if sys.platform == "win32" or os.environ.get("WSL_DISTRO_NAME"):
            wanted.append(["clip.exe"])
    if os.environ.get("TMUX"):
        wanted.append(["tmux", "load-buffer", "-w", "-"])  # tmux does not forward OSC 52 by default
    return [command for command in wanted if shutil.which(command[0])]


async def _to_tool(text: str) -> str | None:
    """Return the name of the tool that took the text; None if none did."""
    for command in tools():
        data = text.encode("utf-16" if command[0] == "clip.exe" else "utf-8", "replace")
        process = None
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,  # a tool that keeps serving the text would hold a pipe open
                stderr=asyncio.subprocess.DEVNULL,
            )
            await asyncio.wait_for(process.communicate(data), TOOL_TIMEOUT)
        except (OSError, TimeoutError):
            if process is not None and process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
            continue
        if process.returncode == 0:
            return command[0]
    return None


def _through_terminal(app: App[None], text: str) -> None:
    if not os.environ.get("STY"):
        app.copy_to_clipboard(text)
        return
    # GNU screen only forwards wrapped sequences, in chunks.
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'replace')).decode()}\a"
    driver = app._driver  # pyright: ignore[reportPrivateUsage]
    if driver is not None:
        for start in range(0, len(sequence), SCREEN_CHUNK):
            driver.write(f"\x1bP{sequence[start : start + SCREEN_CHUNK]}\x1b\\")


def _to_file(text: str, folder: Path) -> Path | None:
    """Write text to a private file beside the index; None if that fails."""
    path = folder / "copied.txt"
    try:
        with suppress(FileNotFoundError):
            path.unlink()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - a descriptor, not a path
            file.write(text)
    except OSError:
        return None
    return path
