"""Word export (.docx); needs the extra newsexplore[docx]."""

import re
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from ...decisions import CuratedItem
from .exported_article import Entry, Parts, attributed, context, line, plain, provenance, said, source_line

if TYPE_CHECKING:
    from docx.document import Document

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 does not allow."""


class MissingWordError(Exception):
    """Raised when the library that writes Word documents is not installed."""


def write_word(entries: Iterable[Entry], parts: Parts, file: IO[bytes]) -> None:
    """Write a section per article; quotes with their speaker, sentences and source.

    Raises:
        MissingWordError: the extra is not installed.
    """
    try:
        from docx import Document
    except ImportError:
        raise MissingWordError(
            "Word documents need a library that is missing: pip install 'newsexplore[docx]'"
        ) from None
    document = Document()
    before = ""
    for entry in entries:
        article = entry.article
        if article.id != before:
            before = article.id
            _add(document, line(article.title) or "(no title)", "Heading 2")
            _add(document, source_line(article), "Subtitle")
            if article.url:
                _add(document, line(article.url))
            _add_kept(document, entry.kept)
        if parts == "texts":
            for paragraph in re.split(r"\n\s*\n", article.text[article.body :].strip()):
                _add(document, paragraph.strip())
        for quote, kept in entry.quotes:
            _add(document, said(quote), "Intense Quote")
            _add(document, f"— {attributed(quote, kept) or 'speaker unknown'}")
            if whole := context(entry, quote):
                _add(document, f"In the article: {whole}")
            _add(document, provenance(article, quote), "Caption")
            _add_kept(document, kept)
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = "Quotes" if parts == "quotes" else "Articles"
    document.save(file)


def _add(document: "Document", text: str, style: str | None = None) -> None:
    document.add_paragraph(_NOT_XML.sub("", plain(text)), style)


def _add_kept(document: "Document", kept: CuratedItem) -> None:
    if kept.tags:
        _add(document, f"Tags: {', '.join(kept.tags)}")
    for paragraph in filter(None, re.split(r"\n\s*\n", kept.note.strip())):
        _add(document, f"Note: {paragraph.strip()}")
