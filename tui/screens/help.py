"""The help screen: every command with its keys, narrowed by typing."""

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from ..commands.registry import COMMANDS, CONTEXTS, keys_of, shown_key
from ..widgets.long_list import Line, LongList
from ..widgets.wrap import fit, pad
from .overlay import OverScreen

KEYS, IDS = 18, 23
"""Cells of the columns of keys and of ids; the ids give way where there is little room."""
ROOMY = 90


class HelpRow(NamedTuple):
    """A command's keys, what it does and its id; without keys, a heading or a blank line."""

    keys: str
    text: str
    id: str = ""


class HelpList(LongList[HelpRow]):
    """Commands under a heading for each place where they work."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--heading", "row--key"}
    row_height = 1

    def selectable(self, index: int) -> bool:
        """Headings are passed over."""
        item = self.item(index)
        return item is None or bool(item.keys)

    def row(self, item: HelpRow, width: int, chosen: bool) -> list[Line]:  # noqa: ARG002 - all rows look alike
        """Keys, what the command does, and the id that a keymap names."""
        if not item.keys:
            return [[Segment(item.text, self.part("row--heading"))]]
        ids = IDS if width >= ROOMY else 0
        line = [Segment(pad(item.keys, KEYS), self.part("row--key")), Segment(pad(item.text, width - KEYS - ids))]
        return [[*line, Segment(fit(f" {item.id}", ids), self.part("row--dim"))]]


class HelpScreen(OverScreen[None]):
    """Lists every command; Esc leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    def __init__(self, keys: dict[str, str]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """A text field over the list."""
        with Vertical(classes="over-box"):
            yield Input(placeholder="type to narrow · Esc closes", compact=True, id="help-find")
            yield HelpList(id="help-list", empty="No command matches. Delete a letter.")

    def on_mount(self) -> None:
        """Show all commands."""
        self.name_box("Help · every command and its keys")
        self.query_one(HelpList).can_focus = False
        self.query_one(Input).cursor_blink = False
        self.set_focus(self.query_one(Input))
        self._fill("")

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        self.query_one(HelpList).fill(help_rows(self._keys, typed))

    def action_scroll(self, step: int) -> None:
        """Go a row down, or up."""
        self.query_one(HelpList).action_move(step)

    def action_page(self, step: int) -> None:
        """Go a page down, or up."""
        self.query_one(HelpList).action_page(step)


def help_rows(keys: dict[str, str], typed: str = "") -> list[HelpRow]:
    """Every command whose words or keys contain all that was typed, under its heading, with its keys now."""
    wanted = typed.lower().split()
    rows: list[HelpRow] = []
    for context, heading in CONTEXTS.items():
        group: list[HelpRow] = []
        for command in COMMANDS:
            shown = " ".join(shown_key(key) for key in keys_of(command, keys))
            words = f"{shown} {command.label} {command.help} {command.id} {heading}".lower()
            if command.context == context and all(word in words for word in wanted):
                group.append(HelpRow(shown, command.help, command.id))
        if group:
            rows += [*([HelpRow("", "")] if rows else []), HelpRow("", heading), *group]
    return rows
