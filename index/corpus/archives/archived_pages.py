"""Folders of ArchiveBox: each holds one page in up to ten forms, of which the best is the article."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from ...lazy_pattern import lazy_pattern

KIND = "further forms of archived pages, and notes of ArchiveBox"
"""What a skip calls all but the best form."""
SNAPSHOT = lazy_pattern(r"(?:(?<=/)|\A)archive/\d{9,10}(?:\.\d+)?/")
_FORMS = (
    "singlefile.html", "singlefile/singlefile.html", "output.html", "dom/output.html", "", "readability/content.html",
    "mercury/content.html", "readability/content.txt", "mercury/content.txt", "htmltotext.txt",
    "htmltotext/htmltotext.txt", "output.pdf", "pdf/output.pdf", "index.json",
)  # fmt: skip
"""The best first; "" stands for the page as wget saved it, whose name follows from its address."""
_LONGEST = 4 * 1024 * 1024
Exists = Callable[[str], bool]


class Note(Struct, frozen=True):
    """What ArchiveBox notes of a page."""

    url: str = ""
    title: str = ""
    saved: str = ""


def is_further_form(path: str, exists: Exists, wget: Callable[[str], str] = lambda _: "") -> bool:
    """Whether a file is not the best form of an archived page, or a note about the pages.

    Args:
        path: the file, or a member of an archive.
        exists: Whether there is a file of a path.
        wget: the page that wget saved, below a folder.
    """
    path = path.replace("\\", "/")
    found = SNAPSHOT.search(path)
    if found:
        folder = path[: found.end()]
        if not exists(f"{folder}index.json"):
            return False
        best = next((name for form in _FORMS if (name := form or wget(folder)) and exists(folder + name)), "")
        return path != folder + best
    parents = path.split("/")[:-1]
    root = parents[:-1] if parents and parents[-1] in ("sources", "logs") else parents
    return exists("/".join([*root, "ArchiveBox.conf"]))


def is_further_file(path: str) -> bool:
    """The same for a file on disk."""
    if not SNAPSHOT.search(path.replace("\\", "/")) and not _is_beside_archive(str(Path(path).parent)):
        return False
    return is_further_form(path, _is_file, lambda folder: _read(folder)[1])


def note_of(path: str) -> Note:
    """What is noted of the page that a file on disk is a form of; empty for any other file."""
    found = SNAPSHOT.search(path.replace("\\", "/"))
    return _read(path[: found.end()])[0] if found else Note()


@lru_cache(maxsize=64)
def _is_beside_archive(folder: str) -> bool:
    place = Path(folder)
    return any((root / "ArchiveBox.conf").is_file() for root in (place, place.parent))


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:
        return False


@lru_cache(maxsize=256)
def _read(folder: str) -> tuple[Note, str]:
    """What is noted of a page, and where the one that wget saved is."""
    try:
        with Path(folder, "index.json").open("rb") as file:
            found = json.loads(file.read(_LONGEST))
        wget = str(found.get("canonical", {}).get("wget_path") or "")
        return Note(*(str(found.get(name) or "") for name in ("url", "title", "updated"))), wget
    except (OSError, ValueError, AttributeError, RecursionError):
        return Note(), ""
