"""What the main states look like; look at a difference before you accept it with `--snapshot-update`."""

import asyncio
from typing import Any

import pytest
from textual.pilot import Pilot

from .conftest import AppMaker, settle
from .fake import FakeService

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "160x48": (160, 48)}
STATES: dict[str, tuple[str, ...]] = {
    "reading": ("slash", *"storm", "enter", "j", "n"),
    "entity trail": ("4", "enter", "n"),
    "quote search": ("t", "j"),
    "kept": ("b", "3", "b", "B"),
    "note": ("b", "w", "enter"),
    "nothing found": ("slash", *"xyzzy", "enter"),
    "quotes by speaker": ("3", "v", "j"),
    "entities narrowed": ("4", "i", *"lo"),
    "no name like this": ("4", "i", *"xyz"),
    "who appears with whom": ("4", "v"),
    "span of days": ("5", "home", "v", "right"),
    "undated": ("5", "u"),
    "finding": ("2", "F", *"wall"),
    "found": ("2", "F", *"wall", "enter", "n"),
    "selecting": ("4", "enter", "2", "v", "w", "j"),
    "concordance": ("slash", *"storm", "enter", "K", "s"),
    "source": ("V",),
}


@pytest.mark.parametrize(
    ("state", "size"),
    [
        *(("reading", size) for size in SIZES),
        *(("entity trail", size) for size in ("80x24", "160x48")),
        ("quote search", "120x40"),
        ("nothing found", "80x24"),
        ("kept", "80x24"),
        ("kept", "160x48"),
        ("note", "120x40"),
        *(
            (state, size)
            for state in (
                "quotes by speaker",
                "entities narrowed",
                "no name like this",
                "who appears with whom",
                "span of days",
                "undated",
            )
            for size in ("80x24", "160x48")
        ),
        *((state, size) for state in ("finding", "selecting", "concordance", "source") for size in ("80x24", "160x48")),
        ("found", "120x40"),
    ],
)
def test_states(snap_compare: Any, make_app: AppMaker, state: str, size: str) -> None:
    assert snap_compare(make_app(), terminal_size=SIZES[size], run_before=_press(*STATES[state]))


TYPED = {"choices": "person:", "misspelled": "ministrx", "words": "harbour xyzzy", "hint": "harbo"}


@pytest.mark.parametrize(
    ("state", "size"), [*(("choices", size) for size in SIZES), *((state, "80x24") for state in list(TYPED)[1:])]
)
def test_search_line(snap_compare: Any, make_app: AppMaker, state: str, size: str) -> None:
    async def type_in(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press("slash", *("space" if letter == " " else letter for letter in TYPED[state]))
        await asyncio.sleep(0.4)
        await settle(pilot)

    assert snap_compare(make_app(), terminal_size=SIZES[size], run_before=type_in)


@pytest.mark.parametrize("key", ["3", "4", "5", "question_mark"])
def test_panes_as_tabs(snap_compare: Any, make_app: AppMaker, key: str) -> None:
    assert snap_compare(make_app(), terminal_size=SIZES["80x24"], run_before=_press(key))


def test_opening(snap_compare: Any, make_app: AppMaker) -> None:
    service = FakeService()
    service.opening.clear()

    async def wait(pilot: Pilot[None]) -> None:
        await pilot.pause()

    assert snap_compare(make_app(service), terminal_size=SIZES["120x40"], run_before=wait)


def test_letters(snap_compare: Any, make_app: AppMaker) -> None:
    assert snap_compare(make_app(marks="letters"), terminal_size=SIZES["120x40"], run_before=_press("2"))


def test_light(snap_compare: Any, make_app: AppMaker) -> None:
    app = make_app(theme="newsexplore-light")
    assert snap_compare(app, terminal_size=SIZES["120x40"], run_before=_press("3"))


def _press(*keys: str) -> Any:
    async def press(pilot: Pilot[None]) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            if len(key) > 1 or not key.isalpha() or key in "jnt":
                await settle(pilot)
        await settle(pilot)

    return press
