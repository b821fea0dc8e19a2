"""How Textual reads the terminal here: bytes that are no text are shown as such, a terminal that is gone is noticed.

Textual's own drivers raise on a byte that is not UTF-8, and read a closed terminal again and again without end.
"""

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Protocol, cast

from textual._parser import ParseError  # pyright: ignore[reportPrivateUsage]
from textual._xterm_parser import XTermParser  # pyright: ignore[reportPrivateUsage]
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.web_driver import WebDriver
from textual.message import Message

_POLL_SECONDS = 0.1
"""Time after which an Escape that nothing follows is a key."""


class HangUpApp(Protocol):
    """An app that can be told that its terminal is gone."""

    def hang_up(self) -> None:
        """End; called in the app's own thread."""
        ...


class LossyFile:
    """The terminal as a file to write to: when it is gone, what is written is dropped."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, or drop the text."""
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Flush, or drop what is left."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._file.fileno()


class InputDecoder:
    """Turns the bytes of a terminal into Textual's events; whatever the bytes are, it raises nothing."""

    def __init__(self, debug: bool = False) -> None:
        self._debug = debug
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser(debug)

    def feed(self, data: bytes) -> list[Message]:
        """Return the events that some more bytes complete."""
        text = self._decode(data)
        return self._safely(lambda: self._parser.feed(text)) if text else []

    def tick(self) -> list[Message]:
        """Return the events that the passing of time completes."""
        return self._safely(self._parser.tick)

    def _safely(self, parse: Any) -> list[Message]:
        found: list[Message] = []
        try:
            # One by one: what comes before a sequence that cannot be read is kept.
            found.extend(cast("Iterable[Message]", parse()))
        except (ParseError, ValueError, IndexError, KeyError, TypeError, OverflowError):
            self._parser = XTermParser(self._debug)
        return found


class TerminalDriver(LinuxDriver):
    """The driver of a terminal on Linux, macOS and the like."""

    def __init__(
        self, app: Any, *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Take the process's terminal, as Textual's driver does."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", LossyFile(self._file))

    def run_input_thread(self) -> None:
        """Read the terminal until the driver is told to stop, or the terminal is gone."""
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
        """Return what the terminal has; nothing when it is gone, None when it has nothing after all."""
        try:
            return os.read(self.fileno, 4096)
        except BlockingIOError:
            return None
        except OSError:  # how Linux tells that the other side of a pseudo-terminal is closed
            return b""


class BrowserDriver(WebDriver):
    """The driver of a browser that `newsexplore serve` stands before."""

    def run_input_thread(self) -> None:
        """Read until the server closes its end."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            hang_up(self)


def hang_up(driver: Driver) -> None:
    """Tell the app of a driver, from any thread, that its terminal is gone."""
    app = cast("HangUpApp", driver._app)  # pyright: ignore[reportPrivateUsage]
    with suppress(RuntimeError):  # its loop has ended meanwhile
        driver._loop.call_soon_threadsafe(app.hang_up)  # pyright: ignore[reportPrivateUsage]


def driver_class(textual_choice: type[Driver]) -> type[Driver]:
    """Return the driver to use in place of the one that Textual would."""
    return {LinuxDriver: TerminalDriver, WebDriver: BrowserDriver}.get(cast("Any", textual_choice), textual_choice)
