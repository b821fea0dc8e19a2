"""Where values were found in a source: noted by readers while a file is explained, and at no other time.

Readers call `note`, `note_field` and `note_date` as they find things. Outside of `collecting` these do nothing.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct

_LONGEST = 400
"""Characters of a value that are kept."""
_MOST = 5_000
"""Notes of one record: a long document has as many elements."""


class Found(Struct, frozen=True):
    """A value, and the place that it was read from."""

    place: str
    """A name in the source, such as `Headline`, `head/title` or `og:title`."""
    raw: str
    """The beginning of the value as it was read."""
    kind: str = ""
    """What the place is: "element", "meta element"; "" where the format says it: a column, a field."""
    field: str = ""
    """The article's field that it was read for, if that is known."""
    how: str = ""
    """Why this place, where its name does not say it."""


class DateReading(Struct, frozen=True):
    """A date as it is written, and as it was understood."""

    raw: str
    iso: str
    """"" when it was left unknown."""
    how: str = ""
    """What decided between several readings."""


class Notes:
    """What was noted since the last record."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.dates: list[DateReading] = []
        self.names: tuple[str, ...] = ()
        """Names of the record's own fields that hold something."""

    def clear(self) -> None:
        """Forget everything: another record begins."""
        self.found, self.dates, self.names = [], [], ()


_notes: ContextVar[Notes | None] = ContextVar("notes", default=None)


@contextmanager
def collecting() -> Generator[Notes]:
    """Have notes taken; the caller clears them from record to record."""
    notes = Notes()
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


@contextmanager
def paused() -> Generator[None]:
    """Take no notes: other records are read ahead."""
    token = _notes.set(None)
    try:
        yield
    finally:
        _notes.reset(token)


def is_collecting() -> bool:
    """Whether notes are being taken: what is costly to note is looked up only then."""
    return _notes.get() is not None


def begin(names: Iterable[str]) -> None:
    """Begin a record of named fields."""
    notes = _notes.get()
    if notes is not None:
        notes.clear()
        notes.names = tuple(names)


def note(kind: str, place: str, raw: str) -> None:
    """Note that a value was read from a place, whatever it will be used for."""
    notes = _notes.get()
    if notes is not None and raw and len(notes.found) < _MOST:
        notes.found.append(Found(place, raw[:_LONGEST], kind))


def note_field(field: str, place: str, raw: str, how: str = "") -> None:
    """Note that the value of an article's field was read from a record's field."""
    notes = _notes.get()
    if notes is not None:
        notes.found.append(Found(place, raw[:_LONGEST], field=field, how=how))


def note_date(raw: str, iso: str, how: str = "") -> None:
    """Note how a written date was understood."""
    notes = _notes.get()
    if notes is not None and raw.strip() and len(notes.dates) < _MOST:
        notes.dates.append(DateReading(raw.strip()[:_LONGEST], iso, how))
