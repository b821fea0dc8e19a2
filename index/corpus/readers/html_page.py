"""Saved HTML pages: one article a page, found among navigation, advertisements and comments."""

from collections.abc import Iterator

from msgspec import structs

from ..draft import Draft, Flaw, Input, Unreadable
from ..fields.text_head import read_head
from ..text import encodings
from ..text.lines import whole
from ..text.main_text import article_text
from ..text.markup import parse
from ..text.page_metadata import metadata
from . import html_table, page_state

_FEW = 200
"""Characters: if the page shows less than that, and its metadata hold more, the text is taken from there."""
_FULLER = 1.5
"""Times that the text in the metadata must be longer to be taken from a page that shows some: the rest is withheld."""


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the one article of a page, or those of a table of articles.

    Raises:
        Unreadable: there is no running text in it, or it is too long.
    """
    text = whole(given, encodings.declared(given.head))
    root = parse(text.lstrip("\ufeff").encode("utf-8", "replace"))
    body = root.find("body") if root is not None else None
    if root is None or body is None:
        raise Unreadable("an HTML page without content")
    rows = html_table.articles(root, given.corpus.fields, given.findings) if body.find(".//table") is not None else []
    if rows:
        yield from rows
        return
    found = metadata(root)
    shown = article_text(root)
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
        head = read_head(shown if first and first in found.title else f"{found.title}\n{shown}", given.findings)
        if head:
            found = structs.replace(found, date=found.date or head.date, byline=found.byline or head.byline)
    if not shown and not found.title:
        raise Unreadable("an HTML page without running text")
    yield structs.replace(found, text=shown, wrapped=False)


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
