"""Terminal drivers that accept invalid UTF-8 and detect a closed terminal.

Textual's own drivers raise on bytes that are not UTF-8, and read a closed terminal in an endless loop.
"""

import os
import selectors
import time
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Protocol, cast

from textual._parser import ParseError  # pyright: ignore[reportPrivateUsage]
from textual._xterm_parser import XTermParser  # pyright: ignore[reportPrivateUsage]
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.web_driver import WebDriver
from textual.events import Paste
from textual.message import Message

_POLL_SECONDS = 0.1
"""Seconds after which a lone Escape is a key."""


class HangUpApp(Protocol):
    """An app that can handle a lost terminal."""

    def hang_up(self) -> None:
        """Exit; called in the app's thread."""
        ...


_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"


class LossyFile:
    """The terminal as an output file that drops output once the terminal is gone."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write the text, or drop it."""
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Flush, or drop the rest."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._file.fileno()


class InputDecoder:
    """Converts the bytes of a terminal to Textual's events; never raises."""

    def __init__(self, debug: bool = False) -> None:
        self._debug = debug
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser(debug)
        self._held = ""
        """What may be the beginning of a paste."""
        self._held_since = 0.0
        self._pasted: str | None = None
        """What has been pasted so far; None outside a paste."""

    def feed(self, data: bytes) -> list[Message]:
        """Return the events completed by further bytes."""
        text, self._held = self._held + self._decode(data), ""
        found: list[Message] = []
        while text:
            if self._pasted is None:
                keys, start, text = text.partition(_PASTE_START)
                if start:
                    self._pasted = ""
                else:
                    held = next((length for length in (5, 4, 3) if keys.endswith(_PASTE_START[:length])), 0)
                    keys, self._held = keys[: len(keys) - held], keys[len(keys) - held :]
                    self._held_since = time.monotonic()
                found += self._keys(keys)
                continue
            # Textual's parser reads escape sequences in a paste, and takes what follows them for keys.
            before = len(self._pasted)
            self._pasted += text
            end = self._pasted.find(_PASTE_END, max(0, before - len(_PASTE_END)))
            if end < 0:
                break
            found.append(Paste(self._pasted[:end].replace("\0", "")))
            text, self._pasted = self._pasted[end + len(_PASTE_END) :], None
        return found

    def tick(self) -> list[Message]:
        """Return the events completed by a timeout."""
        held = ""
        if self._held and time.monotonic() > self._held_since + _POLL_SECONDS:
            held, self._held = self._held, ""
        return [*self._keys(held), *self._safely(self._parser.tick)]

    def _keys(self, text: str) -> list[Message]:
        return self._safely(lambda: self._parser.feed(text)) if text else []

    def _safely(self, parse: Any) -> list[Message]:
        found: list[Message] = []
        try:
            # One at a time, to keep events before an unreadable sequence.
            found.extend(cast("Iterable[Message]", parse()))
        except (ParseError, ValueError, IndexError, KeyError, TypeError, OverflowError):
            self._parser = XTermParser(self._debug)
        return found


class TerminalDriver(LinuxDriver):
    """The driver for terminals on Linux, macOS and similar systems."""

    def __init__(
        self, app: Any, *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Use the terminal of the process, as Textual's driver does."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", LossyFile(self._file))

    def run_input_thread(self) -> None:
        """Read the terminal until the driver is stopped or the terminal is gone."""
        decoder = InputDecoder(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_POLL_SECONDS):
                    data = self._read()
                    if data is None:
                        continue
                    if not data:
                        hang_up(self)
                        return
                    for event in decoder.feed(data):
                        self.process_message(event)
                for event in decoder.tick():
                    self.process_message(event)

    def _read(self) -> bytes | None:
        """Return available input; b"" if the terminal is gone, None if there is no input."""
        try:
            return os.read(self.fileno, 4096)
        except BlockingIOError:
            return None
        except OSError:  # on Linux: the other side of a pseudo-terminal is closed
            return b""


class BrowserDriver(WebDriver):
    """The driver for a browser behind `newsexplore serve`."""

    def run_input_thread(self) -> None:
        """Read until the server closes the connection."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            hang_up(self)


def hang_up(driver: Driver) -> None:
    """Notify the app of a driver, from any thread, that its terminal is gone."""
    app = cast("HangUpApp", driver._app)  # pyright: ignore[reportPrivateUsage]
    with suppress(RuntimeError):  # its event loop has ended
        driver._loop.call_soon_threadsafe(app.hang_up)  # pyright: ignore[reportPrivateUsage]


def driver_class(textual_choice: type[Driver]) -> type[Driver]:
    """Return the driver to use instead of Textual's choice."""
    return {LinuxDriver: TerminalDriver, WebDriver: BrowserDriver}.get(cast("Any", textual_choice), textual_choice)
