"""Articles in a JSON tree: in every list and object that holds any, with what the branches around them say."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, cast

import msgspec
from msgspec import Struct, structs

from ...lazy_pattern import lazy_pattern
from ..dates import dates
from ..draft import MAX_TEXT, Aside, Draft, Flaw, Input
from ..text.languages import code
from . import field_values, fields, known_records, rich_text, social_posts, text_field
from .field_names import is_aside, rank, squash
from .field_values import Record
from .json_branches import (
    MAYBE_SECTIONS,
    api_error,
    is_description,
    is_feed,
    is_headline,
    is_highlighted_story,
    is_identifier,
    is_named_article,
    is_newspaper,
    is_part,
    kind,
    next_period,
    nothing,
    texts_by_title,
    titled,
    unlisted,
    without_descriptions,
)
from .json_columns import rows_of
from .localized import versions

_DEPTH = 8
"""Objects and lists in each other that are searched for articles."""
_PROBED = 50
"""Elements of a list that tell whether it holds articles."""
_OUTLETS = frozenset(
    "newspapers newspaper papers paper outlets outlet sources source publishers publisher sites site media domains"
    " domain feeds feed channel channels medios fuentes zeitungen quellen journaux sources".split()
)
_TOPICS = frozenset(
    "sections section categories category topics topic tags tag subjects rubrics ressorts secciones temas".split()
)
_LISTS = frozenset(
    "articles items entries results docs documents data records rows hits posts stories news list content response"
    " output payload feed values objects elements value children noticias artikel nachrichten newslist"
    " videolist item entry".split()
)
"""Names that say only that there are several."""
_DOMAIN = lazy_pattern(r"(?:[\w-]+\.)+[a-z]{2,}\Z", re.I)
_NAME = lazy_pattern(r"[^\W\d_][\w &/.,'-]{1,39}\Z")
_DESCRIPTIONS = "descriptions of sites, people and pages beside articles"
_VALUE = lazy_pattern(r"\s*(?:\{\s*\"|\[\s*\{\s*\")")
_ABOUT = ("date", "day", "fecha", "datum", "日期", "issuedate")


class Context(Struct, frozen=True):
    """What the branches above an article say of it, for what it does not say itself."""

    outlet: str = ""
    topics: tuple[str, ...] = ()
    date: str = ""
    lang: str = ""
    key: str = ""
    named: str = ""
    """The name of the branch itself, in lower case."""
    period: str = ""
    """The year, or year and month, that the branches around are named: `{"2021": {"03": {"05": […]}}}`."""


class Walker:
    """Finds the articles of one file, counting them from 1 in the order in which they stand."""

    def __init__(self, given: Input) -> None:
        self._findings = given.findings
        self._mapping = given.corpus.fields
        self.number = 0

    def whole(self, value: Any) -> Iterator[Draft | Flaw | Aside]:
        """Yield the articles of a whole file; one that is an article itself has no number."""
        for found in self.value(value, Context()):
            if self.number == 1 and isinstance(value, Mapping) and isinstance(found, Draft) and not found.key:
                found = structs.replace(found, number=0) if self._is_itself(value) else found
            yield found

    def _is_itself(self, value: Any) -> bool:
        return self.holds(value) and not list(self._branches(cast("Record", value)))

    def value(self, value: Any, context: Context, depth: int = 0) -> Iterator[Draft | Flaw | Aside]:
        """Yield the articles in a value, however deep."""
        if depth > _DEPTH:
            return
        table = rows_of(value)
        if table is not None:
            for record in table:
                yield self.record(record, context)
        elif isinstance(value, list):
            items = cast("list[Any]", value)
            kept = without_descriptions(items)
            for element in kept:
                yield from self.element(element, context, depth)
            if len(kept) < len(items):
                yield Aside(_DESCRIPTIONS, len(items) - len(kept))
        elif isinstance(value, Mapping):
            yield from self._object(cast("Record", value), context, depth)

    def element(self, element: Any, context: Context, depth: int = 0) -> Iterator[Draft | Flaw | Aside]:
        """Yield the articles in one element of a list; a flaw if it holds none."""
        if isinstance(element, list):
            yield from self.value(element, context, depth + 1)
        elif isinstance(element, Mapping):
            yield from self._object(cast("Record", element), context, depth)
        elif isinstance(element, str) and text_field.is_running(element):
            yield self.record({"text": element}, context)
        else:
            self.number += 1
            yield Flaw(self.number, f"not an object but {kind(element)}")

    def record(self, record: Record, context: Context) -> Draft | Flaw | Aside:
        """The draft of one record, or why it is none."""
        self.number += 1
        if fields.removed(record):
            return Flaw(self.number, "withdrawn: a news API left only a notice ([Removed])")
        if error := api_error(record):
            return Flaw(self.number, f"an error that a service reported, no article: {error[:100]}")
        if other := known_records.no_article(record):
            return Aside(other)
        draft = fields.draft(record, self._mapping, self.number, self._findings)
        if not (draft and draft.text) and is_description(record):
            return Aside(_DESCRIPTIONS)
        if draft is None:
            empty = any(value == [] and squash(name) in _LISTS for name, value in record.items())
            return Aside("answers without articles") if empty else Flaw(self.number, nothing(record))
        if len(draft.text) > MAX_TEXT:
            return Flaw(self.number, f"a text longer than {MAX_TEXT >> 20} MB, too long for one article")
        url = draft.url or (context.key if context.key.startswith(("http://", "https://")) else "")
        return structs.replace(
            draft,
            url=url,
            outlet=draft.outlet or context.outlet,
            topics=draft.topics or context.topics,
            date=draft.date or context.date or (dates.in_url(url) if url != draft.url else ""),
            lang=draft.lang or context.lang,
            title=draft.title or (context.key if is_headline(context.key) else ""),
            key=draft.key or context.key,
        )

    def _object(self, record: Record, context: Context, depth: int) -> Iterator[Draft | Flaw | Aside]:
        for version in versions(record) or (record,):
            yield from self._single(version, context, depth)

    def _single(self, record: Record, context: Context, depth: int) -> Iterator[Draft | Flaw | Aside]:
        if in_texts := self._in_texts(record):
            around = self.around(record, context)
            for value in in_texts:
                yield from self.value(value, around, depth + 1)
            return
        post = social_posts.adapted(record)
        if isinstance(post, Aside):
            self.number += 1
            yield post
            return
        if post is not None:
            yield self.record(post, context)
            return
        if texts_by_title(record):
            for name, text in record.items():
                titled = {"text": text} if is_identifier(name) else {"title": name, "text": text}
                if name.startswith(("http://", "https://")):
                    titled = {"url": name, "text": text}
                yield self.record(titled, structs.replace(context, key=name))
            return
        branches = list(self._branches(record)) if depth < _DEPTH else []
        itself = self._is_article(record)
        if itself:
            text = text_field.choose(record).name
            branches = [
                (name, branch)
                for name, branch in branches
                if squash(name) in _LISTS and name != text and self._full(branch)
            ]
        if itself or not branches:
            yield self.record(record, context)
            if not branches:
                return
        elif len(branches) == 1 and self._is_wrapper(record, *branches[0]):
            yield self.record(record, context)
            return
        around = self.around(record, context)
        feed = next((name for name, branch in branches if squash(name) == "feed" and is_feed(branch)), "")
        if feed and len(branches) > 1:  # beside its entries: no entry itself
            branches = [(name, branch) for name, branch in branches if name != feed]
            outlet = field_values.outlet("title", cast("Record", record[feed]).get("title"))
            around = structs.replace(around, outlet=around.outlet or outlet)
        several = sum(1 for _, branch in branches if isinstance(branch, list)) > 1
        for name, branch in branches:
            inner = self.within(name, branch, around, context.named, several=several)
            yield from self.value(branch, inner, depth + 1)

    def _in_texts(self, record: Record) -> list[Any]:
        """Values with articles that stand as text in an object without a title, as cloud functions answer."""
        texts = [text for text in record.values() if isinstance(text, str) and _VALUE.match(text)]
        found: list[Any] = []
        for text in texts if not any(map(fields.is_title, record)) else ():
            with suppress(msgspec.DecodeError, RecursionError):
                value = msgspec.json.decode(text)
                if self.promises(value, 1) and not rich_text.paragraphs(value):
                    found.append(value)
        return found

    def _is_article(self, record: Record) -> bool:
        """Whether an object is an article itself: it holds a text, or a title that its branches do not explain."""
        source = self._mapping.get("text")
        return bool(source and source in record) or fields.is_article(record, self._mapping)

    def _is_wrapper(self, record: Record, name: str, branch: Any) -> bool:
        """Whether an object is one article, most of which stands in the object inside it: `{"_source": {…}}`."""
        if not isinstance(branch, Mapping) or not self._holds_one(cast("Record", branch)):
            return False
        if not self.holds(branch) and not fields.has_text(record, self._mapping):
            return False  # a headline that stands deeper is not looked for from here
        if name.startswith(("http://", "https://")):
            return False
        if len(record) == 1 or not is_identifier(name):
            return True
        return any(rank(other, "title") is not None or rank(other, "url") is not None for other in record)

    def _holds_one(self, record: Record, depth: int = 0) -> bool:
        """Whether an object is one article, or has one in objects inside it: `{"data": {"article": {…}}}`."""
        branches = list(self._branches(record))
        if self.holds(record) or not branches or depth > 1:
            return self.holds(record) and not branches
        (name, branch), others = branches[0], branches[1:]
        inner = isinstance(branch, Mapping) and not others and not is_identifier(name) and not _DOMAIN.match(name)
        return inner and self._holds_one(cast("Record", branch), depth + 1)

    def _branches(self, record: Record) -> Iterator[tuple[str, Any]]:
        """Yield the lists and objects in an object that hold articles, and are not beside its own."""
        own_title = any(
            (found := rank(name, "title")) is not None
            and squash(name) != "name"
            and isinstance(value, (str, Mapping))
            and found < 1000
            for name, value in record.items()
        )
        inner: list[tuple[str, Any]] = []
        for name, value in record.items():
            if not isinstance(value, (list, Mapping)) or not value:
                continue
            highlighted = not own_title and is_highlighted_story(name, value)
            if is_aside(name) and (own_title or squash(name) not in MAYBE_SECTIONS) and not highlighted:
                continue
            is_text = own_title or (isinstance(value, list) and not text_field.are_articles(value))
            if is_text and squash(name) not in _LISTS and is_part(name):
                continue
            if self.promises(value, 0):
                inner.append((name, value))
        if own_title:  # parts of an article have no title of their own
            inner = [
                (name, value)
                for name, value in inner
                if (isinstance(value, list) and not text_field.are_sections(name, value))
                or (isinstance(value, Mapping) and titled(value))
            ]
        yield from inner

    def promises(self, value: Any, depth: int) -> bool:
        """Whether there are articles in a value."""
        if depth > _DEPTH:
            return False
        if isinstance(value, list):
            items = cast("list[Any]", value)[:_PROBED]
            if rich_text.paragraphs(items):
                return False  # one text, whose nodes are no articles
            if rows_of(items) is not None:
                return True
            return any(isinstance(item, (Mapping, list)) and self.promises(item, depth + 1) for item in items)
        if not isinstance(value, Mapping):
            return False
        record = cast("Record", value)
        if self.holds(record) or rows_of(record) is not None:
            return True
        if rich_text.paragraphs(record):
            return False  # one text, whose parts are no articles
        return any(
            self.promises(inner, depth + 1)
            for name, inner in list(record.items())[: _PROBED * 4]
            if isinstance(inner, (list, Mapping))
            and (not is_aside(name) or squash(name) in MAYBE_SECTIONS or is_highlighted_story(name, inner))
        )

    def holds(self, record: Any) -> bool:
        """Whether an object is like an article: it has a text, or a headline with a date, address or summary."""
        found = cast("Record", record)
        if fields.is_article(found, self._mapping):
            return True
        title = any(
            rank(name, "title") is not None and squash(name) != "name" and field_values.title(value)
            for name, value in found.items()
        )
        source = self._mapping.get("title")
        if not title and not (source and source in found):
            return is_named_article(found)
        return any(
            rank(name, field) is not None and value
            for name, value in found.items()
            for field in ("text", "summary", "date", "url", "byline")
        )

    def _full(self, branch: Any) -> bool:
        """Whether a list holds objects with texts of their own."""
        items = cast("list[Any]", branch)[:_PROBED] if isinstance(branch, list) else []
        return any(
            isinstance(item, Mapping) and fields.is_article(cast("Record", item), self._mapping) for item in items
        )

    def around(self, record: Record, context: Context) -> Context:
        """What an object says of the articles in its branches."""
        shallow = {name: value for name, value in map(unlisted, record.items()) if isinstance(value, (str, int))}
        outlet = lang = date = ""
        topics: tuple[str, ...] = ()
        for name, value in shallow.items():
            if not isinstance(value, str) or len(value) > 200:
                continue
            if rank(name, "outlet") is not None:
                outlet = outlet or field_values.outlet(squash(name), value)
            elif rank(name, "lang") is not None:
                lang = lang or code(value)
            elif squash(name) in _ABOUT:
                date = date or self._findings.date(value)
            elif squash(name) in _TOPICS:
                topics = topics or tuple(field_values.topics(value))
        if not outlet and "jsonfeed.org/version" in str(shallow.get("version")):
            outlet = field_values.outlet("title", shallow.get("title"))
        if not outlet and "channel" in str(shallow.get("type")):  # an export of Telegram
            outlet = field_values.outlet("title", shallow.get("name"))
        if not outlet and context.named in _OUTLETS:
            outlet = next((v for n, v in shallow.items() if squash(n) in ("name", "title") and isinstance(v, str)), "")
        if not outlet and not context.outlet:
            outlet = next(
                (
                    host
                    for name, value in shallow.items()
                    if squash(name) in ("link", "url", "homepage", "homepageurl", "siteurl", "website")
                    and (host := field_values.outlet("url", value))
                    and "." in host
                ),
                "",
            )
        return Context(
            outlet or context.outlet,
            topics or context.topics,
            date or context.date,
            lang or context.lang,
            period=context.period,
        )

    def within(self, name: str, branch: Any, around: Context, parent: str, *, several: bool) -> Context:
        """What the name of a branch says: an outlet, a topic, a day or an id, where it looks like one.

        Args:
            name: the branch's name.
            branch: the list or object under it.
            around: what the object that has the branch says.
            parent: the name of that object itself.
            several: whether it has several lists; the name of a single one says only what it is.
        """
        low = squash(name)
        around = structs.replace(around, named=low, key="")
        if isinstance(branch, Mapping) and self.holds(branch) and not list(self._branches(cast("Record", branch))):
            return around if low in _LISTS else structs.replace(around, key=name)
        if low in _LISTS or low in _OUTLETS or low in _TOPICS:
            return around
        if isinstance(branch, Mapping) and is_identifier(name) and (longer := next_period(around.period, name)):
            around = structs.replace(around, period=longer)
        day = dates.parse(name) or dates.parse(next_period(around.period, name))
        if day:
            return structs.replace(around, date=day)
        if _DOMAIN.match(name):
            return structs.replace(around, outlet=re.sub(r"^www\d?\.", "", name.lower()))
        if not is_identifier(name) and (parent in _OUTLETS or (is_newspaper(name) and not around.outlet)):
            return structs.replace(around, outlet=name)
        if is_identifier(name) or not _NAME.match(name) or rank(name, "text") is not None:
            return around
        if not (several or parent in _TOPICS) or not isinstance(branch, list):
            return around
        return structs.replace(around, topics=(name.strip(),))
