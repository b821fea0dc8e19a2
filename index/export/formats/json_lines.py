"""JSON Lines export."""

from collections.abc import Iterable
from typing import IO, Any

import msgspec

from ...annotate.text.quote_context import quote_context
from ...decisions import CuratedItem
from ...model import Article
from ...quotation import quote_fields
from ...safe_text import escape_json
from .exported_article import Entry, Parts, speaker_of

_SOURCE = ("title", "date", "outlet", "byline", "url", "locator", "digest")


def write_jsonl(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    """Write an object for each article, quote or curated item."""
    objects = {"texts": _article_objects, "quotes": _quote_objects, "kept": _kept_objects}[parts]
    for entry in entries:
        for one in objects(entry):
            file.write(escape_json(msgspec.json.encode(one).decode()) + "\n")


def _article_objects(entry: Entry) -> Iterable[dict[str, Any]]:
    fields = msgspec.to_builtins(entry.article)
    del fields["source"]
    annotations = entry.annotations
    quotes = [{**quote_fields(quote), "parts": quote.parts} for quote in annotations.quotes]
    entities = [
        {
            "start": mention.start,
            "end": mention.end,
            "type": annotations.entities[mention.entity].type,
            "canonical": annotations.entities[mention.entity].name,
        }
        for mention in annotations.mentions
    ]
    yield {**fields, "quotes": quotes, "entities": entities, **_of_the_user(entry.kept)}


def _quote_objects(entry: Entry) -> Iterable[dict[str, Any]]:
    article = entry.article
    for quote, kept in entry.quotes:
        before, after = quote_context(article, entry.annotations.blocks, quote)
        yield {
            "article": article.id,
            **quote_fields(quote),
            "before": before,
            "after": after,
            **_source(article),
            **_of_the_user(kept),
        }


def _kept_objects(entry: Entry) -> Iterable[dict[str, Any]]:
    for quote, kept in ((None, entry.kept), *entry.quotes):
        if not kept.is_empty:
            kind = "article" if quote is None else "quote"
            about = {"kind": kind, "article": entry.article.id, **_source(entry.article)}
            words = {**quote_fields(quote), "speaker": speaker_of(quote, kept)} if quote is not None else {}
            yield {**about, **words, "bookmark": kept.bookmark, "tags": kept.tags, "note": kept.note}


def _source(article: Article) -> dict[str, str]:
    return {name: getattr(article, name) for name in _SOURCE}


def _of_the_user(kept: CuratedItem) -> dict[str, Any]:
    return {} if kept.is_empty else {"bookmark": kept.bookmark, "tags": kept.tags, "note": kept.note}
