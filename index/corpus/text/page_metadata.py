"""What a saved page says of its article: JSON-LD, OpenGraph and other meta elements, and the visible headline."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from ...lazy_pattern import lazy_pattern
from ..dates import dates
from ..draft import Draft
from ..evidence import note
from ..fields import fields
from . import linked_data
from .languages import code
from .markup import plain, size
from .shown_dates import DATE_NAMES
from .site_names import site_ending, without_site

_TITLE = "og:title headline dc.title dcterms.title parsely-title sailthru.title title twitter:title"
_DATE = (
    "article:published_time datepublished date pubdate publishdate publish-date published parsely-pub-date"
    " sailthru.date dc.date.issued dcterms.created dc.date dcterms.date ptime pdate article:published"
    " og:published_time article.published datecreated cxenseparse:recs:publishtime og:article:published_time"
    " published_time date.release article_date_original originalpublicationdate"
)
_OUTLET = "og:site_name publisher application-name al:ios:app_name dc.publisher twitter:site"
_BYLINE = (
    "author byl byline articleauthor article:author og:article:author parsely-author sailthru.author dc.creator"
    " dcterms.creator"
)
_TOPICS = "article:tag news_keywords keywords article:section parsely-tags section"
_LANG = "og:locale language content-language dc.language inlanguage"
_URL = lazy_pattern(r"https?://\S+")
_TAIL = lazy_pattern(r"\s+[|\u2013\u2014\u00b7»-]+\s+")
# "By Ann Lee, City Correspondent": the name alone.
_BY_LINE = lazy_pattern(
    r"(?:By|BY|Von|Par|Por|Di|Door|Av|Af)\s+((?:[A-Z\u00c0-\u00de][\w.'’-]+\s?|(?:and|und|et|y|de|van|von|al)\s){2,8})(?:[,|(]|\s[-–—]\s|\Z)"
)
_HEADLINE = 3
"""Words from which a part of a title is a headline rather than the name of a site."""
_WRITTEN_BY = lazy_pattern(
    r"(?:written by|author|verfasst von|geschrieben von|écrit par|auteur|escrito por|autor|scritto da|autore"
    r"|geschreven door|skrevet av|skriven av|skrevet af|kirjoittanut|napisane przez|автор|написано автором|著者|글쓴이)"
    r"\s*:?\s*\Z",
    re.I,
)
_BY = lazy_pattern(r"^\s*(?:by|von|par|por|di)[\s:]+", re.I)


_NAMED_HEADING = (
    "//*[self::h2 or self::h3]["
    + " or ".join(
        f"contains(concat(' ', @class, ' '), ' {name} ')"
        for name in ("entry-title", "post-title", "article-title", "headline")
    )
    + "]"
)
_MARKED = (
    "//*[@itemprop='datePublished' or @property='datePublished' or @property='dc:date' or @property='dcterms:date'"
    " or @property='schema:datePublished' or (self::abbr and contains(concat(' ', @class, ' '), ' published '))]"
)
"""Elements with a date for machines in microdata, RDFa and microformats."""
_PUBLISHED = "//time[@itemprop='datePublished' or @pubdate]"
_VALUES = ("content", "datetime", "title")
_LONGEST_DATE = 80
_BELOW = 3
"""Elements below a headline in which its date may stand."""
_AROUND = 2
_SHORTEST = 12
"""Characters of a headline that a h1 is compared with."""


def metadata(root: HtmlElement, site: str = "") -> Draft:
    """The draft of a page's article, with everything but its text.

    Args:
        root: the page.
        site: what else its site may be called, where its title ends or begins with a name.
    """
    metas = _metas(root)
    shown = fields.squash(" ".join(_text(element) for element in root.iter("h1", "title")))
    linked = linked_data.article(root, shown)
    outlet = linked.outlet or _first(metas, _OUTLET).lstrip("@") or _marked_publisher(root)
    url = _address(root, metas) or linked.url
    return Draft(
        title=_title(root, metas, linked.title, (outlet, url, site)),
        text=linked.text,
        date=linked.date
        or next((d for value in _every(metas, _DATE) if (d := dates.parse(value))), "")
        or _time(root)
        or _shown_date(root)
        or dates.in_url(url),
        outlet=outlet,
        byline=_byline(root, metas, linked.byline, outlet),
        url=url,
        lang=_declared_language(root) or code(_first(metas, _LANG)) or linked.lang,
        topics=tuple(dict.fromkeys(_topics(metas, linked.topics))),
    )


def _marked_publisher(root: HtmlElement) -> str:
    """The name of the publisher in microdata."""
    for element in root.xpath("//*[@itemprop='publisher']//*[@itemprop='name']"):
        return " ".join((element.get("content") or _text(element)).split())
    return ""


def _declared_language(root: HtmlElement) -> str:
    """The language that the page's root element declares."""
    said = root.get("lang") or root.get("xml:lang") or ""
    note("element", "html @lang", said)
    return code(said)


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    """Meta names, properties and itemprops in lower case, and their contents."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        )
        if content and name:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _every(metas: dict[str, list[str]], names: str) -> Iterator[str]:
    for name in names.split():
        for value in metas.get(name, ()):
            note("meta element", name, value)
            yield value


def _first(metas: dict[str, list[str]], names: str) -> str:
    return next(_every(metas, names), "")


def _title(root: HtmlElement, metas: dict[str, list[str]], linked: str, sites: Sequence[str]) -> str:
    """The headline: what the page shows as an h1 if metadata say the same, else the metadata's."""
    headings = root.xpath(_NAMED_HEADING)
    tops = [text for element in root.iter("h1") if (text := " ".join(_text(element).split()))]
    tops += [" ".join(_text(element).split()) for element in headings] if len(headings) == 1 else []
    marked = [_text(element) for element in root.xpath("//*[@itemprop='headline'][not(self::meta)]")][:1]
    named = [" ".join(plain(value).split()) for value in (linked, *_every(metas, _TITLE), *marked) if value]
    named = [_without_outlet(value, sites) for value in named]
    page = next((" ".join(_text(element).split()) for element in root.iter("title")), "")
    said = [
        top
        for top in tops
        if size(top) > 10 and not _is_site(top, page) and any(_same(top, value) for value in (*named, page))
    ]
    if said:  # of several, the longest: the others name a topic that the headline names as well
        top = max(said, key=size)
        note("element", "h1", top)
        return top
    if named:
        return named[0]
    # A site's name that nothing else tells: the h1 ends with the rest, below a kicker.
    ending = site_ending(page)
    head = page[: page.rfind(ending)].rstrip(" |–—·•»«:-") if ending else ""
    if len(head) > _SHORTEST and any(fields.squash(top).endswith(fields.squash(head)) for top in tops):
        note("element", "title", head)
        return head
    note("element", "title", _without_outlet(page, sites))
    return _without_outlet(page, sites) or (tops[0] if tops else "")


def _is_site(top: str, page: str) -> bool:
    """Whether a h1 is the name of the site, which the page's title has beside a headline."""
    rest = without_site(page, (top,))
    return rest != page and len(rest.split()) >= _HEADLINE and len(rest) > len(top)


def _text(element: HtmlElement) -> str:
    return "".join(str(text) for text in element.itertext() if text)


def _same(top: str, other: str) -> bool:
    return top.casefold() in other.casefold() or (size(other) > 15 and other.casefold() in top.casefold())


def _without_outlet(title: str, sites: Sequence[str]) -> str:
    """A title without the site's name: what is known to be one, or else what is shorter than a headline."""
    named = without_site(title, filter(None, sites))
    if named != title:
        return named
    parts = _TAIL.split(title)
    if len(parts) < 2:
        return title
    name = fields.squash(sites[0])
    if name and name[:20] in fields.squash(parts[-1]):
        return title[: title.rfind(parts[-1])].rstrip(" |–—·»-")
    if "|" in title:
        longest = max(re.split(r"\s+\|\s+", title), key=len)
        return longest if len(longest.split()) >= _HEADLINE else title
    return title


def _byline(root: HtmlElement, metas: dict[str, list[str]], linked: str, outlet: str) -> str:
    """Who wrote it: a person rather than the outlet itself, as far as the page says."""
    told = (linked, *_every(metas, _BYLINE), *_labelled(metas))
    named = [value for value in told if value and not _URL.match(value)]
    persons = [value for value in named if fields.squash(value) != fields.squash(outlet)]
    if persons:
        return _BY.sub("", persons[0])
    return _shown_byline(root) or (named[0] if named else "")


def _labelled(metas: dict[str, list[str]]) -> Iterator[str]:
    """Names in pairs of a label and its value that are meant for cards: `twitter:label1` is "Written by"."""
    for number in "12":
        label, value = (metas.get(f"twitter:{part}{number}", [""])[0] for part in ("label", "data"))
        if _WRITTEN_BY.match(label) and value:
            note("meta element", f"twitter:data{number}", value)
            yield value


def _shown_byline(root: HtmlElement) -> str:
    """The byline that the page shows: in an element that is named for it, or a line that begins with "By"."""
    lines: list[str] = []
    for element in root.iter("a", "span", "p", "div", "address", "li", "h4", "h5", "small"):
        text = " ".join(_text(element).split())
        if not 2 < len(text) < 150:
            continue
        name = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}".lower()
        if ({"author", "p-author"} & set(name.split()) or "byline" in name) and len(text) < 100:
            note("element named", name.strip(), text)
            return _BY.sub("", text)
        found = _BY_LINE.match(text)
        if found:
            lines.append(found[1])
    return lines[0] if lines else ""


def _shown_date(root: HtmlElement) -> str:
    """The first date that stands alone in an element which is named for it, or right below the headline."""
    for element in root.iter("span", "p", "div", "li", "small", "em", "dd"):
        name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if DATE_NAMES.search(name):
            found = dates.parse(" ".join(_text(element).split())[: _LONGEST_DATE + 1])
            if found:
                note("element named", name.strip(), " ".join(_text(element).split()))
                return found
    return _date_below_headline(root)


def _date_below_headline(root: HtmlElement) -> str:
    """The date in one of the elements that follow the only h1, or the element around it, however they are named."""
    tops = list(root.iter("h1"))
    heading = tops[0] if len(tops) == 1 else None
    for _ in range(_AROUND):
        if heading is None or heading.tag in ("body", "html", "main"):
            break
        long = 0
        for element in islice(heading.itersiblings(), _BELOW):
            text = " ".join(_text(element).split()) if isinstance(element.tag, str) else ""
            long += len(text) > _LONGEST_DATE
            if long > 1:
                break  # one is a summary, two are the story
            if len(text) <= _LONGEST_DATE and (found := dates.parse(text)):
                note("element", f"{element.tag} below h1", text)
                return found
        heading = heading.getparent()
    return ""


def _time(root: HtmlElement) -> str:
    """The machine-readable date marked as that of publication, or else the first that a `time` element shows."""
    marked = {value for element in root.xpath(_PUBLISHED) if (value := dates.parse(element.get("datetime") or ""))}
    if len(marked) == 1:
        note("element", "time @itemprop=datePublished", next(iter(marked)))
        return marked.pop()
    for element in root.iter("time"):
        found = dates.parse(element.get("datetime") or "")
        if found:
            note("element", "time @datetime", element.get("datetime") or "")
            return found
    for element in root.xpath(_MARKED):
        written = next((value for name in _VALUES if (value := element.get(name))), "")
        if found := dates.parse(written):
            note("element", f"{element.tag} marked as date", written)
            return found
    return ""


def _address(root: HtmlElement, metas: dict[str, list[str]]) -> str:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and _URL.match(element.get("href") or ""):
            note("element", "link rel=canonical", str(element.get("href")))
            return str(element.get("href"))
    named = next((value for value in _every(metas, "og:url twitter:url") if _URL.match(value)), "")
    if named:
        return named
    for element in root.xpath("//*[contains(concat(' ', @class, ' '), ' h-entry ')]//a[@href]"):
        if {"u-url", "p-canonical"} & set((element.get("class") or "").split()) and _URL.match(element.get("href")):
            note("element", "h-entry", str(element.get("href")))
            return str(element.get("href"))
    return ""


def _topics(metas: dict[str, list[str]], linked: tuple[str, ...]) -> Iterator[str]:
    yield from linked
    for value in _every(metas, _TOPICS):
        yield from (topic for part in value.split(",") if (topic := part.strip()) and len(topic) <= 100)
