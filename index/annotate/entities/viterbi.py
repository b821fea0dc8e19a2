# cython: boundscheck=False, wraparound=False
"""Viterbi's algorithm, over plain arrays: `setup.py` makes C of it, with the types in `viterbi.pxd`."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

NEVER = -1e9
"""What it weighs that a label follows one that it cannot follow."""


class Decoder:
    """Viterbi's algorithm, for stretches with nothing but outside words around them."""

    def __init__(self, moves: Sequence[Sequence[float]], outside: int) -> None:
        """Take what it weighs that one label (row) is followed by another (column), and the number of "O"."""
        size = len(moves)
        allowed = [[origin for origin in range(size) if moves[origin][label] > NEVER] for label in range(size)]
        self._size = size
        self._enter = array("d", moves[outside])
        self._leave = array("d", [row[outside] for row in moves])
        # For each label, end to end, those that may come before it, and what that weighs.
        self._bounds = array("i", [0, *accumulate(map(len, allowed))])
        self._origins = array("i", list(chain.from_iterable(allowed)))
        self._costs = array("d", [moves[origin][label] for label in range(size) for origin in allowed[label]])

    def decode(self, weights: array[float], starts: Sequence[int], chosen: Iterable[int], labels: list[int]) -> None:
        """Set the best labels of some stretches.

        Args:
            weights: What every label weighs for each word of all stretches.
            starts: The number of the first word of each stretch, and that after the last.
            chosen: The numbers of the stretches to label.
            labels: Where to put them: one a word, as numbers.
        """
        size = self._size
        enter = self._enter
        leave = self._leave
        bounds = self._bounds
        origins = self._origins
        costs = self._costs
        scores = array("d", bytes(8 * size))
        following = array("d", bytes(8 * size))
        for number in chosen:
            first = starts[number]
            last = starts[number + 1]
            at = first * size
            for label in range(size):
                scores[label] = weights[at + label] + enter[label]
            # For each word but the first and each label of it the label before it on the best way there.
            end = (last - first) * size
            back = bytearray(end)
            row = size
            while row < end:  # a range with this step would be Python's, in C too
                for label in range(size):
                    begin = bounds[label]
                    top = origins[begin]
                    best = scores[top] + costs[begin]
                    for pair in range(begin + 1, bounds[label + 1]):
                        score = scores[origins[pair]] + costs[pair]
                        if score > best:
                            best = score
                            top = origins[pair]
                    back[row + label] = top
                    following[label] = best + weights[at + row + label]
                scores, following = following, scores
                row += size
            top = 0
            best = scores[0] + leave[0]
            for label in range(1, size):
                score = scores[label] + leave[label]
                if score > best:
                    best = score
                    top = label
            labels[last - 1] = top
            row = end - size
            while row > 0:
                top = back[row + top]
                last -= 1
                labels[last - 1] = top
                row -= size
