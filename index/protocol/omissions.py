"""What the counts of a search leave out, or count although it is doubtful."""

from typing import Literal

from msgspec import Struct

from ..model import EntityType

OmissionKind = Literal[
    "undated", "folded", "search only", "names in part", "doubtful", "speaker unknown", "rejected", "skipped"
]
"""In words: articles in no bar of the timeline; copies, or exact repeats of quotes, that folding hides; articles in
languages of which nothing is analysed, or not all; quotes with a doubtful attribution, or without a speaker; sources
that could not be read; files that are not news."""


class Omission(Struct, frozen=True):
    """Something that is in no count, in some counts only, or doubtful."""

    kind: OmissionKind
    count: int
    of: int
    """What the number is a part of: results, or quotes in the results; 0 for sources."""
    query: str = ""
    """The search that lists them; "" if none does."""
    quotes: bool = False
    """Whether that searches quotes."""


class Omissions(Struct, frozen=True, tag=True):
    """What the counts of a search leave out."""

    total: int
    """Matches, without folding."""
    articles: int
    """Articles in the index."""
    quotes: int
    """Matching quotes of a quote search, else all quotes in the matching articles."""
    names: tuple[tuple[EntityType, int], ...]
    """Different names of each type in the results; empty where the engine does not count them."""
    rows: tuple[Omission, ...]
