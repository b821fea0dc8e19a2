"""The error bars of `make gold`."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(scope="module")
def gold() -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location("bench_gold", BENCH / "gold.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCH))
    return module


def test_identical_documents_have_no_error_bar(gold: ModuleType) -> None:
    assert gold.standard_error([(5.0, 10.0, 10.0)] * 20, gold.f1) == pytest.approx(0)


def test_few_documents_have_a_wider_error_than_many(gold: ModuleType) -> None:
    mixed = [(10.0, 10.0, 10.0), (0.0, 10.0, 10.0)]
    assert gold.standard_error(mixed * 3, gold.f1) > 2 * gold.standard_error(mixed * 60, gold.f1)


def test_every_measure_has_a_recorded_figure(gold: ModuleType) -> None:
    import json

    recorded = json.loads(gold.BASELINE.read_text("utf-8"))
    assert {f"{measure.what} | {measure.file}" for measure in gold.MEASURES} == recorded.keys()
