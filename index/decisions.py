"""The user's decisions as frozen structs: the content of the curation file, and changes to it.

Behaviour is in `curation/`. The structs are kept apart because questions and answers carry them.

Entities are given by reference: `person:Ilka Vorrin`, or `Ilka Vorrin` for that name under any type.
"""

from typing import Literal

from msgspec import Struct, field

from .model import Sort

UNKNOWN_SPEAKER = "?"
"""Corrected speaker of a quote that was attributed wrongly and whose real speaker is unknown."""


class CuratedItem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Decisions about an article or one of its quotes, with the facts that identify it in any index."""

    title: str = ""
    date: str = ""
    outlet: str = ""
    locator: str = ""
    url: str = ""
    digest: str = ""
    """Digest of the article at the time of the decision."""
    begins: str = ""
    """First words of an article that has no title."""
    said: str = ""
    """The words of the quote; "" for an article."""
    before: str = ""
    """The end of the text before the quote."""
    after: str = ""
    """The start of the text after the quote."""
    speaker: str = ""
    """The speaker whom extraction found."""
    bookmark: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    corrected_speaker: str = ""
    """Reference to the real speaker, or `UNKNOWN_SPEAKER`; "" if the attribution is not corrected."""

    @property
    def is_empty(self) -> bool:
        """Whether no decision is left."""
        return not (self.bookmark or self.tags or self.note or self.corrected_speaker)


class SavedSearch(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A search saved under a name."""

    query: str
    quotes: bool = False
    """Whether it searches quotes instead of articles."""
    sort: Sort | Literal[""] = ""
    """Sort order of the results; "" for the default."""


class Curation(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """All decisions, in each part the newest last."""

    articles: dict[str, CuratedItem] = field(default_factory=dict)
    """Decisions by article id."""
    quotes: dict[str, CuratedItem] = field(default_factory=dict)
    """Decisions by `quote_key`."""
    searches: dict[str, SavedSearch] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of further articles by tag: a short form for editing by hand."""
    merges: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Variants by canonical entity, all as references. A canonical name that is new is a rename, the same name with
    another type a retype. An entity with no variants is split from everything it would be linked to."""
    rejected: tuple[str, ...] = ()
    """References to names that are not entities."""


class EditItem(Struct, frozen=True, tag=True):
    """Change the decisions about an article or a quote; fields left out stay unchanged."""

    key: str
    """The article's id, or the `quote_key`."""
    about: CuratedItem
    """The facts that identify the article or quote; its decisions are ignored."""
    bookmark: bool | None = None
    add: tuple[str, ...] = ()
    """Tags."""
    remove: tuple[str, ...] = ()
    """Tags."""
    note: str | None = None
    speaker: str | None = None
    """The corrected speaker; "" removes the correction."""


class Tagging(Struct, frozen=True, tag=True):
    """Put a tag on many articles, or take it from them: their ids stand under the tag, without further facts."""

    tag: str
    ids: tuple[str, ...]
    on: bool = True


class SaveSearch(Struct, frozen=True, tag=True):
    """Save a search under a name, replacing any of that name; None deletes it."""

    name: str
    search: SavedSearch | None


class Merge(Struct, frozen=True, tag=True):
    """Merge entities into another, or undo that; all by reference."""

    canonical: str
    others: tuple[str, ...]
    on: bool = True


class Split(Struct, frozen=True, tag=True):
    """Split an entity from everything it was merged into or linked to; by reference."""

    name: str


class Rejection(Struct, frozen=True, tag=True):
    """Reject a name that is not an entity, or undo that; by reference."""

    name: str
    on: bool = True


Change = EditItem | Tagging | SaveSearch | Merge | Split | Rejection
