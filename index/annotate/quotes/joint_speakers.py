"""Speakers whom "and" joins: two people who speak together, and names that are only one of them."""

from .antecedents import Resolved
from .phrases import Phrase
from .scene import Scene

AND = frozenset(("and", "&"))
CLOSES = frozenset((",", ".", ";", ":", "?", "!", ")", "—", "–"))
"""What may stand behind a speaker's name at the end of a clause."""
_CERTAINTY = 0.9
_PAIR = 2


def joint(scene: Scene, phrase: Phrase) -> Resolved | None:
    """Return two people who speak together, neither alone: "Ann Lee and Ardova miller Orin Tarsk said"; None else."""
    held = dict.fromkeys(scene.mention_of[phrase.first : phrase.last])
    people = [number for number in held if number is not None and _type(scene, number) == "person"]
    if len(people) != _PAIR or scene.mention_tokens[people[-1]][1] != phrase.last:
        return None
    between = scene.lower[scene.mention_tokens[people[0]][1] : scene.mention_tokens[people[1]][0]]
    first, second = (scene.entities[scene.mentions[number].entity].name for number in people)
    if first == second or AND.isdisjoint(between):
        return None
    return Resolved(f"{first} and {second}", None, _CERTAINTY)


def joined_behind(scene: Scene, phrase: Phrase) -> bool:
    """Whether "and" joins a speaker behind its verb to another: "said Tarsk and Marsk in a joint statement"."""
    last = phrase.last
    listed = scene.lower[phrase.first - 1] == "," and last + 1 < len(scene.lower) and scene.lower[last] == ","
    last += listed  # "the Committee on Health, Labor and Ports, and Water, announced"
    if last + 1 >= len(scene.lower) or scene.lower[last] not in AND or not scene.is_capital(last + 1):
        return False
    number = scene.mention_of[last + 1]
    if number is None:
        return listed
    end = scene.mention_tokens[number][1]
    closed = end >= len(scene.lower) or scene.lower[end] in CLOSES
    short = phrase.last - phrase.first == 1  # "said Ann and Anton producer Orin Tarsk"
    return listed or closed or short or _type(scene, number) == "person"


def _type(scene: Scene, mention: int) -> str:
    return scene.entities[scene.mentions[mention].entity].type
