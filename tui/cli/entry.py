"""Where the `newsexplore` command begins: to open PATHs takes no library for command lines, all else goes to `main`."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from ...index.processes.safe_path import use_safe_path

SHARED = ("--config", "--index-dir", "--engine")
"""The options that every command takes, each with a value."""
COMMANDS = frozenset(
    (
        *("open", "index", "search", "quotes", "entities", "kwic", "annotate", "export", "doctor", "fetch", "serve"),
        *("init", "config", "completion"),
    )
)
"""First words that are no PATH."""


def main() -> None:
    """Run the command line of this process."""
    use_safe_path()
    opened = opening(sys.argv[1:])
    if opened is None or "_NEWSEXPLORE_COMPLETE" in os.environ:
        from .main import main as command

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


def run(
    work: str, options: dict[str, str], passed: tuple[type[Exception], ...] = (), **arguments: Any
) -> tuple[int, str]:
    """Do `module.function` of `commands` with the options that all take, by name, and its own arguments.

    Returns:
        The exit code, and a line or two for the user when something went wrong: never a traceback. Errors of the kinds
        `passed` are raised.
    """
    module, _, function = work.partition(".")
    try:
        from .options import Options

        shared = Options(options.get("config"), options.get("index_dir"), options.get("engine"))
        getattr(import_module(f".commands.{module}", __package__), function)(shared, **arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # `| head` has seen enough; at exit Python would try to flush, and complain, once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130, "Stopped."
    except passed:
        raise
    except Exception as error:  # the last resort of every command
        from .errors import tell

        message, code = tell(error)
        return code, message
    return 0, ""
