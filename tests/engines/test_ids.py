"""Articles found by many ids: tags, and copies that are folded."""

import random
from collections.abc import Callable

import pytest

from newsexplore.index.engines.base import Engine
from newsexplore.index.query.tree import Ids, Not

from .conftest import write
from .finding import found
from .records import record

MANY = 2400
NAMES: dict[str, Callable[[int], str]] = {
    "of one length": lambda number: f"{number:05}",
    "of any length": lambda number: f"{number}-{'x' * (number % 7)}",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_any_number_of_ids_finds_the_articles_that_have_them(engine: Engine, name: Callable[[int], str]) -> None:
    ids = [name(number) for number in range(MANY)]
    for part in (ids[: MANY // 2], ids[MANY // 2 :]):  # two segments
        write(engine, [record(id, "", "Rain.") for id in part])
    writer = engine.writer()
    writer.remove(ids[::100])
    writer.commit()
    engine.refresh()
    there = set(ids) - set(ids[::100])
    assert there <= set(engine.all_ids()) <= set(ids)
    chance = random.Random(4)
    for number in (1, 3, 40, 1100, MANY):
        wanted = frozenset(chance.sample(ids, number)) | {"not there"}
        for _ in range(2):  # found once more, from what is kept
            assert set(found(engine, Ids(wanted), limit=MANY)) == wanted & there
        assert set(found(engine, Not(Ids(wanted)), limit=MANY)) == there - wanted
