"""OpenDocument: texts (ODT), an article or the articles of an export; spreadsheets (ODS), an article a row."""

from collections.abc import Iterator

from ...archives.package import Package
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Element, text
from ...text.languages import code
from ...text.numbers import whole_number
from ..tabular import ods
from .word_processor import Paragraph, articles, table_lines

_APART = ("tracked-changes", "table-of-content", "alphabetical-index", "illustration-index", "table-index")
"""What holds paragraphs that are none of the text: deleted words, and lists of contents."""
_LEFT_OUT = ("annotation", "note", "frame")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a document.

    Raises:
        Unreadable: it holds no text, too much, or is a presentation.
    """
    package = Package(given)
    kind = package.read("mimetype").decode("ascii", "replace")
    if kind.strip().endswith((".spreadsheet", ".spreadsheet-template")):
        yield from ods.read(package, given)
        return
    if "opendocument" in kind and not kind.strip().endswith((".text", ".text-template", ".text-web")):
        raise Unreadable("an OpenDocument file that is no text: export it as text or CSV")
    paragraphs = [
        paragraph
        for element in package.elements("content.xml", {"p", "h", "table", *_APART})
        if element.tag not in _APART
        for paragraph in (_table(element) if element.tag == "table" else [_paragraph(element)])
    ]
    yield from articles(paragraphs, _properties(package), given.findings)


def _paragraph(element: Element) -> Paragraph:
    heading = (element.tag == "h" and _level(element) == "1") or "Title" in _style(element)
    return Paragraph("".join(_pieces(element)), heading)


def _table(element: Element) -> list[Paragraph]:
    """The rows of a table, a line each; of one that lays out a page, the paragraphs of all its cells."""
    rows = [[_cell(cell) for cell in row.iterfind("table-cell")] for row in element.iter("table-row")]
    lines = table_lines(rows)
    return [Paragraph(lines)] if lines else [_paragraph(inner) for inner in element.iter("p", "h")]


def _cell(cell: Element) -> list[str]:
    return [text for inner in cell.iter("p", "h") if (text := "".join(_pieces(inner)).strip())]


def _pieces(element: Element) -> Iterator[str]:
    yield str(element.text or "")
    for child in element:
        tag = child.tag
        if tag == "line-break":
            yield "\n"
        elif tag == "tab":
            yield "\t"
        elif tag == "s":
            yield " " * min(whole_number(_attribute(child, "c")) or 1, 200)
        elif tag not in _LEFT_OUT:
            yield from _pieces(child)
        yield str(child.tail or "")


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _level(element: Element) -> str:
    return _attribute(element, "outline-level")


def _style(element: Element) -> str:
    return _attribute(element, "style-name")


def _properties(package: Package) -> Draft:
    for meta in package.elements("meta.xml", {"meta"}):
        return Draft(title=text(meta, "title"), lang=code(text(meta, "language")),
                     topics=tuple(text(word) for word in meta.iterfind("keyword")))  # fmt: skip
    return Draft()
