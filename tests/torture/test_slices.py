"""The torture run itself: it goes on where it stopped, and tries every reader."""

import random
from pathlib import Path

from newsexplore.index.corpus.reader_registry import names as formats

from .fuzz_readers import READERS
from .mutations import Package
from .reader_seeds import seeds
from .row import Row, merged
from .slices import Slice, died, load


def run(path: Path, seconds: float, most: int) -> list[int]:
    part = Slice(path, seconds)
    numbers = list(part.rounds(most))
    part.save(Row("cases", "a", len(numbers), counts={"even": sum(not number % 2 for number in numbers)}))
    return numbers


def test_a_part_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = tmp_path / "part.json"
    assert run(path, 60, 3) == [0, 1, 2]
    assert run(path, 60, 5) == [3, 4]
    assert (load(path).next, load(path).complete) == (5, True)
    assert load(path).rows == (Row("cases", "a", 5, counts={"even": 3}),)
    assert run(path, -1, 9) == []
    assert not load(path).complete


def test_what_kills_a_part_is_a_fault_of_its_round(tmp_path: Path) -> None:
    path = tmp_path / "part.json"
    rounds = Slice(path, 60).rounds(9)
    assert [next(rounds), next(rounds)] == [0, 1]
    died(path, "killed")
    (row,) = load(path).rows
    assert (load(path).next, row.faults) == (2, ("round 1: killed",))


def test_rows_of_a_name_are_added_up() -> None:
    rows = merged([Row("cases", "a", 1, ("x",)), Row("cases", "b", 1), Row("cases", "a", 2, ("y",), {"read": 1})])
    assert rows == [Row("cases", "a", 3, ("x", "y"), {"read": 1}), Row("cases", "b", 1)]


def test_every_reader_is_tried() -> None:
    assert set(READERS) == {"auto", *formats()}
    assert [form for form in formats() if not seeds().get(form)] == []


def test_members_of_packages_are_damaged() -> None:
    ((_, data), *_) = seeds()["docx"]
    package = Package(data)
    assert package.damaged(random.Random(1), (b"<",)) != package.damaged(random.Random(2), (b"<",))
