"""Interviews and transcripts: turns that need no quotation marks, "MARSK: …", "Q: … A: …", questions in bold."""

import re
from bisect import bisect_right
from collections import Counter

from msgspec import Struct

from ...model import Block, Span
from ..lexicon.lists import load
from .phrases import Phrase
from .scene import Scene

_LABEL = re.compile(
    r"\*{0,2}(Q|A|Question|Answer|[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ.'’ -]{1,40}|[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3})"
    r"\*{0,2}(?::| ?[.]—)\*{0,2} ?(?=\S)"
)
_FEWEST = 2
"""How often two different labels must come: once is a heading, twice a conversation."""
_QUESTIONS = frozenset(("Q", "Question"))
_ANSWERS = frozenset(("A", "Answer"))
_FEWEST_QUESTIONS = 3
"""How many paragraphs must be questions for a text without labels to be an interview."""
_MOST_ANSWERS = 8
"""Paragraphs to a question, on average, from which a page is no interview."""
_LONGEST_QUESTION = 260
_INTERVIEW = re.compile(r"\b(?:interview(?:ed)?|spoke (?:to|with)|talk(?:s|ed)? (?:to|with)|Q&A|conversation with)\b")


class Turn(Struct, frozen=True, gc=False):
    """What one side of a conversation says in a block."""

    span: Span
    phrase: Phrase | None
    """The label of the one who speaks; None where the text labels nobody."""
    answer: bool = False
    """It is the interviewee who speaks."""


def find_turns(scene: Scene) -> list[Turn]:
    """Find the turns of a conversation; blocks with quotation marks right at the turn's beginning are no turns.

    Returns:
        The turns in order; none unless two speakers take two turns each, or a question has its answer, or several
        paragraphs are questions in an article that says it is an interview.
    """
    blocks = [block for block in scene.document.blocks if block.kind in ("paragraph", "crosshead")]
    text = scene.text
    matches = [
        (_LABEL.match(text, block.start, block.end), block.end)
        for block in blocks
        if text.find(":", block.start, block.end) >= 0 or text.find(".—", block.start, block.end) >= 0
    ]
    found = [(match.group(1), match.start(1), match.end(), end) for match, end in matches if match]
    found = [turn for turn in found if _is_label(scene, turn[0])]
    counts = Counter(label for label, *_ in found)
    asked = any(label in counts for label in _QUESTIONS) and any(label in counts for label in _ANSWERS)
    if not asked and sum(count >= _FEWEST for count in counts.values()) < 2:
        return _unlabelled(scene, blocks) if not found else []
    turns: list[Turn] = []
    for label, start, begin, end in found:
        first, last = scene.token_at(start), scene.token_at(start + len(label))
        spoken = scene.token_at(begin)
        known = counts[label] >= _FEWEST or (asked and label in _QUESTIONS | _ANSWERS)
        if not known or spoken >= len(scene.inside) or scene.inside[spoken] or last <= first:
            continue
        turns.append(Turn((begin, end), Phrase(first, last, "name"), label in _ANSWERS))
    return turns


def _is_label(scene: Scene, label: str) -> bool:
    """Whether a label can be somebody's who speaks: "MARSK", "Moderator", but not "Total Project Cost"."""
    if label in _QUESTIONS | _ANSWERS:
        return True
    words = label.lower().split()
    if words[-1] in load("nominals_person") or not load("common_words").issuperset(words):
        return True
    return any(words[-1] in entity.name.lower().split() for entity in scene.entities if entity.type == "person")


def _unlabelled(scene: Scene, blocks: list[Block]) -> list[Turn]:
    """The answers of an interview whose questions are paragraphs of their own."""
    text = scene.text
    if text.count("?") < _FEWEST_QUESTIONS:
        return []
    asked = [_is_question(text, block, scene) for block in blocks]
    if sum(asked) < _FEWEST_QUESTIONS:
        return []
    first = asked.index(True)
    intro = text[: blocks[first].start]
    if not _INTERVIEW.search(intro) or sum(asked) * _MOST_ANSWERS < len(blocks) - first:
        return []
    turns: list[Turn] = []
    for block, question in zip(blocks[first:], asked[first:], strict=True):
        token = scene.token_at(block.start)
        if not question and block.kind == "paragraph" and token < len(scene.inside) and not scene.inside[token]:
            turns.append(Turn((block.start, block.end), None, True))
    return turns


def _is_question(text: str, block: Block, scene: Scene) -> bool:
    line = text[block.start : block.end].strip("*_ ")
    token = scene.token_at(block.start)
    marked = token < len(scene.inside) and scene.inside[token]
    return line.endswith("?") and len(line) <= _LONGEST_QUESTION and not marked


def interviewee(scene: Scene, before: int) -> int | None:
    """The person whom an interview is with: the one whom the text above the first turn names most, if one is.

    Args:
        scene: The article.
        before: Where the first turn starts.
    """
    counts: Counter[int] = Counter()
    for mention in scene.mentions:
        if mention.start >= before:
            break
        if scene.entities[mention.entity].type == "person":
            counts[mention.entity] += 1
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def covered(spans: list[Span], place: int) -> bool:
    """Whether a place lies in one of some spans, which are sorted and do not overlap."""
    number = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return number >= 0 and place < spans[number][1]
