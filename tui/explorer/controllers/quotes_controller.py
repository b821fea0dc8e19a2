"""Going from a quote to the text, and from a name to everything said by or about it."""

from collections.abc import Mapping
from functools import partial

from ...commands.registry import key_of
from ...panes.quotes_pane import Wish
from ...session.session import Session
from ...session.trail import Trail
from ..host import Handler, Host
from ..messages import ChangeQuery, FollowTrail, GoToSpan, LeavePlace
from ..name_selection import explain_missing, selected_name
from ..pane_layout import PaneLayout


class QuotesController:
    """Does what the user wants of a quote or of its speaker."""

    def __init__(self, host: Host, session: Session, layout: PaneLayout, keys: dict[str, str]) -> None:
        """Take a keymap such as `interface.keys`, for messages."""
        self._host = host
        self._session = session
        self._layout = layout
        self._keys = keys

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {
            "entity.said": partial(self._search_selected, "said", "entity.said"),
            "entity.about": partial(self._search_selected, "about", "entity.about"),
        }

    def _search_selected(self, wish: Wish, command: str) -> None:
        """Search the quotes by or about the selected name, or the one that the trail follows."""
        panes, context = self._layout.panes, self._host.context()
        selected = selected_name(self._session, panes, context)
        if selected is None:
            entities, key = key_of("pane.entities", self._keys), key_of(command, self._keys)
            self._host.notify(explain_missing(panes, context, entities, key))
        else:
            self.choose_speaker(selected.name, wish)

    def go_to_quote(self) -> None:
        """Show the selected quote in the text."""
        quote = self._layout.panes.quotes.quote()
        if quote is not None:
            self._host.post(LeavePlace())
            self._host.post(GoToSpan((quote.start, quote.end)))
            if self._layout.tabbed:
                self._host.focus("article")

    def choose_speaker(self, name: str, wish: Wish) -> None:
        """Follow a speaker, or search what they said or what was said about them."""
        if wish == "follow":
            self._host.post(FollowTrail(Trail("speaker", name)))
            return
        # Not needed for the first frame.
        from ....index.query.compose import quotes_within, with_filter, with_only, without_filter

        query = self._session.query
        if not self._session.quotes:  # words of the article search stay words of the article
            query = quotes_within(query, "speaker" if wish == "said" else "about", name)
        elif wish == "said":
            query = with_only(without_filter(query, "about", name), "speaker", name)
        else:
            query = with_filter(without_filter(query, "speaker", name), "about", name)
        self._host.post(ChangeQuery(query, quotes=True))
        self._host.focus("results")  # where the quotes are now
