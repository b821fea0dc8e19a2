"""Plain text export."""

from collections.abc import Iterable
from typing import IO

from ...decisions import CuratedItem
from .exported_article import Entry, Parts, attributed, context, line, plain, provenance, said, source_line


def write_text(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    """Write articles one after another; quotes indented, with their speaker and full sentences."""
    before = ""
    for entry in entries:
        article = entry.article
        if article.id != before:
            if before:
                file.write("\n\n")
            before = article.id
            file.write(f"{line(article.title) or '(no title)'}\n{source_line(article)}\n")
            file.write(f"{line(article.url)}\n" if article.url else "")
            _write_kept(entry.kept, file, "")
        if parts == "texts":
            file.write(f"\n{plain(article.text[article.body :].strip())}\n")
        for quote, kept in entry.quotes:
            speaker, whole = attributed(quote, kept), context(entry, quote)
            file.write(f"\n  {said(quote)}{f' — {speaker}' if speaker else ''}\n")
            file.write(f"    In the article: {whole}\n" if whole else "")
            file.write(f"    {provenance(article, quote)}\n")
            _write_kept(kept, file, "  ")


def _write_kept(kept: CuratedItem, file: IO[str], indent: str) -> None:
    if kept.tags:
        file.write(f"{indent}Tags: {line(', '.join(kept.tags))}\n")
    if kept.note:
        file.write("".join(f"{indent}| {row}\n" for row in plain(kept.note).split("\n")))
