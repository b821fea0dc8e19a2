"""The fields of a Whoosh index of articles, as Whoosh knows them."""

from typing import Final

from whoosh.analysis.analyzers import SimpleAnalyzer
from whoosh.fields import KEYWORD, STORED, TEXT, FieldType, Schema

from ..packed.packed_schema import ARTICLE_NAMES, KEYS, QUOTE_NAMES, TEXT_FIELDS

VERSION: Final = 5
"""Of everything in this file and the packs: an index of another version must be rebuilt."""
INDEX_NAME: Final = f"newsexplore{VERSION}"


def schema() -> Schema:
    """The fields as Whoosh knows them: its own searcher can read the index too."""
    words = SimpleAnalyzer()  # of Whoosh's own queries: what is indexed has been analysed already
    fields: dict[str, FieldType] = {name: TEXT(analyzer=words) for name in TEXT_FIELDS}
    fields |= {name: KEYWORD() for name in (*ARTICLE_NAMES, *QUOTE_NAMES, *KEYS)}
    return Schema(record=STORED(), **fields)
