"""Pairs of texts that may be copies, found piece by piece."""

import numpy as np
import pytest

from newsexplore.index.copies import candidates as module
from newsexplore.index.copies.candidates import candidates
from newsexplore.index.copies.sketch_table import SketchTable

TEXTS = 120


def table() -> SketchTable:
    """Sketches of texts in families: each has a few hashes of its neighbours', and some that very many have."""
    draw = np.random.default_rng(7)
    rows = [np.unique(np.concatenate((draw.integers(40 * (text // 6), 40 * (text // 6) + 60, 12), np.arange(900, 903))))
            for text in range(TEXTS)]  # fmt: skip
    lengths = np.array([len(row) for row in rows])
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    return SketchTable(lengths.astype(np.int64), np.arange(TEXTS, dtype=np.uint64), starts,
                       np.concatenate(rows).astype(np.uint32))  # fmt: skip


@pytest.mark.parametrize("share", [1, 5])
def test_pairs_are_the_same_however_many_are_in_memory_at_once(monkeypatch: pytest.MonkeyPatch, share: int):
    fresh = np.arange(TEXTS) % share == 0
    at_once = candidates(table(), np.arange(TEXTS), fresh, 2, lambda: None)
    pieces: list[int] = []
    monkeypatch.setattr(module, "_PAIRS", 10)
    in_pieces = candidates(table(), np.arange(TEXTS), fresh, 2, lambda: pieces.append(1))
    assert len(at_once[0]) > 50
    assert [side.tolist() for side in in_pieces] == [side.tolist() for side in at_once]
    assert len(pieces) > 20
    all_of_them = table()
    for low, high in zip(*in_pieces, strict=True):
        ours, theirs = (
            set(all_of_them.hashes[slice(*all_of_them.starts[[one, one + 1]])].tolist()) for one in (low, high)
        )
        assert len(ours & theirs) >= 2
