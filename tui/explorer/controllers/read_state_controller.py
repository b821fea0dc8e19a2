"""Which articles are read: marking them, by key or after a while, and going to the next unread one."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from textual.timer import Timer

from ....index.config.settings import Settings
from ...session.session import Session
from ...session.trail import Trail
from ...storage.curation_cache import Keeper
from ...storage.legacy_files import take_over_read_marks
from ...storage.read_marks import ReadMarks
from ...storage.undo_stack import Reads
from ...widgets.long_list import PAGE
from ..host import Handler, Host
from ..messages import Landing, RefreshResults
from ..pane_layout import Panes

READ_SECONDS = 2.0
"""An article that has been open for so long, while nothing was typed, counts as read."""
UNREAD_PAGES = 40
"""Pages of quotes looked through for the next unread one."""


class ReadStateController:
    """Marks articles as read and unread."""

    def __init__(
        self, host: Host, session: Session, panes: Panes, settings: Settings, marks: ReadMarks, keeper: Keeper
    ) -> None:
        """Take the keeper to record what undo takes back."""
        self._keeper = keeper
        self._host = host
        self._session = session
        self._rows = panes.results
        self._settings = settings
        self._marks = marks
        self._timer: Timer | None = None
        self._is_typing = False
        """Whether the search line has the focus."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"results.unread": self.toggle, "results.next_unread": self.go_to_next_unread}

    async def load(self) -> None:
        """Load what earlier runs have read."""
        try:
            await asyncio.to_thread(take_over_read_marks, self._settings)
            await self._marks.load()
        except OSError as error:
            path, reason = self._marks.path, error.strerror or error
            self._host.notify(f"Cannot read {path} ({reason}): every article shows as unread.")
        self._rows.refresh()

    async def save(self) -> None:
        """Save what was read; an error is shown on exit, until then it may pass."""
        with suppress(OSError):
            await self._marks.save()

    def toggle(self) -> None:
        """Mark the selected result, or the open article, as read or unread."""
        in_results = self._host.context() == "results"
        id_ = self._rows.article() if in_results else self._session.article_id
        if id_:
            self.mark((id_,), not self._marks.is_read(id_))

    def mark(self, ids: tuple[str, ...], read: bool, undoable: bool = True) -> None:
        """Mark articles as read or unread; see `MarkArticles`."""
        changed = tuple(id_ for id_ in ids if self._marks.mark(id_, read))
        if undoable and changed:
            self._keeper.record_reads(Reads(changed, read))
        if not read and self._session.article_id in ids:
            self._stop_timer()
        self._rows.refresh()
        state = "✓ Read" if read else "Unread"
        self._host.show_status(f"{state}: {len(ids):,} articles." if len(ids) > 1 else f"{state}.")
        if self._session.asks_for_reads:
            self._host.post(RefreshResults())

    def _mark(self, id_: str, read: bool) -> None:
        if self._marks.mark(id_, read):
            self._rows.refresh()

    # Reading for a while

    def article_opened(self, landing: Landing) -> None:  # noqa: ARG002 - wherever in it
        """Wait until the article that has just opened counts as read."""
        self._restart_timer()

    def _restart_timer(self) -> None:
        self._stop_timer()
        self._timer = self._host.set_timer(READ_SECONDS, self._mark_open_article)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()

    def focus_changed(self) -> None:
        """Wait again when the user leaves the search line: the open article is about to be read."""
        was_typing, self._is_typing = self._is_typing, self._host.context() == "search"
        if was_typing and not self._is_typing:
            self._restart_timer()

    def _mark_open_article(self) -> None:
        if self._host.context() != "search" and self._session.reading is not None:
            self._mark(self._session.article_id, True)

    # The next unread one

    def go_to_next_unread(self) -> None:
        """Open the next unread result."""
        self._host.start("unread", self._go_to_next_unread)

    async def _go_to_next_unread(self) -> None:
        found = await self._unread_quote() if self._session.quotes else await self._unread_article()
        if found is None:
            self._host.show_status("All results from here on are read.")
        else:
            self._rows.move_to(found)

    async def _unread_article(self) -> int | None:
        order = await self._session.order(Trail())
        cursor, is_read = self._rows.cursor, self._marks.is_read
        return min((number for id_, number in order.items() if number > cursor and not is_read(id_)), default=None)

    async def _unread_quote(self) -> int | None:
        first = self._rows.cursor + 1
        for number in range(UNREAD_PAGES):
            offset = (first // PAGE + number) * PAGE
            if offset >= self._rows.total:
                return None
            page = (await self._session.search(offset, PAGE)).quotes
            for at, one in enumerate(page, offset):
                if at >= first and not self._marks.is_read(one.article):
                    return at
        return None
