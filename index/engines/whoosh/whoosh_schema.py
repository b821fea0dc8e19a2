"""The Whoosh schema of an index of articles."""

from typing import Final

from whoosh.analysis.analyzers import SimpleAnalyzer
from whoosh.fields import KEYWORD, STORED, TEXT, FieldType, Schema

from ..packed.packed_schema import ARTICLE_NAMES, KEYS, QUOTE_NAMES, TEXT_FIELDS

VERSION: Final = 7
"""Version of the schema and of packs: an index of another version must be rebuilt."""
DAY: Final = "day"
"""Field of the days of articles, such as 20171103; only for Whoosh's own searcher, the engine reads a column."""
INDEX_NAME: Final = f"newsexplore{VERSION}"


def schema() -> Schema:
    """Return the schema, with which Whoosh's own searcher can read the index too."""
    words = SimpleAnalyzer()  # for Whoosh's own queries: indexed text is already analysed
    fields: dict[str, FieldType] = {name: TEXT(analyzer=words) for name in TEXT_FIELDS}
    fields |= {name: KEYWORD() for name in (*ARTICLE_NAMES, *QUOTE_NAMES, *KEYS, DAY)}
    return Schema(record=STORED(), **fields)
