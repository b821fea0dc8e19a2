"""The desk: which panes there are, where they stand at each size of the terminal, and which has the focus."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from ...index.config.settings import Settings
from ..commands.registry import Context
from ..panes.article import ArticlePane
from ..panes.entities import EntitiesPane
from ..panes.quotes import QuotesPane
from ..panes.results import ResultsPane
from ..panes.search import SearchLine
from ..panes.status_lines import FooterLine, TabLine, TitleLine, TrailLine
from ..panes.timeline import TimelinePane
from ..terminal.painting import compositor, is_fast
from ..widgets.long_list import LongList
from .pane_sizes import HIDEABLE, SMALLEST, configured, resized

PANES: tuple[Context, ...] = ("results", "article", "quotes", "entities", "timeline")
"""In the order of their numbers."""
SIDE = ("results", "entities")
"""Panes that are sized in columns; the others are in rows."""
NARROW, SHORT, TALL = 100, 30, 44
"""Below this many columns or rows the panes become tabs; from so many rows on the timeline is taller."""


class Desk(Screen[None]):
    """All panes: side by side where there is room, else one at a time behind tabs."""

    AUTO_FOCUS: ClassVar[str | None] = "#results"

    # Panes paint themselves when they gain or lose the focus: nothing else on the screen changes with it.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._compositor = compositor()
        self.settings = settings
        self.tabbed = False
        """Whether only one pane is shown at a time."""
        self.panes = configured(settings.config.interface.panes)
        """How much room each pane has, as the user left it."""
        self._pane: Context = "results"
        """The pane that had the focus last."""
        self._titles: dict[Context, str] = {}
        self._roomy = False
        """Whether the panes have been given their room."""

    def compose(self) -> ComposeResult:
        """All panes; which of them are shown is up to the size of the terminal."""
        interface = self.settings.config.interface
        yield TitleLine(self.settings.name)
        yield SearchLine(id="search", debounce=self.settings.config.search.debounce_ms / 1000)
        yield TabLine([pane.capitalize() for pane in PANES])
        yield TimelinePane(id="timeline", empty="When the results were published shows here.", keys=interface.keys)
        with Horizontal(id="panes"):
            yield ResultsPane(id="results", empty="Opening the index …")
            with Vertical(id="middle"):
                yield ArticlePane(
                    id="article",
                    measure=interface.measure,
                    letters=interface.marks == "letters",
                    empty="Choose an article in the results (1) to read it here.",
                )
                quotes = "What people say in the open article shows here."
                yield QuotesPane(id="quotes", empty=quotes, keys=interface.keys)
            entities = "Who and what the results mention shows here."
            yield EntitiesPane(id="entities", empty=entities, keys=interface.keys)
        yield TrailLine()
        yield FooterLine(interface.keys)

    def _compositor_refresh(self) -> None:
        """Paint when it will be seen: not amid a batch of changes, nor before every pane has its room."""
        if self.app._batch_count or not self._roomy:  # pyright: ignore[reportPrivateUsage]
            self._repaint_required = True
        else:
            super()._compositor_refresh()

    def paint_now(self) -> None:
        """Paint what has changed without waiting for the next frame's turn: a key is being answered."""
        if not is_fast():
            return
        for widget in self._compositor.visible_widgets:
            if widget._repaint_required and not (widget._layout_required or widget._scroll_required):
                widget._repaint_required = False
                self._dirty_widgets.add(widget)
        self._on_timer_update()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Do not style anew at the start what has just been styled."""
        event.refresh_styles = event.refresh_styles and self.stack_updates > 0

    def on_resize(self, event: events.Resize) -> None:
        """Columns where there is room for them, else tabs."""
        self.give_room(event.size)

    def give_room(self, size: Size | None = None) -> None:
        """Give every pane its room, by the size of the terminal and what the user made of it."""
        width, height = size or self.size
        self.tabbed = self.panes.zoomed or width < NARROW or height < SHORT
        self.set_class(self.tabbed, "-tabs")
        self._roomy = True
        for pane in PANES:
            self.pane(pane).display = pane == self._pane if self.tabbed else pane not in self.panes.hidden
        self.query_one("#middle").display = not self.tabbed or self._pane in ("article", "quotes")
        self.query_one("#panes").display = not self.tabbed or self._pane != "timeline"
        most = self._most(width, height)
        asked = self.settings.config.interface.panes
        sizes: dict[str, int | str] = {
            "results": min(self.panes.results or min(asked.results_width, width * 29 // 100), most["results"]),
            "entities": min(self.panes.entities or min(asked.entities_width, width // 4), most["entities"]),
            "quotes": min(self.panes.quotes, most["quotes"]) if self.panes.quotes else "30%",
            "timeline": min(self.panes.timeline or (3 if height >= TALL else 2), most["timeline"]),
        }
        for name, wanted in sizes.items():
            side = "width" if name in SIDE else "height"
            setattr(self.query_one(f"#{name}").styles, side, "1fr" if self.tabbed else wanted)
        self.query_one(TabLine).show(PANES.index(self._pane))

    def _most(self, width: int, height: int) -> dict[str, int]:
        """The most columns or rows that the panes around the article may take."""
        shares = {
            "results": width * 4 // 10,
            "entities": width * 4 // 10,
            "quotes": height // 2,
            "timeline": height // 4,
        }
        return {name: max(SMALLEST[name], share) for name, share in shares.items()}

    def action_zoom(self) -> None:
        """Give the pane in focus all the room, or share it again."""
        self.panes.zoomed = not self.panes.zoomed
        self.focus_pane(self._pane)

    def action_resize_pane(self, step: int) -> None:
        """Make the pane in focus larger, or smaller."""
        if self.tabbed:
            return
        sizes = {name: self.pane(name).outer_size for name in PANES if name != "article"}
        now = {name: size.width if name in SIDE else size.height for name, size in sizes.items()}
        if resized(self.panes, self._pane, step, now, self._most(*self.size)):
            self.give_room()

    def action_hide(self) -> None:
        """Put the pane in focus away; its number brings it back."""
        if self._pane in HIDEABLE and not self.tabbed:
            self.panes.hidden = (*self.panes.hidden, self._pane)
            self.focus_pane("article")

    def pane(self, name: Context) -> Widget:
        """A pane by its context; the text field for "search"."""
        return self.query_one("#query" if name == "search" else f"#{name}")

    def focus_pane(self, name: Context) -> None:
        """Show a pane and give it the focus, at once: what is typed next is meant for it."""
        self._pane = name
        self.panes.hidden = tuple(pane for pane in self.panes.hidden if pane != name)
        self.give_room()
        self.set_focus(self.pane(name))

    def step_pane(self, step: int) -> None:
        """Go to the next pane, or the one before, of those that can be seen; from elsewhere back to the last one."""
        order: list[Context] = [pane for pane in PANES if self.tabbed or self.pane(pane).display]
        at = order.index(self._pane) if self._pane in order else 0
        self.focus_pane(order[(at + (step if self.context() in PANES else 0)) % len(order)])

    def context(self) -> Context:
        """Whose keys work now."""
        focused = self.focused.id if self.focused is not None else None
        if focused == "query":
            return "search"
        for pane in PANES:
            if pane == focused:
                return pane
        return "everywhere"

    def on_descendant_focus(self) -> None:
        """Tell of the keys that work now, and mark the pane."""
        context = self.context()
        self.query_one(FooterLine).show(context)
        if context in PANES:
            self._pane = context
            self.query_one(TabLine).show(PANES.index(context))
        self.title_panes()

    def title_panes(self) -> None:
        """Write number, name and count into each border, and a mark into that of the pane in focus."""
        context = self.context()
        for number, name in enumerate(PANES[:4], 1):
            pane = self.pane(name)
            told = pane.told() if isinstance(pane, LongList) else ""
            mark = "● " if name == context else ""
            title = f"{mark}{number} {name.capitalize()}{f' · {told}' if told else ''}"
            if self._titles.get(name) != title:  # to set one paints the whole pane
                self._titles[name] = title
                pane.border_title = Content(title)
