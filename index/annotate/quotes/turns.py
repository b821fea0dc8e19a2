"""Interviews and transcripts: turns that begin with who speaks, "MARSK: …" or "Q: …", and need no quotation marks."""

import re
from collections import Counter

from msgspec import Struct

from ...model import Span
from .phrases import Phrase
from .scene import Scene

_LABEL = re.compile(r"(Q|A|Question|Answer|[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ.'’ -]{1,40})(?::| ?[.]—) ?(?=\S)")
_FEWEST = 2
"""How often two different labels must come: once is a heading, twice a conversation."""


class Turn(Struct, frozen=True, gc=False):
    """What one side of a conversation says in a block."""

    span: Span
    phrase: Phrase


def find_turns(scene: Scene) -> list[Turn]:
    """Find the turns of a conversation; blocks with quotation marks right at the turn's beginning are no turns.

    Returns:
        The turns in order; none unless at least two speakers take at least two turns each.
    """
    matches = [
        (_LABEL.match(scene.text, block.start, block.end), block.end)
        for block in scene.document.blocks
        if block.kind in ("paragraph", "crosshead")
    ]
    found = [(match.group(1), match.start(), match.end(), end) for match, end in matches if match]
    counts = Counter(label for label, *_ in found)
    if sum(count >= _FEWEST for count in counts.values()) < 2:
        return []
    turns: list[Turn] = []
    for label, start, begin, end in found:
        first, last = scene.token_at(start), scene.token_at(start + len(label))
        spoken = scene.token_at(begin)
        if counts[label] < _FEWEST or spoken >= len(scene.inside) or scene.inside[spoken] or last <= first:
            continue
        turns.append(Turn((begin, end), Phrase(first, last, "name")))
    return turns
