"""The strict mapping of the index, and the encoding of words, names and ids in it."""

import re
from base64 import b64decode
from hashlib import blake2b
from typing import Any, Final
from zlib import crc32

from ...copies.sketch import Hashes
from ...model import EntityType
from ..entity_merges import EntityId

SCHEMA: Final = 3
"""Version of the mapping and of how documents are made: part of the alias, so that readers of an older one go on."""

NAMES: Final = (
    *("person", "org", "place", "entity", "outlet", "byline", "topic", "lang", "corpus"),
    *("speaker", "about", "cue", "stance", "confidence"),
)
"""Fields of words and whole values of names; of an article, the last five hold those of all its quotes."""
WHOLE: Final = "==="
"""Prefix of whole values. No word has the sign, and no word is within two edits of such a value."""
SEPARATOR: Final = "\x1f"
LONGEST_COMPLETED: Final = 60
"""Characters of the longest word of the field `vocabulary`."""
QUOTE_GAP: Final = 100_000
"""Positions between two quotes in an article's field `quote`, which no words near each other span."""
MAX_TERMS: Final = 50_000
"""Values in one terms query; clusters allow 65,536."""
_LONGEST_WORD = 250
"""UTF-16 units of a word; the whitespace tokeniser splits words at 255."""
_LONGEST_VALUE = 2000
"""Characters of a whole value; a keyword has 32,766 bytes at most."""
_PLAIN_ID = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)


def settings(shards: int, replicas: int) -> dict[str, Any]:
    """Return the settings of a new index."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": "-1",  # a commit refreshes
        "max_regex_length": 1_000_000,  # names to look up are one pattern
        "max_terms_count": 65_536,
    }


def mapping() -> dict[str, Any]:
    """Return the mapping: strict, so that a field nobody declared is an error."""
    searched = {"type": "keyword", "doc_values": False, "norms": False}
    counted = {"type": "keyword", "index": False}
    both = {"type": "keyword"}
    text: dict[str, Any] = {"type": "text", "analyzer": "whitespace"}
    number = {"type": "integer"}
    # In columns: a record is read as it is, where stored fields are unpacked in blocks with those of other articles.
    hidden = {"type": "binary", "doc_values": True}
    fields: dict[str, Any] = {
        "kind": searched,
        "base": searched,
        "uid": both,
        "commit": {"type": "long"},
        "part": number,
        "quotes": number,
        "id": both,
        "number": number,
        "quote_id": searched,
        "title": text,
        "text": text,
        "quote": {**text, "position_increment_gap": QUOTE_GAP},
        **dict.fromkeys(NAMES, searched),
        **{f"count_{kind}": both for kind in ("person", "org", "place", "misc")},
        "entities": searched,
        "said": searched,
        "speakers": searched,
        "bits": counted,
        "info": both,
        "speaker_key": both,
        "doubtful": {"type": "boolean"},
        "outlet_key": both,
        "stamp": {"type": "long"},
        "daynum": number,
        "day": number,
        "month": number,
        "source": searched,
        "vocabulary": both,
        "word": both,
        "record": hidden,
        "held": hidden,
        "marks": hidden,
        "gone": hidden,
        "copy_key": {"type": "long"},
        "runs": searched,
        "quote_runs": searched,
        "state": {"type": "object", "enabled": False},
    }
    return {"dynamic": "strict", "_source": {"includes": ["state"]}, "properties": fields}


def columns(*names: str) -> dict[str, Any]:
    """Return the part of a search that brings some fields of each hit, and nothing else; see `column`."""
    return {"_source": False, "stored_fields": "_none_", "docvalue_fields": list(names)}


def column(hit: dict[str, Any], name: str) -> str:
    """Return the value of a field that a search brought; of several the first. Raises KeyError if there is none."""
    return str(hit["fields"][name][0])


def optional_column(hit: dict[str, Any], name: str) -> str:
    """Return the value of a field that a search brought; "" if the document has none."""
    values = hit["fields"].get(name)
    return str(values[0]) if values else ""


def binary_column(hit: dict[str, Any], name: str) -> bytes:
    """Return the value of a binary field that a search brought; raises KeyError or ValueError."""
    value = column(hit, name)
    return b64decode(value + "=" * (-len(value) % 4))  # OpenSearch leaves the padding out


def cut_word(word: str) -> str:
    """Return a word as it is indexed and searched."""
    if len(word) <= _LONGEST_WORD // 2:
        return word
    return word.encode("utf-16-le", "replace")[: 2 * _LONGEST_WORD].decode("utf-16-le", "ignore")


def whole_term(value: str) -> str:
    """Return the term of a whole value."""
    return WHOLE + value[:_LONGEST_VALUE]


def entity_term(kind: EntityType, name: str) -> str:
    """Return the term of an entity."""
    return f"{kind}{SEPARATOR}{name}"


def entity_of(term: str) -> EntityId:
    """Return the entity of a term."""
    kind, name = term.split(SEPARATOR, 1)
    return kind, name  # pyright: ignore[reportReturnType] - a type


def alias_term(entity: str, alias: str) -> str:
    """Return the term that says that an entity has an alias."""
    return f"{entity}{SEPARATOR}0{alias}"


def bit_terms(entity: str, count: int) -> list[str]:
    """Return a term for each bit of a number of mentions: counting documents by term adds such numbers up."""
    return [bit_term(entity, bit) for bit in range(count.bit_length()) if count >> bit & 1]


def bit_term(entity: str, bit: int) -> str:
    """Return the term of one bit of an entity's number of mentions."""
    return f"{entity}{SEPARATOR}1{bit:02}"


MOST_BITS: Final = 20
"""Bits of a number of mentions in one article."""
LOW_BITS: Final = 5
"""Bits of most numbers: few articles name anybody 32 times."""
HIGH_BITS: Final = f".*{SEPARATOR}1(0[5-9]|1[0-9])"
"""Pattern of the terms of all other bits."""


def run_terms(hashes: Hashes) -> list[str]:
    """Return the terms of the hashes of a sketch."""
    return [f"{one:08x}" for one in hashes.tolist()]


def few_terms(hashes: Hashes) -> list[str]:
    """Return further terms of the hashes of a quote: only a short one has them."""
    return [f"few{term}" for term in run_terms(hashes)]


def signed(key: int) -> int:
    """Return a hash of 64 bits as the cluster stores it."""
    return key - (1 << 64) if key >> 63 else key


PARTS: Final = 1024
"""Parts of the articles, of about the same size, by a hash of their ids."""


def part_of(base: str) -> int:
    """Return the part that an article belongs to."""
    return crc32(base.encode()) % PARTS


def quote_term(id: str, number: int) -> str:
    """Return the term of a quote."""
    return f"{number}{SEPARATOR}{id}"


def base_of(kind: str, id: str) -> str:
    """Return the document id of an article or source, without its slot."""
    plain = id if kind == "article" and _PLAIN_ID.fullmatch(id) else None
    return plain or f"{kind[0]}={blake2b(id.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"


OTHER_SLOT: Final = "~"
"""Ends the document id of every second version of an article: the one before stays until the commit."""
STATE_ID: Final = "=state"
"""Id of the document with the state of the index."""


def quote_uid(uid: str, number: int) -> str:
    """Return the document id of an article's quote."""
    return f"{uid}.{number}"
