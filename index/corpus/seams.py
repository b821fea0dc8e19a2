"""Where a file of records has grown: whether what was added begins with a record of its own."""

from pathlib import Path

from ..lazy_pattern import lazy_pattern
from ..model import Tail

ENVELOPE = lazy_pattern(rb"^From \S+.*\d{4}|^From - |^From [^ ]+@[^ ]+ ")
"""The line that begins a message of a mailbox."""
_BEFORE, _AFTER = 4, 4096
"""Bytes looked at on each side of the seam."""


def begins_anew(path: str, size: int, tail: Tail) -> bool:
    """Return whether what a file holds beyond its first `size` bytes is not the rest of a record that began before.

    Raises:
        OSError: the file cannot be read.
    """
    with Path(path).open("rb") as file:
        file.seek(max(0, size - _BEFORE))
        before = file.read(min(size, _BEFORE))
        after = file.read(_AFTER)
    if tail.seam == "line":
        return before.endswith(b"\n") or after.startswith((b"\n", b"\r\n"))
    if tail.seam == "message":
        envelope = after.lstrip(b"\r\n")
        blank = before + after[: len(after) - len(envelope)]
        return ENVELOPE.match(envelope) is not None and blank.replace(b"\r", b"").endswith(b"\n\n")
    if tail.seam == "member":
        return after.startswith(b"\x1f\x8b")
    return after.startswith((b"WARC/", b"\x1f\x8b"))
