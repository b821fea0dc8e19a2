"""Statements that a line of its own attributes, in texts that have lost their punctuation: "…" / "said Ann Lee"."""

from ..lexicon.lists import load
from ..text.lost_punctuation import has_lost_punctuation
from .attribution import Attribution
from .cues import SAY, CueFinder
from .indirect import Indirect
from .phrases import Phrase, PhraseFinder
from .scene import Scene

_LONGEST = 8
"""Tokens of such a line, at most."""
_SHORTEST = 5
"""Tokens of a statement, at least."""
_MOST = 4
"""Lines that one statement may be cut into, where an apostrophe was lost."""
_CERTAIN = 0.85
_STORY = ("paragraph", "crosshead")


def attributed_lines(scene: Scene, cues: CueFinder, phrases: PhraseFinder) -> list[Indirect]:
    """Find the lines that the lines below attribute; none where a text has its punctuation."""
    if not has_lost_punctuation(scene.text):
        return []
    found: list[Indirect] = []
    document = scene.document
    saying = load("cues_bare") | {"stated", "added", "continued", "concluded", "noted"}
    for number, sentence in enumerate(document.sentences):
        if number == 0 or not 1 < sentence.last - sentence.first <= _LONGEST:
            continue
        for cue in cues.between(sentence.first, sentence.last):
            if not cue.classes & SAY or scene.lower[cue.first] not in saying:
                continue
            phrase = _all_but(phrases, cue.first, cue.last, sentence.first, sentence.last)
            span = _above(scene, number) if phrase is not None else None
            if span is not None:
                found.append(Indirect((span,), Attribution(phrase, cue, _CERTAIN, False)))
            break
    return found


def _all_but(phrases: PhraseFinder, begin: int, end: int, low: int, high: int) -> Phrase | None:
    """The speaker who is all that a line holds but its verb, from token `begin` to `end`."""
    if begin == low:
        phrase = phrases.forward(end, high)
        return phrase if phrase is not None and phrase.last == high and phrase.kind == "name" else None
    phrase = phrases.back(begin, low) if end == high else None
    return phrase if phrase is not None and phrase.first == low and phrase.kind != "nominal" else None


def _above(scene: Scene, number: int) -> tuple[int, int] | None:
    """The statement in the lines above a sentence: more than one if they begin in small letters."""
    sentences, blocks = scene.document.sentences, scene.document.blocks
    first = number - 1
    last = sentences[first]
    while first > max(0, number - _MOST) and scene.words[sentences[first].first][0].islower():
        first -= 1
    begin = sentences[first]
    if any(blocks[block].kind not in _STORY for block in range(begin.block, last.block + 1)):
        return None
    if last.last - begin.first < _SHORTEST or any(scene.inside[begin.first : last.last]):
        return None
    return scene.starts[begin.first], scene.ends[last.last - 1]
