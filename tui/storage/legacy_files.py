"""One-time migration of files that earlier versions kept in index folders: decisions, read marks, queries."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ...index.config.settings import CURATION_NAME, READ_NAME, Settings, index_folders, user_folder
from . import query_history, read_marks

TAKEN = ".taken-over"
"""Suffix of a migrated file."""


def take_over_decisions(settings: Settings) -> list[str]:
    """Migrate decisions; return a sentence per file, as `curation.takeover`."""
    if not _files(settings, CURATION_NAME):
        return []
    from ...index.curation.takeover import take_over  # otherwise YAML is not needed

    return take_over(settings)


def take_over_read_marks(settings: Settings) -> None:
    """Migrate read marks; a file that fails is left for the next run."""
    marks = read_marks.ReadMarks(user_folder())
    for path in _files(settings, READ_NAME):
        with suppress(OSError):
            marks.put(path.read_text("utf-8", "replace").split("\n"))
            path.replace(path.with_name(path.name + TAKEN))


def take_over_queries(settings: Settings) -> None:
    """Migrate queries, in front of existing ones; a file that fails is left for the next run."""
    for path in reversed(_files(settings, query_history.FILE)):
        with suppress(OSError):
            query_history.prepend(user_folder(), query_history.load(path.parent))
            path.replace(path.with_name(path.name + TAKEN))


def _files(settings: Settings, name: str) -> list[Path]:
    """Return the files with a name in index folders, oldest first."""

    def found() -> Iterator[tuple[float, Path]]:
        for folder in dict.fromkeys((Path(settings.folder), *index_folders(settings.config))):
            with suppress(OSError):
                yield (folder / name).stat().st_mtime, folder / name

    return [path for _, path in sorted(found())]
