"""Take the README's screenshots from the running program on the sample corpus: `make pictures`."""

import asyncio
import shutil
import tempfile
from pathlib import Path

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


def _settings(index: Path) -> Settings:
    """Return settings of the sample under a path that is the same on every machine."""
    return for_paths(load_config(None), [str(SAMPLE_COPY)], str(index))


async def take(index: Path, name: str, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """Take a screenshot after some keys."""
    app = NewsExplore(_settings(index))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(3.0)
        for key in keys:
            await pilot.press(key)
            if len(key) > 1 or key.isdigit():
                await pilot.pause(0.4)
        await pilot.pause(1.0)
        (FOLDER / f"{name}.svg").write_text(app.export_screenshot(title="newsexplore"), "utf-8")


async def take_all(folder: Path) -> None:
    """Take every screenshot, each from a first start."""
    await take(folder, "screenshot", MAIN, (160, 48))
    for name, keys in TOUR.items():
        shutil.rmtree(folder)
        build(_settings(folder))
        await take(folder, f"tour-{name}", keys, (120, 36))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(SAMPLE, SAMPLE_COPY, dirs_exist_ok=True)
        where = Path(name) / "index"
        build(_settings(where))
        asyncio.run(take_all(where))
        shutil.rmtree(SAMPLE_COPY)
