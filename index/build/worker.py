"""The work that indexing spreads over the cores: annotate a batch of articles and prepare it for the engine."""

import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress

import msgspec
from msgspec import Struct, structs

from ..annotate.annotator import Annotator
from ..config.settings import Settings
from ..corpus.identity import digest as digest_of
from ..engines import open_engine
from ..engines.base import Cancelled, Engine, EngineError
from ..limits import TooSlowError, limit_memory, limit_process_time, time_limits
from ..model import Annotations, Article, Record, Reject
from ..processes.heap import collect_rarely, objects_that_stay, return_freed_memory
from ..processes.isolation import become_child
from ..processes.pool import WorkerDiedError, WorkerPool
from ..quotation import set_doubtful
from .write_errors import describe_write_error

_LEAVE_SECONDS = 4.0
"""Seconds that a worker has to finish its article once it is asked to stop or its parent has died."""
_SECONDS = (60.0, 15.0)
"""Processor time that extraction from an article may take, and more for each million characters: it takes 1 s for a
million on a usual machine."""
_BACKSTOP = 30.0
"""Seconds after which a worker is killed that could not be interrupted."""
_MEMORY = 2 << 30
"""Bytes that extraction may allocate in a worker: 15 million characters take 1.4 GB."""
_DEATHS = 25
"""Workers that may die on a single article in one run; after that something other than an article is at fault."""


class Failure(Struct, frozen=True):
    """An article that extraction failed on: it is indexed without annotations."""

    source: str
    corpus: str
    reject: Reject


class Extracted(Struct, frozen=True):
    """A batch ready for `Writer.add`, part by part."""

    prepared: tuple[bytes, ...]
    articles: int
    failures: tuple[Failure, ...] = ()


class Extractor:
    """Annotates and prepares; one in each process."""

    def __init__(self, settings: Settings, engine: Engine | None = None) -> None:
        """Load the models; without an engine this is a worker process, which opens its own."""
        self._is_worker = engine is None
        with objects_that_stay():
            self._annotator = Annotator(settings.config.quotes, settings.config.entities)
            with suppress(OSError, ValueError):  # a damaged installation: the first article says so
                self._annotator.load()
        self._engine = engine or open_engine(
            settings.config.index.engine, settings.engine_folder, create=False, cluster=settings.cluster
        )
        if self._is_worker:
            limit_memory(_MEMORY)

    def extract(self, articles: Sequence[Article], cancelled: Cancelled) -> Extracted | None:
        """Annotate the articles and prepare their records; an article that extraction fails on keeps its text.

        None when it was cancelled, which is asked for before every article.
        """
        records: list[Record] = []
        failures: list[Failure] = []
        with time_limits() as limit:
            for article in articles:
                if cancelled():
                    return None
                seconds = _SECONDS[0] + _SECONDS[1] * len(article.text) / 1e6
                try:
                    if self._is_worker:
                        limit_process_time(seconds + _BACKSTOP)
                    try:
                        limit.start(seconds)
                        annotations = self._annotator.annotate(article.text, article.lang)
                    finally:
                        limit.stop()
                    records.append(Record(article, annotations))
                except Exception as error:
                    record, failure = without_annotations(article, _why(error))
                    records.append(record)
                    failures.append(failure)
        return Extracted((self._engine.prepare(records),), len(records), tuple(failures))


def _why(error: Exception) -> str:
    match error:
        case TooSlowError():
            return f"extraction {error}"
        case MemoryError():
            return "extraction ran out of memory"
        case _:
            return repr(error)


def without_annotations(article: Article, why: str) -> tuple[Record, Failure]:
    """Return the record of an article that extraction failed on: with another digest, so that it is tried again."""
    digest = digest_of("without annotations", article.digest)
    reject = Reject(article.locator, f"indexed without quotes and entities: {why}")
    failure = Failure(article.source, article.corpus, reject)
    return Record(structs.replace(article, digest=digest), Annotations()), failure


class ExtractionPool:
    """Extracts in worker processes; an article that kills one costs no other article anything."""

    def __init__(self, settings: Settings, engine: Engine, jobs: int) -> None:
        """Start nothing yet; `engine` is the open index that the articles go to."""
        self._engine = engine
        self._pool = WorkerPool("worker", __name__, settings, jobs)
        self._deaths = 0

    def submit(self, articles: Sequence[Article]) -> "Batch":
        """Have a batch extracted."""
        return Batch(self, articles)

    def send(self, articles: Sequence[Article]) -> "Future[bytes]":
        """Hand some articles to a worker."""
        return self._pool.submit(articles)

    def without_annotations(self, article: Article, how: str) -> Extracted:
        """Prepare an article that a worker died on, with its text alone.

        Raises:
            WorkerDiedError: too many have died for this to be the articles' fault.
        """
        self._deaths += 1
        if self._deaths > _DEATHS:
            raise WorkerDiedError(how)
        record, failure = without_annotations(article, f"extraction ended its process ({how})")
        return Extracted((self._engine.prepare([record]),), 1, (failure,))

    def close(self) -> None:
        """End the workers."""
        self._pool.close()


class Batch:
    """Articles under extraction. When a worker dies on them they are tried again in halves."""

    def __init__(self, pool: ExtractionPool, articles: Sequence[Article]) -> None:
        self._pool = pool
        self._parts: deque[tuple[Sequence[Article], Future[bytes]]] = deque([(articles, pool.send(articles))])
        self._finished: list[Extracted] = []
        self._cancelled = False

    def done(self) -> bool:
        """Whether `result` would not wait.

        Raises:
            WorkerDiedError: workers keep dying.
            EngineError: a worker could not write its part.
        """
        while self._parts and self._parts[0][1].done():
            articles, future = self._parts.popleft()
            try:
                answer = msgspec.msgpack.decode(future.result(), type=Extracted | None | str)
            except WorkerDiedError as error:
                self._divide(articles, str(error))
                continue
            if isinstance(answer, str):
                raise EngineError(answer)
            if answer is None:
                self._cancelled = True
            else:
                self._finished.append(answer)
        return not self._parts

    def _divide(self, articles: Sequence[Article], how: str) -> None:
        if len(articles) == 1:
            self._finished.append(self._pool.without_annotations(articles[0], how))
            return
        middle = len(articles) // 2
        for part in (articles[middle:], articles[:middle]):
            self._parts.appendleft((part, self._pool.send(part)))

    def result(self) -> Extracted | None:
        """What was extracted; None when it was cancelled. Call it when `done`."""
        if self._cancelled:
            return None
        return Extracted(
            tuple(message for one in self._finished for message in one.prepared),
            sum(one.articles for one in self._finished),
            tuple(failure for one in self._finished for failure in one.failures),
        )


class ReadyBatch:
    """A batch that was extracted in this process."""

    def __init__(self, extracted: Extracted | None) -> None:
        self._extracted = extracted

    def done(self) -> bool:
        """Return true."""
        return True

    def result(self) -> Extracted | None:
        """What was extracted; None when it was cancelled."""
        return self._extracted


def main() -> None:
    """Run as a worker: settings, then batches of articles; the end of the input stops it in the middle of a batch."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then ends this process
    return_freed_memory()
    collect_rarely()
    channel = become_child("worker")
    first = channel.receive()
    if first is None:
        return
    batches: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    stop = threading.Event()

    def on_end() -> None:
        stop.set()
        batches.put(None)
        time.sleep(_LEAVE_SECONDS)
        os._exit(1)

    channel.listen(batches.put, on_end)
    extractor: Extractor | None = None
    while (message := batches.get()) is not None:
        articles = msgspec.msgpack.decode(message, type=list[Article])
        try:
            if extractor is None:
                settings = msgspec.msgpack.decode(first, type=Settings)
                set_doubtful(settings.config.quotes.doubtful)  # a cluster keeps the mark with the quote
                extractor = Extractor(settings)
            channel.send(extractor.extract(articles, stop.is_set))
        except EngineError as error:
            channel.send(str(error))
        except OSError as error:
            folder = msgspec.msgpack.decode(first, type=Settings).folder
            channel.send(describe_write_error(folder, error))
