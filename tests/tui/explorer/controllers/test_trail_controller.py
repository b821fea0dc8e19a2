"""Following an entity, quote or speaker through articles, filtering by them, and going back."""

import pytest

from newsexplore.index.protocol.questions import List
from newsexplore.tui.panes.article_pane import ArticlePane
from newsexplore.tui.panes.entities_pane import EntitiesPane
from newsexplore.tui.panes.quotes_pane import QuotesPane
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.panes.search_line import SearchLine
from newsexplore.tui.panes.timeline_pane import TimelinePane
from newsexplore.tui.session.trail import Trail

from ...conftest import AppMaker, lines, settle
from ...fake import FakeService
from ...fake_records import Said, record
from ...screen import WIDE, choose, explorer, opened, press, search, titles, trail


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


async def test_stepping_back_into_an_article_starts_at_its_end(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await press(pilot, "n", "n")
        assert opened(app) == "a2"
        await press(pilot, "N")
        assert (opened(app), trail(app)) == ("a1", "trail: matches · match 2 of 2 · article 1 of 4")


@pytest.mark.parametrize("keys", ["nnnnn", "nnnnNN"])
async def test_no_step_is_lost_while_an_article_is_loading(make_app: AppMaker, keys: str) -> None:
    ends: list[tuple[str, str]] = []
    for delay in (0.0, 0.1):
        service = FakeService()
        app = make_app(service)
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            await search(pilot, "storm")
            service.delay = delay
            for key in keys:
                await pilot.press(key)
                if not delay:
                    await settle(pilot)
            await settle(pilot)
            ends.append((opened(app), trail(app)))
    assert ends[0] == ends[1] and ends[0][0] != "a1"


async def test_a_row_selected_while_another_article_loads_is_opened(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await press(pilot, "n", "n")
        assert opened(app) == "a2"
        explorer(app).session.forget()
        service.released.clear()
        await pilot.press(*"nnn", "1", "k")
        assert app.screen.query_one(ResultsPane).cursor == 0
        service.released.set()
        await settle(pilot)
        assert app.screen.query_one(ResultsPane).cursor == 0
        assert opened(app) == "a1"


async def test_a_row_selected_while_an_article_arrives_is_opened(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await press(pilot, "n", "n")
        explorer(app).session.forget()
        service.released.clear()
        await pilot.press("n", "n", "1")
        rows = app.screen.query_one(ResultsPane)
        rows.move_to(0)
        service.released.set()  # the answer arrives before the message that a row was selected
        await settle(pilot)
        assert rows.cursor == 0
        assert opened(app) == "a1"


async def test_an_entity_missing_in_the_open_article_opens_one_that_has_it(make_app: AppMaker) -> None:
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


async def test_selecting_a_quote_scrolls_to_it_in_the_text(make_app: AppMaker) -> None:
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


async def test_backspace_removes_an_entity_added_to_the_query(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await press(pilot, "4", "f")
        session = explorer(app).session
        assert session.query == 'storm person="Harbour Minister"'
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


async def test_a_timeline_bar_filters_the_search_by_its_dates(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home")
        assert "▸ Mar 2031 · 1" in "\n".join(lines(app))
        await press(pilot, "enter")
        assert explorer(app).session.query == "date:2031-03"
        assert titles(app) == ["Board publishes its letters"]


async def test_one_key_shows_undated_articles(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "d")
        assert titles(app) == ["What the tide leaves behind"]
        assert "undated" in "\n".join(lines(app))


async def test_the_trail_fetches_its_articles_once(make_app: AppMaker) -> None:
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
        assert "(no speaker)" in "\n".join(lines(app))
        assert app.screen.query_one(QuotesPane).has_focus


async def test_the_timeline_keeps_its_bar_when_counts_change(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "right")
        timeline = app.screen.query_one(TimelinePane)
        assert timeline.chosen_dates() == "2031-04"
        timeline.show(timeline.timeline)
        assert timeline.chosen_dates() == "2031-04"


async def test_a_followed_name_stays_the_trail_if_the_search_has_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, "North Lock")
        await press(pilot, "enter")
        await search(pilot, "storm")
        assert trail(app).startswith("trail: North Lock")


async def test_a_followed_name_missing_from_a_search_is_replaced_by_matches(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, "North Lock")
        await press(pilot, "enter")
        await search(pilot, "ropes")
        assert trail(app) == "North Lock is not in these results: following the search's matches."
        assert explorer(app).session.trail == Trail()
        await press(pilot, "n", "n")
        assert "last match" in trail(app)


async def test_the_end_of_an_empty_trail_is_not_a_stop(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "end", "n")
        assert trail(app) == "That was the last result."
