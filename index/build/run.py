"""Bring an index up to date with its corpora: what changed since last time, read, extracted on every core, committed.

Commits come in batches, so that a corpus can be searched while it is still being read. A file is remembered as read
in the commit that holds the last of its articles: an interrupted run goes on where the last commit left it.
"""

import os
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from ..annotate.entities import EntityFinder
from ..config.settings import Settings, remember
from ..corpus import read
from ..engines import advice, open_engine
from ..engines.base import Cancelled, Engine, EngineError, IndexVersionError, Writer
from ..files import make_private
from ..linking.cache import links
from ..model import Article, Reject, SourceState
from ..processes.pool import WorkerDiedError
from ..protocol import Progress
from .scan import Task, find_changes
from .worker import Batch, ExtractionPool, Extractor, ReadyBatch

BATCH_ARTICLES = (32, 512)
"""Articles in the first batch and in the largest: small at first, so that something can be searched at once."""
BATCH_CHARS = 4_000_000
COMMIT_SECONDS = (1.0, 15.0)
"""Shortest and longest time between commits; each wait is twice the one before."""
ONE_PROCESS_BYTES = 200_000
"""Less to read than this is done before worker processes would have started."""

OnProgress = Callable[[Progress], None]


class BuildError(Exception):
    """Indexing had to stop; the message says why and what to do. What was committed stays."""


class Report(Struct, frozen=True):
    """What a run did; `seen` is what the corpora hold: added, updated and unchanged."""

    seen: int
    added: int
    updated: int
    unchanged: int
    removed: int
    rejected: int
    articles: int
    """In the index now."""
    seconds: float
    engine: str
    complete: bool = True
    """False when it was cancelled."""


class _Batch(Struct):
    """Articles under extraction."""

    extraction: Batch | ReadyBatch
    added: int
    updated: int


class _Finished(Struct):
    """A source read to its end, to be remembered once the batches before it are in."""

    state: SourceState
    gone: tuple[str, ...]
    """Ids of articles that it held when it was last read, and holds no more."""


class _Stop(Exception):  # noqa: N818 - it is no error
    """The run was cancelled."""


def build(
    settings: Settings,
    *,
    rebuild: bool = False,
    jobs: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled = lambda: False,
) -> Report:
    """Bring the index of `settings` up to date, and make it the last one used.

    `rebuild` reads everything again, and replaces an index that cannot be opened. `jobs` is the number of processes
    that extract (0: the configuration's, which may be 0 for one a core). A cancelled run keeps what it has finished.

    Raises:
        BuildError: the index cannot be written, another process is writing it, or a worker process died.
        SettingsError: the index folder cannot be written, or the finder of entities cannot be used.
    """
    remember(settings)
    engine = _open(settings, rebuild)
    try:
        return _Run(settings, engine, rebuild, jobs, on_progress, cancelled).run()
    except EngineError as error:
        raise BuildError(str(error)) from error
    except WorkerDiedError as error:
        raise BuildError(
            f"Worker processes keep ending unexpectedly ({error}), often for want of memory. What was committed can be "
            "searched; run again to go on, with --jobs 1 if it happens again."
        ) from error
    except OSError as error:
        raise BuildError(f"The index in {settings.folder} cannot be written: {error.strerror or error}.") from error
    finally:
        engine.close()


def _open(settings: Settings, rebuild: bool) -> Engine:
    make_private(settings.engine_folder)
    try:
        engine = open_engine(settings.config.index.engine, settings.engine_folder, create=True)
    except EngineError as error:
        # Everything in an index can be made again from its corpora, but damage may be a sign of worse: that is asked.
        if not rebuild and not isinstance(error, IndexVersionError):
            raise BuildError(str(error)) from error
    else:
        if not rebuild or not engine.check():
            return engine
        # It opens, but replacing its articles would have to read what is damaged.
        with engine.hold():  # no other process may be writing to it
            engine.close()
    shutil.rmtree(settings.engine_folder)
    make_private(settings.engine_folder)
    return open_engine(settings.config.index.engine, settings.engine_folder, create=True)


class _Run:
    """One run over all corpora."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        rebuild: bool,
        jobs: int,
        on_progress: OnProgress | None,
        cancelled: Cancelled,
    ) -> None:
        self.settings = settings
        self.engine = engine
        self.rebuild = rebuild
        self.jobs = jobs or settings.config.index.jobs or os.cpu_count() or 1
        self.on_progress = on_progress
        self.cancelled = cancelled
        self.began = time.monotonic()
        self.writer: Writer = engine.writer()
        self.committed_at = self.began
        self.commit_wait = COMMIT_SECONDS[0]
        self.committed = engine.count()
        self.fresh = not self.committed
        self.added = self.updated = self.unchanged = self.removed = self.rejected = 0
        self.read = self.bytes_to_read = self.bytes_read = 0
        self.told_at = 0.0
        self.rates: deque[tuple[float, int]] = deque(maxlen=50)
        self.new_rejects: list[Reject] = []

    def run(self) -> Report:
        """Scan, read, commit."""
        complete = True
        try:
            self._tell("scanning", always=True)
            tasks = self._plan()
            self._read_all(tasks)
        except _Stop:
            complete = False
        except BaseException:
            self.writer.cancel()
            raise
        self._tell("merging", always=True)
        self.writer.commit()
        self.engine.refresh()
        self.committed = self.engine.count()
        links(self.engine, Path(self.settings.folder))  # the next to open it finds them there
        self._tell("done", always=True)
        return Report(
            seen=self.added + self.updated + self.unchanged,
            added=self.added,
            updated=self.updated,
            unchanged=self.unchanged,
            removed=self.removed,
            rejected=self.rejected,
            articles=self.committed,
            seconds=round(time.monotonic() - self.began, 3),
            engine=self.engine.name,
            complete=complete,
        )

    def _plan(self) -> list[Task]:
        """Find what must be read; forget what is gone."""
        changes = find_changes(self.settings, self.engine.sources(), rebuild=self.rebuild, check=self._check)
        self.unchanged = changes.unchanged
        self._reject(*changes.rejects)
        for state in changes.unreadable:
            self.writer.put_source(state)
        for path in changes.gone:
            self.removed += len(self.engine.digests(path))
            self.writer.remove_source(path)
        self.bytes_to_read = sum(task.source.size for task in changes.tasks)
        return changes.tasks

    def _read_all(self, tasks: list[Task]) -> None:
        """Read every task; batches are extracted by worker processes and come back in order."""
        with ExitStack() as stack:
            submit = self._extractor(stack)
            waiting: deque[_Batch | _Finished] = deque()
            for item in self._batches(tasks, submit):
                waiting.append(item)
                while waiting and (len(waiting) > 3 * self.jobs or _is_ready(waiting[0])):
                    self._take(waiting.popleft())
            while waiting:
                self._take(waiting.popleft())

    def _extractor(self, stack: ExitStack) -> Callable[[list[Article]], Batch | ReadyBatch]:
        if self.jobs == 1 or self.bytes_to_read < ONE_PROCESS_BYTES:
            extractor: list[Extractor] = []

            def here(articles: list[Article]) -> ReadyBatch:
                if not extractor:
                    extractor.append(Extractor(self.settings, self.engine))
                return ReadyBatch(extractor[0].extract(articles, self.cancelled))

            return here
        if self.settings.config.entities.engine != "builtin":
            EntityFinder(self.settings.config.entities)  # a worker that cannot start cannot say why
        pool = ExtractionPool(self.settings, self.engine, self.jobs)
        stack.callback(pool.close)
        return pool.submit

    def _take(self, item: _Batch | _Finished) -> None:
        """Put the next finished batch or source into the transaction."""
        if isinstance(item, _Finished):
            self.writer.remove(item.gone)
            self.removed += len(item.gone)
            self.writer.put_source(item.state)
        else:
            while not item.extraction.done():
                self._check()
                time.sleep(0.01)
            extracted = item.extraction.result()
            if extracted is None:
                raise _Stop
            for prepared in extracted.prepared:
                self.writer.add(prepared)
            self._reject(*extracted.failures)
            self.added += item.added
            self.updated += item.updated
        if time.monotonic() - self.committed_at > self.commit_wait:
            self._commit()
        self._tell("reading")
        self._check()

    def _commit(self) -> None:
        self.writer.commit()
        self.engine.refresh()
        self.committed = self.engine.count()
        self.writer = self.engine.writer()
        self.committed_at = time.monotonic()
        self.commit_wait = min(2 * self.commit_wait, COMMIT_SECONDS[1])

    def _batches(
        self, tasks: list[Task], submit: Callable[[list[Article]], Batch | ReadyBatch]
    ) -> Iterator[_Batch | _Finished]:
        """Submit what must be indexed, batch by batch; every source's end comes after the last of its articles."""
        batch: list[Article] = []
        chars, updated, size = 0, 0, BATCH_ARTICLES[0]
        ended: list[_Finished] = []
        for task in tasks:
            before = self.bytes_read
            rejects: list[Reject] = []
            old = {} if self.fresh else self.engine.digests(task.source.path)
            seen: set[str] = set()

            def advance(position: int, before: int = before) -> None:
                self.bytes_read = before + position

            for item in read(task.source, task.corpus, advance):
                self._check()
                if isinstance(item, Reject):
                    rejects.append(item)
                    self._reject(item)
                    continue
                seen.add(item.id)
                if old.get(item.id) == item.digest and not task.force:
                    self.unchanged += 1
                    continue
                batch.append(item)
                chars += len(item.text)
                updated += item.id in old
                self.read += 1
                self._tell("reading")
                if len(batch) >= size or chars >= BATCH_CHARS:
                    yield _Batch(submit(batch), len(batch) - updated, updated)
                    yield from ended
                    batch, ended, chars, updated = [], [], 0, 0
                    size = min(2 * size, BATCH_ARTICLES[1])
            self.bytes_read = before + task.source.size
            state = SourceState(task.source.path, task.corpus.name, task.stamp, len(seen), tuple(rejects))
            ended.append(_Finished(state, tuple(old.keys() - seen)))
            if not batch:
                yield from ended
                ended = []
        if batch:
            yield _Batch(submit(batch), len(batch) - updated, updated)
        yield from ended

    def _check(self) -> None:
        if self.cancelled():
            raise _Stop

    def _reject(self, *rejects: Reject) -> None:
        self.rejected += len(rejects)
        self.new_rejects.extend(rejects)

    def _tell(self, stage: str, always: bool = False) -> None:
        """Progress, five times a second at most."""
        now = time.monotonic()
        if self.on_progress is None or (not always and now - self.told_at < 0.2):
            return
        self.told_at = now
        self.rates.append((now, self.read))
        first_at, first_read = self.rates[0]
        rate = (self.read - first_read) / (now - first_at) if now > first_at else 0.0
        fraction = 1.0 if stage == "done" else self.bytes_read / self.bytes_to_read if self.bytes_to_read else 0.0
        elapsed = now - self.began
        rejects, self.new_rejects = tuple(self.new_rejects), []
        self.on_progress(
            Progress(
                stage=stage,  # pyright: ignore[reportArgumentType]
                done=self.read + self.unchanged,
                fraction=min(1.0, fraction),
                rate=rate,
                left=elapsed / fraction * (1 - fraction) if 0.02 < fraction < 1 and elapsed > 1 else None,
                committed=self.committed,
                rejects=rejects,
                message=advice(self.engine.name, max(self.committed, self.read + self.unchanged)),
            )
        )


def _is_ready(item: _Batch | _Finished) -> bool:
    return isinstance(item, _Finished) or item.extraction.done()
