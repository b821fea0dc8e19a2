"""Paths as people look for them: from the folder of the corpus on. No widgets here."""

from collections.abc import Iterable
from pathlib import Path

_ENDS = ("", "/", "#", "!")
"""What may follow the path of a corpus in a locator."""


def path_within(locator: str, folders: Iterable[str]) -> str:
    """Return a locator from the folder of its corpus on, with that folder's name where the corpus is one file.

    What is in none of the folders is returned whole.
    """
    plain = map(_plain, folders)
    found = [one for one in plain if locator.startswith(one) and locator[len(one) :][:1] in _ENDS]
    if not found:
        return locator
    longest = max(found, key=len)
    rest = locator[len(longest) :]
    return rest[1:] if rest.startswith("/") else Path(longest).name + rest


def _plain(folder: str) -> str:
    return str(Path(folder))
