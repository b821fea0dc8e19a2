"""Write the table of keys in docs/keys.md from the registry of commands: `make keys`."""

from pathlib import Path

from newsexplore.tui.commands.key_names import shown_key
from newsexplore.tui.commands.registry import COMMANDS, CONTEXTS, keys_of

PAGE = Path(__file__).with_name("keys.md")
BEGIN, END = "<!-- keys: written by `make keys` -->\n", "<!-- /keys -->\n"


def table() -> str:
    """Return a table of every command with its default keys, grouped as on the help screen."""
    lines = ["| command | keys | what it does |\n", "|---|---|---|\n"]
    for context, heading in CONTEXTS.items():
        commands = [command for command in COMMANDS if command.context == context]
        if commands:
            lines.append(f"| **{heading}** | | |\n")
        for command in commands:
            keys = " ".join(f"`{shown_key(key)}`" for key in keys_of(command, {}))
            lines.append(f"| `{command.id}` | {keys} | {command.help} |\n")
    return "".join(lines)


def with_table(page: str) -> str:
    """Return the page with its table replaced by the current one."""
    before, rest = page.split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
