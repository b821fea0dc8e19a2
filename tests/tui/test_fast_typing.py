"""Keys that come faster than dialogs open and close."""

import random

import pytest
from textual import events
from textual.geometry import Region
from textual.widget import Widget

from newsexplore.tui.app import NewsExplore
from newsexplore.tui.commands.registry import COMMANDS, keys_of
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.screens.help_screen import HelpScreen

from .conftest import AppMaker, lines, settle

LONG_NAMES = {"/": "slash", "?": "question_mark", ":": "colon", ";": "semicolon", "|": "vertical_line"}
OPENING = ("?", ":", ";", "w", "S", "E", "L", "C", "B", "K", "@", "f4", "T")
"""Keys that open something over the panes."""

LEFT_OUT = {
    *("q", "ctrl+q", "ctrl+z", "p", "e", "O"),  # leave the program, or run another one
    *("W", "J", "H", "%", ".", "!"),  # need an index that counts
}


def type_at_once(app: NewsExplore, *keys: str) -> None:
    """Type keys without a pause between them."""
    for key in keys:
        app.post_message(events.Key(LONG_NAMES.get(key, key), key if len(key) == 1 else None))


@pytest.mark.parametrize("closing", ["escape", "enter"])
async def test_a_dialog_that_is_closed_three_times_closes_once(make_app: AppMaker, closing: str) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for opening in OPENING:
            type_at_once(app, opening)
            await settle(pilot)
            type_at_once(app, closing, closing, closing)
            await settle(pilot)
            type_at_once(app, "escape", "escape", "escape")  # Enter may have opened something else
            await settle(pilot)
            assert isinstance(app.screen, Explorer), f"after {opening}\n" + "\n".join(lines(app))


async def test_what_is_typed_while_a_dialog_opens_is_typed_into_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        type_at_once(app, "?", "/", *"trail")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen) and app.screen.typed == "trail"


async def test_what_is_typed_before_the_panes_are_there_is_kept_in_order(make_app: AppMaker) -> None:
    app = make_app()
    type_at_once(app, *"/dam")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer) and explorer.panes.search.input.value == "dam"


@pytest.mark.parametrize("seed", range(3))
async def test_any_keys_at_any_speed_leave_a_program_that_answers(make_app: AppMaker, seed: int) -> None:
    chance = random.Random(seed)
    keys = sorted({key for command in COMMANDS for key in keys_of(command, {})} - LEFT_OUT)
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(60):
            type_at_once(app, *chance.choices([*keys, *"dam"], k=chance.randint(1, 5)))
            if chance.random() < 0.2:
                await pilot.resize_terminal(*chance.choice([(20, 5), (80, 24), (160, 48)]))
            elif chance.random() < 0.5:
                await settle(pilot)
        await pilot.resize_terminal(120, 36)
        for _ in range(12):  # out of all that is open
            type_at_once(app, "escape")
            await settle(pilot)
        assert isinstance(app.screen, Explorer), "\n".join(lines(app))
        type_at_once(app, "1", "/", "x")
        await settle(pilot)
        assert app.screen.panes.search.input.value.endswith("x")


async def test_a_widget_that_has_become_smaller_since_the_layout_is_painted(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(painter="fast")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        whole = Widget.render_lines
        monkeypatch.setattr(Widget, "render_lines", lambda self, crop: whole(self, crop)[: crop.height // 2])
        explorer.panes.results.refresh(Region(0, 0, 10, 10))
        await settle(pilot)
        monkeypatch.undo()
        app.action_redraw()
        await settle(pilot)
        assert "1 Results" in "\n".join(lines(app))
