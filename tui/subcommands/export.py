"""`newsexplore export`: every article that matches, into a file."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import click
import msgspec

from ...index.messages import Scope
from ...index.model import Annotations, Record, Sort
from ..printing import count, print_json, say
from .asking import answers_for
from .opening import Options

COLUMNS = (
    "id",
    "title",
    "date",
    "outlet",
    "byline",
    "url",
    "lang",
    "topics",
    "locator",
    "people",
    "orgs",
    "places",
    "text",
)


def export(options: Options, query: str, output: str, sort: Sort | None, paths: Sequence[str], json: bool) -> None:
    """Write the articles; the file appears whole, or not at all."""
    path = Path(output)
    write = _FORMATS.get(path.suffix.lower())
    if write is None:
        raise click.BadParameter(f"the name must end in {' or '.join(_FORMATS)}", param_hint="--output")
    with answers_for(options, paths) as answers:
        scope = Scope(query)
        for note in answers.parse(scope).notes:
            say(note)
        written = _Counted(answers.records(scope, sort or answers.settings.config.search.sort))
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", newline="", delete=False
        ) as file:
            try:
                write(written, file)
            except BaseException:
                with suppress(OSError):
                    Path(file.name).unlink()
                raise
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    if json:
        print_json({"file": str(path), "articles": written.number})
    else:
        say(f"{count(written.number, 'article')} written to {path}")


class _Counted:
    """Counts records as they pass."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = records
        self.number = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            self.number += 1
            yield record


def _write_csv(records: Iterable[Record], file: IO[str]) -> None:
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for record in records:
        article = record.article
        names = {
            kind: "; ".join(entity.name for entity in record.annotations.entities if entity.type == kind)
            for kind in ("person", "org", "place")
        }
        cells = (
            article.id,
            article.title,
            article.date,
            article.outlet,
            article.byline,
            article.url,
            article.lang,
            "; ".join(article.topics),
            article.locator,
            names["person"],
            names["org"],
            names["place"],
            article.text[article.body :],
        )
        rows.writerow(map(_inert, cells))


def _inert(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula and runs it: an apostrophe in front makes it text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _write_jsonl(records: Iterable[Record], file: IO[str]) -> None:
    for record in records:
        fields = msgspec.to_builtins(record.article)
        del fields["digest"], fields["source"]
        file.write(msgspec.json.encode({**fields, **_annotations(record.annotations)}).decode() + "\n")


def _annotations(annotations: Annotations) -> dict[str, Any]:
    """Quotes and mentions, with offsets into the article's text."""
    return {
        "quotes": [
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
        ],
        "entities": [
            {
                "start": mention.start,
                "end": mention.end,
                "type": annotations.entities[mention.entity].type,
                "canonical": annotations.entities[mention.entity].name,
            }
            for mention in annotations.mentions
        ],
    }


_FORMATS: dict[str, Callable[[Iterable[Record], IO[str]], None]] = {".csv": _write_csv, ".jsonl": _write_jsonl}
