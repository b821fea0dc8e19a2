"""Merging can be cancelled: what was written is committed all the same, and merged later."""

from pathlib import Path

import pytest

from newsexplore.index.engines.base import Engine

from .records import record


def packs(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.pack"))


def add(engine: Engine, *names: str) -> None:
    """Write an article a transaction, so that one more has several to merge."""
    for name in names:
        writer = engine.writer()
        writer.add(engine.prepare([record(name, "", "dam")]))
        writer.commit()


@pytest.mark.parametrize("after", [0, 3, 12])
def test_a_cancelled_commit_leaves_merging_to_the_next(engine: Engine, engine_name: str, folder: Path, after: int):
    if engine_name == "opensearch":
        pytest.skip("a cluster merges by itself")
    add(engine, "a", "b", "c")
    assert len(packs(folder)) == 3
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > after

    writer = engine.writer()
    writer.add(engine.prepare([record("d", "", "dam")]))
    writer.commit(cancelled)
    engine.refresh()
    assert len(asked) == after + 1
    assert engine.count() == 4
    assert len(packs(folder)) == 4
    assert not engine.check()
    add(engine, "e")
    engine.refresh()
    assert engine.count() == 5
    assert len(packs(folder)) == 1
    assert not engine.check()
