"""Where the `newsexplore` command begins: to open PATHs takes no library for command lines, all else goes to `main`."""

import gc
import os
import sys
from collections.abc import Sequence

from ...index.processes.heap import objects_that_stay
from ...index.processes.safe_path import use_safe_path
from .command_runner import run

SHARED = ("--config", "--index-dir", "--engine")
"""The options that every command takes, each with a value."""
COMMANDS = frozenset(
    (
        *("open", "index", "init", "search", "quotes", "entities", "speakers", "kwic", "annotate", "export", "verify"),
        *("copies", "words", "ngrams", "collocates", "keyness", "profile", "compare"),
        *("similar", "quote-variants", "news", "batch", "counts", "why", "timeline"),
        "matrix",
        *("doctor", "fetch", "serve", "config", "completion"),
    )
)
"""First words that are no PATH."""


def main() -> None:
    """Run the command line of this process."""
    use_safe_path()
    opened = opening(sys.argv[1:])
    if opened is None or "_NEWSEXPLORE_COMPLETE" in os.environ:
        from .fast_exit import leaving_at_once

        with objects_that_stay():
            from .main import main as command

        with leaving_at_once():
            command()
    else:
        gc.disable()  # to look for garbage in what is being imported would take a twentieth of the start
        options, paths = opened
        code, message = run("interface.open_interface", options, paths=paths)
        if message:
            from ..terminal.sanitise import sanitise

            sys.stderr.write(f"{sanitise(message)}\n")
        sys.exit(code)


def opening(arguments: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]] | None:
    """The options, by name, and the PATHs of a command line that opens the interface; None for any other."""
    options: dict[str, str] = {}
    paths: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-"):
            paths.append(argument)
            continue
        option, given, value = argument.partition("=")
        if not given:
            value = next(rest, "")
        if option not in SHARED or not value or value.startswith("-"):
            return None
        options[option.removeprefix("--").replace("-", "_")] = value
    return None if paths and paths[0] in COMMANDS else (options, tuple(paths))
