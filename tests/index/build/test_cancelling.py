"""A run says what it does and can be cancelled in each of its stages, and the next one goes on."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from newsexplore.index.build import known
from newsexplore.index.build import progress as progress_module
from newsexplore.index.build.build_run import build
from newsexplore.index.build.unfinished_run import state
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.copies.copies_cache import load_copies
from newsexplore.index.engines.packed import transaction
from newsexplore.index.engines.packed.packed_engine import PackedEngine
from newsexplore.index.protocol.build_progress import Progress, Stage

STORIES = 6


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the settings of a few articles; progress is reported as often as it can be."""
    monkeypatch.setattr(progress_module, "_SECONDS", 0.0)
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(STORIES):
        text = f"Dam {number} Reopens\n\n“The dam is safe,” said Helena Vorrin of the Dam Board on day {number}.\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return for_paths(load_config(None), [str(folder)])


@pytest.mark.parametrize("stage", ["linking", "comparing"])
def test_a_run_cancelled_after_all_was_read_says_so_and_the_next_goes_on(settings: Settings, stage: Stage):
    told: list[Progress] = []
    report = build(settings, on_progress=told.append, cancelled=lambda: any(one.stage == stage for one in told))
    assert not report.complete
    assert report.articles == STORIES
    assert state(settings) == "complete"  # all that was read can be searched
    assert load_copies(Path(settings.folder)) is None
    again = build(settings)
    assert again.complete
    assert again.unchanged == STORIES
    assert load_copies(Path(settings.folder)) is not None


def test_a_run_cancelled_while_it_merges_loses_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.build.commits._SECONDS", (0.0, 0.0))
    monkeypatch.setattr("newsexplore.index.build.steps._ARTICLES", (1, 1))
    merge, begun = transaction.merge, list[str]()

    def merging(*given: object) -> int:
        begun.append("merge")
        return merge(*given)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(transaction, "merge", merging)
    report = build(settings, cancelled=lambda: bool(begun))
    assert begun == ["merge"]
    assert not report.complete
    assert 0 < report.articles < STORIES
    again = build(settings)
    assert again.complete
    assert (again.unchanged, again.added) == (report.articles, STORIES - report.articles)


def test_a_run_can_be_cancelled_while_it_goes_through_all_ids(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    build(settings)
    (tmp_path / "corpus" / "new.txt").write_text("Dam 7 Reopens\n\nIt is safe again.\n", "utf-8")
    monkeypatch.setattr(known, "_CHECKED", 1)
    all_ids, seen = PackedEngine.all_ids, list[str]()

    def noted(engine: PackedEngine) -> Iterator[str]:
        for one in all_ids(engine):
            seen.append(one)
            yield one

    monkeypatch.setattr(PackedEngine, "all_ids", noted)
    report = build(settings, cancelled=lambda: bool(seen))
    assert not report.complete
    assert len(seen) == 1
    assert build(settings).added == 1


def test_a_long_file_is_reported_while_its_bytes_are_looked_at(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(import_module("newsexplore.index.corpus.sources"), "_HASHED_AT_ONCE", 4)
    told: list[Progress] = []
    build(settings, on_progress=told.append)
    assert sum(one.stage == "reading" and not one.done for one in told) > 10
    told.clear()
    report = build(settings, verify=True, on_progress=told.append, cancelled=lambda: len(told) > 5)
    assert not report.complete
    assert {one.stage for one in told[:5]} == {"scanning"}
