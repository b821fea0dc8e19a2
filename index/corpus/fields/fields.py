"""Records with named fields (JSON, tables, front matter, header lines) -> drafts, by names and by content."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

from ..dates import dates, relative_dates
from ..draft import Draft
from ..evidence import begin, is_collecting, note_field
from ..findings import Findings
from ..text.languages import code
from ..text.site_names import without_site
from . import date_fields, field_values, known_records, text_field
from .extra_fields import read_extra
from .field_names import is_text, is_title, is_usual, rank, squash
from .field_values import Record, is_missing
from .withheld import is_cut, is_removed, is_unpaid

__all__ = ["Record", "draft", "has_text", "is_article", "is_text", "is_title", "is_usual", "squash"]

_CONFIGURED = "as the configuration says"
_SHORT = 1000
"""Characters below which a summary that is all there is of a text is put together with the others."""


def draft(
    record: Record, mapping: Mapping[str, str], number: int = 0, findings: Findings | None = None
) -> Draft | None:
    """The draft of a record; None when it has neither a text nor a title.

    Args:
        record: field names and values: strings, numbers, lists or nested objects.
        mapping: article field -> source field, dotted into nested objects; what it finds wins over the usual names,
            and an empty source field leaves the article's empty.
        number: place of the record in its file, 0 if it is alone there.
        findings: what the file as a whole tells; it learns from this record.
    """
    findings = findings or Findings()
    record = known_records.completed(record)
    finder = _Finder(record, mapping)
    if is_collecting():
        begin(finder.names())
    title = finder.first("title", lambda _, value: field_values.title(value))
    text = finder.text(findings)
    if not text and not title:
        return None
    url = finder.first("url", lambda _, value: field_values.url(value)) or _source_address(finder)
    outlet = finder.first("outlet", lambda name, value: _outlet(name, value, title))
    found = Draft(
        title=without_site(title, (outlet,)) if outlet else title,
        text=text,
        date=_date(finder, findings, url),
        outlet=outlet,
        byline=finder.first("byline", lambda _, value: field_values.byline(value)),
        url=url,
        lang=finder.first("lang", lambda _, value: code(field_values.line(value))),
        topics=tuple(dict.fromkeys(_topics(finder))),
        key=finder.first("key", lambda _, value: field_values.key(value)),
        number=number,
        extra=(*read_extra(finder.named), ("extent", "snippet" if finder.is_cut() else "")),
    )
    page = finder.page()
    if not page:
        return found
    from .stored_page import completed  # it knows pages, whose metadata are read with the functions of this module

    return completed(found, page)


def _source_address(finder: "_Finder") -> str:
    """The address of an article under a name that usually holds its outlet: `source`, as extractors write it."""
    if "url" in finder.mapping:
        return ""
    found = ((name, field_values.url(value)) for name, value in finder.named(("source",)))
    name, url = next(((name, url) for name, url in found if url.count("/") > 2 and not url.endswith("/")), ("", ""))
    if url:
        finder.note("url", name, url, "an address in place of an outlet")
    return url


def _date(finder: "_Finder", findings: Findings, url: str) -> str:
    if "date" not in finder.mapping and finder.is_bookmark():
        return dates.in_url(url)  # all its dates are when the page was saved
    named = ""

    def convert(name: str, value: Any) -> str:
        nonlocal named
        named = name
        return field_values.date(value, findings, url)

    found = finder.first("date", convert)
    if found and date_fields.is_of_record(named) and finder.leaves_publication_out():
        found = ""  # it is when somebody made the record
    if not found and finder.mapping.get("date") is None:
        return _in_columns(finder) or dates.in_url(url) or _counted_back(finder, findings)
    if len(found) == 19:
        return f"{found}+00:00" if named.endswith(("utc", "gmt")) else _with_zone(finder, found)
    if len(found) == 10:
        for name, value in finder.named(("datetime", "datetimepub", "publisheddatetime")):
            if (whole := field_values.date(value, findings, url)).startswith(f"{found}T"):
                finder.note("date", name, str(value))
                return whole
        for name, value in finder.named(date_fields.TIMES):
            if isinstance(value, str) and (whole := dates.with_time(found, value)) != found:
                finder.note("date", name, value, "the time of day")
                return whole
    return found


def _with_zone(finder: "_Finder", moment: str) -> str:
    """A date and time with the zone that a field beside it names: `pubDate` and `pubDateTZ`."""
    for name, _ in finder.all("date"):
        for zone, value in finder.named((f"{name}tz", f"{name}timezone", f"{name}zone", f"{name}utcoffset")):
            whole = dates.parse(f"{moment} {value}") if isinstance(value, str) else ""
            if whole.startswith(moment) and whole != moment:
                finder.note("date", zone, value, "the zone")
                return whole
    return moment


def _counted_back(finder: "_Finder", findings: Findings) -> str:
    """The day of "3 hours ago" in a record that says when it was fetched."""
    name, fetched = next(iter(finder.named(date_fields.FETCHED)), ("", ""))
    moment = field_values.date(fetched, Findings())
    if not moment:
        return ""

    def day(_: str, value: Any) -> str:
        return relative_dates.counted_back(value, moment) if isinstance(value, str) else ""

    found = finder.first("date", day)
    if found:
        finder.note("date", name, str(fetched), "when the record was fetched")
        findings.counted_back += 1
    return found


def _in_columns(finder: "_Finder") -> str:
    """A date whose year, month and day are fields of their own."""
    parts: list[str] = []
    for names in date_fields.PARTS_OF_DATES:
        name, value = next(iter(finder.named(names)), ("", ""))
        text = field_values.key(value)
        if not text:
            return ""
        finder.note("date", name, text)
        parts.append(text)
    year, month, day = parts
    return dates.parse(f"{year}-{month:0>2}-{day:0>2}" if month.isdigit() else f"{day} {month} {year}")


def _outlet(name: str, value: Any, title: str) -> str:
    found = field_values.outlet(name, value)
    return "" if found and found == title else found


def _topics(finder: "_Finder") -> Iterable[str]:
    for name, value in finder.all("topics"):
        if text_field.are_sections(name, value):
            continue
        if topics := tuple(field_values.topics(value)):
            finder.note("topics", name, ", ".join(topics))
        yield from topics
    if "topics" not in finder.mapping:
        for _, value in finder.named(("domain",)):  # a domain of interest, not of the internet
            if isinstance(value, str) and "." not in value and len(value) <= 40:
                yield from field_values.topics(value)


def has_text(record: Record, mapping: Mapping[str, str]) -> bool:
    """Whether a record has an article's text (a summary does not count), or an object in it has."""
    source = mapping.get("text")
    if source and field_values.text(_dotted(record, source)):
        return True
    return bool(text_field.choose(record).text)


def is_article(record: Record, mapping: Mapping[str, str]) -> bool:
    """Whether a record holds a text itself: not in an object or list of objects within it."""
    source = mapping.get("text")
    if source and isinstance(_dotted(record, source), str):
        return True
    choice = text_field.choose(record)
    return bool(choice.text) and choice.chain[0] is record and rank(choice.name, "summary") is None


def removed(record: Record) -> bool:
    """Whether a news API withdrew the article and left a notice in place of its title or text."""
    return any(is_removed(value) and (is_title(name) or is_text(name)) for name, value in record.items())


class _Finder:
    """Looks fields up: as configured, then by usual names in the object that holds the text, then around it."""

    def __init__(self, record: Record, mapping: Mapping[str, str]):
        self.mapping = mapping
        self._record = record
        self._choice = text_field.choose(record)
        self._broken_off = False
        """Whether a summary, which is all there is, ends in the middle of a sentence: `… along the ...`."""
        self._levels = [_present(level) for level in self._choice.chain]
        # Not around but beside the text: what an object of its own holds, such as `attributes` or `_source`.
        chain = self._choice.chain
        self._levels += [
            _present(value) for level in chain for value in _containers(level) if not any(value is one for one in chain)
        ]
        self._names = [tuple(name for name, _ in level.values()) for level in self._levels]

    def text(self, findings: Findings) -> str:
        """The text: of the configured field, else of the best one, else the summaries."""
        source = self.mapping.get("text")
        if source is not None:
            found = field_values.text(_dotted(self._record, source)) if source else ""
            if found or not source:
                self.note("text", source, found, _CONFIGURED)
                return found
        summary = rank(self._choice.name, "summary") is not None and len(self._choice.text) < _SHORT
        if self._choice.text and not summary:
            findings.choose("text", self._choice.name)
            usual = is_text(self._choice.name)
            self.note("text", self._choice.name, self._choice.text, "" if usual else "the longest running text")
            return self._choice.text
        parts: list[str] = []
        for name, value in self._usual("summary"):
            part = field_values.text(value).strip()
            if part and not any(part in other or other in part for other in parts):
                parts.append(part)
                findings.choose("text", name)
                self.note("text", name, part, "a summary: there is no longer text")
        self._broken_off = bool(parts) and parts[0].endswith(("…", "..."))
        return "\n\n".join(parts[:3])

    def named(self, names: Iterable[str]) -> Iterable[tuple[str, Any]]:
        """Values under exactly these names, better names first, inner objects before outer."""
        return [(name, level[name][1]) for level in self._levels for name in names if name in level]

    def _usual(self, field: str) -> list[tuple[str, Any]]:
        """Values under a field's usual names and their variants, better names first, inner objects before outer."""
        return [
            (name, level[name][1])
            for level, names in zip(self._levels, self._names, strict=True)
            for name in _ranked(names, field)
        ]

    def all(self, field: str) -> Iterable[tuple[str, Any]]:
        """Names and values for an article's field: the configured one alone, or every usual one."""
        source = self.mapping.get(field)
        if source is not None:
            value = _dotted(self._record, source) if source else ""
            if value is not None:
                return ((squash(source), value),)
        return self._usual(field)

    def first(self, field: str, convert: Callable[[str, Any], str]) -> str:
        """The first value for a field that converts to something."""
        for name, value in self.all(field):
            found = convert(name, value)
            if found:
                if is_collecting():
                    raw = str(value) if isinstance(value, (str, int, float)) else found
                    self.note(field, self.mapping.get(field) or name, raw, _CONFIGURED * (field in self.mapping))
                return found
        return ""

    def is_cut(self) -> bool:
        """Whether no more than some words of the text are given."""
        value = self._choice.chain[0].get(self._choice.name)
        return (
            self._record.get("extent") == "snippet"
            or self._broken_off
            or (isinstance(value, str) and is_cut(value))
            or any(is_unpaid(value) and is_text(name) for name, value in self._record.items())
        )

    def page(self) -> str:
        """The source of the whole page that the text is from; "" if it is from anything else."""
        value = self._choice.chain[0].get(self._choice.name)
        return value if isinstance(value, str) and field_values.is_page(value) else ""

    def leaves_publication_out(self) -> bool:
        """Whether the record has a field for when the article was published, and nothing in it."""
        return "date" not in self.mapping and any(map(date_fields.leaves_publication_out, self._choice.chain))

    def is_bookmark(self) -> bool:
        """Whether the record is a saved page in a list of them, as read-later services export it."""
        return date_fields.is_list_of_bookmarks(self._record)

    def names(self) -> Iterable[str]:
        """Names of all fields that hold something; not of the objects that hold the article's fields."""
        for level in self._levels:
            for name, value in level.values():
                inner = isinstance(value, Mapping) and (
                    squash(name) in _CONTAINERS or any(value is one for one in self._choice.chain)
                )
                if not inner:
                    yield name

    def note(self, field: str, name: str, raw: str, how: str = "") -> None:
        """Note where an article's field was found, while that is asked for.

        Args:
            field: the article's field.
            name: the source's field, as it is written or as `squash` gives it.
            raw: its value.
            how: why it was taken, where the name does not say that.
        """
        if is_collecting():
            written = next((level[name][0] for level in self._levels if name in level), name)
            note_field(field, written, raw, how)


@lru_cache(maxsize=4096)
def _ranked(names: tuple[str, ...], field: str) -> tuple[str, ...]:
    """Those of the names that stand for a field, squashed, the better ones first: records of one file have the same."""
    places = [(place, squash(name)) for name in names if (place := rank(name, field)) is not None]
    return tuple(name for _, name in sorted(places))


def _present(level: Record) -> dict[str, tuple[str, Any]]:
    """Names as they are compared -> name and value; without the missing, and without what a dump wraps around."""
    return {
        squash(name): (name, value)
        for name, value in level.items()
        if not is_missing(value) and not (name.startswith("_") and isinstance(value, (Mapping, list)) and name != "_id")
    }


_CONTAINERS = frozenset(
    "attributes fields data article doc document item record payload meta metadata taxonomies extra params"
    " credits warcheaders head front og opengraph".split()
)


def _containers(record: Record) -> Iterable[Record]:
    """The objects in a record that hold fields of its article."""
    for name, value in record.items():
        if isinstance(value, Mapping) and (squash(name) in _CONTAINERS or name == "_source"):
            inner = cast("Record", value)
            yield inner
            for deeper, within in inner.items():
                if isinstance(within, Mapping) and squash(deeper) in _CONTAINERS:
                    yield cast("Record", within)


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
