"""Textual's bindings, made from the registry of commands."""

from textual.binding import Binding

from .registry import COMMANDS, Command, Context, KeymapError, check_keys

OPENING = frozenset(
    (
        "search.focus",
        "app.help",
        "corpora.choose",
        "indexing.prune",
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
        "search.denials",
        "export",
        "entities.narrow",
        "entities.merge",
        "entities.rename",
        "entities.type",
        "entities.split",
        "quotes.correct",
        "entities.reject",
    )
)
"""Commands that open something to type into, or to select from."""


def bindings(context: Context) -> list[Binding]:
    """Return the bindings of a context's commands, with their ids in keymaps."""
    return [_binding(command) for command in COMMANDS if command.context == context]


def checked(keys: dict[str, str]) -> dict[str, str]:
    """Return a keymap if it is valid.

    Raises:
        KeymapError: the keymap is invalid; all errors are listed.
    """
    if keys and (messages := check_keys(keys)):  # the registry's own keys are checked by a test
        raise KeymapError(messages)
    return keys


def _binding(command: Command) -> Binding:
    # A priority binding runs before the next key is forwarded. Commands that move the focus or open a dialog need it:
    # otherwise keys typed right after them reach the wrong widget. A text field still gets its letters first.
    at_once = command.context in ("note", "filter", "kept") or command.id.startswith("pane.") or command.id in OPENING
    return Binding(command.keys, command.action, command.label, id=command.id, show=False, priority=at_once)
