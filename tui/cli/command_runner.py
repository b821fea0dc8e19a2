"""Runs a command of `commands` and turns whatever goes wrong into an exit code and a message."""

import os
import sys
from importlib import import_module
from typing import Any


def run(
    work: str, options: dict[str, Any], passed: tuple[type[Exception], ...] = (), **arguments: Any
) -> tuple[int, str]:
    """Call `module.function` of `commands` with the shared options, by name, and its own arguments.

    Returns:
        The exit code, and a line or two for the user when something went wrong: never a traceback. Errors of the kinds
        `passed` are raised.
    """
    module, _, function = work.partition(".")
    try:
        from .options import Options

        shared = Options(
            options.get("config"), options.get("index_dir"), options.get("engine"), bool(options.get("exact"))
        )
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
        from .errors import explain

        message, code = explain(error)
        return code, message
    return 0, ""
