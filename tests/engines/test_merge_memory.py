"""Merging in pieces: the same bytes as at once, and memory that does not grow with what is merged."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from newsexplore.index.engines.packed import entity_table, merge, spill
from newsexplore.index.engines.packed.columns import View
from newsexplore.index.engines.packed.pack import Pack, PackWriter
from newsexplore.index.engines.packed.packed_schema import ALL_FIELDS
from newsexplore.index.engines.packed.postings import Postings, PostingsWriter
from newsexplore.index.engines.packed.segment import field_writers, write_segment

from .records import corpus

SMALL = ((merge, "_CHUNK", 5), (merge, "_TERMS", 3), (merge, "_POSTINGS", 2), (merge, "_GIVEN_BACK", 16),
         (entity_table, "_BLOCK", 2), (entity_table, "_DOCUMENTS", 3), (spill, "_MOST", 64))  # fmt: skip


@pytest.mark.parametrize("dead", [False, True])
def test_a_merge_in_small_pieces_writes_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead: bool):
    records = corpus()
    half = len(records) // 2
    for name, some in (("one", records[:half]), ("two", records[half:])):
        write_segment(tmp_path / name, some, (), field_writers(), None)
    views = [View(tmp_path / name) for name in ("one", "two")]
    lives = [np.ones(len(view), np.bool_) for view in views]
    for view, live in zip(views, lives, strict=True) if dead else ():
        family = view.family(int(view.heads[1]))
        live[family.start : family.stop] = False
    merge.merge(tmp_path / "at once", views, lives, ALL_FIELDS, None)
    for module, name, value in SMALL:
        monkeypatch.setattr(module, name, value)
    merge.merge(tmp_path / "in pieces", views, lives, ALL_FIELDS, None)
    assert (tmp_path / "in pieces").read_bytes() == (tmp_path / "at once").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["at once", "in pieces", "one", "two"]


def test_postings_beyond_some_megabytes_are_not_in_memory(tmp_path: Path):
    pieces, size = 40, 100_000
    docs, freqs, places = np.arange(size), np.full(size, 2), np.arange(2 * size) % 60_000
    pack = PackWriter(tmp_path / "pack")
    tracemalloc.start()
    try:
        writer = PostingsWriter("text", True, tmp_path)
        for piece in range(pieces):
            writer.begin([b"%08d" % piece])
            writer.add(np.zeros(size, np.int64), docs, freqs, places)
        writer.write(pack)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    pack.close()
    written = (tmp_path / "pack").stat().st_size
    assert written > 28_000_000
    assert peak < 14_000_000
    postings = Postings(Pack(tmp_path / "pack"), "text")
    assert postings.lexicon.all() == [b"%08d" % piece for piece in range(pieces)]
    found, at = postings.positions(pieces - 1)
    assert found.tolist() == np.repeat(docs, 2).tolist()
    assert at.tolist() == places.tolist()
