"""Members of an archive that are read with others of it: held until its end.

An archive is read from front to back, and a description (METS) may stand before or behind the scanned pages (ALTO) that
it divides into articles, as a list of posts may with their texts. All are copied into a temporary folder, where they
lie beside each other as in the archive.
"""

import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .. import substack_export, unread_formats
from ..draft import Place
from ..text import encodings

_ROOTS = ("mets", "alto")
_LOOK = 4096
"""Bytes in which a root element is looked for."""


def is_held(name: str, head: bytes) -> bool:
    """Whether a member is a scanned page, the description of some, a list of posts or one of them."""
    return _is_scan(head) or substack_export.is_part(name, head)


def _is_scan(head: bytes) -> bool:
    head = head[:_LOOK]
    folded = head.lower()
    if b"mets" not in folded and b"alto" not in folded:
        return False
    return unread_formats.root(encodings.decode(head, encodings.declared(head))) in _ROOTS


class HeldMembers:
    """Copies of such members of one archive, removed when the `with` block ends."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._held: list[tuple[Place, str, Path]] = []

    def __enter__(self) -> "HeldMembers":
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder:
            self._folder.cleanup()

    def hold(self, stream: io.BufferedReader, place: Place, name: str) -> bool:
        """Copy a member; return False, with nothing read, if its name cannot be that of a file, or is taken.

        Raises:
            OSError: the disk is full, or whatever else reading a damaged member raises.
        """
        try:
            path = self._path(place.member, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            copy = path.open("xb")
        except (OSError, ValueError):
            return False
        with copy:
            shutil.copyfileobj(stream, copy, 1024 * 1024)
        self._held.append((place, name, path))
        return True

    def _path(self, member: str, name: str) -> Path:
        """Where the copy of a member belongs; an archive in an archive is a folder, and a `.gz` has its inner name."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="newsexplore-")
        parts = [part for part in member.replace("\\", "/").replace("!", "/").split("/") if part not in ("", ".", "..")]
        return Path(self._folder.name, *parts[:-1], name)

    def release(self) -> Iterator[tuple[Place, str, Path]]:
        """Yield the place, name and copy of each member, in their order."""
        yield from self._held
