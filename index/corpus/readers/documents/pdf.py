"""PDF documents, through pypdf: one article, or the articles of a database's export, without heads and page numbers."""

import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from msgspec import Struct

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...extras import need, telling_damage
from ...fields.text_head import read_head
from ...text.languages import code
from ..plain import mail_headers, mail_page
from ..vendors import exports
from .pdf_columns import Collector, Fragment, in_columns
from .printed_page import without_marks

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it would warn on standard error of damaged files
_MAX = 256 * 1024 * 1024
_MAX_PAGES = 3000
_MAX_SECONDS = 45.0
"""Processor time for the pages of one document: less than reading a file may take, so that what was read until then is
kept. Pages drawn with a million strokes hold no text worth the wait."""
_MARGIN = 3
"""Lines at the top and at the bottom of a page among which running heads are looked for."""
_LONGEST_DATE = 4
"""Words of a line that is a date: `Tuesday, March 5, 2024`."""
_FEW = 40
"""Letters a page below which a document is a scan."""
_NUMBER = lazy_pattern(
    r"(?:[-–—\s]*|(?:page|seite|página|pagina|p\.|s\.)\s*)\d{1,4}(?:\s*(?:of|von|de|sur|di|/)\s*\d{1,4})?[-–—\s]*", re.I
)
_DIGITS = lazy_pattern(r"\d+")
_GENERATED = lazy_pattern(r"microsoft word|untitled|\.(?:docx?|indd|qxd|pdf)\b|^slide|^layout", re.I)
_HYPHEN = lazy_pattern(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[a-zà-öø-ÿ])")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


class _Page(Struct):
    lines: list[str]
    largest: str
    """The words set in the largest type."""


def is_pdf(head: bytes) -> bool:
    """Whether a file begins as a PDF does; some bytes may stand before it."""
    return b"%PDF-" in head[:1024] and not head.lstrip().startswith(b"<")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the article of a document.

    Raises:
        Unreadable: pypdf is missing; the document is damaged, locked, too long, or a scan without text.
    """
    pypdf = need("pypdf", "pdf", "PDF documents")
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"a PDF longer than {_MAX >> 20} MB")
    with telling_damage("a damaged PDF"):
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted: save it without its password first")
        count = len(reader.pages)
        pages, images = _pages(reader)
        about: Any = reader.metadata or {}
        title, keywords = str(about.get("/Title") or ""), str(about.get("/Keywords") or "")
        lang = str(reader.root_object.get("/Lang") or "")
    letters = sum(len(line) for page in pages for line in page.lines)
    if letters < _FEW * max(1, min(count, 5)) and (images or not letters):
        raise Unreadable(
            "scanned pages without a text layer: run optical character recognition (such as ocrmypdf) first"
        )
    printed = without_marks([page.lines for page in pages])
    if printed:
        pages = [_Page(lines, page.largest) for lines, page in zip(printed.sheets, pages, strict=True)]
    text = _joined(pages)
    exported = _exported(pages)
    found = exports.split(exported)
    if found is not None:
        yield from found
        return
    if len(text) > MAX_TEXT:
        raise Unreadable(f"longer than {MAX_TEXT >> 20} million characters, too long for one article")
    letter = mail_headers.printed(text)
    if letter:
        yield mail_page.draft(letter)
        return
    largest = pages[0].largest if pages else ""
    named = "" if _GENERATED.search(title) or len(title.split()) < 2 else title
    heading = largest if 8 <= len(largest) <= 250 else named
    body = _without(text, heading)
    head = read_head(f"{heading}\n\n{body}", given.findings) if heading else None
    yield Draft(
        title=heading,
        text=head.body if head else body,
        date=head.date if head else "",
        byline=head.byline if head else "",
        outlet=head.outlet if head else "",
        url=(head.url if head else "") or (printed.url if printed else ""),
        lang=code(lang),
        topics=tuple(part.strip() for part in re.split("[,;]", keywords)),
        extra=(("page", f"1-{count}" if count > 1 else ""),),
    )
    if count > len(pages):
        yield Flaw(0, f"only {len(pages):,} of {count:,} pages were read: the others take too long")


def _pages(reader: Any) -> tuple[list[_Page], bool]:
    """The pages in order, as far as time allows, and whether the first of them show images."""
    deadline = time.process_time() + _MAX_SECONDS
    pages: list[_Page] = []
    images = False
    for number, page in enumerate(reader.pages):
        if number >= _MAX_PAGES or time.process_time() > deadline:
            break
        collector = Collector()
        text = str(page.extract_text(visitor_text=collector.visit) or "")
        text = (in_columns(collector.fragments) or text).translate(_LIGATURES)
        if number < 3 and not text.strip():
            images = images or "/XObject" in (page.get("/Resources") or {})
        pages.append(
            _Page([line.rstrip() for line in text.split("\n")], _largest(collector.fragments) if number == 0 else "")
        )
    return pages, images


def _largest(fragments: list[Fragment]) -> str:
    """The words in the largest type of a page, if that is larger than most of it."""
    if not fragments:
        return ""
    letters: Counter[float] = Counter()
    for fragment in fragments:
        letters[round(fragment.size, 1)] += len(fragment.text)
    usual = letters.most_common(1)[0][0]
    top = max((size for size in letters if letters[size] >= 8), default=usual)
    if top < 1.2 * usual:
        return ""
    return " ".join(" ".join(one.text for one in fragments if round(one.size, 1) == top).split())


def _joined(pages: list[_Page]) -> str:
    """The text of all pages without running heads and page numbers; words cut at a line's end are joined."""
    heads: Counter[str] = Counter()
    for page in pages:
        heads.update({_shape(line) for line in _edges(page.lines)})
    repeated = {shape for shape, count in heads.items() if count >= 3 and count > len(pages) / 3}
    heads_of_two = _heads_of_two(pages) if len(pages) == 2 else set[str]()
    parts: list[str] = []
    for page in pages:
        edges = _edges(page.lines)
        kept = [
            line
            for line in page.lines
            if line not in heads_of_two
            and not (line.strip() in edges and (_shape(line) in repeated or _NUMBER.fullmatch(line.strip())))
        ]
        parts.append("\n".join(kept).strip("\n"))
    return _HYPHEN.sub("", "\n".join(parts))


def _exported(pages: list[_Page]) -> str:
    """The text of all pages of a database's export, of which each article may begin a page.

    Outlet and date are then on many pages where others have running heads: only numbers of pages, and a headline that
    is repeated below one, are left out.
    """
    parts: list[str] = []
    before: set[str] = set()
    for page in pages:
        filled = [i for i, line in enumerate(page.lines) if line.strip()]
        left_out = {i for i in (*filled[:_MARGIN], *filled[-_MARGIN:]) if _NUMBER.fullmatch(page.lines[i].strip())}
        if filled and filled[0] in left_out and len(filled) > 1 and page.lines[filled[1]].strip() in before:
            left_out.add(filled[1])
        parts.append("\n".join(line for i, line in enumerate(page.lines) if i not in left_out).strip("\n"))
        before = {page.lines[i].strip() for i in filled if len(page.lines[i].split()) > 1}
    return _HYPHEN.sub("", "\n".join(parts))


def _heads_of_two(pages: list[_Page]) -> set[str]:
    """The first and the last lines of two pages, as far as they are heads that count them."""
    filled = [[line for line in page.lines if line.strip()] for page in pages]
    if not all(filled):
        return set()
    pairs = [(filled[0][at], filled[1][at]) for at in (0, -1)]
    return {line for pair in pairs if _counts_pages(*pair) for line in pair}


def _counts_pages(first: str, second: str) -> bool:
    """Whether two lines that differ in numbers alone are the heads of two pages in a row: the same, or one more."""
    if _shape(first) != _shape(second) or not any(map(str.isdigit, first)) or first.rstrip().endswith((".", "!", "?")):
        return False
    if len(first.split()) <= _LONGEST_DATE and dates.parse(first.strip()):
        return False
    numbers = [
        (int(one), int(other)) for one, other in zip(_DIGITS.findall(first), _DIGITS.findall(second), strict=True)
    ]
    differing = [(one, other) for one, other in numbers if one != other]
    return not differing or (len(differing) == 1 and differing[0][1] == differing[0][0] + 1)


def _edges(lines: list[str]) -> set[str]:
    filled = [line.strip() for line in lines if line.strip()]
    return {*filled[:_MARGIN], *filled[-_MARGIN:]}


def _shape(line: str) -> str:
    """A line as it is compared from page to page: numbers differ."""
    return _DIGITS.sub("0", " ".join(line.split())).casefold()


def _without(text: str, heading: str) -> str:
    """The text without its headline, where that stands at the beginning, in one line or several."""
    words = heading.split()
    if not words:
        return text
    match = re.match(r"\s*" + r"\s+".join(map(re.escape, words)) + r"\s*", text[: 2 * len(heading) + 200])
    return text[match.end() :] if match else text
