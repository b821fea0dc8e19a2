"""The single lines around the panes: title, tabs and trail."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from ...index.protocol.build_progress import Progress
from ..terminal.sanitise import sanitise_line
from .short_names import shortened

MESSAGE_SECONDS, ERROR_SECONDS = 6.0, 20.0
"""How long a message stands in place of the trail, unless a step ends it earlier."""


class TitleLine(Widget):
    """Name and size of the index; on the right the indexing progress."""

    ALLOW_SELECT = False

    def __init__(self, name: str) -> None:
        super().__init__(id="title")
        self._name = self._label = sanitise_line(name)
        self._status = "opening the index …"
        self._progress = ""
        self._news = ""

    def show_count(self, articles: int) -> None:
        """Show how many articles are searchable."""
        self._status = f"{articles:,} articles"
        self.refresh()

    def narrow(self, corpus: str) -> None:
        """Only one corpus is searched, or all of them for ""."""
        self._label = f"{self._name} ▸ {sanitise_line(corpus)}" if corpus else self._name
        self.refresh()

    def show_news(self, news: str) -> None:
        """Show what is new in saved searches; "" for nothing."""
        if news != self._news:
            self._news = news
            self.refresh()

    def fail(self) -> None:
        """Show that the index could not be opened."""
        self._status = "no index"
        self.refresh()

    def progress(self, progress: Progress | None, paused: bool = False) -> None:
        """Show the indexing progress; None when nothing is indexed."""
        self._progress = shown_progress(progress, paused) if progress is not None else ""
        self.refresh()

    def render(self) -> Content:
        """Return both ends of the line."""
        left = Content.assemble(
            (" newsexplore ", "bold $title-name"), (f" {self._label}", "$foreground"), (f" · {self._status}", "$quiet")
        )
        right = Content.styled(self._progress + " ", "$busy") if self._progress else Content("")
        news = Content.styled(f" · {self._news}", "bold $foreground") if self._news else Content("")
        if left.cell_length + news.cell_length + right.cell_length < self.size.width:
            left += news
        return _ends(left, right, self.size.width)


class TabLine(Widget):
    """The names of the panes, when they are tabs."""

    ALLOW_SELECT = False

    def __init__(self, names: list[str]) -> None:
        super().__init__(id="tabs")
        self._names = names
        self._active = 0

    def show(self, active: int) -> None:
        """Mark one pane as open, by its number from 0."""
        self._active = active
        self.refresh()

    def render(self) -> Content:
        """Return numbers and names; the open one is marked, not only coloured."""
        parts: list[tuple[str, str]] = []
        for number, name in enumerate(self._names):
            if number == self._active:
                parts.append((f"▸{number + 1} {name} ", "bold underline $focus"))
            else:
                parts.append((f" {number + 1} {name} ", "$quiet"))
        return Content.assemble(*parts)


class TrailLine(Widget):
    """The trail and the position on it, or a message."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="trail")
        self._trail = ""
        self._position = ""
        self._said = ""
        self._trouble = False
        self._message_timer: Timer | None = None
        """Ends what is said."""
        self._notice = ""
        self._notice_trouble = False
        self._marked = 0
        self._aliases: tuple[str, ...] = ()

    def show_notice(self, message: str, *, trouble: bool = False) -> None:
        """Show a message in place of the trail, whatever is said meanwhile, until `end_notice`."""
        self._notice, self._notice_trouble = sanitise_line(message), trouble
        self.refresh(layout=True)

    def end_notice(self) -> None:
        """Show the trail again, or what was said meanwhile."""
        if self._notice:
            self.show_notice("")

    def mark(self, count: int) -> None:
        """Show how many results are marked; nothing for 0."""
        if count != self._marked:
            self._marked = count
            self.refresh(layout=True)

    def show_trail(self, trail: str, position: str, aliases: Iterable[str] = ()) -> None:
        """Show the name of the trail and the position on it; an acronym among `aliases` where the name does not fit."""
        self.refresh(layout=bool(self._said))
        self._aliases = tuple(map(sanitise_line, aliases))
        self._trail, self._position, self._said = sanitise_line(trail), position, ""

    def say(self, message: str, *, trouble: bool = False) -> None:
        """Show a message until the next step, for some seconds at most; `trouble` when something failed."""
        self._said, self._trouble = sanitise_line(message), trouble
        if self._message_timer is not None:
            self._message_timer.stop()
        self._message_timer = self.set_timer(ERROR_SECONDS if trouble else MESSAGE_SECONDS, self._end_message)
        self.refresh(layout=True)

    def _end_message(self) -> None:
        """Show the trail again."""
        self._said = ""
        self.refresh(layout=True)

    def render(self) -> Content:
        """One line."""
        marked = Content.styled(f"■ {self._marked:,} marked · ", "bold $focus") if self._marked else Content("")
        if self._notice:
            return marked + Content.styled(self._notice, "$trouble" if self._notice_trouble else "$busy")
        if self._said:
            colour = "$trouble" if self._trouble else "$busy"
            return marked + Content.styled(self._said, colour)
        position = f" · {self._position}" if self._position else ""
        name = shortened(
            self._trail, self._aliases, max(10, self.size.width - cell_len(position) - marked.cell_length - 10)
        )
        return marked + Content.assemble(("trail: ", "$quiet"), (name, "bold $foreground"), (position, "$quiet"))


_STAGES = {
    "scanning": "looking for new and changed files …",
    "merging": "indexing: merging …",
    "linking": "indexing: linking names …",
    "comparing": "indexing: looking for copies …",
}
"""What is shown of stages without a share that is done."""


def shown_progress(progress: Progress, paused: bool = False) -> str:
    """Return a bar, the share done, articles a second and the time left; of other stages what is done."""
    if progress.stage == "failed":
        return f"indexing failed: {sanitise_line(progress.message)}"
    if progress.stage == "done":
        kept = sum(root.articles for root in progress.missing)
        return f"{kept:,} articles kept: folder missing or empty" if kept else ""
    if progress.stage == "scanning":
        return _STAGES["scanning"]
    filled = round(progress.fraction * 10)
    if paused:
        return f"indexing paused at {progress.fraction:.0%}"
    if progress.stage in _STAGES:
        return _STAGES[progress.stage]
    parts = [f"indexing {'▓' * filled}{'░' * (10 - filled)} {progress.fraction:.0%}"]
    if progress.rate:
        parts.append(f"{progress.rate:,.0f}/s")
    if progress.left is not None:
        minutes, seconds = divmod(round(progress.left), 60)
        parts.append(f"{minutes}:{seconds:02}")
    return "  ".join(parts)


def _ends(left: Content, right: Content, width: int) -> Content:
    """Return two pieces at the ends of a line; the right one is dropped if there is no room."""
    space = width - left.cell_length - right.cell_length
    if space < 1:
        return left.truncate(width, ellipsis=True)
    return Content.assemble(left, " " * space, right)
