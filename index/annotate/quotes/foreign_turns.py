"""Turns of interviews and transcripts in languages other than English: "MARSK: …", "Frage: … Antwort: …"."""

import re
from collections import Counter

from .dialogue import Draft, Found
from .foreign_phrases import Named
from .foreign_verbs import is_given_name
from .scene import Scene

_LABEL = re.compile(r"\*{0,2}([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3})\*{0,2} ?:\*{0,2} ?(?=\S)")
_ANONYMOUS = frozenset(
    (
        *("frage", "antwort", "question", "réponse", "pregunta", "respuesta", "domanda", "risposta", "pergunta"),
        *("resposta", "q", "a", "p", "r", "d", "f"),
    )
)
"""Labels that name nobody."""
_FEWEST = 2
"""How often each of two labels must come."""
_SURE = 0.8


def foreign_turns(scene: Scene) -> list[Draft]:
    """Find the turns of a conversation whose labels name who speaks, or that it is a question or an answer.

    Args:
        scene: The article.

    Returns:
        One direct quote for each turn; none unless two labels come twice, one of them names a person or is "Frage" or
        the like, and something is asked.
    """
    text = scene.text
    if ":" not in text or "?" not in text:
        return []
    found: list[tuple[re.Match[str], int, str]] = []
    for block in scene.document.blocks:
        match = _LABEL.match(text, block.start, block.end)
        if match and not scene.inside[scene.token_at(match.start(1))]:
            found.append((match, block.end, match.group(1).split()[-1].lower()))
    counts = Counter(last for _, _, last in found)
    turns = [turn for turn in found if counts[turn[2]] >= _FEWEST]
    asked = any(text[match.end() : end].rstrip(" *").endswith("?") for match, end, _ in turns)
    if len({last for _, _, last in turns}) < _FEWEST or not asked or not any(_names(scene, *turn) for turn in turns):
        return []
    drafts: list[Draft] = []
    for match, end, last in turns:
        first, stop = scene.token_at(match.start(1)), scene.token_at(match.end(1))
        who = None if last in _ANONYMOUS else Found(Named(first, stop, "name"), -1, _SURE)
        drafts.append(Draft(((match.end(), end),), "direct", who))
    return drafts


def _names(scene: Scene, match: re.Match[str], _: int, last: str) -> bool:
    """Whether a label is a person's name, or says that something is asked or answered."""
    if last in _ANONYMOUS or is_given_name(match.group(1).split()[0]):
        return True
    return any(entity.type == "person" and entity.name.lower().split()[-1] == last for entity in scene.entities)
