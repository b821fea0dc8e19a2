"""Reports the progress of a run, a few times a second."""

import time
from collections import deque
from collections.abc import Callable, Sequence

from msgspec import Struct

from ..model import Reject
from ..protocol.build_progress import MissingRoot, Progress, Stage

OnProgress = Callable[[Progress], None]
_SECONDS = 0.2
"""Between two reports, at least."""
_RATES = 50
"""Reports that the rate is taken over: ten seconds."""


class Counts(Struct):
    """What a run has done so far, in articles."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int = 0
    """Known articles that were found in another place."""
    removed: int = 0
    rejected: int = 0
    """Records and files."""
    skipped: int = 0
    """Files, members and records that are no news."""
    read: int = 0
    """Records that have been read."""


class Reporter:
    """Sends progress to the caller of the run."""

    def __init__(self, send: Callable[[Progress], None] | None, counts: Counts) -> None:
        self._send = send
        self._counts = counts
        self.began = time.monotonic()
        self._sent_at = 0.0
        self._rates: deque[tuple[float, int]] = deque(maxlen=_RATES)
        self._rejects: list[Reject] = []
        self._most = 0.0
        """The greatest fraction so far."""
        self.bytes_to_read = 0
        self.bytes_read = 0
        self.committed = 0
        """Articles that can be searched."""
        self.missing: tuple[MissingRoot, ...] = ()
        self.notes: list[str] = []
        """What the owner of the index should know."""

    def reject(self, rejects: Sequence[Reject]) -> None:
        """Count what could not be read, for the next report."""
        self._counts.rejected += sum(reject.count for reject in rejects)
        if self._send is not None:
            self._rejects.extend(rejects)

    def report(self, stage: Stage, *, always: bool = False) -> None:
        """Send a report unless the last one is very recent."""
        now = time.monotonic()
        if self._send is None or (not always and now - self._sent_at < _SECONDS):
            return
        self._sent_at = now
        self._rates.append((now, self._counts.read))
        first_at, first_read = self._rates[0]
        rate = (self._counts.read - first_read) / (now - first_at) if now > first_at else 0.0
        fraction = 1.0 if stage == "done" else self._fraction()
        elapsed = now - self.began
        rejects, self._rejects = tuple(self._rejects), []
        self._send(
            Progress(
                stage=stage,
                done=self._counts.read + self._counts.unchanged,
                fraction=fraction,
                rate=rate,
                left=elapsed / fraction * (1 - fraction) if 0.02 < fraction < 1 and elapsed > 1 else None,
                committed=self.committed,
                rejects=rejects,
                message=" ".join(self.notes),
                missing=self.missing,
            )
        )

    def _fraction(self) -> float:
        """Return the share of the bytes that are read, as far as the articles in them are extracted; never less again.

        A small file is read long before its articles are extracted.
        """
        counts = self._counts
        read = min(1.0, self.bytes_read / self.bytes_to_read) if self.bytes_to_read else 0.0
        written = min(1.0, (counts.added + counts.updated) / counts.read) if counts.read else 1.0
        self._most = max(self._most, read * written)
        return self._most
