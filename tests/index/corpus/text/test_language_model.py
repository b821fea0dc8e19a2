import sys
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from newsexplore.index.corpus.text import language_model
from newsexplore.index.corpus.text.language_model import load_model

TEXT = "Le conseil municipal a fermé deux écoles. Les parents affirment qu'ils n'ont pas été consultés."


def test_the_unpacked_model_ranks_as_the_packages_and_replaces_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    file = user_cache_path("newsexplore") / "language_model"
    file.parent.mkdir()
    file.write_bytes(b"damaged")
    ranking = load_model().rank(TEXT)
    written = file.stat().st_mtime_ns, file.stat().st_size
    assert written[1] > 1_000_000
    assert load_model().rank(TEXT) == ranking
    assert (file.stat().st_mtime_ns, file.stat().st_size) == written


@pytest.mark.skipif(sys.platform != "linux", reason="what is in memory is read from /proc")
def test_the_model_is_not_mapped_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    load_model()
    model = load_model()
    model.rank(TEXT)
    assert str(tmp_path) not in Path("/proc/self/smaps").read_text("utf-8")


def test_parts_of_the_model_that_make_room_for_others_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rankings = [load_model().rank(TEXT), load_model().rank("Die Schule bleibt geschlossen.")]
    monkeypatch.setattr(language_model, "_HELD", 3)
    model = load_model()
    assert [model.rank(TEXT), model.rank("Die Schule bleibt geschlossen."), model.rank(TEXT)] == [
        *rankings,
        rankings[0],
    ]
