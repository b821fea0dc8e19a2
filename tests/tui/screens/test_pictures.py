"""Timeline by outlet, matrix of names and sparklines on screen."""

import pytest

from newsexplore.index.model import Bucket, EntityType, Timeline
from newsexplore.index.protocol.pictures import Matrix, NamedTimeline, SplitTimeline
from newsexplore.index.protocol.questions import CountMatrix, Scope, SplitTimelineBy
from newsexplore.tui.panes.entities_pane import EntitiesPane
from newsexplore.tui.panes.name_trends import drawn
from newsexplore.tui.reports.split_timeline_rows import HEIGHT, split_timeline_rows
from newsexplore.tui.screens.matrix_screen import MatrixList, MatrixScreen
from newsexplore.tui.screens.report_screen import ReportList

from ..conftest import AppMaker, settle, until
from ..sample_index import SampleService, sample, sample_settings
from ..screen import explorer, press, query, search, shown

__all__ = ["sample", "sample_settings"]
WIDE, SMALL = (160, 48), (80, 24)


def timeline(*counts: int) -> Timeline:
    return Timeline("day", tuple(Bucket(f"2031-01-{day:02}", count) for day, count in enumerate(counts, 1)))


def test_a_stack_is_as_high_as_its_share_of_each_outlet():
    found = SplitTimeline(
        timeline(12, 6, 0, 12),
        (NamedTimeline("Post", timeline(6, 6, 0, 12)), NamedTimeline("Wire", timeline(3, 0, 0, 0))),
        timeline(3, 0, 0, 0),
        outlets=3,
    )
    rows = [row.text for row in split_timeline_rows(found, 4, "dam", quotes=False)][2 : 2 + HEIGHT]
    columns = ["".join(row[at] for row in reversed(rows)).rstrip() for at in range(4)]
    assert columns == ["AAAAAABBB···", "AAAAAA", "", "A" * 12]


def test_an_outlet_of_a_timeline_leads_to_its_search():
    found = SplitTimeline(timeline(1), (NamedTimeline("Post", timeline(1)),), timeline(0), outlets=2)
    rows = split_timeline_rows(found, 60, "dam OR gate", quotes=False)
    (goal,) = [row.goal for row in rows if row.goal]
    assert goal.query == '(dam OR gate) outlet:"Post"'
    assert any("Outlets · 1 of 2" in row.text for row in rows)


@pytest.mark.parametrize(
    ("counts", "line"), [([], "      "), ([1, 0, 2], "▄▄  ██"), ([4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2], "█    ▄")]
)
def test_a_sparkline_sums_stretches_and_leaves_nothing_blank(counts: list[int], line: str):
    assert drawn(counts) == line


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_timeline_by_outlet(make_app: AppMaker, sample: SampleService, size: tuple[int, int]) -> None:
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await search(pilot, "dam")
        await press(pilot, "5", "s")
        rows = app.screen.query_one(ReportList)
        found = sample.answers.answer(SplitTimelineBy(Scope("dam"), 60))
        assert isinstance(found, SplitTimeline)
        width = rows.scrollable_content_region.width - 2
        assert [row for _, row in rows.loaded()] == split_timeline_rows(found, width, "dam", quotes=False)
        await press(pilot, "enter")
        assert query(app) == f'dam outlet:"{found.parts[0].name}"'
        assert explorer(app).panes.results.total == sum(bucket.count for bucket in found.parts[0].timeline.buckets)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_cell_of_the_matrix_is_told_in_words_and_searched(
    make_app: AppMaker, sample: SampleService, size: tuple[int, int]
) -> None:
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await search(pilot, "dam")
        await press(pilot, "J")
        assert isinstance(app.screen, MatrixScreen)
        found = sample.answers.answer(CountMatrix(Scope("dam"), 40))
        assert isinstance(found, Matrix)
        assert app.screen.query_one(MatrixList).matrix == found
        await press(pilot, *["right"] * 12, "j", "j")
        row, column = found.names[2], found.names[13]
        assert f"{row.name} + {column.name}: {found.counts[2][13]} article" in shown(app)
        assert "▾14" in shown(app)
        await press(pilot, "enter")
        assert explorer(app).panes.results.total == found.counts[2][13]


async def test_pictures_use_a_wide_terminal(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=(250, 60)) as pilot:
        await settle(pilot)
        await press(pilot, "J")
        matrix = app.screen.query_one(MatrixList)
        assert len(matrix.columns(matrix.scrollable_content_region.width - 2)) >= 33
        await press(pilot, "escape", "5", "s")
        rows = app.screen.query_one(ReportList)
        drawn_lines = [row.text for _, row in rows.loaded()][2 : 2 + HEIGHT]
        assert max(map(len, drawn_lines)) > 150
        assert all(len(row.text) <= 240 for _, row in rows.loaded())


async def test_a_sparkline_stands_beside_each_name_on_screen(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        pane = app.screen.query_one(EntitiesPane)
        names: list[tuple[EntityType, str]] = [(row.type, row.name) for _, row in pane.loaded() if row.name]
        await until(pilot, lambda: not pane.trends.missed())
        assert not any(isinstance(question, SplitTimelineBy) for question in sample.asked)  # they came with the names
        found = sample.answers.answer(SplitTimelineBy(Scope(""), 48, names=tuple(names)))
        assert isinstance(found, SplitTimeline)
        lines = shown(app)
        for part in found.parts[:8]:
            assert drawn([bucket.count for bucket in part.timeline.buckets]).rstrip() in lines
        first = drawn([bucket.count for bucket in found.parts[0].timeline.buckets]).rstrip()
        await press(pilot, "d")
        assert first not in "\n".join(line[-40:] for line in shown(app).split("\n"))
