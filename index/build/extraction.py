"""Extraction for a run: in this process when there is little to do, else spread over worker processes."""

from collections.abc import Callable
from contextlib import ExitStack

from ..annotate.entities.entity_finder import EntityFinder
from ..config.settings import Settings
from ..engines.base import Cancelled, Engine
from ..model import Article
from .worker import Batch, ExtractionPool, Extractor, ReadyBatch

ONE_PROCESS_BYTES = 200_000
"""Less to read than this is extracted before worker processes would have started."""

Submit = Callable[[list[Article]], Batch | ReadyBatch]
"""Starts the extraction of a batch; its result is None when the run is cancelled."""


def extraction(
    settings: Settings, engine: Engine, jobs: int, bytes_to_read: int, cancelled: Cancelled, stack: ExitStack
) -> Submit:
    """What extracts batches until `stack` is closed."""
    if jobs == 1 or bytes_to_read < ONE_PROCESS_BYTES:
        return _here(settings, engine, cancelled)
    if settings.config.entities.engine != "builtin":
        EntityFinder(settings.config.entities)  # a worker that cannot start cannot say why
    pool = ExtractionPool(settings, engine, jobs)
    stack.callback(pool.close)
    return pool.submit


def _here(settings: Settings, engine: Engine, cancelled: Cancelled) -> Submit:
    extractor: list[Extractor] = []

    def submit(articles: list[Article]) -> ReadyBatch:
        if not extractor:
            extractor.append(Extractor(settings, engine))
        return ReadyBatch(extractor[0].extract(articles, cancelled))

    return submit
