"""Confidence as a probability: what the rules' own certainty and the risks of an attribution are worth together.

`train/calibration.py` fits the weights on judged quotes; `lexicon/calibration.txt` holds them.
"""

import math
from collections.abc import Mapping
from functools import lru_cache

from ..lexicon.lists import lines

_LOWEST, _HIGHEST = 0.02, 0.99
LEVEL = "level"
"""The name of the constant that is added for every attribution."""


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """Risk -> what it adds to the log-odds of being right, for each unit of its size."""
    return {name: float(weight) for weight, name in (line.split(maxsplit=1) for line in lines("calibration"))}


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
    return round(1 / (1 + math.exp(-total)), 3)


@lru_cache(maxsize=1024)
def calibrated(kind: str, raw: float) -> float:
    """The probability that a speaker is right of whom no more is known than the rules' certainty.

    Args:
        kind: name, nominal or pronoun.
        raw: The certainty that the rules gave, 0 to 1.
    """
    return probability({"certain": log_odds(raw), kind: 1.0})
