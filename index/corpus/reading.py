"""One file to articles: opens it, unpacks it, finds its readers, and turns whatever goes wrong into rejects."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from ..config.model import CorpusConfig
from ..model import Article, Reject
from .archives import DAMAGE, Leaf, leaves, why
from .date_evidence import learn_order
from .draft import Assembler, Draft, Input, Place, Unreadable
from .findings import Findings
from .registry import detect
from .sources import Source
from .streams import Meter, buffered

MAX_REJECTS = 1000
"""Rejects of one file that are told one by one; the others are counted."""


def read(
    source: Source,
    corpus: CorpusConfig,
    progress: Callable[[int], None] | None = None,
    remark: Callable[[str], None] | None = None,
) -> Iterator[Article | Reject]:
    """Yield the articles of a source as they are read, and a reject for everything in it that cannot be.

    Args:
        source: a file, as `sources` found it.
        corpus: the corpus that it belongs to.
        progress: told how many bytes of the file (of an archive, as it lies on disk) have been read so far; the numbers
            grow up to `source.size`.
        remark: told, a sentence at a time, how the file was understood: the field that the texts were taken from, the
            order of day and month in its dates.
    """
    place = Place(corpus, source.path)
    findings = Findings(lambda: learn_order(source, corpus))
    told = 0

    def tell(count: int) -> None:
        nonlocal told
        if progress and min(count, source.size) > told:
            told = min(count, source.size)
            progress(told)

    try:
        with Path(source.path).open("rb", buffering=0) as file:
            meter = Meter(cast("BinaryIO", file), tell)
            for leaf in leaves(buffered(meter), meter, place):
                if isinstance(leaf, Reject):
                    yield leaf
                else:
                    yield from _limited(_articles(leaf, corpus, findings), leaf.place)
        if remark:
            for sentence in findings.remarks():
                remark(sentence)
    except OSError as error:
        yield Reject(source.path, f"cannot read the file: {why(error)}")
        return
    tell(source.size)


def _articles(leaf: Leaf, corpus: CorpusConfig, findings: Findings) -> Iterator[Article | Reject]:
    form = detect(leaf.head, leaf.name, corpus.format)
    if isinstance(form, str):
        yield Reject(leaf.place.locator, form)
        return
    assembler = Assembler(leaf.place)
    empty = True
    try:
        path = "" if leaf.place.member else leaf.place.path
        for draft in form.read(Input(leaf.stream, leaf.head, leaf.name, corpus, path, findings)):
            empty = False
            if isinstance(draft, Draft):
                yield assembler.assemble(draft)
            else:
                yield Reject(leaf.place.record(draft.number), draft.reason)
    except Unreadable as error:
        yield Reject(leaf.place.locator, str(error))
    except DAMAGE as error:
        yield Reject(leaf.place.locator, why(error))
    else:
        if empty:
            yield Reject(leaf.place.locator, f"no article in it (read as {form.name})")


def _limited(found: Iterator[Article | Reject], place: Place) -> Iterator[Article | Reject]:
    """The same, without a flood of rejects: the last one stands for those not told."""
    rejects = 0
    for item in found:
        if isinstance(item, Reject):
            rejects += 1
            if rejects > MAX_REJECTS:
                continue
        yield item
    if rejects > MAX_REJECTS:
        yield Reject(place.locator, f"{rejects - MAX_REJECTS} more records could not be read")
