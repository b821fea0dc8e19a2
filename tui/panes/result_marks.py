"""What the user has done with articles, as far as a list of results shows it."""

from typing import Protocol

from ...index.model import Quote


class Marks(Protocol):
    """Answers at once, from memory: it is asked for every row at every frame."""

    def is_read(self, id_: str) -> bool:
        """Whether the article of that id has been read."""
        ...

    def is_kept(self, id_: str, quote: Quote | None = None) -> bool:
        """Whether the article of that id, or this quote of it, is bookmarked."""
        ...


class NoMarks:
    """Marks where nothing is kept of what was read: every article is new."""

    def is_read(self, id_: str) -> bool:  # noqa: ARG002 - the same for all
        """Never."""
        return False

    def is_kept(self, id_: str, quote: Quote | None = None) -> bool:  # noqa: ARG002 - the same for all
        """Never."""
        return False
