"""What browsers put beside a page that they save with all its parts: no news, wherever it lies."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ...lazy_pattern import lazy_pattern
from . import archived_pages

KIND = "parts of saved pages"
"""What a skip calls them."""
_FOLDER = lazy_pattern(
    r"(.+)(?:_files|\.files|-Dateien|_fichiers|_archivos|_bestanden|_pliki|_soubory|-filer|_ficheiros|_elemei)\Z", re.I
)
PAGES = (".html", ".htm", ".xhtml", ".mht", ".shtml")
"""Suffixes of the pages themselves."""


def owner(path: str) -> str:
    """The page, without its suffix, that a folder above a file is named after; "" if there is none."""
    return _owner(path.replace("\\", "/").rpartition("/")[0])


@lru_cache(maxsize=256)
def _owner(folder: str) -> str:
    parts = folder.split("/")
    for i in range(len(parts) - 1, -1, -1):
        match = _FOLDER.match(parts[i])
        if match:
            return "/".join([*parts[:i], match[1]])
    return ""


def part_kind(path: str) -> str:
    """What a file on disk is if it is no more than a part or a further form of a page; "" for any other."""
    stem = owner(path)
    if stem and any(_exists(f"{stem}{suffix}") for suffix in PAGES):
        return KIND
    if archived_pages.is_further_file(path):
        return archived_pages.KIND
    place = Path(path)
    # As a packed web archive has them, and as one that was unpacked.
    beside = place.parent.name in _BESIDE_CRAWL and _holds_crawl(str(place.parent.parent))
    return CRAWL_KIND if beside or (place.suffix == ".json" and _holds_crawl(str(place.parent))) else ""


def member_part_kind(name: str, names: frozenset[str]) -> str:
    """The same for the member of an archive with these members, see `is_page_name`."""
    stem = owner(name)
    if stem and any(f"{stem}{suffix}" in names for suffix in PAGES):
        return KIND
    return archived_pages.KIND if archived_pages.is_further_form(name, names.__contains__) else ""


def is_page_name(name: str) -> bool:
    """Whether a member of an archive must be known before it is known what others are."""
    return name.endswith((*PAGES, "ArchiveBox.conf")) or archived_pages.SNAPSHOT.search(name) is not None


def _exists(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:
        return False


CRAWL_KIND = "indexes of web archives"
_BESIDE_CRAWL = ("indexes", "pages", "logs")


@lru_cache(maxsize=256)
def _holds_crawl(folder: str) -> bool:
    """Whether a folder is a packed web archive that was unpacked."""
    try:
        if not Path(folder, "datapackage.json").is_file():
            return False
        return any(".warc" in path.name for path in Path(folder, "archive").iterdir())
    except OSError:
        return False


def is_crawl(names: Sequence[str]) -> bool:
    """Whether an archive's members are those of a packed web archive (WACZ): the pages are in `archive/` alone."""
    return "datapackage.json" in names and any(name.startswith("archive/") and ".warc" in name for name in names)
