"""The outlets screen."""

from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.screens.outlets_screen import OutletList, OutletsScreen

from ..conftest import AppMaker, lines, settle
from ..fake import FakeService
from ..fake_records import record


async def test_outlets_are_counted_and_one_filters_the_results(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        await pilot.press("slash", *"storm", "enter")
        await settle(pilot)
        await pilot.press("L")
        await settle(pilot)
        assert isinstance(app.screen, OutletsScreen)
        assert [item for _, item in app.screen.query_one(OutletList).loaded()] == [
            ("The Tidewatch", 2), ("Lantern Daily", 2),
        ]  # fmt: skip
        assert "2 ███" in "\n".join(lines(app))
        await pilot.press("j", "enter")
        await settle(pilot)
        assert explorer.session.query == 'storm outlet:"Lantern Daily"'
        assert explorer.query_one(ResultsPane).total == 2
        await pilot.press("backspace")
        await settle(pilot)
        assert explorer.session.query == "storm"


async def test_results_without_outlets_say_so(make_app: AppMaker) -> None:
    app = make_app(FakeService([record("x1", "A note", "Nobody signed it.")]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("L")
        await settle(pilot)
        assert "names its outlet" in "\n".join(lines(app))
