"""Frequencies and positions that are packed in less than a byte or two are those that were written."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.engines.packed import small_numbers
from newsexplore.index.engines.packed.pack import Pack, PackWriter
from newsexplore.index.engines.packed.spill import Spill

_FREQS = st.lists(st.lists(st.sampled_from((1, 1, 1, 2, 3, 4, 5, 255, 256, 70_000)), max_size=9), max_size=5)


def _pack(path: Path, put: Callable[[PackWriter, str, Spill], None], parts: list[list[int]]) -> Pack:
    spill = Spill()
    for part in parts:
        spill.append(np.array(part, np.int64))
    path.unlink(missing_ok=True)
    writer = PackWriter(path)
    put(writer, "text", spill)
    writer.close()
    return Pack(path)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packs") / "one.pack"


@given(parts=_FREQS, bounds=st.tuples(st.integers(0, 45), st.integers(0, 45)))
def test_frequencies(path: Path, parts: list[list[int]], bounds: tuple[int, int]) -> None:
    written = [number for part in parts for number in part]
    freqs = small_numbers.Frequencies(_pack(path, small_numbers.put_frequencies, parts), "text", len(written))

    assert len(freqs) == len(written)
    assert freqs[:].tolist() == written
    assert freqs[slice(*bounds)].tolist() == written[slice(*bounds)]
    rows = np.arange(len(written))[::-2]
    assert freqs[rows].tolist() == written[::-2]


@given(
    parts=st.lists(st.lists(st.integers(0, 4095), max_size=9), max_size=5),
    bounds=st.tuples(st.integers(0, 45), st.integers(0, 45)),
)
def test_positions(path: Path, parts: list[list[int]], bounds: tuple[int, int]) -> None:
    written = [256, *(number for part in parts for number in part)]
    pack = _pack(path, small_numbers.put_positions, [[256], *parts])
    places = small_numbers.Positions(pack, "text")

    assert len(places) == len(written)
    assert places[:].tolist() == written
    assert places[slice(*bounds)].tolist() == written[slice(*bounds)]
    assert places[np.arange(len(written))[::-2]].tolist() == written[::-2]


@pytest.mark.parametrize(("most", "bytes_each"), [(255, 1.0), (256, 1.5), (4095, 1.5), (4096, 2.0)])
def test_positions_take_no_more_than_the_longest_text_needs(path: Path, most: int, bytes_each: float) -> None:
    pack = _pack(path, small_numbers.put_positions, [[0, most] * 50])
    high = pack.array("text.places.high").nbytes if "text.places.high" in pack else 0

    assert pack.array("text.places").nbytes + high == 100 * bytes_each


def test_many_postings_before_an_exception_that_fits_two_bytes_are_no_matter(path: Path) -> None:
    freqs = small_numbers.Frequencies(_pack(path, small_numbers.put_frequencies, [[9], [1] * 70_000]), "text", 70_001)

    assert freqs[69_999:].tolist() == [1, 1]
    assert freqs[:2].tolist() == [9, 1]
