"""The storage format of records: text that offsets imply is left out, and offsets are delta-encoded.

The words of quotes, speakers and cues are spans of the text; they are stored only if they differ from it. The article
comes first, then its encoded annotations, which a list of results does not need. Ids and digests are in columns of the
segment.
"""

from collections.abc import Iterator
from itertools import accumulate, islice, starmap
from typing import get_args

import msgspec
from msgspec import Raw, Struct

from ...model import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Credit,
    Cue,
    Entity,
    Location,
    Mention,
    Quote,
    QuoteType,
    Record,
    Span,
    Speaker,
    Stance,
)
from ...titles import supplied_title
from ..places import Held, locations, mark

_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
_TYPES: tuple[QuoteType, ...] = get_args(QuoteType)
_STANCES: tuple[Stance, ...] = get_args(Stance)
_JOINT = " … "
"""Joins the parts of a quote, see `Quote.text`."""
_SURE = 1000
"""Confidence 1 as an integer: most have few digits and are smaller as integers."""


class _Article(Struct, array_like=True, gc=False):
    text: str
    title: str | None
    """The title; None if the text begins with it."""
    body: int
    source: str
    locator: str
    """The locator, without its leading source if it begins with that."""
    within: bool
    """Whether the locator begins with the source."""
    date: str
    outlet: str
    byline: str
    url: str
    lang: str
    topics: tuple[str, ...]
    corpus: str
    key: str
    others: tuple[Location, ...]
    annotations: Raw
    derived: bool = False
    """Whether the title was supplied from the text; it is derived again on reading."""
    extra: tuple[tuple[str, str], ...] = ()


class _Span(Struct, array_like=True, gc=False):
    start: int
    """Relative to the start of the quote."""
    length: int
    text: str | None
    """None if it equals the text of the span."""


class _Speaker(Struct, array_like=True, gc=False):
    span: _Span
    entity: int | None
    resolved: str | None
    """None if it is the name of that entity."""
    confidence: int | float
    """In units of `_SURE` if an integer."""


class _Quote(Struct, array_like=True, gc=False):
    gap: int
    """Distance from the start of the previous quote."""
    length: int
    kind: int
    parts: tuple[int, ...]
    """Start of each part relative to the end of the previous one, and its length."""
    text: str | None
    """None if it is the joined parts."""
    speaker: _Speaker | None
    cue: _Span | None
    stance: int = 0


class _Annotations(Struct, array_like=True, gc=False):
    blocks: tuple[int, ...]
    """For each block, its distance from the end of the previous one, its length and kind."""
    entities: tuple[Entity, ...]
    gaps: tuple[int, ...]
    """For each mention, its distance from the start of the previous one."""
    lengths: tuple[int, ...]
    named: tuple[int, ...]
    """Entity of each mention."""
    quotes: tuple[_Quote, ...]
    credits: tuple[Credit, ...] = ()
    tickers: tuple[Span, ...] = ()


_article = msgspec.msgpack.Decoder(_Article)
_annotations = msgspec.msgpack.Decoder(_Annotations)
_encode = msgspec.msgpack.Encoder().encode


def encode(record: Record) -> bytes:
    """Encode a record without its id and digest."""
    one = record.article
    within = one.locator.startswith(one.source)
    return _encode(
        _Article(
            one.text,
            None if one.title_derived or one.title == _title(one.text, one.body) else one.title,
            one.body,
            one.source,
            one.locator[len(one.source) :] if within else one.locator,
            within,
            one.date,
            one.outlet,
            one.byline,
            one.url,
            one.lang,
            one.topics,
            one.corpus,
            one.key,
            one.others,
            Raw(_encode(_pack(record.annotations, one.text))),
            one.title_derived,
            one.extra,
        )
    )


def decode_article(data: bytes | Raw, id: str, digest: str) -> Article:
    """Decode only the article of an encoded record."""
    return _restored(_article.decode(data), id, digest)


def decode(data: bytes | Raw, id: str, digest: str) -> Record:
    """Decode an encoded record."""
    kept = _article.decode(data)
    return Record(_restored(kept, id, digest), _unpack(_annotations.decode(kept.annotations), kept.text))


def _restored(kept: _Article, id: str, digest: str) -> Article:
    title = supplied_title(kept.text) if kept.derived else _title(kept.text, kept.body)
    if kept.title is not None:
        title = kept.title
    return Article(
        id,
        title,
        kept.text,
        kept.body,
        kept.source + kept.locator if kept.within else kept.locator,
        digest,
        kept.date,
        kept.outlet,
        kept.byline,
        kept.url,
        kept.lang,
        kept.topics,
        kept.corpus,
        kept.source,
        kept.key,
        kept.others,
        kept.derived,
        kept.extra,
    )


def _title(text: str, body: int) -> str:
    """Return the title at the start of a text, before a blank line."""
    return text[: max(0, body - 2)]


def _pack(found: Annotations, text: str) -> _Annotations:
    blocks: list[int] = []
    end = 0
    for block in found.blocks:
        blocks += (block.start - end, block.end - block.start, _KINDS.index(block.kind))
        end = block.end
    starts = [mention.start for mention in found.mentions]
    before = 0
    quotes: list[_Quote] = []
    for quote in found.quotes:
        quotes.append(_pack_quote(quote, before, text, found.entities))
        before = quote.start
    return _Annotations(
        tuple(blocks),
        found.entities,
        tuple(_gaps(starts)),
        tuple([mention.end - mention.start for mention in found.mentions]),
        tuple([mention.entity for mention in found.mentions]),
        tuple(quotes),
        found.credits,
        found.tickers,
    )


def _gaps(starts: list[int]) -> Iterator[int]:
    return (start - before for start, before in zip(starts, (0, *starts), strict=False))


def _pack_quote(quote: Quote, before: int, text: str, entities: tuple[Entity, ...]) -> _Quote:
    start = quote.start
    parts: list[int] = []
    end = start
    for first, last in quote.parts:
        parts += (first - end, last - first)
        end = last
    said = _JOINT.join([text[first:last] for first, last in quote.parts])
    speaker, cue = quote.speaker, quote.cue
    return _Quote(
        start - before,
        quote.end - start,
        _TYPES.index(quote.type),
        tuple(parts),
        None if said == quote.text else quote.text,
        _pack_speaker(speaker, start, text, entities) if speaker else None,
        _pack_span(cue.start, cue.end, cue.text, start, text) if cue else None,
        _STANCES.index(quote.stance),
    )


def _pack_speaker(speaker: Speaker, origin: int, text: str, entities: tuple[Entity, ...]) -> _Speaker:
    sure = round(speaker.confidence * _SURE)
    named = speaker.entity is not None and speaker.resolved == entities[speaker.entity].name
    return _Speaker(
        _pack_span(speaker.start, speaker.end, speaker.text, origin, text),
        speaker.entity,
        None if named else speaker.resolved,
        sure if sure / _SURE == speaker.confidence else speaker.confidence,
    )


def _pack_span(start: int, end: int, spelling: str, origin: int, text: str) -> _Span:
    return _Span(start - origin, end - start, None if text[start:end] == spelling else spelling)


def _unpack(kept: _Annotations, text: str) -> Annotations:
    blocks: list[Block] = []
    end = 0
    numbers = iter(kept.blocks)
    for gap, length, kind in zip(numbers, numbers, numbers, strict=True):
        start = end + gap
        end = start + length
        blocks.append(Block(start, end, _KINDS[kind]))
    starts = list(accumulate(kept.gaps))
    ends = [start + length for start, length in zip(starts, kept.lengths, strict=True)]
    quotes: list[Quote] = []
    at = 0
    for quote in kept.quotes:
        at += quote.gap
        quotes.append(_unpack_quote(quote, at, text, kept.entities))
    mentions = starmap(Mention, zip(starts, ends, kept.named, strict=True))
    return Annotations(tuple(blocks), kept.entities, tuple(mentions), tuple(quotes), kept.credits, kept.tickers)


def _unpack_quote(kept: _Quote, start: int, text: str, entities: tuple[Entity, ...]) -> Quote:
    numbers = list(accumulate(kept.parts, initial=start))
    parts = tuple(zip(islice(numbers, 1, None, 2), islice(numbers, 2, None, 2), strict=True))
    speaker = kept.speaker
    cue = Cue(*_unpack_span(kept.cue, start, text)) if kept.cue else None
    return Quote(
        start,
        start + kept.length,
        _JOINT.join([text[first:last] for first, last in parts]) if kept.text is None else kept.text,
        _TYPES[kept.kind],
        parts,
        _unpack_speaker(speaker, start, text, entities) if speaker else None,
        cue,
        _STANCES[kept.stance],
    )


def _unpack_speaker(kept: _Speaker, origin: int, text: str, entities: tuple[Entity, ...]) -> Speaker:
    resolved, sure = kept.resolved, kept.confidence
    if resolved is None:
        resolved = "" if kept.entity is None else entities[kept.entity].name
    return Speaker(
        *_unpack_span(kept.span, origin, text),
        resolved,
        kept.entity,
        sure / _SURE if isinstance(sure, int) else sure,
    )


def _unpack_span(kept: _Span, origin: int, text: str) -> tuple[int, int, str]:
    start = origin + kept.start
    end = start + kept.length
    return start, end, text[start:end] if kept.text is None else kept.text


class _Held(Struct, array_like=True, gc=False):
    digest: bytes
    marks: tuple[int, ...]


_held = msgspec.msgpack.Decoder(_Held)


def encode_held(article: Article) -> bytes:
    """Encode the digest and locations of an article, stored beside its record."""
    marks = tuple([mark(place.corpus, place.locator) for place in locations(article)])
    return _encode(_Held(encode_digest(article.digest), marks))


def decode_held(data: bytes) -> Held:
    """Decode what `encode_held` returned."""
    held = _held.decode(data)
    return Held(decode_digest(held.digest), held.marks)


def encode_digest(digest: str) -> bytes:
    """Encode a digest: a type byte, then two hexadecimal digits per byte, or the text itself."""
    try:
        data = bytes.fromhex(digest)
    except ValueError:
        data = b""
    return b"\1" + data if data.hex() == digest else b"\0" + digest.encode("utf-8", "surrogatepass")


def decode_digest(data: bytes) -> str:
    """Decode what `encode_digest` returned."""
    return data[1:].hex() if data[:1] == b"\1" else data[1:].decode("utf-8", "surrogatepass")
