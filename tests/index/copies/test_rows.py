"""Rows of columns, in an order, in little memory."""

import tracemalloc

import numpy as np

from newsexplore.index.copies.rows import AT_ONCE, rows


def test_rows_come_in_order_whatever_their_number():
    for number in (0, 1, AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE + 3):
        order = np.arange(number)[::-1]
        squares, halves = np.arange(number) ** 2, np.arange(number) / 2
        expected = [(at, at**2, at / 2) for at in range(number - 1, -1, -1)]
        assert list(rows(order, squares, halves)) == expected


def test_millions_of_rows_are_never_lists_together():
    order = np.arange(1_000_000)
    column = order + 1_000_000
    tracemalloc.start()
    try:
        last = None
        for row in rows(order, column, column):
            last = row
        assert last == (999_999, 1_999_999, 1_999_999)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000  # as lists they take 100 MB
    finally:
        tracemalloc.stop()
