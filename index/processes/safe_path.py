"""The module search path without the current folder: a folder of news may contain a file named `queue.py`.

It imports almost nothing, because the command runs it first.
"""

import os
import sys


def safe_path() -> list[str]:
    """Return `sys.path` without relative entries and without the current folder.

    The folder that contains this package stays, at the end, even if it is the current one.
    """
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))  # noqa: PTH120, PTH100
    try:
        here = os.path.realpath(os.getcwd())  # noqa: PTH109
    except OSError:  # the current folder was removed
        here = ""
    found = [path for path in sys.path if os.path.isabs(path) and not _same(path, here)]  # noqa: PTH117
    found += [path for path in sys.path if _same(path, here) and _installed(path)]
    return found if root in found else [*found, root]


def use_safe_path() -> None:
    """Stop importing from the current folder."""
    sys.path[:] = safe_path()


def _same(path: str, folder: str) -> bool:
    return bool(folder) and os.path.realpath(path or os.curdir) == folder


def _installed(path: str) -> bool:
    """Return whether a folder is part of Python or contains installed packages."""
    parts = os.path.normcase(path).split(os.sep)  # noqa: PTH206
    inside = os.path.normcase(path).startswith((os.path.normcase(sys.prefix), os.path.normcase(sys.base_prefix)))
    return inside and any(part.startswith(("python3", "site-packages", "dist-packages", "lib")) for part in parts)
