"""Profile and comparison on screen: the rows that the commands print, and where they lead."""

import pytest

from newsexplore.index.protocol.questions import CompareScopes, MakeProfile, Scope
from newsexplore.tui.reports.comparison_rows import comparison_rows
from newsexplore.tui.reports.profile_rows import profile_rows
from newsexplore.tui.reports.report_rows import ReportRow
from newsexplore.tui.screens.report_screen import ReportList, ReportScreen

from ..conftest import AppMaker, settle
from ..sample_index import SampleService, sample, sample_settings
from ..screen import choose, opened, press, query, search, shown

__all__ = ["sample", "sample_settings"]
WIDE, SMALL = (160, 48), (80, 24)
NAME = "Helena Marsk"


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_profile_of_the_selected_name(
    make_app: AppMaker, sample: SampleService, size: tuple[int, int]
) -> None:
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await choose(pilot, NAME)
        await press(pilot, "H")
        assert isinstance(app.screen, ReportScreen)
        rows = app.screen.query_one(ReportList)
        width = rows.scrollable_content_region.width - 2
        expected = profile_rows(sample.answers.profile(MakeProfile(Scope(""), NAME, "person")), width)
        assert [row for _, row in rows.loaded()] == expected
        assert "Profile · Helena Marsk" in shown(app)
        assert expected[2].text in shown(app)
        await press(pilot, "a")
        assert rows.total > len(expected)
        assert "all rows of each list" in shown(app)


async def test_a_row_leads_to_its_search_or_article(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, NAME)
        await press(pilot, "H")
        rows = app.screen.query_one(ReportList)
        profile = sample.answers.profile(MakeProfile(Scope(""), NAME, "person"))
        assert profile.first is not None
        await press(pilot, "enter")
        assert opened(app) == profile.first.id
        await choose(pilot, NAME)
        await press(pilot, "H")
        rows = app.screen.query_one(ReportList)
        outlet = profile.outlets[0].outlet
        rows.move_to(next(at for at, row in rows.loaded() if row.goal and outlet in row.goal.query))
        await press(pilot, "enter")
        assert query(app) == f'person="{NAME}" outlet:"{outlet}"'


async def test_two_searches_side_by_side(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "dam")
        await press(pilot, "%", *"strike", "enter")
        assert isinstance(app.screen, ReportScreen)
        rows = app.screen.query_one(ReportList)
        width = rows.scrollable_content_region.width - 2
        found = sample.answers.compare(CompareScopes(Scope("dam"), Scope("strike"), 10))
        expected: list[ReportRow] = comparison_rows(found, width, quotes=False)
        assert [row for _, row in rows.loaded()] == expected
        assert "A: dam" in shown(app) and "B: strike" in shown(app)
