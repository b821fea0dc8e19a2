"""Indexing beside reading: starting it, pausing it, and showing its progress."""

from collections.abc import Mapping

from ....index.config.settings import Settings
from ...commands.registry import key_of
from ...session.indexing_progress import Build, Indexing
from ...session.session import Session
from ..host import Handler, Host
from ..messages import IndexChanged, IndexingEnded
from ..pane_layout import Panes


class IndexingController:
    """Brings the index up to date; without a `build` there is nothing to index."""

    def __init__(self, host: Host, session: Session, panes: Panes, settings: Settings, build: Build | None) -> None:
        self._folders = settings.folders
        self._host = host
        self._session = session
        self._title = panes.title
        self._keys = settings.config.interface.keys
        self.indexing = Indexing(build) if build is not None else None
        self._is_requested = False
        """Whether the user has asked for this run, and waits for its outcome."""
        self._before = 0
        """Articles before this run."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {
            "indexing.show": self.show,
            "indexing.pause": self.toggle_pause,
            "indexing.again": self.start_again,
            "indexing.prune": self.prune,
        }

    def start(self, prune: bool = False) -> None:
        """Bring the index up to date, unless that is under way."""
        if self.indexing is not None and not self.indexing.running:
            self._session.is_indexing = True
            self._before = self._session.articles
            self._host.start("build", self._run, self.indexing, prune)

    async def _run(self, indexing: Indexing, prune: bool) -> None:
        try:
            await indexing.run(self.show_progress, lambda: self._host.post(IndexChanged()), prune=prune)
        finally:
            self._session.is_indexing = False
            is_requested, self._is_requested = self._is_requested, False
        self._host.post(IndexingEnded())
        progress = indexing.progress
        if progress is not None and progress.stage == "failed":
            self._host.notify(progress.message)
            return
        parts = [await self._found()] if is_requested else []
        if indexing.missing:
            kept = sum(root.articles for root in indexing.missing)
            first, key = indexing.missing[0], key_of("indexing.prune", self._keys)
            parts.append(f"{first.path} {first.reason}: {kept:,} articles are kept. {key} removes them.")
        elif indexing.rejected:
            key = key_of("indexing.show", self._keys)
            sources = "1 source" if indexing.rejected == 1 else f"{indexing.rejected:,} sources"
            parts.append(f"{sources} could not be read. {key} lists them with the reasons.")
            if extras := ",".join(indexing.missing_extras):
                parts.append(f"pip install 'newsexplore[{extras}]' and newsexplore index --retry read more of them.")
        if parts:
            self._host.notify(" ".join(parts))

    async def _found(self) -> str:
        """Return what a run has found, as far as the number of articles tells."""
        now = (await self._session.newest()).articles
        more = now - self._before
        if not more:
            return f"Index up to date: {now:,} articles, as before."
        return f"Index up to date: {now:,} articles, {abs(more):,} {'more' if more > 0 else 'fewer'} than before."

    def start_again(self) -> None:
        """Index new and changed files."""
        if self.indexing is None:
            self._host.notify("There is nothing to index.")
        elif self.indexing.running:
            self._host.notify("Indexing is running already.")
        self._is_requested = True
        self.start()

    def prune(self) -> None:
        """Remove the articles of missing and empty folders, after a question."""
        if self.indexing is None or self.indexing.running or not self.indexing.missing:
            running = self.indexing is not None and self.indexing.running
            self._host.notify("Indexing is running already." if running else "Nothing is missing.")
            return
        from ...screens.confirm_screen import ConfirmScreen  # not needed to paint the first frame

        kept = sum(root.articles for root in self.indexing.missing)
        folders = ", ".join(f"{root.path} {root.reason}" for root in self.indexing.missing)
        question = f"{folders}. Remove {kept:,} articles from the index?"

        def ended(sure: bool | None) -> None:
            if sure:
                self.start(prune=True)

        self._host.open(ConfirmScreen(question, "Yes: remove them", "No: keep them"), ended)

    def toggle_pause(self) -> None:
        """Pause indexing, or resume it."""
        if self.indexing is None or not self.indexing.toggle_pause():
            self._host.notify("Indexing is not running.")
        self.show_progress()

    def show(self) -> None:
        """Show the progress, and what could not be read."""
        from ...screens.indexing_screen import IndexingScreen  # not needed to paint the first frame

        self._host.open(IndexingScreen(self._session, self.indexing, self._folders))

    def show_progress(self) -> None:
        """Show the progress in the title line."""
        if self.indexing is not None:
            self._title.progress(self.indexing.progress, self.indexing.paused)
