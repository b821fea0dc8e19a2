"""The jump overlay: a label beside every target on screen; typing it goes there."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from ..commands.key_names import normal_key
from ..widgets.modal import Modal

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Letters of labels, the easiest to type first."""
_DIM, _LABEL = Style(dim=True), Style(bold=True, reverse=True)


class Point(NamedTuple):
    """A target on screen."""

    x: int
    y: int
    go: Callable[[], None]
    keys: tuple[str, ...] = ()
    """The keys of a pane, which are its label."""


def labels(count: int) -> list[str]:
    """Return labels of one length, so that none is the beginning of another."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return ["".join(letters) for letters, _ in zip(product(LETTERS, repeat=length), range(count), strict=False)]


class JumpScreen(Modal[Callable[[], None]]):
    """Labels over the screen; ends with a target, or with None on any other key."""

    def __init__(self, below: Sequence[Strip], points: Sequence[Point]) -> None:
        """Take the lines on screen, and the targets."""
        super().__init__()
        self._below = below
        self._panes = [point for point in points if point.keys]
        rows = [point for point in points if not point.keys]
        self._labels = dict(zip(labels(len(rows)), rows, strict=True))
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Compose one widget that paints everything."""
        yield _Overlay(self._line)

    def on_key(self, event: events.Key) -> None:
        """Take a letter of a label; any other key closes."""
        event.stop()
        event.prevent_default()
        pressed = normal_key(event.character or event.key)
        if not self._typed:
            for point in self._panes:
                if pressed in point.keys:
                    self.dismiss(point.go)
                    return
        typed = self._typed + pressed
        if typed in self._labels:
            self.dismiss(self._labels[typed].go)
        elif any(label.startswith(typed) for label in self._labels):
            self._typed = typed
            self.query_one(_Overlay).refresh()
        else:
            self.dismiss()

    def on_resize(self, event: events.Resize) -> None:
        """Close: the targets have moved."""
        if event.size.height != len(self._below) or event.size.width != self._below[0].cell_length:
            self.dismiss()

    def on_click(self) -> None:
        """Close on a click."""
        self.dismiss()

    def _line(self, y: int) -> Strip:
        line = self._below[y].apply_style(_DIM)
        tags = [(point.x, label) for label, point in self._labels.items() if point.y == y]
        tags = [(x, label[len(self._typed) :]) for x, label in tags if label.startswith(self._typed)]
        if not self._typed:
            tags += [(point.x, point.keys[0]) for point in self._panes if point.y == y]
        width = line.cell_length
        for x, label in sorted(tags):
            end = x + len(label)
            if x >= 0 and end <= width:
                line = Strip.join([line.crop(0, x), Strip([Segment(label, _LABEL)]), line.crop(end, width)])
        return line


class _Overlay(Widget):
    """Paints a line from what it is given."""

    DEFAULT_CSS = "_Overlay { width: 100%; height: 100%; }"

    def __init__(self, line: Callable[[int], Strip]) -> None:
        super().__init__()
        self._line = line

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        return self._line(y)
