"""E-books (EPUB): newspapers and magazines as they are sent to readers, a chapter an article."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ....lazy_pattern import lazy_pattern
from ...archives.package import Package
from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Element, text, value
from ...text.languages import code
from ...text.markup import Block, blocks, parse

_FEW = 200
"""Characters below which a chapter is a cover, a contents page or a divider, unless it is a brief."""
_FEWEST = 40
_SENTENCE_END = lazy_pattern(r"[.!?。！？…][\"”’»)]*\Z")
_CONTENTS = lazy_pattern(r"\b(?:toc|nav|cover|titlepage|copyright|contents)\b", re.I)
_MENU = lazy_pattern(
    r"\W*(?:next|previous|section menu|main menu|up|weiter|zurück|suivant|précédent|siguiente|anterior)"
    r"(?:\s*\|\s*(?:[^\W\d_]+ ?){0,3})*\W*\Z",
    re.I,
)
_MAX_CHAPTERS = 20_000


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the chapters of a book in reading order.

    Raises:
        Unreadable: it is damaged, or holds no text.
    """
    package = Package(given)
    place = next((value(root, "full-path") for root in package.elements("META-INF/container.xml", {"rootfile"})), "")
    book = next(package.elements(place, {"package"}), None)
    if book is None:
        raise Unreadable("an e-book without a list of its parts: it is damaged")
    about = book.find("metadata")
    number = skipped = 0
    for name in _spine(book, posixpath.dirname(place)):
        found = _chapter(package.read(name))
        if (
            found is None
            or (_CONTENTS.search(posixpath.basename(name)) and len(found[1]) < 4 * _FEW)
            or (len(found[1]) < _FEW and not _is_brief(*found))
        ):
            skipped += 1
            continue
        number += 1
        title, body = found
        yield Draft(
            title=title,
            text=body,
            date=dates.parse(text(about, "date")),
            outlet=text(about, "publisher") or text(about, "title"),
            byline=text(about, "creator") if number and len(book.findall("spine/itemref")) <= 3 else "",
            lang=code(text(about, "language")),
            topics=tuple(text(subject) for subject in about.iterfind("subject")) if about is not None else (),
            key=name,
            number=number,
            wrapped=False,
            extra=(("edition", text(about, "title")), ("rights", text(about, "rights"))),
        )
    if skipped:
        yield Aside("covers, contents and dividers of e-books", skipped)
    if not number:
        raise Unreadable("an e-book without text: its pages may be images")


def _is_brief(title: str, text: str) -> bool:
    """Whether a short chapter is a piece of news: a sentence below a heading."""
    return bool(title) and len(text) >= _FEWEST and _SENTENCE_END.search(text) is not None


def _spine(book: Element, folder: str) -> Iterator[str]:
    places = {value(item, "id"): value(item, "href") for item in book.iterfind("manifest/item")}
    for item in book.findall("spine/itemref")[:_MAX_CHAPTERS]:
        place = places.get(value(item, "idref"), "")
        if place:
            yield posixpath.normpath(posixpath.join(folder, unquote(place.partition("#")[0])))


def _chapter(data: bytes) -> tuple[str, str] | None:
    """Heading and text of a chapter; None if it is empty."""
    root = parse(re.sub(rb"\A\s*<\?xml[^>]*\?>", b"", data)) if data else None
    body = root.find("body") if root is not None else None
    if root is None or body is None:
        return None
    found = list(blocks(body))
    at = next((i for i, block in enumerate(found[:6]) if block.element.tag in ("h1", "h2", "h3")), -1)
    title = found.pop(at).text if at >= 0 else " ".join(str(root.findtext(".//title") or "").split())
    shown = [block for block in found if not _is_menu(block)]
    return title, "\n\n".join(block.text for block in shown if block.linked < 0.8 or len(block.text) > 200)


def _is_menu(block: Block) -> bool:
    """Whether a block is the row of links between articles, with bars between them that are no links."""
    return block.linked > 0 and _MENU.match(block.text) is not None
