"""Locations of indexed articles, which a build compares with its sources without decoding articles."""

from collections.abc import Iterable
from hashlib import blake2b

from msgspec import Struct, structs

from ..model import Article, Location


class Held(Struct, frozen=True, array_like=True, gc=False):
    """The digest and locations of an article, available without decoding it."""

    digest: str
    marks: tuple[int, ...]
    """`mark` of each of its locations, the primary one first."""


def mark(corpus: str, locator: str) -> int:
    """Hash a location to 63 bits."""
    data = blake2b(f"{corpus}\x1f{locator}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(data, "little") >> 1


def locations(article: Article) -> tuple[Location, ...]:
    """Return every location of an article, its primary one first."""
    return (Location(article.corpus, article.source, article.locator), *article.others)


def relocated(article: Article, places: Iterable[Location]) -> Article:
    """Return an article with other locations, at least one."""
    first, *others = places
    return structs.replace(
        article, corpus=first.corpus, source=first.source, locator=first.locator, others=tuple(others)
    )


def source_key(corpus: str, path: str) -> str:
    """Return the key of a file within a corpus: several corpora may contain it."""
    return f"{corpus}\x1f{path}"
