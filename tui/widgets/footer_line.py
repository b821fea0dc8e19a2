"""The footer: keys that currently work."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from ..commands.key_names import shown_key
from ..commands.registry import COMMANDS, Command, Context, keys_of, works_in

OF_NAMES = ("entity.filter", "entity.exclude", "entity.said", "entity.about")
"""Commands that work everywhere, on the name selected in the list of entities first of all."""


class FooterLine(Widget):
    """The keys that currently work, those of the nearest context first."""

    ALLOW_SELECT = False

    def __init__(self, keys: dict[str, str]) -> None:
        super().__init__(id="footer")
        self._keys = keys
        self._pane_context: Context = "everywhere"

    def show(self, context: Context) -> None:
        """Show the keys that work in a context."""
        if context != self._pane_context:
            self._pane_context = context
            self.refresh()

    def render(self) -> Content:
        """Return as many keys as fit; help and quit always."""
        contexts = ("search",) if self._pane_context == "search" else works_in(self._pane_context)
        shown = [
            command
            for context in contexts
            for command in COMMANDS
            if command.context == context and command.footer and self._is_told(command)
        ]
        shown.sort(key=self._rank)
        room = self.size.width
        kept: list[tuple[int, str, str]] = []
        for command in shown:
            key = shown_key(keys_of(command, self._keys)[0])
            size = cell_len(key) + len(command.label) + 3
            if size <= room:
                room -= size
                kept.append((shown.index(command) if not command.id.startswith("app.") else 99, key, command.label))
        kept.sort(key=lambda entry: entry[0])
        parts = [part for _, key, label in kept for part in ((f" {key}", "bold $key"), (f" {label} ", "$quiet"))]
        return Content.assemble(*parts)

    def _is_told(self, command: Command) -> bool:
        """Return whether a command is named in the present pane; some are where most names are selected alone."""
        return self._pane_context == "entities" or command.id not in ("entity.said", "entity.about")

    def _rank(self, command: Command) -> tuple[bool, bool]:
        """Return the sort key: help and quit first, then the pane's commands, then global ones."""
        of_rows = self._pane_context == "entities" and command.id in OF_NAMES
        return command.id not in ("app.help", "app.quit"), command.context == "everywhere" and not of_rows
