"""Which field of a record is the article's text: by its content first, its name second."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from ...lazy_pattern import lazy_pattern
from . import field_values, rich_text
from .field_names import is_aside, is_foreign_prose, is_text, numbered_parts, rank, squash
from .field_values import Record, as_page, is_prose_like, unwrap

_DEPTH = 3
"""Objects in objects that are searched for the text."""
_LONGER = 1.5
"""Times that another field of a usual name must be as long to be taken instead of the one with the better name."""
_MUCH_LONGER = 2.0
"""The same for a field whose name says nothing, or says that it is a summary."""
_PROSE = 80
"""Letters from which a field of any name may be running text; ideographs count three."""
_SENTENCE = lazy_pattern(r"[.!?…。！？।።؟]")
IDEOGRAPHS = lazy_pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_NUMBERED = lazy_pattern(r"(?:p|para|paragraph|part|absatz|s|sentence|line)?[\s_.-]*\d+\Z", re.I)
"""Names of the paragraphs of a text that are stored one by one."""
_SECTIONS = frozenset("sections section parts chapters subsections segments absatze abschnitte".split())
_SECTIONED = 500.0
"""Rank of a text in sections, behind those by a usual name."""
_OTHER_FIELDS = ("title", "date", "url", "byline", "outlet", "lang", "topics", "key")


class Choice(NamedTuple):
    """The text of a record, and where it stands."""

    text: str
    name: str
    """Name of the field; "" if there is no text."""
    chain: list[Record]
    """The object that holds it, and those around it, innermost first."""


def choose(record: Record) -> Choice:
    """The text of a record: its longest running text, of about equals the one with the better name."""
    if _last and _last[0][0] is record:
        return _last[0][1]
    choice = _chosen(record)
    _last[:] = [(record, choice)]
    return choice


_last: list[tuple[Record, Choice]] = []
"""The record asked about last: it is asked about when it is found, and again when it is read."""


def _chosen(record: Record) -> Choice:
    named: list[tuple[float, Choice]] = []
    others: list[Choice] = []
    for chain, name, value in _candidates(record):
        found = rank(name, "text")
        if found is None and are_sections(name, value):
            found = _SECTIONED
        if found is not None:
            named.append((found + 100 * (len(chain) - 1), Choice("", name, chain)))
        elif _may_be_prose(name, value):
            others.append(Choice("", name, chain))
    named.sort(key=lambda item: item[0])
    best = Choice("", "", [record])
    for _, choice in named:
        text = field_values.text(as_page(_low(choice.name), choice.chain[0][choice.name]))
        if text and is_prose_like(text) and (not best.text or _is_fuller(text, best.text, _LONGER)):
            best = Choice(text, choice.name, choice.chain)
    for choice in others:
        value = choice.chain[0][choice.name]
        if best.text and isinstance(value, str) and len(value) < _MUCH_LONGER * len(best.text):
            continue
        text = field_values.text(value)
        if is_running(text) and (not best.text or _is_fuller(text, best.text, _MUCH_LONGER)):
            best = Choice(text, choice.name, choice.chain)
    return _with_parts(best) if best.name[-1:].isdigit() else best


def _with_parts(choice: Choice) -> Choice:
    """A text whose paragraphs are numbered fields (`paragraph1`, `text_2`), put together."""
    record = choice.chain[0]
    names = numbered_parts(choice.name, record)
    parts = dict.fromkeys(text for name in names if (text := field_values.text(record[name]).strip()))
    return Choice("\n\n".join(parts), choice.name, choice.chain) if names else choice


def _low(name: str) -> str:
    return name.casefold()


def _candidates(record: Record) -> Iterator[tuple[list[Record], str, Any]]:
    """Yield the fields of a record and of the objects in it, those beside the article left out."""
    level: list[list[Record]] = [[record]]
    for _ in range(_DEPTH + 1):
        inner: list[list[Record]] = []
        for chain in level:
            for name, value in chain[0].items():
                if isinstance(value, str):
                    if value:
                        yield chain, name, value
                elif isinstance(value, (list, tuple)):
                    if value and _may_be_text(name, value) and not are_articles(value):
                        yield chain, name, value
                elif isinstance(value, Mapping) and not is_aside(name):
                    record = cast("Record", value)
                    tree = not is_foreign_prose(name) and bool(rich_text.paragraphs(record))
                    if tree or (is_text(name) and (isinstance(unwrap(record), str) or _is_tree(record))):
                        yield chain, name, record
                    if not tree and not isinstance(unwrap(record), str):
                        inner.append([record, *chain])
        level = inner
        if not level:
            return


def _may_be_text(name: str, value: "list[Any] | tuple[Any, ...]") -> bool:
    """Whether a list may be a text in parts: by its name, or as paragraphs or nodes under any name."""
    if is_text(name) or are_sections(name, value):
        return True
    if is_foreign_prose(name) or any(rank(name, field) is not None for field in (*_OTHER_FIELDS, "summary")):
        return False
    return all(isinstance(item, str) for item in value) or bool(rich_text.paragraphs(value))


def are_articles(value: Any) -> bool:
    """Whether a list holds articles, not paragraphs of one: the first has a headline, and a date or address."""
    first = cast("list[Any]", value)[0] if isinstance(value, list) and value else None
    if not isinstance(first, Mapping):
        return False
    names = [name for name, value in cast("Record", first).items() if value]
    own = [name for name in names if squash(name) != "name"]
    if len(own) < len(names) and all(any(rank(name, field) is not None for name in own) for field in ("date", "url")):
        return True
    names = own
    return any(rank(name, "title") is not None for name in names) and any(
        rank(name, field) is not None for name in names for field in ("date", "url")
    )


def are_sections(name: str, value: Any) -> bool:
    """Whether a list holds the sections of one text: each a text, perhaps below a heading, and nothing of its own."""
    if not isinstance(value, list) or squash(name) not in _SECTIONS:
        return False
    items = cast("list[Any]", value)
    return bool(items) and all(
        isinstance(item, Mapping)
        and any(is_text(field) and isinstance(found, str) for field, found in cast("Record", item).items())
        and not any(rank(field, own) is not None for field in cast("Record", item) for own in ("date", "url", "byline"))
        for item in items
    )


def _is_tree(record: Record) -> bool:
    """Whether an object is a text in parts, not an article that has one."""
    if len(record) > 1 and all(_NUMBERED.match(name) and isinstance(part, str) for name, part in record.items()):
        return True
    return any(isinstance(value, list) for value in record.values()) and not any(
        field in ("date", "url", "byline", "title") and rank(name, field) is not None and isinstance(value, str)
        for name, value in record.items()
        for field in _OTHER_FIELDS
    )


def _may_be_prose(name: str, value: Any) -> bool:
    """Whether a field whose name is no usual one for a text may hold it all the same."""
    if is_foreign_prose(name) or (isinstance(value, str) and len(value) < _PROSE // 3):
        return False
    return not any(rank(name, field) is not None for field in _OTHER_FIELDS)


def is_running(text: str) -> bool:
    """Whether a text is running prose: long enough, words with spaces between, sentences that end."""
    dense = len(IDEOGRAPHS.findall(text[:2000]))
    if len(text) + 2 * dense < _PROSE or not _SENTENCE.search(text):
        return False
    head = text[:2000].strip()
    spaces = head.count(" ") + head.count("\n")
    return dense > len(head) / 3 or (spaces >= 10 and spaces > len(head) / 20 and not head.startswith(("{", "[")))


def _is_fuller(text: str, other: str, times: float) -> bool:
    """Whether a text holds much more than another one: it is longer by far, or goes on where the other stops."""
    if len(text) > times * len(other) + 20:
        return True
    start = other.strip().rstrip("….").strip()[:120]
    return len(text) > 1.1 * len(other) and len(start) > 20 and text.lstrip().startswith(start)
