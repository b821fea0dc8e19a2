"""How the commands print: JSON with fixed names, or text for people, both safe for any terminal."""

import os
import re
import sys
from collections.abc import Iterable
from typing import Any

import click
import msgspec

from ...index.model import Hit, QuoteHit, Snippet
from ...index.quotation import quote_fields
from ...index.safe_text import escape_json
from ..panes.copies_label import copies_label
from ..terminal.sanitise import sanitise, sanitise_line

_BOLD, _PLAIN = "\x0e", "\x0f"
"""What stands for bold text until it is printed: two control characters that no sanitised text holds."""


def print_json(value: Any) -> None:
    """Print one object on one line; what JSON would leave as it is but a terminal obeys is escaped."""
    click.echo(escape_json(msgspec.json.encode(value).decode()))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines for people, sanitised; bold text is left plain where colours are not wanted."""
    styles = {_BOLD: "\x1b[1m", _PLAIN: "\x1b[0m"} if _colours() else {_BOLD: "", _PLAIN: ""}
    for line in lines:
        parts = re.split(f"([{_BOLD}{_PLAIN}])", line)
        click.echo("".join(styles[part] if part in styles else sanitise(part) for part in parts), color=True)


def print_text(text: str) -> None:
    """Print text of several lines, sanitised."""
    click.echo(sanitise(text), nl=False)


def strong(text: str) -> str:
    """Return text that `print_lines` prints in bold."""
    return f"{_BOLD}{sanitise_line(text)}{_PLAIN}"


def _colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def say(message: str) -> None:
    """Print a message beside the results, on standard error, sanitised."""
    click.echo(sanitise(message), err=True)


def count(number: int, singular: str, plural: str = "") -> str:
    """`1 article`, `21,578 articles`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def marked(snippet: Snippet) -> str:
    """A snippet with its matches in bold."""
    parts: list[str] = []
    at = 0
    for start, end in snippet.marks:
        parts += (sanitise_line(snippet.text[at:start]), strong(snippet.text[start:end]))
        at = end
    parts.append(sanitise_line(snippet.text[at:]))
    return "".join(parts)


def about(hit: Hit | QuoteHit) -> str:
    """`2017-11-14 · Newsweek`, with what is unknown said so."""
    return sanitise_line(f"{hit.date[:10] or 'undated'} · {hit.outlet or 'unknown outlet'}")


def folded_note(hit: Hit | QuoteHit) -> str:
    """` · +7 outlets`: what is folded into a row; "" for nothing."""
    return f" · {copies_label(hit)}" if hit.copies else ""


def copies_json(hit: Hit | QuoteHit) -> dict[str, Any]:
    """What is folded into a row, under the names that JSON promises."""
    return {"copies": hit.copies, "copy_outlets": hit.copy_outlets}


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
