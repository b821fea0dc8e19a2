"""Several corpora: searched together or one at a time, and switching the index."""

from pathlib import Path

import msgspec
import pytest

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.settings import Settings, for_paths, known, remember
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.panes.status_lines import TitleLine
from newsexplore.tui.session.indexing_progress import Build
from newsexplore.tui.session.session import Service

from ..conftest import lines, settle
from ..fake import FakeService
from ..fake_records import RECORDS, record

SHEEP = record("h1", "Sheep on the hill road", "The Harbour Board has no opinion of the hill.", date="2031-05-09")
TOGETHER = [*RECORDS, msgspec.structs.replace(SHEEP, article=msgspec.structs.replace(SHEEP.article, corpus="hill"))]


@pytest.fixture
def both(settings: Settings, tmp_path: Path) -> Settings:
    corpora = tuple(CorpusConfig(name=name, paths=(str(tmp_path / name),)) for name in ("harbour", "hill"))
    return msgspec.structs.replace(settings, corpora=corpora)


async def test_a_corpus_filter_can_be_set_and_cleared(both: Settings) -> None:
    app = NewsExplore(both, FakeService(TOGETHER))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        rows = explorer.query_one(ResultsPane)
        assert rows.total == 6
        await pilot.press("C")
        await settle(pilot)
        text = "\n".join(lines(app))
        assert "all 2 together" in text and "hill" in text
        await pilot.press("j", "j", "enter")
        await settle(pilot)
        assert [rows.article(index) for index, _ in rows.loaded()] == ["h1"]
        assert "▸ hill" in str(explorer.query_one(TitleLine).render())
        await pilot.press("backspace")
        await settle(pilot)
        assert rows.total == 6 and explorer.session.corpus == ""
        assert "▸" not in str(explorer.query_one(TitleLine).render())


async def test_switching_the_index_during_a_search_works(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "valley").mkdir()
    other = for_paths(settings.config, [str(tmp_path / "valley")])
    remember(other)
    assert [one.name for one in known(settings.config)] == ["valley"]
    first, second = FakeService(), FakeService([record("v1", "Fog in the valley", "Nobody saw the Storm Bill.")])
    asked: list[Settings] = []

    def opener(wanted: Settings) -> tuple[Service, Build | None]:
        asked.append(wanted)
        return second, None

    app = NewsExplore(settings, first, opener=opener)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        first.delays["storm"] = 60.0
        await pilot.press("slash", *"storm", "enter")
        await pilot.pause(0.2)
        await pilot.press("C")
        await pilot.pause(0.5)
        await pilot.press("j", "enter")
        await pilot.pause(0.5)
        await settle(pilot)
        assert [one.folder for one in asked] == [other.folder]
        assert first.closed and not second.closed
        text = "\n".join(lines(app))
        assert "Fog in the valley" in text and "Old Quay" not in text and "valley · 1 articles" in text
    assert second.closed
