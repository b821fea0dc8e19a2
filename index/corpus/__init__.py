"""Bytes to articles: one reader a file format.

`sources` finds the files of a corpus, `read` yields the articles of one, and a `Reject` for whatever cannot be read.
"""

from .reader_registry import names as formats
from .reading import read
from .sources import Source, sources
from .text.normalise import Mapped, normalise, normalise_mapped

__all__ = ["Mapped", "Source", "formats", "normalise", "normalise_mapped", "read", "sources"]
