"""Whether words are searched for in all their inflections."""

from collections.abc import Mapping

from ....index.config.settings import Settings
from ...commands.registry import key_of
from ...session.session import Session
from ..host import Handler, Host
from ..messages import LeavePlace, StartSearch
from ..pane_layout import PaneLayout


class InflectionsController:
    """Switches inflections on and off, for all that is asked of the index."""

    def __init__(self, host: Host, session: Session, layout: PaneLayout, settings: Settings) -> None:
        self._host = host
        self._session = session
        self._layout = layout
        self._configured = settings.config.search.stemming
        self._keys = settings.config.interface.keys

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"search.inflections": self.toggle}

    def toggle(self) -> None:
        """Search for words in all their inflections, or as they are typed."""
        session = self._session
        inflected = not (self._configured if session.inflected is None else session.inflected)
        session.inflected = self._layout.sizes.inflected = None if inflected == self._configured else inflected
        self._host.post(LeavePlace())
        self._host.post(StartSearch())
        state = "Words are searched for in all their inflections" if inflected else "Words are searched for as typed"
        self._host.notify(f"{state}; {key_of('search.inflections', self._keys)} changes that.")
