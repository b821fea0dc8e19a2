"""What a tantivy index of articles holds, and how words and names become its terms."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tantivy import Schema, SchemaBuilder

from ..packed.packed_schema import ARTICLE_NAMES, QUOTE_NAMES, TEXT_FIELDS
from ..packed.postings import MAX_TERM

VERSION: Final = 4
"""Of everything in this package and the packs: an index of another version must be rebuilt."""

MANIFEST: Final = 9
"""Kind of the one document that tells which packs belong to a commit; articles and quotes are kinds of `..packed`."""

NAMES: Final = (*(name for name in ARTICLE_NAMES if name != "entity"), "misc", *QUOTE_NAMES)
"""Fields of names. Entities of any type are looked for in the fields of all types, which together are smaller."""
_ENTITIES = ("person", "org", "place", "misc")

_SPACE = "\x1f"
_EMPTY = "\x1e"


def schema() -> Schema:
    """The fields. Analysis is ours: tantivy cuts what it is given at spaces, and nothing else."""
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
    """The fields of names that a field of the query stands for."""
    return _ENTITIES if field == "entity" else (field,) if field in (*ARTICLE_NAMES, *QUOTE_NAMES) else ()


@lru_cache(maxsize=65536)
def encode(term: str) -> str:
    """A word or whole value as a term: cut as packs cut it, and without a space."""
    return term[:MAX_TERM].replace(" ", _SPACE).encode("utf-8", "replace").decode() or _EMPTY


def decode(term: str) -> str:
    """The word or value of a term, but for what `encode` cut."""
    return "" if term == _EMPTY else term.replace(_SPACE, " ")


def join(terms: Sequence[str]) -> str:
    """The terms of a document's field as one text, in which each keeps its position."""
    text = " ".join(terms)
    plain = text.count(" ") == len(terms) - 1 and "" not in terms and max(map(len, terms)) <= MAX_TERM
    return text if plain and _is_unicode(text) else " ".join(map(encode, terms))


def _is_unicode(text: str) -> bool:
    """Whether a text has no halves of characters."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
