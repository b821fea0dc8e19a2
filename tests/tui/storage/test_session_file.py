"""The session of a set of corpora, and of a new set."""

import os
from pathlib import Path

from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths, remember, user_folder
from newsexplore.tui.session.history import Place
from newsexplore.tui.session.trail import Trail
from newsexplore.tui.storage.session_file import NAME, SessionFile, SessionState


def settings(*folders: Path) -> Settings:
    for folder in folders:
        folder.mkdir(exist_ok=True)
    return for_paths(load_config(None), [str(folder) for folder in folders])


def save(of: Settings, query: str, corpus: str = "", modified: int = 0) -> None:
    file = SessionFile(of)
    remembered = file.load()
    remembered.place = Place(query, False, "newest", "a1", 7, Trail(), None, corpus)
    remembered.drafts["a1"] = f"on {query}"
    file.save(remembered)
    if modified:
        os.utime(file.path, (modified, modified))


def query_of(remembered: SessionState) -> str:
    return remembered.place.query if remembered.place is not None else ""


def test_every_set_has_its_own_session_in_any_index_folder(tmp_path: Path) -> None:
    one, two = settings(tmp_path / "a"), settings(tmp_path / "b")
    save(one, "dam")
    save(two, "gate")
    assert query_of(SessionFile(one).load()) == "dam"
    elsewhere = for_paths(load_config(None), [str(tmp_path / "a")], str(tmp_path / "index"))
    assert query_of(SessionFile(elsewhere).load()) == "dam"


def test_adding_a_corpus_keeps_the_session(tmp_path: Path) -> None:
    save(settings(tmp_path / "other"), "gate")
    save(settings(tmp_path / "a"), "dam")
    wider = SessionFile(settings(tmp_path / "a", tmp_path / "b")).load()
    assert query_of(wider) == "dam" and wider.drafts == {"a1": "on dam"}
    save(settings(tmp_path / "a", tmp_path / "b"), "weir")
    assert query_of(SessionFile(settings(tmp_path / "a")).load()) == "dam"


def test_the_most_similar_then_the_newest_session_is_used(tmp_path: Path) -> None:
    a, b, c, d = (tmp_path / name for name in "abcd")
    save(settings(a), "old", modified=1_000)
    save(settings(b), "new", modified=2_000)
    assert query_of(SessionFile(settings(a, b, c)).load()) == "new"
    save(settings(a, b), "both", modified=500)
    assert query_of(SessionFile(settings(a, b, c)).load()) == "both"
    assert query_of(SessionFile(settings(d)).load()) == ""


def test_a_moved_folder_keeps_its_session(tmp_path: Path) -> None:
    save(settings(tmp_path / "news"), "dam", corpus="news")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "news").rename(tmp_path / "elsewhere" / "news")
    found = SessionFile(settings(tmp_path / "elsewhere" / "news")).load()
    assert found.place is not None and (found.place.query, found.place.corpus) == ("dam", "news")


def test_a_removed_corpus_no_longer_filters_the_search(tmp_path: Path) -> None:
    save(settings(tmp_path / "a", tmp_path / "b"), "dam", corpus="b")
    found = SessionFile(settings(tmp_path / "a")).load()
    assert found.place is not None and (found.place.query, found.place.corpus) == ("dam", "")


def test_a_session_of_an_earlier_version_is_restored(tmp_path: Path) -> None:
    old = settings(tmp_path / "a")
    remember(old)
    save(old, "dam")
    SessionFile(old).path.rename(Path(old.folder) / NAME)
    assert query_of(SessionFile(old).load()) == "dam"
    assert query_of(SessionFile(settings(tmp_path / "a", tmp_path / "b")).load()) == "dam"
    assert (user_folder() / "sessions").is_dir()
