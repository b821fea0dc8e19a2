"""Which number of 3/4/2018 or 20/12/01 is the day: learnt from the other dates of a file or corpus."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import permutations

from .dates import Order, readings

_ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
_AGAINST = 0.05
"""Share of the dates that speak for one order of two and may speak for the other: typing errors."""
_FEW = 5
"""Dates of two-digit years from which the spread of their numbers says which is the year."""


class DateTally:
    """Counts what dates made of three numbers say of their order."""

    def __init__(self) -> None:
        self.count = 0
        """Dates seen whose numbers stand in some order."""
        self._possible: Counter[tuple[Order, ...]] = Counter()
        self._years: dict[Order, set[str]] = {order: set() for order in _ORDERS}
        self._days: dict[Order, set[str]] = {order: set() for order in _ORDERS}

    def add(self, text: str) -> None:
        """Count one date, as written."""
        self.add_readings(readings(text))

    def add_readings(self, found: Mapping[Order, str]) -> None:
        """Count one date by what it may mean, see `dates.readings`."""
        if "" in found or not found:
            return
        if len(set(found.values())) == 1 and len(found) > 1:
            return  # 5/5/2018
        self.count += 1
        possible: tuple[Order, ...] = tuple(order for order in _ORDERS if order in found)
        self._possible[possible] += 1
        if self.count <= 2000:
            for order, when in found.items():
                self._years[order].add(when[:4])
                self._days[order].add(when[8:10])

    def add_known(self, order: Order) -> None:
        """Count a date whose order is known from elsewhere: the address of its article holds it too."""
        self.count += 1
        self._possible[(order,)] += 1

    def merge(self, other: "DateTally", limit: int) -> None:
        """Add another file's counts, scaled down to `limit` dates so that one large file does not outvote the rest."""
        scale = min(1.0, limit / other.count) if other.count else 0
        for possible, count in other._possible.items():
            self._possible[possible] += max(1, round(count * scale))
            self.count += max(1, round(count * scale))
        for order in _ORDERS:
            self._years[order] |= other._years[order]
            self._days[order] |= other._days[order]

    @property
    def order(self) -> Order:
        """The order that explains the dates and that no other explains as well; "" if there is none."""
        seen: set[Order] = {order for possible in self._possible for order in possible}
        beaten: set[Order] = {loser for winner, loser in permutations(seen, 2) if self._beats(winner, loser)}
        left: set[Order] = seen - beaten
        if len(left) == 1:
            winner = left.pop()
            return winner if all(self._beats(winner, loser) for loser in beaten) or not beaten else ""
        return self._by_spread(left)

    def _beats(self, winner: Order, loser: Order) -> bool:
        """Whether there are dates that only the first of two orders explains, and hardly any for the second."""
        pro = self._only(winner, loser)
        return pro > 0 and self._only(loser, winner) <= _AGAINST * pro

    def _only(self, this: Order, that: Order) -> int:
        return sum(count for possible, count in self._possible.items() if this in possible and that not in possible)

    def _by_spread(self, orders: Iterable[Order]) -> Order:
        """The order under which the days differ and the years hardly do, of two that explain every date."""
        left: set[Order] = set(orders)
        if left != {"dmy", "ymd"} or self.count < _FEW:
            return ""
        clear: list[Order] = [order for order in left if 2 * len(self._years[order]) <= len(self._days[order])]
        return clear[0] if len(clear) == 1 else ""
