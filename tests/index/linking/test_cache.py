"""The names of an index and their links are kept beside it, and brought up to date by what has changed."""

import random
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, SearchCancelledError
from newsexplore.index.engines.entity_merges import EntityId
from newsexplore.index.files import write_checked
from newsexplore.index.linking import name_table, table_seal
from newsexplore.index.linking.cache import IndexNames, links
from newsexplore.index.linking.name_table import NameTable
from newsexplore.index.model import Annotations, Article, Entity, EntityCount, Mention, Record

from ...engines.conftest import write
from .plain_links import link

FULL: EntityId = ("person", "Helena Marsk")
SHORT: EntityId = ("person", "Marsk")
LUKA: EntityId = ("person", "Luka Marsk")


def record(number: int, name: str) -> Record:
    article = Article(f"a{number}", "", f"{name} spoke.", 0, f"news#{number}", str(number))
    return Record(article, Annotations(entities=(Entity(name, "person"),), mentions=(Mention(0, len(name), 0),)))


def index(folder: Path, records: list[Record]):
    engine = open_engine("whoosh", folder / "whoosh", create=True)
    write(engine, records)
    return engine


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Record the names that each update writes into a table."""
    calls: list[list[str]] = []
    update, put = IndexNames._update, NameTable.put  # pyright: ignore[reportPrivateUsage]

    def updating(self: IndexNames, *given: object) -> None:
        calls.append([])
        update(self, *given)  # pyright: ignore[reportArgumentType]

    def putting(self: NameTable, entities: Sequence[EntityCount]) -> None:
        calls[-1] += sorted(one.name for one in entities)
        put(self, entities)

    monkeypatch.setattr(IndexNames, "_update", updating)
    monkeypatch.setattr(NameTable, "put", putting)
    return calls


@pytest.fixture
def marsks(tmp_path: Path) -> Iterator[Engine]:
    engine = index(tmp_path, [*(record(i, "Helena Marsk") for i in range(9)), record(9, "Marsk")])
    yield engine
    engine.close()


def test_links_are_found_once(marsks: Engine, tmp_path: Path, told: list[list[str]]):
    assert links(marsks, tmp_path) == {SHORT: FULL}
    assert links(marsks, tmp_path) == {SHORT: FULL}
    assert told == [["Helena Marsk", "Marsk"]]
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("names.*")} == {0o600}


def test_after_a_commit_only_what_changed_is_read(marsks: Engine, tmp_path: Path, told: list[list[str]]):
    links(marsks, tmp_path)
    write(marsks, [record(i, "Luka Marsk") for i in range(10, 19)])
    assert links(marsks, tmp_path) == {}
    write(marsks, [], gone=[f"a{i}" for i in range(10, 19)])
    assert links(marsks, tmp_path) == {SHORT: FULL}
    assert told == [["Helena Marsk", "Marsk"], ["Luka Marsk"], []]


def test_the_names_are_those_of_the_index(marsks: Engine, tmp_path: Path):
    names = IndexNames(marsks, tmp_path)
    assert names.known([FULL, LUKA]) == [EntityCount("Helena Marsk", "person", 9, 0)]
    assert [one.name for one in names.alike(["MARSK"])] == ["Marsk"]
    write(marsks, [record(20, "MARSK")], gone=["a0"])
    assert {one.name: one.articles for _, one in names.rows()} == {"Helena Marsk": 8, "Marsk": 1, "MARSK": 1}
    assert sorted(one.name for one in names.alike(["marsk"])) == ["MARSK", "Marsk"]
    assert names.named(number for number, one in names.rows() if one.articles == 8) == [FULL]
    assert not names.known([LUKA])
    names.close()


def test_two_processes_that_see_different_commits_share_the_table(marsks: Engine, tmp_path: Path):
    behind = open_engine("whoosh", tmp_path / "whoosh", create=False)
    old, new = IndexNames(behind, tmp_path), IndexNames(marsks, tmp_path)
    assert old.links() == {SHORT: FULL}
    write(marsks, [record(i, "Luka Marsk") for i in range(10, 19)])
    for _ in range(2):
        assert new.links() == {}
        assert old.links() == {SHORT: FULL}
        assert not old.known([LUKA])
    behind.close()


def test_links_in_another_format_are_read_from_the_table(marsks: Engine, tmp_path: Path, told: list[list[str]]):
    links(marsks, tmp_path)
    (tmp_path / "links.msgpack").write_bytes(b"\xc1")
    assert links(marsks, tmp_path) == {SHORT: FULL}
    assert len(told) == 1


def test_a_flipped_bit_of_the_links_is_found(marsks: Engine, tmp_path: Path):
    links(marsks, tmp_path)
    path = tmp_path / "links.msgpack"
    whole = path.read_bytes()
    for bit in random.Random(4).sample(range(8 * len(whole)), 100):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        assert links(marsks, tmp_path) == {SHORT: FULL}
    assert path.read_bytes() == whole


@pytest.mark.parametrize("commits", [0, 2])
def test_a_damaged_table_is_made_again(marsks: Engine, tmp_path: Path, told: list[list[str]], commits: int):
    links(marsks, tmp_path)
    for number in range(commits):  # later ones are sealed page by page
        write(marsks, [record(100 + number, "Helena Marsk")])
        links(marsks, tmp_path)
    path, check = tmp_path / "names.sqlite", tmp_path / "names.check"
    whole, sealed = path.read_bytes(), check.read_bytes()
    chance = random.Random(4)
    for _ in range(25):
        (tmp_path / "links.msgpack").unlink()
        data = bytearray(whole)
        bit = chance.randrange(8 * len(whole))
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        check.write_bytes(sealed)
        told.clear()
        assert links(marsks, tmp_path) == {SHORT: FULL}
        assert told == [["Helena Marsk", "Marsk"]]


@pytest.mark.parametrize("content", [b"", b"no table", b"SQLite format 3\0" + bytes(4000)])
def test_a_file_that_is_no_table_is_replaced(marsks: Engine, tmp_path: Path, content: bytes):
    path = tmp_path / "names.sqlite"
    path.write_bytes(content)
    table_seal.seal(path)
    assert links(marsks, tmp_path) == {SHORT: FULL}


@pytest.mark.parametrize("content", [b"", bytes(16), b"\xff" * 16, (4096).to_bytes(16, "little")])
def test_checksums_of_nothing_are_not_believed(marsks: Engine, tmp_path: Path, told: list[list[str]], content: bytes):
    links(marsks, tmp_path)
    (tmp_path / "links.msgpack").unlink()
    write_checked(tmp_path / "names.check", content)
    assert links(marsks, tmp_path) == {SHORT: FULL}
    assert len(told) == 2


def test_the_table_of_another_index_is_not_used(marsks: Engine, tmp_path: Path):
    links(marsks, tmp_path)
    other = index(tmp_path / "other", [record(1, "Ilka Vorrin"), record(2, "ILKA VORRIN")])
    assert links(other, tmp_path) == {("person", "ILKA VORRIN"): ("person", "Ilka Vorrin")}
    other.close()


def test_a_folder_that_cannot_be_written_is_tolerated(marsks: Engine, tmp_path: Path):
    assert links(marsks, tmp_path / "missing") == {SHORT: FULL}
    names = IndexNames(marsks, tmp_path / "missing")
    assert names.known([FULL])
    write(marsks, [record(i, "Luka Marsk") for i in range(10, 19)])
    assert names.links() == {}
    assert names.known([LUKA])
    names.close()


def test_an_update_that_is_stopped_leaves_the_table_as_it_was(marsks: Engine, tmp_path: Path):
    links(marsks, tmp_path)
    write(marsks, [record(i, "Luka Marsk") for i in range(10, 19)])

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        links(marsks, tmp_path, stop)
    assert links(marsks, tmp_path) == link(marsks.entities()) == {}


def test_only_pages_that_were_written_are_read_to_seal_a_table(
    marsks: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write(marsks, [record(i, f"Ana{i} Vorrin{i}") for i in range(100, 3000)])
    links(marsks, tmp_path)
    sealed = (tmp_path / "names.check").read_bytes()
    pages = (tmp_path / "names.sqlite").stat().st_size // 4096
    read: list[int] = []
    sums = table_seal._sums  # pyright: ignore[reportPrivateUsage]
    names = IndexNames(marsks, tmp_path)
    names.known([FULL])  # which checks the whole table

    def counting(path: Path, size: int, some: Collection[int]):
        read.append(len(some))
        return sums(path, size, some)

    monkeypatch.setattr(table_seal, "_sums", counting)
    for number in range(3):
        write(marsks, [record(number, "Helena Marsk Dorsan")])
        assert names.links()
    assert len(read) == 3
    assert sum(read) < pages
    names.close()
    assert table_seal.is_sound(tmp_path / "names.sqlite")
    assert (tmp_path / "names.check").read_bytes() != sealed


def test_what_a_killed_process_has_left_in_the_log_counts(marsks: Engine, tmp_path: Path, told: list[list[str]]):
    links(marsks, tmp_path)
    write(marsks, [record(i, "Luka Marsk") for i in range(10, 19)])
    killed = IndexNames(marsks, tmp_path)
    kept: dict[str, bytes] = {}

    def die(table: NameTable, path: Path, written: set[int] | None) -> None:
        kept.update({one.name: one.read_bytes() for one in tmp_path.glob("names.*")})
        raise KeyboardInterrupt

    killed._seal = die  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    with pytest.raises(KeyboardInterrupt):
        killed.links()
    killed.close()
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "names.sqlite-shm").unlink(missing_ok=True)
    told.clear()
    assert links(marsks, tmp_path) == {}
    assert not told  # it has the newest commit
    assert table_seal.is_sound(tmp_path / "names.sqlite")
    write(marsks, [], gone=[f"a{i}" for i in range(10, 19)])
    assert links(marsks, tmp_path) == {SHORT: FULL}
    assert told == [[]]


@pytest.mark.parametrize("calls", [0, 1, 2, 5, 100, 200])
def test_linking_stops_within_a_statement_and_begins_again(
    marsks: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int
):
    monkeypatch.setattr(name_table, "_INSTRUCTIONS", 1)
    asked: list[None] = []

    def check() -> None:
        asked.append(None)
        if len(asked) > calls:
            raise SearchCancelledError

    with pytest.raises(SearchCancelledError):
        links(marsks, tmp_path, check)
    assert len(asked) == calls + 1
    assert links(marsks, tmp_path) == {SHORT: FULL}


def test_an_update_that_was_stopped_leaves_the_table_as_it_was(marsks: Engine, tmp_path: Path, told: list[list[str]]):
    def stop() -> None:
        raise SearchCancelledError

    table = tmp_path / "names.sqlite"
    with pytest.raises(SearchCancelledError):
        links(marsks, tmp_path, stop)
    assert not table.exists()
    links(marsks, tmp_path)
    for first in (10, 19):  # the first update lets writes go into a log
        write(marsks, [record(number, "Luka Marsk") for number in range(first, first + 9)])
        with pytest.raises(SearchCancelledError):
            links(marsks, tmp_path, stop)
        assert table_seal.is_sound(table)
        told.clear()
        assert links(marsks, tmp_path) == {}
        assert told == [["Luka Marsk"]]  # and no other name is read again
