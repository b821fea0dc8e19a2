"""The screen that remembers: it begins where the last run ended, and knows what was read and how far."""

import asyncio
from contextlib import suppress

from textual.timer import Timer

from ...index.config.settings import Settings, user_folder
from ...index.protocol import Reading
from ..commands.registry import Context
from ..panes.article import ArticlePane
from ..panes.results import ResultsPane
from ..panes.search import SearchLine
from ..panes.status_lines import TitleLine
from ..storage.curation_cache import Keeper, UserMarks
from ..storage.legacy_files import take_over_read_marks
from ..storage.read_marks import ReadMarks
from ..storage.session_file import WAY, Position, Remembered, SessionFile
from .frame import Frame
from .pane_layout import PANES
from .reader import Landing
from .session import Service
from .trail import History, Place

SAVE_SECONDS = 5.0
"""A crash loses at most what was done in so long."""
READ_SECONDS = 2.0
"""An article that has been open for so long, while nothing was typed, counts as read."""


class Remembering(Frame):
    """The desk, remembered between runs."""

    def __init__(self, settings: Settings, service: Service) -> None:
        super().__init__(settings, service)
        self.reads = ReadMarks(user_folder())
        self.keeper = Keeper(service)
        """What is kept and decided."""
        self._file = SessionFile(settings) if settings.config.interface.restore else None
        self.remembered = self._file.load() if self._file is not None else Remembered()
        self._awaited = self.remembered.place
        """Where the last run ended, until one is there again."""
        self._opened_in = ("", False)
        """The query and kind of search in which the open article was opened."""
        self._read_timer: Timer | None = None
        self._typing = False
        """Whether the search line has the focus."""
        if self.remembered.layout is not None:
            self.panes = self.remembered.layout
        pane: Context | None = next((pane for pane in PANES if pane == self.remembered.pane), None)
        if pane is not None and pane not in self.panes.hidden:
            self._pane = pane

    def restore(self) -> None:
        """Show what was searched when the last run ended; what was found follows by itself."""
        session, place = self.session, self._awaited
        self.query_one(ResultsPane).show_marks(UserMarks(self.reads, self.keeper))
        self.focus_pane(self._pane)
        session.history = History(self.remembered.way)
        if place is not None:
            session.query, session.quotes, session.sort, session.corpus = place.search
            session.follow(place.trail)
            self.query_one(SearchLine).set_query(place.query)
            self.query_one(TitleLine).narrow(place.corpus)

    def first_place(self) -> Place | None:
        """Where to begin; None for nowhere in particular."""
        return self._awaited if self.session.articles else None

    def place_awaited(self) -> Place | None:
        """Where to go now that there are more articles: where the last run ended, while nobody has gone elsewhere."""
        return self._awaited if self.session.reading is None else None

    def stop_awaiting(self) -> None:
        """Somebody has gone elsewhere: where the last run ended is of no matter any more."""
        self._awaited = None

    async def begin_remembering(self) -> None:
        """Load what was read, and save from now on every few seconds."""
        if self._file is not None and self._file.trouble:
            self.say(self._file.trouble)
        self.set_interval(SAVE_SECONDS, self._save_beside)
        try:
            await asyncio.to_thread(take_over_read_marks, self.settings)
            await self.reads.load()
        except OSError as error:
            self.say(f"{self.reads.path} cannot be read ({error.strerror or error}): every article shows as unread.")
        self.tell_marks()

    def tell_marks(self) -> None:
        """Show what was read and kept in the results."""
        self.query_one(ResultsPane).refresh()

    def turn_page(self, reading: Reading, landing: Landing) -> Landing:
        """Remember how far the open article was read, and find out how far the one to be opened was."""
        self._note_position()
        self._awaited = None
        position = self.remembered.positions.get(reading.article.id)
        if landing != "again" or position is None:
            return super().turn_page(reading, landing)
        session = self.session
        same = (position.query, position.quotes, position.trail) == (session.query, session.quotes, session.trail)
        if not same and session.trail.stops(reading):
            return "first"
        return session.place(position.top)._replace(stop=position.stop if same else None)

    def _note_position(self) -> None:
        session = self.session
        if session.reading is not None:
            top = self.query_one(ArticlePane).top()
            position = Position(top, *self._opened_in, session.trail, session.stop)
            self.remembered.put_position(session.article_id, position)

    # What was read

    def on_descendant_focus(self) -> None:
        """What is open when typing ends is about to be read."""
        typing = self.context() == "search"
        if self._typing and not typing:
            self.watch_reading()
        self._typing = typing

    def page_turned(self) -> None:
        """Count the article as read once it has been open for a while."""
        self._opened_in = self.session.query, self.session.quotes
        self.watch_reading()

    def watch_reading(self) -> None:
        """Begin to wait anew until the open article counts as read."""
        self.stop_watching()
        self._read_timer = self.set_timer(READ_SECONDS, self._was_read)

    def stop_watching(self) -> None:
        """Do not count the open article as read by itself."""
        if self._read_timer is not None:
            self._read_timer.stop()

    def _was_read(self) -> None:
        if self.context() != "search" and self.session.reading is not None:
            self.mark_read(self.session.article_id, True)

    def mark_read(self, id_: str, read: bool) -> None:
        """Say whether an article was read."""
        if self.reads.mark(id_, read):
            self.tell_marks()

    # Saving

    def remember(self) -> Remembered:
        """What the next run begins with, as of now."""
        remembered = self.remembered
        self._note_position()
        remembered.place = self._awaited or self.here()
        remembered.way = self.session.history.newest(WAY)
        remembered.pane = self._pane
        remembered.layout = self.panes
        return remembered

    async def _save_beside(self) -> None:
        with suppress(OSError):  # told when one leaves: until then it may well get better
            await self.reads.save()
            if self._file is not None:
                await self._file.save_beside(self.remember())

    async def farewell(self) -> str:
        """Save everything for the next run.

        Returns:
            Why that was not possible, in words for the user; "" when all is well.
        """
        try:
            await self.reads.save()
            if self._file is not None:
                self._file.save(self.remember())
        except OSError as error:
            told = f"The session cannot be saved: {user_folder()}: {error.strerror or error}."
            drafts = "".join(f"\n\nNot kept:\n{text}" for text in self.remembered.drafts.values())
            return f"{told}{drafts}\n"
        return ""
