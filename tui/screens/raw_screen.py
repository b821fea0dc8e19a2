"""The source of an article, unchanged, in parts."""

from collections.abc import Awaitable, Callable

from ...index.processes.search_process import ServiceError
from ...index.protocol.answers import RawSource
from .text_screen import TextScreen

PART = 256 * 1024
"""Bytes of a step back."""

Fetch = Callable[[int | None], Awaitable[RawSource]]
"""The byte to begin at, None for the article's record -> that part; raises ServiceError."""


class RawScreen(TextScreen):
    """Shows the source from the article's record on."""

    def __init__(self, locator: str, fetch: Fetch) -> None:
        super().__init__(locator)
        self._fetch = fetch
        self._part: RawSource | None = None

    def on_mount(self) -> None:
        """Ask for the article's record."""
        super().on_mount()
        self.view.empty = "Reading the source …"
        self._load(None)

    def action_part(self, step: int) -> None:
        """Show the next part, or the previous one."""
        part = self._part
        if part is None:
            return
        if step > 0 and part.end < (part.size or part.end + 1) and part.text:
            self._load(part.end)
        elif step < 0 and part.start > 0:
            self._load(max(0, part.start - PART))
        else:
            self.notify(
                "This is the last part of the file." if step > 0 else "This is the first part of the file.",
                markup=False,
            )

    def _load(self, start: int | None) -> None:
        self.run_worker(self._show(start), group="raw", exclusive=True)

    async def _show(self, start: int | None) -> None:
        try:
            part = await self._fetch(start)
        except ServiceError as error:
            if error.kind != "cancelled":
                self.view.empty = str(error)
                self.put("")
            return
        self._part = part
        self.view.empty = "The source is empty."
        self.put(part.text)
        size = f" of {part.size:,}" if part.size else ""
        lost = "" if part.found else " · the article was not found in it: this is the start of the file"
        self.name_box(part.locator, f"{part.format} · bytes {part.start:,} to {part.end:,}{size}{lost}")
        self._title = part.locator
