"""Both ways to paint show the same screens: `interface.painter` changes how much is written, and nothing else."""

import re
from typing import Any

import pytest
from textual._compositor import Compositor  # pyright: ignore[reportPrivateUsage]
from textual.strip import Strip

from newsexplore.tui.terminal.partial_compositor import PatchCompositor

from ..conftest import AppMaker, settle, strips

KEYS = ("slash", *"storm", "enter", "j", "n", "2", "pagedown", "tab", "4", "enter", "5", "right", "m")


def look(rows: list[Strip]) -> list[tuple[str, list[Any]]]:
    """Texts and styles, but for what hangs on the clock: how long a search took, the cursor, what counts as read."""
    found: list[tuple[str, list[Any]]] = []
    for row in rows:
        text = " ".join(re.sub(r"\d+ ms", "ms", row.text.replace("✓", " ")).split())
        timed = re.search(r" ms|^/|\d{4}-\d\d-\d\d|undated", text)
        styles = [(len(segment.text), str(segment.style)) for segment in row.simplify()]
        found.append((text, [] if timed else styles))
    return found


async def test_both_painters_show_the_same_after_every_key(make_app: AppMaker) -> None:
    shown: dict[str, list[Any]] = {}
    for painter in ("fast", "textual"):
        app = make_app(painter=painter, restore=False)
        shown[painter] = []
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            for key in KEYS:
                await pilot.press(key)
                await settle(pilot)
                shown[painter].append((key, look(strips(app))))
    for (key, ours), (_, theirs) in zip(shown["fast"], shown["textual"], strict=True):
        for our_line, their_line in zip(ours, theirs, strict=True):
            assert our_line == their_line, f"after {key}"


@pytest.mark.parametrize(("painter", "ours"), [("fast", True), ("textual", False)])
async def test_with_textual_s_painter_nothing_of_ours_composes(make_app: AppMaker, painter: str, ours: bool) -> None:
    app = make_app(painter=painter, restore=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        compositor: Compositor = app.screen._compositor  # pyright: ignore[reportPrivateUsage]
        assert isinstance(compositor, PatchCompositor) == ours
