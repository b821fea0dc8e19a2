"""The screen that keeps: bookmarks, tags and notes on articles and quotes, searches under a name, read and unread."""

import asyncio
from collections.abc import Callable
from functools import partial

from ...index.config.settings import Settings
from ...index.curation.changes import all_tags, folded, kept, quote_key, split_key
from ...index.decisions import Change, Keep, KeepSearch, Kept, Merge, Rejection, SavedSearch, Split
from ...index.model import QuoteHit
from ...index.protocol import Reading
from ..panes.article import ArticlePane
from ..panes.quotes import QuotesPane
from ..panes.results import ResultsPane
from ..panes.status_lines import TrailLine
from ..storage.curation_cache import about_article, about_quote, lines_of, signs_of_quotes
from ..storage.legacy_files import take_over_decisions
from ..storage.undo_stack import described
from ..terminal.sanitise import sanitise_line
from ..widgets.long_list import PAGE
from ..widgets.prompt import Memory, Prompt
from .reader import Landing
from .remembering import Remembering
from .session import Service
from .trail import Place, Trail, speaker_name

NAME_LENGTH = 80
"""Characters of a saved search's name."""
UNREAD_PAGES = 40
"""Pages of quotes looked through for the next unread one."""


class Keeping(Remembering):
    """The desk with what the user keeps on it."""

    def __init__(self, settings: Settings, service: Service) -> None:
        super().__init__(settings, service)
        self._tags = Memory()
        self._names = Memory()

    # Deciding

    def decide(
        self, *changes: Change, said: str = "", then: Callable[[], None] | None = None, undoable: bool = True
    ) -> None:
        """Make changes: shown at once, and taken back where they cannot be written.

        Args:
            changes: What to do, in this order.
            said: Shown in the trail line once they are written.
            then: Called then.
            undoable: Whether undo takes them back; not those of undo and redo themselves.
        """
        self.keeper.begin(*changes, undoable=undoable)
        self.show_kept()
        self.run_worker(partial(self._calmly, partial(self._decide, changes, said, then)), group="keep")

    async def _decide(self, changes: tuple[Change, ...], said: str, then: Callable[[], None] | None) -> None:
        try:
            await self.keeper.finish(*changes)
        finally:
            self.show_kept()
        if said:
            self.query_one(TrailLine).say(said)
        if any(isinstance(change, Merge | Split | Rejection) or _corrects(change) for change in changes):
            self.entities_decided(changes)
        elif "tag:" in self.session.query:
            self.session.forget()
            self.search_again()
        if then is not None:
            then()

    def entities_decided(self, changes: tuple[Change, ...]) -> None:
        """Show entities as they are after these decisions."""

    def search_again(self) -> None:
        """Show what is found now, without moving anything the user looks at."""

    def show_kept(self) -> None:
        """Show what is kept of the open article, of its quotes and in the results."""
        self.tell_marks()
        reading = self.session.reading
        if reading is not None:
            curation, article = self.keeper.curation, reading.article.id
            self.query_one(ArticlePane).show_kept(lines_of(curation, article))
            self.query_one(QuotesPane).show_signs(signs_of_quotes(curation, article, reading.annotations.quotes))

    def turn_page(self, reading: Reading, landing: Landing) -> Landing:
        """Open an article with what is kept about it."""
        landing = super().turn_page(reading, landing)
        curation, article = self.keeper.curation, reading.article.id
        self.query_one(ArticlePane).show_kept(lines_of(curation, article), repaint=False)
        self.query_one(QuotesPane).show_signs(signs_of_quotes(curation, article, reading.annotations.quotes))
        return landing

    async def begin_remembering(self) -> None:
        """Load what is kept, and what was read."""
        try:
            for message in await asyncio.to_thread(take_over_decisions, self.settings):
                self.say(sanitise_line(message))
            await self.keeper.fetch()
            self.show_kept()
        finally:
            await super().begin_remembering()

    async def find_decisions(self) -> None:
        """See the decisions as they apply to the newest commit."""
        await self.keeper.fetch()
        self.show_kept()

    def _target(self) -> tuple[str, Kept] | None:
        """What the keys that keep are about: the chosen quote, the chosen result, or the open article; its key."""
        reading, context = self.session.reading, self.context()
        if context == "quotes" and reading is not None:
            quote = self.query_one(QuotesPane).quote()
            if quote is not None:
                return quote_key(reading.article.id, quote.start, quote.end), about_quote(reading.article, quote)
        rows = self.query_one(ResultsPane)
        item = rows.item()
        if context == "results" and item is not None:
            if isinstance(item, QuoteHit):
                speaker = speaker_name(item.quote.speaker) if item.quote.speaker is not None else ""
                about = Kept(
                    title=item.title, date=item.date, outlet=item.outlet, said=item.quote.text, speaker=speaker
                )
                return quote_key(item.article, item.quote.start, item.quote.end), about
            about = Kept(title=item.title, date=item.date, outlet=item.outlet, locator=item.locator)
            return item.id, about
        if reading is None:
            self.say("There is nothing to keep yet: open an article first.")
            return None
        return reading.article.id, about_article(reading.article)

    def action_undo(self) -> None:
        """Undo the newest decision of this session."""
        step = self.keeper.undo()
        if step is None:
            self.query_one(TrailLine).say("Nothing to undo.")
        else:
            # No status line: an article that opens again because of it would write over that.
            message = f"Undone: {described(step.changes)}."
            self.decide(*step.inverse, then=lambda: self.say(message), undoable=False)

    def action_redo(self) -> None:
        """Redo the decision undone last."""
        step = self.keeper.redo()
        if step is None:
            self.query_one(TrailLine).say("Nothing to redo.")
        else:
            message = f"Redone: {described(step.changes)}."
            self.decide(*step.changes, then=lambda: self.say(message), undoable=False)

    # Keys

    def action_bookmark(self) -> None:
        """Bookmark the article or quote, or take the bookmark away."""
        if (target := self._target()) is not None:
            key, about = target
            on = not kept(self.keeper.curation, key).bookmark
            what = "quote" if about.said else "article"
            said = f"★ This {what} is bookmarked." if on else f"This {what} is bookmarked no longer."
            self.decide(Keep(key, about, bookmark=on), said=said)

    def action_tags(self) -> None:
        """Ask for the tags of the article or quote."""
        if (target := self._target()) is None:
            return
        key, about = target
        before = kept(self.keeper.curation, key).tags
        known = all_tags(self.keeper.curation)

        def complete(text: str) -> list[str]:
            head, comma, last = text.rpartition(",")
            start = f"{head}{comma} " if comma else ""
            given = {folded(tag) for tag in head.split(",")}
            wanted = folded(last)
            return [f"{start}{tag}" for tag in known if folded(tag).startswith(wanted) and folded(tag) not in given]

        def ended(text: str | None) -> None:
            if text is None:
                return
            tags = {folded(tag): " ".join(tag.split()) for tag in text.split(",") if tag.strip()}
            had = {folded(tag): tag for tag in before}
            add = tuple(tag for name, tag in tags.items() if name not in had)
            remove = tuple(tag for name, tag in had.items() if name not in tags)
            if add or remove:
                told = ", ".join(tags.values())
                self.decide(Keep(key, about, add=add, remove=remove), said=f"Tags: {told}" if told else "No tags.")

        text = ", ".join(before) + (", " if before else "")
        hint = "follow-up, dam · several are separated by commas"
        self.app.push_screen(Prompt("Tags", text=text, hint=hint, memory=self._tags, complete=complete), ended)

    def action_note(self) -> None:
        """Write a note on the article or quote."""
        if (target := self._target()) is not None:
            self.write_note(*target)

    def write_note(self, key: str, about: Kept) -> None:
        """Write a note; what is typed is remembered until it is kept."""
        from ..screens.note import NoteScreen  # not needed to paint the first frame

        before = kept(self.keeper.curation, key).note
        drafts = self.remembered.drafts
        draft = drafts.get(key)

        def typed(text: str) -> None:
            if text == before:
                drafts.pop(key, None)
            else:
                drafts[key] = text

        def ended(text: str | None) -> None:
            if text is None or text == before:
                drafts.pop(key, None)
            else:
                said = "Note kept." if text else "The note is taken away."
                self.decide(Keep(key, about, note=text), said=said, then=lambda: self._kept_draft(key, text))

        title = f"Note on “{about.said}”" if about.said else f"Note on {about.title or about.locator or 'this article'}"
        screen = NoteScreen(title, before if draft is None else draft, typed, is_draft=draft not in (None, before))
        self.app.push_screen(screen, ended)

    def _kept_draft(self, key: str, text: str) -> None:
        if self.remembered.drafts.get(key) == text:
            del self.remembered.drafts[key]

    def action_save_search(self) -> None:
        """Save what is searched under a name."""
        session = self.session
        if not session.query.strip():
            self.say("Search for something first: press / and type.")
            return
        search = SavedSearch(session.query, session.quotes, session.sort)
        searches = self.keeper.curation.searches
        warned: list[str] = []

        def check(name: str) -> str:
            name = " ".join(name.split())
            if not name:
                return "A search needs a name."
            if len(name) > NAME_LENGTH:
                return f"A name has at most {NAME_LENGTH} characters."
            if name in searches and searches[name] != search and name not in warned:
                warned.append(name)
                return "There is a search of this name: Enter again replaces it."
            return ""

        def ended(name: str | None) -> None:
            if name is not None:
                name = " ".join(name.split())
                self.decide(KeepSearch(name, search), said=f"Saved as “{name}”: B lists what is kept.")

        text = next((name for name, one in searches.items() if one == search), session.query[:NAME_LENGTH])
        prompt = Prompt("Save this search as", text=text, memory=self._names, complete=lambda _: [], check=check)
        self.app.push_screen(prompt, ended)

    def action_kept(self) -> None:
        """List everything kept and decided."""
        from ..screens.curation import KeptScreen  # not needed to paint the first frame

        self.app.push_screen(KeptScreen(self.keeper, self.decide, self.settings.config.interface.keys), self._go)

    def _go(self, to: str | SavedSearch | None) -> None:
        """Go to what was chosen of what is kept: an article or quote by its key, or a search."""
        session = self.session
        if to is None:
            return
        self.leave_place()
        if isinstance(to, SavedSearch):
            self.go_to(Place(to.query, to.quotes, to.sort or session.sort, "", 0, Trail(), None, session.corpus))
            return
        article, span = split_key(to)
        self.open_article(article, span or "again")
        self.work("row", self.choose_row, article)
        self.focus_pane("article")

    def go_to(self, place: Place) -> None:
        """Search what was searched at a place, and open what was open there."""

    # Read and unread

    def action_unread(self) -> None:
        """Say that the article was read, or was not."""
        rows = self.query_one(ResultsPane)
        id_ = rows.article() if self.context() == "results" else self.session.article_id
        if id_:
            read = not self.reads.is_read(id_)
            self.mark_read(id_, read)
            self.query_one(TrailLine).say("✓ Read." if read else "Unread.")
            if not read:
                self.stop_watching()

    def action_next_unread(self) -> None:
        """Open the next result that was not read."""
        self.work("unread", self._next_unread)

    async def _next_unread(self) -> None:
        rows = self.query_one(ResultsPane)
        found = await self._unread_quote() if self.session.quotes else await self._unread_article()
        if found is None:
            self.query_one(TrailLine).say("Everything from here on is read.")
        else:
            rows.move_to(found)

    async def _unread_article(self) -> int | None:
        rows = self.query_one(ResultsPane)
        order = await self.session.order(Trail())
        later = (number for id_, number in order.items() if number > rows.cursor and not self.reads.is_read(id_))
        return min(later, default=None)

    async def _unread_quote(self) -> int | None:
        rows = self.query_one(ResultsPane)
        first = rows.cursor + 1
        for number in range(UNREAD_PAGES):
            offset = (first // PAGE + number) * PAGE
            if offset >= rows.total:
                return None
            page = (await self.session.search(offset, PAGE)).quotes
            for at, one in enumerate(page, offset):
                if at >= first and not self.reads.is_read(one.article):
                    return at
        return None

    async def farewell(self) -> str:
        """Wait for what is being kept, then save the rest."""
        await self.keeper.settled()
        return await super().farewell()


def _corrects(change: Change) -> bool:
    """Whether a change is about the speaker of a quote."""
    return isinstance(change, Keep) and change.speaker is not None
