"""Regular expressions that are compiled when they are first used.

One of five hundred names of months takes 2 to 5 ms to compile, and one of all scripts as long: every process would pay
for them at its start, though most never meet a text that needs them.
"""

import re
from typing import Any, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class _LazyPattern:
    """Takes the methods of its pattern once one of them is asked for."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        pattern = re.compile(self._source)
        vars(self).update({method: getattr(pattern, method) for method in _METHODS})
        return getattr(pattern, name)


def lazy_pattern(source: str) -> "re.Pattern[str]":
    """Return what searches, matches, splits and substitutes as `re.compile(source)` does."""
    return cast("re.Pattern[str]", _LazyPattern(source))
