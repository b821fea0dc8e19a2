"""Records with named fields (JSON, tables, front matter, header lines) -> drafts, by the names that are usual."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

from . import dates
from .draft import Draft
from .languages import code
from .markup import has_markup, plain

Record = Mapping[str, Any]

# Names without case, spaces and punctuation, the better ones first. Left out on purpose: source_url (an outlet's
# front page), date_download and scraped_at (when somebody fetched it), image and thumbnail urls.
_TITLE = "headline title headlines heading hed videotitle articletitle newstitle pagetitle name"
_TEXT = (
    "contentoriginal bodytext articlebody articletext maintext fulltext contenttext textcontent plaintext rawtext body"
    " content text article story bodies paragraphs bodyhtml bodyxhtml contenthtml html contentencoded"
)
_SUMMARY = "description summary abstract brief lead teaser excerpt descriptions caption snippet descriptiontext"
_DATE = (
    "published pubdate publisheddate datepublished publishedtime publishedat publishedon publicationdate"
    " publicationdatetime publishdate datepublish dateofpublication publishingdate publicationtime pubtime"
    " posted postdate articledate newsdate date datetime datetimeiso firstcreated contentcreated"
    " versioncreated created createdat createdon datecreated timestamp time day updated updatedat modified"
)
_OUTLET = (
    "publication outlet newspaper publisher sitename newssource sourcename source journal media provider infosources"
    " site sourcedomain domain hostname copyrightholder"
)
_BYLINE = "byline by author authors creator dccreator writer reporter reporters journalist authorname"
_URL = "url link canonical canonicalurl canonicallink articleurl weburl permalink originalurl videourl href uri id guid"
_LANG = "language lang inlanguage languagecode langcode locale"
_TOPICS = (
    "topics topic tags tag categories category section sections articlesection keywords keyword subject subjects"
    " videotag newsdesk people places orgs organisations organizations exchanges companies"
)
_ID = "id uid uuid articleid docid documentid newid did recordid bodyid guid itemid uri"

# Objects beside the article, or about somebody else: their texts and titles are not the article's.
_OTHERS_NAMES = (
    "comments comment associations related relatedarticles renditions images image media video videos author"
    " authors publisher thumbnails gallery links attachments people person places place organisations geo user"
    " newscluster multimedia headline eventdetails"
)
_OTHERS = frozenset(_OTHERS_NAMES.split())
_DEPTH = 3
"""Objects in objects that are searched for the one that holds the text."""
_SQUASH = re.compile(r"[\W_]+")
_URL_FORM = re.compile(r"https?://[^\s/]+", re.I)
_BY = re.compile(r"^(?:by|von|par|por|di)\s+(?=\S)", re.I)
_INNER = ("name", "value", "title", "label", "text", "content", "fullname", "full_name", "main", "#text", "@value")


class _Names(NamedTuple):
    title: Sequence[str] = _TITLE.split()
    text: Sequence[str] = _TEXT.split()
    summary: Sequence[str] = _SUMMARY.split()
    date: Sequence[str] = _DATE.split()
    outlet: Sequence[str] = _OUTLET.split()
    byline: Sequence[str] = _BYLINE.split()
    url: Sequence[str] = _URL.split()
    lang: Sequence[str] = _LANG.split()
    topics: Sequence[str] = _TOPICS.split()
    key: Sequence[str] = _ID.split()


_NAMES = _Names()
_TEXT_NAMES = frozenset(_NAMES.text)
_RECOGNISED = frozenset(name for names in _NAMES for name in names)


@lru_cache(maxsize=4096)
def squash(name: str) -> str:
    """A field name as it is compared: `date_Published` -> `datepublished`."""
    return _SQUASH.sub("", name).casefold()


def is_usual(name: str) -> bool:
    """Whether a field of this name is recognised."""
    return squash(name) in _RECOGNISED


def is_text(name: str) -> bool:
    """Whether this is a usual name for an article's text."""
    return squash(name) in _NAMES.text


def is_title(name: str) -> bool:
    """Whether this is a usual name for a headline."""
    return squash(name) in _NAMES.title


def draft(record: Record, mapping: Mapping[str, str], number: int = 0, evidence: bytes = b"") -> Draft | None:
    """The draft of a record; None when it has neither a text nor a title by any known name.

    Args:
        record: field names and values: strings, numbers, lists or nested objects.
        mapping: article field -> source field, dotted into nested objects; what it finds wins over the usual names,
            and an empty source field leaves the article's empty.
        number: place of the record in its file, 0 if it is alone there.
        evidence: the beginning of its file, where other dates show the order of day and month.
    """
    finder = _Finder(record, mapping)
    text, title = finder.first("text", _text), finder.first("title", _line)
    if not text:
        text = next((found for value in finder.usual(_NAMES.summary) if (found := _text(value))), "")
    if not text and not title:
        return None
    return Draft(
        title=title,
        text=text,
        date=finder.first("date", lambda value: _date(value, evidence)),
        outlet=finder.first("outlet", _outlet),
        byline=_BY.sub("", finder.first("byline", _line)),
        url=finder.first("url", _url),
        lang=finder.first("lang", lambda value: code(_line(value))),
        topics=tuple(dict.fromkeys(topic for value in finder.all("topics") for topic in _topics(value))),
        key=finder.first("key", _key),
        number=number,
    )


def has_text(record: Record, mapping: Mapping[str, str]) -> bool:
    """Whether a record has an article's text by a known name (a summary does not count), or an object in it has."""
    return bool(_Finder(record, mapping).first("text", _text))


def is_article(record: Record, mapping: Mapping[str, str]) -> bool:
    """Whether a record holds a text itself: not in an object or list within it."""
    source = mapping.get("text")
    if source and isinstance(_dotted(record, source), str):
        return True
    return any(isinstance(value, str) and value.strip() and is_text(key) for key, value in record.items())


def is_aside(name: str) -> bool:
    """Whether a field of this name holds what is beside the article: its comments, pictures, related stories."""
    return squash(name) in _OTHERS


class _Finder:
    """Looks fields up: as configured, then by usual names in the object that holds the text, then around it."""

    def __init__(self, record: Record, mapping: Mapping[str, str]):
        self._record = record
        self._mapping = mapping
        self._chain = [
            {
                name: _as_page(name, value)
                for key, value in level.items()
                if value not in (None, "")
                for name in (squash(key),)
            }
            for level in _path_to_text(record)
        ]

    def usual(self, names: Iterable[str]) -> Iterable[Any]:
        """Values under these names, better names first, inner objects before outer."""
        return [level[name] for level in self._chain for name in names if name in level]

    def all(self, field: str) -> Iterable[Any]:
        """Values for an article's field: the configured one alone, or every usual one."""
        source = self._mapping.get(field)
        if source is not None:
            value = _dotted(self._record, source) if source else ""
            if value is not None:
                return (value,)
        return self.usual(getattr(_NAMES, field))

    def first(self, field: str, convert: Callable[[Any], str]) -> str:
        """The first value for a field that converts to something."""
        for value in self.all(field):
            found = convert(value)
            if found:
                return found
        return ""


def _path_to_text(record: Record) -> list[Record]:
    """The object that holds the text, and those around it, innermost first; the record alone if none holds one."""
    if _has_text(record):
        return [record]
    level: list[list[Record]] = [[record]]
    for _ in range(_DEPTH):
        level = [
            [cast("Record", value), *chain]
            for chain in level
            for key, value in chain[0].items()
            if isinstance(value, Mapping) and squash(key) not in _OTHERS
        ]
        for chain in level:
            if _has_text(chain[0]):
                return chain
    return [record]


def _has_text(record: Record) -> bool:
    return any(squash(key) in _TEXT_NAMES and _text(value) for key, value in record.items())


def _as_page(name: str, value: Any) -> Any:
    """The value, with line breaks that mean nothing taken out of HTML which happens to have no tags."""
    return " ".join(value.split()) if name.endswith("html") and isinstance(value, str) and "<" not in value else value


def _dotted(record: Record, path: str) -> Any:
    """The value at a dotted path; the whole path is tried as one name first."""
    if path in record:
        return record[path]
    value: Any = record
    for name in path.split("."):
        if isinstance(value, list) and value:
            value = value[0]
        if not isinstance(value, Mapping):
            return None
        found = cast("Record", value)
        value = found.get(name)
        if value is None:
            value = next((inner for key, inner in found.items() if key.casefold() == name.casefold()), None)
    return value


def _strings(value: Any) -> list[str]:
    """The texts in a value: itself, those of a list, or the name of an object."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, float)):
        return [str(value)]
    if isinstance(value, Mapping):
        found = {squash(key): inner for key, inner in cast("Record", value).items()}
        for name in _INNER:
            inner = found.get(squash(name))
            if isinstance(inner, str) and inner.strip():
                return [inner]
        return []
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[Any]", value)
        return [text for item in items for text in (_strings(item) if not isinstance(item, (list, tuple)) else [])]
    return []


def _line(value: Any) -> str:
    texts = _strings(value)
    if isinstance(value, (list, tuple)) and texts and isinstance(value[0], Mapping) and "role" in value[0]:
        texts = texts[:1]  # several headlines in roles: the main one comes first
    line = ", ".join(texts)
    return plain(line).replace("\n", " ") if has_markup(line) else line


def _text(value: Any) -> str:
    if isinstance(value, str):
        return plain(value) if has_markup(value) else value
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[Any]", value)
        if items and isinstance(items[0], Mapping) and ("role" in items[0] or "contentType" in items[0]):
            return _body_in_roles([cast("Record", item) for item in items if isinstance(item, Mapping)])
        return "\n\n".join(plain(text) if has_markup(text) else text for text in _strings(cast("Any", value)))
    if isinstance(value, Mapping):
        return "\n\n".join(plain(text) if has_markup(text) else text for text in _strings(cast("Any", value)))
    return ""


_ROLES = ("main", "text", "body", "html", "xhtml")


def _body_in_roles(items: Sequence[Record]) -> str:
    """The best of several renderings of one body, as ninjs gives them."""
    by_role = {str(item.get("role", "")): str(item.get("value", "")) for item in items}
    for role in _ROLES:
        if by_role.get(role, "").strip():
            value = _as_page(role, by_role[role])
            return plain(value) if has_markup(value) else value
    return ""


def _date(value: Any, evidence: bytes) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, (int, float)):
        return dates.parse(str(int(value))) if 10_000_101 <= value <= 99_991_231 else dates.from_epoch(float(value))
    if hasattr(value, "isoformat"):  # YAML gives dates as such
        return dates.parse(value.isoformat())
    return next((found for text in _strings(value) if (found := dates.parse(text, evidence))), "")


def _outlet(value: Any) -> str:
    name = ", ".join(_strings(value)[:1])
    match = _URL_FORM.match(name)
    if match:
        name = match.group().split("//")[1]
    return re.sub(r"^www\d?\.(?=[^\s]+$)", "", name.strip())


def _url(value: Any) -> str:
    return next((text.strip() for text in _strings(value) if _URL_FORM.match(text.strip())), "")


def _topics(value: Any) -> list[str]:
    texts = _strings(value)
    if isinstance(value, str):
        texts = re.split(r"[,;|]", value)
    stripped = [text.strip() for text in texts]
    return [text for text in stripped if text and not text.isdigit() and len(text) <= 100]


def _key(value: Any) -> str:
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
