import sys
from pathlib import Path

import pytest
from platformdirs import user_cache_path

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
def test_the_model_stays_in_memory_only_while_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    load_model()
    model = load_model()
    model.rank(TEXT)
    lines = iter(Path("/proc/self/smaps").read_text("utf-8").splitlines())
    mapped = [next(line for line in lines if line.startswith("Rss:")) for line in lines if str(tmp_path) in line]
    assert [line.split()[1] for line in mapped] == ["0"]
