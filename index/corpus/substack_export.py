"""Exports of Substack: a list of posts (`posts.csv`), and the text of each in a page (`posts/ID.slug.html`)."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from ..lazy_pattern import lazy_pattern
from .dates import dates

_LIST = lazy_pattern(rb"(?:\xef\xbb\xbf)?\"?post_id\"?,\"?post_date\"?,\"?is_published\b")
_PAGE = lazy_pattern(r"(?:.*[/\\])?posts[/\\](\d+\.[^/\\]*)\.html\Z", re.S)
_LONGEST = 64 * 1024 * 1024


class Post(Struct, frozen=True):
    """What the list says of a post."""

    key: str
    title: str
    subtitle: str
    date: str
    published: bool


def is_list(head: bytes) -> bool:
    """Whether a file is the list of posts."""
    return _LIST.match(head) is not None


def is_part(name: str, head: bytes) -> bool:
    """Whether a member of an archive may be read only beside others of the same export."""
    return is_list(head) or _PAGE.match(name) is not None


def post_of(path: str) -> Post | None:
    """The post whose page a file on disk is; None for any other file."""
    match = _PAGE.match(path)
    return posts_of(str(Path(path).parent.parent / "posts.csv")).get(match[1]) if match else None


def has_page(path: str, key: str) -> bool:
    """Whether the page of a post is beside a list on disk."""
    return re.fullmatch(r"[\w.-]+", key) is not None and (Path(path).parent / "posts" / f"{key}.html").is_file()


def posts_of(path: str) -> dict[str, Post]:
    """The posts of a list on disk, by their ids."""
    try:
        status = Path(path).stat()
    except OSError:
        return {}
    return _posts(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _posts(path: str, _: int, size: int) -> dict[str, Post]:
    if size > _LONGEST:
        return {}
    try:
        with Path(path).open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return {row["post_id"]: _post(row) for row in csv.DictReader(file) if row.get("post_id")}
    except (OSError, csv.Error):
        return {}


def _post(row: dict[str, str]) -> Post:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    published = cell("is_published").casefold() != "false"
    return Post(cell("post_id"), cell("title"), cell("subtitle"), dates.parse(cell("post_date")), published)
