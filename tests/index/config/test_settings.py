"""Settings: the corpora of a run, and the folder of their index."""

import os
import shutil
import sys
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from msgspec import structs

from newsexplore.index.config.configuration import Config, CorpusConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import (
    SAMPLE,
    SettingsError,
    for_interface,
    for_paths,
    for_questions,
    for_sample,
    read_about,
    remember,
)

CONFIG = load_config(None)


def folder(path: Path) -> str:
    path.mkdir(parents=True, exist_ok=True)
    return str(path)


def test_paths_become_corpora_named_after_them(tmp_path: Path) -> None:
    archive = tmp_path / "wire.tar.gz"
    archive.write_bytes(b"")
    settings = for_paths(CONFIG, [folder(tmp_path / "a" / "news"), folder(tmp_path / "b" / "news"), str(archive)])
    assert [corpus.name for corpus in settings.corpora] == ["news", "news-2", "wire"]
    assert settings.name == "news + news-2 + wire"


def test_a_flipped_bit_of_the_note_of_an_index_is_no_other_corpus(tmp_path: Path) -> None:
    settings = for_paths(CONFIG, [folder(tmp_path / "news")], str(tmp_path / "index"))
    remember(settings)
    path = tmp_path / "index" / "about.json"
    about, data = read_about(tmp_path / "index"), path.read_bytes()
    assert about is not None
    assert about.corpora == settings.corpora
    for bit in range(8 * len(data)):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        assert read_about(tmp_path / "index") is None


def test_the_note_of_an_older_version_has_no_checksum(tmp_path: Path) -> None:
    settings = for_paths(CONFIG, [folder(tmp_path / "news")], str(tmp_path / "index"))
    remember(settings)
    path = tmp_path / "index" / "about.json"
    path.write_bytes(path.read_bytes().partition(b',"check"')[0] + b"}")
    about = read_about(tmp_path / "index")
    assert about is not None
    assert about.corpora == settings.corpora


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_a_folder_whose_name_is_not_unicode_is_reported(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"n\xffws")
    with pytest.raises(SettingsError, match="is not valid Unicode: rename it"):
        for_paths(CONFIG, [folder(odd)])
    with pytest.raises(SettingsError, match="is not valid Unicode: rename it"):
        for_paths(CONFIG, [folder(tmp_path / "news")], str(odd))


def test_a_missing_path_is_reported(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no file or folder"):
        for_paths(CONFIG, [str(tmp_path / "gone")])


def test_without_paths_or_corpora_the_sample_opens() -> None:
    settings = for_paths(CONFIG, [])
    assert settings.is_sample
    assert settings.corpora[0].paths == (str(SAMPLE),)


def test_every_set_of_corpora_has_its_own_folder_in_any_order(tmp_path: Path) -> None:
    a, b = folder(tmp_path / "a"), folder(tmp_path / "b")
    folders = {for_paths(CONFIG, paths).folder for paths in ([a], [b], [a, b])}
    assert len(folders) == 3
    assert not any(Path(one).is_relative_to(tmp_path / "a") for one in folders), "never inside somebody's corpus"


def test_the_index_folder_is_private(tmp_path: Path) -> None:
    settings = for_paths(CONFIG, [folder(tmp_path / "a")])
    remember(settings)
    assert Path(settings.folder).stat().st_mode & 0o077 == 0


def test_a_question_without_paths_uses_the_last_index(tmp_path: Path) -> None:
    for name in ("a", "b", "a"):
        remember(for_paths(CONFIG, [folder(tmp_path / name)]))
    assert for_questions(CONFIG, []).name == "a"


def test_the_interface_opens_what_was_open_last(tmp_path: Path) -> None:
    assert for_interface(CONFIG, []).is_sample, "on a first run"
    remember(for_paths(CONFIG, [folder(tmp_path / "a")]))
    assert for_interface(CONFIG, []).name == "a"
    assert for_sample(CONFIG).is_sample
    configured = structs.replace(CONFIG, corpora=(CorpusConfig(name="b", paths=(folder(tmp_path / "b"),)),))
    assert for_interface(configured, []).name == "b", "the configuration comes first"


def test_the_sample_opens_if_the_last_index_was_deleted(tmp_path: Path) -> None:
    settings = for_paths(CONFIG, [folder(tmp_path / "a")])
    remember(settings)
    shutil.rmtree(settings.folder)
    assert for_interface(CONFIG, []).is_sample


def test_the_sample_answers_no_question_in_place_of_a_deleted_index(tmp_path: Path) -> None:
    settings = for_paths(CONFIG, [folder(tmp_path / "a")])
    remember(settings)
    shutil.rmtree(settings.folder)
    with pytest.raises(SettingsError, match=r"The index used last, .* is gone"):
        for_questions(CONFIG, [])


def test_an_index_folder_given_by_name_knows_its_corpora(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    remember(for_paths(CONFIG, [folder(tmp_path / "a")], index))
    assert for_questions(CONFIG, [], index).name == "a"


def test_an_index_is_not_overwritten_with_other_corpora_without_asking(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    remember(for_paths(CONFIG, [folder(tmp_path / "a")], index))
    with pytest.raises(SettingsError, match=r"holds other corpora \(a\)"):
        for_paths(CONFIG, [folder(tmp_path / "b")], index)
    assert for_paths(CONFIG, [folder(tmp_path / "b")], index, replace=True).name == "b"


def test_settings_can_be_sent_to_other_processes(tmp_path: Path) -> None:
    settings = for_paths(CONFIG, [folder(tmp_path / "a")])
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(settings), type=type(settings)) == settings


def with_engine(name: Literal["whoosh", "tantivy"]) -> Config:
    return msgspec.structs.replace(CONFIG, index=msgspec.structs.replace(CONFIG.index, engine=name))


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsexplore.index.config.settings.find_spec", lambda name: object())


@pytest.mark.usefixtures("_installed")
def test_a_question_uses_the_engine_of_the_index(tmp_path: Path) -> None:
    tantivy = for_paths(with_engine("tantivy"), [folder(tmp_path / "a")])
    remember(tantivy)
    folder(tantivy.engine_folder)
    assert for_questions(CONFIG, []).engine_folder == tantivy.engine_folder
    assert for_questions(CONFIG, [], any_engine=False).engine_folder.name == "whoosh"
    folder(tantivy.engine_folder.parent / "whoosh")
    assert for_questions(CONFIG, []).engine_folder.name == "whoosh", "the configured one, where it has an index"


def test_a_missing_engine_is_reported_with_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsexplore.index.config.settings.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'newsexplore\[tantivy\]'"):
        for_paths(with_engine("tantivy"), [folder(tmp_path / "a")])
