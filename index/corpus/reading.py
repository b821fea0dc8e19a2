"""One file to articles: opens it, unpacks it, finds its readers, and turns whatever goes wrong into rejects."""

from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from ..config.configuration import CorpusConfig
from ..limits import TooSlowError, timed
from ..model import Article, Reject, Skip, Tail
from .archives.archives import DAMAGE, Leaf, leaves, why
from .archives.budget import Budget, Spent
from .archives.saved_folders import part_kind
from .archives.streams import Meter, buffered
from .dates.date_evidence import learn_order
from .draft import Assembler, Draft, Flaw, Input, Place, Unreadable
from .findings import Findings
from .reader_registry import detect
from .rejects import fold
from .sources import JOURNALS, NOTES, Source, is_journal, is_note
from .unread_formats import Foreign


def read(
    source: Source,
    corpus: CorpusConfig,
    progress: Callable[[int], None] | None = None,
    remark: Callable[[str], None] | None = None,
    *,
    known: int = 0,
    ended: Callable[[Tail | None], None] | None = None,
) -> Iterator[Article | Reject | Skip]:
    """Yield the articles of a source as they are read, a reject for what cannot be, a skip for what is no news.

    Every file, archive member and record is one of the three; rejects and skips carry how many they stand for.

    Args:
        source: a file, as `sources` found it.
        corpus: the corpus that it belongs to.
        progress: Called with the bytes of the file read so far (of an archive, compressed), increasing up to
            `source.size`.
        remark: Called with sentences on how the file was understood: the field that the texts were taken from, the
            order of day and month in its dates.
        known: Number of records at its beginning to skip: earlier runs have read them.
        ended: Called at the end with whether records that are added to the file later can be read alone.
    """
    if part := part_kind(source.path):
        yield Skip(source.path, part)
        return
    if source.root != source.path and is_note(Path(source.path).name):
        yield Skip(source.path, NOTES)
        return
    if is_journal(source.path):
        yield Skip(source.path, JOURNALS)
        return
    place = Place(corpus, source.path)
    findings = Findings(lambda: learn_order(source, corpus))
    findings.known = known
    told = 0

    def tell(count: int) -> None:
        nonlocal told
        if progress and min(count, source.size) > told:
            told = min(count, source.size)
            progress(told)

    try:
        with Path(source.path).open("rb", buffering=0) as file:
            meter = Meter(cast("BinaryIO", file), tell)
            yield from fold(_found(buffered(meter, source.size), meter, place, findings, source.size), place.locator)
        if remark:
            for sentence in findings.remarks():
                remark(sentence)
        if ended:
            ended(findings.tail)
    except OSError as error:
        yield Reject(source.path, f"cannot read the file: {why(error)}")
        return
    tell(source.size)


def _found(
    stream: BufferedReader, meter: Meter, place: Place, findings: Findings, size: int
) -> Iterator[Article | Reject | Skip]:
    """All that a file gives, unfolded."""
    budget = Budget()
    seconds = _SECONDS[0] + _SECONDS[1] * size / 1e6
    for leaf in leaves(stream, meter, place, budget):
        if not isinstance(leaf, Leaf):
            if isinstance(leaf, Reject):
                findings.tail = None  # records may be missing before the file's end
            yield leaf
            continue
        try:
            for item in read_leaf(leaf, place.corpus, findings, seconds=seconds):
                if isinstance(item, Article):
                    budget.note_article()
                yield item
        except Spent as error:
            yield Reject(place.locator, str(error))
            return


Observer = Callable[[Draft, Article | Reject], None]
"""Called with each draft, and what became of it."""


_SECONDS = (60.0, 5.0)
"""Processor time in which the next article of a file must come, and more for each MB of the file."""


def read_leaf(
    leaf: Leaf,
    corpus: CorpusConfig,
    findings: Findings,
    observe: Observer | None = None,
    *,
    seconds: float = _SECONDS[0],
) -> Iterator[Article | Reject | Skip]:
    """Yield all that one file or archive member gives, unfolded; what goes wrong in it is a reject.

    Args:
        leaf: the file or member.
        corpus: the corpus that it belongs to.
        findings: what the file as a whole tells.
        observe: Called with each draft before its article is yielded.
        seconds: Processor time in which each article must come.

    Raises:
        Spent: the budget of the file that it stands in is used up.
    """
    locator = leaf.place.locator
    form = detect(leaf.head, leaf.name, corpus.format, leaf.package)
    if isinstance(form, Foreign):
        yield Skip(locator, form.reason) if form.skip else Reject(locator, form.reason)
        return
    assembler = Assembler(leaf.place)
    empty = True
    try:
        path = leaf.copy or ("" if leaf.place.member else leaf.place.path)
        disk_path = path if isinstance(leaf.stream.raw, Meter) else ""
        given = Input(
            leaf.stream, leaf.head, leaf.name, corpus, path, findings, disk_path=disk_path, is_copy=bool(leaf.copy)
        )
        for found in timed(form.read(given), seconds):
            empty = False
            if isinstance(found, Draft):
                item = assembler.assemble(found)
                if observe:
                    observe(found, item)
                yield item
            elif isinstance(found, Flaw):
                yield Reject(leaf.place.record(found.number), found.reason)
            else:
                yield Skip(locator, found.kind, found.count)
    except Unreadable as error:
        yield Reject(locator, str(error))
    except Spent:
        raise
    except TooSlowError as error:
        yield Reject(locator, f"reading {error}: the rest of it was not read")
    except DAMAGE as error:
        yield Reject(locator, why(error))
    except Exception as error:  # a fault of a reader or its library costs this file, not the run
        reason = " ".join(str(error).split())[:200]
        yield Reject(locator, f"the reader of {form.name} failed: {type(error).__name__} {reason}".rstrip())
    else:
        if empty and not findings.known:
            yield Reject(locator, f"no article in it (read as {form.name})")
