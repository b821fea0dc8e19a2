"""The order of day and month in a file or corpus, learnt by reading its dates ahead, once a date needs it."""

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from ...config.configuration import CorpusConfig
from ...files import expanded
from ..archives.archives import Leaf, leaves
from ..archives.streams import Meter, buffered
from ..draft import Draft, Input, Place, Unreadable
from ..findings import Findings
from ..reader_registry import detect
from ..sources import Source, sources
from ..unread_formats import Foreign
from .date_order import DateTally
from .dates import Order

_MOST_FILES = 400
"""Files of a corpus that are asked when a file does not tell by itself, spread evenly."""
_MOST_RECORDS = 200_000
"""Records of one file that are read ahead: reading takes a hundredth of the time that extraction does."""
_MOST_RECORDS_OF_MANY = 500
_WEIGHT = 20
"""Dates that one file of many may count for: its year may be long, its day is one."""


def learn_order(source: Source, corpus: CorpusConfig) -> Order:
    """The order in which a file writes its dates, or else most of its corpus; "" if both leave it open."""
    order = _of_file(source.path, corpus, _MOST_RECORDS).order
    if order:
        return order
    known = (corpus.name, corpus.paths, *_stamps(corpus))
    if known not in _learnt:
        _learnt.clear()
        _learnt[known] = _of_corpus(corpus)
    return _learnt[known]


_learnt: dict[tuple[object, ...], Order] = {}
"""What was learnt of the corpus asked last, under its name, paths and the times at which its folders changed."""


def _of_corpus(corpus: CorpusConfig) -> Order:
    found = [source for source in sources(corpus) if isinstance(source, Source)]
    step = max(1, len(found) // _MOST_FILES)
    tally = DateTally()
    for source in found[::step][:_MOST_FILES]:
        tally.merge(_of_file(source.path, corpus, _MOST_RECORDS_OF_MANY), _WEIGHT)
    return tally.order


def _stamps(corpus: CorpusConfig) -> tuple[float, ...]:
    return tuple(path.stat().st_mtime for name in corpus.paths if (path := expanded(name)).exists())


def _of_file(path: str, corpus: CorpusConfig, most: int) -> DateTally:
    findings = Findings(collecting=True)
    try:
        with Path(path).open("rb", buffering=0) as file:
            meter = Meter(cast("BinaryIO", file))
            place = Place(corpus, path)
            for count, _ in enumerate(_drafts(buffered(meter), meter, place, findings)):
                if count >= most:
                    break
    except Exception:  # readers and their libraries may raise anything: reported when the file itself is read
        return findings.tally
    return findings.tally


def _drafts(stream: BufferedReader, meter: Meter, place: Place, findings: Findings) -> Iterator[Draft]:
    for leaf in leaves(stream, meter, place):
        if not isinstance(leaf, Leaf):
            continue
        form = detect(leaf.head, leaf.name, place.corpus.format, leaf.package)
        if isinstance(form, Foreign) or form.binary or form.package:
            continue  # documents and archives are slow to open, and write no dates in figures
        given = Input(leaf.stream, leaf.head, leaf.name, place.corpus, findings=findings)
        try:
            for item in form.read(given):
                if isinstance(item, Draft):
                    yield item
        except Unreadable:
            continue
