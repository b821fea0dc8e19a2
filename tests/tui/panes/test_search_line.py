"""The search line: explanation, correction, history, and stale answers."""

import asyncio

import pytest
from textual.events import Key

from newsexplore.index.config.settings import Settings, user_folder
from newsexplore.index.protocol.questions import Complete, Explain, Search
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.storage.query_history import FILE, add, load

from ..conftest import AppMaker, lines, settle, until
from ..fake import FakeService
from ..screen import titles
from .search_line_steps import SMALL, WIDE, line, rest, told, type_in, typed

# Explaining


async def test_every_word_shows_its_count(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "harbour letters")
        assert told(app) == "harbour 4 · letters 1"
        await pilot.press(*(["backspace"] * 8))
        await rest(pilot)
        assert told(app) == ""


async def test_the_word_without_hits_is_named(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "harbour xyzzy")
        assert told(app).startswith("No article has “xyzzy”. Without it: 4.")


async def test_tab_accepts_the_suggested_spelling(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "ministr")
        await type_in(pilot, "x")
        assert told(app).endswith("Did you mean “minister” (3)? Tab accepts it.")
        await pilot.press("tab")
        await rest(pilot)
        assert (typed(app), len(titles(app))) == ("minister", 3)


async def test_enter_in_empty_results_accepts_the_suggested_spelling(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "ministrx")
        await pilot.press("enter")
        await settle(pilot)
        shown = "\n".join(row[:40] for row in lines(app))
        assert "Did you mean “minister”?" in shown
        await pilot.press("enter")
        await rest(pilot)
        assert (typed(app), len(titles(app))) == ("minister", 3)
        await pilot.press("backspace")
        await rest(pilot)
        assert typed(app) == "ministrx"


async def test_an_unfinished_word_matches_as_a_prefix(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "minis")
        assert typed(app) == "minis" and len(titles(app)) == 3
        assert "Nothing is found for “minis”: this is “minis*”." in told(app)
        await pilot.press("t")
        await rest(pilot)
        assert typed(app) == "minist" and len(titles(app)) == 3
        await pilot.press("enter")
        await settle(pilot)
        assert typed(app) == "minist*" and len(titles(app)) == 3  # what is shown, in words
        await pilot.press("3", "f")
        await settle(pilot)
        assert typed(app).startswith("minist* speaker:") and titles(app)


async def test_enter_right_after_a_prefix_keeps_its_results(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"minis", "enter")
        await settle(pilot)
        assert typed(app) == "minis*" and len(titles(app)) == 3


async def test_counts_of_another_query_are_never_shown(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.delays["harbour letters"] = 0.3
        line(app).input.value = "harbour letters"
        await pilot.press("slash", "enter")
        await asyncio.sleep(0.45)
        line(app).input.value = "storm night"
        await pilot.press("slash", "enter")
        await until(pilot, lambda: told(app) == "storm 4 · night 1")


async def test_results_are_shown_without_an_explanation(make_app: AppMaker) -> None:
    service = FakeService()
    service.fail = {Explain: "no", Complete: "no"}
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "harbour letters")
        assert titles(app) == ["Board publishes its letters"]
        assert told(app) == ""


async def test_a_message_moves_nothing(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = app.screen.query_one("#panes").region
        await type_in(pilot, "harbour letters")
        assert told(app)
        assert app.screen.query_one("#panes").region == before


# Quote search


@pytest.mark.parametrize("key", ["f2", "alt+t"])
async def test_quotes_can_be_searched_while_typing(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"wall", key)
        await rest(pilot)
        assert "quotes ▸ 2" in lines(app)[1]
        assert app.focused is line(app).input
        await pilot.press(key)
        await rest(pilot)
        assert "articles ▸ 1 of 5" in lines(app)[1]


# History


async def test_the_query_history_survives_runs(make_app: AppMaker, settings: Settings) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for query in ("storm", "stone", "harbour"):
            line(app).input.value = query
            await pilot.press("slash", "enter")
            await rest(pilot)
    app = make_app(restore=False)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", "up", "up")
        await rest(pilot)
        assert typed(app) == "stone"
        assert titles(app) == ["Minister promises a new lock before winter"]


async def test_the_draft_returns_after_the_newest_query(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for query in ("storm night", "harbour"):
            line(app).input.value = query
            await pilot.press("slash", "enter")
            await rest(pilot)
        line(app).input.value = "storm"
        await pilot.press("slash", "up")
        assert typed(app) == "storm night"
        await pilot.press("down")
        assert typed(app) == "storm"


async def test_a_query_typed_when_quitting_is_saved(make_app: AppMaker, settings: Settings) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"lock", "ctrl+q")
        await pilot.pause()
    assert load(user_folder()) == ["lock"]


async def test_an_unreadable_query_history_is_reported(make_app: AppMaker, settings: Settings) -> None:
    (user_folder() / FILE).mkdir(parents=True)
    app = make_app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        assert "Cannot read earlier queries" in "\n".join(lines(app))
        await type_in(pilot, "storm")
        await pilot.press("enter")
        await settle(pilot)
        assert len(titles(app)) == 4


# Stale answers and fast typing


async def test_typing_during_a_slow_search_shows_only_the_last_query(make_app: AppMaker) -> None:
    service = FakeService(delay=0.12)
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for letter in ["slash", *"storm letters"]:
            await pilot.press("space" if letter == " " else letter)
            await asyncio.sleep(0.03)
        for _ in range(8):
            await pilot.press("backspace")
            await asyncio.sleep(0.09)
        await until(pilot, lambda: "articles ▸ 4 of 5" in lines(app)[1])
        await settle(pilot)
        assert typed(app) == "storm"
        assert len(titles(app)) == 4


@pytest.mark.parametrize(
    ("keys", "shown"), [(("o", "o"), "articles ▸ 5 of 5 · 9 ms · oldest"), (("t", "t", "t"), "quotes ▸ 4 · 9 ms")]
)
async def test_changing_sort_or_mode_during_a_search_takes_effect(
    make_app: AppMaker, keys: tuple[str, ...], shown: str
) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for left in reversed(range(len(keys))):
            service.delay = 60 if left else 0
            await pilot.press(keys[-1 - left])
            await asyncio.sleep(0.05)
        await until(pilot, lambda: shown in lines(app)[1])
        await settle(pilot)
        rows = app.screen.query_one(ResultsPane)
        quotes = isinstance(app.screen, Explorer) and app.screen.session.quotes
        assert all(hasattr(item, "quote") == quotes for _, item in rows.loaded())
        assert rows.total == len(rows.loaded()) == (4 if quotes else 5)
        asked = [one for one in service.asked if isinstance(one, Search)]
        assert len([one for one in service.cancelled if isinstance(one, Search)]) == len(keys) - 1
        assert len(asked) == len(keys) + 1


async def test_resizing_while_typing_loses_no_letter_and_leaves_nothing_behind(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        sizes = [(80, 24), (200, 60), (60, 20), (160, 48), (99, 30), (40, 12), (160, 48)]
        for letter, size in zip("harbour", sizes, strict=True):
            await pilot.press(letter)
            await pilot.resize_terminal(*size)
        await rest(pilot)
        assert typed(app) == "harbour"
        assert len(titles(app)) == 4
        shown = lines(app)
        assert len(shown) == 48
        assert "articles ▸ 4 of 5" in shown[1]
        assert sum("1 Results" in row for row in shown) == 1


async def test_the_result_count_fits_the_width(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "5 articles · 9 ms · newest" in lines(app)[1]
        await pilot.resize_terminal(*WIDE)
        await settle(pilot)
        assert "articles ▸ 5 of 5 · 9 ms · newest" in lines(app)[1]


@pytest.mark.parametrize(
    ("keys", "wanted", "focus"),
    [
        ([*"harbo", "tab"], "harbour", "query"),
        ([*"sto", "tab", "tab"], "stone", "query"),
        ([*"harbour", "enter", "2"], "harbour", "article"),
        ([*"harbour", "escape", "1"], "harbour", "results"),
        (["up", *" night"], "storm night", "query"),
        ([*"sto", "up", *" x", "enter", "2"], "storm x", "article"),
    ],
)
async def test_keys_that_arrive_at_once_are_handled_in_order(
    make_app: AppMaker, settings: Settings, keys: list[str], wanted: str, focus: str
) -> None:
    add(user_folder(), "storm")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        for key in keys:
            name = "space" if key == " " else key
            app.post_message(Key(name, key if len(key) == 1 else None))
        await rest(pilot)
        await rest(pilot)
        assert typed(app) == wanted
        assert app.focused is not None and app.focused.id == focus
        if focus != "query":
            assert load(user_folder())[-1] == wanted
