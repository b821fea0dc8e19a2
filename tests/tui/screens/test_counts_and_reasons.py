"""What counts leave out, and why a result is here, on screen: the numbers and words of the commands."""

import pytest

from newsexplore.index.engines.base import never
from newsexplore.index.protocol.questions import CountOmissions, ExplainResult, Scope
from newsexplore.index.protocol.reasons import Reasons
from newsexplore.tui.reports.omission_rows import omission_rows
from newsexplore.tui.reports.reason_lines import reason_lines
from newsexplore.tui.screens.reasons_screen import ReasonsScreen, wrapped
from newsexplore.tui.screens.report_screen import ReportList

from ..conftest import AppMaker, settle
from ..sample_index import SampleService, sample, sample_settings
from ..screen import explorer, press, query, search, shown

__all__ = ["sample", "sample_settings"]
WIDE, SMALL = (160, 48), (80, 24)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_what_counts_leave_out_and_where_it_is(
    make_app: AppMaker, sample: SampleService, size: tuple[int, int]
) -> None:
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await search(pilot, "dam")
        await press(pilot, "full_stop")
        rows = app.screen.query_one(ReportList)
        found = sample.answers.omissions.count(CountOmissions(Scope("dam")), never)
        width = rows.scrollable_content_region.width - 2
        assert [row for _, row in rows.loaded()] == omission_rows(found, width, quotes=False)
        assert "43 articles found, of 96 articles in the index" in shown(app)
        rows.move_to(next(at for at, row in rows.loaded() if "doubtful speaker" in row.text))
        await press(pilot, "enter")
        assert query(app) == "(in:(dam)) confidence:0 -confidence:90"
        doubtful = next(one.count for one in found.rows if one.kind == "doubtful")
        assert explorer(app).panes.results.total == doubtful


async def test_folded_copies_have_a_list_of_their_own(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample, fold_copies=True)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        folded = explorer(app).panes.results.folded
        await press(pilot, "full_stop")
        rows = app.screen.query_one(ReportList)
        row = next(at for at, row in rows.loaded() if "copies of others" in row.text)
        rows.move_to(row)
        assert f"{folded:>9,} of 96" in shown(app)
        await press(pilot, "enter")
        assert query(app) == "is:copy"
        assert (explorer(app).panes.results.folded, explorer(app).panes.results.total) == (0, folded)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_why_a_result_and_a_quote_are_here(
    make_app: AppMaker, sample: SampleService, size: tuple[int, int]
) -> None:
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await search(pilot, "kaldar gate")
        id_ = explorer(app).session.article_id
        await press(pilot, "1", "exclamation_mark")
        assert isinstance(app.screen, ReasonsScreen)
        found = sample.answers.answer(ExplainResult(id_, Scope("kaldar gate")))
        assert isinstance(found, Reasons)
        for line in reason_lines(found, "kaldar gate", "relevance", quotes=False)[2:5]:
            assert line[:60] in shown(app)
        await press(pilot, "escape", "3", "exclamation_mark")
        assert isinstance(app.screen, ReasonsScreen)
        found = sample.answers.answer(ExplainResult(id_, Scope("kaldar gate"), 0))
        assert isinstance(found, Reasons)
        lines = reason_lines(found, "kaldar gate", "relevance", quotes=False)
        text = app.screen._text  # pyright: ignore[reportPrivateUsage]
        assert "Attributed by" in text
        assert text.split() == " ".join(lines).split()


def test_lines_are_wrapped_at_words_below_their_text() -> None:
    assert list(wrapped(["    1.2  dam  in the headline", "", "short"], 26)) == [
        "    1.2  dam  in the",
        "      headline",
        "",
        "short",
    ]
