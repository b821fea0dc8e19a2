"""Confidence as a probability, fitted on judged quotes."""

import json
from functools import cache
from pathlib import Path

import pytest

from newsexplore.index.annotate.quotes.confidence import bent, calibrated, log_odds, probability
from newsexplore.index.annotate.train import calibration
from newsexplore.index.annotate.train.calibration import Judged
from newsexplore.index.quotation import DOUBTFUL

ROOT = Path(__file__).resolve().parents[4]
JUDGED = ROOT / "bench" / "judged_quotes.jsonl"


@cache
def held_out() -> list[tuple[float, bool]]:
    judged = calibration.read(JUDGED)
    assert len(judged) >= 1000
    return calibration.held_out(judged)


def judgements(risk: str, right: int, wrong: int) -> list[Judged]:
    risks = {"certain": log_odds(0.9), **({risk: 1.0} if risk else {})}
    return [Judged(f"{risk}{at}", risks, at < right) for at in range(right + wrong)]


def test_a_risk_costs_confidence_and_never_adds_to_it() -> None:
    weights = calibration.fit(
        [*judgements("", 90, 10), *judgements("namesake", 60, 40), *judgements("long sentence", 100, 0)]
    )
    assert weights["namesake"] < -0.5
    assert "long sentence" not in weights


def test_what_rules_were_improved_on_does_not_raise_the_confidence_of_other_texts() -> None:
    plain = judgements("", 70, 30)
    improved = [Judged(one.article, one.risks, right=True, developed=True) for one in judgements("", 100, 0)]
    weights = calibration.fit([*plain, *improved])
    assert calibration.confidence(plain[0], weights) < 0.78  # 0.85 of all are right


def test_the_error_is_the_distance_of_confidence_and_truth() -> None:
    assert calibration.calibration_error([(0.8, True)] * 8 + [(0.8, False)] * 2) == pytest.approx(0)
    assert calibration.calibration_error([(0.9, False)] * 10) == pytest.approx(0.9)


def test_the_last_step_pools_what_would_fall_and_rises_between_its_knots() -> None:
    pairs = [(0.6, at < 8) for at in range(10)] + [(0.75, at < 5) for at in range(10)] + [(0.95, True)] * 20
    knots = calibration.shape(pairs)
    assert [share for _, share in knots] == sorted(share for _, share in knots)
    assert len(knots) == 2
    assert bent(knots[0][0], knots) == pytest.approx(knots[0][1])
    assert bent(0.0, knots) == 0
    assert round(bent(1.0, knots), 2) < 1, "no attribution is shown as 100 %"
    assert bent(0.4, ()) == 0.4


def test_confidence_holds_in_every_tenth_of_twenty_held_out_judgements_and_more() -> None:
    for low in range(10):
        chosen = [pair for pair in held_out() if low <= 10 * pair[0] < low + 1 or (low == 9 and pair[0] == 1)]
        if len(chosen) >= 20:
            mean, right = (sum(values) / len(chosen) for values in zip(*chosen, strict=True))
            assert abs(mean - right) < 0.1, f"{low}0 %: {mean:.2f} shown, {right:.2f} right of {len(chosen)}"


def test_the_shipped_weights_are_those_of_the_judged_quotes(tmp_path: Path) -> None:
    output = tmp_path / "calibration.txt"
    calibration.main([str(JUDGED), "-o", str(output)])
    shipped = ROOT / "index" / "annotate" / "lexicon" / "calibration.txt"
    assert output.read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")


def test_held_out_judgements_are_within_five_points() -> None:
    assert calibration.calibration_error(held_out()) < 0.05


def test_what_is_shown_as_certain_is_hardly_ever_wrong_and_most_of_what_is_right() -> None:
    pairs = held_out()
    certain = [right for sure, right in pairs if sure >= DOUBTFUL]
    assert sum(certain) > 0.95 * len(certain)
    assert sum(certain) > 0.75 * sum(right for _, right in pairs)


def test_the_judged_quotes_hold_no_text() -> None:
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        assert set(one) == {"article", "start", "end", "developed", "right", "risks"}
        assert all(isinstance(size, float) for size in one["risks"].values())


@pytest.mark.parametrize("kind", ["name", "nominal", "pronoun"])
def test_confidence_rises_with_certainty_and_stays_a_probability(kind: str) -> None:
    found = [calibrated(kind, raw / 20) for raw in range(21)]
    assert found == sorted(found)
    assert 0 <= found[0] < 0.5 < found[-1] <= 1


@pytest.mark.parametrize("risk", ["namesake", "apart", "rivals", "open comma", "unknown noun"])
def test_a_risk_lowers_the_confidence(risk: str) -> None:
    sure = {"certain": log_odds(0.9)}
    assert probability({**sure, risk: 1.0}) < probability(sure)
