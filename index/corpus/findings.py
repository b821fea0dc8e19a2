"""What a file as a whole tells about its records: the order of day and month, and which fields hold what."""

from collections import Counter
from collections.abc import Callable, Mapping

from ..model import Tail
from .dates.date_order import DateTally
from .dates.dates import Order, from_serial, in_url, readings
from .evidence import note_date, paused
from .fields.field_names import UNUSUAL, is_text, rank

ORDER_NAMES: Mapping[Order, str] = {"dmy": "day first", "mdy": "month first", "ymd": "year first", "": ""}


class Findings:
    """Collects what the records of one file show, and settles what one record alone leaves open."""

    def __init__(self, learn: "Callable[[], Order] | None" = None, *, collecting: bool = False) -> None:
        """Begin a file.

        Args:
            learn: finds the order of day and month in the rest of the file and corpus; called at most once, when the
                first date needs it.
            collecting: count dates only, without settling those that may be two.
        """
        self.tally = DateTally()
        self.known = 0
        """Records at the file's beginning that earlier runs have read: its reader only counts them."""
        self.tail: Tail | None = None
        """What the file's reader says of its end, when all records were whole."""
        self._learn = None if collecting else learn
        self._learnt: Order | None = None
        self._settled: Counter[Order] = Counter()
        self.unsettled = 0
        """Dates that may be day or month first, and are left unknown: more records may settle them."""
        self.counted_back = 0
        """Dates such as "3 hours ago", counted back from when the record was fetched."""
        self.joined: dict[str, str] = {}
        """Columns of keys that were replaced by names, and the tables with the names."""
        self._example = ""
        self._chosen: Counter[tuple[str, str]] = Counter()
        self.parts = 0
        """Articles that a text was cut into, because it was too long for one."""
        self.lines = 0
        """Articles that are a line each of a text without other signs."""
        self.own_names: dict[str, str] = {}
        """What the file itself calls fields that a reader named by what they hold."""

    def date(self, text: str, url: str = "", *, serial: bool = False) -> str:
        """ISO form of a written date; where it may be two, as the address or the other dates have it, or else "".

        Args:
            text: as it is written.
            url: the address of the article.
            serial: whether a number may count days as spreadsheets do: not in a text, where it may be any number.
        """
        counted = from_serial(text) if serial else ""
        iso, how = (counted, "days since 1899, as spreadsheets count them") if counted else self._settle(text, url)
        note_date(text, iso, how)
        return iso

    def _settle(self, text: str, url: str) -> tuple[str, str]:
        """ISO form of a written date, and what decided, where it may be two."""
        found = readings(text)
        if not found:
            return "", "no date in a known form"
        if "" in found:
            return found[""], ""
        self.tally.add_readings(found)
        if len(set(found.values())) == 1:
            (order, iso), *others = found.items()
            return iso, "" if others else f"{ORDER_NAMES[order]}: no other order gives a date"
        day = in_url(url) if url else ""
        named: list[Order] = [order for order, when in found.items() if day and when.startswith(day)]
        if len(named) == 1:
            self.tally.add_known(named[0])
            return found[named[0]], f"{ORDER_NAMES[named[0]]}, as the address shows"
        order = self._order()
        if order in found:
            self._settled[order] += 1
            return found[order], f"{ORDER_NAMES[order]}, as the other dates show"
        self.unsettled += 1
        self._example = self._example or text.strip()[:40]
        return "", "left unknown: the other dates do not show whether day or month comes first"

    def _order(self) -> Order:
        if self._learn is None:
            return self._learnt or ""
        if self._learnt is None:
            with paused():
                self._learnt = self._learn()
        return self._learnt

    def choose(self, field: str, name: str) -> None:
        """Count that a record's `field` was read from the source field `name`."""
        self._chosen[field, self.own_names.get(name, name)] += 1

    def remarks(self) -> list[str]:
        """What a user should know about how the file was read, one sentence each; what is plain is left out."""
        said: list[str] = []
        names = [(name, count) for (field, name), count in self._chosen.most_common() if field == "text"]
        plain = len(names) == 1 and (rank(names[0][0], "text") or 0) < UNUSUAL and is_text(names[0][0])
        if names and not plain:
            listed = ", ".join(f"`{name[:40]}` ({count:,})" for name, count in names[:4])
            said.append(f"text taken from {listed}")
        if self.joined:
            listed = ", ".join(f"`{column[:40]}` by those in {table[:60]}" for column, table in self.joined.items())
            said.append(f"keys replaced by names: {listed}")
        if self.parts:
            said.append(f"too long for one article: read in {self.parts} parts")
        if self.lines:
            said.append(f"each line read as an article of its own: {self.lines:,}")
        for order, count in self._settled.most_common(1):
            said.append(f"{count:,} date{'s' * (count != 1)} read {ORDER_NAMES[order]}, as the other dates show")
        if self.counted_back:
            counted = f"{self.counted_back:,} date{'s' * (self.counted_back != 1)}"
            said.append(f"{counted} such as “3 hours ago” counted back from when the record was fetched")
        if self.unsettled:
            dates = f"{self.unsettled:,} date{'s' * (self.unsettled != 1)}"
            said.append(f"{dates} left unknown: {self._example!r} may be day or month first")
        return said
