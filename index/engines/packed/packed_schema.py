"""What a pack of articles holds: kinds of documents, fields, columns; and how dates are packed."""

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
"""Fields of whole values, as they are: of articles their id and the file they are from, of sources their path."""
ALL_FIELDS: Final = (*TEXT_FIELDS, *ARTICLE_NAMES, *QUOTE_NAMES, *KEYS)
WHOLE: Final = "="
"""Before a whole value in a name field's terms: no word starts so."""

NO_STAMP: Final = -(2**62)
"""Time of the undated, before all others."""


def text_fields(field: str) -> tuple[str, ...]:
    """The text fields that a field of the query stands for; none for one of names."""
    return ("title", "text") if field == "" else (field,) if field in TEXT_FIELDS else ()


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def day_number(date: str) -> int:
    """The day of an ISO date as a number, 2017-11-03 as 20171103: they sort and compare as the dates do; 0 for none."""
    found = _DAY.match(date)
    return int("".join(found.groups())) if found else 0


def timestamp(date: str) -> int:
    """An ISO date or time as seconds since 1970 (UTC unless it says otherwise), to sort by; `NO_STAMP` for none."""
    if not day_number(date):
        return NO_STAMP
    for text in (date, date[:10]):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            continue
        try:
            return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
        except OverflowError:  # the year 1 or 9999 in another zone
            return int(moment.replace(tzinfo=UTC).timestamp())
    return NO_STAMP + day_number(date)  # no such day, 31 February: before all others, in order
