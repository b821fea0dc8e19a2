"""What the list of entities says in its headings, and when it is empty. No widgets here."""

from typing import Literal

from rich.cells import cell_len

from ...index.model import EntityType
from ...index.protocol.answers import Cooccurrences, Speakers
from ..commands.registry import key_of
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import pad
from .entity_request import EntityRequest
from .entity_rows import EntityRow, short, times
from .short_names import ending
from .speaker_columns import column_heads, column_numbers, nothing_heard

HEADINGS: dict[EntityType, str] = {"person": "People", "org": "Organisations", "place": "Places", "misc": "Other"}
COLUMN = 5
"""Cells of each column of numbers."""
Counted = Literal["mentions", "together", "quoted"]
"""What the numbers beside a name count."""


def heads(counted: Counted, width: int) -> str:
    """Return what stands above the columns of a list of a width."""
    if counted == "quoted":
        return column_heads(width)
    left, right = ("both", "more") if counted == "together" else ("here", "all")
    return f"{left:>{COLUMN}}{right:>{COLUMN}}"


def heading(kind: EntityType, total: int, width: int) -> str:
    """Return the heading of a type with the number of its names, where there is room and it is known."""
    counted = f"{HEADINGS[kind]} · {total:,}"
    return pad(counted if total and len(counted) <= width else HEADINGS[kind], width)


def numbers(item: EntityRow, counted: Counted, width: int) -> tuple[str, str]:
    """Return the columns of a name in a list of a width: the first, and what is less prominent; a dot is none."""
    if counted == "quoted":
        return column_numbers(item, width)
    articles = f"{short(item.articles) if item.articles else '·':>{COLUMN}}"
    if counted == "together":
        return articles, f"{times(item.times):>{COLUMN}}"
    return f"{item.here or '·':>{COLUMN}}", articles


def nothing_listed(wanted: EntityRequest, counted: Cooccurrences | Speakers | None, keys: dict[str, str]) -> str:
    """Return why a list is empty, and what the user can do about it.

    Args:
        wanted: What was asked for.
        counted: What was answered, unless the names of the results are listed.
        keys: A keymap such as `interface.keys`.
    """
    if isinstance(counted, Cooccurrences):
        reason = "No other name appears with this one in these results."
    elif counted is not None:
        reason = nothing_heard(counted, wanted.holding)
    elif wanted.holding:
        reason = f"No name in these results contains “{wanted.holding}”."
    else:
        search = key_of("search.focus", keys)
        return f"This article and the results name no entities.\n\nPress {search} to search for something else."
    return f"{reason}\n\n{key_of('trail.clear', keys)} lists all entities again."


def kind_of_list(wanted: EntityRequest) -> str:
    """Return what a list is narrowed to, for its title: speakers, a name filter or a co-occurring name; "" for all."""
    if wanted.together is not None:
        return f"with {sanitise_line(wanted.together[1])}"
    holding = f"“{wanted.holding}”" if wanted.holding else ""
    return " ".join(filter(None, ("speakers" if wanted.speakers else "", holding)))


def typed_name(wanted: EntityRequest, width: int, keys: dict[str, str], *, typing: bool) -> tuple[str, str, str]:
    """Return a line of a width with the letters that names are listed by: what is before them, they, what follows."""
    label = " name, title: " if wanted.speakers else " name: "
    tail = "▏" if typing else f"  {key_of('trail.clear', keys)}: all"
    return label, ending(wanted.holding, max(1, width - len(label) - cell_len(tail))), tail
