"""The longest pause of the interface's event loop while another corpus is being indexed behind it."""

import asyncio
import tempfile
import time
from pathlib import Path

import material
from measure import Row, percentile

from newsexplore.index import configfile
from newsexplore.index.settings import for_paths
from newsexplore.tui.app import NewsExplore

BEAT = 0.005
TYPED = ("opec", "interest rates", "dollar yen")


def pauses() -> list[Row]:
    """Type and step while thousands of articles are indexed; how late each beat of the loop came."""
    late = asyncio.run(_run())
    return [
        Row("longest pause of the event loop while indexing", 1000 * max(late), "ms"),
        Row("pause of the event loop while indexing, 99th percentile", 1000 * percentile(late, 0.99), "ms"),
    ]


async def _run() -> list[float]:
    with tempfile.TemporaryDirectory() as name:
        settings = for_paths(configfile.load(None), [str(material.NEWS)], str(Path(name) / "index"))
        app = NewsExplore(settings)
        late: list[float] = []
        async with app.run_test(size=(160, 48)) as pilot:
            await pilot.pause(4.0)  # the first articles are in
            beat = asyncio.create_task(_beat(late))
            for query in TYPED:
                await pilot.press("slash", *(key if key != " " else "space" for key in query), "enter")
                await pilot.pause(0.5)
                await pilot.press("n", "n", "j", "j", "n")
                await pilot.pause(0.5)
                await pilot.press("slash", "ctrl+u")
            beat.cancel()
        return late


async def _beat(late: list[float]) -> None:
    while True:
        due = time.perf_counter() + BEAT
        await asyncio.sleep(BEAT)
        late.append(time.perf_counter() - due)
