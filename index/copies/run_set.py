"""The runs of one text after the other, for looking up those of other texts."""

import numpy as np
import numpy.typing as npt

from .sketch import Hashes

_SLOTS = 1 << 20
_MASK = np.uint32(_SLOTS - 1)


class RunSet:
    """The distinct runs of a text.

    Each is in the slot that its lowest bits name, so that looking up a text costs two array operations. That takes a
    third of the time of a binary search, and filling it spares sorting the text. A text of which two runs claim one
    slot, which one in twelve is, is searched instead.
    """

    def __init__(self) -> None:
        self._slots = ~np.arange(_SLOTS, dtype=np.uint32)  # no run that belongs in a slot is equal to its complement
        self._runs = np.empty(0, np.uint32)
        self._searched: Hashes | None = None

    def fill(self, runs: Hashes) -> None:
        """Take the runs of a text in place of those of the last one."""
        places = self._runs & _MASK
        self._slots[places] = ~places
        places = runs & _MASK
        self._slots[places] = runs
        self._runs = runs
        self._searched = None if bool((self._slots[places] == runs).all()) else np.unique(runs)

    def holds(self, runs: Hashes) -> npt.NDArray[np.bool_]:
        """Return which runs are among those of the text."""
        if self._searched is None:
            return self._slots[runs & _MASK] == runs
        at = np.minimum(np.searchsorted(self._searched, runs), len(self._searched) - 1)
        return self._searched[at] == runs
