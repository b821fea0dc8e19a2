"""RTF documents, through striprtf: an article, or the articles of a database's export."""

from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...extras import need, telling_damage
from .word_processor import Paragraph, articles

_MAX = 4 * MAX_TEXT
_TOO_LARGE = lazy_pattern(r"\\u-?\d{6,}")
"""A character has a number of 16 bits; of larger ones striprtf makes an error. They become question marks."""
_ADDRESS = lazy_pattern(r"\{\\\*\\fldinst\b[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*\}")
"""Where a link leads to: striprtf writes it into the text, behind the words that link."""


def is_rtf(head: bytes) -> bool:
    """Whether a file begins as RTF does."""
    return head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a document.

    Raises:
        Unreadable: striprtf is missing; the document holds no text, or too much.
    """
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"an RTF document longer than {_MAX >> 20} MB")
    text = without_markup(data)
    yield from articles([Paragraph(line) for line in text.split("\n")], Draft(), given.findings)


def without_markup(data: bytes) -> str:
    """The text of an RTF document.

    Raises:
        Unreadable: striprtf is missing, or the document is damaged.
    """
    library = need("striprtf.striprtf", "nexis", "RTF documents")
    with telling_damage("damaged RTF"):
        sound = _TOO_LARGE.sub("\\\\u63", data.decode("latin-1"))
        return str(library.rtf_to_text(_ADDRESS.sub("", sound), errors="replace"))
