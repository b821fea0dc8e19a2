"""How the commands print: JSON with fixed names, or text for people, both safe for any terminal."""

import re
import sys
from collections.abc import Iterable
from typing import Any

import click
import msgspec

from ...index.model import Hit, QuoteHit, Snippet
from ...index.quotation import quote_fields
from ..terminal.sanitise import sanitise_line

_HOSTILE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def print_json(value: Any) -> None:
    """One object on one line; what JSON would leave as it is but a terminal obeys is escaped."""
    line = msgspec.json.encode(value).decode()
    click.echo(_HOSTILE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", line))


def print_lines(lines: Iterable[str]) -> None:
    """Lines for people; colours are left out where they are not wanted."""
    colour = None if _colours() else False
    for line in lines:
        click.echo(line, color=colour)


def _colours() -> bool:
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def say(message: str) -> None:
    """A message beside the results, on standard error."""
    click.echo(message, err=True)


def count(number: int, singular: str, plural: str = "") -> str:
    """`1 article`, `21,578 articles`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def marked(snippet: Snippet) -> str:
    """A snippet with its matches in bold."""
    parts: list[str] = []
    at = 0
    for start, end in snippet.marks:
        parts += (sanitise_line(snippet.text[at:start]), click.style(sanitise_line(snippet.text[start:end]), bold=True))
        at = end
    parts.append(sanitise_line(snippet.text[at:]))
    return "".join(parts)


def about(hit: Hit | QuoteHit) -> str:
    """`2017-11-14 · Newsweek`, with what is unknown said so."""
    return sanitise_line(f"{hit.date[:10] or 'undated'} · {hit.outlet or 'unknown outlet'}")


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit under the names that JSON promises."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "id": hit.id,
        "title": hit.title,
        "date": hit.date or None,
        "outlet": hit.outlet or None,
        "locator": hit.locator,
        "snippet": hit.snippet.text,
    }


def quote_json(hit: QuoteHit) -> dict[str, Any]:
    """A quote under the names that JSON promises: `speaker` is the name resolved to, `speaker_text` as written."""
    return {
        "article": hit.article,
        **quote_fields(hit.quote),
        "before": hit.before,
        "after": hit.after,
        "title": hit.title,
        "date": hit.date or None,
        "outlet": hit.outlet or None,
    }
