"""Confidence as a probability, fitted on judged quotes."""

import json
from pathlib import Path

import pytest

from newsexplore.index.annotate.quotes.confidence import calibrated
from newsexplore.index.annotate.train import calibration
from newsexplore.index.annotate.train.calibration import Judged

ROOT = Path(__file__).resolve().parents[4]


def judgements(raw: float, right: int, wrong: int) -> list[Judged]:
    return [Judged(f"a{at}", "name", raw, at < right) for at in range(right + wrong)]


def test_what_is_right_more_often_is_surer() -> None:
    slope, intercept = calibration.fit([*judgements(0.9, 45, 5), *judgements(0.5, 25, 25), *judgements(0.3, 10, 40)])
    assert slope > 0
    assert abs(intercept) < 0.6


def test_the_error_is_the_distance_of_confidence_and_truth() -> None:
    assert calibration.calibration_error([(0.8, True)] * 8 + [(0.8, False)] * 2) == pytest.approx(0)
    assert calibration.calibration_error([(0.9, False)] * 10) == pytest.approx(0.9)


def test_the_shipped_constants_are_those_of_the_judged_quotes(tmp_path: Path) -> None:
    output = tmp_path / "calibration.txt"
    calibration.main([str(ROOT / "bench" / "judged_quotes.jsonl"), "-o", str(output)])
    shipped = ROOT / "index" / "annotate" / "lexicon" / "calibration.txt"
    assert output.read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")


def test_held_out_judgements_are_within_five_points() -> None:
    judged = calibration.read(ROOT / "bench" / "judged_quotes.jsonl")
    assert len(judged) >= 300
    assert calibration.calibration_error(calibration.held_out(judged)) < 0.05


def test_the_judged_quotes_hold_no_text() -> None:
    for line in (ROOT / "bench" / "judged_quotes.jsonl").read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == {"article", "start", "end", "kind", "raw", "right"}


@pytest.mark.parametrize("kind", ["name", "nominal", "pronoun", "implicit"])
def test_confidence_rises_with_certainty_and_stays_a_probability(kind: str) -> None:
    found = [calibrated(kind, raw / 20) for raw in range(21)]
    assert found == sorted(found)
    assert 0 <= found[0] < 0.5 < found[-1] <= 1
