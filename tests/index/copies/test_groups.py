"""Texts that are copies, joined into groups."""

import tracemalloc

import numpy as np

from newsexplore.index.copies.groups import grouped, joined


def test_copies_of_copies_are_a_group_and_a_round_up_joins_no_two():
    # 0, 1 and 2 are versions of one story, 5 to 7 of another; 3 prints parts of both.
    low = np.array([0, 0, 1, 0, 3, 5, 5, 6])
    high = np.array([1, 2, 2, 3, 5, 6, 7, 7])
    alike = np.array([0.9, 0.8, 0.9, 0.5, 0.4, 0.9, 0.9, 0.8])
    groups = grouped(joined(low, high, alike, 9))
    ends = groups.ends.tolist()
    found = [groups.members[start:end].tolist() for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    assert found == [[0, 1, 2], [5, 6, 7]]


def test_no_texts_and_no_copies_are_no_groups():
    none = np.empty(0, np.int64)
    for texts in (0, 3):
        groups = grouped(joined(none, none, np.empty(0), texts))
        assert (len(groups.members), len(groups.ends)) == (0, 0)


def test_very_many_groups_take_little_memory():
    low = np.arange(0, 400_000, 2)
    alike = np.ones(len(low))
    tracemalloc.start()
    try:
        groups = grouped(joined(low, low + 1, alike, 400_000))
        assert len(groups.ends) == 200_000
        assert tracemalloc.get_traced_memory()[1] < 35_000_000  # 80 MB with a list of each
    finally:
        tracemalloc.stop()
