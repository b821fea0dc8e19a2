"""Exporting the open article, the results or the user's decisions into a file, while reading goes on."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ....index.config.settings import Settings
from ....index.export.job import SUFFIXES, Job, What, problem_of
from ....index.files import expanded
from ....index.model import QuoteHit
from ...commands.registry import key_of
from ...session.marked_results import MarkedResults
from ...session.session import Session
from ...storage.curation_cache import CurationCache
from ...widgets.prompt import Prompt, PromptHistory
from ..host import Handler, Host
from ..pane_layout import Panes

if TYPE_CHECKING:
    from ....index.processes.export_process import Exporter
    from ...screens.export_screen import Choice

SLUG_LENGTH = 40
"""Characters of the file name that is proposed."""


class ExportController:
    """Asks what to export and where to, and runs one export at a time."""

    def __init__(
        self,
        host: Host,
        session: Session,
        panes: Panes,
        settings: Settings,
        curation_cache: CurationCache,
        marked: MarkedResults,
    ) -> None:
        self._marked = marked
        self._host = host
        self._session = session
        self._rows = panes.results
        self._settings = settings
        self._curation_cache = curation_cache
        self._memory = PromptHistory()
        self._suffix = ".csv"
        self._folder = Path()
        self._exporter: Exporter | None = None
        """The export that is running."""
        self.progress = ""
        """Its progress, in words."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"export": self.ask}

    def ask(self) -> None:
        """Ask what to export, or show the progress of the export that is running."""
        from ...screens.export_screen import ExportingScreen, ExportScreen  # not needed to paint the first frame

        if not self._host.is_local():
            return
        if self._exporter is not None:
            self._host.open(ExportingScreen(lambda: self.progress, self._stop))
            return
        if choices := self._choices():
            self._host.open(ExportScreen(choices), self._ask_file)
        else:
            self._host.notify("There is nothing to export yet.")

    def _choices(self) -> list["Choice"]:
        """Return what can be exported, the likeliest first."""
        from ...screens.export_screen import Choice

        session, curation = self._session, self._curation_cache.curation
        choices: list[Choice] = []
        if session.reading is not None:
            article, quotes = session.reading.article, session.reading.annotations.quotes
            choices.append(Choice("article", "The open article", article.title or article.locator))
            choices.append(Choice("article quotes", "The quotes of the open article", f"{len(quotes):,} quotes"))
        if total := self._rows.total:
            kind = "quotes" if session.quotes else "articles"
            found = f"{total:,} {kind}" + (f" · {session.query}" if session.query.strip() else "")
            results = [Choice("results", "The results", found)]
            if not session.quotes:
                results.append(Choice("quotes", "The quotes in the results", found))
            else:
                results = [Choice("quotes", "The results", found)]
            results_first = self._host.context() in ("results", "everywhere")
            choices = [*results, *choices] if results_first else [*choices, *results]
        if marked := len(self._marked):
            counted = f"{marked:,} {'quotes' if session.quotes else 'articles'}"
            choices.insert(
                0, Choice("quotes" if session.quotes else "results", "The marked results", counted, marked=True)
            )
            if not session.quotes:
                choices.insert(1, Choice("quotes", "The quotes in the marked results", counted, marked=True))
        if curation.articles or curation.quotes or curation.tags:
            many = len(curation.articles) + len(curation.quotes)
            choices.append(Choice("kept", "Bookmarks, tags and notes", f"on {many:,} articles and quotes"))
        return choices

    def _ask_file(self, choice: "Choice | None") -> None:
        """Ask for the file's name, and write it."""
        if choice is None or choice.what is None:
            return
        what, session = choice.what, self._session
        keys = tuple(self._marked.rows) if choice.marked else ()
        item = self._rows.item()
        scope = replace(session.scope, quotes=isinstance(item, QuoteHit))
        warned: list[str] = []

        def path_of(text: str) -> Path:
            return expanded(text.strip()).absolute()

        def check(text: str) -> str:
            if not text.strip():
                return "A file needs a name."
            problem = problem_of(path_of(text))
            if problem and not problem_of(path_of(text), overwrite=True):
                if text in warned:
                    return ""
                warned.append(text)
                return f"{problem} Press Enter again to replace it."
            return problem

        def complete(text: str) -> list[str]:
            stem, suffix = text.rsplit(".", 1) if "." in text else (text, "")
            return [f"{stem}{one}" for one in SUFFIXES if one.startswith(f".{suffix}") and f"{stem}{one}" != text]

        def ended(text: str | None) -> None:
            if text is None:
                return
            path = path_of(text)
            self._suffix, self._folder = path.suffix.lower(), Path(text.strip()).parent
            overwrite = text in warned
            job = Job(what, str(path), scope, session.order_by, session.article_id, overwrite, keys)
            self._host.start_beside("export", self._write, job)

        text = str(self._proposed(what))
        hint = f"name.csv, or {' '.join(SUFFIXES[1:])}"
        prompt = Prompt("Export to", text=text, hint=hint, memory=self._memory, complete=complete, check=check)
        self._host.open(prompt, ended)

    def _proposed(self, what: What) -> Path:
        """Return a file name that is not taken."""
        session = self._session
        words = session.query
        if "article" in what and session.reading is not None:
            words = session.reading.article.title
        slug = re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:SLUG_LENGTH].strip("-")
        stem = "kept" if what == "kept" else slug or self._settings.name.split(" ")[0] or "articles"
        if "quotes" in what:
            stem += "-quotes"
        path, number = self._folder / f"{stem}{self._suffix}", 2
        while expanded(path).exists():
            path, number = self._folder / f"{stem}-{number}{self._suffix}", number + 1
        return path

    async def _write(self, job: Job) -> None:
        """Run the export in its own process, and show how it ended."""
        from ....index.processes.export_process import Exporter  # not needed to paint the first frame

        show = self._host.show_status
        self._exporter = exporter = Exporter(self._settings, job)
        self.progress = "Exporting …"
        key = key_of("export", self._settings.config.interface.keys)
        show(f"Exporting to {job.path} · {key} shows the progress and can stop it.")
        try:
            async for progress in exporter.run():
                if progress.stage == "writing":
                    self.progress = f"{progress.done:,} of {progress.total:,} written to {job.path}"
                elif progress.stage == "failed":
                    show(progress.message, error=True)
                elif progress.stage == "cancelled":
                    show("Export stopped; nothing was written.")
                else:
                    show(f"{_counted(progress.done, job.what)} written to {job.path}")
        finally:
            exporter.cancel()
            self._exporter, self.progress = None, ""

    def _stop(self) -> None:
        if self._exporter is not None:
            self._exporter.cancel()


def _counted(number: int, what: What) -> str:
    noun = "quote" if "quotes" in what else "bookmark" if what == "kept" else "article"
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
