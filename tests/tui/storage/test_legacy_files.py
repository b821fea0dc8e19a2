"""Files of earlier versions in index folders are taken over once, and stay under another name."""

import os
from pathlib import Path

import pytest

from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import CURATION_NAME, READ_NAME, Settings, for_paths, user_folder
from newsexplore.index.curation.curation_file import load as load_curation
from newsexplore.tui.storage import query_history
from newsexplore.tui.storage.legacy_files import TAKEN, take_over_decisions, take_over_queries, take_over_read_marks
from newsexplore.tui.storage.read_marks import ReadMarks


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An index folder elsewhere, and one in the user's data folder."""
    (user_folder() / "indexes" / "another").mkdir(parents=True)
    settings = for_paths(load_config(None), [str(tmp_path)], str(tmp_path / "index"))
    Path(settings.folder).mkdir()
    return settings


def folders(settings: Settings) -> tuple[Path, Path]:
    return user_folder() / "indexes" / "another", Path(settings.folder)


async def test_read_marks_of_all_indexes_are_joined(settings: Settings) -> None:
    older, newer = folders(settings)
    (older / READ_NAME).write_text("a1\na2\n-a2\n")
    (newer / READ_NAME).write_text("a3\n")
    for _ in range(2):
        take_over_read_marks(settings)
        marks = ReadMarks(user_folder())
        await marks.load()
        assert [marks.is_read(id_) for id_ in ("a1", "a2", "a3")] == [True, False, True]
        marks.mark("a1", False)
        marks.mark("a1", True)
        await marks.save()
    assert (newer / f"{READ_NAME}{TAKEN}").exists() and not (newer / READ_NAME).exists()


def test_queries_of_all_indexes_stand_before_the_new_ones(settings: Settings) -> None:
    for time, folder, queries in zip((1_000, 2_000), folders(settings), ("dam\ngate\n", "gate\nweir\n"), strict=True):
        (folder / query_history.FILE).write_text(queries)
        os.utime(folder / query_history.FILE, (time, time))
    query_history.keep(user_folder(), "lock")
    take_over_queries(settings)
    take_over_queries(settings)
    assert query_history.load(user_folder()) == ["dam", "gate", "weir", "lock"]


def test_decisions_are_taken_over_with_a_message(settings: Settings) -> None:
    (Path(settings.folder) / CURATION_NAME).write_text("rejected: [Oper]\n")
    (message,) = take_over_decisions(settings)
    assert "Took over 1 decision" in message
    assert load_curation(settings.curation_file).rejected == ("Oper",)
    assert take_over_decisions(settings) == []
