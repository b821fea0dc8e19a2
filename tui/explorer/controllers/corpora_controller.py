"""Choosing which corpora to search, or another index."""

from collections.abc import Callable, Mapping

from ....index.config.settings import Settings
from ...session.session import Session
from ..host import Handler, Host
from ..messages import LeavePlace, StartSearch
from ..pane_layout import Panes


class CorporaController:
    """Narrows the search to one corpus; `switch` opens another index."""

    def __init__(
        self, host: Host, session: Session, panes: Panes, settings: Settings, switch: Callable[[Settings], None]
    ) -> None:
        self._host = host
        self._session = session
        self._title = panes.title
        self._settings = settings
        self._switch = switch

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"corpora.choose": self.choose}

    def choose(self) -> None:
        """Ask which corpora to search."""
        from ...screens.corpora_screen import Choice, CorporaScreen  # not needed to paint the first frame

        def chosen(choice: Choice | None) -> None:
            if choice is None:
                return
            if choice.settings is not None:
                self._switch(choice.settings)
            elif choice.corpus is not None and choice.corpus != self._session.corpus:
                self._host.post(LeavePlace())
                self._session.corpus = choice.corpus
                self._title.narrow(choice.corpus)
                self._host.post(StartSearch())

        self._host.open(CorporaScreen(self._settings, self._session), chosen)
