"""Fit what the rules' certainty of a speaker is worth, on quotes that somebody read and judged.

    python -m newsexplore.index.annotate.train.calibration bench/judged_quotes.jsonl

The file holds one JSON object a line: `article`, `start`, `end`, `kind`, `raw` and `right`. For each kind of speaker
the log-odds of being right are a line over the log-odds of the raw certainty (Platt 1999), with a ridge towards the
line of all kinds, because a kind may have few judgements. The expected calibration error is measured by leaving out a
tenth of the articles at a time.
"""

import argparse
import json
import math
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from ..lexicon import lists
from ..quotes.confidence import log_odds

_FILE = Path(lists.__file__).with_name("calibration.txt")
_HEAD = "# Kind of speaker, slope and intercept: written by train/calibration.py."
_KINDS = ("name", "nominal", "pronoun", "implicit")
_FOLDS, _BINS = 10, 10
_STEPS = 25
_RIDGE = 2.0
"""How many judgements the prior weighs."""

Line = tuple[float, float]


class Judged(Struct, frozen=True):
    """One quote whose speaker was judged."""

    article: str
    kind: str
    raw: float
    right: bool


def read(path: Path) -> list[Judged]:
    """The judgements of a file.

    Raises:
        OSError: The file cannot be read.
        ValueError: A line is no JSON object with the fields.
    """
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Judged(row["article"], row["kind"], row["raw"], row["right"]) for row in rows]


def fit(judged: Iterable[Judged], prior: Line = (1.0, 0.0)) -> Line:
    """Slope and intercept for some judgements, pulled towards a prior line; by Newton's method."""
    points = [(log_odds(one.raw), float(one.right)) for one in judged]
    slope, intercept = prior
    for _ in range(_STEPS):
        rise, lift = _RIDGE * (slope - prior[0]), _RIDGE * (intercept - prior[1])
        curve, both, level = _RIDGE, 0.0, _RIDGE
        for x, right in points:
            chance = 1 / (1 + math.exp(-(slope * x + intercept)))
            weight = chance * (1 - chance)
            rise += (chance - right) * x
            lift += chance - right
            curve += weight * x * x
            both += weight * x
            level += weight
        spread = curve * level - both * both
        slope = max(0.0, slope - (level * rise - both * lift) / spread)
        intercept -= (curve * lift - both * rise) / spread
    return slope, intercept


def fit_all(judged: Sequence[Judged]) -> dict[str, Line]:
    """The line of every kind of speaker."""
    everything = fit(judged)
    return {kind: fit([one for one in judged if one.kind == kind], everything) for kind in _KINDS}


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of equal width: the mean distance of confidence and accuracy."""
    total = 0.0
    for number in range(_BINS):
        chosen = [pair for pair in pairs if min(int(pair[0] * _BINS), _BINS - 1) == number]
        if chosen:
            total += abs(sum(p for p, _ in chosen) - sum(right for _, right in chosen))
    return total / len(pairs)


def held_out(judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """Confidence and truth of every judgement, by lines fitted without its tenth of the articles."""
    pairs: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        rest = [one for one in judged if zlib.crc32(one.article.encode()) % _FOLDS != fold]
        found = fit_all(rest)
        for one in judged:
            if zlib.crc32(one.article.encode()) % _FOLDS == fold:
                slope, intercept = found[one.kind]
                pairs.append((1 / (1 + math.exp(-(slope * log_odds(one.raw) + intercept))), one.right))
    return pairs


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the lines, write them, and print the calibration table."""
    parser = argparse.ArgumentParser(description="Fit newsexplore's confidence on judged quotes.")
    parser.add_argument("judged", type=Path, help="judged quotes, .jsonl")
    parser.add_argument("-o", "--output", type=Path, default=_FILE)
    options = parser.parse_args(arguments)
    judged = read(options.judged)
    found = fit_all(judged)
    lines = [f"{kind} {slope:.3f} {intercept:.3f}" for kind, (slope, intercept) in found.items()]
    options.output.write_text("\n".join((_HEAD, *lines, "")), encoding="utf-8")
    pairs = held_out(judged)
    print(f"{'confidence':>12} {'quotes':>7} {'mean':>6} {'right':>6}")  # noqa: T201
    for number in range(_BINS):
        chosen = [pair for pair in pairs if min(int(pair[0] * _BINS), _BINS - 1) == number]
        if chosen:
            mean = sum(p for p, _ in chosen) / len(chosen)
            right = sum(right for _, right in chosen) / len(chosen)
            print(f"{number * 10:>8}-{number * 10 + 10:<3} {len(chosen):>7} {mean:6.2f} {right:6.2f}")  # noqa: T201
    print(f"expected calibration error {calibration_error(pairs):.3f} on {len(pairs)} quotes")  # noqa: T201


if __name__ == "__main__":
    main()
