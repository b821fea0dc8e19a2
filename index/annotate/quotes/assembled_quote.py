"""A quote from the spans of its words, its speaker and its attribution."""

from ...model import Cue, Quote, QuoteType, Span, Speaker, Stance
from .attribution import Attribution
from .scene import Scene
from .stance import is_conditional, read_cue


def make_quote(
    scene: Scene, parts: tuple[Span, ...], kind: QuoteType, speaker: Speaker | None, found: Attribution | None
) -> Quote:
    """Put a quote together from the spans of its words, its speaker and its cue."""
    text = " … ".join(scene.text[start:end] for start, end in parts)
    cue = None
    stance: Stance = "affirmed"
    content = scene.token_at(parts[0][0])
    if found and found.cue:
        read = read_cue(scene, found.cue, kind, content)
        start, end = scene.starts[read.first], scene.ends[read.last - 1]
        cue, stance = Cue(start, end, scene.text[start:end]), read.stance
    if stance == "affirmed" and is_conditional(scene, content, scene.token_at(parts[-1][1])):
        stance = "conditional"
    return Quote(parts[0][0], parts[-1][1], text, kind, parts, speaker, cue, stance)
