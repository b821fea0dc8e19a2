"""How far each article was read, kept between runs."""

from ...index.protocol.answers import Reading
from ..session.session import Session
from ..storage.session_file import Position, SessionState
from .messages import Landing


class ReadingPositions:
    """Saves the position in the open article, and finds that of one that opens."""

    def __init__(self, remembered: SessionState) -> None:
        self._remembered = remembered
        self._opened_in = ("", False)
        """The query and mode in which the open article was opened."""

    def begin(self, session: Session) -> None:
        """Note the search in which an article was opened."""
        self._opened_in = session.query, session.quotes

    def save(self, session: Session, top: int) -> None:
        """Save the position in the open article; `top` is the offset of the first character on screen."""
        if session.reading is not None:
            position = Position(top, *self._opened_in, session.trail, session.stop)
            self._remembered.put_position(session.article_id, position)

    def landing(self, session: Session, reading: Reading) -> Landing:
        """Return where the reader left an article; its first stop if this search leads to other stops, or if unread."""
        position = self._remembered.positions.get(reading.article.id)
        if position is None:
            return "first"
        same = (position.query, position.quotes, position.trail) == (session.query, session.quotes, session.trail)
        if not same and session.trail.stops(reading):
            return "first"
        return session.place(position.top)._replace(stop=position.stop if same else None)
