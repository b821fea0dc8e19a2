"""The subject of a participle that goes on with what somebody is said to say: "…, Ann Lee said, adding that …"."""

from ..lexicon.lists import load
from .cues import DIRECT, CueMatch
from .phrases import Phrase
from .subjects import SubjectFinder

_SAYING = load("cues_bare")
_REACH = 30
"""Tokens from a participle back to the verb whose subject it shares, at most."""
_BETWEEN = 6
"""Tokens between that verb and the comma, at most: "said on Tuesday in a statement, adding"."""


def said_before(subjects: SubjectFinder, cue: CueMatch, low: int) -> Phrase | None:
    """Return the speaker of the attribution that ends where a participle follows it; None if none does.

    In "If the dam breaks, Ann Lee said, adding that", and "“…,” joked one trader at Granit, adding", that is not
    whatever the sentence begins with.

    Args:
        subjects: What finds subjects in the scene.
        cue: The participle.
        low: The first token of its sentence.
    """
    scene = subjects.scene
    lower = scene.lower
    comma = cue.first - 1
    if comma <= low or lower[comma] != ",":
        return None
    for other in reversed(subjects.cues.between(max(low, comma - _REACH), comma)):
        if other.gerund or other.passive or other.according or not other.classes & DIRECT:
            continue
        before = other.first - 1
        if before >= low and scene.inside[before]:
            return subjects.phrases.forward(other.last, comma)
        if before >= low and lower[before] == ",":
            found = subjects.phrases.forward(other.last, comma) if lower[other.first] in _SAYING else None
            return found if found is not None and found.firm else None
        if comma - other.last > _BETWEEN:
            return None
        found = subjects.subject(other.first, low)
        if found is None or found.first <= low:
            return None
        before = found.first - 1
        return found if scene.inside[before] or lower[before] == "," else None
    return None
