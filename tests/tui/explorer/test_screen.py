"""The main screen, on an index in memory."""

import asyncio

import msgspec
import pytest
from textual.events import Key

from newsexplore.index.config.settings import Settings
from newsexplore.index.protocol.questions import Read, Search
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.panes.article_pane import ArticlePane
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.panes.search_line import SearchLine

from ..conftest import AppMaker, lines, settle, until
from ..fake import FakeService
from ..fake_records import Said, record
from ..screen import SMALL, WIDE, explorer, opened, press, search, titles, trail


async def test_the_layout_is_painted_before_the_index_is_open(make_app: AppMaker) -> None:
    service = FakeService()
    service.opening.clear()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "opening the index" in shown
        assert all(name in shown for name in ("1 Results", "2 Article", "3 Quotes", "4 Entities"))
        service.opening.set()
        await settle(pilot)
        assert opened(app) == "a1"


async def test_command_keys_are_letters_in_the_search_line(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"24", "slash", *"7", "question_mark", "minus", *"q1n")
        await settle(pilot)
        assert app.screen.query_one(SearchLine).input.value == "24/7?-q1n"


async def test_indirect_speech_is_never_in_quotation_marks(make_app: AppMaker) -> None:
    body = "In spring the old gate would close, the Harbour Minister said."
    said: list[Said] = [("the old gate would close", "indirect", "Harbour Minister", "said")]
    app = make_app(FakeService([record("b1", "Gate", body, said=said)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        shown = "\n".join(lines(app))
        assert "~ the old gate would close" in shown
        assert "“the old gate" not in shown


async def test_one_glance_answers_all(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        shown = "\n".join(lines(app))
        assert "harbour · 5 articles" in shown
        assert "articles ▸ 5 of 5 · 9 ms · newest" in shown
        assert "Mar 2031" in shown and "1 undated" in shown
        assert "The Tidewatch · 2031-05-05 · harbour" in shown
        assert "Harbour Minister" in shown and "“Nobody will load a ship here" in shown
        assert "People" in shown and "Organisations" in shown and "Places" in shown
        assert "trail: matches · article 1 of 5" in shown


async def test_results_follow_while_typing(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"stone")
        await until(pilot, lambda: "match 1 of 1 · article 1 of 1" in trail(app))
        assert titles(app) == ["Minister promises a new lock before winter"]
        assert opened(app) == "a3"
        assert app.focused is not None and app.focused.id == "query"


async def test_no_key_right_after_the_slash_is_lost(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        for key in ["slash", *"njq2", "enter", "2"]:
            app.post_message(Key(key, "/" if key == "slash" else key if len(key) == 1 else None))
        await settle(pilot)
        assert explorer(app).query_one(SearchLine).input.value == "njq2"
        assert app.focused is not None and app.focused.id == "article"


async def test_commands_are_letters_in_the_search_line(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", "q", "1", "n", "j", "question_mark")
        assert explorer(app).query_one(SearchLine).input.value == "q1nj?"
        assert app.is_running


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_leaving_the_search_line_focuses_the_results(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"stone", key)
        await settle(pilot)
        assert app.focused is not None and app.focused.id == "results"
        assert opened(app) == "a3"


async def test_fast_typing_searches_once(settings: Settings) -> None:
    service = FakeService()
    config = settings.config
    slow = msgspec.structs.replace(config.search, debounce_ms=1000)  # letters are typed faster than that on any machine
    app = NewsExplore(Settings(msgspec.structs.replace(config, search=slow), settings.corpora, "index"), service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.asked.clear()
        await pilot.press("slash", *"harbour")
        await until(pilot, lambda: "harbour" in lines(app)[1] and "4 of 5" in lines(app)[1])
        assert [one.scope.query for one in service.asked if isinstance(one, Search)] == ["harbour"]


async def test_a_stale_answer_is_never_shown(make_app: AppMaker) -> None:
    service = FakeService()
    service.delays["storm"] = 60
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"storm")
        await until(pilot, lambda: any(isinstance(one, Search) and one.scope.query == "storm" for one in service.asked))
        for _ in "storm":
            await pilot.press("backspace")
        await pilot.press(*"stone")
        await until(pilot, lambda: titles(app) == ["Minister promises a new lock before winter"])
        # On a slow machine, prefixes of either word may have been searched, too.
        assert "storm" in [one.scope.query for one in service.cancelled if isinstance(one, Search)]


async def test_the_reading_of_a_broken_query_is_shown_beside_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "colour:red")
        notes = app.screen.query_one("#notes")
        assert notes.display and "colour" in str(notes.render())


async def test_nothing_found_says_what_to_do(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "xyzzy")
        assert "Remove a word" in "\n".join(lines(app))
        assert opened(app) == ""
        await pilot.press("n", "N", "enter", "f")
        assert app.is_running


async def test_moving_the_selection_opens_the_article_at_its_first_match(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await until(pilot, lambda: opened(app) == "a1")
        await press(pilot, "j")
        article = app.screen.query_one(ArticlePane)
        assert opened(app) == "a2"
        assert article.page is not None and article.current is not None
        assert article.page.text[slice(*article.current)] == "storm"


async def test_holding_j_opens_the_last_article_only(make_app: AppMaker) -> None:
    service = FakeService([record(f"r{number}", f"Report {number}", "One of many.") for number in range(40)])
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.asked.clear()
        rows = app.screen.query_one(ResultsPane)
        for _ in range(20):
            rows.action_move(1)
        await until(pilot, lambda: opened(app) == "r20")
        assert len([one for one in service.asked if isinstance(one, Read)]) <= 2


async def test_any_number_of_results_is_fetched_by_page(make_app: AppMaker) -> None:
    service = FakeService([record(f"r{number}", f"Report {number}", "One of many.") for number in range(1000)])
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "G")
        await until(pilot, lambda: "Report 999" in "\n".join(lines(app)) and opened(app) == "r999")
        assert len([one for one in service.asked if isinstance(one, Search)]) <= 3


async def test_sorting_goes_through_every_order(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        orders: list[str] = []
        for _ in range(5):
            await press(pilot, "o")
            orders.append(explorer(app).session.sort)
        assert orders == ["newest", "oldest", "outlet", "mentions", "relevance"]
        await press(pilot, "o")
        assert titles(app)[0] == "Harbour Board closes the Old Quay after the storm"
        assert titles(app)[-1] == "What the tide leaves behind"


async def test_quote_search_finds_what_was_said(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "wall")
        await press(pilot, "t")
        shown = "\n".join(lines(app))
        assert "quotes ▸ 2 ·" in shown
        article = app.screen.query_one(ArticlePane)
        assert article.page is not None and article.current is not None
        assert article.page.text[slice(*article.current)].startswith("Nobody will load")
        await press(pilot, "n")
        assert trail(app) == "trail: matches · quote 2 of 2"
        await press(pilot, "t")
        assert "articles ▸ 1 of 5" in "\n".join(lines(app))


async def test_letters_distinguish_types_of_mentions(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        shown = "\n".join(lines(app))
        assert "Harbour Boardᴼ closed the Old Quayᴸ on Monday" in shown
        await press(pilot, "4", "enter")
        assert "ᴾ" in shown
        await press(pilot, "m")
        assert "Harbour Board closed the Old Quay on Monday" in "\n".join(lines(app))


async def test_small_terminals_show_one_pane_at_a_time(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "▸1 Results" in lines(app)[2]
        panes = {"2": "The Harbour Board closed", "3": "“Nobody will load", "4": "People", "5": "Mar 2031"}
        for key, expected in panes.items():
            await press(pilot, key)
            shown = lines(app)
            assert f"▸{key}" in shown[2]
            assert expected in "\n".join(shown)
            assert shown[1].strip().startswith("/") and shown[-2].strip().startswith("trail:")
        await press(pilot, "tab")
        assert "▸1 Results" in lines(app)[2]


async def test_small_terminals_switch_to_the_article_on_a_jump_into_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter")
        assert "▸2 Article" in lines(app)[2]
        assert "the minister" in "\n".join(lines(app))


async def test_resizing_keeps_what_is_open(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "2")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "▸2 Article" in lines(app)[2]
        assert "Pilots' Union rejected" in "\n".join(lines(app))
        await pilot.resize_terminal(200, 60)
        await settle(pilot)
        shown = "\n".join(lines(app))
        assert "1 Results" in shown and "Pilots' Union rejected" in shown and "People" in shown


async def test_focus_shows_in_border_and_title(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for key, name in {"1": "1 Results", "2": "2 Article", "3": "3 Quotes", "4": "4 Entities"}.items():
            await press(pilot, key)
            marked = [line for line in lines(app) if f"● {name}" in line]
            assert marked and "━" in marked[0]


async def test_a_failed_question_is_shown_as_a_message(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.fail[Search] = "The search took longer than 10 s and was stopped. Narrow the query."
        await search(pilot, "storm")
        assert "Narrow the query" in trail(app)
        assert "Narrow the query" in str(app.screen.query_one("#notes").render())
        service.fail.clear()
        await search(pilot, "s")
        assert app.is_running


async def test_a_missing_article_is_shown_as_a_message(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.fail[Read] = "This article is no longer in the index."
        await press(pilot, "j")
        assert "no longer in the index" in trail(app)


@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",), ("slash", "ctrl+q"), ("5", "q")])
async def test_quitting(make_app: AppMaker, keys: tuple[str, ...]) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press(*keys)
        await pilot.pause()
    assert service.closed
    assert not app.is_running


async def test_what_is_to_be_painted_soon_does_not_wait_for_the_next_frame(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen, painted = explorer(app), list[object]()
        # The timer of frames paints nothing from now on.
        monkeypatch.setattr(screen._update_timer, "resume", lambda: None)  # pyright: ignore[reportPrivateUsage]
        monkeypatch.setattr(app, "_display", lambda _, update: painted.append(update))
        screen.panes.entities.refresh()
        screen.host.paint_soon()
        for _ in range(50):  # rounds of messages: a pause of the pilot would paint by itself
            await asyncio.sleep(0)
        assert painted
