"""Write the man page, in man(7), from `--help`: `make man`."""

import inspect
import re
import sys
from collections.abc import Iterator, Set
from pathlib import Path

import click

from newsexplore import __version__
from newsexplore.tui.cli.main import main

PAGE = Path(__file__).parent / "newsexplore.1"

FILES = {
    "newsexplore.yaml": "the configuration; 'newsexplore config path' shows where it is, and 'newsexplore "
    "config show' prints it with every key",
    "$XDG_DATA_HOME/newsexplore/indexes": "the indexes, one folder for each set of corpora",
    "$XDG_DATA_HOME/newsexplore/curation.yaml": "bookmarks, tags, notes, saved searches and decisions about names",
}
ENVIRONMENT = {
    "NEWSEXPLORE_CONFIG": "the configuration file to use",
    "NO_COLOR": "print without colours",
    "PAGER, VISUAL, EDITOR": "the programs that open an article",
}
STATUS = {"0": "done", "1": "failed", "2": "wrong usage or configuration", "130": "stopped with Ctrl-C"}


def page() -> str:
    """Return the whole page."""
    assert isinstance(main, click.Group)  # noqa: S101 - the command has subcommands
    lines = [
        f'.TH NEWSEXPLORE 1 "" "newsexplore {__version__}" "User Commands"',
        ".ad l",
        ".SH NAME",
        "newsexplore \\- explore news corpora in the terminal",
        ".SH SYNOPSIS",
        ".B newsexplore",
        "[OPTIONS] [PATH ...]",
        ".br",
        ".B newsexplore",
        "[OPTIONS] COMMAND [ARGS] ...",
        ".SH DESCRIPTION",
        *_prose(main.help or ""),
        ".SH OPTIONS",
        *_options(main),
        ".SH COMMANDS",
    ]
    shared = {parameter.name for parameter in main.params}
    for name, command in _commands(main):
        arguments = [one.make_metavar(click.Context(command)) for one in command.params if _is_argument(one)]
        lines += [f".SS {_plain(' '.join([name, '[OPTIONS]', *arguments]))}", *_prose(command.help or "")]
        lines += _options(command, without=shared)
    for heading, entries in (("FILES", FILES), ("ENVIRONMENT", ENVIRONMENT), ("EXIT STATUS", STATUS)):
        lines.append(f".SH {heading}")
        for term, text in entries.items():
            lines += [".TP", f".B {_plain(term)}", _plain(text)]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")
        elif not command.hidden:
            yield before + name, command


def _is_argument(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Argument)


def _options(command: click.Command, without: Set[str | None] = frozenset()) -> list[str]:
    lines: list[str] = []
    for parameter in command.params:
        record = parameter.get_help_record(click.Context(command))
        if record is not None and parameter.name not in without and not _is_argument(parameter):
            lines += [".TP", f".B {_plain(record[0])}", _plain(record[1])]
    return lines


def _prose(text: str) -> list[str]:
    """Format paragraphs; those marked for click not to wrap are examples and keep their lines."""
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        lines.append(".PP")
        if paragraph.lstrip().startswith("\b"):
            lines += [".nf", *(f"  {_plain(line.strip())}" for line in paragraph.split("\n")[1:]), ".fi"]
        else:
            lines += [_plain(line.strip()) for line in paragraph.split("\n")]
    return lines


def _plain(text: str) -> str:
    """Escape text for man."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE).write_text(page(), "utf-8")
