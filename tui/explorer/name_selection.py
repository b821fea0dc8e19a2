"""The name that a command is about: the selected one, else that of the trail. No widgets are changed here."""

from typing import NamedTuple

from ...index.model import EntityType, QuoteHit
from ..commands.registry import Context
from ..session.session import Session
from ..session.trail import speaker_name
from .pane_layout import Panes


class NameSelection(NamedTuple):
    """A name, and what the row or the trail says of it."""

    name: str
    type: EntityType | None = None
    """None for a speaker whose type nobody told."""
    speaks: bool = False
    """Whether it stands there as a speaker."""

    def field(self, *, quotes: bool) -> str:
        """Return the field of the query language that filters results, or quotes, by the name as it stands there."""
        from ...index.query.lex import name_field, speaker_field  # not needed to paint the first frame

        if self.speaks or self.type is None:
            return speaker_field(self.type) if self.type is not None else "speaker"
        return name_field(self.type, quotes=quotes)


def selected_name(session: Session, panes: Panes, context: Context) -> NameSelection | None:
    """Return the name selected in the pane of a context, else the one that the trail follows; None for none.

    In the list of quotes that is the speaker of the selected one, also where it has none; in results that are quotes
    the speaker comes behind the trail.
    """
    trail = session.trail
    if context == "entities" and (entity := panes.entities.chosen()) is not None:
        return NameSelection(entity[1], entity[0], panes.entities.lists_speakers)
    if context == "quotes" and (quote := panes.quotes.quote()) is not None:
        return NameSelection(speaker_name(quote.speaker), speaks=True) if quote.speaker is not None else None
    if trail.named:
        return NameSelection(trail.name, None if trail.kind == "speaker" else trail.type, trail.kind == "speaker")
    hit = panes.results.item() if context == "results" else None
    if isinstance(hit, QuoteHit) and hit.quote.speaker is not None:
        return NameSelection(speaker_name(hit.quote.speaker), speaks=True)
    return None


def explain_missing(panes: Panes, context: Context, entities_key: str, key: str) -> str:
    """Return what to select before a command that is about a name; both keys are as they are shown."""
    if context == "quotes" and panes.quotes.quote() is not None:
        return "This quote names no speaker."
    return f"Select an entity first: press {entities_key}, move to it, and press {key}."
