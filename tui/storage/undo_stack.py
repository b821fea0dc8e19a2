"""The undo stack: decisions of one session that can be undone and redone."""

from typing import NamedTuple

from ...index.curation.changes import changed, inverse, split_reference
from ...index.decisions import (
    UNKNOWN_SPEAKER,
    Change,
    Curation,
    EditItem,
    Merge,
    Rejection,
    SavedSearch,
    SaveSearch,
    Split,
    Tagging,
)
from ..terminal.sanitise import sanitise_line

TYPE_NAMES = {"person": "person", "org": "organisation", "place": "place", "misc": "other"}
"""Display names of entity types."""
NAME_LENGTH = 60
"""Maximum length of a title or quote in a description."""


class Reads(NamedTuple):
    """That articles were marked as read, or as unread."""

    ids: tuple[str, ...]
    """Those for which that was news."""
    read: bool


class SeenSearch(NamedTuple):
    """That what a saved search finds was marked as seen."""

    name: str
    search: SavedSearch
    ids: tuple[str, ...]
    """The articles for which that was news."""
    looked: str
    """When the search had been looked at before."""


class Step(NamedTuple):
    """One decision and its inverse."""

    changes: tuple[Change, ...]
    inverse: tuple[Change, ...]
    reads: Reads | None = None
    """Where it is no change of the curation but of what is read."""
    seen: SeenSearch | None = None
    """Where it is one of what has been seen of a saved search."""


class UndoStack:
    """Decisions that can be undone, and undone ones that can be redone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def record(self, curation: Curation, changes: tuple[Change, ...]) -> None:
        """Record a decision before it is applied to a curation, and clear the redo stack."""
        step = _step(curation, changes)
        if step is not None:
            self._done.append(step)
            self._undone.clear()

    def record_reads(self, reads: Reads) -> None:
        """Remember that articles were marked as read or unread."""
        self._done.append(Step((), (), reads))
        self._undone.clear()

    def record_seen(self, seen: SeenSearch) -> None:
        """Remember that what a saved search finds was marked as seen."""
        self._done.append(Step((), (), seen=seen))
        self._undone.clear()

    def discard(self, changes: tuple[Change, ...]) -> None:
        """Remove a decision that could not be written, whether made by the user, undo or redo."""
        for number in range(len(self._done) - 1, -1, -1):
            if self._done[number].changes == changes:
                del self._done[number]
                return
        for number in range(len(self._undone) - 1, -1, -1):
            if self._undone[number].inverse == changes:
                self._done.append(self._undone.pop(number))
                return

    def undo(self) -> Step | None:
        """Return the newest decision, whose inverse the caller applies; None if there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return step

    def redo(self, curation: Curation) -> Step | None:
        """Return the decision undone last, whose changes the caller applies again; None if there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        if step.reads is None and step.seen is None:
            step = _step(curation, step.changes) or Step(step.changes, ())
        self._done.append(step)
        return step


def _step(curation: Curation, changes: tuple[Change, ...]) -> Step | None:
    """Return a decision with its inverse; None if it changes nothing."""
    if changed(curation, *changes) is curation:
        return None
    return Step(changes, inverse(curation, *changes))


def described(step: Step) -> str:
    """Describe a decision briefly: `bookmark on “The dam”`."""
    if step.reads is not None:
        ids, read = step.reads
        return f"{len(ids):,} article{'' if len(ids) == 1 else 's'} marked as {'read' if read else 'unread'}"
    if step.seen is not None:
        return f"search “{sanitise_line(step.seen.name)}” marked as seen"
    changes = step.changes
    return _described(changes[0]) + (f" and {len(changes) - 1:,} more" if len(changes) > 1 else "")


def described_merge(canonical: str, other: str) -> str:
    """Describe a merge of two entities: a new type, or one name for both."""
    (kind, name), (other_kind, other_name) = split_reference(canonical), split_reference(other)
    name, other_name = sanitise_line(name), sanitise_line(other_name)
    if kind is not None and other_kind is not None and kind != other_kind and name == other_name:
        return f"{name} is of type {TYPE_NAMES[kind]}, not {TYPE_NAMES[other_kind]}"
    return f"{other_name} is {name}"


def described_entity(reference: str) -> str:
    """Format a reference for display: `Ilka Vorrin (person)`."""
    kind, name = split_reference(reference)
    return f"{sanitise_line(name)} ({TYPE_NAMES[kind]})" if kind is not None else sanitise_line(name)


def _described(change: Change) -> str:
    match change:
        case EditItem(about=about):
            name = sanitise_line(about.said or about.title or about.locator or change.key)
            on = f"“{name[:NAME_LENGTH]}{'…' if len(name) > NAME_LENGTH else ''}”"
            if change.bookmark is not None:
                return f"bookmark on {on}" if change.bookmark else f"bookmark removed from {on}"
            if change.note is not None:
                return f"note on {on}"
            if change.speaker is not None:
                speaker = "unknown" if change.speaker == UNKNOWN_SPEAKER else described_entity(change.speaker)
                return f"speaker of {on}: {speaker or 'as found'}"
            return f"tags of {on}"
        case Tagging(tag=tag, ids=ids, on=on):
            return f"tag “{sanitise_line(tag)}” {'put on' if on else 'taken from'} {len(ids):,} articles"
        case SaveSearch(name=name, search=search):
            return f"search {'saved as' if search is not None else 'removed:'} “{sanitise_line(name)}”"
        case Merge(canonical=canonical, others=others, on=on):
            names = "; ".join(described_merge(canonical, other) for other in others) or described_entity(canonical)
            return f"“{names}”" if on else f"no longer “{names}”"
        case Split(name=name):
            return f"{described_entity(name)} split off"
        case Rejection(name=name, on=on):
            return f"{described_entity(name)} {'rejected' if on else 'no longer rejected'}"
