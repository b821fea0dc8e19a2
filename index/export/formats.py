"""How what is exported is written: CSV for spreadsheets, JSON lines, Markdown, BibTeX, plain text."""

import csv
import re
from collections.abc import Callable, Iterable
from typing import IO, Any, Literal

import msgspec
from msgspec import Struct

from ..decisions import Kept
from ..model import Annotations, Article, Quote
from ..query.analysis import words

Parts = Literal["texts", "quotes", "kept"]
"""What is written of each entry: its text, its quotes, or what is kept of it and of its quotes."""
_MARKS = {"direct": ("“", "”"), "mixed": ("“…", "…”"), "indirect": ("", "")}
"""How a quote of each type begins and ends."""


class Entry(Struct, frozen=True):
    """An article to write, with what is kept of it."""

    article: Article
    annotations: Annotations
    kept: Kept
    quotes: tuple[tuple[Quote, Kept], ...] = ()
    """The quotes to write, with what is kept of each."""


ARTICLE_COLUMNS = (
    *("id", "title", "date", "outlet", "byline", "url", "lang", "topics", "locator"),
    *("people", "orgs", "places", "tags", "note", "text"),
)
QUOTE_COLUMNS = (
    *("article", "start", "end", "type", "quote", "speaker", "speaker_text", "cue"),
    *("title", "date", "outlet", "byline", "url", "locator", "tags", "note"),
)
KEPT_COLUMNS = (
    *("kind", "article", "title", "date", "outlet", "byline", "url", "locator"),
    *("bookmark", "tags", "note", "quote", "speaker"),
)


def _write_csv(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    rows = csv.writer(file)
    rows.writerow({"texts": ARTICLE_COLUMNS, "quotes": QUOTE_COLUMNS, "kept": KEPT_COLUMNS}[parts])
    for entry in entries:
        for cells in {"texts": _article_rows, "quotes": _quote_rows, "kept": _kept_rows}[parts](entry):
            rows.writerow([_inert(str(cell)) for cell in cells])


def _article_rows(entry: Entry) -> Iterable[tuple[object, ...]]:
    article = entry.article
    names = {
        kind: "; ".join(entity.name for entity in entry.annotations.entities if entity.type == kind)
        for kind in ("person", "org", "place")
    }
    yield (
        *(article.id, article.title, article.date, article.outlet, article.byline, article.url, article.lang),
        *("; ".join(article.topics), article.locator, names["person"], names["org"], names["place"]),
        *("; ".join(entry.kept.tags), entry.kept.note, article.text[article.body :]),
    )


def _quote_rows(entry: Entry) -> Iterable[tuple[object, ...]]:
    article = entry.article
    for quote, kept in entry.quotes:
        yield (
            *(article.id, quote.start, quote.end, quote.type, quote.text, _speaker(quote)),
            *(quote.speaker.text if quote.speaker else "", quote.cue.text if quote.cue else ""),
            *(article.title, article.date, article.outlet, article.byline, article.url, article.locator),
            *("; ".join(kept.tags), kept.note),
        )


def _kept_rows(entry: Entry) -> Iterable[tuple[object, ...]]:
    article = entry.article
    about = (article.id, article.title, article.date, article.outlet, article.byline, article.url, article.locator)
    for quote, kept in ((None, entry.kept), *entry.quotes):
        if not kept.is_empty:
            kind = "article" if quote is None else "quote"
            bookmark = "yes" if kept.bookmark else ""
            said = (quote.text, _speaker(quote) or kept.speaker) if quote is not None else ("", "")
            yield (kind, *about, bookmark, "; ".join(kept.tags), kept.note, *said)


def _inert(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula and runs it: an apostrophe in front makes it text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _write_jsonl(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    for entry in entries:
        for one in {"texts": _article_objects, "quotes": _quote_objects, "kept": _kept_objects}[parts](entry):
            file.write(msgspec.json.encode(one).decode() + "\n")


def _article_objects(entry: Entry) -> Iterable[dict[str, Any]]:
    fields = msgspec.to_builtins(entry.article)
    del fields["digest"], fields["source"]
    annotations = entry.annotations
    quotes = [
        {
            "start": quote.start,
            "end": quote.end,
            "type": quote.type,
            "parts": quote.parts,
            "text": quote.text,
            "speaker": quote.speaker.resolved if quote.speaker else None,
            "speaker_text": quote.speaker.text if quote.speaker else None,
            "cue": quote.cue.text if quote.cue else None,
        }
        for quote in annotations.quotes
    ]
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
        yield {
            "article": article.id,
            "start": quote.start,
            "end": quote.end,
            "text": quote.text,
            "type": quote.type,
            "speaker": quote.speaker.resolved if quote.speaker else None,
            "speaker_text": quote.speaker.text if quote.speaker else None,
            "cue": quote.cue.text if quote.cue else None,
            **_source(article),
            **_of_the_user(kept),
        }


def _kept_objects(entry: Entry) -> Iterable[dict[str, Any]]:
    for quote, kept in ((None, entry.kept), *entry.quotes):
        if not kept.is_empty:
            said = {}
            if quote is not None:
                said = {"text": quote.text, "speaker": _speaker(quote) or kept.speaker}
            kind = "article" if quote is None else "quote"
            about = {"kind": kind, "article": entry.article.id, **_source(entry.article)}
            yield {**about, **said, "bookmark": kept.bookmark, "tags": kept.tags, "note": kept.note}


def _source(article: Article) -> dict[str, str]:
    return {name: getattr(article, name) for name in ("title", "date", "outlet", "byline", "url", "locator")}


def _of_the_user(kept: Kept) -> dict[str, Any]:
    return {} if kept.is_empty else {"bookmark": kept.bookmark, "tags": kept.tags, "note": kept.note}


def _speaker(quote: Quote) -> str:
    return (quote.speaker.resolved or quote.speaker.text) if quote.speaker else ""


def _said(quote: Quote) -> str:
    opening, closing = _MARKS[quote.type]
    return f"{opening}{' '.join(quote.text.split())}{closing}"


# Markdown

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])|^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def _md(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKDOWN.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}{m[3][:-1]}\\{m[3][-1]}", text)


def _write_markdown(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    before = ""
    for entry in entries:
        article = entry.article
        if article.id != before:
            before = article.id
            file.write(f"## {_md(_line(article.title)) or '(no title)'}\n\n{_md(_source_line(article))}\n\n")
            if article.url:
                file.write(f"<{_url(article.url)}>\n\n")
            _write_kept_markdown(entry.kept, file)
        if parts == "texts":
            for paragraph in re.split(r"\n\s*\n", article.text[article.body :].strip()):
                file.write(f"{_md(paragraph.strip())}\n\n")
        for quote, kept in entry.quotes:
            speaker = _speaker(quote) or kept.speaker
            file.write(f"> {_md(_said(quote))}\n")
            file.write(f">\n> — {_md(speaker)}\n\n" if speaker else "\n")
            _write_kept_markdown(kept, file)


def _write_kept_markdown(kept: Kept, file: IO[str]) -> None:
    if kept.tags:
        file.write(f"Tags: {_md(', '.join(kept.tags))}\n\n")
    for paragraph in filter(None, re.split(r"\n\s*\n", kept.note.strip())):
        file.write(f"Note: {_md(paragraph.strip())}\n\n")


def _source_line(article: Article) -> str:
    parts = (article.outlet, article.date[:10] or "undated", article.byline, article.locator)
    return " · ".join(_line(part) for part in parts if part)


def _line(text: str) -> str:
    return " ".join(text.split())


# BibTeX

_BIBTEX = {
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_NAMES = re.compile(r"\s*(?:,|;|&|\band\b)\s*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _bib(text: str) -> str:
    """Text that BibTeX shows as it is."""
    return "".join(_BIBTEX.get(mark, mark) for mark in _line(text))


def _write_bibtex(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    del parts  # the article is what is cited, and its quotes are told with it
    written: set[str] = set()
    for entry in _by_article(entries):
        article = entry.article
        key = base = _cite_key(article)
        number = 2
        while key in written:
            key, number = f"{base}-{number}", number + 1
        written.add(key)
        file.write(f"@{'article' if article.outlet else 'misc'}{{{key},\n")
        for name, value in _bib_fields(entry):
            file.write(f"  {name} = {value},\n")
        file.write("}\n\n")


def _by_article(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Entries of one article that follow each other as one, so that it is cited once."""
    waiting: Entry | None = None
    for entry in entries:
        if waiting is not None and waiting.article.id == entry.article.id:
            waiting = msgspec.structs.replace(waiting, quotes=(*waiting.quotes, *entry.quotes))
            continue
        if waiting is not None:
            yield waiting
        waiting = entry
    if waiting is not None:
        yield waiting


def _bib_fields(entry: Entry) -> Iterable[tuple[str, str]]:
    article = entry.article
    if article.byline:
        yield "author", f"{{{_authors(article.byline)}}}"
    yield "title", f"{{{{{_bib(article.title) or '(no title)'}}}}}"
    if article.outlet:
        yield "journal", f"{{{_bib(article.outlet)}}}"
    if article.date:
        year, *rest = article.date[:10].split("-")
        yield "date", f"{{{article.date[:10]}}}"
        yield "year", f"{{{year}}}"
        if rest and rest[0].isdecimal() and 1 <= int(rest[0]) <= 12:
            yield "month", _MONTHS[int(rest[0]) - 1]
    if article.url:
        yield "url", f"{{{_url(article.url)}}}"
    if article.lang:
        yield "langid", f"{{{_bib(article.lang)}}}"
    yield "note", f"{{{_bib(article.locator)}}}"
    if entry.kept.tags:
        yield "keywords", f"{{{_bib(', '.join(entry.kept.tags))}}}"
    told = [entry.kept.note] if entry.kept.note else []
    for quote, kept in entry.quotes:
        speaker = _speaker(quote) or kept.speaker
        told += [f"{_said(quote)}{f' ({speaker})' if speaker else ''}", *([kept.note] if kept.note else [])]
    if told:
        yield "annote", f"{{{_bib(' / '.join(told))}}}"


def _authors(byline: str) -> str:
    """The names of a byline as BibTeX wants them, or the whole of it as one name where it is none but names."""
    names = [name for name in _NAMES.split(re.sub(r"^\s*by\s+", "", byline, flags=re.IGNORECASE)) if name]
    if names and all(_NAME.fullmatch(name) for name in names):
        return " and ".join(_bib(name) for name in names)
    return f"{{{_bib(byline)}}}"


def _cite_key(article: Article) -> str:
    """Who, when, what and a piece of the id: readable, and the same in every export."""
    who = [re.sub(r"[^a-z0-9]", "", word) for word in words(article.outlet or article.byline)[-1:]]
    title = next((word for word in words(article.title) if re.fullmatch(r"[a-z]{4,}", word)), "")
    piece = re.sub(r"[^A-Za-z0-9]", "", article.id)[:6]
    return "".join((*who, re.sub(r"[^0-9]", "", article.date[:4]), title)) + f"-{piece}"


def _url(url: str) -> str:
    """An address without what would end it early."""
    return re.sub(r"[\s<>{}\\]", lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), url.strip())


# Plain text


def _write_text(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    before = ""
    for entry in entries:
        article = entry.article
        if article.id != before:
            if before:
                file.write("\n\n")
            before = article.id
            file.write(f"{_line(article.title) or '(no title)'}\n{_source_line(article)}\n")
            file.write(f"{article.url}\n" if article.url else "")
            _write_kept_text(entry.kept, file, "")
        if parts == "texts":
            file.write(f"\n{article.text[article.body :].strip()}\n")
        for quote, kept in entry.quotes:
            speaker = _speaker(quote) or kept.speaker
            file.write(f"\n  {_said(quote)}{f' — {speaker}' if speaker else ''}\n")
            _write_kept_text(kept, file, "  ")


def _write_kept_text(kept: Kept, file: IO[str], indent: str) -> None:
    if kept.tags:
        file.write(f"{indent}Tags: {', '.join(kept.tags)}\n")
    if kept.note:
        file.write("".join(f"{indent}| {line}\n" for line in kept.note.split("\n")))


FORMATS: dict[str, Callable[[Iterable[Entry], Parts, IO[str]], None]] = {
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
    ".md": _write_markdown,
    ".bib": _write_bibtex,
    ".txt": _write_text,
}
"""Suffix -> what writes such a file."""
