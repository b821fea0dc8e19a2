"""Completions in the search line."""

from newsexplore.index.protocol.questions import Complete
from newsexplore.tui.panes.results_pane import ResultsPane

from ..conftest import AppMaker, lines, settle, until
from ..fake import FakeService
from ..fake_records import record
from ..screen import titles
from .search_line_steps import SMALL, WIDE, line, listed, rest, told, type_in, typed


async def test_a_completion_is_hinted_and_tab_accepts_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "harbo")
        assert "/ harbour" in lines(app)[1]
        assert typed(app) == "harbo"
        await pilot.press("tab")
        await rest(pilot)
        assert typed(app) == "harbour"
        assert len(titles(app)) == 4
        assert app.focused is line(app).input


async def test_the_right_arrow_accepts_the_hint(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "harbo")
        await pilot.press("right")
        await rest(pilot)
        assert typed(app) == "harbour"


async def test_tab_goes_through_several_choices_and_the_results_follow(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "sto")
        seen: list[str] = []
        for key in ("tab", "tab", "tab", "shift+tab"):
            await pilot.press(key)
            await rest(pilot)
            seen.append(typed(app))
        assert seen == ["storm", "stone", "sto", "stone"]
        assert [row.split()[0] for row in listed(app)] == ["storm", "▸"]
        assert titles(app) == ["Minister promises a new lock before winter"]


async def test_tab_waits_for_pending_choices(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"harbo", "tab")
        await rest(pilot)
        assert typed(app) == "harbour"


async def test_the_values_of_a_field_are_listed_by_themselves(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "person:")
        assert [row.split()[:2] for row in listed(app)] == [["Harbour", "Minister"], ["Chief", "Engineer"]]
        await pilot.press("e")
        assert [row.split()[:2] for row in listed(app)] == [["Chief", "Engineer"]]
        await pilot.press("down")
        await rest(pilot)
        assert typed(app) == 'person:"Chief Engineer"'
        assert len(titles(app)) == 1


async def test_escape_closes_the_list_first_and_keeps_the_text(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "person:")
        await pilot.press("escape")
        await settle(pilot)
        assert (listed(app), typed(app), app.focused) == ([], "person:", line(app).input)
        await pilot.press("escape")
        await settle(pilot)
        assert app.focused is app.screen.query_one(ResultsPane)


async def test_up_in_the_list_returns_to_the_typed_text(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "person:")
        await pilot.press("down", "down", "up", "up")
        assert typed(app) == "person:"


async def test_tab_in_an_empty_line_lists_the_fields_and_then_their_values(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        assert "Tab lists the fields" in told(app)
        await pilot.press("tab")
        await rest(pilot)
        assert typed(app) == "title:"
        assert "the text" in "\n".join(listed(app))
        await pilot.press("escape", *(["backspace"] * 6), *"perso", "tab")
        await rest(pilot)
        assert "Harbour Minister" in "\n".join(listed(app))


async def test_a_long_list_scrolls_with_the_choice(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("slash", "tab")
        await rest(pilot)
        await pilot.press(*(["tab"] * 11))
        await settle(pilot)
        rows = listed(app)
        assert len(rows) == 8
        assert rows[-1].startswith("▸ " + typed(app))


async def test_stale_choices_are_dropped(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.delays["person:"] = 60
        await pilot.press("slash", *"person:")
        await until(pilot, lambda: Complete("person:", 7) in service.asked)
        await pilot.press("backspace")
        await until(pilot, lambda: Complete("person:", 7) in service.cancelled)
        await settle(pilot)
        assert "Harbour Minister" not in "\n".join(listed(app))


async def test_leaving_the_line_leaves_no_choice_on_the_screen(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "person:")
        await pilot.press("enter")
        await settle(pilot)
        assert listed(app) == []
        assert "╭" not in lines(app)[3]


async def test_hostile_choices_are_characters(make_app: AppMaker) -> None:
    service = FakeService([record("x", "A title", "One \x1b]52;c;aGk=\x07word [/] wordily.")])
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await type_in(pilot, "wor")
        await pilot.press("tab")
        await rest(pilot)
        assert "\x1b" not in "\n".join(lines(app))
