"""What controllers tell each other: requests in the imperative, events in the past tense; and the router of both.

A message reaches its handlers before `post` returns, so that the next key already meets what it has changed.
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, ParamSpec

from ...index.decisions import Change, SavedSearch
from ...index.model import Span
from ...index.protocol.answers import Reading
from ..session.history import Place
from ..session.trail import Trail
from ..storage.undo_stack import SeenSearch

Landing = Literal["first", "last", "resume", "stay"] | Place | Span
"""Where to go in an article that opens: the first or last stop of the trail, where the reader left it, where the open
one is scrolled to, a place, or a span."""

Fields = ParamSpec("Fields")


# Requests


class ChangeQuery(NamedTuple):
    """Search another query, as the user's next step: `history.back` returns to the present one."""

    query: str
    quotes: bool | None = None
    """Whether to search quotes; None keeps the mode."""


class StartSearch(NamedTuple):
    """Run the session's query, which has changed."""

    place: Place | None = None
    """Where to go in the results; None opens the first one."""
    try_prefix: bool = False
    """Whether the query is still being typed."""


class RefreshResults(NamedTuple):
    """Run the session's query again, without moving what the user looks at."""


class GoToPlace(NamedTuple):
    """Search what was searched at a place, and open what was open there."""

    place: Place


class LeavePlace(NamedTuple):
    """Add the present place to the history, before going somewhere else."""


class OpenArticle(NamedTuple):
    """Open an article by its id, after `delay` seconds unless another is requested by then."""

    article: str
    landing: Landing
    delay: float = 0.0


class OpenReading(NamedTuple):
    """Open an article that is here already."""

    reading: Reading
    landing: Landing


class OpenRow(NamedTuple):
    """Open the article of the selected result, after `delay` seconds unless another is requested by then."""

    delay: float = 0.0


class OpenPlace(NamedTuple):
    """Open a place's article as it was there."""

    place: Place


class CloseArticle(NamedTuple):
    """Show no article."""


class SelectResult(NamedTuple):
    """Move the cursor of the results to an article, by its id, without opening it."""

    article: str


class FollowTrail(NamedTuple):
    """Make something else the trail, and go to its first stop from here on."""

    trail: Trail


class GoToStop(NamedTuple):
    """Go to a stop of the trail in the open article, by its number from 0."""

    stop: int


class GoToSpan(NamedTuple):
    """Show a span of the open article, which need not be a stop of the trail."""

    span: Span


class ShowTrailStatus(NamedTuple):
    """Show the trail and the position on it in the trail line."""


class RunCommand(NamedTuple):
    """Run a command, by its id, as its key does."""

    command: str


class Decide(NamedTuple):
    """Make the user's decisions, and show a message once they are written."""

    changes: tuple[Change, ...]
    message: str = ""


class MarkArticles(NamedTuple):
    """Mark articles as read or unread, by their ids."""

    ids: tuple[str, ...]
    read: bool
    undoable: bool = True
    """False for undo and redo."""


class MarkSearchSeen(NamedTuple):
    """Mark what a saved search finds as seen, by its name."""

    name: str


class MarkSearchUnseen(NamedTuple):
    """Undo that what a saved search finds was marked as seen."""

    seen: SeenSearch


# Events


class ResultsShown(NamedTuple):
    """The first page of a search is on screen."""


class NothingFound(NamedTuple):
    """The explanation of a search without results has arrived, perhaps with another spelling."""


class DecisionsMade(NamedTuple):
    """The user's decisions are written."""

    changes: tuple[Change, ...]


class DecisionsLoaded(NamedTuple):
    """The user's decisions are here, or may have changed."""


class SavedSearchOpened(NamedTuple):
    """The user goes to a saved search."""

    search: SavedSearch


class PageShown(NamedTuple):
    """Another page of the results has arrived."""


class IndexChanged(NamedTuple):
    """A commit made more articles searchable, or others."""


class IndexingEnded(NamedTuple):
    """The index is up to date, or could not be brought so."""


class ArticleOpening(NamedTuple):
    """An article is about to take the place of the open one."""

    reading: Reading


class ArticleOpened(NamedTuple):
    """The article is in its panes, and has yet to be scrolled to a landing."""

    landing: Landing


class ArticleClosed(NamedTuple):
    """No article is open."""


class ArticlePrefetched(NamedTuple):
    """An article is here that the next step along the trail would open."""

    reading: Reading


class Router:
    """Hands each message to its handlers, in the order in which they were added."""

    def __init__(self) -> None:
        self._handlers: dict[object, list[Callable[..., None]]] = {}

    def add(self, kind: Callable[Fields, object], *handlers: Callable[Fields, None]) -> None:
        """Call handlers with the fields of every message of a kind."""
        self._handlers.setdefault(kind, []).extend(handlers)

    def post(self, message: tuple[Any, ...]) -> None:
        """Call the handlers of a message, now. A message of a kind that nobody handles raises KeyError."""
        for handler in self._handlers[type(message)]:
            handler(*message)

    def handles(self, kind: type) -> bool:
        """Return whether a kind of message has a handler."""
        return bool(self._handlers.get(kind))
