"""The names of sites behind the titles of pages, confirmed by the other pages of a folder."""

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

from ....lazy_pattern import lazy_pattern
from ...archives.saved_folders import PAGES
from ...text.character_references import unescape
from ...text.site_names import site_ending

_TITLE = lazy_pattern(rb"<title[^>]*>([^<]{1,500})</title>", re.I)
_LOOK = 64 * 1024
"""Bytes of a page in which its title is looked for."""
_PAGES = 24
"""Pages of a folder that are looked at."""
_LISTED = 2_000
_LEAST = 3
"""Pages whose titles end alike, for the ending to be the name of their site."""


def site_of(path: str) -> str:
    """What the titles of most pages beside a file on disk end with; "" if they do not end alike."""
    folder = Path(path).parent
    try:
        changed = folder.stat().st_mtime_ns
    except OSError:
        return ""
    return _site(str(folder), changed)


@lru_cache(maxsize=64)
def _site(folder: str, _: int) -> str:
    """The ending of most titles in a folder; its time of change is asked for, since pages may be added."""
    endings: Counter[str] = Counter()
    pages = 0
    try:
        for count, path in enumerate(Path(folder).iterdir()):
            if pages >= _PAGES or count >= _LISTED:
                break
            if path.suffix.lower() in PAGES and path.is_file():
                pages += 1
                endings[site_ending(_title(path))] += 1
    except OSError:
        return ""
    endings.pop("", None)
    best, count = max(endings.items(), key=lambda item: item[1], default=("", 0))
    return best if count >= max(_LEAST, (pages + 1) // 2) else ""


def _title(path: Path) -> str:
    try:
        with path.open("rb") as file:
            match = _TITLE.search(file.read(_LOOK))
    except OSError:
        return ""
    return " ".join(unescape(match[1].decode("utf-8", "replace")).split()) if match else ""
