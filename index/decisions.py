"""A user's decisions as frozen structs: what the curation file holds, and the changes that are made to it.

Behaviour is in `curation/`. The structs stand apart from it because questions and answers carry them.

An entity is named by a reference: `person:Ilka Vorrin`, or `Ilka Vorrin` alone for that name whatever its type.
"""

from typing import Literal

from msgspec import Struct, field

from .model import Sort

UNKNOWN_SPEAKER = "?"
"""The corrected speaker of a quote that is not the speaker's it was attributed to, and nobody knows whose it is."""


class Kept(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is decided about an article, or about one of its quotes, and the facts by which it is found again."""

    title: str = ""
    date: str = ""
    outlet: str = ""
    locator: str = ""
    url: str = ""
    digest: str = ""
    """Of the article when it was decided about."""
    begins: str = ""
    """The first words of an article without a title."""
    said: str = ""
    """The words of the quote; "" for an article."""
    before: str = ""
    """The end of the text before the quote."""
    after: str = ""
    """The beginning of the text after the quote."""
    speaker: str = ""
    """Whom the quote was attributed to."""
    bookmark: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    corrected_speaker: str = ""
    """A reference to the entity that said it, or `UNKNOWN_SPEAKER`; "" where the attribution stands."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is decided (any more)."""
        return not (self.bookmark or self.tags or self.note or self.corrected_speaker)


class SavedSearch(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A search that has a name."""

    query: str
    quotes: bool = False
    """Whether quotes are searched, not articles."""
    sort: Sort | Literal[""] = ""
    """How the results are sorted; "" for the default order."""


class Curation(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """All decisions; the newest last in each part."""

    articles: dict[str, Kept] = field(default_factory=dict)
    """Article id -> what is decided about it."""
    quotes: dict[str, Kept] = field(default_factory=dict)
    """`quote_key` -> what is decided about it."""
    searches: dict[str, SavedSearch] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Tag -> ids of more articles that carry it: quick to write by hand."""
    merges: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Reference to an entity -> references to entities that are the same. The first may be new: that is a rename; the
    same name with another type is a retype. With no others it stands apart from all that it would be linked to."""
    rejected: tuple[str, ...] = ()
    """References to entities that are none."""


class Keep(Struct, frozen=True, tag=True):
    """Decide about an article or a quote, or take that back; what is left out stays as it is."""

    key: str
    """The article's id, or the `quote_key`."""
    about: Kept
    """The facts of the article or quote; the decisions in it are not looked at."""
    bookmark: bool | None = None
    add: tuple[str, ...] = ()
    """Tags."""
    remove: tuple[str, ...] = ()
    """Tags."""
    note: str | None = None
    speaker: str | None = None
    """The corrected speaker; "" takes the correction back."""


class Tagging(Struct, frozen=True, tag=True):
    """Put a tag on many articles, or take it from them: their ids stand under the tag, without further facts."""

    tag: str
    ids: tuple[str, ...]
    on: bool = True


class KeepSearch(Struct, frozen=True, tag=True):
    """Save a search under a name, in place of what had that name; None removes the name."""

    name: str
    search: SavedSearch | None


class Merge(Struct, frozen=True, tag=True):
    """Decide that entities are the same as another, or take that back; all by reference."""

    canonical: str
    others: tuple[str, ...]
    on: bool = True


class Split(Struct, frozen=True, tag=True):
    """Decide that an entity stands apart from all that it was merged into or linked to; by reference."""

    name: str


class Rejection(Struct, frozen=True, tag=True):
    """Decide that an entity is none, or take that back; by reference."""

    name: str
    on: bool = True


Change = Keep | Tagging | KeepSearch | Merge | Split | Rejection
