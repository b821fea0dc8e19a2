"""How a child process runs: isolated from the current folder, its standard input and output a channel to its parent.

Workers import this without asyncio, which takes 2 MB.
"""

import os
import signal
import sys
from contextlib import suppress

from .child_log import log_errors
from .framing import Channel
from .safe_path import safe_path

_BOOT = (
    "import sys; n = int(sys.argv[2]); sys.path[:] = sys.argv[3:3 + n]; module = sys.argv[1]; "
    "sys.argv[:] = [module, *sys.argv[3 + n:]]; "
    "import importlib; importlib.import_module(module).main()"
)
"""Code that a child's interpreter runs: it adopts our search path, then calls `main` of a module."""


def command(module: str, *arguments: str) -> list[str]:
    """Return the command line that runs `main()` of a module of this package, isolated from the current folder."""
    path = safe_path()
    return [sys.executable, "-P", "-c", _BOOT, module, str(len(path)), *path, *arguments]


def environment() -> dict[str, str]:
    """Return the environment without variables that extend a child's module search path."""
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, "PYTHONSAFEPATH": "1"}


def become_child(name: str) -> Channel:
    """Turn this process into a child: its standard input and output become the channel to its parent."""
    log_errors(name)
    channel = Channel(os.dup(0), os.dup(1))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)  # output printed by a library would be read as a message
    os.close(nothing)
    return channel


def describe_end(code: int) -> str:
    """Describe how a process ended: `killed by SIGKILL`, `exit code 3`."""
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return f"killed by {signal.Signals(-code).name}"
    return f"killed by signal {-code}"
