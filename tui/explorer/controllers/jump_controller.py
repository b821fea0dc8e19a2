"""Jumping to anything on screen by the letters beside it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from textual.strip import Strip

from ....index.model import Span
from ...commands.key_names import normal_key
from ...commands.registry import BY_ID, Context, keys_of
from ...session.session import Session
from ...session.trail import Trail
from ...widgets.long_list import LongList
from ..host import Handler, Host
from ..messages import FollowTrail, GoToStop
from ..pane_layout import PANES, PaneLayout


class JumpController:
    """Shows the letters, and goes where they lead.

    Args:
        host: The screen.
        session: Knows the trail.
        layout: Knows where the panes are.
        keys: A keymap such as `interface.keys`: a pane's own key is its label.
        strips: Returns what is on screen, line by line.
    """

    def __init__(
        self,
        host: Host,
        session: Session,
        layout: PaneLayout,
        keys: dict[str, str],
        strips: Callable[[], Sequence[Strip]],
    ) -> None:
        self._host = host
        self._session = session
        self._layout = layout
        self._panes = layout.panes
        self._keys = keys
        self._strips = strips

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"pane.jump": self.show}

    def show(self) -> None:
        """Show a label beside everything on screen that the user can go to."""
        from ...screens.jump_screen import JumpScreen, Point  # not needed to paint the first frame

        panes, focus = self._panes, self._host.focus
        points = [Point(*self._corner(name), partial(focus, name), self._labels(name)) for name in PANES]
        points.append(Point(0, panes.search.region.y, partial(focus, "search"), self._labels("search")))
        lists: dict[Context, LongList[Any]] = {
            "results": panes.results,
            "quotes": panes.quotes,
            "entities": panes.entities,
        }
        for name, rows in lists.items():
            if rows.display and rows.region.area:
                points += [Point(*at, partial(self._go_to_row, name, rows, index)) for index, at in rows.on_screen()]
        article = panes.article
        if article.display and article.region.area and self._session.reading is not None:
            spans = [(mention.start, mention.end) for mention in self._session.reading.annotations.mentions]
            spans = sorted({*spans, *self._session.stops})
            points += [Point(*at, partial(self._go_to_span, span)) for span, at in article.on_screen(spans)]
        self._host.open(JumpScreen(self._strips(), points), self._go)

    def _go(self, go: Callable[[], None] | None) -> None:
        if go is not None:
            go()

    def _corner(self, name: Context) -> tuple[int, int]:
        region = self._layout.pane(name).region
        return (region.x + 2, region.y) if region.area else (-1, -1)

    def _labels(self, name: Context) -> tuple[str, ...]:
        command = BY_ID["search.focus" if name == "search" else f"pane.{name}"]
        return tuple(normal_key(key) for key in keys_of(command, self._keys))

    def _go_to_row(self, name: Context, rows: LongList[Any], index: int) -> None:
        self._host.focus(name)
        rows.move_to(index)

    def _go_to_span(self, span: Span) -> None:
        """Go to a stop of the trail, or follow the entity that is named there."""
        self._host.focus("article")
        session = self._session
        if session.reading is None:
            return
        if span not in session.stops:
            annotations = session.reading.annotations
            numbers = {(mention.start, mention.end): mention.entity for mention in annotations.mentions}
            entity = annotations.entities[numbers[span]]
            self._host.post(FollowTrail(Trail("entity", entity.name, entity.type)))
        self._host.post(GoToStop(session.stops.index(span)))
