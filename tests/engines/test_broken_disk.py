"""A disk that is full or reports errors costs the commit under way, never the one before."""

from pathlib import Path

import pytest

from ..faults.broken_disk import BROKEN, FULL, failing
from ..faults.system_calls import unusable

pytestmark = pytest.mark.skipif(bool(unusable()), reason=unusable())


@pytest.mark.parametrize("number", [1, 2, 4, 9])
def test_a_full_disk_costs_only_the_commit_under_way(engine_name: str, tmp_path: Path, number: int) -> None:
    failed, wrong = failing(engine_name, tmp_path, FULL, number)
    assert wrong == ""
    assert failed or number > 4


@pytest.mark.parametrize("number", [1, 2, 5])
def test_an_error_of_the_disk_costs_only_the_commit_under_way(engine_name: str, tmp_path: Path, number: int) -> None:
    failed, wrong = failing(engine_name, tmp_path, BROKEN, number)
    assert wrong == ""
    assert failed
