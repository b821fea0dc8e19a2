"""Steps to commits: writes what a run has decided, and makes it searchable while the run goes on."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec import structs

from ..engines.base import Engine
from ..engines.places import relocated
from ..model import Reject, SourceState
from ..protocol.build_progress import Stage
from .known import Known
from .ledger import Ledger
from .outcomes import Move, Remove
from .progress import Counts, Reporter
from .steps import Step

_SECONDS = (1.0, 15.0)
"""Shortest and longest time between commits; each wait is twice the one before."""
_POLL = 0.01


class Stopped(Exception):  # noqa: N818 - it is no error
    """The run was cancelled."""


class Committer:
    """The transactions of a run, one after the other; the run holds the writer's lock."""

    def __init__(
        self,
        engine: Engine,
        known: Known,
        ledger: Ledger,
        counts: Counts,
        reporter: Reporter,
        check: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._writer = engine.writer()
        self._known = known
        self._ledger = ledger
        self._counts = counts
        self._reporter = reporter
        self._check = check
        self._wait = _SECONDS[0]
        self._committed_at = time.monotonic()
        self._uncommitted: set[str] = set()
        """Ids of articles that this transaction writes."""
        self._failures: defaultdict[tuple[str, str], list[Reject]] = defaultdict(list)
        """Articles without annotations by corpus and source."""
        reporter.committed = engine.count()

    def write(self, step: Step) -> None:
        """Write a step, and commit when it is time; raises Stopped when the run is cancelled."""
        if step.batch is not None:
            while not step.batch.done():
                self._reporter.report("reading")
                self._check()
                time.sleep(_POLL)
            extracted = step.batch.result()
            if extracted is None:
                raise Stopped
            for prepared in extracted.prepared:
                self._writer.add(prepared)
            self._uncommitted.update(step.ids)
            for failure in extracted.failures:
                self._failures[failure.corpus, failure.source].append(failure.reject)
                self._reporter.reject([failure.reject])
        moves = [edit for edit in step.edits if isinstance(edit, Move)]
        if any(move.id in self._uncommitted for move in moves):
            self.commit(step.number)
        self._move(moves)
        removed = [edit.id for edit in step.edits if isinstance(edit, Remove)]
        self._writer.remove(removed)
        for state in step.sources:
            failed = self._failures.get((state.corpus, state.path), ())
            self._writer.put_source(structs.replace(state, rejects=(*state.rejects, *failed)))
        for corpus, path in step.forgotten:
            self._writer.forget_source(corpus, path)
        self._counts.added += step.added
        self._counts.updated += step.updated
        self._counts.moved += step.moved
        self._counts.removed += len(removed)
        if time.monotonic() - self._committed_at > self._wait:
            self.commit(step.number + 1)
            self._wait = min(2 * self._wait, _SECONDS[1])
        self._reporter.report("reading")
        self._check()

    def commit(self, steps: int) -> None:
        """Make everything so far searchable; the first so many steps are whole in it."""
        self._ledger.save()
        self._writer.commit(lambda: self._is_stopped("reading"))
        self._refresh()
        self._writer = self._engine.writer()
        self._known.settle(steps)
        self._uncommitted.clear()
        self._committed_at = time.monotonic()

    def finish(self) -> None:
        """Commit what is left; merging is left for the next run if this one was cancelled."""
        self._ledger.save()
        self._writer.commit(lambda: self._is_stopped("merging"))
        self._refresh()

    def remember(self, states: Iterable[SourceState]) -> None:
        """Remember sources that the run does not read."""
        for state in states:
            self._writer.put_source(state)

    def cancel(self) -> None:
        """Drop what is not committed."""
        self._writer.cancel()

    def _is_stopped(self, stage: Stage) -> bool:
        """Report the stage, and return whether the run was cancelled."""
        self._reporter.report(stage)
        try:
            self._check()
        except Stopped:
            return True
        return False

    def _refresh(self) -> None:
        self._engine.refresh()
        self._reporter.committed = self._engine.count()

    def _move(self, moves: Sequence[Move]) -> None:
        """Write known articles with other locations; they are not extracted again."""
        places = {move.id: move.places for move in moves}
        records = self._engine.records(list(places))
        moved = [structs.replace(one, article=relocated(one.article, places[one.article.id])) for one in records]
        self._writer.add(self._engine.prepare(moved))
        self._uncommitted.update(places)
