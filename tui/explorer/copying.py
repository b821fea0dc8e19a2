"""Copying: what is copied from where, and how it reaches the clipboard of whoever sits at the terminal."""

import asyncio
import base64
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from textual.app import App

from ...index.config.settings import Settings
from ...index.model import Hit, Quote, QuoteHit
from ...index.protocol import Reading
from ...index.quotation import attribution, printable
from ..panes.article import ArticlePane
from ..panes.entity_rows import EntityRow
from ..panes.quotes import Heading
from ..panes.results import shown_date
from ..terminal.sanitise import sanitise, sanitise_line
from ..widgets.page import Page, unbroken

SECONDS = 2.0
"""A clipboard's tool that takes longer has nobody to hand the text to."""
TERMINAL = 500_000
"""Characters of the longest text that is handed to the terminal: many refuse more than some hundred thousand bytes."""
SCREEN_CHUNK = 500
"""Bytes of one passage through GNU screen, which takes no more than some 700."""


class Clipping(NamedTuple):
    """Something to copy."""

    text: str
    what: str
    """What it is, in the user's words: "the quote"."""


def clipping(text: str, what: str) -> Clipping:
    """A clipping of a document's text, with nothing in it but characters, line breaks and tabs."""
    return Clipping("\t".join(sanitise(part) for part in text.split("\t")), what)


def chosen(item: Hit | QuoteHit | Quote | Heading | EntityRow | None, reading: Reading | None) -> Clipping | None:
    """What is copied of a row of a list; of a quote in the open article with the line that tells its source."""
    if isinstance(item, Hit):
        line = _source(item.title, item.outlet, item.date)
        return Clipping("\n".join(part for part in (line, sanitise_line(item.locator)) if part), "the title and source")
    if isinstance(item, QuoteHit):
        return Clipping(
            f"{_said(item.quote)}\n{_source(item.title, item.outlet, item.date)}", "the quote and its source"
        )
    if isinstance(item, Quote):
        if reading is None:
            return None
        article = reading.article
        source = _source(article.title, article.outlet, article.date)
        where = sanitise_line(article.url or article.locator)
        return Clipping("\n".join((_said(item), source, where)), "the quote and its source")
    if isinstance(item, EntityRow) and item.name:
        return Clipping(sanitise_line(item.name), "the name")
    return None


def of_article(pane: ArticlePane) -> Clipping | None:
    """What is copied of the article: the selection, else the quote or paragraph of the trail's stop, else all of it."""
    if pane.reading is None or pane.page is None:
        return None
    article, page = pane.reading.article, pane.page
    if pane.selection is not None and pane.selection.anchor != pane.selection.caret:
        return clipping(_flowing(page, *pane.selection.span), "the selection")
    if pane.current is not None and pane.in_view(pane.current):
        at = pane.current[0]
        quote = next((one for one in pane.reading.annotations.quotes if one.start <= at < one.end), None)
        if quote is not None:
            return chosen(quote, pane.reading)
        block = next((block for block in page.blocks if block[0] <= at < block[1]), None)
        if block is not None:
            return clipping(_flowing(page, block[0], block[1]), f"the {block[2]}")
    body = _flowing(page, article.body, len(article.text))
    return clipping("\n".join((article.title, *page.head, "", body)), "the article")


def _flowing(page: Page, start: int, end: int) -> str:
    """Some of a page's text, without the breaks that only filled its lines."""
    pieces: list[str] = []
    done = start
    for first, last, _ in page.blocks:
        if first < end and last > start:
            at, stop = max(first, start), min(last, end)
            pieces += [page.text[done:at], unbroken(page.text, first, last, at, stop)]
            done = stop
    return "".join([*pieces, page.text[done:end]])


def _said(quote: Quote) -> str:
    return sanitise_line(f"{printable(quote)} — {attribution(quote)}")


def _source(title: str, outlet: str, date: str) -> str:
    return ", ".join(sanitise_line(part) for part in (title or "(no title)", outlet, shown_date(date)) if part)


async def hand_over(app: App[None], clipping: Clipping, settings: Settings) -> str:
    """Copy, and tell how: with the tool that this desktop has for it, else through the terminal and into a file."""
    done = f"Copied {clipping.what}, {len(clipping.text):,} characters"
    name = await _to_tool(clipping.text)
    if name is not None:
        return f"{done} ({name})."
    path = await asyncio.to_thread(_to_file, clipping.text, Path(settings.folder))
    if len(clipping.text) > TERMINAL and path is not None:
        return f"{done}. That is more than terminals take: it is in {path}"
    _through_terminal(app, clipping.text)
    kept = f" If it does not arrive, it is in {path}" if path is not None else ""
    return f"{done} through the terminal (OSC 52).{kept}"


def tools() -> list[list[str]]:
    """The commands that would set the clipboard the user sees, the likeliest first; none over SSH but tmux's own."""
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
        wanted.append(["tmux", "load-buffer", "-w", "-"])  # tmux keeps OSC 52 to itself unless it is told not to
    return [command for command in wanted if shutil.which(command[0])]


async def _to_tool(text: str) -> str | None:
    """The name of the tool that took the text; None when none did."""
    for command in tools():
        data = text.encode("utf-16" if command[0] == "clip.exe" else "utf-8", "replace")
        process = None
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,  # a tool that stays to serve the text would hold a pipe open
                stderr=asyncio.subprocess.DEVNULL,
            )
            await asyncio.wait_for(process.communicate(data), SECONDS)
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
    # GNU screen hands nothing on but what is wrapped for it, in pieces.
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'replace')).decode()}\a"
    driver = app._driver  # pyright: ignore[reportPrivateUsage]
    if driver is not None:
        for start in range(0, len(sequence), SCREEN_CHUNK):
            driver.write(f"\x1bP{sequence[start : start + SCREEN_CHUNK]}\x1b\\")


def _to_file(text: str, folder: Path) -> Path | None:
    """Write what was copied last beside the index, for the user alone; None where that cannot be done."""
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
