"""Pairs of texts that may be copies, found piece by piece."""

import tracemalloc
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from newsexplore.index.copies import array_file
from newsexplore.index.copies import candidates as module
from newsexplore.index.copies.array_file import View
from newsexplore.index.copies.candidates import WIDESPREAD, candidates
from newsexplore.index.copies.sketch_table import SketchTable

TEXTS = 270


def table() -> SketchTable:
    """Sketches of texts in families: each has a few hashes of its neighbours', and some that very many have."""
    draw = np.random.default_rng(7)
    rows = [np.unique(np.concatenate((draw.integers(40 * (text // 6), 40 * (text // 6) + 60, 30), np.arange(900, 903))))
            for text in range(TEXTS)]  # fmt: skip
    lengths = np.array([len(row) for row in rows])
    order = draw.permutation(TEXTS)  # the index has them in an order of its own
    starts = np.zeros(TEXTS, np.int64)
    starts[order] = np.cumsum(lengths[order]) - lengths[order]
    hashes = np.concatenate([rows[text] for text in order.tolist()]).astype(np.uint32)
    return SketchTable(lengths.astype(np.int64), starts, lengths, order, View(hashes))


def sketch(table: SketchTable, text: int) -> set[int]:
    """Return the hashes of a text."""
    start = int(table.starts[text])
    return set(table.hashes.numbers[start : start + int(table.kept[text])].tolist())


@pytest.mark.parametrize("share", [1, 5])
@pytest.mark.parametrize("band", [100, 10_000])
def test_pairs_are_the_same_however_many_are_in_memory_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: int, band: int
):
    fresh = np.arange(TEXTS) % share == 0
    at_once = candidates(table(), np.arange(TEXTS), fresh, 2, lambda: None, tmp_path)
    pieces: list[int] = []
    monkeypatch.setattr(module, "_PAIRS", 10)
    monkeypatch.setattr(module, "_BAND", band)
    monkeypatch.setattr(array_file, "_STRETCH", band)
    monkeypatch.setattr(array_file, "_IN_MEMORY", 50)
    in_pieces = candidates(table(), np.arange(TEXTS), fresh, 2, lambda: pieces.append(1), tmp_path)
    assert len(at_once[0]) > 50
    assert [side.tolist() for side in in_pieces] == [side.tolist() for side in at_once]
    assert len(pieces) > 20
    all_of_them = table()
    for low, high in zip(*in_pieces, strict=True):
        assert len(sketch(all_of_them, low) & sketch(all_of_them, high)) >= 2


def test_pairs_are_those_of_brute_force(tmp_path: Path):
    everything = table()
    sketches = [sketch(everything, text) for text in range(TEXTS)]
    owners = Counter(one for sketch in sketches for one in sketch)
    seldom = [{one for one in sketch if owners[one] <= WIDESPREAD} for sketch in sketches]
    low, high = candidates(everything, np.arange(TEXTS), np.ones(TEXTS, np.bool_), 2, lambda: None, tmp_path)
    found = set(zip(low.tolist(), high.tolist(), strict=True))
    expected = {
        (one, other)
        for one, other in combinations(range(TEXTS), 2)
        if len(seldom[one] & seldom[other]) >= max(2, 0.25 * min(len(sketches[one]), len(sketches[other])))
    }
    assert len(expected) > 20
    assert max(owners.values()) > WIDESPREAD
    assert expected == found


@pytest.mark.parametrize("new", [[], [7], [3, 50, 119]])
def test_pairs_of_new_texts_are_those_of_all_that_have_one(tmp_path: Path, new: list[int]):
    fresh = np.isin(np.arange(TEXTS), new)
    low, high = candidates(table(), np.arange(TEXTS), np.ones(TEXTS, np.bool_), 2, lambda: None, tmp_path)
    some = fresh[low] | fresh[high]
    found = candidates(table(), np.arange(TEXTS), fresh, 2, lambda: None, tmp_path)
    assert [side.tolist() for side in found] == [low[some].tolist(), high[some].tolist()]
    assert bool(new) == bool(len(found[0]))


def test_texts_with_the_same_number_of_hashes_are_sorted_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "_BAND", 20_000)
    monkeypatch.setattr(array_file, "_IN_MEMORY", 20_000)
    texts, each = 99_000, 6
    hashes = np.sort(np.random.default_rng(3).integers(0, 2**32 - 1, (texts, each), np.uint32), axis=1)
    hashes[7] = hashes[3]
    lengths, numbers = np.full(texts, each, np.uint8), np.arange(texts)
    quotes = SketchTable(lengths, numbers * each, lengths, numbers, View(hashes.ravel()))
    tracemalloc.start()
    try:
        low, high = candidates(quotes, numbers, np.ones(texts, np.bool_), 1, lambda: None, tmp_path)
        assert (low.tolist(), high.tolist()) == ([3], [7])
        assert tracemalloc.get_traced_memory()[1] < 6_000_000  # divided by the first hashes of texts, 20 MB
    finally:
        tracemalloc.stop()
