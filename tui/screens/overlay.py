"""The base of dialogs: a box with a title and the keys that close it."""

from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widget import Widget

from ..commands.keymap import bindings
from ..terminal.sanitise import sanitise_line
from ..widgets.long_list import LongList
from ..widgets.modal import Modal


class OverScreen(Modal[ScreenResultType]):
    """A box over the panes: compose what is in it within `Vertical(classes="over-box")`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("over")]

    @property
    def box(self) -> Widget:
        """The box."""
        return self.query_one(".over-box")

    def name_box(self, title: str, subtitle: str = "") -> None:
        """Set title and subtitle; both are sanitised."""
        self.box.border_title = Content(sanitise_line(title))
        self.box.border_subtitle = Content(sanitise_line(subtitle))

    def rows(self) -> LongList[Any]:
        """The list in the box."""
        return self.query_one(LongList)

    def passes_on(self, event: events.Key | events.Paste) -> bool:  # noqa: ARG002
        """Whether this input closes the box and is for the screen below."""
        return False

    def action_choose(self) -> None:
        """Choose the selected row."""
        self.rows().action_choose()

    def on_click(self, event: events.Click) -> None:
        """Close on a click beside the box."""
        if event.widget is self:
            self.dismiss()
