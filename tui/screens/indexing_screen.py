"""The indexing progress, and every rejected source with its reason."""

from collections.abc import Collection

from rich.segment import Segment
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from ...index.model import Reject
from ...index.processes.search_process import ServiceError
from ...index.protocol.questions import ListRejects
from ..panes.short_names import elided
from ..panes.short_paths import path_within
from ..panes.status_lines import shown_progress
from ..session.indexing_progress import Indexing
from ..session.session import Session
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen

EVERY_SECONDS = 0.5
"""Seconds between two updates."""


class RejectList(LongList[Reject]):
    """Rejected sources: locator over reason."""

    row_height = 2

    def __init__(self, folders: Collection[str]) -> None:
        """Take the folders of the corpora."""
        super().__init__(id="rejects", empty="All sources could be read.")
        self._folders = folders

    def row(self, item: Reject, width: int, chosen: bool) -> list[Line]:
        """Return the locator from its corpus on, and the reason."""
        locator = elided(sanitise_line(path_within(item.locator, self._folders)), width)
        return [
            [Segment(locator, self.part("row--strong") if chosen else None)],
            [Segment(fit(sanitise_line(item.reason), width), self.part("row--dim"))],
        ]


class IndexingScreen(OverScreen[None]):
    """Shows the indexing progress."""

    def __init__(self, session: Session, indexing: Indexing | None, folders: Collection[str]) -> None:
        super().__init__()
        self._folders = folders
        self._session = session
        self._indexing = indexing

    def compose(self) -> ComposeResult:
        """The state over the list."""
        with Vertical(classes="over-box"):
            yield Static(id="indexing-state")
            yield RejectList(self._folders)

    def on_mount(self) -> None:
        """Fetch the rejected sources, and update the progress."""
        self.name_box("Indexing")
        self.query_one(RejectList).focus()
        self._tell()
        self.set_interval(EVERY_SECONDS, self._tell)
        self._list()

    def _tell(self) -> None:
        self.query_one("#indexing-state", Static).update(
            Content(indexing_state(self._session.articles, self._indexing))
        )

    @work
    async def _list(self) -> None:
        rows = self.query_one(RejectList)
        found = list(self._indexing.rejects) if self._indexing else []
        try:
            known = await self._session.rejects(ListRejects())
        except ServiceError as error:
            rows.clear(str(error))
            return
        listed = {one.locator for one in known.rejects}
        new = [one for one in found if one.locator not in listed]
        rows.fill([*known.rejects, *new])
        total = known.total + len(new)
        self.name_box("Indexing", f"{total:,} could not be read" if total else "")


def indexing_state(articles: int, indexing: Indexing | None) -> str:
    """Return articles searchable, and the progress or outcome of indexing."""
    searched = f"{articles:,} articles are searchable."
    if indexing is None:
        return searched
    progress = indexing.progress
    if progress is not None and progress.stage == "failed":
        return f"{searched} The last run failed: {sanitise_line(progress.message)}"
    advice = f" {progress.message}" if progress is not None and progress.message else ""
    if not indexing.running:
        return f"{searched} The index is up to date.{advice}"
    now = shown_progress(progress, indexing.paused) if progress is not None else "starting …"
    return f"{searched} {now[:1].upper()}{now[1:]}{advice}"
