"""A dialog with a list and a field that filters it: `/` goes to the field, Esc back to the list."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ScreenResultType
from textual.widgets import Input

from ..commands.key_names import character_of
from ..commands.keymap import bindings
from ..widgets.long_list import LongList
from .overlay import OverScreen


class FilterInput(Input):
    """The field above the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.leave_filter", "To the list", show=False),
        Binding("down", "screen.scroll(1)", "Down", show=False),
        Binding("up", "screen.scroll(-1)", "Up", show=False),
        Binding("pagedown", "screen.page(1)", "Page down", show=False),
        Binding("pageup", "screen.page(-1)", "Page up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="/ filters", compact=True, id="filter-input")
        self.cursor_blink = False  # each blink would be written to the terminal

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take printable keys as text; Textual does not know the character of every key."""
        return super().check_consume_key(key, character or character_of(key) or None)


class FilterScreen(OverScreen[ScreenResultType]):
    """A list that has the focus, under a field that filters it.

    Args:
        rows: The list; its id becomes `filter-list`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter")]
    AUTO_FOCUS: ClassVar[str | None] = "#filter-list"

    def __init__(self, rows: LongList[Any]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Compose the field over the list."""
        with Vertical(classes="over-box"):
            yield FilterInput()
            yield self._rows

    @property
    def typed(self) -> str:
        """The text of the field."""
        return self.query_one(FilterInput).value

    def action_focus_filter(self) -> None:
        """Go to the field."""
        self.set_focus(self.query_one(FilterInput))

    def action_leave_filter(self) -> None:
        """Go back to the list, which stays filtered."""
        self.set_focus(self._rows)

    def action_scroll(self, step: int) -> None:
        """Move a row down (1) or up (-1)."""
        self._rows.action_move(step)

    def action_page(self, step: int) -> None:
        """Move a page down (1) or up (-1)."""
        self._rows.action_page(step)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_choose()
