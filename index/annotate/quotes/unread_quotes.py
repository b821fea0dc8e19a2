"""Quotes in languages whose verbs of saying are not known: words in marks without speakers, labels, labelled turns."""

from collections.abc import Sequence

from msgspec.structs import replace

from ...model import Quote
from ..text.marks import Marked

_UNSURE = 0.6
"""Confidence, at most, of a label: it may be a headline's topic."""
_LONGEST_MARK = 4
"""Characters, at most, between a label and the words after it: a colon, a space, a mark and a space."""


def without_speakers(text: str, quotes: Sequence[Quote], marks: Sequence[Marked]) -> tuple[Quote, ...]:
    """Leave out who said what by English rules, and what no marks or labels tell.

    Args:
        text: The article.
        quotes: What the rules for English found.
        marks: The words in marks.

    Returns:
        Words in marks, with the label before them as a doubtful speaker, if there is one, and the turns of transcripts,
        whose labels are names in every language.
    """
    marked = {mark.start for mark in marks}
    return tuple(
        _labelled(text, quote) if quote.parts[0][0] in marked else quote for quote in quotes if quote.type != "indirect"
    )


def _labelled(text: str, quote: Quote) -> Quote:
    """A quote with the speaker that is a label before it, every word of it with a capital; or with none."""
    speaker = quote.speaker
    if speaker is not None:
        between = text[speaker.end : quote.start]
        label = between.startswith(":") and len(between) <= _LONGEST_MARK
        if label and all(word[:1].isupper() for word in speaker.text.split()):
            speaker = replace(speaker, confidence=min(speaker.confidence, _UNSURE))
        else:
            speaker = None
    return replace(quote, speaker=speaker, cue=None, stance="affirmed")
