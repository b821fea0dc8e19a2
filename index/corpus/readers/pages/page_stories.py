"""Pages with several whole stories, such as the front page of a blog: each is an article."""

import re
from copy import deepcopy
from itertools import islice
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement
from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...draft import Draft
from ...fields.field_names import squash
from ...text.main_text import article_text
from ...text.markup import blocks
from ...text.page_metadata import metadata

_HEADINGS = ("h1", "h2", "h3")
_FULL = 400
"""Letters of running text from which a story is whole: teasers have one or two sentences."""
_RUNNING = 60
_MOST = 500
_LEAST = 3
"""Headlines of a list."""
_TIMES = 50
"""Dates for machines that are looked at: each costs a walk over what is around it."""
_WORDS = 4
"""Words of a link that is a headline."""
_LINKED = 0.8
"""Share of a page in such links, from which it is no more than a list of them."""
_APART = 3
"""Blocks between a headline and its teaser, at most: a date, a name."""
_COMMENT = lazy_pattern(r"\bcomment|\brepl(?:y|ies)\b|\breview", re.I)
"""Names of elements with what readers wrote."""


def stories(root: HtmlElement) -> list[HtmlElement]:
    """The whole stories on a page: outermost `article` elements with a headline and running text; none if one only."""
    if next(root.iter("article"), None) is None:
        return []
    found = [
        element
        for element in root.iter("article")
        if _heading(element) is not None
        and not any(
            _COMMENT.search(f"{one.get('class')} {one.get('id')}") for one in (element, *element.iterancestors())
        )
        and not any(outer.tag == "article" for outer in element.iterancestors())
        and sum(len(block.text) for block in blocks(element) if len(block.text) >= _RUNNING and block.linked < 0.5)
        >= _FULL
    ]
    return found[:_MOST] if len(found) > 1 else []


def are_the_page(found: list[HtmlElement], root: HtmlElement, page: Draft) -> bool:
    """Whether a page is no more than its stories: its own title names none of them."""
    element = root.find(".//title")
    titles = {squash(page.title), squash(_words(element)) if element is not None else ""}
    headings = [squash(_words(heading)) for story in found if (heading := _heading(story)) is not None]
    return not any(heading in title or title in heading for heading in headings for title in titles - {""} if heading)


def is_list(root: HtmlElement) -> bool:
    """Whether a page lists stories and tells none: each of its paragraphs stands below a headline that is a link.

    The paragraphs of an article follow each other, whatever is listed beside it.
    """
    longest, since = 0, _APART
    headlines: set[str] = set()
    paragraphs = below = 0
    whole = in_links = links = 0
    for block in blocks(root):
        since += 1
        whole += len(block.text)
        if block.linked > 0.5 and len(block.text.split()) >= _WORDS:
            links += 1
            in_links += len(block.text)
        if block.linked > 0.8 and _is_headline(block.element):
            headlines.add(block.text)
            since = 0
        elif len(block.text) >= _RUNNING and block.linked < 0.5:
            paragraphs += 1
            below += since <= _APART
            longest = max(longest, len(block.text))
    if not paragraphs and links >= _LEAST and in_links >= _LINKED * whole:
        return True  # headlines alone, in a list or a table
    return (
        len(headlines) >= _LEAST
        and longest < _FULL
        and below >= 0.9 * paragraphs
        and paragraphs <= 1.3 * len(headlines)
    )


def has_dates_of_stories(root: HtmlElement) -> bool:
    """Whether a page has several dates for machines, each in an element of its own beside a headline that is a link."""
    dated = 0
    for element in islice(root.iter("time"), _TIMES):
        holder = element.getparent()
        while holder is not None and holder.tag not in ("article", "li", "section", "body"):
            if any(heading.find(".//a") is not None for name in (*_HEADINGS, "h4") for heading in holder.iter(name)):
                break
            holder = holder.getparent()
        dated += holder is not None and holder.tag != "body"
        if dated >= _LEAST:
            return True
    return False


def _is_headline(element: HtmlElement) -> bool:
    return any(one.tag in (*_HEADINGS, "h4") for one in (element, *element.iterancestors()))


def articles(found: list[HtmlElement], page: Draft) -> list[Draft]:
    """The articles of a page's stories.

    Args:
        found: the stories.
        page: what the page says of itself, for what they do not say.
    """
    drafts: list[Draft] = []
    for number, story in enumerate(found, 1):
        heading = _heading(story)
        if heading is None:
            continue
        alone = lxml.html.document_fromstring("<html><body></body></html>")
        alone[0].append(deepcopy(story))
        said = metadata(alone)
        link = heading if heading.tag == "a" else heading.find(".//a[@href]")
        url = urljoin(page.url, str(link.get("href"))) if link is not None else ""
        drafts.append(
            structs.replace(
                said,
                title=_words(heading),
                text=article_text(alone),
                outlet=page.outlet or page.title,
                url=url if url.startswith(("http://", "https://")) else "",
                lang=page.lang,
                number=number,
                wrapped=False,
            )
        )
    return drafts


def _heading(story: HtmlElement) -> HtmlElement | None:
    return next((heading for name in _HEADINGS for heading in story.iter(name) if _words(heading)), None)


def _words(element: HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
