"""Articles and their quotes by number: articles in order of ids, quotes in order of articles."""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer[Any]]
"""Numbers of articles or quotes, or of places: 32 bits where there may be millions at once, else 64."""


class NumberedArticles:
    """What finds articles of a table by id, and by the numbers of their quotes."""

    ids: npt.NDArray[np.bytes_]
    """Ids of all articles, ascending."""
    quote_starts: Numbers
    """The first quote of each article, and at the end how many quotes there are."""

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.ids)

    def id(self, article: int) -> str:
        """Return the id of an article."""
        return bytes(self.ids[article]).decode("utf-8", "surrogatepass")

    def find(self, ids: npt.NDArray[np.bytes_]) -> Numbers:
        """Return the numbers of articles; -1 for those that are not in the table."""
        if not len(self.ids):
            return np.full(len(ids), -1, np.int64)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[at] == ids, at, -1)

    def articles_of(self, quotes: Numbers) -> Numbers:
        """Return the articles of quotes."""
        return np.searchsorted(self.quote_starts[1:], quotes, side="right")


def either(low: Numbers, high: Numbers, texts: int) -> Numbers:
    """Return the texts that are in any pair, ascending; `np.union1d` would sort millions of pairs."""
    there = np.zeros(texts, np.bool_)
    there[low] = True
    there[high] = True
    return np.flatnonzero(there)
