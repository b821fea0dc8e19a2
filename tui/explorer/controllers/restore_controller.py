"""Beginning where the last run ended, and saving what the next one begins with."""

from contextlib import suppress

from ...commands.registry import Context
from ...session.history import History
from ...session.session import Session
from ...storage.session_file import WAY, SessionFile, SessionState
from ..host import Host
from ..pane_layout import PANES, PaneLayout
from ..reading_positions import ReadingPositions


class RestoreController:
    """Restores the session and saves it.

    Args:
        host: The screen.
        session: Restored first, saved later.
        layout: Likewise.
        positions: How far articles were read.
        remembered: What the last run has saved.
        file: Where it is saved; None for nowhere.
    """

    def __init__(
        self,
        host: Host,
        session: Session,
        layout: PaneLayout,
        positions: ReadingPositions,
        remembered: SessionState,
        file: SessionFile | None,
    ) -> None:
        self._host = host
        self._session = session
        self._layout = layout
        self._positions = positions
        self._remembered = remembered
        self._file = file
        session.unvisited = remembered.place
        session.history = History(remembered.way)
        if remembered.layout is not None:
            layout.sizes = remembered.layout
            if layout.sizes.fold is not None:
                session.fold = layout.sizes.fold
            session.inflected = layout.sizes.inflected
        pane: Context | None = next((pane for pane in PANES if pane == remembered.pane), None)
        if pane is not None and pane not in layout.sizes.hidden:
            layout.active = pane

    def restore(self) -> None:
        """Show the search of the last run; its results follow when the index is open."""
        session, panes, place = self._session, self._layout.panes, self._session.unvisited
        self._layout.focus(self._layout.active)
        if place is not None:
            session.query, session.quotes, session.sort, session.corpus = place.search
            session.follow(place.trail)
            panes.search.set_query(place.query)
            panes.title.narrow(place.corpus)

    def report(self) -> None:
        """Say why the last run could not be restored, if so."""
        if self._file is not None and self._file.trouble:
            self._host.notify(self._file.trouble)

    def snapshot(self) -> SessionState:
        """Return what the next run begins with, as of now."""
        remembered, panes, session = self._remembered, self._layout.panes, self._session
        top = panes.article.top()
        self._positions.save(session, top)
        remembered.place = session.unvisited or session.place(top, panes.results.cursor)
        remembered.way = session.history.newest(WAY)
        remembered.pane = self._layout.active
        remembered.layout = self._layout.sizes
        return remembered

    async def save(self) -> None:
        """Save, in a thread; an error is shown on exit, until then it may pass."""
        if self._file is not None:
            with suppress(OSError):
                await self._file.save_beside(self.snapshot())

    def save_now(self) -> None:
        """Save before the program ends.

        Raises:
            OSError: The file cannot be written.
        """
        if self._file is not None:
            self._file.save(self.snapshot())

    def unsaved(self) -> str:
        """Return the notes that are typed and not saved, for the terminal."""
        return "".join(f"\n\nNot saved:\n{text}" for text in self._remembered.drafts.values())
