"""Messages about a query: hits of each word, and why nothing was found."""

from collections.abc import Sequence

from ...index.protocol.answers import ClauseCount, Completion, Explanation, Results, WordForms
from ..terminal.sanitise import sanitise_line

_SHOWN = 40
"""Characters of a condition that are shown."""
_FORMS = 5
"""Other forms of a word that are named."""


def forms_found(words: Sequence[WordForms]) -> str:
    """`price: also prices, priced (=price for this word alone)`; "" for no words."""
    if not words:
        return ""
    alone = f"={words[0].word} for this word alone" if len(words) == 1 else "=word for a word alone"
    return f"{' · '.join(map(_with_forms, words))} ({alone})"


def forms_of(results: Results | None) -> str:
    """As `forms_found`, of results; "" where there are none."""
    return forms_found(results.interpretation.forms) if results is not None and results.total else ""


def _with_forms(word: WordForms) -> str:
    others = ", ".join(other for other, _ in word.others[:_FORMS])
    more = len(word.others) - _FORMS
    hidden = f" and {more} more" if more > 0 else ""
    left = f", not {word.left_out} rarer ones" if word.left_out else ""
    return sanitise_line(f"{word.word}: also {others}{hidden}{left}")


def completion_note(choice: Completion, *, alike: bool) -> str:
    """Return kind, unless all completions are of one, and count."""
    number = f"{choice.articles:,}" if choice.articles else ""
    return number if alike else f"{choice.kind} {number}".rstrip()


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
