"""Ghost exports: the posts and pages of a publication, with their authors and tags."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...text.markup import plain
from .json_file import parse

_MAX = 512 * 1024 * 1024

Row = Mapping[str, Any]


def looks_like(text: str) -> bool:
    """Whether a JSON document begins as an export of Ghost does."""
    return re.match(r'[\ufeff\s]*\{\s*(?:"db"\s*:\s*\[\s*\{\s*)?"(?:meta|data)"\s*:\s*\{', text) is not None and (
        '"exported_on"' in text[:2000] or '"posts"' in text[:4000]
    )


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the posts of an export.

    Raises:
        Unreadable: it is no JSON, too long, or holds no posts.
    """
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"a Ghost export longer than {_MAX >> 20} MB: split it")
    value = parse(data)
    tables = _tables(value)
    posts = _rows(tables, "posts")
    if not posts:
        raise Unreadable("a Ghost export without posts")
    authors = _joined(
        tables,
        "posts_authors",
        "author_id",
        {str(row.get("id")): str(row.get("name") or "") for row in _rows(tables, "users")},
    )
    tags = _joined(
        tables,
        "posts_tags",
        "tag_id",
        {str(row.get("id")): str(row.get("name") or "") for row in _rows(tables, "tags")},
    )
    outlet = next((str(row.get("value") or "") for row in _rows(tables, "settings") if row.get("key") == "title"), "")
    for number, post in enumerate(posts, 1):
        html = str(post.get("html") or "")
        identity = str(post.get("id") or "")
        status = str(post.get("status") or "")
        body = plain(html) if html else str(post.get("plaintext") or "")
        if not body and not post.get("title"):
            yield Flaw(number, "no text: the title and the body are empty")
            continue
        yield Draft(
            title=str(post.get("title") or ""),
            text=body,
            date=_date(post),
            outlet=outlet,
            byline=", ".join(authors.get(identity, ())),
            url=str(post.get("canonical_url") or ""),
            lang="",
            topics=tuple(tag for tag in tags.get(identity, ()) if not tag.startswith("#")),
            key=str(post.get("uuid") or post.get("slug") or identity),
            number=number,
            wrapped=False,
            extra=(("version", status if status != "published" else ""),),
        )


def _tables(value: Any) -> Row:
    if isinstance(value, Mapping) and isinstance(value.get("db"), list) and value["db"]:
        value = cast("list[Any]", value["db"])[0]
    inner = cast("Row", value).get("data") if isinstance(value, Mapping) else None
    return cast("Row", inner) if isinstance(inner, Mapping) else {}


def _rows(tables: Row, name: str) -> list[Row]:
    rows = tables.get(name)
    return (
        [cast("Row", row) for row in cast("list[Any]", rows) if isinstance(row, Mapping)]
        if isinstance(rows, list)
        else []
    )


def _joined(tables: Row, name: str, key: str, names: Mapping[str, str]) -> dict[str, list[str]]:
    """Names by post, through the table that joins posts with something."""
    found: dict[str, list[str]] = {}
    for row in sorted(_rows(tables, name), key=lambda row: str(row.get("sort_order") or 0)):
        if label := names.get(str(row.get(key)), ""):
            found.setdefault(str(row.get("post_id")), []).append(label)
    return found


def _date(post: Row) -> str:
    for name in ("published_at", "updated_at", "created_at"):
        value = post.get(name)
        found = dates.from_epoch(float(value)) if isinstance(value, (int, float)) else dates.parse(str(value or ""))
        if found:
            return found
    return ""
