"""What has been seen of each saved search: the articles that it had found when the user last looked at it.

One file for each search in a folder of the user's data. Its first line says which search it is and when it was looked
at, each further one is the id of an article. A search that no longer finds an article still knows it as seen.
"""

from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from ..files import locked, make_private, read_regular, write_whole
from .curation_file import CurationError

LOCK_SECONDS = 2.0


class Seen(Struct, frozen=True):
    """What has been seen of a saved search."""

    looked: str = ""
    """When it was last looked at; "" for never."""
    ids: frozenset[str] = frozenset()


class _Head(Struct):
    """The first line of a file."""

    name: str
    looked: str


class SeenFiles:
    """What has been seen of the searches in one curation file.

    Args:
        folder: Where the files are; it need not exist.
        curation_file: Where the searches are saved; another one may use the same names.
    """

    def __init__(self, folder: Path, curation_file: Path) -> None:
        self._folder = folder
        self._curation_file = curation_file

    def load(self, name: str) -> Seen:
        """Return what has been seen of a search.

        A file that is missing, damaged or unreadable leaves everything new: that hides nothing.
        """
        try:
            head, *ids = read_regular(self._path(name)).decode().split("\n")
            known = msgspec.json.decode(head, type=_Head)
        except (OSError, ValueError, msgspec.MsgspecError):
            return Seen()
        return Seen(known.looked, frozenset(filter(None, ids)))

    def add(self, name: str, ids: Collection[str], looked: str) -> None:
        """Add articles to what has been seen of a search, which was looked at now.

        Raises:
            CurationError: the file cannot be written.
        """
        self._change(name, looked, add=ids)

    def remove(self, name: str, ids: Collection[str], looked: str) -> None:
        """Take articles from what has been seen of a search; raises as `add`."""
        self._change(name, looked, remove=ids)

    def _change(self, name: str, looked: str, *, add: Collection[str] = (), remove: Collection[str] = ()) -> None:
        path = self._path(name)
        try:
            make_private(self._folder)
            with locked(path, LOCK_SECONDS):
                ids = self.load(name).ids.union(add).difference(remove)
                lines = (msgspec.json.encode(_Head(name, looked)).decode(), *sorted(ids))
                write_whole(path, "".join(f"{line}\n" for line in lines).encode())
        except OSError as error:
            raise CurationError(f"{path} cannot be written: {error.strerror or error}.") from error

    def _path(self, name: str) -> Path:
        """Return the file of a search; its name may hold any character."""
        key = f"{self._curation_file}\0{name}".encode("utf-8", "surrogatepass")
        return self._folder / f"{blake2b(key, digest_size=16).hexdigest()}.seen"
