"""Optional libraries: imported when a file needs them; what they raise, and the command for a missing one, in words."""

import importlib
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from ..limits import TooSlowError
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


@contextmanager
def telling_damage(what: str) -> Generator[None]:
    """Turn whatever a library raises on damaged data, from AssertionError to struct.error, into `Unreadable`.

    Args:
        what: what is damaged: "a damaged PDF".
    """
    try:
        yield
    except (Unreadable, TooSlowError):
        raise
    except Exception as error:
        raise Unreadable(f"{what}: {' '.join(str(error).split())[:200] or type(error).__name__}") from None
