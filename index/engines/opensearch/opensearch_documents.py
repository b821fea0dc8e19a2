"""Articles as documents of the cluster: one for the article, one for each of its quotes."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from ...copies.sketch import FEW, CopyWords, Hashes, encode_marks, read_marks
from ...model import Entity, Quote, Record, SourceState
from ...query.analysis import value, words
from ...query.values import article_values, mentioned, quote_values
from ...quotation import is_doubtful
from ...titles import own_title
from ..packed.packed_schema import NO_STAMP, day_number, timestamp
from ..packed.records import encode, encode_held
from ..packed.zstd import ZstdCompressor
from ..places import locations, source_key
from .opensearch_schema import (
    LONGEST_COMPLETED,
    SEPARATOR,
    alias_term,
    base_of,
    bit_terms,
    cut_word,
    entity_term,
    few_terms,
    part_of,
    quote_term,
    run_terms,
    signed,
    whole_term,
)

_ARTICLE_NAMES = ("person", "org", "place", "entity", "outlet", "byline", "topic", "lang", "corpus")
_QUOTE_NAMES = ("speaker", "about", "cue", "stance", "confidence")
_LEVEL = 6
"""Of compression."""


class Entry(Struct, array_like=True):
    """What is written together: an article with its quotes, or the state of a file."""

    base: str
    """Its document id, without the slot."""
    document: bytes
    """JSON without its opening brace."""
    quotes: tuple[bytes, ...] = ()


def article_entry(record: Record) -> Entry:
    """Return the documents of an article."""
    article = record.article
    shared = _shared(record)
    title, text = words(own_title(article)), words(article.text[article.body :])
    marks = encode_marks([CopyWords(text, title, _said(record))])[0]
    read = read_marks(marks)
    quotes = [
        {**_quote(record, number, shared), **_quote_marks(*read.quotes[number])} for number in range(len(read.quotes))
    ]
    document: dict[str, Any] = {
        "kind": "article",
        "part": part_of(base_of("article", article.id)),
        **shared,
        "quotes": len(quotes),
        "title": _text(title),
        "text": _text(text),
        "vocabulary": [word for word in {*title, *text} if len(word) <= LONGEST_COMPLETED],
        "source": [base_of("source", source_key(one.corpus, one.source)) for one in locations(article)],
        "info": _info(record),
        "record": _packed(encode(record)),
        "held": b64encode(encode_held(article)).decode(),
        "marks": b64encode(marks).decode(),
        **_counted(_mention_counts(record)),
    }
    if read.size:
        document |= {"copy_key": signed(read.key), "runs": run_terms(read.hashes)}
    if quotes:
        document["quote"] = [one["quote"] for one in quotes]
        for field in ("quote_id", "said", "speakers", *_QUOTE_NAMES):
            if found := list(dict.fromkeys(chain.from_iterable(one.get(field, ()) for one in quotes))):
                document[field] = found
    return Entry(base_of("article", article.id), _json(document), tuple(map(_json, quotes)))


class Terms(Struct):
    """What a writer adds up over the articles of a transaction."""

    info: list[str] | None = None
    """None of the state of a file."""
    vocabulary: list[str] = []


_TERMS = msgspec.json.Decoder(Terms)


def terms_of(entry: Entry) -> Terms:
    """Return the terms of a document."""
    return _TERMS.decode(b"{" + entry.document)


def source_entry(state: SourceState) -> Entry:
    """Return the document of a file's state."""
    document = {"kind": "source", "record": _packed(msgspec.msgpack.encode(state))}
    return Entry(base_of("source", source_key(state.corpus, state.path)), _json(document))


def _json(document: dict[str, Any]) -> bytes:
    return msgspec.json.encode(document)[1:]


def _packed(data: bytes) -> str:
    return b64encode(ZstdCompressor(_LEVEL).compress(data, ZstdCompressor.FLUSH_FRAME)).decode()


def _text(found: Iterable[str]) -> str:
    return " ".join(map(cut_word, found))


def _shared(record: Record) -> dict[str, Any]:
    """Return the fields of an article that its quotes repeat, so that both are searched and ordered alike."""
    article = record.article
    fields: dict[str, Any] = {"id": article.id}
    for field in _ARTICLE_NAMES:
        if found := _names(article_values(record, field)):
            fields[field] = found
    if record.annotations.entities:
        fields["entities"] = list(dict.fromkeys(entity_term(e.type, e.name) for e in record.annotations.entities))
    if article.outlet:
        fields["outlet_key"] = f"{article.outlet.casefold()}{SEPARATOR}{article.outlet}"
    if number := day_number(article.date):
        fields |= {"daynum": number, "day": _day(number), "month": number // 100 // 100 * 12 + number // 100 % 100 - 1}
    if (stamp := timestamp(article.date)) != NO_STAMP:
        fields["stamp"] = stamp
    return fields


def _day(number: int) -> int:
    """Return the days from 1970 to a day; one that does not exist runs over into the next month."""
    month = np.datetime64(f"{number // 10000:04}-01", "M") + (number // 100 % 100 - 1)
    return int((month.astype("datetime64[D]") + (number % 100 - 1)).astype(np.int64))


def _names(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(term for one in values for term in _terms(one)))


@lru_cache(maxsize=65536)
def _terms(one: str) -> tuple[str, ...]:
    return (whole_term(value(one)), *map(cut_word, words(one)))


def _mention_counts(record: Record) -> dict[str, int]:
    """Count the mentions of each entity of an article."""
    keys = [entity_term(one.type, one.name) for one in record.annotations.entities]
    counts = dict.fromkeys(keys, 0)
    for mention in record.annotations.mentions:
        counts[keys[mention.entity]] += 1
    return counts


def _info(record: Record) -> list[str]:
    """Return what the index tells of an article's entities: that they are there, their aliases and mentions."""
    found: dict[str, None] = {}
    for one in record.annotations.entities:
        key = entity_term(one.type, one.name)
        found[key] = None
        found.update(dict.fromkeys(alias_term(key, alias) for alias in one.aliases if alias != one.name))
    for key, count in _mention_counts(record).items():
        found.update(dict.fromkeys(bit_terms(key, count)))
    return list(found)


def _counted(counts: dict[str, int]) -> dict[str, Any]:
    """Return the fields that facets count."""
    fields: dict[str, Any] = {}
    for key in counts:
        kind, name = key.split(SEPARATOR, 1)
        fields.setdefault(f"count_{kind}", []).append(name)
    return fields


def _quote(record: Record, number: int, shared: dict[str, Any]) -> dict[str, Any]:
    quote = record.annotations.quotes[number]
    counts: dict[str, int] = {}
    for entity in mentioned(record, quote):
        key = entity_term(entity.type, entity.name)
        counts[key] = counts.get(key, 0) + 1
    fields: dict[str, Any] = {
        "kind": "quote",
        **shared,
        "number": number,
        "quote_id": [quote_term(record.article.id, number)],
        "quote": _text(words(quote.text)),
        "doubtful": is_doubtful(quote),
        **_counted(counts),
    }
    for field in _QUOTE_NAMES:
        if found := _names(quote_values(record, number, field)):
            fields[field] = found
    if counts:
        fields["said"] = list(counts)
        fields["bits"] = [term for key, count in counts.items() for term in bit_terms(key, count)]
    if speaker := _speaker(quote, record.annotations.entities):
        fields["speakers"] = [speaker]
        fields["speaker_key"] = speaker
    return fields


def _quote_marks(key: int, hashes: Hashes) -> dict[str, Any]:
    """Return the fields by which copies of a quote are found."""
    if not len(hashes):
        return {}
    terms = run_terms(hashes) + (few_terms(hashes) if len(hashes) <= FEW else [])
    marks = hashes.astype("<u4").tobytes()
    return {"copy_key": signed(key), "quote_runs": terms, "marks": b64encode(marks).decode()}


def _said(record: Record) -> list[tuple[Sequence[str], str, str]]:
    """Return the words, the speaker and the stance of each quote, by which its repeats are found."""
    return [
        (words(one.text), (one.speaker.resolved or one.speaker.text) if one.speaker else "", one.stance)
        for one in record.annotations.quotes
    ]


def _speaker(quote: Quote, entities: Sequence[Entity]) -> str:
    if quote.speaker is None or quote.speaker.entity is None:
        return ""
    one = entities[quote.speaker.entity]
    return entity_term(one.type, one.name)
