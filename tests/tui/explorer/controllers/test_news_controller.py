"""What is new in saved searches, and batch files, in the interface."""

from pathlib import Path

import pytest

from newsexplore.index.curation.seen_files import SeenFiles
from newsexplore.index.decisions import SavedSearch, SaveSearch
from newsexplore.index.engines.base import never
from newsexplore.index.model import Hit
from newsexplore.index.protocol.news import FindNews
from newsexplore.index.protocol.questions import Scope
from newsexplore.tui.panes.status_lines import TitleLine
from newsexplore.tui.screens.batch_screen import BatchList, BatchScreen
from newsexplore.tui.screens.curation_screen import CurationList

from ...conftest import AppMaker, settle
from ...sample_index import SampleService, sample, sample_settings
from ...screen import explorer, press, query, said, shown

__all__ = ["sample", "sample_settings"]
WIDE, SMALL = (160, 48), (80, 24)
SEARCH = SavedSearch("storm")


@pytest.fixture
def unseen(sample: SampleService) -> tuple[str, ...]:
    """Save a search that was looked at when it lacked two of its articles; return these."""
    answers = sample.answers
    answers.library.change((SaveSearch("the storm", SEARCH),))
    ids = answers.ids(Scope("storm"), "newest")
    settings = answers.settings
    SeenFiles(settings.seen_folder, settings.curation_file).add("the storm", ids[2:], "2025-12-01 08:30")
    return tuple(ids[:2])


def new(service: SampleService) -> int:
    return service.answers.news.find(FindNews("the storm", SEARCH), never).new


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_news_is_counted_at_the_start_listed_marked_and_undone(
    make_app: AppMaker, sample: SampleService, unseen: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        title = app.screen.query_one(TitleLine)
        assert "2 new in 1 saved search (B)" in str(title.render())
        await press(pilot, "B")
        assert "2 new of 13 articles since 2025-12-01 08:30" in shown(app)
        await press(pilot, "enter")
        assert query(app) == "storm"
        assert new(sample) == 0
        assert "saved search" not in str(title.render())
        assert said(app) == ["2 new since 2025-12-01 08:30; u keeps them as new."]
        results = explorer(app).panes.results
        ids = {item.id: at for at, item in results.loaded() if isinstance(item, Hit)}
        assert {id_ for id_ in ids if explorer(app).saved_news.is_new(id_)} == set(unseen)
        results.move_to(ids[unseen[0]])
        await settle(pilot)
        assert "new ✓ 20" in shown(app) or "new 20" in shown(app)
        await press(pilot, "u")
        assert new(sample) == 2
        assert "2 new in 1 saved search (B)" in str(title.render())
        await press(pilot, "Y")
        assert new(sample) == 0


async def test_a_search_is_marked_as_seen_in_the_list(
    make_app: AppMaker, sample: SampleService, unseen: tuple[str, ...]
) -> None:
    del unseen
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "B", "s")
        assert new(sample) == 0
        assert "13 articles, none new since" in shown(app)
        assert app.screen.query_one(CurationList).total == 1


async def test_what_is_on_screen_when_a_search_is_saved_has_been_seen(
    make_app: AppMaker, sample: SampleService
) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        explorer(app).controllers.query.change("storm")
        await settle(pilot)
        await press(pilot, "S", "enter")
        (search,) = sample.answers.decisions()[0].searches.values()
        assert sample.answers.news.find(FindNews("storm", search), never).new == 0


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_batch_file_is_a_list_whose_rows_are_searched(
    make_app: AppMaker, sample: SampleService, tmp_path: Path, size: tuple[int, int]
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("storm\nkaldar gate\nspeaker:marsk dam\n", "utf-8")
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        explorer(app).controllers.batch.open_file(str(file))
        await settle(pilot)
        assert isinstance(app.screen, BatchScreen)
        rows = [line for _, line in app.screen.query_one(BatchList).loaded()]
        for line, text in zip(rows, ("storm", "kaldar gate", "speaker:marsk dam"), strict=True):
            assert line.articles == len(sample.answers.ids(Scope(text), "newest"))
            assert line.quotes == sample.answers.quotes_page(Scope(text, quotes=True), "newest", 0, 1)[0]
            assert text in shown(app)
        await press(pilot, "s", "enter")
        assert query(app) == "speaker:marsk dam"


async def test_problems_in_a_batch_file_are_listed(make_app: AppMaker, sample: SampleService, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("storm\n*x\nfoo:bar\n", "utf-8")
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        asked = len(sample.asked)
        explorer(app).controllers.batch.open_file(str(file))
        await settle(pilot)
        assert "list.txt:2: " in shown(app) and "list.txt:3: " in shown(app)
        assert "2 problems" in shown(app)
        assert len(sample.asked) == asked
