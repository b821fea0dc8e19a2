"""One-time migration of decisions from earlier versions, which kept a file in each index folder.

The default curation file takes over the files of all index folders; a configured `curation.file` only that of this
index, because it belongs to one investigation.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ..config.settings import CURATION_NAME, Settings, index_folders
from ..decisions import Curation
from ..files import make_private
from .changes import joined
from .curation_file import CurationError, CurationFile

TAKEN = f"{CURATION_NAME}.taken-over"
"""Name of a file after its decisions were migrated."""


def take_over(settings: Settings) -> list[str]:
    """Migrate the decisions in index folders; raises nothing.

    Existing decisions in the curation file take precedence. A migrated file is renamed; one that cannot be read, or
    whose
    decisions cannot be written, is left for the next run.

    Returns:
        A sentence per file: what was done with it, or why it could not be migrated.
    """
    target = CurationFile(settings.curation_file)
    messages: list[str] = []
    for path in _found(settings):
        try:
            make_private(target.path.parent)
            with target.locked():
                if not path.exists():
                    continue  # another program has just migrated it
                older = CurationFile(path).load()
                target.replace(joined(target.load(), older), begin=path.read_bytes())
                taken = path.replace(path.with_name(_free_name(path.parent)))
        except (CurationError, OSError) as error:
            reason = str(error) if isinstance(error, CurationError) else f"{path}: {error.strerror or error}."
            messages.append(f"Decisions of an earlier version were not taken over. {reason}")
        else:
            messages.append(f"Took over {_count(older)} from {path} into {target.path}. The old file is now {taken}.")
    return messages


def _found(settings: Settings) -> list[Path]:
    """List the files to migrate, last modified first: it takes precedence in conflicts."""
    folders = [Path(settings.folder), *([] if settings.config.curation.file else index_folders(settings.config))]
    paths = [folder / CURATION_NAME for folder in dict.fromkeys(folders)]
    return sorted(_changed(paths, settings.curation_file), key=_modified, reverse=True)


def _changed(paths: list[Path], target: Path) -> Iterator[Path]:
    for path in paths:
        with suppress(OSError):
            if path.is_file() and not (target.exists() and target.samefile(path)):
                yield path


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _free_name(folder: Path) -> str:
    number, name = 2, TAKEN
    while os.path.lexists(folder / name):
        number, name = number + 1, f"{TAKEN}-{number}"
    return name


def _count(curation: Curation) -> str:
    number = len(curation.articles) + len(curation.quotes) + len(curation.searches) + len(curation.rejected)
    number += sum(map(len, curation.tags.values())) + sum(len(others) or 1 for others in curation.merges.values())
    return f"{number:,} decision{'' if number == 1 else 's'}"
