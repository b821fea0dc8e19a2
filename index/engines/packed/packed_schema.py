"""The schema of packs: kinds of documents, fields, columns; and the encoding of dates."""

import re
from datetime import UTC, datetime
from typing import Final

ARTICLE, QUOTE, SOURCE = 0, 1, 2
"""Kinds of documents; an article's quotes follow it, in order."""

TEXT_FIELDS: Final = ("title", "text", "quote")
"""Fields with positions and lengths."""
ARTICLE_NAMES: Final = ("person", "org", "place", "entity", "outlet", "byline", "topic", "lang", "corpus")
QUOTE_NAMES: Final = ("speaker", "about", "cue", "stance", "confidence")
KEYS: Final = ("id", "source", "path")
"""Fields of unanalysed whole values: an article's id and file, a source's path."""
ALL_FIELDS: Final = (*TEXT_FIELDS, *ARTICLE_NAMES, *QUOTE_NAMES, *KEYS)
WHOLE: Final = "="
"""Prefix of whole values in a name field's terms; no word starts with it."""

NO_STAMP: Final = -(2**62)
"""Time of undated articles, before all others."""


def text_fields(field: str) -> tuple[str, ...]:
    """Return the text fields that a query field stands for; none for a name field."""
    return ("title", "text") if field == "" else (field,) if field in TEXT_FIELDS else ()


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def day_number(date: str) -> int:
    """Encode the day of an ISO date as a sortable number, 2017-11-03 as 20171103; 0 for no date."""
    found = _DAY.match(date)
    return int("".join(found.groups())) if found else 0


def timestamp(date: str) -> int:
    """Convert an ISO date or time to seconds since 1970, UTC unless it has a zone; `NO_STAMP` for none."""
    if not day_number(date):
        return NO_STAMP
    for text in (date, date[:10]):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            continue
        try:
            return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
        except OverflowError:  # year 1 or 9999 in another zone
            return int(moment.replace(tzinfo=UTC).timestamp())
    return NO_STAMP + day_number(date)  # an invalid day, 31 February: before all others, in order
