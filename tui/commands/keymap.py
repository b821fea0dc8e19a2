"""From the registry of commands to Textual's bindings."""

from textual.binding import Binding

from .registry import COMMANDS, Command, Context, KeymapError, check_keys

OPENING = frozenset(
    (
        "search.focus",
        "app.help",
        "corpora.choose",
        "indexing.show",
        "article.find",
        "article.pipe",
        "article.open_url",
        "keep.tags",
        "keep.note",
        "keep.list",
        "search.save",
        "article.raw",
        "trail.kwic",
        "export",
        "entities.merge",
        "entities.rename",
        "entities.type",
        "entities.split",
        "quotes.correct",
        "entities.reject",
    )
)
"""Commands that open something to type into, or to choose from."""


def bindings(context: Context) -> list[Binding]:
    """The bindings of every command that works in a context, with the ids that a keymap names."""
    return [_binding(command) for command in COMMANDS if command.context == context]


def checked(keys: dict[str, str]) -> dict[str, str]:
    """A keymap that is fit for use.

    Raises:
        KeymapError: it is not, with every reason.
    """
    if keys and (messages := check_keys(keys)):  # without any the registry's hold, which a test has judged
        raise KeymapError(messages)
    return keys


def _binding(command: Command) -> Binding:
    # What moves the focus, or opens what takes it, is done before the next key is handed to whatever has it: none typed
    # right behind is lost.
    # A text field still gets its letters first.
    at_once = command.context in ("note", "kept") or command.id.startswith("pane.") or command.id in OPENING
    return Binding(command.keys, command.action, command.label, id=command.id, show=False, priority=at_once)
