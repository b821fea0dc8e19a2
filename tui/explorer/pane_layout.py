"""The panes: which there are, where they stand at each size of the terminal, and which has the focus."""

from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from ...index.config.configuration import InterfaceConfig
from ...index.config.settings import Settings
from ..commands.registry import Context
from ..panes.article_pane import ArticlePane
from ..panes.entities_pane import EntitiesPane
from ..panes.quotes_pane import QuotesPane
from ..panes.results_pane import ResultsPane
from ..panes.search_line import SearchLine
from ..panes.status_lines import TabLine, TitleLine, TrailLine
from ..panes.timeline_pane import TimelinePane
from ..session.pane_sizes import HIDEABLE, SMALLEST, configured, resized
from ..widgets.footer_line import FooterLine
from ..widgets.long_list import LongList

PANES: tuple[Context, ...] = ("results", "article", "quotes", "entities", "timeline")
"""In the order of their numbers."""
SIDE = ("results", "entities")
"""Panes that are sized in columns; the others are in rows."""
NARROW, SHORT, TALL = 100, 30, 44
"""Below this many columns or rows the panes become tabs; from so many rows on the timeline is taller."""
BESIDE_TEXT = 10
"""Columns of the article that are no text: borders, gutter and scrollbar, and a margin."""
WIDEST = {"results": 92, "entities": 76}
"""Columns from which on the side panes do not grow: titles and names fit."""
TALLEST = 54
"""Rows from which on the quotes get more of the middle."""


class Panes(NamedTuple):
    """The widgets of the main screen that controllers drive."""

    title: TitleLine
    search: SearchLine
    tabs: TabLine
    timeline: TimelinePane
    results: ResultsPane
    article: ArticlePane
    quotes: QuotesPane
    entities: EntitiesPane
    trail: TrailLine
    footer: FooterLine


def create_panes(settings: Settings) -> Panes:
    """Make the widgets, with what they show before the first results."""
    interface = settings.config.interface
    keys = interface.keys
    article = ArticlePane(
        id="article",
        measure=interface.measure,
        letters=interface.marks == "letters",
        empty="Choose an article in the results (1) to read it here.",
    )
    article.folders = settings.folders
    return Panes(
        TitleLine(settings.name),
        SearchLine(id="search", debounce=settings.config.search.debounce_ms / 1000),
        TabLine([pane.capitalize() for pane in PANES]),
        TimelinePane(id="timeline", empty="When the results were published shows here.", keys=keys),
        ResultsPane(id="results", empty="Opening the index …"),
        article,
        QuotesPane(id="quotes", empty="What people say in the open article shows here.", keys=keys),
        EntitiesPane(id="entities", empty="Who and what the results mention shows here.", keys=keys),
        TrailLine(),
        FooterLine(keys),
    )


class PaneLayout:
    """Gives each pane its room and the focus: side by side where there is room, else one at a time behind tabs.

    Args:
        screen: Has the focus, and the containers `#panes` and `#middle`.
        panes: The widgets.
        interface: How it is configured.
    """

    def __init__(self, screen: Screen[None], panes: Panes, interface: InterfaceConfig) -> None:
        self.panes = panes
        self.tabbed = False
        """Whether only one pane is shown at a time."""
        self.sizes = configured(interface.panes)
        """How much room each pane has, as the user left it."""
        self.active: Context = "results"
        """The pane that had the focus last."""
        self.is_measured = False
        """Whether the panes have been given their room."""
        self._screen = screen
        self._interface = interface
        self._titles: dict[Context, str] = {}

    def is_complete(self) -> bool:
        """Return whether all panes are on the screen; false while they are being removed."""
        return all(self._screen.query(f"#{pane}") for pane in PANES)

    # Room

    def give_room(self, size: Size | None = None) -> None:
        """Give every pane its room, by the size of the terminal and the sizes the user chose."""
        screen, panes = self._screen, self.panes
        width, height = size or screen.size
        self.tabbed = self.sizes.zoomed or width < NARROW or height < SHORT
        screen.set_class(self.tabbed, "-tabs")
        self.is_measured = True
        for name in PANES:
            self.pane(name).display = name == self.active if self.tabbed else name not in self.sizes.hidden
        screen.query_one("#middle").display = not self.tabbed or self.active in ("article", "quotes")
        screen.query_one("#panes").display = not self.tabbed or self.active != "timeline"
        most = _limits(width, height)
        wanted = self._interface.panes
        # What the article's longest line leaves goes to the panes beside it, where titles and names are cut.
        spare = max(0, width - wanted.results_width - wanted.entities_width - self._interface.measure - BESIDE_TEXT)
        results = min(wanted.results_width + spare * 11 // 20, max(WIDEST["results"], wanted.results_width))
        results = min(results, max(width * 29 // 100, width - self._interface.measure))
        entities = min(wanted.entities_width + spare * 9 // 20, max(WIDEST["entities"], wanted.entities_width))
        entities = min(entities, width // 3 if spare else width // 4)
        sizes: dict[str, int | str] = {
            "results": min(self.sizes.results or results, most["results"]),
            "entities": min(self.sizes.entities or entities, most["entities"]),
            "quotes": min(self.sizes.quotes, most["quotes"])
            if self.sizes.quotes
            else "30%"
            if height < TALLEST
            else "36%",
            "timeline": min(self.sizes.timeline or (3 if height >= TALL else 2), most["timeline"]),
        }
        for name in ("results", "entities", "quotes", "timeline"):
            side = "width" if name in SIDE else "height"
            setattr(self.pane(name).styles, side, "1fr" if self.tabbed else sizes[name])
        panes.tabs.show(PANES.index(self.active))
        panes.results.set_compact(self._is_compact())

    def _is_compact(self) -> bool:
        chosen = self.sizes.compact
        return self._interface.results == "compact" if chosen is None else chosen

    def toggle_compact(self) -> None:
        """List results on one line each, or in full."""
        self.sizes.compact = not self._is_compact()
        self.panes.results.set_compact(self.sizes.compact)

    def toggle_zoom(self) -> None:
        """Give the active pane all the room, or share it again."""
        self.sizes.zoomed = not self.sizes.zoomed
        self.focus(self.active)

    def resize(self, step: int) -> None:
        """Make the active pane larger (1) or smaller (-1)."""
        if self.tabbed:
            return
        outer = {name: self.pane(name).outer_size for name in PANES if name != "article"}
        now = {name: size.width if name in SIDE else size.height for name, size in outer.items()}
        if resized(self.sizes, self.active, step, now, _limits(*self._screen.size)):
            self.give_room()

    def hide(self) -> None:
        """Hide the active pane; its number shows it again."""
        if self.active in HIDEABLE and not self.tabbed:
            self.sizes.hidden = (*self.sizes.hidden, self.active)
            self.focus("article")

    # Focus

    def pane(self, name: Context) -> Widget:
        """Return the pane of a context; for "search" the text field."""
        panes = self.panes
        by_name: dict[Context, Widget] = {
            "results": panes.results,
            "article": panes.article,
            "quotes": panes.quotes,
            "entities": panes.entities,
            "timeline": panes.timeline,
        }
        return panes.search.input if name == "search" else by_name[name]

    def focus(self, name: Context) -> None:
        """Show a pane and give it the focus at once, so that it gets the next key; "search" needs no room made."""
        if name != "search":
            self.active = name
            self.sizes.hidden = tuple(pane for pane in self.sizes.hidden if pane != name)
            self.give_room()
        self._screen.set_focus(self.pane(name))

    def focus_next(self, step: int) -> None:
        """Focus the next visible pane (1) or the one before (-1); from outside the panes, the active one."""
        order: list[Context] = [pane for pane in PANES if self.tabbed or self.pane(pane).display]
        at = order.index(self.active) if self.active in order else 0
        self.focus(order[(at + (step if self.context() in PANES else 0)) % len(order)])

    def context(self) -> Context:
        """Return the context whose keys work now."""
        focused = self._screen.focused.id if self._screen.focused is not None else None
        if focused == "query":
            return "search"
        for pane in PANES:
            if pane == focused:
                return pane
        return "everywhere"

    def show_focus(self) -> None:
        """Show the keys that work now, and mark the pane that has the focus."""
        context = self.context()
        self.panes.footer.show(context)
        if context in PANES:
            self.active = context
            self.panes.tabs.show(PANES.index(context))
        self.show_titles()

    def show_titles(self) -> None:
        """Write number, name and count into each border, and a dot into that of the pane with the focus."""
        context = self.context()
        for number, name in enumerate(PANES[:4], 1):
            pane = self.pane(name)
            told = pane.told() if isinstance(pane, LongList) else ""
            mark = "● " if name == context else ""
            title = f"{mark}{number} {name.capitalize()}{f' · {told}' if told else ''}"
            if self._titles.get(name) != title:  # setting a title paints the whole pane
                self._titles[name] = title
                pane.border_title = Content(title)


def _limits(width: int, height: int) -> dict[str, int]:
    """Return the most columns or rows that each pane around the article may take."""
    shares = {"results": width * 4 // 10, "entities": width * 4 // 10, "quotes": height // 2, "timeline": height // 4}
    return {name: max(SMALLEST[name], share) for name, share in shares.items()}
