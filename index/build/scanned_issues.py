"""Files that are read together: the pages of a scanned issue, and the description that divides them into articles."""

from collections.abc import Iterator
from pathlib import Path

from ..corpus.sources import is_description
from ..model import SourceState
from .reading_task import Task


class ScannedIssues:
    """The files of one corpus that a scan finds unchanged, until it is known whether their issue has changed."""

    def __init__(self) -> None:
        self._descriptions: set[Path] = set()
        """Folders in which a description stands."""
        self._changed: set[str] = set()
        """Paths of files that are new, changed or gone."""
        self._held: list[tuple[Task, SourceState]] = []

    def note_changed(self, path: str) -> None:
        """Note a file that is new, changed or gone."""
        if _may_belong(path):
            self._note(path)
            self._changed.add(path)

    def hold(self, task: Task, state: SourceState) -> bool:
        """Keep an unchanged file until all are known; false for one that belongs to no issue in any case."""
        if not _may_belong(task.source.path):
            return False
        self._note(task.source.path)
        self._held.append((task, state))
        return True

    def held(self) -> Iterator[tuple[Task, SourceState, bool]]:
        """Yield every file kept, and whether another file of its issue has changed."""
        issues = {self._issue(path) for path in self._changed} - {None}
        for task, state in self._held:
            yield task, state, self._issue(task.source.path) in issues

    def _note(self, path: str) -> None:
        if is_description(Path(path).name):
            self._descriptions.add(Path(path).parent)

    def _issue(self, path: str) -> Path | None:
        """The folder of the description that a file may belong to: its own or the one above; None if there is none."""
        folder = Path(path).parent
        return next((place for place in (folder, folder.parent) if place in self._descriptions), None)


def _may_belong(path: str) -> bool:
    return ".xml" in Path(path).name.lower()
