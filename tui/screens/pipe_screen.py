"""The output of a command that reads the article's text, shown as it grows."""

import time
from contextlib import aclosing

from ..terminal.shell import pipe_text
from .text_screen import TextScreen

EVERY = 0.2
"""Seconds between two updates of growing output."""


class PipeScreen(TextScreen):
    """Runs a command; closing the screen ends it."""

    def __init__(self, line: str, text: str) -> None:
        super().__init__(f"| {line}")
        self._line = line
        self._given = text

    def on_mount(self) -> None:
        """Start the command."""
        self.name_box(self._title, "running · Esc stops it")
        self.run_worker(self._run(), group="pipe")

    async def _run(self) -> None:
        told = 0.0
        async with aclosing(pipe_text(self._line, self._given)) as saying:
            async for said in saying:
                now = time.monotonic()
                if said.status is None and now - told < EVERY:
                    continue
                told = now
                self.put(said.text, at=self.view.top())
                if said.status is not None:
                    self._show_end(said.status, cut=said.is_cut, silent=not said.data)

    def _show_end(self, status: int, *, cut: bool, silent: bool) -> None:
        ended = f"signal {-status}" if status < 0 else f"exit status {status}"
        self.name_box(self._title, "stopped after 2 MB of output" if cut else ended)
        if silent:
            self.view.empty = f"No output ({ended})."
            self.view.refresh()
