"""A batch file opened as a list: every query or name in it with its counts."""

from collections.abc import Mapping

from msgspec.structs import replace

from ....index.files import expanded
from ....index.protocol.answers import Results
from ....index.protocol.questions import Scope, Search
from ...session.session import Session
from ...widgets.prompt import Prompt, PromptHistory
from ..host import Handler, Host
from ..messages import ChangeQuery


class BatchController:
    """Asks for a batch file, opens it, and searches for the row that the user chooses."""

    def __init__(self, host: Host, session: Session) -> None:
        self._host = host
        self._session = session
        self._files = PromptHistory()

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"batch.open": self.ask}

    def ask(self) -> None:
        """Ask for the file."""

        def check(text: str) -> str:
            path = expanded(text.strip())
            return "" if path.is_file() else "There is no such file." if text.strip() else "A file needs a name."

        def opened(text: str | None) -> None:
            if text is not None:
                self.open_file(text.strip())

        if self._host.is_local():
            hint = "a file with one query or name a line, or a .csv with a column “query” or “name”"
            self._host.open(Prompt("Batch file", hint=hint, memory=self._files, check=check), opened)

    def open_file(self, text: str) -> None:
        """Open a file as a list; what is wrong with it is listed there."""
        from ....index.query.batch_file import MOST_BYTES, read_batch  # not needed to paint the first frame
        from ...screens.batch_screen import BatchScreen

        path = expanded(text)
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            self._host.notify(f"{path} cannot be read: {error.strerror or error}.")
            return

        def search(scope: Scope | None) -> None:
            if scope is not None:
                self._host.post(ChangeQuery(scope.query, scope.quotes))

        screen = BatchScreen(path.name, lambda names: read_batch(data, path.name, names=names), self._count)
        self._host.open(screen, search)

    async def _count(self, scope: Scope) -> int:
        """Count the articles or quotes that a search finds, in the corpus that is searched."""
        scope = replace(self._session.scope, query=scope.query, quotes=scope.quotes)
        return (await self._session.ask(Search(scope, limit=0), Results)).total
