"""The names of keys: as written in a keymap, as Textual has them, and as shown to the user."""

import unicodedata
from functools import cache

_NAMED_KEYS = frozenset(
    ("enter", "escape", "tab", "space", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end")
) | {"pageup", "pagedown", *(f"f{number}" for number in range(1, 25))}
_MODIFIERS = ("ctrl", "shift", "alt", "super", "hyper", "meta")
_SHOWN = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "escape": "Esc", "tab": "Tab",
    "space": "Space", "backspace": "Bksp", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
    "delete": "Del",
}  # fmt: skip


def split_keys(keys: str) -> list[str]:
    """Split a comma-separated list of keys; a comma itself is written `comma`."""
    return [key.strip() for key in keys.split(",") if key.strip()]


@cache
def shown_key(key: str) -> str:
    """Return a key as shown in the footer and on the help screen: `ctrl+p` -> `Ctrl+P`, `down` -> `↓`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if len(last) > 1:
        last = _SHOWN.get(last, last.upper() if last[1:].isdigit() else character_of(last) or last)
    elif modifiers:
        last = last.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), last])


@cache
def normal_key(key: str) -> str:
    """Normalise the name of a key: `?` for both `?` and `question_mark`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*sorted(modifiers), character_of(last) or last])


def key_exists(key: str) -> bool:
    """Return whether a name is that of a key."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return False
    return len(last) == 1 or last in _NAMED_KEYS or bool(character_of(last))


def character_of(name: str) -> str:
    """Return the character of a key's long name, `question_mark` -> `?`, `slash` -> `/`; "" for other keys."""
    for wanted in (name.replace("_", " "), name.replace("_", "-")):
        try:
            return unicodedata.lookup(wanted)
        except KeyError:
            continue
    return {"slash": "/", "backslash": "\\", "minus": "-", "plus": "+", "underscore": "_", "at": "@"}.get(name, "")
