"""The words of the results: word list, n-grams, collocates and keyness."""

from collections.abc import Mapping

from ....index.protocol.questions import CountWords
from ....index.protocol.reports import WordRow, WordTable
from ...session.session import Session
from ..host import Handler, Host
from ..messages import ChangeQuery


class WordsController:
    """Opens the tables of words, and searches for the row that the user chooses in one."""

    def __init__(self, host: Host, session: Session) -> None:
        self._host = host
        self._session = session

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"words.show": self.show}

    def show(self) -> None:
        """Count the words of the results."""
        from ...screens.words_screen import WordsScreen  # not needed to paint the first frame

        session = self._session
        where = session.query.strip() or ("all quotes" if session.quotes else "all articles")

        async def fetch(question: CountWords) -> WordTable:
            return await session.report(question, WordTable)

        screen = WordsScreen(session.scope, where, fetch)

        def search(question: CountWords | None) -> None:
            if question is not None and screen.row is not None:
                self._host.post(ChangeQuery(_with_words(session.query, question, screen.row)))

        self._host.open(screen, search)


def _with_words(query: str, question: CountWords, row: WordRow) -> str:
    """Return the query with the words of a row as a further condition: a phrase if they are several."""
    from ....index.query.compose import condition
    from ....index.query.parse import outline

    words = condition("", row.text).removeprefix(":")  # in quotation marks: "or" is a word here
    written = outline(query, quotes=question.scope.quotes)
    return f"({written.balanced}) {words}" if written.alternatives else f"{written.balanced} {words}".strip()
