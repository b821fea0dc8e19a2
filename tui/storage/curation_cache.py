"""The user's decisions as cached by the interface: shown at once, written by the search process.

No screen here.
"""

import asyncio
import time
from collections.abc import Collection

from ...index.curation.changes import changed, kept, quote_key
from ...index.decisions import Change, CuratedItem, Curation
from ...index.model import Article, Quote, Span
from ...index.processes.search_process import ServiceError
from ...index.protocol.answers import Answer, CurationAnswer
from ...index.protocol.questions import Decide, FetchCuration
from ..session.saved_news import SavedNews
from ..session.session import Service
from ..session.trail import speaker_name
from ..terminal.sanitise import sanitise, sanitise_line
from .read_marks import ReadMarks
from .undo_stack import Reads, SeenSearch, Step, UndoStack

NOTE_LINES = 12
"""Maximum lines of a note shown above an article."""
PAUSE_SECONDS = 0.3
"""Seconds between questions while decisions are still being located."""
SETTLE_SECONDS = 3.0
"""Seconds that quitting waits for pending writes."""


class CurationCache:
    """The curation, including changes that are still being written."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._known = Curation()
        self._pending: list[tuple[Change, ...]] = []
        self._stack = UndoStack()
        self.curation = Curation()
        """The curation as shown."""
        self.missing: frozenset[str] = frozenset()
        """Keys of decisions about articles and quotes that the index does not have."""

    async def fetch(self) -> None:
        """Reload the curation from its file; raises ServiceError.

        Thousands of decisions about other corpora are located in steps, so that searches are not held up.
        """
        answer = await self._service.ask(FetchCuration())
        self._see(answer)
        while isinstance(answer, CurationAnswer) and not answer.complete:
            await asyncio.sleep(PAUSE_SECONDS)
            answer = await self._service.ask(FetchCuration())
            self._see(answer)

    def begin(self, *changes: Change, undoable: bool = True) -> None:
        """Apply changes in the cache; `finish` writes them.

        With `undoable`, `undo` reverts them next; undo and redo themselves are not undoable.
        """
        if undoable:
            self._stack.record(self.curation, changes)
        self.curation = changed(self.curation, *changes)
        self._pending.append(changes)

    async def finish(self, *changes: Change) -> None:
        """Write the changes that were begun.

        Raises:
            ServiceError: they could not be written; they are removed from the cache.
        """
        try:
            answer = await self._service.ask(Decide(changes))
        except ServiceError:
            self._stack.discard(changes)
            self._settle(changes)
            raise
        self._settle(changes, answer)

    def record_reads(self, reads: Reads) -> None:
        """Remember that articles were marked as read or unread, as what `undo` takes back next."""
        self._stack.record_reads(reads)

    def record_seen(self, seen: SeenSearch) -> None:
        """Remember that what a saved search finds was marked as seen, as what `undo` takes back next."""
        self._stack.record_seen(seen)

    def undo(self) -> Step | None:
        """Return the newest decision of this session, whose inverse the caller applies; None if there is none."""
        return self._stack.undo()

    def redo(self) -> Step | None:
        """Return the decision undone last, whose changes the caller applies; None if there is none."""
        return self._stack.redo(self.curation)

    async def settled(self) -> None:
        """Wait until all changes are written or have failed, with a timeout."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while self._pending and time.monotonic() < deadline:
            await asyncio.sleep(0.01)

    def _settle(self, changes: tuple[Change, ...], answer: Answer | None = None) -> None:
        self._pending.remove(changes)  # the first equal one: answers arrive in the order of the changes
        self._see(answer)

    def _see(self, answer: Answer | None) -> None:
        if isinstance(answer, CurationAnswer):
            self._known = answer.curation
            self.missing = frozenset(answer.missing)
        self.curation = self._known
        for changes in self._pending:
            self.curation = changed(self.curation, *changes)


class UserMarks:
    """The user's marks in a list of results; see `marks.Marks`."""

    def __init__(self, reads: ReadMarks, curation_cache: CurationCache, news: SavedNews) -> None:
        self._news = news
        self._reads = reads
        self._curation_cache = curation_cache

    def is_read(self, id_: str) -> bool:
        """Return whether an article is read."""
        return self._reads.is_read(id_)

    def is_new(self, id_: str) -> bool:
        """Return whether an article is new in the saved search on screen."""
        return self._news.is_new(id_)

    def is_bookmarked(self, id_: str, quote: Quote | None = None) -> bool:
        """Return whether an article, or a quote of it, is bookmarked."""
        curation = self._curation_cache.curation
        key = id_ if quote is None else quote_key(id_, quote.start, quote.end)
        found = curation.articles.get(id_) if quote is None else curation.quotes.get(key)
        return found is not None and found.bookmark


def about_article(article: Article) -> CuratedItem:
    """Return the facts that identify a curated article."""
    return CuratedItem(title=article.title, date=article.date, outlet=article.outlet, locator=article.locator)


def about_quote(article: Article, quote: Quote) -> CuratedItem:
    """Return the facts that identify a curated quote."""
    return CuratedItem(
        title=article.title,
        date=article.date,
        outlet=article.outlet,
        locator=article.locator,
        said=quote.text,
        speaker=speaker_name(quote.speaker) if quote.speaker is not None else "",
    )


def quote_signs(curation: Curation, article: str, quotes: Collection[Quote]) -> dict[Span, str]:
    """Return the signs shown beside curated quotes of an article, by span."""
    keys = {(quote.start, quote.end): quote_key(article, quote.start, quote.end) for quote in quotes}
    return {span: curation_sign(curation.quotes[key]) for span, key in keys.items() if key in curation.quotes}


def curation_sign(one: CuratedItem) -> str:
    """Return a star, tags and the start of the note on one line: `★ #dam ✎ Ask the board`."""
    parts = ["★"] if one.bookmark else []
    parts += [f"#{sanitise_line(tag)}" for tag in one.tags]
    if one.note:
        parts.append(f"✎ {sanitise_line(one.note)}")
    if one.corrected_speaker:
        parts.append("speaker corrected")
    return " ".join(parts)


def curation_lines(curation: Curation, article: str) -> tuple[str, ...]:
    """Return the lines shown above a curated article."""
    one = kept(curation, article)
    signs = [*(["★ bookmarked"] if one.bookmark else []), *(f"#{sanitise_line(tag)}" for tag in one.tags)]
    note = sanitise(one.note).split("\n") if one.note else []
    lines = [f"{'  ' if number else '✎ '}{line}" for number, line in enumerate(note[:NOTE_LINES])]
    return (*([" ".join(signs)] if signs else []), *lines, *(["  …"] if len(note) > NOTE_LINES else []))
