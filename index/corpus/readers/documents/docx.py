"""Word documents (DOCX): an article, or the articles of a database's export."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...archives.package import Package
from ...draft import Aside, Draft, Flaw, Input
from ...fields.xml_records import Element, text
from ...text.languages import code
from .word_processor import Paragraph, articles, table_lines

_HEADING = lazy_pattern(r"(?:title|titel|titre|titulo|heading ?1|überschrift ?1|berschrift1|titre ?1)\Z", re.I)
_CONTENTS = lazy_pattern(
    r"(?:TOC|Verzeichnis|Inhaltsverzeichnis|TM|TDC|Sommario|Inhopg|Indholdsfortegnelse|Innehll|INNH|Spistreci|Obsah)"
    r"[ ]?(?:\d|Heading|berschrift|titre)",
    re.I,
)
"""Styles of the lines of a list of contents, in several languages of the program."""
_GENERATED = lazy_pattern(r"microsoft word|untitled|\.docx?\Z|\bdocument\d*\Z", re.I)
_LEFT_OUT = ("Fallback", "del", "moveFrom", "instrText", "delText", "footnoteReference")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a document.

    Raises:
        Unreadable: it holds no text, or too much.
    """
    package = Package(given)
    main = next((name for name in package.names if re.fullmatch(r"word/document\d*\.xml", name)), "word/document.xml")
    paragraphs = [
        paragraph
        for element in package.elements(main, {"p", "tbl"})
        if not _CONTENTS.match(_style(element))
        for paragraph in (_table(element) if element.tag == "tbl" else [_paragraph(element)])
    ]
    yield from articles(paragraphs, _properties(package), given.findings)


def _paragraph(element: Element) -> Paragraph:
    return Paragraph("".join(_pieces(element)), _HEADING.match(_style(element)) is not None)


def _table(element: Element) -> list[Paragraph]:
    """The rows of a table, a line each; of one that lays out a page, the paragraphs of all its cells."""
    rows = [[_cell(cell) for cell in row.iterfind("tc")] for row in element.iterfind("tr")]
    lines = table_lines(rows)
    return [Paragraph(lines)] if lines else [_paragraph(inner) for inner in element.iter("p")]


def _cell(cell: Element) -> list[str]:
    return [text for inner in cell.iter("p") if (text := "".join(_pieces(inner)).strip())]


def _style(element: Element) -> str:
    """The name of a paragraph's style, "" if it has the usual one."""
    style = element.find("pPr/pStyle")
    return next((value for key, value in style.attrib.items() if key.endswith("val")), "") if style is not None else ""


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == "t":
            yield str(child.text or "")
        elif tag in ("br", "cr"):
            yield "\n"
        elif tag == "tab":
            yield "\t"
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag not in _LEFT_OUT:
            yield from _pieces(child)


def _properties(package: Package) -> Draft:
    """Title, keywords and language; its author is the owner of the program, and its dates are those of the file."""
    for core in package.elements("docProps/core.xml", {"coreproperties"}):
        title = text(core, "title")
        return Draft(
            title="" if _GENERATED.search(title) else title,
            lang=code(text(core, "language")),
            topics=tuple(part.strip() for part in re.split("[,;]", text(core, "keywords"))),
        )
    return Draft()
