"""A one-line prompt at the bottom of the screen, for a term, a tag, a command or a file name."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, Label

from ..commands.key_names import character_of, normal_key
from ..commands.keymap import bindings
from ..commands.registry import COMMANDS, keys_of
from ..terminal.sanitise import sanitise_line
from .footer_line import FooterLine
from .modal import Modal

OFFERS = 12
"""Completions shown above the line."""

Completer = Callable[[str], Sequence[str]]
"""Returns completions of the typed text, the likeliest first."""


class PromptHistory:
    """The history of one kind of prompt: accepted lines, and a draft."""

    LIMIT = 200

    def __init__(self, lines: Sequence[str] = ()) -> None:
        self.lines = list(lines)[-self.LIMIT :]
        """Newest last, without duplicates."""
        self.draft = ""
        """The text of a prompt that was cancelled."""

    def keep(self, line: str) -> None:
        """Add an accepted line."""
        self.draft = ""
        if line.strip():
            self.lines = [*(one for one in self.lines if one != line), line][-self.LIMIT :]


class PromptInput(Input):
    """The text field of a prompt."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("prompt")]

    # The field has a fixed width, so typing needs no new layout.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, text: str, hint: str, *, chosen: bool) -> None:
        """Select the text if `chosen`, so that typing replaces it."""
        super().__init__(sanitise_line(text), placeholder=sanitise_line(hint), compact=True, select_on_focus=chosen)
        self.cursor_blink = False  # every blink would be written to the terminal
        self.cursor_position = len(self.value)

    async def _on_key(self, event: events.Key) -> None:
        screen = self.screen
        if isinstance(screen, Prompt) and await screen.handled(event):
            event.prevent_default()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take printable keys as text; Textual does not know the character of every key."""
        return super().check_consume_key(key, character or character_of(key) or None)

    def validate_value(self, value: str) -> str:
        """Remove control characters."""
        return sanitise_line(value)


class Prompt(Modal[str | None]):
    """Asks for a line. `push_screen(Prompt(…), callback)` calls back with it, or with None if cancelled.

    Args:
        label: Name of the input, in a word or two.
        text: Initial text of the field.
        hint: Shown in the field while it is empty.
        memory: History for the arrow keys; also stores the draft of a cancelled prompt, which is offered again,
            selected, unless there is a `text`.
        complete: Returns completions of the typed text for Tab; must be fast.
        typed: Called with every change; its result is shown at the end of the line. None leaves the message, for
            `show_message` to change.
        check: Called with the line on Enter; unless it returns "", the prompt stays and shows the returned reason.
    """

    def __init__(
        self,
        label: str,
        *,
        text: str = "",
        hint: str = "",
        memory: PromptHistory | None = None,
        complete: Completer | None = None,
        typed: Callable[[str], str | None] | None = None,
        check: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._label = label
        self._memory = memory or PromptHistory()
        self._field = PromptInput(text or self._memory.draft, hint, chosen=not text)
        self._complete = complete
        self._typed = typed
        self._check = check
        self._steps = [*self._memory.lines, self._field.value]
        """Lines for the arrow keys: history, then the typed text."""
        self._step = len(self._steps) - 1
        self._offered: Sequence[str] = ()
        self._offer = -1
        """Index of the completion in the field; -1 for none."""

    def compose(self) -> ComposeResult:
        """Compose completions, the line, and the footer."""
        with Vertical(id="prompt-box"):
            yield Label("", id="prompt-offers", markup=False)
            with Horizontal(id="prompt-line"):
                yield Label(Content(sanitise_line(self._label)), id="prompt-label", markup=False)
                yield self._field
                yield Label("", id="prompt-told", markup=False)
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Show the keys, and focus the field once pending keys are in it."""
        self.query_one(FooterLine).show("prompt")
        self._changed(self._field.value)
        self._take_focus()

    def _take_focus(self) -> None:
        if self.message_queue_size:
            self.call_later(self._take_focus)
        else:
            self.set_focus(self._field)

    async def on_key(self, event: events.Key) -> None:
        """Handle keys typed before the field has the focus, in order."""
        if self.focused is not self._field and not await self.handled(event) and event.is_printable and event.character:
            event.stop()
            self._field.insert_text_at_cursor(event.character)
            self._typed_into(self._field.value)

    async def handled(self, event: events.Key) -> bool:
        """Handle the keys of the prompt in order with the letters: bindings would overtake them."""
        if not self.is_active:
            event.stop()
            self.app.post_message(events.Key(event.key, event.character))  # typed after the key that ended the prompt
            return True
        keys: dict[str, str] = getattr(self.app, "keys_config", {})
        for command in COMMANDS:
            if command.context == "prompt" and normal_key(event.key) in map(normal_key, keys_of(command, keys)):
                event.stop()
                await self.run_action(command.action.removeprefix("screen."))
                return True
        return False

    @property
    def text(self) -> str:
        """The typed text."""
        return self._field.value

    def show_message(self, message: str) -> None:
        """Show a message at the end of the line, until more is typed."""
        self.query_one("#prompt-told", Label).update(Content(sanitise_line(message)))

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed_into(event.value)

    def _typed_into(self, text: str) -> None:
        if self._offer < 0 or text != self._offered[self._offer]:
            self._steps[-1] = text
            self._step = len(self._steps) - 1
        self._changed(text)

    def _changed(self, text: str) -> None:
        if self._offer < 0 or text != self._offered[self._offer]:
            self._offer = -1
            self._offered = [sanitise_line(line) for line in self._complete(text)] if self._complete else ()
        self._show_choices()
        told = self._typed(text) if self._typed else ""
        if told is not None:
            self.show_message(told)

    def _show_choices(self) -> None:
        label = self.query_one("#prompt-offers", Label)
        parts: list[tuple[str, str]] = []
        first = max(0, self._offer - OFFERS + 1)
        for number, line in enumerate(self._offered[first : first + OFFERS], first):
            chosen = number == self._offer
            parts += [("▸" if chosen else " ", "bold $focus"), (line + " ", "bold $focus" if chosen else "$quiet")]
        if len(self._offered) > first + OFFERS:
            parts.append(("…", "$quiet"))
        label.display = bool(parts)
        label.update(Content.assemble(*parts))

    # Keys

    def action_accept(self) -> None:
        """Accept the line, unless `check` rejects it."""
        wrong = self._check(self.text) if self._check else ""
        if wrong:
            self.show_message(wrong)
            return
        self._memory.keep(self.text)
        self.dismiss(self.text)

    def action_leave(self) -> None:
        """Cancel; the typed text is offered again the next time."""
        self._memory.draft = self.text
        self.dismiss(None)

    def action_earlier(self, step: int) -> None:
        """Recall the previous (-1) or next (1) line, finally the typed text."""
        target = self._step + step
        if 0 <= target < len(self._steps):
            self._put(self._steps[target])
            self._step = target

    def action_complete(self) -> None:
        """Complete the text; again: the next completion."""
        if self._offered:
            self._offer = (self._offer + 1) % len(self._offered)
            self._put(self._offered[self._offer])

    def _put(self, text: str) -> None:
        with self._field.prevent(Input.Changed):
            self._field.value = text
        self._field.cursor_position = len(text)
        self._changed(text)
