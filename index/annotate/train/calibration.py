"""Fit what the rules' certainty and the risks of an attribution are worth, on quotes judged by hand.

    python bench/evidence.py
    python -m newsexplore.index.annotate.train.calibration bench/judged_quotes.jsonl

The file holds one JSON object a line: `article`, `start`, `end`, `developed`, `right` and `risks`, see
`quotes/risks.py`. The log-odds of being right are a weighted sum of the risks (logistic regression with a ridge). A
risk never adds to the confidence; only what marks a kind of speaker may, because the rules' certainty has another
scale for each. Rules were improved on some articles, where they are right more often than elsewhere: `developed` has
a weight of its own in the fit, which is left out of the confidence. The expected calibration error is measured on
articles of which no rule has been improved, by leaving out a tenth of all articles at a time.

A last step sets the probabilities right where they are too sure or not sure enough: a few knots, each the share that is
right among held-out attributions of about that probability, pooled until none falls below the one before it (the
pool-adjacent-violators algorithm of isotonic regression). It is fitted within each fold as well.
"""

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..lexicon import lists
from ..quotes.confidence import KNOT, LEVEL, Knots, bent

_FILE = Path(lists.__file__).with_name("calibration.txt")
_HEAD = "# Weight and risk of an attribution: written by train/calibration.py."
_CERTAIN = "certain"
_FREE = frozenset((_CERTAIN, LEVEL, "developed", "nominal", "no entity"))
"""What may add to the confidence."""
_FOLDS, _BINS = 10, 10
_STEPS, _STEADY = 60, 1e-10
"""Steps of Newton's method, at most, and the change of a weight from which no more are taken."""
_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)
"""Where one knot's attributions end and those of the next begin."""
_BELIEF = 2.0
"""How many attributions the probability itself counts as beside those of a knot."""
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
    sizes = _columns(judged, names)
    while True:
        found = _solve(sizes, right, names)
        weights = dict(zip(names, found.tolist(), strict=True))
        kept = [at for at, name in enumerate(names) if weights[name] <= 0 or name in _FREE]
        if len(kept) == len(names):
            return weights
        names, sizes = [names[at] for at in kept], sizes[:, kept]


def _columns(judged: Sequence[Judged], names: Sequence[str]) -> NDArray[np.float64]:
    """The size of each risk (column) of each judgement (row)."""
    places = {name: at for at, name in enumerate(names)}
    sizes = np.zeros((len(judged), len(names)))
    for row, one in zip(sizes, judged, strict=True):
        row[places["developed"]], row[places[LEVEL]] = one.developed, 1.0
        for name, size in one.risks.items():
            if name in places:
                row[places[name]] = size
    return sizes


def _solve(sizes: NDArray[np.float64], right: NDArray[np.float64], names: Sequence[str]) -> NDArray[np.float64]:
    """Weights by Newton's method, drawn to 1 for the rules' certainty and to 0 for all else."""
    prior = np.array([float(name == _CERTAIN) for name in names])
    ridge = np.array([_LOOSE if name == LEVEL else _RIDGE for name in names])
    weights: NDArray[np.float64] = prior.copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(sizes @ weights)))
        slope = sizes.T @ (chance - right) + ridge * (weights - prior)
        curve = (sizes * (chance * (1 - chance))[:, None]).T @ sizes + np.diag(ridge)
        change = np.linalg.solve(curve, slope)
        weights -= change
        if np.abs(change).max() < _STEADY:
            break
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


def held_out(judged: Sequence[Judged], *, last_step: bool = True) -> list[tuple[float, bool]]:
    """Confidence and truth of the judgements that no rule was improved on, fitted without their tenth of articles.

    Args:
        judged: All judgements.
        last_step: Whether the knots are fitted and applied as well.
    """
    pairs: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        others = [one for one in judged if _fold(one) != fold]
        tested = [one for one in judged if _fold(one) == fold and not one.developed]
        if not tested:
            continue
        weights = fit(others)
        knots = shape(held_out(others, last_step=False)) if last_step else ()
        pairs += [(bent(confidence(one, weights), knots), one.right) for one in tested]
    return pairs


def shape(pairs: Sequence[tuple[float, bool]]) -> Knots:
    """The knots of the last step, from held-out confidence and truth."""
    pools: list[tuple[float, float, float]] = []
    for low, high in pairwise(_EDGES):
        chosen = [pair for pair in pairs if low <= pair[0] < high]
        if not chosen:
            continue
        mean = sum(sure for sure, _ in chosen) / len(chosen)
        size = len(chosen) + _BELIEF
        pools.append((mean, (sum(right for _, right in chosen) + _BELIEF * mean) / size, size))
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            pools.append(_pooled(pools.pop(), pools.pop()))
    return tuple((round(mean, 3), round(share, 3)) for mean, share, _ in pools)


def _pooled(one: tuple[float, float, float], other: tuple[float, float, float]) -> tuple[float, float, float]:
    """Two knots as one, each weighted by its size."""
    size = one[2] + other[2]
    return (one[0] * one[2] + other[0] * other[2]) / size, (one[1] * one[2] + other[1] * other[2]) / size, size


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
    knots = [(f"{KNOT} {sure:.3f}", share) for sure, share in shape(held_out(judged, last_step=False))]
    shipped = sorted([*((name, weight) for name, weight in weights.items() if name != "developed"), *knots])
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
