"""The read marks and bookmarks that the list of results shows."""

from typing import Protocol

from ...index.model import Quote


class Marks(Protocol):
    """Answers from memory: every row asks in every frame."""

    def is_read(self, id_: str) -> bool:
        """Return whether an article is read."""
        ...

    def is_new(self, id_: str) -> bool:
        """Return whether an article is new in the saved search on screen."""
        ...

    def is_bookmarked(self, id_: str, quote: Quote | None = None) -> bool:
        """Return whether an article, or a quote of it, is bookmarked."""
        ...


class NoMarks:
    """No marks: every article is unread."""

    def is_read(self, id_: str) -> bool:  # noqa: ARG002 - the same for all
        """Return False."""
        return False

    def is_new(self, id_: str) -> bool:  # noqa: ARG002 - the same for all
        """Return False."""
        return False

    def is_bookmarked(self, id_: str, quote: Quote | None = None) -> bool:  # noqa: ARG002 - the same for all
        """Return False."""
        return False
