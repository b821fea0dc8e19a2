"""Web addresses in text, and opening them in a browser."""

import asyncio
import os
import re
import shutil
import sys

_URL = re.compile(r"https?://[^\s<>\"“”«»\x00-\x1f\x7f-\x9f]+", re.IGNORECASE)
_TAIL = ".,;:!?'’)]}"


def find_address(text: str) -> str:
    """Return the first web address in a text, without trailing punctuation; "" if there is none."""
    found = _URL.search(text)
    if found is None:
        return ""
    url = found.group()
    while url and url[-1] in _TAIL and not (url[-1] == ")" and url.count("(") >= url.count(")")):
        url = url[:-1]
    return url if is_address(url) else ""


def is_address(url: str) -> bool:
    """Return whether it is a web address that no program could read as an option or another scheme."""
    return _URL.fullmatch(url) is not None and len(url) > len("https://")


def opener() -> list[str] | None:
    """Return the command that opens an address in a window; None if the user would not see it."""
    if any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY")):
        return None
    if sys.platform == "darwin":
        return ["open"]
    if shutil.which("wslview"):
        return ["wslview"]
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    return next(([name] for name in ("xdg-open", "gio", "firefox", "chromium") if shutil.which(name)), None)


async def open_address(url: str) -> bool:
    """Open an address in the user's browser; return whether it worked, as far as known."""
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
        return True  # a browser that keeps running
    except OSError:
        return False
