"""Messages about a query: hits of each word, and why nothing was found."""

from ...index.protocol.answers import ClauseCount, Explanation
from ..terminal.sanitise import sanitise_line

_SHOWN = 40
"""Characters of a condition that are shown."""


def hits_per_word(explanation: Explanation) -> str:
    """`kaldar 41 · gate 12`; "" for a query of one condition."""
    if len(explanation.clauses) < 2:
        return ""
    return " · ".join(f"{_shown(one)} {one.total:,}" for one in explanation.clauses)


def why_nothing(explanation: Explanation, *, quotes: bool) -> str:
    """Which condition of a query that finds nothing is to blame, in a sentence or two; "" when none can be told."""
    clauses = explanation.clauses
    what = "quote" if quotes else "article"
    absent = [one for one in clauses if not one.total]
    if absent:
        said = f"No {what} has {_listed(absent)}."
        left = max((one.without for one in absent), default=0)
        return f"{said} Without it: {left:,}." if left and len(absent) == 1 else said
    helping = sorted((one for one in clauses if one.without), key=lambda one: -one.without)
    if helping:
        return (
            f"No {what} matches all of it; {', '.join(f'{one.without:,} without {_quoted(one)}' for one in helping)}."
        )
    return f"No {what} matches all of it, nor all but one word." if len(clauses) > 2 else ""


def did_you_mean(explanation: Explanation) -> str:
    """Another spelling and how much it finds; "" for none."""
    if not explanation.suggestion:
        return ""
    return f"Did you mean “{sanitise_line(explanation.suggestion)}” ({explanation.suggested:,})?"


def _listed(clauses: list[ClauseCount]) -> str:
    return " or ".join(map(_quoted, clauses))


def _quoted(clause: ClauseCount) -> str:
    text = _shown(clause)
    return text if '"' in text else f"“{text}”"


def _shown(clause: ClauseCount) -> str:
    text = sanitise_line(" ".join(clause.text.split()))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
