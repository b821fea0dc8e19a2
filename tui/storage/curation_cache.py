"""What the user keeps and decides, as the interface knows it: shown at once, made durable by the index's process.

No screen here.
"""

import asyncio
import time
from collections.abc import Collection

from ...index.curation.changes import changed, kept, quote_key
from ...index.decisions import Change, Curation, Kept
from ...index.model import Article, Quote, Span
from ...index.processes.search_process import ServiceError
from ...index.protocol.answers import Answer, CurationAnswer
from ...index.protocol.questions import Decide, FetchCuration
from ..session.session import Service
from ..session.trail import speaker_name
from ..terminal.sanitise import sanitise, sanitise_line
from .read_marks import ReadMarks
from .undo_stack import Reads, Step, UndoStack

NOTE_LINES = 12
"""Lines of a note that are shown above an article."""
PAUSE_SECONDS = 0.3
"""Time between two questions for decisions that are still being looked for."""
SETTLE_SECONDS = 3.0
"""How long leaving waits for what is being made durable."""


class Keeper:
    """The curation with every change that is being written."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._known = Curation()
        self._pending: list[tuple[Change, ...]] = []
        self._stack = UndoStack()
        self.curation = Curation()
        """As it is shown."""
        self.missing: frozenset[str] = frozenset()
        """Keys of decisions about articles and quotes that the index does not have."""

    async def fetch(self) -> None:
        """See the curation as its file is now; raises ServiceError.

        Thousands of decisions about other corpora are looked for piece by piece, so that searches get their turn.
        """
        answer = await self._service.ask(FetchCuration())
        self._see(answer)
        while isinstance(answer, CurationAnswer) and not answer.complete:
            await asyncio.sleep(PAUSE_SECONDS)
            answer = await self._service.ask(FetchCuration())
            self._see(answer)

    def begin(self, *changes: Change, undoable: bool = True) -> None:
        """Show changes from now on; `finish` makes them durable.

        With `undoable` they are what `undo` takes back next; undo and redo themselves are not.
        """
        if undoable:
            self._stack.record(self.curation, changes)
        self.curation = changed(self.curation, *changes)
        self._pending.append(changes)

    async def finish(self, *changes: Change) -> None:
        """Make durable what was begun.

        Raises:
            ServiceError: that could not be done; they are not shown any more.
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

    def undo(self) -> Step | None:
        """The newest decision of this session: the caller begins and finishes its inverse. None when there is none."""
        return self._stack.undo()

    def redo(self) -> Step | None:
        """The decision undone last: the caller begins and finishes its changes. None when there is none."""
        return self._stack.redo(self.curation)

    async def settled(self) -> None:
        """Wait until all that was begun is durable, or could not be made so; not forever."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while self._pending and time.monotonic() < deadline:
            await asyncio.sleep(0.01)

    def _settle(self, changes: tuple[Change, ...], answer: Answer | None = None) -> None:
        self._pending.remove(changes)  # the first one like it: they are answered in the order in which they were begun
        self._see(answer)

    def _see(self, answer: Answer | None) -> None:
        if isinstance(answer, CurationAnswer):
            self._known = answer.curation
            self.missing = frozenset(answer.missing)
        self.curation = self._known
        for changes in self._pending:
            self.curation = changed(self.curation, *changes)


class UserMarks:
    """What a list of results shows of the user's doings; see `marks.Marks`."""

    def __init__(self, reads: ReadMarks, keeper: Keeper) -> None:
        self._reads = reads
        self._keeper = keeper

    def is_read(self, id_: str) -> bool:
        """Return whether an article is read."""
        return self._reads.is_read(id_)

    def is_kept(self, id_: str, quote: Quote | None = None) -> bool:
        """Return whether an article, or a quote of it, is bookmarked."""
        curation = self._keeper.curation
        key = id_ if quote is None else quote_key(id_, quote.start, quote.end)
        found = curation.articles.get(id_) if quote is None else curation.quotes.get(key)
        return found is not None and found.bookmark


def about_article(article: Article) -> Kept:
    """What tells people which article it is that is kept."""
    return Kept(title=article.title, date=article.date, outlet=article.outlet, locator=article.locator)


def about_quote(article: Article, quote: Quote) -> Kept:
    """What tells people which quote it is that is kept."""
    return Kept(
        title=article.title,
        date=article.date,
        outlet=article.outlet,
        locator=article.locator,
        said=quote.text,
        speaker=speaker_name(quote.speaker) if quote.speaker is not None else "",
    )


def signs_of_quotes(curation: Curation, article: str, quotes: Collection[Quote]) -> dict[Span, str]:
    """What is shown beside each quote of an article that something is decided about, by its span."""
    keys = {(quote.start, quote.end): quote_key(article, quote.start, quote.end) for quote in quotes}
    return {span: sign_of(curation.quotes[key]) for span, key in keys.items() if key in curation.quotes}


def sign_of(one: Kept) -> str:
    """A star, tags and the beginning of the note, on one line: `★ #dam ✎ Ask the board`."""
    parts = ["★"] if one.bookmark else []
    parts += [f"#{sanitise_line(tag)}" for tag in one.tags]
    if one.note:
        parts.append(f"✎ {sanitise_line(one.note)}")
    if one.corrected_speaker:
        parts.append("speaker corrected")
    return " ".join(parts)


def lines_of(curation: Curation, article: str) -> tuple[str, ...]:
    """What is shown above an article of what is kept about it."""
    one = kept(curation, article)
    signs = [*(["★ bookmarked"] if one.bookmark else []), *(f"#{sanitise_line(tag)}" for tag in one.tags)]
    note = sanitise(one.note).split("\n") if one.note else []
    lines = [f"{'  ' if number else '✎ '}{line}" for number, line in enumerate(note[:NOTE_LINES])]
    return (*([" ".join(signs)] if signs else []), *lines, *(["  …"] if len(note) > NOTE_LINES else []))
