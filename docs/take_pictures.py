"""Take the screenshots of the README and the docs from the running program on the sample corpus: `make pictures`."""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from msgspec.structs import replace
from textual.pilot import Pilot

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import SAMPLE, Settings, for_paths
from newsexplore.tui.app import NewsExplore

FOLDER = Path(__file__).resolve().parent
SAMPLE_COPY = Path(tempfile.gettempdir()) / "ardova"


MAIN = ("slash", *"kaldar", "space", *"gate", "enter", "4", "enter", "n")
TOUR: dict[str, tuple[str, ...]] = {
    "search": ("slash", *"storm", "space", *"person", "colon"),
    "quotes": ("t", "slash", *"speaker", "colon", *"marsk", "space", *"dam", "enter", "j"),
    "timeline": ("5", "home", *("right",) * 40, "v", *("right",) * 9),
    "concordance": ("slash", *"gate", "enter", "K"),
    "together": ("4", "v"),
    "jump": ("slash", *"harbour", "enter", "semicolon"),
}
"""Screenshots of the tour, with the keys that lead to each from the start."""
SIZES = ((80, 24), (160, 48), (250, 60))
"""Terminals of docs/screens.md."""


def _settings(index: Path) -> Settings:
    """Return settings of the sample under a path that is the same on every machine, without the last session."""
    config = load_config(None)
    config = replace(config, interface=replace(config.interface, restore=False))
    return for_paths(config, [str(SAMPLE_COPY)], str(index))


async def settle(pilot: Pilot[None], seconds: float) -> None:
    """Wait some seconds, and then until no question is pending, however slow the machine."""
    await pilot.pause(seconds)
    while not all(worker.is_finished for worker in pilot.app.workers):
        await pilot.pause(0.1)
    await pilot.pause()


async def take(index: Path, name: str, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """Take a screenshot after some keys."""
    app = NewsExplore(_settings(index))
    async with app.run_test(size=size) as pilot:
        await settle(pilot, 3.0)
        for key in keys:
            await pilot.press(key)
            if len(key) > 1 or key.isdigit():
                await settle(pilot, 0.4)
        await settle(pilot, 1.0)
        (FOLDER / f"{name}.svg").write_text(app.export_screenshot(title="newsexplore"), "utf-8")


async def take_all(folder: Path) -> None:
    """Take every screenshot, each from a start with nothing open."""
    await take(folder, "screenshot", MAIN, (160, 48))
    for width, height in SIZES:
        keys = (*MAIN, "3") if width == SIZES[0][0] else MAIN  # one pane at a time
        await take(folder, f"screen-{width}x{height}", keys, (width, height))
    for name, keys in TOUR.items():
        await take(folder, f"tour-{name}", keys, (120, 36))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(SAMPLE, SAMPLE_COPY, dirs_exist_ok=True)
        for kind in ("DATA", "STATE", "CONFIG"):  # neither read nor change what the user has
            os.environ[f"XDG_{kind}_HOME"] = str(Path(name) / kind.lower())
        where = Path(name) / "index"
        build(_settings(where))
        asyncio.run(take_all(where))
        shutil.rmtree(SAMPLE_COPY)
