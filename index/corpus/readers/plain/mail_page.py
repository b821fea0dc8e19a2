"""Messages that a mail program saved as pages or printed: their headers stand in the text."""

from lxml.html import HtmlElement, tostring

from ...draft import Draft
from ...text.markup import plain
from . import mail_headers
from .mail_furniture import without_furniture

_TABLES = "//table[contains(@class, 'moz-main-header') or contains(@class, 'moz-header-part')]"


def message(root: HtmlElement) -> Draft | None:
    """The message of a page that Thunderbird saved, with the table of its headers; None for any other page."""
    tables = [table for table in root.xpath(_TABLES) if isinstance(table, HtmlElement)]
    if not tables:
        return None
    rows = [" ".join(str(row.text_content()).split()) for table in tables for row in table.iter("tr")]
    for table in tables:
        table.drop_tree()
    body = root.find("body")
    lines = list(root.iter("pre")) if root.xpath("//div[contains(@class, 'moz-text-plain')]") else []
    if lines:
        text = "\n\n".join(str(pre.text_content()).strip("\n") for pre in lines)
    else:
        text = plain(str(tostring(body if body is not None else root, encoding="unicode")))
    found = mail_headers.printed("\n".join([*rows, "", text]))
    return draft(found, wrapped=None if lines else False) if found else None


def draft(found: mail_headers.Inner, *, wrapped: bool | None = None) -> Draft:
    """The article of a message whose headers are known: who sent it is its outlet, as of every message."""
    name, address = mail_headers.sender(found.sender)
    return Draft(
        title=found.subject,
        text=without_furniture(found.text),
        date=found.date,
        outlet=name.strip("\"' ") or address,
        wrapped=wrapped,
    )
