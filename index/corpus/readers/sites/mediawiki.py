"""Dumps of MediaWiki, as of Wikinews: an article a page, without the markup of wikis."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input
from ...fields.xml_records import Broken, records, text
from ...text.languages import code
from ...text.markup import plain

_ROUNDS = 12
"""Templates and tables in each other that are taken out."""
_LANGUAGE = lazy_pattern(r"<mediawiki\b[^>]*\bxml:lang\s*=\s*[\"']([\w-]+)", re.I)
_SITE = lazy_pattern(r"<sitename>([^<]{1,80})</sitename>", re.I)
_REDIRECT = lazy_pattern(r"\s*#[^\W\d_]+\s*:?\s*\[\[", re.I)
_DATE = lazy_pattern(r"\{\{\s*(?:date|datum|fecha|data|дата)\s*\|([^{}]{4,60})\}\}", re.I)
_CATEGORY = lazy_pattern(
    r"\[\[\s*(?:category|kategorie|catégorie|categoría|categoria|категория)\s*:\s*([^\[\]|]+)", re.I
)
_TEMPLATE = lazy_pattern(r"\{\{[^{}]*\}\}|\{\|(?:(?!\{\||\|\}).)*\|\}", re.S)
_NOTES = lazy_pattern(r"<!--.*?-->|<ref\b[^>]*/>|<(ref|gallery|nowiki|math)\b[^>]*>.*?</\1\s*>", re.S | re.I)
_EMBEDDED = lazy_pattern(r"\[\[\s*[^\W\d_]{3,20}\s*:(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]")
_INNER = lazy_pattern(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_OUTER = lazy_pattern(r"\[https?://\S+\s+([^\[\]]+)\]")
_BARE = lazy_pattern(r"\[https?://\S+\]")
_HEADING = lazy_pattern(r"^(={2,6})\s*(.*?)\s*\1\s*$", re.M)
_ITEM = lazy_pattern(r"^[*#:;]+\s*", re.M)
_QUOTES = lazy_pattern(r"'{2,5}")
_LAST = lazy_pattern(
    r"^={2,6}\s*(?:sources?|related news|external links|see also|quellen|fuentes?)\s*={2,6}\s*$.*", re.S | re.M | re.I
)


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a dump: pages of the main namespace; others and redirections are counted."""
    head = given.head.decode("utf-8", "replace")
    lang = code(found[1]) if (found := _LANGUAGE.search(head)) else ""
    outlet = found[1] if (found := _SITE.search(head)) else ""
    number = others = redirects = 0
    for element in records(given, {"page"}):
        number += 1
        if isinstance(element, Broken):
            yield Flaw(number, element.reason)
            continue
        revisions = element.findall("revision")
        source = str(revisions[-1].findtext("text") or "") if revisions else ""
        if text(element, "ns") not in ("", "0"):
            others += 1
        elif element.find("redirect") is not None or _REDIRECT.match(source):
            redirects += 1
        elif len(source) > MAX_TEXT:
            yield Flaw(number, f"a text longer than {MAX_TEXT >> 20} MB, too long for one article")
        else:
            stated = _DATE.search(source)
            yield Draft(
                title=text(element, "title"),
                text=words(source),
                date=dates.parse(stated[1].replace("|", " ")) if stated else "",
                outlet=outlet,
                lang=lang,
                topics=tuple(topic.strip() for topic in _CATEGORY.findall(source)),
                key=text(element, "id"),
                number=number,
                wrapped=False,
            )
    if others:
        yield Aside("pages of a wiki beside its articles", others)
    if redirects:
        yield Aside("redirections of a wiki", redirects)


def words(source: str) -> str:
    """A page's text without markup, templates, tables, pictures and lists of sources."""
    found = _NOTES.sub("", source)
    for _ in range(_ROUNDS):
        found, count = _TEMPLATE.subn("", found)
        if not count:
            break
    found = _LAST.sub("", found)
    found = _EMBEDDED.sub("", found)
    found = _INNER.sub(r"\1", found)
    found = _BARE.sub("", _OUTER.sub(r"\1", found))
    found = _QUOTES.sub("", _ITEM.sub("", _HEADING.sub(r"\2", found)))
    return plain(found) if "<" in found or "&" in found else found.strip()
