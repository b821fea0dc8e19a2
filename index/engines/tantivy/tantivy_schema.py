"""The schema of a tantivy index, and the encoding of words and names as terms."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tantivy import Schema, SchemaBuilder

from ..packed.packed_schema import ARTICLE_NAMES, QUOTE_NAMES, TEXT_FIELDS
from ..packed.postings import MAX_TERM

VERSION: Final = 5
"""Version of the schema and of packs: an index of another version must be rebuilt."""

MANIFEST: Final = 9
"""Kind of the manifest document; articles and quotes are kinds of `..packed`."""

NAMES: Final = (*(name for name in ARTICLE_NAMES if name != "entity"), "misc", *QUOTE_NAMES)
"""Name fields. Entities of any type are searched in the fields of all types, which are smaller than another field."""
_ENTITIES = ("person", "org", "place", "misc")

_SPACE = "\x1f"
_EMPTY = "\x1e"


def schema() -> Schema:
    """Return the schema. Text is analysed by us: tantivy only splits at spaces."""
    builder = SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in NAMES:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("doc", indexed=True, fast=True)
    builder.add_unsigned_field("kind", indexed=True)
    builder.add_unsigned_field("day", fast=True)
    builder.add_bytes_field("manifest", stored=True)
    return builder.build()


def name_fields(field: str) -> tuple[str, ...]:
    """Return the name fields that a query field stands for."""
    return _ENTITIES if field == "entity" else (field,) if field in (*ARTICLE_NAMES, *QUOTE_NAMES) else ()


@lru_cache(maxsize=65536)
def encode(term: str) -> str:
    """Encode a word or whole value as a term: truncated as in packs, without spaces."""
    return term[:MAX_TERM].replace(" ", _SPACE).encode("utf-8", "replace").decode() or _EMPTY


def decode(term: str) -> str:
    """Decode a term; what `encode` truncated is lost."""
    return "" if term == _EMPTY else term.replace(_SPACE, " ")


def join(terms: Sequence[str]) -> str:
    """Join the terms of a document's field to one text that preserves positions."""
    text = " ".join(terms)
    plain = text.count(" ") == len(terms) - 1 and "" not in terms and max(map(len, terms)) <= MAX_TERM
    return text if plain and _is_unicode(text) else " ".join(map(encode, terms))


def _is_unicode(text: str) -> bool:
    """Return whether a text has no surrogates."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
