"""Where each field of an article was found, from what its reader noted and what the file itself shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ..config.configuration import CorpusConfig
from ..lazy_pattern import lazy_pattern
from ..model import Article
from .dates.datelines import dateline
from .draft import Draft
from .evidence import DateReading, Found, Notes
from .fields.field_names import squash
from .text.languages import code

_KINDS = {
    "table": "column", "xlsx": "column", "xls": "column", "parquet": "column", "sqlite": "column", "json": "field",
    "jsonl": "field",
    "guardian": "field", "ghost": "field", "xml": "element", "text": "header line", "markdown": "header line",
    "html": "JSON-LD", "single-file": "JSON-LD", "warc": "JSON-LD", "mail": "JSON-LD",
}  # fmt: skip
"""What a record's named field is called, by format."""
_TAGS = ("element", "entry element", "feed element")
"""Kinds of places that are shown as tags."""
_ENOUGH = 150
"""Letters by which two texts are known to be the same."""
_SIGNS = lazy_pattern(r"[\W_]+")


class Origin(Struct, frozen=True):
    """Where one field of one article was found."""

    field: str
    value: str
    """The article's value; of a text its beginning. "" when it is unknown."""
    place: str
    """Such as `column "Headline"`, or `detected`."""
    raw: str = ""
    """The date as it is written; "" for other fields."""
    how: str = ""
    """What decided, where the place alone does not say it."""
    name: str = ""
    """The field's name in the source, where it has named fields."""


class Context(Struct, frozen=True):
    """What is known of a file while the origins of its fields are looked for."""

    format: str
    corpus: CorpusConfig
    own_names: Mapping[str, str]
    """What the file calls columns that were named by their content."""
    lines: Sequence[str] = ()
    """Its first lines, for a format that is text."""
    name: str = ""
    """Its name."""


def origins(draft: Draft, article: Article, notes: Notes, context: Context) -> list[Origin]:
    """Where the fields of an article were found, in the order in which they are shown."""
    return list(_origins(draft, article, notes, context))


def unused(notes: Notes, found: Iterable[Origin], context: Context) -> list[str]:
    """Names of the record's own fields that the article has nothing from."""
    used = {squash(origin.name) for origin in found if origin.name}
    used |= {squash(one.place) for one in notes.found if one.field}
    used |= {squash(name.split(".")[0]) for name in context.corpus.fields.values()}
    names = [name for name in notes.names if squash(name) not in used]
    return [context.own_names.get(name, name) for name in names]


def _origins(draft: Draft, article: Article, notes: Notes, context: Context) -> Iterator[Origin]:
    if draft.title:
        yield _found("title", draft.title, article.title, notes, context)
    else:
        yield Origin("title", article.title, "the first sentence of the text: there is no headline")
    body = article.text[article.body :]
    if body:
        yield _found("text", draft.text, body, notes, context)
    else:
        yield Origin("text", "", "none")
    yield _date(draft, article, notes, context)
    if draft.outlet:
        yield _found("outlet", draft.outlet, article.outlet, notes, context)
    else:
        configured = bool(article.outlet and context.corpus.outlet)
        place = "the configuration" if configured else "the address" if article.outlet else "none"
        yield Origin("outlet", article.outlet, place)
    for field in ("byline", "url"):
        if value := getattr(article, field):
            yield _found(field, getattr(draft, field), value, notes, context)
    yield _language(draft, article, notes, context)
    if article.topics:
        yield _found("topics", ", ".join(draft.topics), ", ".join(article.topics), notes, context)
    if draft.key:
        yield _found("key", draft.key, article.key, notes, context)
    for field, value in article.extra:
        yield _found(field, value, value, notes, context)


def _date(draft: Draft, article: Article, notes: Notes, context: Context) -> Origin:
    """The date, as it is written and as it was understood."""
    if not article.date:
        left = next((one for one in notes.dates if not one.iso and one.how), None)
        if left is None:
            return Origin("date", "", "none")
        return _at("date", "", _holder("date", left.raw, notes), left, context)
    if not draft.date:
        found = dateline(article.text[article.body :])
        if found and found.iso == article.date:
            return Origin("date", article.date, "the dateline", raw=found.raw)
        return Origin("date", article.date, "the file's name", raw=context.name)
    same = [one for one in notes.dates if one.iso == draft.date]
    near = [one for one in notes.dates if one.iso and draft.date.startswith(one.iso[:10])]
    reading = next(iter(same or near), None)
    if reading is None:
        return _found("date", draft.date, article.date, notes, context)
    if reading.how == "in the address":
        return Origin("date", article.date, "the address", raw=reading.raw)
    return _at("date", article.date, _holder("date", reading.raw, notes), reading, context)


def _at(field: str, value: str, found: Found | None, reading: DateReading, context: Context) -> Origin:
    if found is None:
        place, name = _line(reading.raw, context) or _fallback(context), ""
    else:
        place, name = _place(found, context)
    return Origin(field, value, place, reading.raw, reading.how, name)


def _holder(field: str, raw: str, notes: Notes) -> Found | None:
    """The note of the place that holds a date as it is written."""
    for one in notes.found:
        if one.field == field and raw in one.raw.strip():
            return one
    return next((one for one in notes.found if raw in one.raw and len(one.raw) < len(raw) + 40), None)


def _language(draft: Draft, article: Article, notes: Notes, context: Context) -> Origin:
    if draft.lang:
        return _found("lang", draft.lang, article.lang, notes, context)
    if context.corpus.lang:
        return Origin("lang", article.lang, "the configuration")
    return Origin("lang", article.lang, "detected" if article.lang else "too short or too mixed to be detected")


def _found(field: str, value: str, shown: str, notes: Notes, context: Context) -> Origin:
    """The origin of a value that the reader gave."""
    if squash(field) and any(one.field == field for one in notes.found):
        notes_of = [one for one in notes.found if one.field == field]
        if field in ("topics", "text") or any(_is_same(field, one.raw, value) for one in notes_of):
            first = next((one for one in notes_of if _is_same(field, one.raw, value)), notes_of[0])
            place, name = _place(first, context)
            others = [_place(one, context)[0] for one in notes_of if one is not first]
            place = ", ".join(dict.fromkeys((place, *others))) if field in ("topics", "text") else place
            return Origin(field, shown, place, how=_how(first, context), name=name)
    for one in notes.found:
        if not one.field and _is_same(field, one.raw, value):
            return Origin(field, shown, _place(one, context)[0], how=one.how)
    line = _line(value, context)
    if field == "text":
        return Origin(field, shown, f"from {line} on" if line else _fallback(context))
    parts = [one for one in notes.found if not one.field and _is_part(one.raw, value)]
    if parts:
        best = min(parts, key=lambda one: len(one.raw))
        return Origin(field, shown, _place(best, context)[0], how=best.how)
    return Origin(field, shown, line or _fallback(context))


def _how(found: Found, context: Context) -> str:
    return "by what its cells hold" if found.place in context.own_names else found.how


def _place(found: Found, context: Context) -> tuple[str, str]:
    """A place in words, and the name of the source's field if it is one."""
    if found.kind:
        is_tag = found.kind in _TAGS and " " not in found.place
        return f"{found.kind} <{found.place}>" if is_tag else f'{found.kind} "{found.place}"', ""
    if context.format in ("text", "markdown") and found.place == "text":
        return "the body of the file", ""
    name = context.own_names.get(found.place, found.place)
    return f'{_KINDS.get(context.format, "field")} "{name}"', name


def _line(value: str, context: Context) -> str:
    """The line of the file on which a value begins, in words; "" if it is not among the first."""
    wanted = _letters(value.strip().split("\n", 1)[0])[:40]
    if len(wanted) < 2:
        return ""
    at = next((i for i, line in enumerate(context.lines, 1) if wanted in _letters(line[:5_000])), 0)
    return f"line {at:,}" if at else ""


def _fallback(context: Context) -> str:
    return f"by the layout of {context.format}"


def _is_same(field: str, raw: str, value: str) -> bool:
    if field == "lang":
        return code(raw) == value or raw == value
    if field in ("url", "key"):
        return raw.strip() == value.strip()
    first, second = _letters(raw)[:_ENOUGH], _letters(value)[:_ENOUGH]
    if not first or not second:
        return raw.strip() == value.strip()
    return first == second or (len(first) >= 20 and second.startswith(first)) or (
        len(second) >= 20 and first.startswith(second)
    )  # fmt: skip


def _is_part(raw: str, value: str) -> bool:
    """Whether a value was cut out of what a place holds, or put together from it."""
    first, second = _letters(raw), _letters(value)
    if min(len(first), len(second)) < 4 or len(first) > 3 * len(second) + 20:
        return False
    return first in second or second in first


def _letters(text: str) -> str:
    return _SIGNS.sub("", text[:2_000]).casefold()
