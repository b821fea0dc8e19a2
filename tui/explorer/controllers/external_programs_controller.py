"""Handing the open article to other programs: pager, editor, a shell command, the browser."""

from collections.abc import Mapping

from ....index.config.settings import Settings
from ....index.protocol.answers import Reading
from ...session.session import Session
from ...widgets.prompt import Prompt, PromptHistory
from ..host import NO_ARTICLE, Handler, Host
from ..pane_layout import Panes


class ExternalProgramsController:
    """Starts other programs, and says how they ended."""

    def __init__(self, host: Host, session: Session, panes: Panes, settings: Settings) -> None:
        self._host = host
        self._session = session
        self._article = panes.article
        self._settings = settings
        self._memory = PromptHistory()
        """Commands that articles were piped to."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {
            "article.pager": self.open_pager,
            "article.editor": self.open_editor,
            "article.pipe": self.ask_command,
            "article.open_url": self.open_url,
        }

    def _reading(self) -> Reading | None:
        """Return the open article; if there is none, say so."""
        if self._session.reading is None:
            self._host.notify(NO_ARTICLE)
        return self._session.reading

    def open_pager(self) -> None:
        """Read the article in $PAGER."""
        if self._host.is_local() and (reading := self._reading()) is not None:
            self._host.start("program", self._run_pager, reading)

    def open_editor(self) -> None:
        """Open the article's text in the user's editor."""
        if self._host.is_local() and (reading := self._reading()) is not None:
            self._host.start("program", self._run_editor, reading)

    async def _run_pager(self, reading: Reading) -> None:
        from ...terminal.programs import ProgramError, run_pager
        from ..clippings import file_name, whole_text

        try:
            await run_pager(self._host.app, file_name(reading.article), whole_text(reading.article))
        except (ProgramError, OSError) as error:
            self._host.notify(str(error))

    async def _run_editor(self, reading: Reading) -> None:
        from ...terminal.programs import ProgramError, run_editor
        from ..clippings import file_name, whole_text

        name, text = file_name(reading.article), whole_text(reading.article)
        try:
            path, status = await run_editor(self._host.app, name, text)
        except (ProgramError, OSError) as error:
            self._host.notify(str(error))
        else:
            ended = f"The editor exited with status {status}. " if status else ""
            self._host.notify(f"{ended}The text is in {path} until you quit newsexplore; save changes elsewhere.")

    def ask_command(self) -> None:
        """Ask for a command, and show what it makes of the article's text."""
        if not self._host.is_local() or (reading := self._reading()) is None:
            return
        text = reading.article.text

        def typed(line: str | None) -> None:
            if line and line.strip():
                from ...screens.pipe_screen import PipeScreen
                from ..clippings import plain

                self._host.open(PipeScreen(line, plain(text)))

        self._host.open(Prompt("|", hint="a command that reads the text, such as wc -w", memory=self._memory), typed)

    def open_url(self) -> None:
        """Open the address in the selection or at the stop once the user has seen it, else that of the article."""
        from ...terminal.browser import find_address, is_address

        if (reading := self._reading()) is None:
            return
        written = find_address(self._article.words_at())
        url = reading.article.url
        if written and written != url:
            self._host.open(Prompt("open", text=written), self._open)
        elif is_address(url):
            self._open(url)
        else:
            self._host.notify(f"“{url}” is not a web address." if url else "This article has no web address.")

    def _open(self, url: str | None) -> None:
        if url and url.strip():
            self._host.start("program", self._browse, url.strip())

    async def _browse(self, url: str) -> None:
        from ...terminal.browser import is_address, open_address
        from ...terminal.clipboard import copy_text
        from ..clippings import plain

        app = self._host.app
        if not is_address(url):
            self._host.notify(f"“{url}” is not a web address: it must begin with http:// or https://, without spaces.")
        elif not app.is_web and await open_address(url):
            self._host.notify(f"Opened {url}")
        else:
            copied = await copy_text(app, plain(url), "the address", self._settings.folder)
            self._host.notify(f"No browser can be opened from here. {copied}")
