"""The configuration: `config.yaml`, with the user's own file merged over it, as typed structs."""

from typing import Literal

from msgspec import Struct, field

from ..model import EntityType, Sort

EngineName = Literal["whoosh", "tantivy"]


Format = Literal[
    "auto",
    "alto",
    "conllu",
    "docx",
    "epub",
    "export",
    "export-html",
    "factiva-xml",
    "feed",
    "ghost",
    "guardian",
    "html",
    "json",
    "jsonl",
    "mail",
    "markdown",
    "mets",
    "newsml",
    "newsml-g2",
    "nitf",
    "odt",
    "parquet",
    "pdf",
    "rcv1",
    "reuters",
    "rtf",
    "single-file",
    "sqlite",
    "story",
    "table",
    "tei",
    "text",
    "trec",
    "warc",
    "wire",
    "wordpress",
    "xlsx",
    "xml",
]
"""A reader's name, or `auto` to detect each file's."""


class CorpusConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One corpus: a named set of sources to read."""

    name: str
    paths: tuple[str, ...]
    """Files and folders; absolute once loaded."""
    format: Format = "auto"
    """A reader's name, or `auto` to detect each file's."""
    fields: dict[str, str] = field(default_factory=dict)
    """Article field -> name of that field in the source, where it is not a usual one: `{text: corpo}`."""
    outlet: str = ""
    """Outlet of articles that name none."""
    lang: str = ""
    """Language of articles that name none (ISO 639-1)."""
    include: tuple[str, ...] = ()
    """Globs on the path below the corpus; empty: everything."""
    exclude: tuple[str, ...] = ()
    table: str = ""
    """Table of SQLite databases that holds the articles; "" for every table whose rows hold texts."""


class IndexConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where and how the index is kept."""

    engine: EngineName
    """What keeps the index; `tantivy` is an extra."""
    folder: str
    """"" for the user's data folder."""
    jobs: int
    """Processes that extract and index; 0 for one a core."""
    watch: bool
    """Whether the interface indexes files as they change."""
    poll: bool
    """Whether watching looks at every file, for network drives."""


class SearchConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How searches behave."""

    sort: Sort
    debounce_ms: int
    budget_ms: int
    """A search that takes longer is stopped."""
    snippet_chars: int
    """Length of the piece of text shown with a result."""


class EntitiesConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How entities are found."""

    engine: Literal["builtin", "spacy"]
    model: str
    aliases: dict[str, tuple[str, ...]]
    """Canonical name -> other spellings that mean the same entity."""
    gazetteer: dict[EntityType, tuple[str, ...]]
    """Names that are always entities of that type."""


class QuotesConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How quotes are found."""

    indirect: bool
    """Also mark indirect speech."""
    cues: tuple[str, ...]
    """More verbs that attribute, in every form they occur in."""


class CurationConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the user's decisions are kept."""

    file: str
    """The curation file; "" for the one in the user's data folder."""


class FeedConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feed: RSS, Atom or JSON Feed."""

    name: str
    url: str
    """Its address, http or https."""
    every_minutes: int = 60
    """Shortest time between two requests."""
    outlet: str = ""
    """Outlet of its items; "" for the feed's own title."""
    lang: str = ""
    """Language of its items (ISO 639-1), where the feed does not say."""


class FeedsConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The feeds that `newsexplore fetch` requests, and where their items go."""

    folder: str
    """"" for the user's data folder."""
    sources: tuple[FeedConfig, ...]


class PanesConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which panes are open at the start, and how wide the side ones are."""

    timeline: bool
    quotes: bool
    entities: bool
    results_width: int
    entities_width: int


class InterfaceConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the interface looks and which keys it answers to."""

    theme: str
    animation: Literal["none", "basic", "full"]
    painter: Literal["fast", "textual"]
    """What writes frames to the terminal: this program, or Textual, which is slower over a slow line."""
    measure: int
    """Longest line of an article, in columns."""
    marks: Literal["style", "letters"]
    """How mention types are told apart: styles, or letters beside them as well."""
    results: Literal["compact", "full"]
    """How results are listed: a line each, or title, date and snippet."""
    panes: PanesConfig
    restore: bool
    """Begin where the last run ended."""
    keys: dict[str, str]
    """Command id -> keys, comma separated: what `commands/registry.py` names differently."""


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole configuration."""

    corpora: tuple[CorpusConfig, ...]
    index: IndexConfig
    search: SearchConfig
    entities: EntitiesConfig
    quotes: QuotesConfig
    curation: CurationConfig
    feeds: FeedsConfig
    interface: InterfaceConfig
