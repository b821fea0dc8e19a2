"""Saved HTML pages: one article a page, found among navigation, advertisements and comments."""

import re
from collections.abc import Iterator

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ... import substack_export
from ...archives import archived_pages
from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.text_head import read_head, without_dates
from ...text import encodings
from ...text.lines import whole
from ...text.main_text import article_text
from ...text.markup import parse
from ...text.page_metadata import metadata
from ...text.shown_dates import counted_back_on_page
from ..plain import mail_headers, mail_page, press_review
from ..plain.source_line import named_first
from . import fact_tables, html_table, page_notices, page_state, page_stories
from .page_titles import site_of

_FEW = 200
"""Characters: if the page shows less than that, and its metadata hold more, the text is taken from there."""
_FULLER = 1.5
"""Times that the text in the metadata must be longer to be taken from a page that shows some: the rest is withheld."""


def read(given: Input, *, several: bool = True) -> Iterator[Draft | Flaw | Aside]:
    """Yield the one article of a page, or those of a table of articles or of a page of whole stories.

    Args:
        given: the page.
        several: whether a page of whole stories is several articles; in a crawl each has a page of its own.

    Raises:
        Unreadable: there is no running text in it, or it is too long.
    """
    post = substack_export.post_of(given.path) if given.path else None
    if post and not post.published:
        yield Aside("drafts that were not published")
        return
    text = whole(given, encodings.declared(given.head))
    root = parse(text.lstrip("\ufeff").encode("utf-8", "replace"))
    body = root.find("body") if root is not None else None
    if root is None or body is None:
        raise Unreadable("an HTML page without content")
    letter = mail_page.message(root)
    if letter:
        yield letter
        return
    rows = html_table.articles(root, given.corpus.fields, given.findings) if body.find(".//table") is not None else []
    if rows:
        yield from rows
        return
    shown_apart = fact_tables.articles(root, given.findings) if several and fact_tables.may_be_page(text) else []
    if shown_apart:
        yield from shown_apart
        return
    found = _noted(metadata(root, site_of(given.path) if given.path else ""), text, given)
    others = page_stories.stories(root) if several else []
    if others and page_stories.are_the_page(others, root, found):
        yield from page_stories.articles(others, found)
        return
    reviewed = press_review.of_page(root, given.findings) if several and press_review.may_be_page(text) else []
    if reviewed:
        yield from reviewed
        return
    bare = not (found.byline or found.text)
    if bare and (not found.date or page_stories.has_dates_of_stories(root)) and page_stories.is_list(root):
        yield Aside("front pages and lists of stories")
        return
    shown = article_text(root)
    if several and press_review.looks_like(shown):
        yield from press_review.articles(shown, given.findings)
        return
    if bare and not found.date and (notice := page_notices.kind(found.title, root, shown)):
        yield Aside(notice)
        return
    if len(found.text) > (_FULLER * len(shown) if len(shown) >= _FEW else len(shown)):
        shown = found.text
    if len(shown) < _FEW:
        drawn = page_state.article(root, found.title, given)
        if drawn and len(drawn.text) > _FULLER * len(shown):
            found, shown = _filled(found, drawn), drawn.text
    first = shown.partition("\n")[0]
    if len(first) > 10 and found.title.endswith(f": {first}"):  # the site's name stood before it
        found = structs.replace(found, title=first)
    if not found.date or not found.byline:
        below = shown if first and first in found.title else f"{found.title}\n{shown}"
        named = read_head(shown, given.findings, bare=False) if page_state.is_named_after_site(root) else None
        if named and below is not shown and not mail_headers.printed(shown):
            # The pages of the nineties: their titles are those of the site, and headlines no more than large letters.
            found = structs.replace(
                found, title=named.title, date=found.date or named.date, byline=found.byline or named.byline
            )
            shown = named.body
        elif head := read_head(below, given.findings, bare=False):
            found = structs.replace(found, date=found.date or head.date, byline=found.byline or head.byline)
    if not found.date:
        found = structs.replace(found, date=counted_back_on_page(root, given.fetched or _saved(text), given.findings))
    if printed_in := press_review.cited_on_page(text, root, found.title, given.findings):
        cited, above = printed_in
        for line in above:
            shown = shown.removeprefix(line).lstrip("\n")
        found = structs.replace(
            found,
            date=cited.date,
            outlet=named_first(cited.outlet),
            byline=found.byline or cited.byline,
            extra=(*found.extra, ("page", cited.page)),
        )
    if post:
        found = structs.replace(found, title=post.title or found.title, date=post.date or found.date, key=post.key)
        shown = "\n\n".join(filter(None, (post.subtitle, shown)))
    printed = mail_headers.printed(shown)
    if printed:
        yield structs.replace(mail_page.draft(printed, wrapped=False), title=printed.subject or found.title)
        return
    if not shown and (not found.title or (bare and not found.date and page_state.is_named_after_site(root))):
        raise Unreadable("an HTML page without running text")
    yield structs.replace(found, text=without_dates(shown, found.byline) if found.date else shown, wrapped=False)
    if others:
        yield Aside("further stories on a page", len(others) - 1)


def _noted(found: Draft, text: str, given: Input) -> Draft:
    """A page's article with what the program that saved the page says of it, where the page says nothing."""
    note = archived_pages.note_of(given.path) if given.path else archived_pages.Note()
    mirrored, saved = _ARCHIVED.search(text), _SAVED_FROM.search(text, 0, _LOOK)
    url = found.url or note.url or (f"http://{mirrored['address']}" if mirrored and mirrored["address"] else "")
    url = url or (saved["address"] if saved else "")
    return structs.replace(found, url=url, title=found.title or note.title, date=found.date or dates.in_url(url))


_LOOK = 4096
_SAVED_FROM = lazy_pattern(
    r"(?:<!--\s*saved from url=\(\d+\)|<meta name=[\"']savepage-url[\"'] content=[\"'])"
    r"(?P<address>https?://[^\s<>\"']{4,2000})(?:\s*-->|[\"'])",
    re.I,
)
"""The note of browsers that saved a page with what belongs to it."""
_ARCHIVED = lazy_pattern(
    r"<!--\s*(?:FILE ARCHIVED ON (?P<archived>\d\d:\d\d:\d\d \w{3} \d\d, \d{4})"
    r"|Mirrored from (?P<address>[^\s<>]{4,300})(?= by )[^\n>]{0,300}?"
    r"(?P<mirrored>\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d) GMT)"
)
"""The notes of web archives and of programs that copy sites."""


def _saved(text: str) -> str:
    """When a page was saved, ISO, as a note in its source says; "" if there is none."""
    match = _ARCHIVED.search(text)
    if not match:
        return ""
    clock, _, day = (match["archived"] or "").partition(" ")
    return dates.parse(f"{day} {clock}" if day else match["mirrored"])


def _filled(found: Draft, drawn: Draft) -> Draft:
    """What a page says of its article, and its data say where the page says nothing."""
    return structs.replace(
        found,
        title=drawn.title,
        date=found.date or drawn.date,
        outlet=found.outlet or drawn.outlet,
        byline=found.byline or drawn.byline,
        topics=found.topics or drawn.topics,
        lang=found.lang or drawn.lang,
    )
