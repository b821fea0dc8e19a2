"""The interface as its user meets it, on an index in memory."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest
from textual.events import Key
from textual.pilot import Pilot

from newsexplore.index.messages import List, Progress, Read, Search
from newsexplore.index.model import Reject
from newsexplore.index.settings import Settings
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer import Explorer
from newsexplore.tui.panes.article import ArticlePane
from newsexplore.tui.panes.entities import EntitiesPane
from newsexplore.tui.panes.lines import TitleLine, TrailLine
from newsexplore.tui.panes.quotes import QuotesPane
from newsexplore.tui.panes.results import ResultsPane
from newsexplore.tui.panes.search import SearchLine
from newsexplore.tui.panes.timeline import TimelinePane
from newsexplore.tui.trail import Trail

from .conftest import AppMaker, lines, settle, until
from .fake import RECORDS, FakeService, Said, record

WIDE, SMALL = (160, 48), (80, 24)


def explorer(app: NewsExplore) -> Explorer:
    assert isinstance(app.screen, Explorer)
    return app.screen


def opened(app: NewsExplore) -> str:
    reading = explorer(app).session.reading
    return reading.article.id if reading else ""


def trail(app: NewsExplore) -> str:
    return str(app.screen.query_one(TrailLine).render()).strip()


def titles(app: NewsExplore) -> list[str]:
    return [item.title for _, item in app.screen.query_one(ResultsPane).loaded()]


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def search(pilot: Pilot[None], query: str) -> None:
    pilot.app.screen.query_one(SearchLine).input.value = query
    await pilot.press("slash", "enter")
    await settle(pilot)


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


async def test_what_is_a_command_elsewhere_is_a_letter_in_the_search_line(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"24", "slash", *"7", "question_mark", "minus", *"q1n")
        await settle(pilot)
        assert app.screen.query_one(SearchLine).input.value == "24/7?-q1n"


async def test_indirect_speech_never_stands_in_quotation_marks(make_app: AppMaker) -> None:
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


async def test_no_key_is_lost_that_comes_right_behind_the_slash(make_app: AppMaker) -> None:
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
async def test_leaving_the_search_line_leads_to_the_results(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"stone", key)
        await settle(pilot)
        assert app.focused is not None and app.focused.id == "results"
        assert opened(app) == "a3"


async def test_typing_fast_asks_once(settings: Settings) -> None:
    service = FakeService()
    config = settings.config
    slow = msgspec.structs.replace(config.search, debounce_ms=1000)  # letters come faster than that on any machine
    app = NewsExplore(Settings(msgspec.structs.replace(config, search=slow), settings.corpora, "index"), service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.asked.clear()
        await pilot.press("slash", *"harbour")
        await until(pilot, lambda: "harbour" in lines(app)[1] and "4 of 5" in lines(app)[1])
        assert [one.scope.query for one in service.asked if isinstance(one, Search)] == ["harbour"]


async def test_a_stale_answer_never_paints(make_app: AppMaker) -> None:
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
        # On a slow machine letters of either word may have been searched for, too.
        assert "storm" in [one.scope.query for one in service.cancelled if isinstance(one, Search)]


async def test_how_a_broken_query_was_read_is_told_beside_it(make_app: AppMaker) -> None:
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
        assert "Take a word away" in "\n".join(lines(app))
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
        for _ in range(4):
            await press(pilot, "o")
            orders.append(explorer(app).session.sort)
        assert orders == ["newest", "oldest", "outlet", "relevance"]
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


async def test_an_entity_becomes_the_trail_and_leads_on_into_other_articles(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter")
        assert explorer(app).session.trail == Trail("entity", "Harbour Minister", "person")
        assert trail(app) == "trail: Harbour Minister · mention 1 of 1 · article 1 of 3"
        await press(pilot, "n")
        assert (opened(app), trail(app)) == ("a2", "trail: Harbour Minister · mention 1 of 1 · article 2 of 3")
        await press(pilot, "n", "n")
        assert (opened(app), trail(app)) == ("a3", "trail: Harbour Minister · mention 2 of 3 · article 3 of 3")
        assert app.screen.query_one(ResultsPane).article() == "a3"
        await press(pilot, "N", "N")
        assert (opened(app), trail(app)) == ("a2", "trail: Harbour Minister · mention 1 of 1 · article 2 of 3")


async def test_the_trail_ends_where_the_results_do(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter", "N")
        assert trail(app) == "That was the first mention in these results."
        assert opened(app) == "a1"


async def test_going_back_over_an_article_enters_it_from_its_end(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await press(pilot, "n", "n")
        assert opened(app) == "a2"
        await press(pilot, "N")
        assert (opened(app), trail(app)) == ("a1", "trail: matches · match 2 of 2 · article 1 of 4")


async def test_an_entity_that_the_open_article_lacks_leads_to_one_that_has_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        entities = app.screen.query_one(EntitiesPane)
        entities.focus()
        entities.move_to(next(index for index, row in entities.loaded() if row.name == "Storm Bill"))
        await press(pilot, "enter")
        assert opened(app) == "a2"
        assert trail(app) == "trail: Storm Bill · mention 1 of 1 · article 1 of 1"


async def test_escape_leaves_an_entity_for_the_matches(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter", "escape")
        assert explorer(app).session.trail == Trail()


async def test_a_quote_leads_to_its_place_in_the_text(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "j", "enter")
        article = app.screen.query_one(ArticlePane)
        assert article.page is not None and article.current is not None
        assert article.page.text[slice(*article.current)].startswith("The wall is older")


@pytest.mark.parametrize("keys", [("s",), ("left", "enter")])
async def test_a_speaker_becomes_the_trail(make_app: AppMaker, keys: tuple[str, ...]) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", *keys)
        assert trail(app) == "trail: what Harbour Minister said · quote 1 of 1 · article 1 of 2"
        await press(pilot, "n")
        assert opened(app) == "a3"


async def test_an_entity_is_added_to_the_query_and_backspace_takes_it_back(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await press(pilot, "4", "f")
        session = explorer(app).session
        assert session.query == 'storm person:"Harbour Minister"'
        assert explorer(app).query_one(SearchLine).input.value == session.query
        assert len(titles(app)) == 3
        await press(pilot, "backspace")
        assert session.query == "storm"
        assert len(titles(app)) == 4
        await press(pilot, "backspace")
        assert session.query == ""


async def test_backspace_walks_back_to_article_and_position(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter", "n", "n")
        assert opened(app) == "a3"
        await press(pilot, "backspace")
        assert (opened(app), explorer(app).session.stop) == ("a2", 0)
        await press(pilot, "backspace")
        assert (opened(app), explorer(app).session.trail.kind) == ("a1", "entity")
        await press(pilot, "backspace")
        assert (opened(app), explorer(app).session.trail.kind) == ("a1", "matches")


async def test_a_bar_of_the_timeline_narrows_the_search_to_its_dates(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home")
        assert "▸ Mar 2031 · 1" in "\n".join(lines(app))
        await press(pilot, "enter")
        assert explorer(app).session.query == "date:2031-03"
        assert titles(app) == ["Board publishes its letters"]


async def test_undated_articles_are_one_key_away(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "u")
        assert titles(app) == ["What the tide leaves behind"]
        assert "undated" in "\n".join(lines(app))


async def test_letters_tell_types_of_mentions_apart(make_app: AppMaker) -> None:
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


async def test_small_terminals_show_the_article_when_something_in_it_is_wanted(make_app: AppMaker) -> None:
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


async def test_a_question_that_fails_is_told_calmly(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.fail[Search] = "The search took longer than 10 s and was stopped. Make it narrower."
        await search(pilot, "storm")
        assert "Make it narrower" in trail(app)
        assert "Make it narrower" in str(app.screen.query_one("#notes").render())
        service.fail.clear()
        await search(pilot, "s")
        assert app.is_running


async def test_an_article_that_is_gone_is_told_calmly(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.fail[Read] = "This article is no longer in the index."
        await press(pilot, "j")
        assert "no longer in the index" in trail(app)


class FakeBuilder:
    """Adds articles to a service, step by step."""

    def __init__(self, service: FakeService, late: int = 1) -> None:
        self.service = service
        self.late = late
        self.go = asyncio.Event()
        self.cancelled = False

    async def run(self) -> AsyncIterator[Progress]:
        yield Progress("reading", done=2, fraction=0.5, rate=410.0, left=31.0, committed=0)
        await self.go.wait()
        for number in range(self.late):
            self.service.records.insert(0, record(f"new{number}", "Just in", "A late wire.", date="2031-06-01"))
        yield Progress("reading", done=6, fraction=1.0, committed=6, rejects=(Reject("a.txt", "empty"),))
        yield Progress("done", done=6, fraction=1.0, committed=6)

    def pause(self, paused: bool) -> None:
        self.paused = paused

    def cancel(self) -> None:
        self.cancelled = True


async def test_indexing_is_shown_and_its_commits_appear_without_moving_anything(make_app: AppMaker) -> None:
    more = [record(f"r{number}", f"Report {number}", "One of many.") for number in range(40)]
    service = FakeService([*RECORDS, *more])
    builder = FakeBuilder(service)
    app = make_app(service, builder)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "50%" in str(app.screen.query_one(TitleLine).render()))
        title = str(app.screen.query_one(TitleLine).render())
        assert "410/s" in title and "0:31" in title
        await pilot.press("j")
        await until(pilot, lambda: opened(app) == "a2")
        builder.go.set()
        await until(pilot, lambda: titles(app)[:1] == ["Just in"])
        await settle(pilot)
        rows = app.screen.query_one(ResultsPane)
        assert rows.article() == opened(app) == "a2"
        assert rows.cursor * rows.row_height - rows.scroll_offset.y == rows.row_height  # on the line where it was
        assert "46 articles" in str(app.screen.query_one(TitleLine).render())
    assert builder.cancelled and service.closed


async def test_what_is_open_stays_chosen_when_many_articles_arrive_before_it(make_app: AppMaker) -> None:
    service = FakeService()
    builder = FakeBuilder(service, late=200)
    app = make_app(service, builder)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: opened(app) == "a1")
        await pilot.press("j")
        await until(pilot, lambda: opened(app) == "a2")
        builder.go.set()
        rows = app.screen.query_one(ResultsPane)
        await until(pilot, lambda: (rows.cursor, rows.article(), opened(app)) == (201, "a2", "a2"))
        assert "article 202 of 205" in trail(app)


async def test_the_trail_asks_for_its_articles_once(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter", "n", "n", "n", "N")
        asked = [one for one in service.asked if isinstance(one, List)]
        assert len(asked) == len(set(asked))


async def test_quotes_without_a_speaker_say_so(make_app: AppMaker) -> None:
    said: list[Said] = [("Close the gate", "direct", "", "")]
    app = make_app(FakeService([record("x", "A voice", "“Close the gate” stood on the wall.", said=said)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "s")
        assert "(nobody named)" in "\n".join(lines(app))
        assert app.screen.query_one(QuotesPane).has_focus


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


async def test_the_timeline_keeps_its_bar_when_counts_change(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "right")
        timeline = app.screen.query_one(TimelinePane)
        assert timeline.chosen_dates() == "2031-04"
        timeline.show(timeline.timeline)
        assert timeline.chosen_dates() == "2031-04"
