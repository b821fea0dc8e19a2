"""What a cue does with the words it reports: affirm, deny, question, urge, or make them depend on a condition."""

from functools import lru_cache
from typing import cast

from msgspec import Struct

from ...model import QuoteType, Stance
from ..lexicon.lists import lines, load
from .cues import CueMatch
from .scene import Scene

_NEGATIONS = frozenset(("not", "never", "n't", "neither", "nor", "cannot"))
_NEGATED = ("n't", "n’t")
_MODALS = frozenset(("would", "could", "might", "may", "will", "can", "should", "must"))
_AUXILIARIES = frozenset(("did", "do", "does", "has", "have", "had", *_MODALS))
_REFUSALS = load("cues_refuse")
"""Verbs whose infinitive did not happen: "declined to say"."""
_CONFIRMING = frozenset(
    (
        *("confirm", "confirmed", "disclose", "disclosed", "reveal", "revealed", "specify", "specified"),
        *("explain", "explained", "indicate", "indicated"),
    )
)
"""Verbs under whose negation a statement stays open: who does not confirm has not denied."""
_IF = frozenset(("whether", "if"))
_OPEN = frozenset(("whether", "if", "when", "where", "who", "how", "why", "what", "which"))
"""What a clause that states nothing begins with."""
_CONDITIONS = frozenset(("if", "unless", "provided"))
_LONGEST = 8
"""Tokens looked at before a cue for what turns it."""


class Reading(Struct, frozen=True, gc=False):
    """A cue read in full: its stance, and the tokens that print it."""

    stance: Stance
    first: int
    last: int
    """One past the last token."""


class Turn(Struct, frozen=True, gc=False):
    """What stands in the verb phrase of a cue and turns it."""

    first: int
    """The token where the phrase begins, or the cue itself when nothing turns it."""
    negated: bool
    refused: bool
    """The cue is what somebody declined to do."""
    modal: bool


@lru_cache(maxsize=1)
def _listed() -> dict[str, Stance]:
    """Form of a cue, two words joined by "_" -> its stance."""
    found: dict[str, Stance] = {}
    for line in lines("cues_stance"):
        stance, forms = line.split(":")
        found.update(dict.fromkeys(forms.split(), cast("Stance", stance)))
    return found


def read_cue(scene: Scene, cue: CueMatch, kind: QuoteType, content: int) -> Reading:
    """Read the stance of a cue from its verb and what negates it.

    Args:
        scene: The article.
        cue: The cue.
        kind: The type of the quote that the cue attributes.
        content: The first token of the quote.

    Returns:
        The stance, and the cue with its auxiliaries and its "whether", so that it can be printed alone.
    """
    lower = scene.lower
    turn = turn_of(scene, cue)
    last = cue.last
    base = _listed().get("_".join(lower[cue.first : cue.last])) or _listed().get(lower[cue.first], "affirmed")
    link = lower[last] if last < len(lower) else ""
    while content > last and not scene.is_word(content - 1):
        content -= 1
    before = lower[content - 1] if content > last else ""
    opens = last <= content and (link in _IF or (kind == "indirect" and link in _OPEN))
    if opens and link in _IF:
        last += 1
    elif last == content and lower[content - 1] in _IF:
        opens = True
    stance: Stance = base
    if (base == "questioned" and link in ("to", "for", "that") and lower[cue.first].startswith("ask")) or (
        kind == "indirect" and content < len(lower) and lower[content] == "to" and lower[cue.first] in _requests()
    ):
        stance = "urged"
    elif base in ("denied", "urged") and kind == "direct":
        # “It is false,” she denied: the words themselves are hers.
        stance = "urged" if base == "urged" else "affirmed"
    elif base == "denied" and kind == "mixed" and _characterises(scene, cue, content, before):
        stance = "affirmed"
    if turn.refused:
        stance = "questioned"
    elif turn.negated:
        stance = _negated(stance, opens or lower[cue.first] in _CONFIRMING)
    elif opens and stance == "affirmed":
        # "said if they agree, the price will rise" states a condition.
        condition = link == "if" and lower[cue.first] in ("said", "says", "say", "saying")
        stance = "questioned" if link in _IF and not condition else "affirmed"
    return Reading(stance, turn.first, last)


def _negated(stance: Stance, opens: bool) -> Stance:
    """The stance of a cue under "not": who did not deny leaves it open, who did not say that it is so denies."""
    if stance == "affirmed":
        return "questioned" if opens else "denied"
    return "questioned" if stance == "denied" else stance if stance == "questioned" else "denied"


@lru_cache(maxsize=1)
def _requests() -> frozenset[str]:
    return load("cues_request")


def _characterises(scene: Scene, cue: CueMatch, content: int, before: str) -> bool:
    """Whether the words in marks are the speaker's own: "dismissed the report as “nonsense”"."""
    if before in ("as", "for", "because"):
        return True
    return any(scene.lower[token] in ("as", "saying", "calling") for token in range(cue.last, max(cue.last, content)))


def is_listed(scene: Scene, cue: CueMatch) -> bool:
    """Whether a cue is listed as doing something else than affirming."""
    return "_".join(scene.lower[cue.first : cue.last]) in _listed()


def is_question(form: str) -> bool:
    """Whether a form of a cue questions what follows it."""
    return _listed().get(form) == "questioned"


def is_denial(form: str) -> bool:
    """Whether a form of a cue denies what follows it."""
    return _listed().get(form) == "denied"


def turn_of(scene: Scene, cue: CueMatch) -> Turn:
    """Read the verb phrase of a cue: its negation, its modal verb, a refusal before it."""
    lower = scene.lower
    first = token = cue.first
    negated = refused = modal = False
    low = max(0, token - _LONGEST)
    if token > low and lower[token - 1] == "to" and token - 1 > low:
        place = token - 2
        while place > low and _light(lower[place]):
            place -= 1
        if lower[place] in _REFUSALS:
            refused = True
            first = token = place
    while token > low:
        word = lower[token - 1]
        if scene.inside[token - 1]:
            break
        if word in _NEGATIONS or word.endswith(_NEGATED):
            negated = True
            first = token - 1
        elif word in _AUXILIARIES:
            modal = modal or word in _MODALS
            first = token - 1
        elif not _light(word):
            break
        token -= 1
    if not negated and not refused:
        first = cue.first
    return Turn(first, negated, refused, modal)


def _light(word: str) -> bool:
    """Whether a word is an adverb that may stand within a verb phrase."""
    return (word.endswith("ly") and len(word) > 4) or word in ("also", "ever", "yet", "even", "once")


def is_conditional(scene: Scene, first: int, last: int) -> bool:
    """Whether tokens `first` up to `last` say what would be if something else were."""
    lower = scene.lower
    if _CONDITIONS.isdisjoint(lower[first:last]):
        return False
    condition = modal = False
    for token in range(first, last):
        word = lower[token]
        if word in (".", "!", "?", ";") and token > first + 3:
            break  # a condition in a later sentence leaves the statement as it is
        # "asked if" is a question: a condition opens its clause or follows a whole one.
        if word in _CONDITIONS and (token == first or lower[token - 1] not in ("as", "even", "know", "see", "say")):
            condition = condition or word != "provided" or lower[min(token + 1, last - 1)] == "that"
        elif word in _MODALS or word.endswith(("'ll", "'d")):
            modal = True
    return condition and modal
