"""Marking several results, and deciding about them together: one decision, undone and redone as one."""

from collections.abc import Callable, Mapping

from ....index.curation.changes import all_tags, folded, split_key
from ....index.decisions import Change, Keep, Kept, Tagging
from ...panes.result_marks import Marks
from ...session.marked_results import MarkedResults
from ...session.session import Session
from ...session.trail import Trail
from ...storage.curation_cache import Keeper
from ...widgets.long_list import PAGE
from ...widgets.prompt import Memory, Prompt
from ..decision_target import target_of
from ..host import Handler, Host
from ..messages import Decide, MarkArticles, ShowTrailStatus
from ..pane_layout import Panes

CONFIRMED = 20
"""Marked rows from which a decision about all of them is confirmed first."""
WITH_FACTS = 1000
"""Articles that are tagged with the facts by which each is found again; of more, their ids stand under the tag."""
QUOTES_PAGE = 20 * PAGE
"""Quotes fetched at once to mark all of them."""


class MarkingController:
    """Marks results and makes decisions about the marked ones.

    Args:
        host: The screen.
        session: Knows the query.
        panes: Show what is marked.
        marked: What is marked.
        keeper: Holds the decisions as they are now.
        marks: Knows what is read.
    """

    def __init__(
        self, host: Host, session: Session, panes: Panes, marked: MarkedResults, keeper: Keeper, marks: Marks
    ) -> None:
        self._host = host
        self._session = session
        self._panes = panes
        self._marked = marked
        self._keeper = keeper
        self._marks = marks
        self._tags = Memory()

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"results.mark": self.toggle_row, "results.mark_all": self.toggle_all}

    def together(self, single: Mapping[str, Handler]) -> Mapping[str, Handler]:
        """Return handlers that act on the marked results, while the results have the focus and any is marked.

        Args:
            single: Handlers by command id, for when none is.
        """
        many: dict[str, Callable[[], None]] = {
            "keep.bookmark": self.toggle_bookmarks,
            "keep.tags": self.edit_tags,
            "results.unread": self.toggle_read,
            "trail.clear": self.clear,
        }

        def choose(id_: str) -> Handler:
            return lambda: many[id_]() if self._is_meant() else single[id_]()

        return {id_: choose(id_) for id_ in many}

    def _is_meant(self) -> bool:
        return len(self._marked) > 0 and self._host.context() == "results"

    # Marking

    def toggle_row(self) -> None:
        """Mark the selected result or remove its mark, and move down."""
        rows = self._panes.results
        if (item := rows.item()) is not None:
            self._marked.toggle(self._session.scope, *target_of(item))
            self._show()
            rows.action_move(1)

    def toggle_all(self) -> None:
        """Mark all results of the query, or remove all marks where all are marked."""
        if not self._panes.results.total:
            return
        if len(self._marked) >= self._panes.results.total:
            self.clear()
        else:
            self._host.start("mark", self._mark_all)

    async def _mark_all(self) -> None:
        session, scope = self._session, self._session.scope
        if not scope.quotes:
            order = await session.order(Trail())
            if scope == session.scope:
                loaded = dict(target_of(item) for _, item in self._panes.results.loaded())
                self._marked.add(scope, ((id_, loaded.get(id_, Kept())) for id_ in order))
        else:
            offset, total = 0, 1
            while offset < total:
                results = await session.search(offset, QUOTES_PAGE)
                if scope != session.scope:
                    return
                self._marked.add(scope, map(target_of, results.quotes))
                offset, total = offset + QUOTES_PAGE, results.total
                if offset < total:
                    self._host.show_status(f"Marking {offset:,} of {total:,} quotes …")
            self._host.post(ShowTrailStatus())
        self._show()

    def clear(self) -> None:
        """Remove all marks."""
        self._host.cancel("mark")
        self._marked.clear()
        self._show()

    def results_shown(self) -> None:
        """Remove the marks when other results are shown; those of the same query stay as far as they are listed."""
        if not len(self._marked):
            return
        self._marked.keep_only(self._session.scope)
        query = self._session.query.lower()
        if "tag:" in query or "is:" in query:  # a decision about the marked ones may have changed the results
            self._host.start("mark", self._retain_listed)
        self._show()

    async def _retain_listed(self) -> None:
        if self._session.quotes:
            self._marked.clear()
        else:
            self._marked.retain(await self._session.order(Trail()))
        self._show()

    def _show(self) -> None:
        self._panes.results.refresh()
        self._panes.trail.mark(len(self._marked))
        self._host.show_titles()

    # Deciding

    def _confirm(self, question: str, decide: Callable[[], None]) -> None:
        """Decide; about many only if the user is sure."""
        if len(self._marked) <= CONFIRMED:
            decide()
            return
        from ...screens.confirm_screen import ConfirmScreen  # not needed to paint the first frame

        def answered(sure: bool | None) -> None:
            if sure:
                decide()

        self._host.open(ConfirmScreen(question, "Yes", "No, leave them as they are"), answered)

    def toggle_bookmarks(self) -> None:
        """Bookmark the marked results; where all are bookmarked, remove the bookmarks."""
        curation, rows = self._keeper.curation, dict(self._marked.rows)
        on = not all(_entry(curation.articles, curation.quotes, key).bookmark for key in rows)
        changes = tuple(
            Keep(key, about, bookmark=on)
            for key, about in rows.items()
            if _entry(curation.articles, curation.quotes, key).bookmark != on
        )
        counted = self._counted(len(changes))
        message = f"★ {counted} bookmarked." if on else f"{counted} no longer bookmarked."
        question = f"Bookmark {counted}?" if on else f"Remove the bookmarks of {counted}?"
        self._confirm(question, lambda: self._host.post(Decide(changes, message)))

    def edit_tags(self) -> None:
        """Ask for tags to put on the marked results, and for tags to take from them."""
        known = all_tags(self._keeper.curation)

        def complete(text: str) -> list[str]:
            head, comma, last = text.rpartition(",")
            start = f"{head}{comma} " if comma else ""
            sign = "-" if last.strip().startswith("-") else ""
            wanted = folded(last.strip().removeprefix("-"))
            return [f"{start}{sign}{tag}" for tag in known if folded(tag).startswith(wanted)]

        def ended(text: str | None) -> None:
            add, remove = _tags_in(text or "")
            if add or remove:
                self._tag(add, remove)

        hint = "dam, follow-up · -storm takes the tag away"
        prompt = Prompt(f"Tags of {self._counted()}", hint=hint, memory=self._tags, complete=complete)
        self._host.open(prompt, ended)

    def _tag(self, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
        rows, session = dict(self._marked.rows), self._session
        if not session.quotes and len(rows) > WITH_FACTS:
            changes: tuple[Change, ...] = (
                *(Tagging(tag, tuple(rows)) for tag in add),
                *(Tagging(tag, tuple(rows), on=False) for tag in remove),
            )
        else:
            changes = tuple(Keep(key, about, add=add, remove=remove) for key, about in rows.items())
        counted = self._counted()
        signed = ", ".join((*add, *(f"-{tag}" for tag in remove)))
        decide = Decide(changes, f"Tags of {counted}: {signed}")
        self._confirm(f"Change the tags of {counted}: {signed}?", lambda: self._host.post(decide))

    def toggle_read(self) -> None:
        """Mark the articles of the marked results as read; where all are read, as unread."""
        ids = self._marked.articles
        read = not all(map(self._marks.is_read, ids))
        state = "read" if read else "unread"
        counted = f"{len(ids):,} article{'' if len(ids) == 1 else 's'}"
        self._confirm(f"Mark {counted} as {state}?", lambda: self._host.post(MarkArticles(ids, read)))

    def _counted(self, number: int | None = None) -> str:
        number = len(self._marked) if number is None else number
        return f"{number:,} {'quote' if self._session.quotes else 'article'}{'' if number == 1 else 's'}"


def _entry(articles: Mapping[str, Kept], quotes: Mapping[str, Kept], key: str) -> Kept:
    """Return what is decided about an article or quote, by its key."""
    return (articles if split_key(key)[1] is None else quotes).get(key) or Kept()


def _tags_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read a list of tags: those to put on, and those with a minus before them, to take away."""
    tags = [" ".join(tag.split()) for tag in text.split(",")]
    add = {folded(tag): tag for tag in tags if tag and not tag.startswith("-")}
    remove = {folded(tag[1:]): tag[1:].strip() for tag in tags if tag.startswith("-") and tag[1:].strip()}
    return tuple(add.values()), tuple(tag for name, tag in remove.items() if name not in add)
