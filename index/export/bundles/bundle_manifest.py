"""What the manifest of an evidence bundle says: `manifest.json`."""

from typing import Any, Literal

from msgspec import Struct

FORMAT = "newsexplore evidence bundle 1"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
README = "README.txt"
READING = ("format", "fields", "outlet", "lang", "table")
"""Settings of a corpus that decide how its files are read."""

OriginalState = Literal["as indexed", "changed", "unknown"]
"""Whether the bytes are those that were indexed: "changed" if the file has changed since, "unknown" if the index cannot
tell."""


class Stored(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the bundle."""

    file: str
    """Its name in the bundle."""
    sha256: str
    size: int
    """Bytes."""


class Original(Struct, frozen=True, forbid_unknown_fields=True):
    """A file or archive member that cited articles were read from."""

    stored: Stored
    locator: str
    """Path of the file, or `path!member`."""
    state: OriginalState
    start: int = 0
    """Offset of the first byte that is stored."""
    whole: bool = True
    """Whether all of it is stored; if not, what the article's record begins with."""
    reading: dict[str, Any] = {}
    """The settings of its corpus that decide how it is read, see `READING`."""


class CitedQuote(Struct, frozen=True, forbid_unknown_fields=True):
    """A quote of a cited article."""

    passage: str
    """The article's text from `start` to `end`."""
    sentences: str
    """The whole sentences that the quote stands in."""
    fields: dict[str, Any]
    """The quote as in JSON output, with `start` and `end`: code points of the article's text."""


class CitedArticle(Struct, frozen=True, forbid_unknown_fields=True):
    """A cited article."""

    id: str
    title: str
    date: str
    outlet: str
    byline: str
    url: str
    locator: str
    digest: str
    text: Stored
    """The text that offsets count in."""
    original: int | None = None
    """Index into `Manifest.originals`; None if it could not be stored."""
    missing: str = ""
    """Why the original could not be stored."""
    quotes: tuple[CitedQuote, ...] = ()


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """The manifest: everything in the bundle, with digests."""

    format: str
    program: str
    """Name and version."""
    created: str
    """ISO 8601, UTC."""
    query: str
    searched: str
    """What was exported: results, quotes, bookmarks, the open article."""
    originals: tuple[Original, ...] = ()
    articles: tuple[CitedArticle, ...] = ()
