"""A short list of completions below a text field."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, pad

ROWS = 8
"""Maximum number of visible rows."""
_WIDTH = 56
_MIN_WIDTH = 24


class ChoiceList(Widget):
    """Completions, one of them selected by the owner of the text field; never focused."""

    ALLOW_SELECT = False

    class Picked(Message):
        """The user clicked a row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__(id="choices")
        self.display = False
        self._rows: list[tuple[str, str]] = []
        self._chosen = -1
        self._top = 0
        self._place = (0, 0, 0)

    @property
    def open(self) -> bool:
        """Whether it is on screen."""
        return self.display

    def show(self, rows: list[tuple[str, str]], chosen: int, x: int) -> None:
        """Show choices, each with a note on its right, below column `x`; `chosen` is -1 for none."""
        self._rows = [(sanitise_line(label), sanitise_line(note)) for label, note in rows]
        self._chosen = chosen
        self._top = min(max(self._top, chosen - ROWS + 1), max(chosen, 0))
        needed = max(cell_len(label) + cell_len(note) for label, note in self._rows) + 7
        place = (x, max(_MIN_WIDTH, min(_WIDTH, needed)), min(ROWS, len(self._rows)))
        if place != self._place:
            self._place = place
            self.styles.offset = Offset(x, 0)
            self.styles.width = place[1]
            self.styles.height = place[2] + 2
        self.display = True
        self.refresh()

    def close(self) -> None:
        """Hide the list."""
        self.display = False
        self._top = 0

    def render(self) -> Content:
        """Return the rows around the selected one."""
        width = self.content_size.width
        shown = self._rows[self._top : self._top + ROWS]
        lines: list[Content] = []
        for index, (label, note) in enumerate(shown, self._top):
            chosen = index == self._chosen
            room = width - 2 - cell_len(note) - 1
            mark = "▸ " if chosen else "⋮ " if self._is_cut(index) else "  "
            lines.append(
                Content.assemble(
                    (mark, "bold $focus"),
                    (pad(fit(label, room), room + 1), "bold $focus" if chosen else "$foreground"),
                    (note, "$quiet"),
                )
            )
        return Content("\n").join(lines)

    def _is_cut(self, index: int) -> bool:
        """Return whether a row is the last or first on screen with more beyond it."""
        last = min(self._top + ROWS, len(self._rows)) - 1
        return (index == last and last < len(self._rows) - 1) or (index == self._top and self._top > 0)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked row."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is not None and self._top + offset.y < len(self._rows):
            self.post_message(self.Picked(self._top + offset.y))
