"""BibTeX export, one entry per article."""

import re
from collections.abc import Iterable
from typing import IO

from ...model import Article
from ...query.analysis import words
from .authors import authors_of
from .exported_article import Entry, Parts, by_article, line, note_lines, source_note

_BIBTEX = {
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _bib(text: str) -> str:
    """Escape text for BibTeX."""
    return "".join(_BIBTEX.get(mark, mark) for mark in line(text))


def write_bibtex(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    """Write an entry for each article, which is what gets cited, with its quotes in a note."""
    del parts
    written: set[str] = set()
    for entry in by_article(entries):
        article = entry.article
        key = base = _cite_key(article)
        number = 2
        while key in written:
            key, number = f"{base}-{number}", number + 1
        written.add(key)
        file.write(f"@{'article' if article.outlet else 'misc'}{{{key},\n")
        for name, value in _bib_fields(entry):
            file.write(f"  {name} = {value},\n")
        file.write("}\n\n")


def _bib_fields(entry: Entry) -> Iterable[tuple[str, str]]:
    article = entry.article
    if article.byline:
        yield "author", f"{{{_authors(article.byline)}}}"
    yield "title", f"{{{{{_bib(article.title) or '(no title)'}}}}}"
    if article.outlet:
        yield "journal", f"{{{_bib(article.outlet)}}}"
    if article.date:
        year, *rest = article.date[:10].split("-")
        yield "date", f"{{{article.date[:10]}}}"
        yield "year", f"{{{year}}}"
        if rest and rest[0].isdecimal() and 1 <= int(rest[0]) <= 12:
            yield "month", _MONTHS[int(rest[0]) - 1]
    if article.url:
        yield "url", f"{{{safe_url(article.url)}}}"
    if article.lang:
        yield "langid", f"{{{_bib(article.lang)}}}"
    yield "note", f"{{{_bib(source_note(article))}}}"
    if entry.kept.tags:
        yield "keywords", f"{{{_bib(', '.join(entry.kept.tags))}}}"
    if notes := " / ".join(note_lines(entry)):
        yield "annote", f"{{{_bib(notes)}}}"


def _authors(byline: str) -> str:
    """Format the names of a byline for BibTeX; a byline that is not only names becomes one name."""
    names, are_people = authors_of(byline)
    return " and ".join(_bib(name) for name in names) if are_people else f"{{{_bib(byline)}}}"


def _cite_key(article: Article) -> str:
    """Return a readable citation key that is stable between exports: author, date, title and part of the id."""
    who = [re.sub(r"[^a-z0-9]", "", word) for word in words(article.outlet or article.byline)[-1:]]
    title = next((word for word in words(article.title) if re.fullmatch(r"[a-z]{4,}", word)), "")
    piece = re.sub(r"[^A-Za-z0-9]", "", article.id)[:6]
    return "".join((*who, re.sub(r"[^0-9]", "", article.date[:4]), title)) + f"-{piece}"


def safe_url(url: str) -> str:
    """Escape the characters of a URL that would end the BibTeX field."""
    return re.sub(r"[\s<>{}\\]", lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), url.strip())
