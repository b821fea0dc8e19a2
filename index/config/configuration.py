"""The configuration as typed structs: `config.yaml` with the user's file merged over it."""

from typing import Literal

from msgspec import Struct, field

from ..model import EntityType, Sort

EngineName = Literal["whoosh", "tantivy", "opensearch"]


Format = Literal[
    "auto",
    "alto",
    "bibtex",
    "bookmarks",
    "bson",
    "channel-html",
    "chat",
    "coded",
    "conllu",
    "docx",
    "dow-jones",
    "epub",
    "export",
    "export-html",
    "factiva-xml",
    "feed",
    "ghost",
    "guardian",
    "har",
    "html",
    "jats",
    "json",
    "jsonl",
    "labelled",
    "lines",
    "mail",
    "markdown",
    "mediawiki",
    "mets",
    "movable-type",
    "news-site-map",
    "newsml",
    "newsml-g2",
    "nitf",
    "odt",
    "outlook",
    "page-xml",
    "parquet",
    "pdf",
    "press-review",
    "property-list",
    "proquest-xml",
    "rcv1",
    "references",
    "reuters",
    "ris",
    "rtf",
    "ruled",
    "script",
    "single-file",
    "slashed-words",
    "sql",
    "sqlite",
    "story",
    "subtitles",
    "table",
    "tagged-tokens",
    "tei",
    "text",
    "trec",
    "warc",
    "wire",
    "wordpress",
    "xls",
    "xlsx",
    "xml",
    "yaml",
    "zotero",
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
    """Field names in the source by article field, where they are unusual: `{text: corpo}`."""
    outlet: str = ""
    """Outlet of articles that do not name one."""
    lang: str = ""
    """Language of articles that do not name one (ISO 639-1)."""
    include: tuple[str, ...] = ()
    """Globs on the path below the corpus; empty: everything."""
    exclude: tuple[str, ...] = ()
    table: str = ""
    """Table of SQLite databases that holds the articles; "" for every table whose rows hold texts."""


class ClusterConfig(Struct, frozen=True, kw_only=True):
    """The cluster of the engine `opensearch`. Credentials are never configured: see `docs/CLUSTER.md`."""

    product: Literal["auto", "opensearch", "elasticsearch"] = "auto"
    """The server; `auto` asks it."""
    hosts: tuple[str, ...] = ("http://127.0.0.1:9200",)
    """Addresses of nodes."""
    name: str = ""
    """Name of the index, the same for all users of it; "" for one of this machine's."""
    user: str = ""
    """Whose password to look up in the environment or the keyring."""
    ca_file: str = ""
    """Certificates of the authorities to trust; "" for the system's."""
    verify: bool = True
    """Whether certificates are checked."""
    timeout_ms: int = 10_000
    """How long one request may take that is not a search."""
    shards: int = 0
    """Shards of a new index; 0 for one per node."""
    replicas: int = 1
    """Further copies of each shard of a new index, as far as there are nodes for them."""


class IndexConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Location and engine of the index."""

    engine: EngineName
    """The index engine; `tantivy` is an extra."""
    folder: str
    """"" for the user's data folder."""
    jobs: int
    """Number of indexing processes; 0 for one per core."""
    watch: bool
    """Whether the interface indexes files as they change."""
    poll: bool
    """Whether watching looks at every file, for network drives."""
    product: Literal["auto", "opensearch", "elasticsearch"]
    """The rest is as in `ClusterConfig`."""
    hosts: tuple[str, ...]
    name: str
    user: str
    ca_file: str
    verify: bool
    timeout_ms: int
    shards: int
    replicas: int


class SearchConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of searches."""

    sort: Sort
    debounce_ms: int
    budget_ms: int
    """Time budget of a search in milliseconds; longer searches are stopped."""
    snippet_chars: int
    """Length of a result's snippet in characters."""
    stemming: bool
    """Whether words are searched for with their inflections."""


class EntitiesConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options of entity extraction."""

    engine: Literal["builtin", "spacy"]
    model: str
    aliases: dict[str, tuple[str, ...]]
    """Other spellings of an entity by its canonical name."""
    gazetteer: dict[EntityType, tuple[str, ...]]
    """Names that are always entities of that type, by type."""


class QuotesConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options of quote extraction."""

    indirect: bool
    """Also mark indirect speech."""
    cues: tuple[str, ...]
    """Additional verbs of attribution, in every inflected form."""
    doubtful: int = 90
    """Confidence in percent under which an attribution is marked as doubtful."""


class CurationConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Location of the user's decisions."""

    file: str
    """Path of the curation file; "" for the default in the user's data folder."""


class FeedConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feed: RSS, Atom or JSON Feed."""

    name: str
    url: str
    """Its address, http or https."""
    every_minutes: int = 60
    """Minimum minutes between two requests."""
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
    """Which panes are open at the start, and the widths of the side panes."""

    timeline: bool
    quotes: bool
    entities: bool
    results_width: int
    entities_width: int


class InterfaceConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Appearance and keys of the interface."""

    theme: str
    animation: Literal["none", "basic", "full"]
    painter: Literal["fast", "textual"]
    """Painter of terminal frames: `fast` is ours, `textual` is Textual's, slower over slow connections."""
    measure: int
    """Maximum line length of an article in columns."""
    marks: Literal["style", "letters"]
    """How mention types are marked: by style alone, or with letters as well."""
    results: Literal["compact", "full"]
    """How results are listed: a line each, or title, date and snippet."""
    fold_copies: bool
    """Fold copies into the first of them in the results, and exact repeats of quotes."""
    panes: PanesConfig
    restore: bool
    """Restore the last session at start."""
    keys: dict[str, str]
    """Comma-separated keys by command id, overriding those of `commands/registry.py`."""


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
