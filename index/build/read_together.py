"""Files that are read together: a scanned issue with the description that divides it, and the first pages of a site.

The titles of a site's pages tell its name, which is then cut off them: a page that was read before the others has it.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..corpus.archives.saved_folders import PAGES
from ..corpus.sources import is_description
from ..model import SourceState
from .reading_task import Task

_FEW_PAGES = 6
"""Pages of a folder from which its site's name is known as well as it ever will be."""
_MOST_PAGES = 20_000
"""Pages that are kept at most: each takes some hundred bytes."""


class ReadTogether:
    """The unchanged files of one corpus, until it is known whether their issue or site has changed."""

    def __init__(self) -> None:
        self._descriptions: set[Path] = set()
        """Folders in which a description stands."""
        self._changed: set[str] = set()
        """Paths of files that are new, changed or gone."""
        self._held: list[tuple[Task, SourceState]] = []
        self._pages: Counter[Path] = Counter()
        """Unchanged pages by folder."""
        self._sites: set[Path] = set()
        """Folders with a page that is new, changed or gone."""

    def note_changed(self, path: str) -> None:
        """Note a file that is new, changed or gone."""
        if _may_belong(path):
            self._note(path)
            self._changed.add(path)
        elif _is_page(path):
            self._sites.add(Path(path).parent)

    def hold(self, task: Task, state: SourceState) -> bool:
        """Keep an unchanged file until all are known; false for one that belongs to no issue or site in any case."""
        if _is_page(task.source.path):
            folder = Path(task.source.path).parent
            self._pages[folder] += 1
            if self._pages[folder] > _FEW_PAGES or len(self._held) >= _MOST_PAGES:
                return False
            self._held.append((task, state))
            return True
        if not _may_belong(task.source.path):
            return False
        self._note(task.source.path)
        self._held.append((task, state))
        return True

    def held(self) -> Iterator[tuple[Task, SourceState, bool]]:
        """Yield every file kept, and whether another file of its issue or site has changed."""
        issues = {self._issue(path) for path in self._changed} - {None}
        for task, state in self._held:
            folder = Path(task.source.path).parent
            if _is_page(task.source.path):
                yield task, state, folder in self._sites and self._pages[folder] <= _FEW_PAGES
            else:
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


def _is_page(path: str) -> bool:
    return Path(path).suffix.lower() in PAGES
