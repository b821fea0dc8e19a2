"""The work that indexing spreads over the cores: annotate a batch of articles and prepare it for the engine."""

import os
import signal
import threading
from collections.abc import Sequence
from multiprocessing import connection, parent_process
from multiprocessing.synchronize import Event
from typing import Any

from msgspec import Struct

from ..annotate.annotator import Annotator
from ..config.settings import Settings
from ..engines import open_engine
from ..engines.base import Cancelled, Engine
from ..model import Annotations, Article, Record, Reject


class Extracted(Struct, frozen=True):
    """A batch ready for `Writer.add`."""

    prepared: Any
    articles: int
    failures: tuple[Reject, ...] = ()
    """Articles that extraction failed on: they are indexed, without annotations."""


class Extractor:
    """Annotates and prepares; one in each process."""

    def __init__(self, settings: Settings, engine: Engine | None = None) -> None:
        self._annotator = Annotator(settings.config.quotes, settings.config.entities)
        self._engine = engine or open_engine(settings.config.index.engine, settings.engine_folder, create=False)

    def extract(self, articles: Sequence[Article], cancelled: Cancelled) -> Extracted | None:
        """Annotate the articles and prepare their records; an article that extraction fails on keeps its text.

        None when it was cancelled, which is asked for before every article.
        """
        records: list[Record] = []
        failures: list[Reject] = []
        for article in articles:
            if cancelled():
                return None
            try:
                annotations = self._annotator.annotate(article.text, article.lang)
            except Exception as error:
                annotations = Annotations()
                failures.append(Reject(article.locator, f"indexed without quotes and entities: {error!r}"))
            records.append(Record(article, annotations))
        return Extracted(self._engine.prepare(records), len(records), tuple(failures))


class _Worker(Struct):
    """What a worker process works with."""

    extractor: Extractor
    stop: Event


_worker: list[_Worker] = []
"""Holds one, in a worker process."""


def start_worker(settings: Settings, stop: Event) -> None:
    """Set a worker process up: it leaves Ctrl-C to its parent, stops when told, and ends when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker.append(_Worker(Extractor(settings), stop))


def work(articles: Sequence[Article]) -> Extracted | None:
    """`Extractor.extract` in a worker process."""
    (worker,) = _worker
    return worker.extractor.extract(articles, worker.stop.is_set)


def _end_with_parent() -> None:
    """A killed parent cannot tell its workers to stop, and their queue never closes: watch for its death."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
