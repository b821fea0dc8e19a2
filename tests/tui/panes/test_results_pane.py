"""The list of results: rendering of rows, also while scrolling."""

import asyncio
import re

import pytest

from newsexplore.index.model import Hit, Quote, QuoteHit, Snippet
from newsexplore.index.protocol.answers import Answer, Reading, Results
from newsexplore.index.protocol.questions import Question, Read, Search
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.session.trail import speaker_name

from ..conftest import AppMaker, lines, settle, strips
from ..fake import FakeService
from ..fake_records import record
from ..screen import explorer, press, titles


def opened(app: NewsExplore) -> str:
    assert isinstance(app.screen, Explorer)
    return app.screen.session.article_id


class SomeMarks:
    """Marks of two articles."""

    def is_read(self, id_: str) -> bool:
        return id_ in ("a2", "a3")

    def is_bookmarked(self, id_: str, quote: Quote | None = None) -> bool:
        return id_ == "a3"

    def is_new(self, id_: str) -> bool:
        return id_ == "a2"


async def test_read_and_curated_marks_show_without_colours(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        app.screen.query_one(ResultsPane).show_marks(SomeMarks())
        await settle(pilot)
        shown = "\n".join(line[:46] for line in lines(app))
        assert "new ✓ 2031-05-03 · Lantern Daily" in shown
        assert "★ ✓ 2031-04-11 · The Tidewatch" in shown
        assert "┃  2031-03-02 · The Tidewatch" in shown
        bold = {
            word: bool(segment.style and segment.style.bold)
            for strip in strips(app)
            for segment in strip.crop(0, 46)
            for word in ("Minister promises", "Board publishes")
            if word in segment.text
        }
        assert bold == {"Minister promises": False, "Board publishes": True}


class ManyArticles(FakeService):
    """Finds 100,000 articles for any search."""

    TOTAL = 100_000

    def _answer(self, question: Question) -> Answer:
        match question:
            case Search(offset=offset, limit=limit):
                numbers = range(offset, min(offset + limit, self.TOTAL))
                hits = tuple(
                    Hit(number + 1, 1.0, f"r{number}", f"Report {number}", "2031-05-05", "Wire", "", Snippet("…"))
                    for number in numbers
                )
                return Results(self.TOTAL, offset, hits=hits, seconds=0.009)
            case Read(id=id_):
                found = record(id_, f"Report {id_[1:]}", "One of many.")
                return Reading(found.article, found.annotations)
            case _:
                return super()._answer(question)


def in_results(app: NewsExplore) -> list[int]:
    """Return the numbers of the titles on screen in the results; -1 for one not loaded."""
    found = (re.match(r"[┃│]?[▸ ] (Report (\d+)|·)", row) for row in lines(app))
    return [int(match[2] or -1) for match in found if match]


async def test_holding_keys_in_100_000_results_leaves_no_gap_and_no_ghost(make_app: AppMaker) -> None:
    service = ManyArticles(delay=0.02)
    app = make_app(service)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        rows = app.screen.query_one(ResultsPane)
        place = 0
        for keys, step in ((("j",) * 60, 60), (("pagedown",) * 12, None), (("k",) * 5, -5)):
            for key in keys:
                await pilot.press(key)
            await asyncio.sleep(0.1)
            await settle(pilot)
            place = place + step if step is not None else rows.cursor
            assert rows.cursor == place
            shown = in_results(app)
            assert shown == list(range(shown[0], shown[0] + len(shown)))
            assert place in shown
            assert opened(app) == f"r{place}"


async def test_one_key_reaches_the_end_of_100_000_results(make_app: AppMaker) -> None:
    service = ManyArticles(delay=0.05)
    app = make_app(service)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        for keys, place in ((("G",), 99_999), (("pageup", "g"), 0), (("G", "g", "G"), 99_999)):
            service.asked.clear()
            for key in keys:
                await pilot.press(key)
            await asyncio.sleep(0.2)
            await settle(pilot)
            assert in_results(app)[0 if place == 0 else -1] == place
            assert opened(app) == f"r{place}"
            assert len([one for one in service.asked if isinstance(one, Search)]) <= 4


async def test_resizing_while_rows_are_on_their_way_shows_them_where_they_belong(make_app: AppMaker) -> None:
    app = make_app(ManyArticles(delay=0.05))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("G", *("pageup",) * 3)
        for size in ((120, 40), (80, 24), (200, 60), (160, 48)):
            await pilot.resize_terminal(*size)
            await pilot.press("k")
        await asyncio.sleep(0.3)
        await settle(pilot)
        rows = app.screen.query_one(ResultsPane)
        shown = in_results(app)
        assert shown == list(range(shown[0], shown[0] + len(shown)))
        assert rows.cursor in shown


async def test_a_page_of_another_sort_order_is_never_shown(make_app: AppMaker) -> None:
    service = ManyArticles()
    app = make_app(service)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        service.delay = 1.0
        await pilot.press("G")
        await asyncio.sleep(0.05)
        await pilot.press("o")
        await asyncio.sleep(1.2)
        await settle(pilot)
        rows = app.screen.query_one(ResultsPane)
        assert [index for index, _ in rows.loaded()] == list(range(25))
        pages = [one for one in service.cancelled if isinstance(one, Search)]
        assert [one.offset for one in pages] == [99_975]


@pytest.mark.parametrize("size", [(160, 48), (80, 24)])
async def test_compact_rows_are_one_line_each_and_stay_so(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "1", "j", "c")
        rows = [next(i for i, line in enumerate(lines(app)) if title[:20] in line) for title in titles(app)[:3]]
        assert rows == list(range(rows[0], rows[0] + 3))
        assert "2031-05-05" in lines(app)[rows[0]]
        assert explorer(app).panes.results.cursor == 1
        layout = explorer(app).controllers.restore.snapshot().layout
        assert layout is not None and layout.compact is True
        await press(pilot, "t")
        first = explorer(app).panes.results.item(0)
        assert isinstance(first, QuoteHit) and first.quote.speaker is not None
        line = next(line for line in lines(app) if f"▸ {speaker_name(first.quote.speaker)[:6]}" in line)
        assert first.quote.text[:4] in line
        await press(pilot, "c")
        assert explorer(app).panes.results.row_height == 4


async def test_compact_rows_can_be_configured(make_app: AppMaker) -> None:
    app = make_app(results="compact")
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        assert explorer(app).panes.results.row_height == 1
