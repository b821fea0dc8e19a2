"""Fit what the rules' certainty and the risks of an attribution are worth, on quotes judged by hand.

    python bench/evidence.py
    python -m newsexplore.index.annotate.train.calibration bench/judged_quotes.jsonl

The file holds one JSON object a line: `article`, `start`, `end`, `developed`, `right` and `risks`, see
`quotes/risks.py`. The log-odds of being right are a weighted sum of the risks (logistic regression with a ridge). A
risk never adds to the confidence; only what marks a kind of speaker may, because the rules' certainty has another
scale for each. Rules were improved on some articles, where they are right more often than elsewhere: `developed` has
a weight of its own in the fit, which is left out of the confidence. The expected calibration error is measured on
articles of which no rule has been improved, by leaving out a tenth of all articles at a time.
"""

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..lexicon import lists
from ..quotes.confidence import LEVEL

_FILE = Path(lists.__file__).with_name("calibration.txt")
_HEAD = "# Weight and risk of an attribution: written by train/calibration.py."
_CERTAIN = "certain"
_FREE = frozenset((_CERTAIN, LEVEL, "developed", "nominal", "no entity"))
"""What may add to the confidence."""
_FOLDS, _BINS = 10, 10
_STEPS = 60
_RIDGE, _LOOSE = 3.0, 0.05
"""How much a weight other than its prior costs; the constant costs less."""
_FEWEST = 3
"""Quotes that must have a risk for it to get a weight."""

Weights = dict[str, float]


class Judged(Struct, frozen=True):
    """One quote whose speaker was judged."""

    article: str
    risks: dict[str, float]
    right: bool
    developed: bool = False
    """Whether rules were improved on the sample that it belongs to."""


def read(path: Path) -> list[Judged]:
    """The judgements of a file.

    Raises:
        OSError: The file cannot be read.
        ValueError: A line is no JSON object with the fields.
    """
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Judged(row["article"], row["risks"], row["right"], row["developed"]) for row in rows]


def fit(judged: Sequence[Judged]) -> Weights:
    """The weight of every risk, of the rules' certainty and of the constant; `developed` among them."""
    counts = Counter(name for one in judged for name in one.risks)
    names = [name for name, count in counts.items() if count >= _FEWEST] + ["developed", LEVEL]
    right = np.array([float(one.right) for one in judged])
    weights: Weights = {}
    while True:
        found = _solve(_columns(judged, names), right, names)
        weights = dict(zip(names, found.tolist(), strict=True))
        wrong = {name for name, weight in weights.items() if weight > 0 and name not in _FREE}
        if not wrong:
            return weights
        names = [name for name in names if name not in wrong]


def _columns(judged: Sequence[Judged], names: Sequence[str]) -> NDArray[np.float64]:
    more = [{**one.risks, "developed": float(one.developed), LEVEL: 1.0} for one in judged]
    return np.array([[risks.get(name, 0.0) for name in names] for risks in more], dtype=np.float64)


def _solve(sizes: NDArray[np.float64], right: NDArray[np.float64], names: Sequence[str]) -> NDArray[np.float64]:
    """Weights by Newton's method, drawn to 1 for the rules' certainty and to 0 for all else."""
    prior = np.array([float(name == _CERTAIN) for name in names])
    ridge = np.array([_LOOSE if name == LEVEL else _RIDGE for name in names])
    weights: NDArray[np.float64] = prior.copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(sizes @ weights)))
        slope = sizes.T @ (chance - right) + ridge * (weights - prior)
        curve = (sizes * (chance * (1 - chance))[:, None]).T @ sizes + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    return weights


def confidence(one: Judged, weights: Weights) -> float:
    """The confidence that weights give a quote."""
    total = weights[LEVEL] + sum(weights.get(name, 0.0) * size for name, size in one.risks.items())
    return float(1 / (1 + np.exp(-total)))


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of equal width: the mean distance of confidence and accuracy."""
    total = 0.0
    for number in range(_BINS):
        chosen = _binned(pairs, number)
        total += abs(sum(p for p, _ in chosen) - sum(right for _, right in chosen))
    return total / len(pairs)


def _binned(pairs: Iterable[tuple[float, bool]], number: int) -> list[tuple[float, bool]]:
    return [pair for pair in pairs if min(int(pair[0] * _BINS), _BINS - 1) == number]


def held_out(judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """Confidence and truth of the judgements that no rule was improved on, fitted without their tenth of articles."""
    pairs: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        weights = fit([one for one in judged if _fold(one) != fold])
        pairs += [(confidence(one, weights), one.right) for one in judged if _fold(one) == fold and not one.developed]
    return pairs


def _fold(one: Judged) -> int:
    return zlib.crc32(one.article.encode()) % _FOLDS


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the weights, write them, and print the calibration table."""
    parser = argparse.ArgumentParser(description="Fit newsexplore's confidence on judged quotes.")
    parser.add_argument("judged", type=Path, help="judged quotes, .jsonl")
    parser.add_argument("-o", "--output", type=Path, default=_FILE)
    options = parser.parse_args(arguments)
    judged = read(options.judged)
    weights = fit(judged)
    shipped = sorted((name, weight) for name, weight in weights.items() if name != "developed")
    lines = [f"{weight:.3f} {name}" for name, weight in shipped]
    options.output.write_text("\n".join((_HEAD, *lines, "")), encoding="utf-8")
    pairs = held_out(judged)
    print(f"{'confidence':>12} {'quotes':>7} {'mean':>6} {'right':>6}")  # noqa: T201
    for number in range(_BINS):
        chosen = _binned(pairs, number)
        if chosen:
            mean = sum(p for p, _ in chosen) / len(chosen)
            right = sum(right for _, right in chosen) / len(chosen)
            print(f"{number * 10:>8}-{number * 10 + 10:<3} {len(chosen):>7} {mean:6.2f} {right:6.2f}")  # noqa: T201
    print(f"expected calibration error {calibration_error(pairs):.3f} on {len(pairs)} quotes")  # noqa: T201


if __name__ == "__main__":
    main()
