"""Bookmarks, tags and notes on articles and quotes; saved searches; and the list of all of them."""

import asyncio
from collections.abc import Callable, Mapping

from ....index.config.settings import Settings
from ....index.curation.changes import all_tags, folded, kept, split_key
from ....index.decisions import Change, CuratedItem, EditItem, SavedSearch, SaveSearch, Tagging
from ....index.protocol.answers import Reading
from ...session.history import Place
from ...session.saved_news import SavedNews
from ...session.session import Session
from ...session.trail import Trail
from ...storage.curation_cache import CurationCache, curation_lines, quote_signs
from ...storage.legacy_files import take_over_decisions
from ...storage.undo_stack import Step, described
from ...widgets.prompt import Prompt, PromptHistory
from ..decision_target import selected_target
from ..host import Handler, Host
from ..messages import (
    DecisionsLoaded,
    DecisionsMade,
    GoToPlace,
    LeavePlace,
    MarkArticles,
    MarkSearchSeen,
    MarkSearchUnseen,
    OpenArticle,
    RefreshResults,
    SavedSearchOpened,
    SelectResult,
)
from ..pane_layout import Panes

NAME_LENGTH = 80
"""Characters of a saved search's name."""


class CurationController:
    """Makes the user's decisions: shown at once, written by the index's process.

    Args:
        host: The screen.
        session: Knows the open article and the query.
        panes: Show what is decided.
        settings: Of the index.
        curation_cache: Holds the decisions as they are now.
        drafts: Notes that are typed and not saved yet, by the key of what they are about.
        news: What is new in saved searches.
    """

    def __init__(
        self,
        host: Host,
        session: Session,
        panes: Panes,
        settings: Settings,
        curation_cache: CurationCache,
        drafts: dict[str, str],
        news: SavedNews,
    ) -> None:
        self._host = host
        self._session = session
        self._panes = panes
        self._curation_cache = curation_cache
        self._drafts = drafts
        self._news = news
        self._settings = settings
        self._tags = PromptHistory()
        self._names = PromptHistory()

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {
            "keep.bookmark": self.toggle_bookmark,
            "keep.tags": self.edit_tags,
            "keep.note": self.edit_note,
            "keep.list": self.show_list,
            "keep.undo": self.undo,
            "keep.redo": self.redo,
            "search.save": self.save_search,
        }

    async def load(self) -> None:
        """Load the decisions of earlier runs."""
        for message in await asyncio.to_thread(take_over_decisions, self._settings):
            self._host.notify(message)
        await self._fetch()

    # Deciding

    def decide(self, changes: tuple[Change, ...], message: str = "", done: Callable[[], None] | None = None) -> None:
        """Make changes: shown at once, and taken back if they cannot be written.

        Args:
            changes: What to do, in this order.
            message: Shown in the trail line once they are written.
            done: Called then.
        """
        self._begin(changes, message, done)

    def _begin(
        self, changes: tuple[Change, ...], message: str, done: Callable[[], None] | None, *, undoable: bool = True
    ) -> None:
        """Begin to make changes; those of undo and redo are not `undoable` themselves."""
        self._curation_cache.begin(*changes, undoable=undoable)
        self.show()
        self._host.start_beside("keep", self._decide, changes, message, done)

    async def _decide(self, changes: tuple[Change, ...], message: str, done: Callable[[], None] | None) -> None:
        try:
            await self._curation_cache.finish(*changes)
        finally:
            self.show()
        if message:
            self._host.show_status(message)
        self._host.post(DecisionsMade(changes))
        if self._asks_for_decisions() and any(isinstance(change, EditItem | Tagging) for change in changes):
            self._session.forget()
            self._host.post(RefreshResults())
        if done is not None:
            done()

    def _asks_for_decisions(self) -> bool:
        """Return whether the results depend on tags and bookmarks."""
        query = self._session.query.lower()
        return "tag:" in query or "is:" in query

    def undo(self) -> None:
        """Undo the newest decision of this session."""
        step = self._curation_cache.undo()
        if step is None:
            self._host.show_status("Nothing to undo.")
        else:
            self._repeat(step, f"Undone: {described(step)}.", back=True)

    def redo(self) -> None:
        """Redo the decision undone last."""
        step = self._curation_cache.redo()
        if step is None:
            self._host.show_status("Nothing to redo.")
        else:
            self._repeat(step, f"Redone: {described(step)}.", back=False)

    def _repeat(self, step: Step, message: str, *, back: bool) -> None:
        if step.reads is not None:
            self._host.post(MarkArticles(step.reads.ids, step.reads.read != back, undoable=False))
            self._host.notify(message)
            return
        if step.seen is not None:
            self._host.post(MarkSearchUnseen(step.seen) if back else MarkSearchSeen(step.seen.name))
            self._host.notify(message)
            return
        changes = step.inverse if back else step.changes
        # No status line: an article that opens again because of the change would write over it.
        self._begin(changes, "", lambda: self._host.notify(message), undoable=False)

    def index_changed(self) -> None:
        """Apply the decisions to the newest commit: an article that was missing may be back."""
        self._host.start("decisions", self._fetch)

    async def _fetch(self) -> None:
        await self._curation_cache.fetch()
        self.show()
        self._host.post(DecisionsLoaded())

    def show(self) -> None:
        """Show what is kept of the open article, of its quotes and in the results."""
        self._panes.results.refresh()
        reading = self._session.reading
        if reading is not None:
            self._show_curation(reading, repaint=True)

    def article_opening(self, reading: Reading) -> None:
        """Have shown what is kept about an article when it opens."""
        self._show_curation(reading, repaint=False)

    def _show_curation(self, reading: Reading, *, repaint: bool) -> None:
        curation, article = self._curation_cache.curation, reading.article.id
        self._panes.article.show_curation(curation_lines(curation, article), repaint=repaint)
        self._panes.quotes.show_signs(quote_signs(curation, article, reading.annotations.quotes))

    def _target(self) -> tuple[str, CuratedItem] | None:
        """Return key and description of what a decision is about; if there is nothing, say so."""
        target = selected_target(self._session, self._panes, self._host.context())
        if target is None:
            self._host.notify("Open an article first: there is nothing to bookmark, tag or annotate.")
        return target

    # Bookmarks, tags, notes

    def toggle_bookmark(self) -> None:
        """Bookmark the article or quote, or remove the bookmark."""
        if (target := self._target()) is not None:
            key, about = target
            on = not kept(self._curation_cache.curation, key).bookmark
            what = "Quote" if about.said else "Article"
            message = f"★ {what} bookmarked." if on else f"{what} no longer bookmarked."
            self.decide((EditItem(key, about, bookmark=on),), message)

    def edit_tags(self) -> None:
        """Ask for the tags of the article or quote."""
        if (target := self._target()) is None:
            return
        key, about = target
        before = kept(self._curation_cache.curation, key).tags
        known = all_tags(self._curation_cache.curation)

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
                names = ", ".join(tags.values())
                message = f"Tags: {names}" if names else "No tags."
                self.decide((EditItem(key, about, add=add, remove=remove),), message)

        text = ", ".join(before) + (", " if before else "")
        hint = "follow-up, dam · separate several by commas"
        self._host.open(Prompt("Tags", text=text, hint=hint, memory=self._tags, complete=complete), ended)

    def edit_note(self) -> None:
        """Write a note on the article or quote; what is typed is kept as a draft until it is saved."""
        from ...screens.note_screen import NoteScreen  # not needed to paint the first frame

        if (target := self._target()) is None:
            return
        key, about = target
        before = kept(self._curation_cache.curation, key).note
        drafts = self._drafts
        draft = drafts.get(key)

        def typed(text: str) -> None:
            if text == before:
                drafts.pop(key, None)
            else:
                drafts[key] = text

        def saved(text: str) -> None:
            if drafts.get(key) == text:
                del drafts[key]

        def ended(text: str | None) -> None:
            if text is None or text == before:
                drafts.pop(key, None)
            else:
                message = "Note saved." if text else "Note deleted."
                self.decide((EditItem(key, about, note=text),), message, lambda: saved(text))

        title = f"Note on “{about.said}”" if about.said else f"Note on {about.title or about.locator or 'this article'}"
        screen = NoteScreen(title, before if draft is None else draft, typed, is_draft=draft not in (None, before))
        self._host.open(screen, ended)

    # Searches, and the list

    def save_search(self) -> None:
        """Save the present search under a name."""
        session = self._session
        if not session.query.strip():
            self._host.notify("Search for something first: press / and type.")
            return
        search = SavedSearch(session.query, session.quotes, session.sort)
        searches = self._curation_cache.curation.searches
        warned: list[str] = []

        def check(name: str) -> str:
            name = " ".join(name.split())
            if not name:
                return "A search needs a name."
            if len(name) > NAME_LENGTH:
                return f"A name has at most {NAME_LENGTH} characters."
            if name in searches and searches[name] != search and name not in warned:
                warned.append(name)
                return "A search has this name already: press Enter again to replace it."
            return ""

        def ended(name: str | None) -> None:
            if name is not None:
                name = " ".join(name.split())
                self.decide((SaveSearch(name, search),), f"Saved as “{name}”: B lists saved searches.")

        text = next((name for name, one in searches.items() if one == search), session.query[:NAME_LENGTH])
        prompt = Prompt("Save this search as", text=text, memory=self._names, complete=lambda _: [], check=check)
        self._host.open(prompt, ended)

    def show_list(self) -> None:
        """List everything the user has decided."""
        from ...screens.curation_screen import CurationScreen  # not needed to paint the first frame

        def decide(*changes: Change) -> None:
            self.decide(changes)

        def see(name: str) -> None:
            self._host.post(MarkSearchSeen(name))

        keys = self._settings.config.interface.keys
        self._host.open(CurationScreen(self._curation_cache, self._news, decide, see, keys), self._go_to)

    def _go_to(self, target: str | SavedSearch | None) -> None:
        """Go to an article or quote, by its key, or run a saved search."""
        session = self._session
        if target is None:
            return
        self._host.post(LeavePlace())
        if isinstance(target, SavedSearch):
            self._host.post(SavedSearchOpened(target))
            sort = target.sort or session.sort
            place = Place(target.query, target.quotes, sort, "", 0, Trail(), None, session.corpus)
            self._host.post(GoToPlace(place))
            return
        article, span = split_key(target)
        self._host.post(OpenArticle(article, span or "resume"))
        self._host.post(SelectResult(article))
        self._host.focus("article")
