"""The texts that samples of formats are made of."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

Articles = Sequence[tuple[str, str]]
"""Titles and texts, both plain."""


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text."""
    return [paragraph for paragraph in text.split("\n") if paragraph.strip()]


def html_paragraphs(text: str) -> str:
    """Return the paragraphs of a text as elements of HTML."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs(text))
