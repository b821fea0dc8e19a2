"""XML without a reader of its own: elements whose children are named like an article's fields."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.etree

from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields import fields
from ...fields.text_field import is_running
from ...fields.xml_records import Broken, Element, body, local_name, local_names, records
from ...text.encodings import declared, decode
from ...unread_formats import root
from ..references import endnote_xml
from ..research import tei
from ..tabular import xls

_DEPTH = 3
_TYPES = frozenset("str arr date int long float double bool text field column attribute property prop".split())
"""Elements that say in an attribute what they hold."""
_PLAIN_PARAGRAPHS = frozenset("p para paragraph par absatz alinea".split())
_PARAGRAPHS = _PLAIN_PARAGRAPHS | frozenset("q blockquote quote ul ol list table h1 h2 h3 h4 h5 h6".split())
"""Elements that stand beside each other in a text."""
_FEWEST_PARTS = 3
"""Fields of a record without an element around it."""
_BLOG = ("date", "post")
_MAIN = "main"
"""What trafilatura calls the element with the text, beside one with the comments."""


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a document.

    Raises:
        Unreadable: no element in it looks like an article.
    """
    text = decode(given.head, declared(given.head))
    name = root(text)
    if name == "blog":
        yield from _blog(given)
        return
    if name == "workbook" and xls.is_workbook(text):
        yield from xls.read_xml(given)
        return
    if endnote_xml.looks_like(text):
        yield from endnote_xml.read(given)
        return
    top = _parsed(text)
    if parts := _part_names(top):
        yield from _flat(given, parts)
        return
    wanted = _item_names(top)
    if not wanted:
        raise Unreadable(f"XML (<{name}>) in which no element holds a text or a title by a known name")
    number = 0
    alone = name in wanted and len(re.findall(rf"<{re.escape(name)}[\s>]", text, re.I)) == 1
    for element in records(given, wanted):
        if isinstance(element, Broken):
            yield Flaw(number + 1, element.reason)
            continue
        record = _record(element, 0)
        if any(isinstance(value, str) and value.startswith("CREATE TABLE ") for value in record.values()):
            yield Aside("descriptions of tables in a dump of a database")
            continue
        number += 1
        draft = fields.draft(record, given.corpus.fields, 0 if alone else number, given.findings)
        yield draft or Flaw(
            number, f"no field that holds a text or a title (elements: {', '.join(local_names(element)[:8])})"
        )


def _item_names(top: Element | None) -> set[str]:
    """The local names of the elements that are articles, by what the beginning of the document holds.

    The most frequent one, and those of other elements that stand neither in nor around one of that name.
    """
    if top is None:
        return set()
    counts: Counter[str] = Counter()
    alike: list[tuple[str, Element]] = []
    for element in top.iter():
        if not isinstance(element.tag, str):
            continue
        names = [_name(child) for child in element if isinstance(child.tag, str)]
        if _is_field(element):
            continue
        own = [name for name in element.attrib if fields.is_title(str(name))]
        whole = any(fields.is_text(str(name)) for name in element.attrib)
        paragraphs = (
            not _PLAIN_PARAGRAPHS.isdisjoint(names)
            and len(set(names)) > 1
            and all(name in _PLAIN_PARAGRAPHS or fields.is_title(name) for name in names)
        )
        if (
            paragraphs
            or (any(fields.is_text(name) for name in names if name) and len(set(names)) > 1)
            or (
                own and (whole or _MAIN in names or "p" in names or (is_running(str(element.text or "")) and not names))
            )
        ):
            local = local_name(element)
            counts[local] += 1
            alike.append((local, element))
    if not counts:
        return set()
    ((most, _),) = counts.most_common(1)
    taken = [element for local, element in alike if local == most]
    related = {one for element in taken for one in (*element.iterancestors(), *element.iter())}
    nested = {local for local, element in alike if local != most and element in related}
    return {most, *(local for local, _ in alike if local not in nested)}


def _part_names(top: Element | None) -> tuple[str, ...]:
    """The names of fields that follow each other again and again below the root, with no element around each record.

    The first is the one that every record begins with; none if the document is no such list.
    """
    names = [] if top is None else [name for one in top if (name := local_name(one))]
    if top is None or len(names) < 2 * _FEWEST_PARTS or any(len(one) for one in top):
        return ()
    again = next((i for i in range(1, len(names)) if names[i] == names[0]), 0)
    cycle = names[:again]
    if again < _FEWEST_PARTS or len(set(cycle)) < again or names[again : 2 * again] != cycle[: len(names) - again]:
        return ()
    return tuple(cycle) if any(map(fields.is_title, cycle)) or any(map(fields.is_text, cycle)) else ()


def _flat(given: Input, parts: tuple[str, ...]) -> Iterator[Draft | Flaw]:
    """Articles whose fields follow each other: each begins with the first of them."""
    record: dict[str, Any] = {}
    number = 0
    broken = ""

    def draft() -> Draft | Flaw:
        found = fields.draft(record, given.corpus.fields, number, given.findings)
        return found or Flaw(number, f"no field that holds a text or a title (elements: {', '.join(parts[:8])})")

    for element in records(given, parts):
        if isinstance(element, Broken):
            broken = element.reason
            continue
        name = str(element.tag).casefold()
        if name == parts[0] and record:
            number += 1
            yield draft()
            record = {}
        if words := body(element):
            record.setdefault(name, words)
    if record:
        number += 1
        yield draft()
    if broken:
        yield Flaw(number + 1, broken)


def _parsed(text: str) -> Element | None:
    """The beginning of a document, as far as it goes."""
    parser = lxml.etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return lxml.etree.fromstring(
            re.sub(r"\A[\s\ufeff]*<\?xml.*?\?>", "", text, flags=re.S).encode("utf-8", "replace"), parser
        )
    except (lxml.etree.LxmlError, ValueError):
        return None


def _record(element: Element, depth: int) -> Mapping[str, Any]:
    """An element as a record: attributes and children by name, repeated ones as lists."""
    record: dict[str, Any] = {re.sub(r"^\{.*\}", "", key): found for key, found in element.attrib.items() if found}
    if len(element) == 0 and element.text and element.text.strip():
        record["text"] = element.text
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = _name(child)
        value: Any
        if child.tag == "arr":
            value = [body(one) for one in child]
        elif len(child) == 0 or fields.is_text(name):
            value = body(child)
        elif name == _MAIN and not depth:
            name, value = "text", tei.prose(child)
        elif depth < _DEPTH:
            value = _record(child, depth + 1)
        else:
            value = " ".join(map(str, child.itertext()))
        if not value:
            continue
        if name in record:
            before = record[name]
            record[name] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            record[name] = value
    if not _PLAIN_PARAGRAPHS.isdisjoint(record) and not any(map(fields.is_text, record)):
        for name in _PARAGRAPHS:
            record.pop(name, None)
        parts = (body(child) for child in element if isinstance(child.tag, str) and _name(child) in _PARAGRAPHS)
        record["text"] = "\n\n".join(filter(None, parts))
    return record


def _is_field(element: Element) -> bool:
    """Whether an element is a field of a record by the name that it has in an attribute."""
    return str(element.tag).rpartition("}")[2] in _TYPES and bool(element.get("name"))


def _name(child: Element) -> str:
    """The name of a field: its element's, or for search servers, whose elements are types, its attribute's."""
    tag = str(child.tag).rpartition("}")[2]
    return str(child.get("name") or tag) if tag in _TYPES else tag


def _blog(given: Input) -> Iterator[Draft | Flaw]:
    """Posts of a blog that stand as pairs of a date and a text, without an element around them."""
    date, number = "", 0
    for element in records(given, set(_BLOG)):
        if isinstance(element, Broken):
            yield Flaw(number + 1, element.reason)
        elif str(element.tag).casefold() == "date":
            date = body(element).strip().replace(",", " ")
        else:
            number += 1
            draft = fields.draft({"text": body(element), "date": date}, given.corpus.fields, number, given.findings)
            yield draft or Flaw(number, "no text: the post is empty")
