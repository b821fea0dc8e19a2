"""RIS export for reference managers, one record per article.

Source: the RIS format specification (Research Information Systems, 2001); `NEWS` is a newspaper article.
"""

from collections.abc import Iterable
from typing import IO

from .authors import authors_of
from .bibtex import safe_url
from .exported_article import Entry, Parts, by_article, date_parts, line, note_lines, source_note


def write_ris(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    """Write a record for each article, which is what gets cited, with its quotes in notes."""
    del parts
    for entry in by_article(entries):
        for tag, value in _fields(entry):
            file.write(f"{tag}  - {line(value)}\n")
        file.write("ER  - \n\n")


def _fields(entry: Entry) -> Iterable[tuple[str, str]]:
    article = entry.article
    yield "TY", "NEWS" if article.outlet else "GEN"
    yield "ID", article.id
    yield "TI", article.title or "(no title)"
    names, _ = authors_of(article.byline)
    for name in names:
        yield "AU", name
    if article.outlet:
        yield "T2", article.outlet
    if date := date_parts(article.date):
        yield "PY", f"{date[0]:04}"
        yield "DA", "/".join((f"{date[0]:04}", *(f"{part:02}" for part in date[1:])))
    if article.url:
        yield "UR", safe_url(article.url)
    if article.lang:
        yield "LA", article.lang
    for tag in entry.kept.tags:
        yield "KW", tag
    yield "N1", source_note(article)
    for note in note_lines(entry):
        yield "N1", note
