"""Options that several commands share, as decorators."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

SHARED = {
    "config": (("--config",), "FILE", "Use this configuration file."),
    "index_dir": (("--index-dir",), "DIR", "Store or find the index in this folder."),
    "engine": (("--engine",), "NAME", "The index engine: whoosh or tantivy."),
}


def shared_options(command: Decorated) -> Decorated:
    """Add the options that every command takes, before or after its name."""
    for name, (flags, metavar, text) in reversed(SHARED.items()):
        command = click.option(*flags, name, metavar=metavar, help=text)(command)
    return command


def as_json(command: Decorated) -> Decorated:
    """Add the choice of JSON."""
    return click.option("--json", "json", is_flag=True, help="Print JSON, one object a line.")(command)


def inside(command: Decorated) -> Decorated:
    """Add the corpus to search."""
    text = "Search the index of this corpus; repeatable. Default: the configured corpora, else the last one used."
    return click.option("--in", "paths", metavar="PATH", multiple=True, help=text)(command)


def limit(default: int) -> Callable[[Decorated], Decorated]:
    """Add the number of results."""
    return click.option(
        "--limit", type=click.IntRange(0), default=default, show_default=True, help="Maximum number; 0: all."
    )


def sort(command: Decorated) -> Decorated:
    """Add the order of the results."""
    kinds = click.Choice(("relevance", "newest", "oldest", "outlet"))
    return click.option("--sort", type=kinds, help="Order of the results. Default: search.sort of the configuration.")(
        command
    )


def of_type(command: Decorated) -> Decorated:
    """Add the type of the names that are listed."""
    kinds = click.Choice(("person", "org", "place", "misc"))
    return click.option("--type", "kind", type=kinds, help="Only of this type.")(command)
