"""CSL-JSON export, one item per article.

Source: the CSL 1.0.2 input data schema, type `article-newspaper`.
"""

from collections.abc import Iterable
from typing import IO, Any

import msgspec

from ...safe_text import escape_json
from .authors import authors_of
from .exported_article import Entry, Parts, by_article, date_parts, line, note_lines, source_note


def write_csl_json(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    """Write an array with an item for each article, which is what gets cited, with its quotes in the note."""
    del parts
    separator = "[\n"
    for entry in by_article(entries):
        file.write(separator + escape_json(msgspec.json.encode(_item(entry)).decode()))
        separator = ",\n"
    file.write("[]\n" if separator == "[\n" else "\n]\n")


def _item(entry: Entry) -> dict[str, Any]:
    article = entry.article
    date = date_parts(article.date)
    # Names stay whole: which part of a name is the family name cannot be told from a byline.
    authors = [{"literal": line(name)} for name in authors_of(article.byline)[0]]
    item = {
        "id": article.id,
        "type": "article-newspaper" if article.outlet else "article",
        "title": line(article.title) or "(no title)",
        "author": authors,
        "container-title": line(article.outlet),
        "issued": {"date-parts": [list(date)]} if date else None,
        "URL": article.url.strip(),
        "language": article.lang,
        "keyword": ", ".join(line(tag) for tag in entry.kept.tags),
        "note": "\n".join((source_note(article), *note_lines(entry))),
    }
    return {name: value for name, value in item.items() if value}
