"""Confidence as a probability: what the rules' own certainty and the risks of an attribution are worth together.

`train/calibration.py` fits the weights on judged quotes; `lexicon/calibration.txt` holds them.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..lexicon.lists import lines

_LOWEST, _HIGHEST = 0.02, 0.99
_TOP = 0.994
"""The highest confidence: none is printed as 100 %."""
LEVEL = "level"
"""The name of the constant that is added for every attribution."""
KNOT = "knot"
"""What the name of a knot of the last step begins with: "knot 0.650", whose weight is the share that is right."""

Knots = Sequence[tuple[float, float]]
"""Probabilities by the risks alone, in rising order, with the share of such attributions that are right."""


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """Risk -> what it adds to the log-odds of being right, for each unit of its size."""
    return {name: float(weight) for weight, name in (line.split(maxsplit=1) for line in lines("calibration"))}


@lru_cache(maxsize=1)
def _knots() -> Knots:
    """The knots of the last step."""
    found = ((name.split(), share) for name, share in _weights().items() if name.startswith(KNOT))
    return tuple(sorted((float(words[1]), share) for words, share in found))


def bent(value: float, knots: Knots) -> float:
    """A probability by the risks alone, set right by what was judged: linear between knots, from 0 to `_TOP`.

    The sum of the risks is too sure of itself where several meet (isotonic regression: Zadrozny and Elkan, 2002).
    """
    if not knots:
        return value
    points = [(0.0, 0.0), *knots, (1.0, _TOP)]
    place = min(len(points) - 1, max(1, bisect_right([known for known, _ in points], value)))
    (low, below), (high, above) = points[place - 1], points[place]
    return below + (above - below) * (value - low) / (high - low)


def log_odds(value: float) -> float:
    """The log-odds of a probability, kept off 0 and 1."""
    value = min(_HIGHEST, max(_LOWEST, value))
    return math.log(value / (1 - value))


def probability(risks: Mapping[str, float]) -> float:
    """The probability that a speaker is right, by the risks of the attribution, see `risks.py`."""
    weights = _weights()
    total = weights.get(LEVEL, 0.0)
    for name, size in risks.items():
        total += weights.get(name, 0.0) * size
    return round(bent(1 / (1 + math.exp(-total)), _knots()), 3)


@lru_cache(maxsize=1024)
def calibrated(kind: str, raw: float) -> float:
    """The probability that a speaker is right of whom no more is known than the rules' certainty.

    Args:
        kind: name, nominal or pronoun.
        raw: The certainty that the rules gave, 0 to 1.
    """
    return probability({"certain": log_odds(raw), kind: 1.0})
