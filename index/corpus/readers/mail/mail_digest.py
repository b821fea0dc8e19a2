"""Alerts by e-mail: each story that a message lists, with its title, snippet, outlet, date and address.

Only what is certain is taken apart: the results of Google Alerts, stories marked up as articles, and lists of stories
that each have their outlet and date on a line below a linked title, as the alerts of news databases do.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import cast
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement
from msgspec import Struct

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...fields.citation import EITHER, read_citation
from ...findings import Findings
from ...text.languages import code
from ...text.markup import blocks, parse

SNIPPET = ("extent", "snippet")
"""What marks an article of which no more than some words are given."""

_HEADING = lazy_pattern(r"^=== (?P<kind>.{1,40}?) [-–—] (?P<rest>.*)\[.*\] ===[ \t]*$", re.M)
_COUNT = lazy_pattern(r"\d+")
_RULE = lazy_pattern(r"^(?:- ){10,}-?[ \t]*$", re.M)
_ADDRESS = lazy_pattern(r"<(https?://[^\s<>]+)>\s*\Z")
_GOOGLE = lazy_pattern(r"https?://(?:www\.)?google\.[a-z.]{2,6}/url\?", re.I)
_ALL_STORIES = lazy_pattern(r"https?://(?:news|www)\.google\.[a-z.]{2,6}/", re.I)
"""Where Google lists more stories on a topic: no story of its own."""
_ALERT_FOOT = "google.com/alerts/remove"
_SCRIPT = lazy_pattern(r"<script[^>]*data-scope=[\"']?inboxmarkup[^>]*>(.*?)</script>", re.S | re.I)
_NUMBERED = lazy_pattern(r"\d{1,3}[.)]\s+(?=\S)")
_SEPARATOR = lazy_pattern(r"\s+[|·•–—-]\s+|\s*[|·•]\s*")
_WORDS = lazy_pattern(r"[\d,.\u00a0 ]+\s?(?:words|wörter|mots|palabras|woorden|parole|palavras)\b", re.I)
_FACTIVA = lazy_pattern(
    r"(?P<outlet>.{2,80}?), (?:(?P<time>\d\d?:\d\d(?: ?[AP]M)?), )?(?P<date>\d{1,2}\.? \w{3,10}\.? \d{4}), "
    r"(?:\d\d?:\d\d(?: ?[AP]M)?, )?[\d,.]+ (?:words|wörter|mots|palabras|woorden|parole)"
    r"(?:, (?P<byline>[^()]{2,80}?))?,? \((?P<lang>[^\W\d]+)\)\Z",
    re.I,
)
_DOCUMENT = lazy_pattern(r"\((?:Document|Dokument|Documento) ([A-Za-z0-9]{15,40})\)\s*\Z")
_BARE = lazy_pattern(r"<?(https?://[^\s<>]+)>?")
_FOOT = lazy_pattern(
    r"unsubscribe|abbestellen|se désabonner|cancelar la suscripción|manage (?:my|your) alert|edit (?:this|your) alert"
    r"|privacy (?:policy|notice)|all rights reserved|©|you (?:have )?received this|view all results"
    r"|terms (?:&|and) cond",
    re.I,
)
_LONGEST_TITLE = 300
_FEW_PARTS = 2
_LONGEST_FACTS = 160
_LONGEST_PREAMBLE = 600
"""Characters above the first story: what was searched for, and how many were found."""


class Story(Struct):
    """One story of a list."""

    title: str
    text: str = ""
    outlet: str = ""
    date: str = ""
    byline: str = ""
    url: str = ""
    lang: str = ""
    key: str = ""
    either: str = ""
    """Its date as written, where day or month may be first."""

    def dated(self, sent: str) -> str:
        """Return its date, or the one of its two that lies in the month before its alert; without any, the alert's.

        Args:
            sent: when the alert was sent, ISO: alerts follow within a day or so.
        """
        if self.date or not self.either:
            return self.date or sent
        both = [found for order in ("dmy", "mdy") if (found := dates.parse(self.either, order)) and sent]
        near = [found for found in both if timedelta(-1) <= _day(sent) - _day(found) <= timedelta(31)]
        return near[0] if len(near) == 1 else ""


def _day(iso: str) -> date:
    return date.fromisoformat(iso[:10])


class _Line(Struct, frozen=True):
    text: str
    href: str = ""
    """Where it links to, if all of it is a link."""


def stories(plains: Sequence[str], pages: Sequence[str]) -> tuple[list[Story], int]:
    """The stories that a message lists, none if it does not certainly list some; and how many more it says to have.

    Args:
        plains: its plain texts.
        pages: its pages, as HTML.
    """
    page = "\n".join(pages)
    text = "\n".join(plains).replace("\r\n", "\n")
    root = parse(page.encode("utf-8", "replace")) if page else None
    wanted = _stated(text)
    found = _marked_up(root) if root is not None and "schema.org/" in page and "alert" in page.casefold() else []
    found = found or _widgets(page) or _results(text)
    if not found and root is not None:
        found = _listed(list(_lines_of_page(root)), linked=True)
    if not found and text:
        found = _in_blocks(text)
    if not found and text:
        found = _listed([_Line(line.strip()) for line in text.split("\n")], linked=False)
    return found, max(0, wanted - len(found)) if found else 0


def address(url: str) -> str:
    """Where a link of Google's leads to; any other as it is."""
    if not _GOOGLE.match(url):
        return url
    asked = parse_qs(urlsplit(url).query)
    return next((one[0] for name in ("url", "q") if (one := asked.get(name))), url)


# Google Alerts


def _stated(text: str) -> int:
    """How many results the headings of an alert's plain text promise; 0 if it has none."""
    counts = [_COUNT.findall(match["rest"]) for match in _HEADING.finditer(text)]
    return sum(int(numbers[0]) for numbers in counts if numbers)


def _results(text: str) -> list[Story]:
    """The results of an alert's plain text."""
    headings = list(_HEADING.finditer(text))
    if not headings:
        return list(_plain_results(text)) if _ALERT_FOOT in text else []
    rule = _RULE.search(text, headings[0].end())
    end = rule.start() if rule else len(text)
    found: list[Story] = []
    for match, stop in zip(headings, [one.start() for one in headings[1:]] + [end], strict=True):
        for part in re.split(r"(?<=>)[ \t]*\n", text[match.end() : stop]):
            link = _ADDRESS.search(part)
            lines = [line.strip() for line in part[: link.start()].split("\n") if line.strip()] if link else []
            url = address(link[1]) if link else ""
            if url and lines and not (len(lines) == 1 and _ALL_STORIES.match(url)):
                found.append(_result(lines, url))
    return found


def _plain_results(text: str) -> Iterator[Story]:
    """Yield the results of an alert whose plain text has no headings: each block ends with a link of Google's."""
    for part in text.partition(_ALERT_FOOT)[0].split("\n\n"):
        link = _ADDRESS.search(part)
        lines = [line.strip() for line in part[: link.start()].split("\n") if line.strip()] if link else []
        if lines and lines[0].isupper() and " " not in lines[0]:
            del lines[0]  # NEWS, WEB
        if link and lines and _GOOGLE.match(link[1]):
            story = _result(lines, address(link[1]))
            story.title = story.title.removesuffix(f" - {story.outlet}") if story.outlet else story.title
            yield story


def _result(lines: list[str], url: str) -> Story:
    """One result: its title, its outlet if there is one, and some words of it."""
    has_outlet = len(lines) > 1 and len(lines[1]) <= 60 and not re.search(r"(?:\.\.\.|…|[.!?])\Z", lines[1])
    outlet = lines[1] if has_outlet else ""
    return Story(title=lines[0], text=" ".join(lines[1 + has_outlet :]), outlet=outlet, url=url)


def _widgets(page: str) -> list[Story]:
    """The results in what an alert tells Gmail to show."""
    match = _SCRIPT.search(page)
    if not match:
        return []
    try:
        told = json.loads(match[1])
        widgets = [widget for card in told["cards"] for widget in card["widgets"] if widget.get("type") == "LINK"]
        return [
            Story(title=str(one["title"]), text=str(one.get("description", "")), url=address(str(one.get("url", ""))))
            for one in widgets
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


def _marked_up(root: HtmlElement) -> list[Story]:
    """The stories whose elements say that each is an article."""
    found: list[Story] = []
    for item in root.iter():
        kind = str(item.get("itemtype") or "").rstrip("/").rpartition("/")[2]
        if kind not in ("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle"):
            continue
        title, publisher = "", ""
        for named in item.iterfind(".//*[@itemprop='name']"):
            owner = next((one for one in named.iterancestors() if one.get("itemscope") is not None), item)
            words = " ".join(named.text_content().split())
            if owner is item:
                title = title or words
            elif owner.get("itemprop") == "publisher":
                publisher = publisher or words
        title = title or _property(item, "headline")
        link = next((str(one.get("href") or "") for one in item.iterfind(".//a[@itemprop='url']")), "")
        if title:
            found.append(
                Story(
                    title=title,
                    text=_property(item, "description"),
                    outlet=publisher,
                    date=dates.parse(_property(item, "datePublished")),
                    url=address(link),
                )
            )
    return found


def _property(item: HtmlElement, name: str) -> str:
    for element in cast("Iterator[HtmlElement]", item.iterfind(f".//*[@itemprop='{name}']")):
        return str(element.get("content") or element.get("datetime") or " ".join(element.text_content().split()))
    return ""


# Lists of stories


def _lines_of_page(root: HtmlElement) -> Iterator[_Line]:
    links: dict[str, str] = {}
    for element in root.iter("a"):
        links.setdefault(" ".join(element.text_content().split()), str(element.get("href") or ""))
    for block in blocks(root):
        bare = _NUMBERED.sub("", block.text, count=1)
        yield _Line(block.text, links.get(block.text) or links.get(bare, "") if block.linked > 0.8 else "")


def _listed(lines: list[_Line], *, linked: bool) -> list[Story]:
    """The stories of a list: each has a line with its outlet and date below its title."""
    lines = [line for line in lines if line.text]
    facts = {i: told for i, line in enumerate(lines) if i and (told := _facts(line.text))}
    certain = any(told.lang for told in facts.values())
    if len(facts) < 2 - certain or any(i + 1 in facts for i in facts):
        return []
    titles = {i: lines[i - 1] for i in facts}
    if sum(len(line.text) for line in lines[: min(facts) - 1]) > _LONGEST_PREAMBLE:
        return []  # a letter of its own, which happens to cite some
    if any(len(title.text) > _LONGEST_TITLE or _FOOT.search(title.text) for title in titles.values()):
        return []
    if not certain and not all(title.href if linked else _NUMBERED.match(title.text) for title in titles.values()):
        return []
    places = [*facts, len(lines) + 1]
    found: list[Story] = []
    for i, following in pairwise(places):
        story = facts[i]
        story.title = _NUMBERED.sub("", titles[i].text, count=1)
        story.url = address(titles[i].href)
        text: list[str] = []
        for line in lines[i + 1 : following - 1]:
            document = _DOCUMENT.match(line.text)
            bare = _BARE.fullmatch(line.text)
            if document:
                story.key = document[1]
            elif bare:
                story.url = story.url or address(bare[1])
            elif _FOOT.search(line.text) and len(line.text) <= _LONGEST_TITLE:
                break
            elif not line.href:
                text.append(line.text)
        story.text = "\n\n".join(text)
        found.append(story)
    return found


def _in_blocks(text: str) -> list[Story]:
    """The stories of a plain text whose blocks each hold a title, some words, outlet and date, and an address."""
    found: list[Story] = []
    for block in re.split(r"\n[ \t]*\n\s*", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        link = _BARE.fullmatch(lines[-1]) if len(lines) > _FEW_PARTS else None
        at = next((i for i in range(1, len(lines) - 1) if _facts(lines[i])), 0) if link else 0
        story = _facts(lines[at]) if at else None
        if link and story and len(lines[0]) <= _LONGEST_TITLE:
            story.title, story.url = _NUMBERED.sub("", lines[0], count=1), address(link[1])
            story.text = " ".join(lines[1:at] + lines[at + 1 : -1])
            found.append(story)
    return found if len(found) >= _FEW_PARTS else []


def _facts(line: str) -> Story | None:
    """What a line below a title says: outlet and date, between signs that separate them."""
    if len(line) > _LONGEST_FACTS:
        return None
    match = _FACTIVA.match(line)
    if match and (lang := code(match["lang"])):
        when = dates.parse(f"{match['date']} {match['time'] or ''}".strip()) or dates.parse(match["date"])
        return Story("", outlet=match["outlet"], date=when, byline=match["byline"] or "", lang=lang)
    parts = [part.strip() for part in _SEPARATOR.split(line) if part.strip()]
    at = next(
        (i for i, part in enumerate(parts) if re.search(r"\d", part) and (dates.parse(part) or EITHER.match(part))), -1
    )
    if len(parts) < 2 or at < 0 or len(parts) > 7:
        cited = read_citation(line, Findings()) if ", " in line and len(parts) < _FEW_PARTS else None
        return Story("", outlet=cited.outlet, date=cited.date, byline=cited.byline) if cited else None
    outlet = next((part for part in parts if not re.search(r"\d", part) and len(part) <= 80), "")
    if not outlet or parts.index(outlet) > 1:
        return None
    byline = next((part[3:].strip() for part in parts if part.casefold().startswith("by ")), "")
    either = parts[at] if EITHER.match(parts[at]) else ""
    return Story("", outlet=outlet, date="" if either else dates.parse(parts[at]), byline=byline, either=either)
