"""Rejects and skips of one file, folded: many of one cause become one line with a count."""

from collections.abc import Iterator

from msgspec import Struct

from ..lazy_pattern import lazy_pattern
from ..model import Article, Reject, Skip

SHOWN = 3
"""Rejects of one cause that are listed one by one; the others of that cause share a line."""
_SHOWN_CAUSES = 100
"""Maximum number of distinct causes listed for one file; damage can make every message different."""
_DIGITS = lazy_pattern(r"\d+")
_QUOTED = lazy_pattern(r"'[^']*'|\"[^\"]*\"|\([^)]*\)|<[^>]*>")


class _Cause(Struct):
    first: Reject
    count: int = 0


def fold(found: Iterator[Article | Reject | Skip], locator: str) -> Iterator[Article | Reject | Skip]:
    """Yield the same articles and, at the end, rejects and skips by cause.

    The first rejects of a cause are yielded as they come, so that they name their place.

    Args:
        found: all that one file gave.
        locator: the file, where the folded lines stand.
    """
    causes: dict[str, _Cause] = {}
    skips: dict[str, Skip] = {}
    for item in found:
        if isinstance(item, Article):
            yield item
        elif isinstance(item, Skip):
            known = skips.get(item.kind)
            skips[item.kind] = Skip(locator, item.kind, known.count + item.count) if known else item
        else:
            cause = _cause(item.reason)
            if cause not in causes and len(causes) >= _SHOWN_CAUSES:
                cause = ""
            entry = causes.setdefault(cause, _Cause(item))
            entry.count += item.count
            if cause and entry.count <= SHOWN:
                yield item
    yield from skips.values()
    for cause, entry in causes.items():
        rest = entry.count - SHOWN if cause else entry.count
        if rest > 0:
            reason = entry.first.reason if cause else "could not be read, for yet other reasons"
            yield Reject(locator, f"{rest:,} more of the same: {reason}" if cause else f"{rest:,} more {reason}", rest)


def _cause(reason: str) -> str:
    """The reason without what differs from record to record: numbers, and names in quotation marks or brackets."""
    return _DIGITS.sub("0", _QUOTED.sub("…", reason))
