"""Exports of news databases, many articles a file: text and HTML here; DOCX and RTF come through their own readers."""

import re
from collections.abc import Iterator
from html import unescape
from types import ModuleType

from lxml.html import HtmlElement

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields.export_text import with_line_feeds
from ...text import encodings
from ...text.markup import blocks, parse
from ..agencies import agency_screens, agency_text
from ..pages import html_page
from . import (
    databases,
    europresse,
    europresse_text,
    factiva,
    gallica,
    integrum,
    nexis,
    online_hosts,
    press_archives,
    press_reader,
    wise_search,
)

_MAX = 8 * MAX_TEXT
"""Bytes of one export: the databases give at most some hundred articles at a time."""
_MODULES = (
    nexis,
    factiva,
    databases,
    press_reader,
    press_archives,
    europresse_text,
    online_hosts,
    agency_screens,
    agency_text,
    wise_search,
    gallica,
)
_NEXIS_PAGE = lazy_pattern(
    r"<DIV CLASS=\"c0\">.{0,400}?\d+ of \d+ DOCUMENTS|<META TOPIC=[^>]*DOCUMENTS=|<!-- LXNComment", re.I | re.S
)
_UNI_PAGE = lazy_pattern(
    r">\s*(?:End of Document|Ende des Dokuments?|Fin du document|Fin del documento|Fine documento"
    r"|Fim do documento|Einde van document)\s*<"
    r"|>\s*Length:[\s\u00a0]*(?:</?\w[^>]*>\s*)*\d[\d,.]* words\b.{0,4000}?>\s*Body\s*<",
    re.I | re.S,
)
_YOMIDAS = lazy_pattern(r"<title>\s*ヨミダス")
_OFFICE_PAGE = lazy_pattern(r"content=[\"']?(?:Microsoft Word|LibreOffice|OpenOffice)|class=[\"']?MsoNormal", re.I)
_ELEMENT = lazy_pattern(r"<(?:style|script)\b.*?</(?:style|script)\s*>|<[^<>]*>", re.S | re.I)
_LONGEST_HEAD = 32_000
"""Characters in which a word processor says that it wrote a page."""
_CENTRED = lazy_pattern(r"\.(c\d+)\s*\{[^}]*text-align:\s*center", re.I)


def looks_like(text: str) -> bool:
    """Whether the beginning of a file is that of an export."""
    text = with_line_feeds(text)
    return any(module.looks_like(text) for module in _MODULES)


_DATABASE_PAGE = lazy_pattern(
    r">\s*(?:Gale Document Number|ProQuest document ID|Dokument-ID von ProQuest|Accession Number"
    r"|Rappel de votre demande)\s*:?[\s<]",
    re.I,
)
"""Labels of databases that give pages with the same lines as their texts."""


def looks_like_page(text: str) -> bool:
    """Whether the beginning of an HTML page is that of an export."""
    if text.lstrip("\ufeff \r\n\t")[:1] != "<":
        return False
    return (
        factiva.is_page(text)
        or europresse.is_page(text)
        or integrum.is_page(text)
        or any(sign.search(text) for sign in (_NEXIS_PAGE, _UNI_PAGE, _YOMIDAS, _DATABASE_PAGE))
        or _office_module(text) is not None
    )


def _office_module(source: str) -> ModuleType | None:
    """The module that reads what a word processor saved as a page, None unless it is an export."""
    if not _OFFICE_PAGE.search(source[:_LONGEST_HEAD]):
        return None
    shown = unescape(_ELEMENT.sub("\n", source))
    return next((module for module in _MODULES if module.looks_like(shown)), None)


def split(text: str) -> Iterator[Draft | Flaw | Aside] | None:
    """The articles of a text that is an export, None for any other."""
    module = next((module for module in _MODULES if module.looks_like(text)), None)
    return module.articles(text) if module else None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a text export.

    Raises:
        Unreadable: it is too long, or holds no article.
    """
    text = with_line_feeds(_whole(given)).lstrip("\ufeff")
    found = split(text)
    if found is None:
        raise Unreadable("looks like an export of a news database, but no article begins or ends in it")
    yield from found


def read_page(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of an HTML export.

    Raises:
        Unreadable: it is too long, or holds no article.
    """
    text = _whole(given)
    root = parse(text.lstrip("\ufeff").encode("utf-8", "replace"))
    if root is None:
        raise Unreadable("an HTML page without content")
    if _YOMIDAS.search(text[:4096]):
        yield from _yomidas(root)
    elif factiva.is_page(text[: 64 * 1024]):
        yield from factiva.from_page(root)
    elif europresse.is_page(text[: 64 * 1024]):
        yield from europresse.articles(root)
    elif integrum.is_page(text):
        yield from integrum.articles(root, given.findings)
    elif _DATABASE_PAGE.search(text):
        shown = "\n\n".join(block.text for block in blocks(root))
        module = next((module for module in (databases, gallica) if module.looks_like(shown)), None)
        if module:
            yield from module.articles(shown)
        else:
            yield from html_page.read(given.part(f"\ufeff{text}".encode("utf-8", "replace"), given.name))
    elif (module := _office_module(text)) and module is not nexis:
        yield from module.articles("\n".join(block.text for block in blocks(root)))
    else:
        yield from nexis.articles(_nexis_text(root, frozenset(_CENTRED.findall(text[: 64 * 1024]))))


def _whole(given: Input) -> str:
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"an export longer than {_MAX >> 20} MB: split it")
    return encodings.decode(data, encodings.declared(given.head))


def _nexis_text(root: HtmlElement, centred: frozenset[str]) -> str:
    """A Nexis page as its text export would be: centred blocks indented, blank lines between blocks."""
    lines: list[str] = []
    for block in blocks(root):
        names = {
            name
            for element in (block.element, *block.element.iterancestors())
            for name in (element.get("class") or "").split()
        }
        lines.append(f"{' ' * 30 if names & centred else ''}{block.text}")
    return "\n\n".join(lines)


def _yomidas(root: HtmlElement) -> Iterator[Draft]:
    """Articles of the Yomiuri database: a table of facts (number, date, headline, edition, page), then text."""
    facts: list[str] = []
    number = 0
    for element in root.iter("table", "div"):
        if element.tag == "table" and element.get("class") == "contentsTable":
            facts = [" ".join("".join(map(str, cell.itertext())).split()) for cell in element.iter("th")]
        elif element.get("id") == "heiseiDetailContents" and len(facts) >= 6:
            number += 1
            paragraphs = ["".join(map(str, found.itertext())).strip() for found in element.iter("p")]
            yield Draft(
                title=facts[2],
                text="\n\n".join(paragraphs),
                date=dates.parse(facts[1]),
                outlet="読売新聞",
                lang="ja",
                number=number,
                wrapped=False,
                extra=(("edition", facts[3]), ("section", facts[4]), ("page", facts[5])),
            )
            facts = []
