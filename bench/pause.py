"""The longest pause of the interface's event loop while browsing, with and without indexing in the background."""

import asyncio
import logging
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import indexes
import material
from measure import Goal, Row, percentile

from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.tui.app import NewsExplore

BEAT = 0.005
TYPED = ("opec", "interest rates", "dollar yen")


def pauses(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Browse a corpus, then one of which thousands of articles are being indexed."""
    rows: list[Row] = []
    for engine in engines:
        rows += _rows(f"browsing {corpus.name}, {engine}", indexes.ready(corpus, engine), 1.0)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:  # indexing may still be finishing
            settings = for_paths(material.config(engine), [str(material.NEWS)], str(Path(name) / "index"))
            rows += _rows(f"while indexing, {engine}", settings, 4.0)
    return rows


def _rows(when: str, settings: Settings, wait: float) -> list[Row]:
    """Measure the delay of each tick of the event loop, compared with an idle loop at the same time."""
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # it warns about the process that is still exiting
    late = asyncio.run(_run(settings, wait))
    idle = asyncio.run(_idle())
    rows: list[Row] = []
    for what, share, goal in (("longest", 1.0, Goal(50)), ("99th percentile", 0.99, None)):
        ours, theirs = (1000 * percentile(values, share) for values in (late, idle))
        rows.append(Row(f"pauses of the event loop, {what}, {when}", ours, "ms", "idle loop", theirs, goal))
    return rows


async def _run(settings: Settings, wait: float) -> list[float]:
    app = NewsExplore(settings)
    late: list[float] = []
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.pause(wait)  # the first articles are indexed
        beat = asyncio.create_task(_beat(late))
        for query in TYPED:
            await pilot.press("slash", *(key if key != " " else "space" for key in query), "enter")
            await pilot.pause(0.5)
            await pilot.press("n", "n", "j", "j", "n")
            await pilot.pause(0.5)
            await pilot.press("slash", "ctrl+u")
        beat.cancel()
    return late


async def _idle() -> list[float]:
    late: list[float] = []
    beat = asyncio.create_task(_beat(late))
    await asyncio.sleep(2.0)
    beat.cancel()
    return late


async def _beat(late: list[float]) -> None:
    while True:
        due = time.perf_counter() + BEAT
        await asyncio.sleep(BEAT)
        late.append(time.perf_counter() - due)
