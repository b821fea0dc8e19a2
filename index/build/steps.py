"""Decisions to steps: what is extracted together and written together, in the order of reading."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field, structs

from ..model import Article, Reject, Skip, SourceState, Tail
from .extraction import Submit
from .growth import extended, reading_of, size_of
from .held_articles import HeldArticles
from .isolated_reading import Read
from .known import Known
from .matching import Matcher
from .outcomes import Decision, Kept, Move, Remove, Run, Write
from .progress import Counts, Reporter
from .reading_task import Task
from .withdrawal import withdraw_all
from .worker import Batch, ReadyBatch

_ARTICLES = (32, 128)
"""Articles in the first step and in the largest: few at first, so that something can be searched at once. With 256, a
run takes more memory for 1 % less processor time."""
_CHARS = 500_000
_EDITS = 512
"""Moves and removals in one step."""


class Step(Struct):
    """What is written together, in this order: articles, edits, sources."""

    number: int
    batch: Batch | ReadyBatch | None = None
    """The articles under extraction."""
    ids: tuple[str, ...] = ()
    """Of those articles."""
    added: int = 0
    updated: int = 0
    edits: list[Move | Remove] = field(default_factory=list)
    moved: int = 0
    sources: list[SourceState] = field(default_factory=list)
    """Read to their end."""
    forgotten: list[tuple[str, str]] = field(default_factory=list)
    """Sources that are no more, (corpus, path)."""


class Planner:
    """Reads sources and cuts what has to be written into steps."""

    def __init__(
        self,
        known: Known,
        read: Read,
        submit: Submit,
        counts: Counts,
        reporter: Reporter,
        check: Callable[[], None],
    ) -> None:
        """Take what reads and extracts articles; `check` is called for every record, and ends the work by raising."""
        self._known = known
        self._read = read
        self._submit = submit
        self._counts = counts
        self._reporter = reporter
        self._check = check
        self._size = _ARTICLES[0]
        self._step = Step(0)
        self._articles: list[Article] = []
        self._chars = 0
        self._touched: set[str] = set()
        """Ids that the step under way writes: each once, because its parts are written in an order of their own."""

    @property
    def number(self) -> int:
        """The number of the step under way."""
        return self._step.number

    def steps(self, tasks: Iterable[Task], gone: Iterable[tuple[str, str]], run: Run) -> Iterator[Step]:
        """Read every task, then take out what only sources held that are gone."""
        for task in tasks:
            yield from self._source(task, run)
        for corpus, path in gone:
            self._check()
            for decision in withdraw_all(run, HeldArticles(self._known.held(corpus, path)), corpus):
                yield from self._put(decision)
            self._step.forgotten.append((corpus, path))
        yield from self._flush()

    def _source(self, task: Task, run: Run) -> Iterator[Step]:
        source, reporter = task.source, self._reporter
        before = reporter.bytes_read
        rejects: list[Reject] = []
        skips: list[Skip] = []
        # The digest comes first: what changes in between makes the next run read the file again.
        reading = reading_of(task, self._look_up)
        if reading.before is not None:
            self._count_known(reading.before)
        if task.before is not None and task.before.tail is not None:
            # Until this file is read to its end the index may hold a part of it: a run that is interrupted must not be
            # followed by one that reads the last records alone.
            self._step.sources.append(structs.replace(task.before, tail=None))
        matcher = Matcher(run, task.corpus.name, source.path, force=task.force, grown=reading.before is not None)
        tail: Tail | None = None

        def note_tail(found: Tail | None) -> None:
            nonlocal tail
            tail = found

        def advance(position: int) -> None:
            reporter.bytes_read = before + position

        remarks: list[str] = []
        for item in self._read(source, task.corpus, advance, remarks.append, known=reading.known, ended=note_tail):
            self._check()
            if isinstance(item, Reject):
                rejects.append(item)
                reporter.reject([item])
                continue
            if isinstance(item, Skip):
                skips.append(item)
                self._counts.skipped += item.count
                continue
            for decision in matcher.take(item):
                yield from self._put(decision)
        for decision in matcher.finish():
            yield from self._put(decision)
        reporter.bytes_read = before + source.size
        state = SourceState(
            source.path,
            task.corpus.name,
            task.stamp,
            matcher.records,
            tuple(rejects),
            digest=reading.digest,
            skips=tuple(skips),
            remarks=tuple(remarks),
            tail=tail if size_of(source.path) == source.size else None,  # else records were read that it does not cover
        )
        self._step.sources.append(extended(reading.before, state) if reading.before is not None else state)
        if not self._articles and not self._step.edits:
            yield from self._flush()

    def _look_up(self) -> None:
        """Report that the run goes on, and end it if it was cancelled."""
        self._reporter.report("reading")
        self._check()

    def _count_known(self, before: SourceState) -> None:
        """Count what a grown file held before."""
        self._counts.unchanged += before.articles
        self._counts.skipped += sum(skip.count for skip in before.skips)
        self._reporter.reject(before.rejects)

    def _put(self, decision: Decision) -> Iterator[Step]:
        """Add a decision to the step under way; yields the step when it is full."""
        if isinstance(decision, Kept):
            self._counts.unchanged += 1
            return
        id = decision.article.id if isinstance(decision, Write) else decision.id
        if id in self._touched:
            # Before the flush: a commit that follows it forgets the decisions of the step that it writes.
            self._known.postpone(id, self.number + 1)
            yield from self._flush()
        step = self._step
        self._touched.add(id)
        if isinstance(decision, Write):
            self._articles.append(decision.article)
            self._chars += len(decision.article.text)
            step.updated += decision.updated
            self._counts.read += 1
            self._reporter.report("reading")
        else:
            step.edits.append(decision)
            step.moved += isinstance(decision, Move) and decision.read
        if len(self._articles) >= self._size or self._chars >= _CHARS or len(step.edits) >= _EDITS:
            yield from self._flush()

    def _flush(self) -> Iterator[Step]:
        step = self._step
        if self._articles:
            step.added = len(self._articles) - step.updated
            step.ids = tuple([article.id for article in self._articles])
            step.batch = self._submit(self._articles)
            self._size = min(2 * self._size, _ARTICLES[1])
        if self._articles or step.edits or step.sources or step.forgotten:
            self._step = Step(step.number + 1)
            self._articles, self._chars = [], 0
            self._touched.clear()
            yield step
