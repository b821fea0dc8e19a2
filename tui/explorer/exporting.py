"""The screen that exports: what is open, found or kept goes into a file, while one reads on."""

import re
from functools import partial
from pathlib import Path

from ...index.config.settings import Settings
from ...index.export.job import SUFFIXES, Job, What, problem_of
from ...index.model import QuoteHit
from ...index.protocol import Scope
from ..commands.registry import key_of
from ..panes.results import ResultsPane
from ..panes.status_lines import TrailLine
from ..widgets.prompt import Memory, Prompt
from .keeping import Keeping
from .session import Service

SLUG_LENGTH = 40
"""Characters of the file name that is proposed."""


class Exporting(Keeping):
    """The desk with an export that may be under way."""

    def __init__(self, settings: Settings, service: Service) -> None:
        super().__init__(settings, service)
        self._files = Memory()
        self._suffix = ".csv"
        self._folder = Path()
        self._export = None
        """The export that is under way."""
        self.exported = ""
        """How far it is, in words."""

    def action_export(self) -> None:
        """Ask what to export, or show how far the export is."""
        from ..screens.export import Choice, ExportingScreen, ExportScreen  # not needed to paint the first frame

        if not self.for_the_terminal():
            return
        if self._export is not None:
            self.app.push_screen(ExportingScreen(lambda: self.exported, self._stop_export))
            return
        session, curation = self.session, self.keeper.curation
        kind = "quotes" if session.quotes else "articles"
        total = self.query_one(ResultsPane).total
        choices: list[Choice] = []
        if session.reading is not None:
            article, quotes = session.reading.article, session.reading.annotations.quotes
            choices.append(Choice("article", "The open article", article.title or article.locator))
            choices.append(Choice("article quotes", "The quotes of the open article", f"{len(quotes):,} quotes"))
        if total:
            found = f"{total:,} {kind}" + (f" · {session.query}" if session.query.strip() else "")
            results = [Choice("results", "The results", found)]
            if not session.quotes:
                results.append(Choice("quotes", "The quotes in the results", found))
            else:
                results = [Choice("quotes", "The results", found)]
            choices = [*results, *choices] if self.context() in ("results", "everywhere") else [*choices, *results]
        if curation.articles or curation.quotes or curation.tags:
            many = len(curation.articles) + len(curation.quotes)
            choices.append(Choice("kept", "What is kept", f"{many:,} bookmarks, tags and notes"))
        if not choices:
            self.say("There is nothing to export yet.")
            return
        self.app.push_screen(ExportScreen(choices), self._ask_file)

    def _ask_file(self, what: What | None) -> None:
        """Ask for the file's name, and write it."""
        if what is None:
            return
        session = self.session
        item = self.query_one(ResultsPane).item()
        scope = Scope(session.query, isinstance(item, QuoteHit), session.scope.filters)
        warned: list[str] = []

        def path_of(text: str) -> Path:
            return Path(text.strip()).expanduser().absolute()

        def check(text: str) -> str:
            if not text.strip():
                return "A file needs a name."
            problem = problem_of(path_of(text))
            if problem and not problem_of(path_of(text), overwrite=True):
                if text in warned:
                    return ""
                warned.append(text)
                return f"{problem} Enter again replaces it."
            return problem

        def complete(text: str) -> list[str]:
            stem, suffix = text.rsplit(".", 1) if "." in text else (text, "")
            return [f"{stem}{one}" for one in SUFFIXES if one.startswith(f".{suffix}") and f"{stem}{one}" != text]

        def ended(text: str | None) -> None:
            if text is None:
                return
            path = path_of(text)
            self._suffix, self._folder = path.suffix.lower(), Path(text.strip()).parent
            job = Job(
                what,
                str(path),
                scope,
                session.order_by,
                session.article_id,
                overwrite=text in warned,
            )
            self.run_worker(partial(self._calmly, partial(self._write, job)), group="export")

        text = str(self._proposed(what))
        hint = "name.csv · .jsonl .md .bib .txt work too"
        self.app.push_screen(
            Prompt("Export to", text=text, hint=hint, memory=self._files, complete=complete, check=check), ended
        )

    def _proposed(self, what: What) -> Path:
        """A name for the file that is not taken."""
        session = self.session
        words = session.query
        if "article" in what and session.reading is not None:
            words = session.reading.article.title
        slug = re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:SLUG_LENGTH].strip("-")
        stem = "kept" if what == "kept" else slug or self.settings.name.split(" ")[0] or "articles"
        if "quotes" in what:
            stem += "-quotes"
        path, number = self._folder / f"{stem}{self._suffix}", 2
        while path.expanduser().exists():
            path, number = self._folder / f"{stem}-{number}{self._suffix}", number + 1
        return path

    async def _write(self, job: Job) -> None:
        """Run the export in a process of its own, and tell how it ended."""
        from ...index.processes.export import Exporter  # not needed to paint the first frame

        line = self.query_one(TrailLine)
        self._export = exporter = Exporter(self.settings, job)
        self.exported = "Exporting …"
        key = key_of("export", self.settings.config.interface.keys)
        line.say(f"Exporting to {job.path} · {key} shows how far it is, and stops it.")
        try:
            async for progress in exporter.run():
                if progress.stage == "writing":
                    self.exported = f"{progress.done:,} of {progress.total:,} written to {job.path}"
                elif progress.stage == "failed":
                    line.say(progress.message, trouble=True)
                elif progress.stage == "cancelled":
                    line.say("The export is stopped; nothing was written.")
                else:
                    line.say(f"{_counted(progress.done, job.what)} written to {job.path}")
        finally:
            exporter.cancel()
            self._export, self.exported = None, ""

    def _stop_export(self) -> None:
        if self._export is not None:
            self._export.cancel()


def _counted(number: int, what: What) -> str:
    noun = "quote" if "quotes" in what else "kept thing" if what == "kept" else "article"
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
