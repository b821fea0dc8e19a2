"""What stands beside articles in JSON, and what the name of a branch says."""

import re
from collections.abc import Mapping
from typing import Any, cast

from ...lazy_pattern import lazy_pattern
from . import field_values, text_field
from .field_names import rank, squash
from .field_values import Record

_ARTICLES = lazy_pattern(r"(?:https?://schema\.org/)?(?:\w*Article|\w*Posting|Report|NewsItem|Review)\Z")
"""Types of schema.org that are articles."""
_DESCRIBED = frozenset(
    "author person user taxonomy category tag imageasset fileasset asset file image organization website".split()
)
"""What publishing systems call that which they keep beside articles."""
_IDENTIFIER = lazy_pattern(r"[\w-]*\d[\w-]*\Z|[0-9a-f]{8,}\Z|[A-Za-z]?\d+\Z", re.I)
_YEAR = lazy_pattern(r"(?:19|20)\d\d\Z")
_TWO_DIGITS = lazy_pattern(r"\d\d?\Z", re.A)
_LONGEST_HEADLINE = 250
_WORDS = lazy_pattern(r"[^\W\d_]{2,}")
_FAILED = frozenset("error fail failed failure ko".split())
_MESSAGES = ("message", "error_message", "errorMessage", "error", "detail", "reason", "fault", "errors")
_MOST_FIELDS_OF_ERRORS = 8
# "World News" and "Sports Daily" are sections; "Ostby Post" and "Daily Ostby" are newspapers.
_PAPER = lazy_pattern(
    r"\b(?:times|post|herald|tribune|gazette|journal|daily|guardian|telegraph|observer|chronicle|mirror|mail|express"
    r"|standard|courier|examiner|independent|inquirer|sentinel|globe|star|sun|news|press|agency|zeitung|tageblatt"
    r"|anzeiger|kurier|rundschau|nachrichten|allgemeine|monde|figaro|país|mundo|diario|corriere|gazzetta|giornale"
    r"|dagblad|dagbladet|avisa|posten|folha|jornal|estado|gazeta|wyborcza|известия|правда|газета|新聞|新闻|日报|日報|時報"
    r"|时报|晚报|일보|신문)\b|(?:新聞|新闻|日报|日報|時報|时报|晚报|일보|신문)\Z",
    re.I,
)
_SECTION = lazy_pattern(
    r"\b(?:world|local|national|international|foreign|breaking|latest|top|sports?|business|politics|political|economy"
    r"|finance|financial|science|health|tech|technology|entertainment|culture|lifestyle|weather|fake|real|good|bad)\b",
    re.I,
)
MAYBE_SECTIONS = frozenset(
    "media people places video videos person place images image users user author authors publisher geo"
    " headline".split()
)
"""Names of what is about an article beside it, and may be sections in an object that is none."""


def api_error(record: Record) -> str:
    """What a service says went wrong, in place of articles; "" for any other record."""
    if len(record) > _MOST_FIELDS_OF_ERRORS or any(rank(name, "title") is not None for name in record):
        return ""
    names = {squash(name): value for name, value in record.items()}
    failed = str(names.get("status", "")).casefold() in _FAILED or any(
        names.get(name) for name in ("error", "errors", "fault", "errorcode", "errormessage")
    )
    if not failed or any(rank(name, "date") is not None for name in record if squash(name) != "timestamp"):
        return ""
    return _message(record)


def _message(value: Any) -> str:
    for _ in range(4):
        if isinstance(value, list) and value:
            value = cast("list[Any]", value)[0]
        if not isinstance(value, Mapping):
            break
        record = cast("Record", value)
        value = next((record[name] for name in _MESSAGES if record.get(name) not in (None, "", True, False)), "")
    return value if isinstance(value, str) else ""


def without_descriptions(items: list[Any]) -> list[Any]:
    """The objects of a list, without what schema.org has beside articles: sites, people, pages."""
    kinds = [_kind(item) for item in items]
    if not all(kinds) or not any(map(_ARTICLES.match, kinds)):
        return items
    return [item for item, kind in zip(items, kinds, strict=True) if _ARTICLES.match(kind)]


def is_description(record: Record) -> bool:
    """Whether a record says of itself that it is a person, a topic or a file.

    Dumps of publishing systems have them beside articles: `{"_type": "author"}`, `{"type": "taxonomy_term--tags"}`.
    """
    kinds = (record.get(name) for name in ("_type", "type", "@type"))
    parts = (re.split(r"--|[._]", kind.casefold()) for kind in kinds if isinstance(kind, str))
    return any(not _DESCRIBED.isdisjoint((words[-1], words[0])) for words in parts)


def _kind(item: Any) -> str:
    kind: Any = cast("Record", item).get("@type") if isinstance(item, Mapping) else None
    if isinstance(kind, list):
        kinds = [one for one in cast("list[Any]", kind) if isinstance(one, str)]
        return next(filter(_ARTICLES.match, kinds), kinds[0] if kinds else "")
    return kind if isinstance(kind, str) else ""


def is_headline(name: str) -> bool:
    """Whether the name of a branch reads as a headline: "Pier of Ostby", not "article 12" or an address."""
    return (
        len(name) <= _LONGEST_HEADLINE and len(_WORDS.findall(name)) > 1 and " " in name.strip() and "://" not in name
    )


def is_newspaper(name: str) -> bool:
    """Whether the name of a branch is one that newspapers and agencies have, rather than a section."""
    return len(name) > 1 and _PAPER.search(name) is not None and not _SECTION.search(name) and name != name.lower()


def is_feed(branch: Any) -> bool:
    """Whether an object describes a feed: its name and address, and no moment at which it was published."""
    record = cast("Record", branch) if isinstance(branch, Mapping) else {}
    addressed = any(squash(name) in ("url", "link", "feedurl") for name in record)
    return "title" in record and addressed and not any(rank(name, "date") is not None for name in record)


def unlisted(member: tuple[str, Any]) -> tuple[str, Any]:
    """A member of an object; its value without the list that a program puts around each when it turns XML into JSON."""
    name, value = member
    if isinstance(value, list) and len(cast("list[Any]", value)) == 1:
        value = cast("list[Any]", value)[0]
    return name, value


def next_period(around: str, name: str) -> str:
    """A year, month or day as far as branches in each other name it; "" for a name that is no next part of it."""
    if not around:
        return name if _YEAR.match(name) else ""
    last = 12 if len(around) == 4 else 31
    return f"{around}-{name:0>2}" if _TWO_DIGITS.match(name) and 1 <= int(name) <= last else ""


def titled(value: Any) -> bool:
    """Whether an object, or those in it, have titles."""
    record = cast("Record", value)
    if any(rank(name, "title") is not None and squash(name) != "name" for name in record):
        return True
    return any(isinstance(inner, list) or (isinstance(inner, Mapping) and titled(inner)) for inner in record.values())


def is_named_article(record: Record) -> bool:
    """Whether an object whose headline is its `name` is an article all the same: it has a summary, date and address."""
    kinds = {
        field
        for field in ("summary", "date", "url")
        for name, value in record.items()
        if value and rank(name, field) is not None
    }
    return len(kinds) == 3 and any(
        squash(name) == "name" and field_values.title(value) for name, value in record.items()
    )


def texts_by_title(record: Record) -> bool:
    """Whether an object is several texts, each under its headline or number."""
    return len(record) > 1 and all(
        isinstance(value, str) and rank(name, "text") is None and rank(name, "summary") is None
        and (" " in name.strip() or is_identifier(name) or name.startswith("http")) and text_field.is_running(value)
        for name, value in record.items()
    )  # fmt: skip


def is_identifier(name: str) -> bool:
    """Whether the name of a branch is a number or a key rather than a word."""
    return _IDENTIFIER.match(name) is not None


def is_highlighted_story(name: str, value: Any) -> bool:
    """Whether the object under `highlight` is the first story of several, not marks of what was searched for."""
    if squash(name) != "highlight" or not isinstance(value, Mapping):
        return False
    record = cast("Record", value)
    return isinstance(record.get("title"), str) and any(isinstance(record.get(one), str) for one in ("link", "url"))


def is_part(name: str) -> bool:
    """Whether a field of this name holds the text, headlines or summaries of one article, however many."""
    return any(rank(name, field) is not None for field in ("text", "title", "summary"))


def nothing(value: Any) -> str:
    """Why a value is no article."""
    if isinstance(value, Mapping):
        names = ", ".join(str(name)[:30] for name in list(cast("Record", value))[:8])
        return f"no field that holds a text or a title (fields: {names}); name them in the corpus's `fields`"
    return f"no articles: the file holds {kind(value)}"


def kind(value: Any) -> str:
    """What a JSON value is, for a message."""
    kinds = {str: "a text", list: "a list", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
