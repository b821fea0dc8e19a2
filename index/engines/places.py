"""Where the articles of an index were read: what a build compares a source with, without decoding articles."""

from collections.abc import Iterable
from hashlib import blake2b

from msgspec import Struct, structs

from ..model import Article, Location


class Held(Struct, frozen=True, array_like=True, gc=False):
    """What an index knows of an article without decoding it."""

    digest: str
    marks: tuple[int, ...]
    """`mark` of each of its locations, the article's own first."""


def mark(corpus: str, locator: str) -> int:
    """A location as 63 bits."""
    data = blake2b(f"{corpus}\x1f{locator}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(data, "little") >> 1


def locations(article: Article) -> tuple[Location, ...]:
    """Every location of an article, its own first."""
    return (Location(article.corpus, article.source, article.locator), *article.others)


def relocated(article: Article, places: Iterable[Location]) -> Article:
    """The article with other locations, at least one."""
    first, *others = places
    return structs.replace(
        article, corpus=first.corpus, source=first.source, locator=first.locator, others=tuple(others)
    )


def source_key(corpus: str, path: str) -> str:
    """A file as it is read for one corpus: several corpora may hold it."""
    return f"{corpus}\x1f{path}"
