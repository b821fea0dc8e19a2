"""Options shared by subcommands, and the call of their implementation."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..terminal.sanitise import sanitise
from .command_runner import run

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

SHARED = {
    "config": (("--config",), "FILE", "Use this configuration file."),
    "index_dir": (("--index-dir",), "DIR", "Store or find the index in this folder."),
    "engine": (("--engine",), "NAME", "The index engine: whoosh, tantivy or opensearch."),
}


def shared_options(command: Decorated) -> Decorated:
    """Add the options that every command takes, before or after its name."""
    for name, (flags, metavar, text) in reversed(SHARED.items()):
        command = click.option(*flags, name, metavar=metavar, help=text)(command)
    return command


def run_command(work: str, **arguments: Any) -> None:
    """Run `module.function` of `commands/` and print its error, if any, as a line or two."""
    ctx = click.get_current_context()
    before = ctx.find_root().params
    shared = {name: value for name in (*SHARED, "exact") if (value := arguments.pop(name, None) or before.get(name))}
    try:
        code, message = run(work, shared, (click.ClickException, click.exceptions.Exit, click.Abort), **arguments)
    except click.Abort as error:  # at a prompt: Ctrl-C, or the end of the input
        interrupted = isinstance(error.__context__, KeyboardInterrupt)
        code, message = 130 if interrupted else 1, "\nStopped: nothing was written."
    if message:
        click.echo(sanitise(message), err=True)
    if code:
        ctx.exit(code)


def json_flag(command: Decorated) -> Decorated:
    """Add `--json`."""
    return click.option("--json", "json", is_flag=True, help="Print JSON, one object per line.")(command)


def csv_flag(command: Decorated) -> Decorated:
    """Add `--csv`."""
    return click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets.")(command)


def in_option(command: Decorated) -> Decorated:
    """Add `--in`, the corpora to search."""
    text = "Search the index of this corpus; repeatable. Default: the configured corpora, else the last one used."
    return click.option("--in", "paths", metavar="PATH", multiple=True, help=text)(command)


def exact_option(command: Decorated) -> Decorated:
    """Add `--exact`."""
    return click.option("--exact", is_flag=True, help="Search for words as they are, without their inflections.")(
        command
    )


def limit_option(default: int) -> Callable[[Decorated], Decorated]:
    """Add `--limit`, the number of results."""
    return click.option(
        "--limit", type=click.IntRange(0), default=default, show_default=True, help="Maximum number; 0: all."
    )


def sort_option(command: Decorated) -> Decorated:
    """Add `--sort`, the order of results."""
    kinds = click.Choice(("relevance", "newest", "oldest", "outlet", "mentions"))
    return click.option("--sort", type=kinds, help="Order of the results. Default: search.sort of the configuration.")(
        command
    )


def type_option(command: Decorated) -> Decorated:
    """Add `--type`, the type of the names that are listed."""
    kinds = click.Choice(("person", "org", "place", "misc"))
    return click.option("--type", "kind", type=kinds, help="Only of this type.")(command)


def fold_option(command: Decorated) -> Decorated:
    """Add `--fold`."""
    return click.option("--fold", is_flag=True, help="Fold copies and exact repeats into the first of them.")(command)
