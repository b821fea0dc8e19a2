"""The command palette: the registry's commands, found by what they are called."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from .commands import COMMANDS, CONTEXTS, Command, Context, keys_of, shown_key

_SKIPPED = ("search", "list")
"""Commands that only make sense as keys: what moves within a list, and what leaves the search line."""


class CommandProvider(Provider):
    """Offers every command, whatever has the focus."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in _offered():
            yield DiscoveryHit(
                self._display(command), partial(self._run, command), text=command.help, help=_where(command)
            )

    async def search(self, query: str) -> Hits:
        """Those whose description is like what was typed."""
        matcher = self.matcher(query)
        for command in _offered():
            if (score := matcher.match(command.help)) > 0:
                yield Hit(score, matcher.highlight(command.help), partial(self._run, command), help=_where(command))

    def _display(self, command: Command) -> Content:
        keys = getattr(self.app, "keys_config", {})
        return Content(f"{command.help}  ({', '.join(shown_key(key) for key in keys_of(command, keys))})")

    async def _run(self, command: Command) -> None:
        screen = self.app.screen
        if command.context == "everywhere":
            await screen.run_action(command.action)
            return
        await screen.run_action(f"pane({command.context!r})")
        if screen.focused is not None:
            await screen.focused.run_action(command.action)


def _offered() -> list[Command]:
    return [command for command in COMMANDS if command.context not in _SKIPPED]


def _where(command: Command) -> str:
    context: Context = command.context
    return CONTEXTS[context]
