"""Markdown export."""

import re
from collections.abc import Iterable
from typing import IO

from ...decisions import CuratedItem
from ...model import Article, Quote
from .bibtex import safe_url
from .exported_article import Entry, Parts, attributed, context, line, plain, provenance, said, source_line

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])|^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def _md(text: str) -> str:
    """Escape text for Markdown."""
    return _MARKDOWN.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}{m[3][:-1]}\\{m[3][-1]}", plain(text))


def write_markdown(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    """Write a section per article; quotes as block quotes with their speaker, their sentences and a footnote.

    The footnotes, which stand at the end, name the source of each quote, so that it can be pasted with its footnote.
    """
    before = ""
    footnotes: list[str] = []
    for entry in entries:
        article = entry.article
        if article.id != before:
            before = article.id
            file.write(f"## {_md(line(article.title)) or '(no title)'}\n\n{_md(source_line(article))}\n\n")
            if article.url:
                file.write(f"<{safe_url(article.url)}>\n\n")
            _write_kept(entry.kept, file)
        if parts == "texts":
            for paragraph in re.split(r"\n\s*\n", article.text[article.body :].strip()):
                file.write(f"{_md(paragraph.strip())}\n\n")
        for quote, kept in entry.quotes:
            footnotes.append(_footnote(article, quote))
            file.write(f"> {_md(said(quote))}[^{len(footnotes)}]\n")
            if speaker := attributed(quote, kept):
                file.write(f">\n> — {_md(speaker)}\n")
            if whole := context(entry, quote):
                file.write(f">\n> In the article: {_md(whole)}\n")
            file.write("\n")
            _write_kept(kept, file)
    for number, footnote in enumerate(footnotes, 1):
        file.write(f"[^{number}]: {footnote}\n")


def _footnote(article: Article, quote: Quote) -> str:
    """Return the source of a quote on one line."""
    about = [_md(f"“{line(article.title) or '(no title)'}”"), _md(line(article.outlet)), article.date[:10] or "undated"]
    address = f"<{safe_url(article.url)}>" if article.url else ""
    return ", ".join(filter(None, (*about, address))) + f" · {_md(provenance(article, quote))}"


def _write_kept(kept: CuratedItem, file: IO[str]) -> None:
    if kept.tags:
        file.write(f"Tags: {_md(', '.join(kept.tags))}\n\n")
    for paragraph in filter(None, re.split(r"\n\s*\n", kept.note.strip())):
        file.write(f"Note: {_md(paragraph.strip())}\n\n")
