"""Optional libraries: imported when a file needs them; where one is missing, the command that installs it."""

import importlib
from typing import Any

from .draft import Unreadable


def need(module: str, extra: str, what: str) -> Any:
    """Import the library that reads a format.

    Args:
        module: its name, dotted.
        extra: the extra of newsexplore that brings it.
        what: the format, in the plural: "PDF documents".

    Raises:
        Unreadable: it is not installed; says what to do.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        raise Unreadable(f"{what} need a library that is missing: pip install 'newsexplore[{extra}]'") from None
