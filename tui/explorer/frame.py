"""What surrounds the panes: the jump overlay."""

from collections.abc import Callable
from functools import partial

from textual.strip import Strip

from ...index.model import Span
from ..commands.registry import BY_ID, Context, keys_of, normal_key
from ..panes.article import ArticlePane
from ..widgets.long_list import LongList
from .pane_layout import PANES
from .reader import Reader
from .trail import Trail


class Frame(Reader):
    """The desk with what is done to it as a whole."""

    def action_jump(self) -> None:
        """Put a label beside everything on screen that can be gone to."""
        from ..screens.jump import JumpScreen, Point  # not needed to paint the first frame

        points = [Point(*self._corner(name), partial(self.focus_pane, name), self._keys(name)) for name in PANES]
        points.append(Point(0, self.query_one("#search").region.y, self.action_search, self._keys("search")))
        for name in ("results", "quotes", "entities"):
            rows = self.query_one(f"#{name}", LongList)
            if rows.display and rows.region.area:
                points += [Point(*at, partial(self._go_to_row, name, index)) for index, at in rows.on_screen()]
        article = self.query_one(ArticlePane)
        if article.display and article.region.area and self.session.reading is not None:
            spans = [(mention.start, mention.end) for mention in self.session.reading.annotations.mentions]
            spans = sorted({*spans, *self.session.stops})
            points += [Point(*at, partial(self._go_to_span, span)) for span, at in article.on_screen(spans)]
        below: list[Strip] = self._compositor.render_strips(self.size)
        self.app.push_screen(JumpScreen(below, points), self._jumped)

    def _jumped(self, go: Callable[[], None] | None) -> None:
        if go is not None:
            go()

    def _corner(self, name: Context) -> tuple[int, int]:
        region = self.pane(name).region
        return (region.x + 2, region.y) if region.area else (-1, -1)

    def _keys(self, name: Context) -> tuple[str, ...]:
        command = BY_ID["search.focus" if name == "search" else f"pane.{name}"]
        return tuple(normal_key(key) for key in keys_of(command, self.settings.config.interface.keys))

    def _go_to_row(self, name: Context, index: int) -> None:
        self.focus_pane(name)
        self.query_one(f"#{name}", LongList).move_to(index)

    def _go_to_span(self, span: Span) -> None:
        """Go to a stop of the trail, or make what is named there the trail."""
        self.focus_pane("article")
        session = self.session
        if session.reading is None:
            return
        if span not in session.stops:
            annotations = session.reading.annotations
            numbers = {(mention.start, mention.end): mention.entity for mention in annotations.mentions}
            entity = annotations.entities[numbers[span]]
            self.follow(Trail("entity", entity.name, entity.type))
        self.go(session.stops.index(span))

    def action_search(self) -> None:
        """Go to the search line."""
        self.set_focus(self.pane("search"))  # at once: what is typed next is meant for it
