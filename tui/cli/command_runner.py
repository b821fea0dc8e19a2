"""Runs a command of `commands` and turns whatever goes wrong into an exit code and a message."""

import os
import select
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

from ...index.processes.heap import objects_that_stay


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
        with objects_that_stay():  # collecting garbage took a seventh of the time of importing
            command = getattr(import_module(f".commands.{module}", __package__), function)
        command(shared, **arguments)
        sys.stdout.flush()
    except BrokenPipeError as error:
        if not _reader_is_gone():  # another pipe or connection has ended: to say nothing would pass for success
            from .errors import explain

            message, code = explain(error)
            return code, message
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


def _reader_is_gone() -> bool:
    """Return whether nobody reads what this process prints any more; True where the system does not tell."""
    if not hasattr(select, "poll"):
        return True
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # no file of the system, as in tests, or closed
            poll = select.poll()
            poll.register(stream.fileno(), select.POLLOUT)
            if any(event & select.POLLERR for _, event in poll.poll(0)):
                return True
    return False
