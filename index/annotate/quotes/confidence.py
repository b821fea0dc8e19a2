"""Confidence as a probability: what the rules' own certainty is worth, by the kind of speaker.

`train/calibration.py` fits the constants on judged quotes; `lexicon/calibration.txt` holds them.
"""

import math
from functools import lru_cache

from ..lexicon.lists import lines

_LOWEST, _HIGHEST = 0.02, 0.99


@lru_cache(maxsize=1)
def _constants() -> dict[str, tuple[float, float]]:
    """Kind of speaker -> slope and intercept of the log-odds."""
    found: dict[str, tuple[float, float]] = {}
    for line in lines("calibration"):
        kind, slope, intercept = line.split()
        found[kind] = float(slope), float(intercept)
    return found


def log_odds(value: float) -> float:
    """The log-odds of a probability, kept off 0 and 1."""
    value = min(_HIGHEST, max(_LOWEST, value))
    return math.log(value / (1 - value))


@lru_cache(maxsize=1024)
def calibrated(kind: str, raw: float) -> float:
    """The probability that a speaker is right.

    Args:
        kind: name, nominal, pronoun or implicit.
        raw: The certainty that the rules gave, 0 to 1.
    """
    slope, intercept = _constants().get(kind, (1.0, 0.0))
    return round(1 / (1 + math.exp(-(slope * log_odds(raw) + intercept))), 3)
