"""No crash or power failure at any call of a commit loses a commit that had returned, or stops the next run."""

from pathlib import Path

import pytest

from ..faults.power_loss import crashes
from ..faults.system_calls import unusable

pytestmark = pytest.mark.skipif(bool(unusable()), reason=unusable())


@pytest.mark.parametrize("before", [0, 3], ids=["a new index", "an index whose segments are merged"])
def test_a_commit_survives_a_power_failure_at_any_call(engine_name: str, tmp_path: Path, before: int) -> None:
    one_in = 2 if engine_name == "whoosh" else 9  # tantivy writes four times as many files
    found = crashes(engine_name, tmp_path, before=before, some=1, resume_each=3, one_in=one_in)
    assert list(found.faults) == []
    assert found.tried > 20
