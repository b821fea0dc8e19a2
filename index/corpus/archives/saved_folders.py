"""What browsers put beside a page that they save with all its parts: no news, wherever it lies."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

KIND = "parts of saved pages"
"""What a skip calls them."""
_FOLDER = re.compile(
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


def is_part(path: str) -> bool:
    """Whether a file on disk lies in the folder of a page that lies beside that folder."""
    stem = owner(path)
    return bool(stem) and any(_exists(f"{stem}{suffix}") for suffix in PAGES)


def is_member_part(name: str, names: frozenset[str]) -> bool:
    """The same for the member of an archive with these members."""
    stem = owner(name)
    return bool(stem) and any(f"{stem}{suffix}" in names for suffix in PAGES)


def _exists(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:
        return False


CRAWL_KIND = "indexes of web archives"


def is_crawl(names: Sequence[str]) -> bool:
    """Whether an archive's members are those of a packed web archive (WACZ): the pages are in `archive/` alone."""
    return "datapackage.json" in names and any(name.startswith("archive/") and ".warc" in name for name in names)
