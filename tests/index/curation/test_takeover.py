"""Decisions of earlier versions in index folders are migrated once, without loss."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsexplore.index.config.configuration import CorpusConfig, CurationConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import CURATION_NAME, Settings, for_paths, user_folder
from newsexplore.index.curation.curation_file import CurationFile, load
from newsexplore.index.curation.takeover import TAKEN, take_over
from newsexplore.index.decisions import CuratedItem, EditItem, Rejection


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings with an index folder in the user's data folder, and another beside it."""
    settings = for_paths(load_config(None), [str(tmp_path)])
    Path(settings.folder).mkdir(parents=True)
    (user_folder() / "indexes" / "another").mkdir()
    return settings


def old_file(folder: Path, text: str, modified: int) -> Path:
    path = folder / CURATION_NAME
    path.write_text(text, "utf-8")
    os.utime(path, (modified, modified))
    return path


def test_every_old_file_is_migrated_once_with_a_message(settings: Settings) -> None:
    first = old_file(Path(settings.folder), "# mine\narticles:\n  a1: {title: Storm, note: New.}\n", 2_000)
    second = old_file(
        user_folder() / "indexes" / "another", "articles:\n  a1: {note: Old.}\n  a2: {tags: [x]}\n", 1_000
    )
    messages = take_over(settings)
    assert len(messages) == 2 and f"1 decision from {first}" in messages[0] and f"from {second}" in messages[1]
    found = load(settings.curation_file)
    assert found.articles["a1"] == CuratedItem(title="Storm", note="New.\n\nOld.")
    assert found.articles["a2"].tags == ("x",)
    assert settings.curation_file.read_text("utf-8").startswith("# mine\n")
    assert not first.exists() and first.with_name(TAKEN).read_text("utf-8").startswith("# mine\n")
    CurationFile(settings.curation_file).change([EditItem("a1", CuratedItem(), note="")])
    assert take_over(settings) == []
    assert load(settings.curation_file).articles.keys() == {"a2"}


def test_newer_decisions_take_precedence(settings: Settings) -> None:
    CurationFile(settings.curation_file).change(
        [EditItem("a1", CuratedItem(title="Storm"), bookmark=True), Rejection("Oper")]
    )
    old_file(Path(settings.folder), "articles:\n  a1: {title: Wind, tags: [dam]}\nrejected: [Oper, Photo]\n", 1_000)
    take_over(settings)
    found = load(settings.curation_file)
    assert found.articles["a1"] == CuratedItem(title="Storm", bookmark=True, tags=("dam",))
    assert found.rejected == ("Oper", "Photo")


def test_an_unreadable_file_is_kept_and_reported(settings: Settings) -> None:
    path = old_file(Path(settings.folder), "articles: [", 1_000)
    (message,) = take_over(settings)
    assert "not taken over" in message and str(path) in message
    assert path.exists() and not settings.curation_file.exists()


def test_an_unreadable_library_is_left_unchanged(settings: Settings) -> None:
    settings.curation_file.write_text("articles: [", "utf-8")
    path = old_file(Path(settings.folder), "rejected: [Oper]\n", 1_000)
    (message,) = take_over(settings)
    assert "not taken over" in message and path.exists()
    assert settings.curation_file.read_text("utf-8") == "articles: ["


def test_a_configured_file_migrates_only_its_own_index(settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "leak" / "decisions.yaml"
    settings = replace(settings, config=replace(settings.config, curation=CurationConfig(file=str(own))))
    old_file(Path(settings.folder), "rejected: [Oper]\n", 1_000)
    other = old_file(user_folder() / "indexes" / "another", "rejected: [Photo]\n", 1_000)
    assert len(take_over(settings)) == 1
    assert load(own).rejected == ("Oper",) and other.exists()


def test_a_configured_file_in_an_index_folder_is_the_library(settings: Settings) -> None:
    path = old_file(Path(settings.folder), "rejected: [Oper]\n", 1_000)
    settings = replace(settings, config=replace(settings.config, curation=CurationConfig(file=str(path))))
    assert take_over(settings) == [] and path.exists()


def test_a_shared_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("# ours\n")
    path.chmod(0o664)
    CurationFile(path).change([Rejection("Oper")])
    assert path.stat().st_mode & 0o777 == 0o664
    assert path.read_text() == "# ours\nrejected: [Oper]\n"


def test_a_relative_file_in_the_configuration_starts_at_its_folder(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("curation:\n  file: leak/decisions.yaml\n")
    config = load_config(tmp_path / "own.yaml")
    settings = Settings(config, (CorpusConfig(name="x", paths=()),), str(tmp_path))
    assert settings.curation_file == tmp_path / "leak" / "decisions.yaml"
