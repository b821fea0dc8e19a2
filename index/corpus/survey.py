"""What a corpus holds, by format: files and archive members, the articles in them, what was rejected and skipped."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct

from ..config.configuration import CorpusConfig
from ..model import Article, Reject, Skip
from .archives.archives import Leaf, leaves, why
from .archives.saved_folders import part_kind
from .archives.streams import Meter, buffered
from .dates.date_evidence import learn_order
from .draft import Place
from .findings import Findings
from .reader_registry import detect
from .reading import read_leaf
from .sources import Source, sources
from .unread_formats import Foreign

OTHER = "other"
"""The row of files that no reader takes: skipped, rejected, or archives that cannot be opened."""


class Tally(Struct):
    """The counts of one format."""

    format: str
    files: int = 0
    """Files and archive members."""
    articles: int = 0
    rejected: int = 0
    skipped: int = 0
    seconds: float = 0
    """Time spent on reading."""

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds if self.seconds else 0.0

    def add(self, item: Article | Reject | Skip) -> None:
        """Count what a reader gave."""
        if isinstance(item, Article):
            self.articles += 1
        elif isinstance(item, Skip):
            self.skipped += item.count
        else:
            self.rejected += item.count


def survey(corpus: CorpusConfig) -> dict[str, Tally]:
    """Read all of a corpus and count by format; nothing is kept of the articles."""
    found: dict[str, Tally] = {}

    def of(name: str) -> Tally:
        return found.setdefault(name, Tally(name))

    hidden: list[Skip] = []
    for source in sources(corpus, hidden.append):
        if not isinstance(source, Source):
            of(OTHER).files += 1
            of(OTHER).add(source)
            continue
        for name, items in _leaves(source, corpus):
            of(name).files += 1
            began = time.process_time()  # others may be working beside it
            for item in items:
                of(name).add(item)
            of(name).seconds += time.process_time() - began
    for skip in hidden:
        of(OTHER).files += 1
        of(OTHER).add(skip)
    return found


def _leaves(source: Source, corpus: CorpusConfig) -> Iterator[tuple[str, Iterator[Article | Reject | Skip]]]:
    """Yield the format of each file or member, and what it gives, to be read before the next is asked for."""
    if part := part_kind(source.path):
        yield OTHER, iter((Skip(source.path, part),))
        return
    findings = Findings(lambda: learn_order(source, corpus))
    try:
        with Path(source.path).open("rb", buffering=0) as file:
            meter = Meter(cast("BinaryIO", file))
            for leaf in leaves(buffered(meter), meter, Place(corpus, source.path)):
                if not isinstance(leaf, Leaf):
                    yield OTHER, iter((leaf,))
                    continue
                form = detect(leaf.head, leaf.name, corpus.format, leaf.package)
                yield OTHER if isinstance(form, Foreign) else form.name, read_leaf(leaf, corpus, findings)
    except OSError as error:
        yield OTHER, iter((Reject(source.path, f"cannot read the file: {why(error)}"),))
