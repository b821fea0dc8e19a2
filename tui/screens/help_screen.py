"""The help screen: every command with its keys, narrowed by typing."""

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import on
from textual.widgets import Input

from ..commands.key_names import shown_key
from ..commands.registry import COMMANDS, CONTEXTS, Context, keys_of
from ..terminal.wrap import fit, pad
from ..widgets.long_list import Line, LongList
from .filter_list import FilterScreen

KEYS, IDS = 18, 23
"""Cells of the columns of keys and of ids; narrow terminals show no ids."""
ROOMY = 90


class HelpRow(NamedTuple):
    """A command's keys, what it does and its id; without keys, a heading or a blank line."""

    keys: str
    text: str
    id: str = ""


class HelpList(LongList[HelpRow]):
    """Commands under the heading of their context."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--heading", "row--key"}
    row_height = 1

    def selectable(self, index: int) -> bool:
        """Skip headings."""
        item = self.item(index)
        return item is None or bool(item.keys)

    def row(self, item: HelpRow, width: int, chosen: bool) -> list[Line]:  # noqa: ARG002 - all rows look alike
        """Return keys, help and id of a command."""
        if not item.keys:
            return [[Segment(item.text, self.part("row--heading"))]]
        ids = IDS if width >= ROOMY else 0
        line = [Segment(pad(item.keys, KEYS), self.part("row--key")), Segment(pad(item.text, width - KEYS - ids))]
        return [[*line, Segment(fit(f" {item.id}", ids), self.part("row--dim"))]]


class HelpScreen(FilterScreen[None]):
    """Lists every command."""

    def __init__(self, keys: dict[str, str], context: Context) -> None:
        """Take the keymap, and the context whose commands come first."""
        super().__init__(HelpList(id="filter-list", empty="No command matches. Delete a letter."))
        self._keys = keys
        self._first: Context = context

    def on_mount(self) -> None:
        """Show all commands."""
        self.name_box("Help · every command and its keys", "/ filters · Esc closes")
        self._fill()

    @on(Input.Changed)
    def _fill(self) -> None:
        self.query_one(HelpList).fill(help_rows(self._keys, self.typed, self._first))


def help_rows(keys: dict[str, str], typed: str = "", first: Context = "everywhere") -> list[HelpRow]:
    """Every command whose words or keys contain all typed words, under headings; the context `first` comes first."""
    wanted = typed.lower().split()
    groups: dict[Context, list[HelpRow]] = {context: [] for context in (first, *CONTEXTS)}
    for command in COMMANDS:
        shown = " ".join(shown_key(key) for key in keys_of(command, keys))
        words = f"{shown} {command.label} {command.help} {command.id} {CONTEXTS[command.context]}".lower()
        if all(word in words for word in wanted):
            groups[command.context].append(HelpRow(shown, command.help, command.id))
    rows: list[HelpRow] = []
    for context, group in groups.items():
        if group:
            rows += [*([HelpRow("", "")] if rows else []), HelpRow("", CONTEXTS[context]), *group]
    return rows
