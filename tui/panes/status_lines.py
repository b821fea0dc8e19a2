"""The single lines around the panes: title, tabs, trail and footer."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from ...index.protocol import Progress
from ..commands.registry import COMMANDS, Command, Context, keys_of, shown_key, works_in
from ..terminal.sanitise import sanitise_line
from ..widgets.wrap import fit


class TitleLine(Widget):
    """Name, size of what is open, and on the right how far indexing is."""

    ALLOW_SELECT = False

    def __init__(self, name: str) -> None:
        super().__init__(id="title")
        self._name = self._label = sanitise_line(name)
        self._status = "opening the index …"
        self._progress = ""

    def tell(self, articles: int) -> None:
        """How many articles can be searched."""
        self._status = f"{articles:,} articles"
        self.refresh()

    def narrow(self, corpus: str) -> None:
        """Only one corpus is searched, or all of them for ""."""
        self._label = f"{self._name} ▸ {sanitise_line(corpus)}" if corpus else self._name
        self.refresh()

    def fail(self) -> None:
        """The index could not be opened."""
        self._status = "no index"
        self.refresh()

    def progress(self, progress: Progress | None, paused: bool = False) -> None:
        """How far indexing is, and whether it is held up; None when there is none."""
        self._progress = shown_progress(progress, paused) if progress is not None else ""
        self.refresh()

    def render(self) -> Content:
        """Both ends of the line."""
        left = Content.assemble(
            (" newsexplore ", "bold $title-name"), (f" {self._label}", "$foreground"), (f" · {self._status}", "$quiet")
        )
        return _ends(
            left, Content.styled(self._progress + " ", "$busy") if self._progress else Content(""), self.size.width
        )


class TabLine(Widget):
    """The names of the panes, where only one fits at a time."""

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
        """Numbers and names; the open one stands out by more than colour."""
        parts: list[tuple[str, str]] = []
        for number, name in enumerate(self._names):
            if number == self._active:
                parts.append((f"▸{number + 1} {name} ", "bold underline $focus"))
            else:
                parts.append((f" {number + 1} {name} ", "$quiet"))
        return Content.assemble(*parts)


class TrailLine(Widget):
    """Where one is on the trail, or what has just been said about it."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="trail")
        self._trail = ""
        self._position = ""
        self._said = ""
        self._trouble = False

    def tell(self, trail: str, position: str) -> None:
        """Name of the trail, and the position on it."""
        self.refresh(layout=bool(self._said))
        self._trail, self._position, self._said = sanitise_line(trail), position, ""

    def say(self, message: str, *, trouble: bool = False) -> None:
        """Something to know, until the next step; `trouble` when something did not work."""
        self._said, self._trouble = sanitise_line(message), trouble
        self.refresh(layout=True)

    def render(self) -> Content:
        """One line."""
        if self._said:
            colour = "$trouble" if self._trouble else "$busy"
            return Content.styled(self._said, colour)
        position = f" · {self._position}" if self._position else ""
        name = fit(self._trail, max(10, self.size.width - cell_len(position) - 10))
        return Content.assemble(("trail: ", "$quiet"), (name, "bold $foreground"), (position, "$quiet"))


class FooterLine(Widget):
    """The keys that work now, the nearest first."""

    ALLOW_SELECT = False

    def __init__(self, keys: dict[str, str]) -> None:
        super().__init__(id="footer")
        self._keys = keys
        self._pane_context: Context = "everywhere"

    def show(self, context: Context) -> None:
        """Tell of the keys that work in a context."""
        if context != self._pane_context:
            self._pane_context = context
            self.refresh()

    def render(self) -> Content:
        """As many as fit; help and quit always."""
        contexts = ("search",) if self._pane_context == "search" else works_in(self._pane_context)
        told = [
            command for context in contexts for command in COMMANDS if command.context == context and command.footer
        ]
        told.sort(key=self._rank)
        room = self.size.width
        kept: list[tuple[int, str, str]] = []
        for command in told:
            key = shown_key(keys_of(command, self._keys)[0])
            size = cell_len(key) + len(command.label) + 3
            if size <= room:
                room -= size
                kept.append((told.index(command) if not command.id.startswith("app.") else 99, key, command.label))
        kept.sort(key=lambda entry: entry[0])
        parts = [part for _, key, label in kept for part in ((f" {key}", "bold $key"), (f" {label} ", "$quiet"))]
        return Content.assemble(*parts)

    def _rank(self, command: Command) -> tuple[bool, bool]:
        """Help and quit before all; before what works everywhere what the pane has, and what is done with its rows."""
        of_rows = self._pane_context == "entities" and command.id in ("entity.filter", "entity.exclude")
        return command.id not in ("app.help", "app.quit"), command.context == "everywhere" and not of_rows


def shown_progress(progress: Progress, paused: bool = False) -> str:
    """One short line: a bar, the share done, articles a second and the time left."""
    if progress.stage == "failed":
        return f"indexing failed: {sanitise_line(progress.message)}"
    if progress.stage == "done":
        kept = sum(root.articles for root in progress.missing)
        return f"{kept:,} articles kept: folder missing or empty" if kept else ""
    if progress.stage == "scanning":
        return "looking for new and changed files …"
    filled = round(progress.fraction * 10)
    if paused:
        return f"indexing paused at {progress.fraction:.0%}"
    parts = [f"indexing {'▓' * filled}{'░' * (10 - filled)} {progress.fraction:.0%}"]
    if progress.rate:
        parts.append(f"{progress.rate:,.0f}/s")
    if progress.left is not None:
        minutes, seconds = divmod(round(progress.left), 60)
        parts.append(f"{minutes}:{seconds:02}")
    return "  ".join(parts)


def _ends(left: Content, right: Content, width: int) -> Content:
    """Two pieces at the ends of a line; the right one gives way."""
    space = width - left.cell_length - right.cell_length
    if space < 1:
        return left.truncate(width, ellipsis=True)
    return Content.assemble(left, " " * space, right)
