"""Text files of many articles with a rule or a number between them: each a headline, its date, and its text."""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT, Draft, Flaw, Input, Unreadable
from ...fields import front_matter
from ...fields.text_head import read_head, without_dates
from ...findings import Findings
from ...text import encodings
from ...text.lines import whole
from .plain_text import from_fields, with_head

_RULE = lazy_pattern(r"^[ \t]*((?:[-=_*#~+]|\* ){5,})[ \t]*$", re.M)
_NUMBERED = lazy_pattern(
    r"^[ \t]*(?:article|artikel|artículo|artigo|articolo|document|documento?|dokument|item|story|text|clipping|noticia"
    r"|nachricht|meldung|документ|статья|текст|文章|記事|기사)\s*(?:no\.?|nr\.?|№|#)?\s*(\d{1,5})"
    r"(?:\s*(?:of|von|de|sur|di|/)\s*\d{1,5})?\s*[:.]?[ \t]*$",
    re.M | re.I,
)
"""A line that counts articles: `Article 1 of 12`."""
_LONGEST_TITLE = 200
_FEWEST = 2
_MOST = 0.8
"""Share of the parts that must begin as an article does."""


def looks_like(text: str) -> bool:
    """Whether rules divide a text into articles: most parts begin with a headline above a date, or with fields."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    parts = _parts(text)
    if len(text) >= 60_000 and len(parts) > _FEWEST:
        parts.pop()  # cut anywhere
    if len(parts) < _FEWEST:
        return False
    return sum(map(_begins, parts)) >= _MOST * len(parts)


def _begins(part: str) -> bool:
    if front_matter.split(part)[0]:
        return True
    head = read_head(part, Findings())
    return head is not None and bool(head.date) and bool(head.body.strip())


def _parts(text: str) -> list[str]:
    """The parts between the rule that a text has most of, or else those below lines that count them from one."""
    rules = Counter(match[1].strip() for match in _RULE.finditer(text))
    if not rules:
        marks = list(_NUMBERED.finditer(text))
        if (
            not marks
            or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1))
            or text[: marks[0].start()].strip()
        ):
            return []
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        return [text[mark.end() : end].strip("\n") for mark, end in zip(marks, ends, strict=True)]
    rule, _ = rules.most_common(1)[0]
    pieces = re.split(rf"^[ \t]*{re.escape(rule)}[ \t]*$", text, flags=re.M)
    return [part.strip("\n") for part in pieces if part.strip()]


def _headline_first(parts: list[str]) -> list[str]:
    """The parts with the headline on the first line, where outlet and date stand above it: few outlets have many."""
    rows = [part.split("\n", 3) for part in parts]
    if len({row[0].strip() for row in rows}) > len(parts) / 2:
        return parts
    if not all(len(row) == 4 and _is_date(row[1]) and row[2].strip() and len(row[2]) <= _LONGEST_TITLE for row in rows):
        return parts
    return [f"{title}\n{date}\n{outlet}\n{rest}" for outlet, date, title, rest in rows]


def _is_date(line: str) -> bool:
    return not without_dates(f"{line.strip()}\nx").startswith(line.strip())


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the articles of a file.

    Raises:
        Unreadable: it is too long.
    """
    text = whole(given, encodings.declared(given.head)).replace("\r\n", "\n").lstrip("\ufeff")
    if len(text) > MAX_TEXT:
        raise Unreadable(f"longer than {MAX_TEXT >> 20} million characters")
    for number, part in enumerate(_headline_first(_parts(text)), 1):
        found, body = front_matter.split(part)
        draft = from_fields(found, body, given)
        headed = None if draft.title else with_head(draft, given.findings, given.corpus.outlet)
        yield structs.replace(headed or draft, number=number)
