"""Files that have only grown: their beginning is as it was when it was read, so that only new records need be read."""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct, structs

from ..corpus.seams import begins_anew
from ..corpus.sources import digest_of
from ..model import Reject, Skip, SourceState
from .reading_task import Task

_CHUNK = 1024 * 1024


class Reading(Struct, frozen=True):
    """What has to be read of a file."""

    digest: str
    """Of all its bytes; "" when they cannot be read."""
    before: SourceState | None = None
    """What is remembered of its beginning, when only the records behind that are new."""

    @property
    def known(self) -> int:
        """Records that need not be read again."""
        return self.before.tail.records if self.before and self.before.tail else 0


def reading_of(task: Task, check: Callable[[], None] = lambda: None) -> Reading:
    """Decide whether all of a file must be read, by the bytes that it held when it was read last.

    `check` is called for parts of the file, and may raise to stop.
    """
    path, before = task.source.path, task.before
    if task.digest or task.force or before is None or before.tail is None or not before.digest:
        return Reading(task.digest or digest_of(path, check))
    size = int(before.stamp.split(":")[0])
    if size >= task.source.size:
        return Reading(digest_of(path, check))
    try:
        beginning, whole = _digests(path, size, check)
        grown = beginning == before.digest and begins_anew(path, size, before.tail)
    except OSError:
        return Reading("")
    return Reading(whole, before if grown else None)


def extended(before: SourceState, found: SourceState) -> SourceState:
    """What to remember of a file whose beginning is remembered already, and of which only the rest was read."""
    skips: dict[tuple[str, str], Skip] = {}
    for skip in (*before.skips, *found.skips):
        known = skips.get((skip.locator, skip.kind))
        skips[skip.locator, skip.kind] = structs.replace(skip, count=skip.count + known.count) if known else skip
    rejects: tuple[Reject, ...] = (*before.rejects, *found.rejects)
    remarks = tuple(dict.fromkeys((*before.remarks, *found.remarks)))
    articles = before.articles + found.articles
    return structs.replace(found, articles=articles, rejects=rejects, skips=tuple(skips.values()), remarks=remarks)


def size_of(path: str) -> int:
    """The bytes that a file holds now; -1 when it cannot be looked at."""
    try:
        return Path(path).stat().st_size
    except OSError:
        return -1


def _digests(path: str, size: int, check: Callable[[], None]) -> tuple[str, str]:
    """Hashes of a file's first `size` bytes and of all its bytes."""
    digest = blake2b(digest_size=16)
    with Path(path).open("rb") as file:
        left = size
        while left and (data := file.read(min(left, _CHUNK))):
            digest.update(data)
            left -= len(data)
            check()
        beginning = digest.hexdigest()
        while data := file.read(_CHUNK):
            digest.update(data)
            check()
    return beginning, digest.hexdigest()
