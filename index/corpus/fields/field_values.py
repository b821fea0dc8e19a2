"""Values of named fields -> the strings of an article, whatever the tool that wrote them wrapped them in."""

import ast
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from ...lazy_pattern import lazy_pattern
from ..findings import Findings
from ..text.main_text import page_text
from ..text.markup import has_markup, plain
from . import rich_text
from .field_names import is_foreign_prose, squash
from .withheld import is_removed, is_unpaid, uncut

Record = Mapping[str, Any]

_EMPTY = frozenset(
    "nan nat none null n/a na <na> [] {} () - -- \\n undefined nil n.a. n.d. k.a. s/d #n/a #na (null) <null>"
    " character(0)".split()
) | {"", "k. a.", "n. a."}
"""What programs write for a value that is missing."""
_WRAPPERS = frozenset(
    "rendered $date $numberlong $numberint $numberdouble $oid $t #text _text @value __cdata cdata $ _ _value"
    " stringvalue timestampvalue integervalue doublevalue arrayvalue mapvalue _seconds".split()
)
"""Names of the only thing of interest in an object that a tool wrapped around a value."""
_TYPED = ("__datatype__", "value")
"""Names in the object that backups of Firestore put around a value of theirs."""
_MOMENTS = frozenset(("seconds", "nanoseconds", "nanos"))
"""Names in the object that a moment is in Protocol Buffers, and so in Firestore."""
_LITERAL = lazy_pattern(r"(?:\[.*\]|\{.*\}|\(.*\)|b'.*'|b\".*\")\Z", re.S)
_LONGEST_LITERAL = 1_000_000
_DEEPEST_LITERAL = 24
_DEEPEST_TEXT = 8
_ATTRIBUTES = frozenset(
    "type kind role style class lang language format mime contenttype tag date id key marks nodetype".split()
)
_NOBODY = frozenset(
    "unknown unbekannt inconnu desconocido desconhecido sconosciuto onbekend nieznany неизвестно bilinmiyor 未知 不明"
    " unspecified".split()
)
"""What stands for an author whom nobody knows."""
_ADDRESS_BEHIND = lazy_pattern(r"[\s,;(|-]*https?://\S+")
_GIVEN_NAMES = "firstname first given givennames vorname prenom nombre nome voornaam imie имя ad".split()
_LAST_NAMES = (
    "lastname last family surname nachname nom apellido apellidos cognome sobrenome achternaam nazwisko фамилия soyad"
).split()
_DYNAMO = frozenset(("S", "N", "SS", "NS", "L", "M"))
"""Names of DynamoDB's types, the only name in the object around each value."""
_MOST_DAYS = 100_000
"""Numbers below are no moments in seconds; as dates of spreadsheets, their fraction is the time."""
_OBJECT_ID = lazy_pattern(r"ObjectId\(['\"]?([0-9a-f]{24})['\"]?\)\Z")
_SIGNS = lazy_pattern(r"[-+~]{3}")
_URL_FORM = lazy_pattern(r"https?://[^\s/]+", re.I)
_REFERENCE = lazy_pattern(r"https?://(?:www\.)?zotero\.org/(?:users|groups)/", re.I)
_READER_TAG = lazy_pattern(r"user/[^/]+/(?:(?P<state>state)|label|tag)/(?P<name>.*)")
"""How feed readers write a reader's own labels; their states (read, starred) are no topics."""
_CODE = lazy_pattern(r"(?=[^\s]*\d|\S*[a-z][A-Z])[!-~]{10,}\Z")
_PAGE = lazy_pattern(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I)
_BY = lazy_pattern(r"^(?:by|von|par|por|di|door|af|av|przez|от|author:|автор:?)(?:\s+(?=\S)|\Z)", re.I)
_WIKI_LINK = lazy_pattern(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_CDATA = lazy_pattern(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_INNER = (
    "rendered name fullname displayname original main basic default value title label text content plain description"
    " #text @value"
).split()


def is_missing(value: Any) -> bool:
    """Whether a value is none: null, NaN, blank, or a word that programs write for it."""
    if isinstance(value, str):
        return len(value) < 16 and value.strip().casefold() in _EMPTY
    return value is None or (isinstance(value, float) and math.isnan(value))


def unwrap(value: Any) -> Any:
    """The value itself, without the objects and quotation that tools put around it; None if there is none.

    `{"rendered": x}`, `{"$date": x}`, `{"stringValue": x}`, `{"seconds": x, "nanoseconds": 0}`, `"['a', 'b']"`,
    `"{'name': x}"` and `"b'x'"` become what they hold.
    """
    for _ in range(4):
        if is_missing(value):
            return None
        if isinstance(value, str):
            inner = _literal(value)
            if inner is None:
                return value
            value = inner
        elif isinstance(value, Mapping):
            record = cast("Record", value)
            name = next((key for key in record if key.casefold() in _WRAPPERS and record[key] is not None), None)
            if (
                name is None
                and len(record) == 1
                and (not _DYNAMO.isdisjoint(record) or isinstance(record.get("values"), list))
            ):
                name = next(iter(record))
            if name is None and len(record) == 2:
                name = _wrapping_pair(record)
            if name is None or (len(record) > 1 and name.casefold() in ("$", "_")):
                return record
            value = record[name]
        else:
            return value
    return value


def _wrapping_pair(record: Record) -> str | None:
    """The name of the value in an object that has only its type, or its fraction, besides; None for any other."""
    if all(name in record for name in _TYPED):
        return "value"
    return "seconds" if "seconds" in record and all(name in _MOMENTS for name in record) else None


def _literal(text: str) -> Any:
    """What a Python or JSON literal of a list, object or bytes says; None if the text is none."""
    stripped = text.strip()
    if stripped[:1] not in "[{(b" or len(stripped) > _LONGEST_LITERAL or not _LITERAL.match(stripped):
        return None
    if stripped[0] in "[{":
        try:
            return json.loads(stripped)
        except (ValueError, RecursionError):
            pass
    if not _is_shallow(stripped) or _SIGNS.search(stripped):
        return None
    try:
        found: Any = ast.literal_eval(re.sub(r"\b(?:nan|NaT|null)\b", "None", stripped))
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
    if isinstance(found, bytes):
        return found.decode("utf-8", "replace")
    return found if isinstance(found, (list, dict, tuple)) else None


def _is_shallow(text: str) -> bool:
    depth = deepest = 0
    for char in re.findall(r"[\[\](){}]", text):
        depth += 1 if char in "[({" else -1
        deepest = max(deepest, depth)
    return deepest <= _DEEPEST_LITERAL


def strings(value: Any, inner: Sequence[str] = _INNER) -> list[str]:
    """The texts in a value: itself, those of a list, or the name of an object."""
    value = unwrap(value)
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, float)):
        return [str(value)]
    if isinstance(value, Mapping):
        return _named(cast("Record", value), inner)
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[Any]", value)
        return [text for item in items if not isinstance(item, (list, tuple)) for text in strings(item, inner)]
    return []


def _named(record: Record, inner: Sequence[str]) -> list[str]:
    found = {squash(key) or key: value for key, value in record.items()}
    for name in inner:
        text = unwrap(found.get(squash(name) or name))
        if isinstance(text, str) and text.strip():
            return [text]
    for name in ("data", "attributes", "node", "main", "fields"):
        within = found.get(name)
        if isinstance(within, Mapping) and (names := _named(cast("Record", within), inner)):
            return names
    first = next((found[name] for name in _GIVEN_NAMES if found.get(name)), None)
    last = next((found[name] for name in _LAST_NAMES if found.get(name)), None)
    if isinstance(last, str) and last.strip():
        return [f"{first} {last}".strip() if isinstance(first, str) else last]
    return []


def is_page(value: str) -> bool:
    """Whether a value is the source of a whole page."""
    return _PAGE.match(value) is not None


def words(value: str) -> str:
    """Text without markup, escaped once or twice; blocks become paragraphs."""
    if "<![CDATA[" in value:
        value = _CDATA.sub(r"\1", value)
    for _ in range(3):
        if not has_markup(value):
            return value
        value = page_text(value) if _PAGE.match(value) else plain(value)
    return value


def line(value: Any) -> str:
    """A value on one line: a headline, a list of names joined by commas."""
    value = unwrap(value)
    texts = [text for text in strings(value) if not is_missing(text)]
    if isinstance(value, (list, tuple)) and texts and isinstance(value[0], Mapping) and "role" in value[0]:
        texts = texts[:1]  # several headlines in roles: the main one comes first
    return words(", ".join(texts)).replace("\n", " ").strip()


def title(value: Any) -> str:
    """A headline; "" for an address, a number, or a notice of removal."""
    text = line(value)
    if _URL_FORM.match(text) or is_removed(text) or not any(char.isalpha() for char in text):
        return ""
    return text


def text(value: Any) -> str:
    """Running text: paragraphs of a list, the best rendering of several, HTML reduced to its words."""
    inner = unwrap(value)
    if not (isinstance(value, str) and isinstance(inner, Mapping)):  # a text that is an object is one about programs
        value = inner
    if isinstance(value, str):
        tree = rich_text.stored(value)
        if tree is None:
            return "" if is_removed(value) or is_unpaid(value) else uncut(words(value))
        value = tree
    blocks = rich_text.paragraphs(value) or [rich_text.sentence(value)]
    if blocks != [""]:
        return "\n\n".join(words(block) for block in blocks)
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[Any]", value)
        if items and isinstance(items[0], Mapping) and ("role" in items[0] or "contentType" in items[0]):
            return _body_in_roles([cast("Record", item) for item in items if isinstance(item, Mapping)])
    if isinstance(value, (list, tuple, Mapping)):
        found = cast("Any", value)
        if sections := rich_text.sections(found):
            return "\n\n".join(words(part) for part in sections)
        inner = ("text", "content", "html", "body", *_INNER)
        parts = strings(found, inner)
        if not parts or _is_structured(found):
            parts = list(_running_parts(found, 0))
        return "\n\n".join(words(part) for part in parts)
    return ""


def _is_structured(value: Any) -> bool:
    """Whether a text is stored as a tree: sections that hold paragraphs."""
    items = list(cast("Record", value).values()) if isinstance(value, Mapping) else list(cast("Sequence[Any]", value))
    if isinstance(value, Mapping):
        return any(isinstance(item, (list, Mapping)) for item in items)
    return any(_is_structured(item) for item in items[:20] if isinstance(item, (list, Mapping)))


def _running_parts(value: Any, depth: int) -> Iterator[str]:
    """Yield the strings of a tree in order, without addresses, identifiers and what stands beside the text."""
    if isinstance(value, str):
        if is_prose_like(value) and not is_missing(value):
            yield value
    elif isinstance(value, (list, tuple)) and (sentence := rich_text.sentence(value)):
        yield sentence
    elif isinstance(value, (list, tuple)) and depth < _DEEPEST_TEXT:
        for item in cast("Sequence[Any]", value):
            yield from _running_parts(item, depth + 1)
    elif isinstance(value, Mapping) and depth < _DEEPEST_TEXT:
        for name, inner in cast("Record", value).items():
            if not is_foreign_prose(name) and squash(name) not in _ATTRIBUTES:
                yield from _running_parts(inner, depth + 1)


def is_prose_like(value: str) -> bool:
    """Whether a text can be an article's: not an address, an identifier or a number."""
    stripped = value.strip()
    if " " in stripped[:2000] or "\n" in stripped[:2000]:
        return not _URL_FORM.fullmatch(stripped)
    return any(char.isalpha() for char in stripped) and not _CODE.match(stripped) and not _URL_FORM.match(stripped)


_ROLES = ("main", "text", "body", "html", "xhtml")


def _body_in_roles(items: Sequence[Record]) -> str:
    """The best of several renderings of one body, as ninjs gives them."""
    by_role = {str(item.get("role", "")): str(item.get("value", "")) for item in items}
    for role in _ROLES:
        if by_role.get(role, "").strip():
            return words(as_page(role, by_role[role]))
    return ""


def as_page(name: str, value: Any) -> Any:
    """The value, with line breaks that mean nothing taken out of HTML which happens to have no tags."""
    return " ".join(value.split()) if name.endswith("html") and isinstance(value, str) and "<" not in value else value


def date(value: Any, findings: Findings, url: str = "") -> str:
    """ISO form of a date in any form; "" if it is unknown."""
    value = unwrap(value)
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            return ""
        return findings.date(str(int(value) if value == int(value) or value > _MOST_DAYS else value), serial=True)
    if hasattr(value, "isoformat"):  # YAML and TOML give dates as such
        return findings.date(value.isoformat())
    parts = cast("Record", value).get("date-parts") if isinstance(value, Mapping) else [value]
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and len(parts[0]) == 3:  # as CSL has it
        year, month, day = map(str, cast("list[list[Any]]", parts)[0])
        return findings.date(f"{year}-{month:0>2}-{day:0>2}")
    texts = strings(value, ("$date", "date", "iso", "published", "start", "raw", "literal", *_INNER))
    return next((found for text in texts if (found := findings.date(text, url, serial=True))), "")


ONLY_OBJECTS = frozenset(("origin", "feed", "channel", "blog"))
"""Names under which an object describes an outlet, and a text is a program, a place, a kind or an address."""


def outlet(name: str, value: Any) -> str:
    """The publisher's name; "" for what cannot be one under this field name.

    Args:
        name: the field's name as `squash` gives it.
        value: its value.
    """
    value = unwrap(value)
    if name in ONLY_OBJECTS and not isinstance(value, Mapping):
        return ""
    if isinstance(value, Mapping):
        found = _named(cast("Record", value), ("name", "title", "displayname", "label", "domain", "id", "href"))
    else:
        found = strings(value, ("name", "title", "domain", "href"))[:1]
    text = words(found[0]).strip() if found else ""
    match = _URL_FORM.match(text)
    if match:
        text = "" if name == "media" else match.group().split("//")[1]  # the address of a picture
    elif name in ("domain", "hostname", "sourcedomain", "website") and ("." not in text or " " in text):
        return ""
    if is_missing(text) or len(text) > 120 or "\n" in text or not any(char.isalpha() for char in text):
        return ""
    return re.sub(r"^www\d?\.(?=[^\s]+$)", "", text)


def byline(value: Any) -> str:
    """Who wrote it, without "By"."""
    inner = (
        *("name", "original", "fullname", "displayname", "literal", "by", "byline"),
        *("value", "label", "text", "rendered", "title", "#text"),
    )
    texts = [
        _BY.sub("", _ADDRESS_BEHIND.sub("", text).strip() if "://" in text else text.strip())
        for text in strings(value, inner)
        if not is_missing(text)
    ]
    text = words(", ".join(text for text in texts if text and not _URL_FORM.match(text))).replace("\n", " ").strip()
    if len(text) > 300 or not any(char.isalpha() for char in text) or text.casefold() in _NOBODY:
        return ""
    return _BY.sub("", _WIKI_LINK.sub(r"\1", text))


def url(value: Any) -> str:
    """The first web address in a value, but for those of a reference manager's own records."""
    for text in strings(value, ("href", "url", "canonical", "@id", *_INNER)):
        if _URL_FORM.match(text.strip()) and not _REFERENCE.match(text.strip()):
            return text.strip()
    return ""


def topics(value: Any) -> Iterator[str]:
    """Yield the topics in a value: a list, objects with a name or value, or a line with separators."""
    value = unwrap(value)
    texts = strings(value, ("value", *_INNER) if _has_kinds(value) else (*_INNER, "term"))
    if isinstance(value, str):
        if value.startswith("{") and ":" not in value:
            value = value.strip("{}").replace('"', "")  # as PostgreSQL writes lists
        texts = re.split(r"[,;|、，]", value)
    for text in texts:
        text = words(text).strip()
        own = _READER_TAG.match(text)
        if own:
            text = "" if own["state"] else own["name"]
        if text and not text.isdigit() and len(text) <= 100 and not is_missing(text) and not _URL_FORM.match(text):
            yield text


def _has_kinds(value: Any) -> bool:
    """Whether a list's objects give a kind under `name` and the topic itself under `value`."""
    if not isinstance(value, (list, tuple)) or not value:
        return False
    first = cast("Sequence[Any]", value)[0]
    return isinstance(first, Mapping) and "name" in first and "value" in first


def key(value: Any) -> str:
    """A record's own id."""
    value = unwrap(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and (named := _OBJECT_ID.match(value.strip())):
        return named[1]
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
