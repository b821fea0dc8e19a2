"""Questions about what is new in saved searches, and their answer."""

from msgspec import Struct

from ..decisions import SavedSearch


class FindNews(Struct, frozen=True, tag=True):
    """Count what a saved search finds, and what of it is new since it was last looked at -> `News`."""

    name: str
    search: SavedSearch
    ids: bool = False
    """Whether to list the new articles, too."""


class MarkSeen(Struct, frozen=True, tag=True):
    """Mark what a saved search finds as seen -> `News`, as it was before, with the new articles."""

    name: str
    search: SavedSearch


class MarkUnseen(Struct, frozen=True, tag=True):
    """Undo a `MarkSeen` -> `News`."""

    name: str
    search: SavedSearch
    ids: tuple[str, ...]
    """The articles that it marked."""
    looked: str = ""
    """When the search had been looked at before that."""


NewsQuestion = FindNews | MarkSeen | MarkUnseen
"""Questions about saved searches and what has been seen of them."""


class News(Struct, frozen=True, tag=True):
    """What a saved search finds, and what of it is new."""

    name: str
    total: int
    """Articles, or quotes."""
    new: int
    """Those of them in articles that it had not found when it was last looked at; all if it never was."""
    looked: str = ""
    """When it was last looked at, as local time `YYYY-MM-DD HH:MM`; "" for never."""
    ids: tuple[str, ...] = ()
    """The new articles, newest first, if requested."""
