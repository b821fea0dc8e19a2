"""What earlier versions kept in each index folder: decisions, read marks and queries, taken over once."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ...index.config.settings import CURATION_NAME, READ_NAME, Settings, index_folders, user_folder
from . import query_history, read_marks

TAKEN = ".taken-over"
"""Added to the name of a file that was taken over."""


def take_over_decisions(settings: Settings) -> list[str]:
    """Take over decisions; a sentence for each file, as `curation.takeover` has it."""
    if not _files(settings, CURATION_NAME):
        return []
    from ...index.curation.takeover import take_over  # YAML is not needed otherwise

    return take_over(settings)


def take_over_read_marks(settings: Settings) -> None:
    """Take over read marks; a file that cannot be is left for the next time."""
    marks = read_marks.ReadMarks(user_folder())
    for path in _files(settings, READ_NAME):
        with suppress(OSError):
            marks.put(path.read_text("utf-8", "replace").split("\n"))
            path.replace(path.with_name(path.name + TAKEN))


def take_over_queries(settings: Settings) -> None:
    """Take over queries, before those that are kept already; a file that cannot be is left for the next time."""
    for path in reversed(_files(settings, query_history.FILE)):
        with suppress(OSError):
            query_history.put_before(user_folder(), query_history.load(path.parent))
            path.replace(path.with_name(path.name + TAKEN))


def _files(settings: Settings, name: str) -> list[Path]:
    """The files of a name in index folders, the oldest first."""

    def found() -> Iterator[tuple[float, Path]]:
        for folder in dict.fromkeys((Path(settings.folder), *index_folders(settings.config))):
            with suppress(OSError):
                yield (folder / name).stat().st_mtime, folder / name

    return [path for _, path in sorted(found())]
