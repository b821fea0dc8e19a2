"""The note on an article or quote. Closing saves it."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import TextArea

from ..commands.key_names import character_of
from ..commands.keymap import bindings
from ..terminal.sanitise import sanitise, sanitise_line
from ..terminal.wrap import fit
from ..widgets.footer_line import FooterLine
from ..widgets.modal import Modal

LONGEST = 100_000
"""Characters of a note."""


class NoteArea(TextArea):
    """The text field."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note")]

    def __init__(self, text: str) -> None:
        super().__init__(sanitise(text), soft_wrap=True, show_line_numbers=False, compact=True)
        self.cursor_blink = False  # each blink would be written to the terminal
        self.highlight_cursor_line = False
        self.move_cursor(self.document.end)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Take printable keys as text."""
        return super().check_consume_key(key, character or character_of(key) or None)


class NoteScreen(Modal[str | None]):
    """Ends with the note, or with None when it is discarded.

    Args:
        title: What the note is about; may hold text from anywhere.
        text: What stands in it at first.
        typed: Told the text at every change.
        is_draft: Whether `text` was typed before and is not kept yet.
    """

    def __init__(self, title: str, text: str, typed: Callable[[str], None], *, is_draft: bool) -> None:
        super().__init__()
        self._title = sanitise_line(title)
        self._area = NoteArea(text)
        self._typed = typed
        self._is_draft = is_draft

    def compose(self) -> ComposeResult:
        """The text field, over the keys that work in it."""
        with Vertical(id="note-box"):
            yield self._area
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Focus the text field."""
        box = self.query_one("#note-box")
        box.border_title = Content(fit(self._title, max(10, self.app.size.width - 12)))
        box.border_subtitle = Content("draft, not saved" if self._is_draft else "")
        self.query_one(FooterLine).show("note")
        self.set_focus(self._area)

    @property
    def text(self) -> str:
        """Return the text without surrounding blanks."""
        return sanitise(self._area.text).strip()[:LONGEST]

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._typed(self.text)

    def action_discard(self) -> None:
        """Close without saving."""
        self.dismiss(None)

    def action_keep(self) -> None:
        """Save and close."""
        self.dismiss(self.text)
