"""The bytes that articles were read from, as they are in files and archive members, one pass over each file."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct

from ..config.configuration import CorpusConfig
from ..model import Article
from .archives.archives import DAMAGE, Leaf, leaves, why
from .archives.streams import Meter, buffered
from .draft import Place
from .raw import RawError, excerpt

WHOLE = 16 * 1024 * 1024
"""Bytes of a file or member, at most, that is returned whole."""


class OriginalBytes(Struct, frozen=True):
    """What one or more articles were read from."""

    locator: str
    """Path of the file, or `path!member`."""
    articles: tuple[Article, ...]
    data: bytes
    start: int = 0
    """Offset of the first byte."""
    whole: bool = True
    """Whether `data` is all of the file or member; if not, what the article's record begins with."""
    problem: str = ""
    """Why there is no data."""


def originals(
    source: str, corpus: CorpusConfig | None, articles: Collection[Article], check: Callable[[], None]
) -> Iterator[OriginalBytes]:
    """Yield the originals of articles that were read from one file, each article in one of them.

    Args:
        source: Path of the file.
        corpus: The corpus that it belongs to; None if there is no such corpus any more.
        articles: Articles with this `Article.source`.
        check: Called now and then; what it raises ends the work.
    """
    wanted: dict[str, list[Article]] = {}
    for article in articles:
        wanted.setdefault(article.locator, []).append(article)
    holders = _holders(wanted)
    if corpus is None:
        yield from _missing(wanted, "its corpus is no longer configured")
        return
    try:
        with Path(source).open("rb", buffering=0) as file:
            meter = Meter(cast("BinaryIO", file))
            for leaf in leaves(buffered(meter), meter, Place(corpus, source)):
                check()
                locator = leaf.place.locator if isinstance(leaf, Leaf) else leaf.locator
                found = [article for name in holders.get(locator, ()) for article in wanted.pop(name, ())]
                if found and isinstance(leaf, Leaf):
                    yield from _of_leaf(leaf, corpus, found, check)
                elif found:
                    yield OriginalBytes(locator, tuple(found), b"", problem=f"{locator} cannot be read any more")
                if not wanted:
                    return
    except OSError as error:
        yield from _missing(wanted, f"{source} cannot be read any more: {why(error)}")
        return
    yield from _missing(wanted, f"it is no longer in {source}")


def _holders(locators: Collection[str]) -> dict[str, list[str]]:
    """Return the articles' locators by every file or member that they may be records of: a path may hold `#` too."""
    holders: dict[str, list[str]] = {}
    for locator in locators:
        parts = locator.split("#")
        for end in range(1, len(parts) + 1):
            holders.setdefault("#".join(parts[:end]), []).append(locator)
    return holders


def _of_leaf(
    leaf: Leaf, corpus: CorpusConfig, articles: list[Article], check: Callable[[], None]
) -> Iterator[OriginalBytes]:
    locator = leaf.place.locator
    try:
        data = leaf.stream.read(WHOLE + 1)
    except DAMAGE as error:
        yield OriginalBytes(locator, tuple(articles), b"", problem=f"{locator}: {why(error)}")
        return
    if len(data) <= WHOLE:
        yield OriginalBytes(locator, tuple(articles), data)
        return
    for article in articles:
        try:
            start, piece = excerpt(article, corpus, check)
        except RawError as error:
            yield OriginalBytes(locator, (article,), b"", problem=str(error))
        else:
            yield OriginalBytes(locator, (article,), piece, start, whole=False)


def _missing(wanted: dict[str, list[Article]], problem: str) -> Iterator[OriginalBytes]:
    for locator, articles in wanted.items():
        yield OriginalBytes(locator, tuple(articles), b"", problem=problem)
