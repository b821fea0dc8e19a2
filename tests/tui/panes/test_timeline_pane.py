"""The timeline pane, and filtering the search with it."""

import asyncio
from datetime import date, timedelta

import pytest
from textual import events

from newsexplore.index.model import Annotations, Bucket, Timeline
from newsexplore.tui.panes.entities_pane import EntitiesPane
from newsexplore.tui.panes.search_line import SearchLine
from newsexplore.tui.panes.status_lines import TrailLine
from newsexplore.tui.panes.timeline_pane import TimelinePane

from ..conftest import AppMaker, settle
from ..fake import FakeService
from ..screen import (
    SMALL,
    WIDE,
    explorer,
    press,
    query,
    shown,
    titles,
)


async def test_a_span_of_bars_filters_the_search(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "v", "right")
        assert "▸ 2031-03-01 to 2031-04-30 · 2 articles" in shown(app)
        await press(pilot, "right")
        assert "▸ 2031-03-01 to 2031-05-31 · 4 articles" in shown(app)
        await press(pilot, "left", "enter")
        assert query(app) == "date:[2031-03 TO 2031-04]"
        assert len(titles(app)) == 2


@pytest.mark.parametrize("keys", [("escape",), ("v",), ("space",)])
async def test_a_span_is_cancelled(make_app: AppMaker, keys: tuple[str, ...]) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "space", "right", *keys)
        assert "▸ Apr 2031 · 1" in shown(app)
        assert app.focused is app.screen.query_one(TimelinePane)
        assert query(app) == ""


async def test_dates_replace_dates(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.screen.query_one(SearchLine).input.value = "date:2031 storm"
        await press(pilot, "slash", "enter", "5", "home", "enter")
        assert query(app) == "storm date:2031-04"
        await press(pilot, "enter")
        assert query(app) == "storm"  # asked twice


async def test_results_of_dates_and_names_alone_come_newest_first(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        session = explorer(app).session
        for text in ("", "date:2031", 'date:[2031-03 TO 2031-05] -person:"A \\"B\\" C"', "outlet:x  "):
            session.query = text
            assert session.order_by == "newest", text
        for text in ("storm date:2031", "date:2031 OR storm", 'date:2031"x"', "-storm", '"date:2031"', "title:storm"):
            session.query = text
            assert session.order_by == "relevance", text


async def test_the_undated_filter_toggles(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "d")
        assert query(app) == "date:none"
        assert "1 undated" in shown(app) and "None of the results has a date." in shown(app)
        await press(pilot, "d")
        assert query(app) == ""


async def test_dates_are_excluded(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "v", "right", "x")
        assert query(app) == "-date:[2031-03 TO 2031-04]"
        assert len(titles(app)) == 3


async def test_backspace_leads_back_to_the_bar_that_was_entered(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "enter", "backspace")
        assert app.screen.query_one(TimelinePane).chosen_dates() == "2031-03"


async def test_without_results_the_timeline_says_what_to_do(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.screen.query_one(SearchLine).input.value = "xyzzy"
        await press(pilot, "slash", "enter", "5", "v", "enter", "left", "d")
        assert "No results to show over time." in shown(app)


def days(count: int, first: date = date(2031, 1, 1)) -> Timeline:
    return Timeline("day", tuple(Bucket((first + timedelta(n)).isoformat(), n % 7) for n in range(count)), 3)


@pytest.mark.parametrize("count", [1, 2, 10, 50, 76, 100, 3000])
@pytest.mark.parametrize(("width", "height"), [(30, 24), (60, 24), (80, 24), (160, 24), (100, 30), (160, 48)])
async def test_dates_on_the_axis_never_run_into_each_other(
    make_app: AppMaker, count: int, width: int, height: int
) -> None:
    app = make_app(FakeService([]))
    async with app.run_test(size=(width, height)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        timeline = app.screen.query_one(TimelinePane)
        timeline.show(days(count))
        for cursor in {0, count // 2, count - 1}:
            timeline.cursor = cursor
            timeline.refresh()
            await pilot.pause()
            axis = timeline.render_line(timeline.size.height - 1).text
            assert len(axis) == width
            told = timeline.render_line(0).text if height == 24 else axis
            assert "▸" in told and f"· {cursor % 7} " in told if width > 40 else True
            assert height != 24 or "▸" not in axis  # a tall timeline has room for both
            for label in axis.partition("└")[2 if height == 24 else 0].replace("━", "─").split("─"):
                dates = label.split("▸")[0].split()
                assert len(dates) in (0, 2, 3), axis  # day, month and perhaps year, all of them
            assert (
                "━" in axis
                or width < 60
                or any(
                    segment.style and segment.style.underline
                    for segment in timeline.render_line(timeline.size.height - 1)
                )
            )


async def test_a_timeline_longer_than_the_screen_scrolls_with_the_chosen_bar(make_app: AppMaker) -> None:
    app = make_app(FakeService([]))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        timeline = app.screen.query_one(TimelinePane)
        timeline.show(days(3000))
        await press(pilot, "home")
        assert "▸ 1 Jan 2031 · 0" in shown(app)
        await press(pilot, "end", "left")
        assert f"▸ 18 Mar 2039 · {2998 % 7}" in shown(app)


async def test_bars_are_recounted_when_there_is_room_for_more(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        timeline = app.screen.query_one(TimelinePane)
        before = timeline.room()
        await pilot.resize_terminal(120, 48)
        await asyncio.sleep(0.3)
        await settle(pilot)
        assert timeline.room() == before - 40
        asked = [one.buckets for one in app.screen.session._service.asked if hasattr(one, "buckets")]  # pyright: ignore
        assert asked[-1] == before - 40


async def test_the_mouse_draws_a_span(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        timeline = app.screen.query_one(TimelinePane)
        await pilot.mouse_down(timeline, offset=(2, 0))
        timeline.post_message(
            events.MouseMove(timeline, 20, 0, 1, 0, 1, False, False, False, screen_x=20, screen_y=timeline.region.y)
        )
        await pilot.pause()
        assert timeline.span() == (0, 1)


async def test_empty_annotations_fill_nothing(make_app: AppMaker) -> None:
    app = make_app(FakeService([]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.screen.query_one(EntitiesPane).show_article(Annotations())
        await press(pilot, "4", "v", "i", "enter", "escape", "f", "x", "G", "l", "a")
        assert app.is_running
        assert "trail: matches" in str(app.screen.query_one(TrailLine).render())


async def test_a_tall_timeline_has_a_scale(make_app: AppMaker) -> None:
    app = make_app(FakeService([]))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        timeline = app.screen.query_one(TimelinePane)
        timeline.show(Timeline("month", tuple(Bucket(f"2031-{n:02}-01", 1200 * (n % 3)) for n in range(1, 13)), 3))
        await settle(pilot)
        rows = [timeline.render_line(y).text for y in range(timeline.size.height)]
        assert "Dec 2031 · 0" in rows[0] and "up to 2,400 a month · 3 undated" in rows[0]
        assert rows[1].startswith("2,400 ┤") and "█" in rows[1]
        assert rows[-1].startswith("    0 └") and "Jan 2031" in rows[-1]
        await pilot.click(TimelinePane, offset=(8, 5))  # the first bar, right of the scale
        assert timeline.cursor == 0
