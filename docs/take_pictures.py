"""Take the README's pictures from the running program, on the sample corpus: `make pictures`."""

import asyncio
import tempfile
from pathlib import Path

from newsexplore.index import configfile
from newsexplore.index.build import build
from newsexplore.index.settings import for_paths
from newsexplore.tui.app import NewsExplore

FOLDER = Path(__file__).resolve().parent


async def take(index: Path) -> None:
    """The main screen, a query typed and a person followed."""
    app = NewsExplore(for_paths(configfile.load(None), [], str(index)))
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.pause(3.0)
        await pilot.press("slash", *"kaldar", "space", *"gate", "enter")
        await pilot.pause(1.0)
        await pilot.press("4", "enter")
        await pilot.pause(0.5)
        await pilot.press("n")
        await pilot.pause(1.0)
        (FOLDER / "screenshot.svg").write_text(app.export_screenshot(title="newsexplore"), "utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        where = Path(name) / "index"
        build(for_paths(configfile.load(None), [], str(where)))
        asyncio.run(take(where))
