"""The command palette: the registry's commands, found by help and label."""

from functools import partial

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

from .commands.contexts import CONTEXTS, MODAL, SHADOWING
from .commands.key_names import shown_key
from .commands.registry import COMMANDS, Command, keys_of

SKIPPED = ("list", *SHADOWING, *MODAL)
"""Contexts whose commands only make sense as keys: lists, fields, selections, dialogs."""


class Palette(CommandPalette):
    """The palette."""

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Look for nothing more once it is closed: what was typed last may arrive after that."""
        if not self.is_active:
            event.prevent_default()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it, unless that has happened: Textual would close what is below, or end the program."""
        if not self.is_active:
            return AwaitComplete.nothing()
        self.workers.cancel_node(self)  # they would fill a list that is gone
        return super().dismiss(result)


class CommandProvider(Provider):
    """Provides every command, whichever pane has the focus."""

    async def discover(self) -> Hits:
        """Yield all commands."""
        for command in _offered():
            yield DiscoveryHit(Content(self._text(command)), partial(self._run, command))

    async def search(self, query: str) -> Hits:
        """Yield the commands that match."""
        matcher = self.matcher(query)
        for command in _offered():
            text = self._text(command)
            if (score := max(matcher.match(text), matcher.match(command.label))) > 0:
                yield Hit(score, matcher.highlight(text), partial(self._run, command))

    def _text(self, command: Command) -> str:
        keys = keys_of(command, getattr(self.app, "keys_config", {}))
        where = "" if command.context == "everywhere" else f" · {CONTEXTS[command.context].lower()}"
        return f"{command.help} · {' '.join(shown_key(key) for key in keys)}{where}"

    async def _run(self, command: Command) -> None:
        screen = self.app.screen
        if command.context == "everywhere":
            await screen.run_action(command.action)
            return
        await screen.run_action(f"screen.run('pane.{command.context}')")
        await screen.query_one(f"#{command.context}").run_action(command.action)


def _offered() -> list[Command]:
    return [command for command in COMMANDS if command.context not in SKIPPED]
