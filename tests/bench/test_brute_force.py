"""Every number over the sample corpus is that of brute force; `bench/brute_force.py` looks at Reuters-21578, too."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from newsexplore.index.protocol.questions import Scope
from newsexplore.index.search.index_answers import Answers

from ..index.search.corpora import answers

__all__ = ["answers"]
BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(scope="module")
def brute_force() -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        return importlib.import_module("brute_force")
    finally:
        sys.path.remove(str(BENCH))


@pytest.mark.parametrize("quotes", [False, True])
@pytest.mark.parametrize("query", ["", "dam OR storm", "person:marsk -gate", "speaker:marsk dam", "xyzzy"])
def test_every_number_is_that_of_brute_force(
    answers: Answers, brute_force: ModuleType, query: str, quotes: bool
) -> None:
    records = list(answers.records(Scope(""), "newest"))
    assert list(brute_force.differences(answers, records, Scope(query, quotes))) == []
