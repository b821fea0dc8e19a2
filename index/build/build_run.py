"""Bring an index up to date with its corpora.

A run compares files with what the index remembers of them (`scan`), reads what changed and decides which article each
record is (`matching`), extracts on every core (`extraction`), and commits in steps (`steps`, `commits`), so that a
corpus can be searched while it is being read. A file is remembered as read in the commit that holds the last of its
articles: an interrupted run goes on where the last commit left it.
"""

import os
import shutil
import time
from collections import defaultdict, deque
from contextlib import ExitStack, suppress
from pathlib import Path

from msgspec import Struct

from ..config.settings import Settings, identities_file, read_about, remember
from ..copies.copies_cache import update_copies
from ..engines import advice, open_engine
from ..engines.base import Cancelled, Engine, EngineError, IndexVersionError, never
from ..files import make_private
from ..linking.cache import links
from ..processes.heap import collect_rarely, return_freed_memory
from ..processes.pool import WorkerDiedError
from ..protocol.build_progress import MissingRoot, Stage
from .commits import Committer, Stopped
from .extraction import ONE_PROCESS_BYTES, extraction
from .isolated_reading import IsolatedReading
from .known import Known
from .ledger import Ledger
from .outcomes import Run, file_name
from .past import other_indexes
from .progress import Counts, OnProgress, Reporter
from .scan import Changes, find_changes
from .selection import Shard
from .steps import Planner, Step
from .unfinished_run import RunMark
from .write_errors import describe_write_error


class BuildError(Exception):
    """Indexing had to stop; the message says why and what to do. What was committed stays."""


class Report(Struct, frozen=True):
    """What a run did; `seen` is what the corpora hold: added, updated, unchanged and moved."""

    seen: int
    added: int
    updated: int
    unchanged: int
    moved: int
    """Known articles that were found in another place: they keep their ids, and are not extracted again."""
    removed: int
    rejected: int
    skipped: int
    """Files, members and records that are no news: images, scripts, site maps."""
    articles: int
    """In the index now."""
    seconds: float
    engine: str
    missing: tuple[MissingRoot, ...] = ()
    """Paths of corpora where nothing is; their articles are kept."""
    notes: tuple[str, ...] = ()
    """What the owner of the index should know."""
    complete: bool = True
    """False when it was cancelled."""


class _Options(Struct, frozen=True):
    """How a run works, see `build`."""

    rebuild: bool
    verify: bool
    prune: bool
    jobs: int
    shard: Shard | None
    retry: bool


def build(
    settings: Settings,
    *,
    rebuild: bool = False,
    verify: bool = False,
    prune: bool = False,
    jobs: int = 0,
    shard: Shard | None = None,
    retry: bool = False,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled = never,
) -> Report:
    """Bring the index of `settings` up to date, and make it the last one used.

    A cancelled run keeps what it has finished.

    Args:
        settings: The corpora and their index.
        rebuild: Read everything again, and replace an index that cannot be opened.
        verify: Compare the bytes of every file, not only its size and modification time.
        prune: Remove the articles of roots that are missing or empty.
        jobs: Processes that extract; 0: the configuration's number, which may be 0 for one a core.
        shard: Read only this share of the files; articles of the others stay as they are.
        retry: Read only the files of which the last run rejected something.
        on_progress: Called a few times a second.
        cancelled: Asked often; True ends the run.

    Raises:
        BuildError: the index cannot be written, another process is writing it, or a worker process died.
        SettingsError: the index folder cannot be written, or the finder of entities cannot be used.
    """
    return_freed_memory()
    collect_rarely()
    options = _Options(rebuild, verify, prune, jobs, shard, retry)
    counts = Counts()
    reporter = Reporter(on_progress, counts)
    try:
        with ExitStack() as stack:
            share = f"{shard.number}/{shard.of}" if shard else ""
            engine = _open(settings, rebuild, reporter, stack, part=bool(shard or retry), share=share)
            if read_about(Path(settings.folder)) is None and not rebuild:
                _check_own(settings, engine)
            remember(settings)  # only now that no other process can be writing to the index
            mark = RunMark(settings)
            stack.callback(mark.close)
            return _Build(settings, options, engine, counts, reporter, cancelled, mark).run()
    except EngineError as error:
        raise BuildError(str(error)) from error
    except WorkerDiedError as error:
        raise BuildError(
            f"Worker processes keep ending unexpectedly ({error}), often for want of memory. What was committed can be "
            "searched; run again to go on, with --jobs 1 if it happens again."
        ) from error
    except OSError as error:
        raise BuildError(describe_write_error(settings.folder, error)) from error


def _check_own(settings: Settings, engine: Engine) -> None:
    """Raise BuildError if an index without a readable about.json holds files of other corpora: those would be lost."""
    roots = [Path(path) for corpus in settings.corpora for path in corpus.paths]
    for state in engine.sources():
        if state.articles and not any(Path(state.path).is_relative_to(root) for root in roots):
            raise BuildError(
                f"The index in {settings.folder} holds articles of {state.path}, which is none of these corpora, and "
                "about.json is missing or damaged. Give the paths it was made from, or --rebuild to replace it."
            )


def _open(settings: Settings, rebuild: bool, reporter: Reporter, stack: ExitStack, *, part: bool, share: str) -> Engine:
    """Open the index and take the writer's lock until `stack` is closed; replace an index that cannot be kept.

    Raises:
        BuildError: it has to be replaced, but only a part of the files is going to be read.
    """
    name, folder = settings.config.index.engine, settings.engine_folder
    make_private(Path(settings.folder))
    make_private(folder)
    try:
        engine = open_engine(name, folder, create=True, cluster=settings.cluster, share=share)
    except EngineError as error:
        # Everything in an index can be made again from its corpora, but damage may be a sign of worse: that is asked.
        if isinstance(error, IndexVersionError):
            reporter.notes.append(
                "The index was made by another version of newsexplore: every article is read and extracted again."
            )
        elif not rebuild:
            raise
    else:
        with engine.hold():
            sound = not rebuild or not engine.check()
            if sound:
                return _held(engine, stack)
        # It opens, but replacing its articles would have to read what is damaged.
        engine.close()
    if part:
        raise BuildError(
            f"The index in {folder} has to be made again, which needs every file: run `newsexplore index` without "
            "--shard and --retry, or remove that folder first."
        )
    shutil.rmtree(folder)
    make_private(folder)
    return _held(open_engine(name, folder, create=True, cluster=settings.cluster), stack)


def _held(engine: Engine, stack: ExitStack) -> Engine:
    stack.callback(engine.close)
    stack.enter_context(engine.hold())
    return engine


class _Build:
    """One run over all corpora."""

    def __init__(
        self,
        settings: Settings,
        options: _Options,
        engine: Engine,
        counts: Counts,
        reporter: Reporter,
        cancelled: Cancelled,
        mark: RunMark,
    ) -> None:
        self._settings = settings
        self._options = options
        self._engine = engine
        self._counts = counts
        self._reporter = reporter
        self._cancelled = cancelled
        self._mark = mark
        self._jobs = options.jobs or settings.config.index.jobs or os.cpu_count() or 1
        self._known = Known(engine, lambda: self._check("scanning"))
        self._ledger = Ledger(identities_file(settings.config))
        self._committer = Committer(engine, self._known, self._ledger, counts, reporter, check=self._check)

    def run(self) -> Report:
        """Scan, read, commit."""
        complete = True
        if not self._engine.count():
            self._mark.put()
        try:
            self._reporter.report("scanning", always=True)
            self._work(self._scan())
        except Stopped:
            complete = False
        except BaseException:
            self._committer.cancel()
            raise
        self._reporter.report("merging", always=True)
        self._committer.finish()
        linked, compared = self._find_links(), self._find_copies()
        if recommended := advice(self._engine.name, self._reporter.committed):
            self._reporter.notes.append(recommended)
        if complete:
            self._mark.remove()
        self._reporter.report("done", always=True)
        return self._report(complete and linked and compared)

    def _find_links(self) -> bool:
        """Link what is new, for the next to open the index; return False if cancelled: that one does it."""
        with suppress(Stopped):
            links(self._engine, Path(self._settings.folder), lambda: self._check("linking"))
            return True
        return False

    def _find_copies(self) -> bool:
        """Compare what is new with all other articles; return False if cancelled: the next run does it."""
        with suppress(Stopped):
            update_copies(self._engine, Path(self._settings.folder), lambda: self._check("comparing"))
            return True
        return False

    def _scan(self) -> Changes:
        """Find what must be read."""
        options = self._options
        changes = find_changes(
            self._settings,
            self._engine.sources(),
            rebuild=options.rebuild,
            verify=options.verify,
            prune=options.prune,
            shard=options.shard,
            retry=options.retry,
            check=lambda: self._check("scanning"),
        )
        self._counts.unchanged = changes.unchanged
        self._counts.skipped = changes.skipped
        self._reporter.reject(changes.rejects)
        self._reporter.missing = tuple(changes.missing)
        self._reporter.notes += [
            f"{root.path} {root.reason}: its {root.articles:,} articles are kept (`newsexplore index --prune` removes "
            "them)."
            for root in changes.missing
        ]
        if changes.tasks or changes.gone:
            self._mark.put()
        self._committer.remember(changes.states)
        self._reporter.bytes_to_read = changes.tasks.size
        return changes

    def _work(self, changes: Changes) -> None:
        """Read every task and write the outcome; steps are extracted by worker processes and written in order."""
        with ExitStack() as stack:
            past = None
            if changes.tasks and not self._engine.count():
                past = stack.enter_context(other_indexes(self._settings))
            submit = extraction(
                self._settings, self._engine, self._jobs, self._reporter.bytes_to_read, self._cancelled, stack
            )
            apart = self._jobs > 1 and self._reporter.bytes_to_read >= ONE_PROCESS_BYTES
            reading = IsolatedReading(everything=apart)
            stack.callback(reading.close)
            planner = Planner(self._known, reading.read, submit, self._counts, self._reporter, self._check)
            gone: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
            for corpus, path in changes.gone:
                gone[file_name(path)].append((corpus, path))
            run = Run(self._known, self._ledger, past, gone, step=lambda: planner.number)
            waiting: deque[Step] = deque()
            for step in planner.steps(changes.tasks, changes.gone, run):
                waiting.append(step)
                while waiting and (len(waiting) > 3 * self._jobs or _is_ready(waiting[0])):
                    self._committer.write(waiting.popleft())
            while waiting:
                self._committer.write(waiting.popleft())

    def _check(self, stage: Stage | None = None) -> None:
        if stage is not None:
            self._reporter.report(stage)
        if self._cancelled():
            raise Stopped

    def _report(self, complete: bool) -> Report:
        counts, reporter = self._counts, self._reporter
        return Report(
            seen=counts.added + counts.updated + counts.unchanged + counts.moved,
            added=counts.added,
            updated=counts.updated,
            unchanged=counts.unchanged,
            moved=counts.moved,
            removed=counts.removed,
            rejected=counts.rejected,
            skipped=counts.skipped,
            articles=reporter.committed,
            seconds=round(time.monotonic() - reporter.began, 3),
            engine=self._engine.name,
            missing=reporter.missing,
            notes=tuple(reporter.notes),
            complete=complete,
        )


def _is_ready(step: Step) -> bool:
    return step.batch is None or step.batch.done()
