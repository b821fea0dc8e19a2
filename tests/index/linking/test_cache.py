"""Links between entities are computed once per commit."""

from pathlib import Path

import pytest

from newsexplore.index.engines import open_engine
from newsexplore.index.linking import cache as module
from newsexplore.index.linking.cache import links
from newsexplore.index.linking.linker import link
from newsexplore.index.model import Annotations, Article, Entity, EntityCount, Mention, Record

FULL, SHORT = ("person", "Helena Marsk"), ("person", "Marsk")


def record(number: int, name: str) -> Record:
    article = Article(f"a{number}", "", f"{name} spoke.", 0, f"news#{number}", str(number))
    return Record(article, Annotations(entities=(Entity(name, "person"),), mentions=(Mention(0, len(name), 0),)))


def index(folder: Path, records: list[Record]):
    engine = open_engine("whoosh", folder / "whoosh", create=True)
    writer = engine.writer()
    writer.add(engine.prepare(records))
    writer.commit()
    engine.refresh()
    return engine


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Record the number of entities of each computation of links."""
    calls: list[int] = []

    def counting(entities: list[EntityCount]):
        calls.append(len(entities))
        return link(entities)

    monkeypatch.setattr(module, "link", counting)
    return calls


def test_links_are_found_once(tmp_path: Path, counted: list[int]):
    engine = index(tmp_path, [*(record(i, "Helena Marsk") for i in range(9)), record(9, "Marsk")])
    assert links(engine, tmp_path) == {SHORT: FULL}
    assert links(engine, tmp_path) == {SHORT: FULL}
    assert counted == [2]


def test_another_commit_is_located_again(tmp_path: Path, counted: list[int]):
    links(index(tmp_path, [*(record(i, "Helena Marsk") for i in range(9)), record(9, "Marsk")]), tmp_path)
    assert links(index(tmp_path, [record(i, "Luka Marsk") for i in range(10, 19)]), tmp_path) == {}
    assert counted == [2, 3]


def test_a_cache_in_another_format_is_recomputed(tmp_path: Path, counted: list[int]):
    engine = index(tmp_path, [record(1, "Helena Marsk")])
    (tmp_path / "links.msgpack").write_bytes(b"\xc1")
    assert links(engine, tmp_path) == {}
    assert counted == [1]


def test_every_flipped_bit_is_found(tmp_path: Path, counted: list[int]):
    engine = index(tmp_path, [*(record(i, "Helena Marsk") for i in range(9)), record(9, "Marsk")])
    links(engine, tmp_path)
    path = tmp_path / "links.msgpack"
    whole = path.read_bytes()
    for bit in range(8 * len(whole)):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        assert links(engine, tmp_path) == {SHORT: FULL}
    assert len(counted) == 1 + 8 * len(whole)
    assert path.read_bytes() == whole
