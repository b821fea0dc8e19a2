"""Regular expressions that are compiled when they are first used.

One of five hundred names of months takes 2 to 5 ms to compile, and one of all scripts as long; those of all readers
take 100 ms. Every process would pay for them at its start, though most never meet a text that needs them.
"""

import re
from typing import Any, AnyStr, Generic, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _LazyPattern(Generic[AnyStr]):
    """Takes the methods of its pattern once one of them is asked for."""

    def __init__(self, source: AnyStr, flags: int) -> None:
        self.pattern = source
        self.flags = flags
        """As given, without those that the source itself sets."""

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        pattern = re.compile(self.pattern, self.flags)
        vars(self).update({method: getattr(pattern, method) for method in _METHODS})
        return getattr(pattern, name)


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what searches, matches, splits and substitutes as `re.compile(source, flags)` does."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))
