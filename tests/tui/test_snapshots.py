"""What the main states look like; look at a difference before you accept it with `--snapshot-update`."""

import asyncio
from typing import Any

import pytest
from textual.pilot import Pilot

from newsexplore.index.protocol.questions import Search

from .conftest import AppMaker, settle
from .fake import FakeService
from .fake_copies import COPIED
from .fake_records import CLAIM, DENIAL, RECORDS, record

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "160x48": (160, 48)}
STATES: dict[str, tuple[str, ...]] = {
    "reading": ("slash", *"storm", "enter", "j", "n"),
    "marked": ("1", "v", "j", "v"),
    "compact": ("1", "c", "v"),
    "entity trail": ("4", "enter", "n"),
    "quote search": ("t", "j"),
    "kept": ("b", "3", "b", "B"),
    "note": ("b", "w", "enter"),
    "nothing found": ("slash", *"xyzzy", "enter"),
    "quotes by speaker": ("3", "v", "j"),
    "entities narrowed": ("4", "i", *"lo"),
    "no name like this": ("4", "i", *"xyz"),
    "who appears with whom": ("4", "v"),
    "who is quoted": ("4", "s"),
    "span of days": ("5", "home", "v", "right"),
    "undated": ("5", "d"),
    "finding": ("2", "F", *"wall"),
    "found": ("2", "F", *"wall", "enter", "n"),
    "selecting": ("4", "enter", "2", "v", "w", "j"),
    "concordance": ("slash", *"storm", "enter", "K", "s"),
    "source": ("V",),
    "jump": ("semicolon",),
    "zoomed": ("2", "z"),
    "outlets": ("L",),
    "corpora": ("C",),
    "indexing": ("I",),
    "welcome": ("f2",),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_states(snap_compare: Any, make_app: AppMaker, state: str, size: str) -> None:
    assert snap_compare(make_app(), terminal_size=SIZES[size], run_before=_press(*STATES[state]))


TYPED = {"choices": "person:", "misspelled": "ministrx", "words": "harbour xyzzy", "hint": "harbo"}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", TYPED)
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


@pytest.mark.parametrize("size", SIZES)
def test_opening(snap_compare: Any, make_app: AppMaker, size: str) -> None:
    service = FakeService()
    service.opening.clear()

    async def wait(pilot: Pilot[None]) -> None:
        await pilot.pause()

    assert snap_compare(make_app(service), terminal_size=SIZES[size], run_before=wait)


@pytest.mark.parametrize("size", SIZES)
def test_empty(snap_compare: Any, make_app: AppMaker, size: str) -> None:
    assert snap_compare(make_app(FakeService([])), terminal_size=SIZES[size], run_before=_press())


@pytest.mark.parametrize("size", SIZES)
def test_error(snap_compare: Any, make_app: AppMaker, size: str) -> None:
    service = FakeService()
    service.fail[Search] = "The index in /news/index lacks its file 3f.pack. `newsexplore doctor --repair` mends it."
    assert snap_compare(make_app(service), terminal_size=SIZES[size], run_before=_press())


@pytest.mark.parametrize("size", SIZES)
def test_thousands_of_results(snap_compare: Any, make_app: AppMaker, size: str) -> None:
    days = [f"2031-{month:02}-09" for month in range(1, 13)]
    many = [
        record(f"m{number}", f"Tide table {number}", "The North Lock opens at noon.", date=days[number % 12])
        for number in range(4_000)
    ]
    press = _press("end", "k", "k")
    assert snap_compare(make_app(FakeService(many)), terminal_size=SIZES[size], run_before=press)


@pytest.mark.parametrize("size", SIZES)
def test_denials(snap_compare: Any, make_app: AppMaker, size: str) -> None:
    app = make_app(FakeService([*RECORDS, DENIAL, CLAIM]))
    assert snap_compare(app, terminal_size=SIZES[size], run_before=_press("equals_sign", "j"))


RELATED: dict[str, tuple[str, ...]] = {
    "folded": ("1",),
    "copies": ("1", "ampersand"),
    "compared": ("1", "ampersand", "c"),
    "compared in one text": ("1", "ampersand", "c", "s", "n"),
    "similar": ("1", "tilde"),
    "quote variants": ("1", "3", "quotation_mark"),
}


@pytest.mark.parametrize("size", ["80x24", "160x48"])
@pytest.mark.parametrize("state", RELATED)
def test_copies_and_variants(snap_compare: Any, make_app: AppMaker, state: str, size: str) -> None:
    service = FakeService(COPIED)
    service.groups = [tuple(one.article.id for one in COPIED[:2])]
    app = make_app(service, fold_copies=True)
    assert snap_compare(app, terminal_size=SIZES[size], run_before=_press(*RELATED[state]))


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
