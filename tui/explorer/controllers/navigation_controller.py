"""Going from pane to pane, and back to where the user was before."""

from collections.abc import Mapping
from functools import partial

from ...session.history import Place
from ...session.session import Session
from ..host import Handler, Host
from ..messages import OpenPlace, SelectResult, StartSearch
from ..pane_layout import PANES, PaneLayout


class NavigationController:
    """Moves the focus, sizes the panes and keeps the history."""

    def __init__(self, host: Host, session: Session, layout: PaneLayout, keys: dict[str, str]) -> None:
        """Take a keymap such as `interface.keys`, for the help screen."""
        self._host = host
        self._keys = keys
        self._session = session
        self._layout = layout

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        layout = self._layout
        to_pane: dict[str, Handler] = {f"pane.{name}": partial(layout.focus, name) for name in PANES}
        return to_pane | {
            "search.focus": partial(layout.focus, "search"),
            "pane.next": partial(layout.focus_next, 1),
            "pane.previous": partial(layout.focus_next, -1),
            "pane.zoom": layout.toggle_zoom,
            "pane.grow": partial(layout.resize, 1),
            "pane.shrink": partial(layout.resize, -1),
            "pane.hide": layout.hide,
            "results.compact": layout.toggle_compact,
            "results.next": partial(layout.panes.results.action_move, 1),
            "results.previous": partial(layout.panes.results.action_move, -1),
            "article.letters": self.toggle_letters,
            "app.help": self.show_help,
            "history.back": self.go_back,
        }

    def is_enabled(self, command: str) -> bool:
        """Return whether a command works now: while a query is typed, the keys that change panes complete it."""
        return not (command in ("pane.next", "pane.previous") and self._host.context() == "search")

    def place(self) -> Place:
        """Return the present place."""
        panes = self._layout.panes
        return self._session.place(panes.article.top(), panes.results.cursor)

    def leave_place(self) -> None:
        """Add the present place to the history."""
        self._session.history.leave(self.place())

    def go_back(self) -> None:
        """Return to the place before this one."""
        place = self._session.history.back(self.place())
        if place is None:
            self._host.notify("There is nothing to go back to.")
        else:
            self.go_to(place)

    def go_to(self, place: Place) -> None:
        """Search what was searched at a place, and open what was open there."""
        session, panes = self._session, self._layout.panes
        session.follow(place.trail)
        if place.search != self.place().search:
            session.query, session.quotes, session.sort, session.corpus = place.search
            panes.search.set_query(place.query)
            panes.title.narrow(place.corpus)
            self._host.post(StartSearch(place))
        elif place.article:
            self._host.post(OpenPlace(place))
            self._host.post(SelectResult(place.article))

    def toggle_letters(self) -> None:
        """Show or hide the letters beside mentions."""
        article = self._layout.panes.article
        article.set_letters(not article.letters)

    def show_help(self) -> None:
        """Show every command and its keys."""
        from ...screens.help_screen import HelpScreen  # not needed to paint the first frame

        self._host.open(HelpScreen(self._keys, self._host.context()))
