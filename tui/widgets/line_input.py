"""A one-line text field: its content is sanitised, and printable keys are typed."""

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive
from textual.suggester import SuggestionReady
from textual.widgets import Input

from ..commands.key_names import character_of
from ..terminal.sanitise import sanitise_line

_EDITING = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.action.startswith(("cursor", "delete", "home", "end"))
    for key in binding.key.split(",")
}
"""Keys that move and delete, with their actions."""


class LineInput(Input):
    """A text field without a frame."""

    # The field has a fixed width, so typing needs no new layout.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, placeholder: str, *, id: str) -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False  # every blink would be written to the terminal

    async def on_key(self, event: events.Key) -> None:
        """Move and delete at once: a letter that arrives with such a key would be typed before its binding runs.

        Textual runs bindings only after a key has bubbled to the app, and letters in the field itself.
        """
        action = _EDITING.get(event.key)
        if action is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(action)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take printable keys as text; Textual does not know the character of every key."""
        return super().check_consume_key(key, character or character_of(key) or None)

    def validate_value(self, value: str) -> str:
        """Remove control characters."""
        return sanitise_line(value)

    def put(self, text: str, cursor: int | None = None) -> None:
        """Write into the field without an Input.Changed message."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(self.value) if cursor is None else cursor

    def ghost(self, text: str) -> None:
        """Show a faint completion of the value to `text` after the cursor; "" shows nothing.

        The right arrow accepts it, typing removes it.
        """
        self.post_message(SuggestionReady(self.value, sanitise_line(text)))
