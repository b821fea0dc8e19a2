"""The folder of a Whoosh index: whose it is, its version, and that nothing in it is run."""

import os
import sys
from pathlib import Path

import pytest
from whoosh.index import TOC

from newsexplore.index.engines.base import Engine, EngineError, IndexVersionError
from newsexplore.index.engines.whoosh import open_engine
from newsexplore.index.engines.whoosh.whoosh_schema import INDEX_NAME, schema
from newsexplore.index.engines.whoosh.whoosh_store import PrivateStorage

from .conftest import write
from .records import corpus

RECORDS = corpus()

posix = pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")


@pytest.fixture
def engine_name() -> str:
    return "whoosh"


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


@pytest.fixture
def _no_group_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsexplore.index.engines.packed.packed_store._is_private_group", lambda _: False)


@posix
def test_folder_and_files_are_private(engine: Engine, folder: Path):
    write(engine, RECORDS)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir() if "LOCK" not in path.name} == {0}


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_others_can_write_is_refused(engine: Engine, folder: Path, mode: int):
    folder.chmod(mode)
    with pytest.raises(EngineError, match="not safe"):
        open_engine(folder, create=True)


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707])
@pytest.mark.usefixtures("_no_group_of_its_own")
def test_a_folder_that_others_can_replace_is_refused(engine: Engine, folder: Path, mode: int):
    folder.parent.chmod(mode)
    with pytest.raises(EngineError, match=r"Others can write to .*, and so replace the index"):
        open_engine(folder, create=True)
    folder.parent.chmod(mode | 0o1000)  # sticky: files in it stay their owner's
    open_engine(folder, create=True).close()
    folder.parent.chmod(0o700)


@posix
@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give files away")
def test_a_file_of_another_user_is_refused(engine: Engine, folder: Path):
    write(engine, RECORDS)
    os.chown(packs(folder)[0], 12345, 12345)
    with pytest.raises(EngineError, match="another user"):
        open_engine(folder, create=False)


@posix
def test_a_file_others_can_write_is_refused_if_they_can_reach_it(engine: Engine, folder: Path):
    write(engine, RECORDS)
    packs(folder)[0].chmod(0o666)
    open_engine(folder, create=False).close()
    folder.chmod(0o711)
    with pytest.raises(EngineError, match=r"Others can write to .*\.pack, .* `chmod 600` it"):
        open_engine(folder, create=False)


@posix
def test_a_folder_that_cannot_be_listed_is_an_error_in_words(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    write(engine, RECORDS)

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)  # root may list every folder
    with pytest.raises(EngineError, match=r"cannot be read: Permission denied"):
        open_engine(folder, create=False)


@posix
def test_a_folder_of_another_user_is_refused(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch):
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    with pytest.raises(EngineError, match="another user"):
        open_engine(folder, create=False)


def test_a_file_in_place_of_the_folder(tmp_path: Path):
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(EngineError, match="not a folder"):
        open_engine(tmp_path / "index", create=False)


def test_a_folder_that_cannot_be_created(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EngineError, match="cannot be created"):
        open_engine(tmp_path / "file" / "index", create=True)


def test_an_index_of_another_version_must_be_rebuilt(engine: Engine, folder: Path):
    for path in folder.iterdir():
        path.unlink()
    (folder / "_newsexplore4_3.toc").write_bytes(b"")  # from the last version without a commit file
    with pytest.raises(IndexVersionError, match="another version"):
        open_engine(folder, create=True)


def test_an_index_of_a_newer_version_is_left_alone(engine: Engine, folder: Path):
    for path in folder.glob("*.commit"):
        path.rename(folder / "_newsexplore999_3.commit")
    with pytest.raises(EngineError, match="newer version") as caught:
        open_engine(folder, create=True)
    assert not isinstance(caught.value, IndexVersionError)  # which is rebuilt without asking


class Payload:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, mark: Path):
        self.mark = mark

    def __reduce__(self):
        return (Path.touch, (self.mark,))


@pytest.mark.parametrize("ours", [True, False], ids=["beside our own list", "alone"])
def test_no_pickle_is_read(engine: Engine, folder: Path, tmp_path: Path, ours: bool):
    """Whoosh's table of contents is a pickle, and an index folder may come from an untrusted source."""
    write(engine, RECORDS)
    (toc,) = folder.glob("*.toc")
    mark = tmp_path / "ran"
    TOC(schema(), [Payload(mark)], engine_generation(toc)).write(PrivateStorage(str(folder)), INDEX_NAME)
    if not ours:
        for path in folder.glob("*.commit"):
            path.unlink()
        with pytest.raises(IndexVersionError):
            open_engine(folder, create=False)
        assert not mark.exists()
        return
    other = open_engine(folder, create=False)
    assert other.count() == len(RECORDS)
    assert "damaged" in other.check()[0]
    write(other, RECORDS[:1])
    assert not mark.exists()
    assert other.check() == []


def engine_generation(toc: Path) -> int:
    return int(toc.stem.rsplit("_", 1)[1])
