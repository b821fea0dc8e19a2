"""Is the index whole? What `newsexplore doctor` asks of the tantivy engine.

Each of tantivy's files ends in its checksum: JSON with the CRC-32 of all before it, the length of that JSON and a magic
number, four bytes each.
"""

import re
import struct
import zlib
from pathlib import Path

import msgspec
import numpy as np
from tantivy import Query

from ..base import EngineError
from ..packed.check import check_packs
from ..packed.schema import ARTICLE, QUOTE
from .store import TantivyStore, count

_TAIL = struct.Struct("<II")
_MAGIC = 1337


def check_index(store: TantivyStore) -> list[str]:
    """Read every byte of the newest commit and return what is wrong with it, a sentence each."""
    problems: list[str] = []
    try:
        for name in _segment_files(store.files):
            reason = _damage(store.files / name)
            if reason:
                problems.append(f"The index file {store.files / name} is {reason}.")
    except (OSError, msgspec.MsgspecError) as error:
        problems.append(f"The index file {store.files / 'meta.json'} cannot be read ({error}).")
    if problems:
        return problems
    try:
        manifest, searcher = store.newest()
        problems = check_packs(store, manifest.segments())
        if problems:
            return problems
        snapshot = store.snapshot()
    except EngineError as error:
        return [str(error)]
    for kind, what, packed in ((ARTICLE, "articles", snapshot.articles), (QUOTE, "quotes", snapshot.quotes)):
        query = Query.term_query(snapshot.schema, "kind", kind)
        words = count(searcher, query)
        if words != len(packed):
            problems.append(f"The index has {len(packed)} {what}, and the words of {words}.")
    numbers = snapshot.numbers(np.concatenate((snapshot.articles, snapshot.quotes)))
    if len(np.unique(numbers)) != len(numbers):
        problems.append("The index has two documents of one number.")
    return problems


class _Segment(msgspec.Struct):
    segment_id: str


class _Meta(msgspec.Struct):
    segments: list[_Segment]


def _segment_files(folder: Path) -> list[str]:
    """Names of the files of the newest commit; some of those may never have been written."""
    meta = msgspec.json.decode((folder / "meta.json").read_bytes(), type=_Meta)
    stems = {segment.segment_id.replace("-", "") for segment in meta.segments}
    there = sorted(path.name for path in folder.iterdir() if path.name.split(".")[0] in stems)
    needed = {f"{stem}.{part}" for stem in stems for part in ("term", "idx", "pos", "store", "fast", "fieldnorm")}
    return sorted({*there, *needed})


def _damage(path: Path) -> str:
    """What is wrong with a file; nothing when it is whole."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return "missing"
    if len(data) < _TAIL.size:
        return "damaged: it is cut short"
    size, magic = _TAIL.unpack(data[-_TAIL.size :])
    footer = data[-_TAIL.size - size : -_TAIL.size]
    found = re.search(rb'"crc":(\d+)', footer)
    if magic != _MAGIC or not found:
        return "damaged: it is cut short or overwritten"
    whole = zlib.crc32(data[: -_TAIL.size - size]) == int(found.group(1))
    return "" if whole else "damaged: its bytes are not those that were written"
