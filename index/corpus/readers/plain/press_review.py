"""Press reviews: one text or page with many articles, each below its headline and the line that says where it stood."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement
from msgspec import Struct

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields.citation import Citation, is_beside, read_cited, without_rights
from ...fields.export_text import with_line_feeds, without_by
from ...fields.head_facts import Head
from ...fields.text_head import read_head
from ...findings import Findings
from ...text import encodings
from ...text.lines import whole
from ...text.markup import blocks
from .source_line import named_first

_LONGEST_COVER = 400
"""Characters above the first heading of a press review: what is longer is a text."""
_LONGEST_TITLE = 200
_LEAST_TEXT = 80
"""Characters of a paragraph that may be a text below a citation."""
_FEWEST = 2
_MOST = 0.8
"""Share of the parts below headings that must begin as an article does."""
_NUMBER = lazy_pattern(r"\A\(?\d{1,3}[.)][ \t]+(?=\S)")
_ENDS = lazy_pattern(r"[a-zà-ÿ\d)\"”’»][.,;:]\Z")
_PRINTED = lazy_pattern(
    r"\b(?:page|seite|pagina|página|pág|pag|p|s|blz|sid[ae]?|side)[.:]?\s?[A-Z]{0,2}\d{1,3}\)?\.?\s*<", re.I
)
"""A page of print at the end of an element."""
_HEADING_END = lazy_pattern(r"</h[234]\s*>", re.I)
_COVER = lazy_pattern(
    r"\b(?:1[6-9]|20)\d\d\b|\b(?:press|media) (?:review|report|digest|summary)|pressespiegel|presseschau|rassegna"
    r"|revue de presse|revista de prensa|clipping|knipsel|przegląd prasy|обзор прессы",
    re.I,
)
"""The name of a review, on its first line."""
_HEADLINE_END = lazy_pattern(r"</h[1-4]\s*>", re.I)
_MOST_HEADLINES = 6
_ELEMENT = lazy_pattern(r"<[^>]*>")
_YEAR = lazy_pattern(r"[12]\d{3}(?!\d)")
_NEAR = 600
"""Characters below a heading in which its article's date stands."""
_MOST_LINES = 5
_MOST_BLOCKS = 400
_TAGS = ("h1", "h2", "h3", "h4")
_LONGEST_LINE = 170
_SENTENCE_ENDS = frozenset('.!?"”…')
_LOOK = 200_000
"""Characters in which the articles of a text must begin to come."""


class Paragraph(Struct, frozen=True):
    """One paragraph of a document."""

    text: str
    heading: bool = False
    """Whether its style says that it is the document's title or a top heading."""
    url: str = ""
    """Where a heading leads to."""


def review(paragraphs: Sequence[Paragraph], findings: Findings, *, outlets: bool = False) -> list[Draft | Flaw | Aside]:
    """The articles of a press review, each below a heading and a line with its date; none if it is another document.

    Args:
        paragraphs: those that are not empty.
        findings: what the file tells of the order of day and month.
        outlets: whether the articles must name their outlets, too: an article may have headings with dates below.
    """
    starts = [i for i, paragraph in enumerate(paragraphs) if paragraph.heading]
    if len(starts) < _FEWEST:
        return []
    ends = [*starts[1:], len(paragraphs)]
    parts = [paragraphs[start:end] for start, end in zip(starts, ends, strict=True) if end - start > 1]
    heads = [_head(part, findings) for part in parts]
    while heads and not _is_cited(heads[0], outlets):  # the name of the review, and what it says of itself
        if sum(len(one.text) for one in parts.pop(0)) > _LONGEST_COVER:
            return []
        heads.pop(0)
    dated = [head for head in heads if _is_cited(head, outlets)]
    if len(dated) < _FEWEST or len(dated) < _MOST * len(parts):
        return []
    first = paragraphs.index(parts[0][0])
    found: list[Draft | Flaw | Aside] = []
    for part, head in zip(parts, heads, strict=True):
        body = head.body if head else "\n\n".join(one.text.strip() for one in part[1:])
        found.append(
            Draft(
                title=_NUMBER.sub("", part[0].text.strip()),
                text=body,
                date=head.date if head else "",
                byline=head.byline if head else "",
                outlet=named_first(head.outlet) if head else "",
                url=(head.url if head else "") or part[0].url,
                number=len(found) + 1,
                wrapped=False,
                extra=head.beside if head else (),
            )
        )
    above = "\n\n".join(one.text.strip() for one in paragraphs[: starts[0]])
    if len(above) > _LONGEST_COVER:
        found.append(Draft(text=above, number=len(found) + 1, wrapped=False))
    covers = sum(1 for start in starts if start < first or start + 1 in (*starts, len(paragraphs)))
    covers += 0 < len(above) <= _LONGEST_COVER
    return [*found, Aside("covers and tables of contents", covers)] if covers else found


def _is_cited(head: Head | None, outlets: bool) -> bool:
    return head is not None and bool(head.date) and (bool(head.outlet) or not outlets)


def _head(part: Sequence[Paragraph], findings: Findings) -> Head | None:
    """What the first paragraphs below a heading say; short ones follow each other as the lines of one block do."""
    texts = [one.text.strip() for one in part]
    return read_head("\n\n".join(texts), findings) or read_head(_joined(texts), findings)


def _joined(texts: list[str]) -> str:
    short = next((i for i, text in enumerate(texts) if i and len(text) > _LEAST_TEXT), len(texts))
    return "\n\n".join([texts[0], "\n".join(texts[1:short]), *texts[short:]])


def may_be_page(source: str) -> bool:
    """Whether two headings of a page stand above a citation: to walk through all blocks takes as long as all else."""
    cited = 0
    for end in islice(_HEADING_END.finditer(source), _MOST_BLOCKS):
        below = source[end.end() : end.end() + _NEAR]
        if _YEAR.search(below):
            lines = (line.strip() for line in html.unescape(_ELEMENT.sub("\n", below)).split("\n"))
            cited += read_cited([line for line in lines if line][:_MOST_LINES], Findings()) is not None
        if cited >= _FEWEST:
            return True
    return False


def of_page(root: HtmlElement, findings: Findings) -> list[Draft | Flaw | Aside]:
    """The articles of a page that is a press review, if `may_be_page` says that it may be; none of any other."""
    paragraphs = [Paragraph(found.text, found.element.tag in _TAGS, _link(found.element)) for found in blocks(root)]
    return review(paragraphs, findings, outlets=True)


def cited_on_page(source: str, root: HtmlElement, title: str, findings: Findings) -> tuple[Citation, list[str]] | None:
    """The citation with a page of print that stands beside the headline of a web page, and its lines; None without one.

    Args:
        source: the page as it is written.
        root: its tree.
        title: its headline.
        findings: what the file tells of the order of day and month.
    """
    ends = islice(_HEADLINE_END.finditer(source), _MOST_HEADLINES)
    if not any(_PRINTED.search(source, max(end.start() - _NEAR, 0), end.end() + _NEAR) for end in ends):
        return None  # a search through all of a page takes as long as reading it
    found_blocks = list(islice(blocks(root), _MOST_BLOCKS))
    texts = [found.text for found in found_blocks]
    headings = (i for i, one in enumerate(found_blocks) if (one.text == title if title else one.element.tag in _TAGS))
    for at in headings:
        for lines in (texts[at + 1 : at + 6], texts[max(at - 1, 0) : at]):
            found = read_cited(lines, findings)
            if found and found[0].page:
                return found[0], lines[: found[1]]
    return None


def _link(heading: HtmlElement) -> str:
    link = heading.find(".//a[@href]") if heading.tag in _TAGS else None
    url = str(link.get("href")) if link is not None else ""
    return url if url.startswith(("http://", "https://")) else ""


class _Start(Struct, frozen=True):
    """Where an article of a text begins, and what stands above its body."""

    line: int
    body: int
    title: str
    cited: Citation


def looks_like(text: str) -> bool:
    """Whether a text is a press review: two headlines or more, each beside a line that says where its article stood."""
    if not _may_cite_twice(text):
        return False
    lines = _rows(text[:_LOOK])
    found = list(_starts(lines, Findings()))
    if len(found) < _FEWEST or sum(len(line) for line in lines[: found[0].line]) > _LONGEST_COVER:
        return False
    return len({(one.cited.outlet, one.cited.date, one.title) for one in found}) == len(found)


def _may_cite_twice(text: str) -> bool:
    """Whether two short lines that are no sentences have a year."""
    end = count = 0
    for year in _YEAR.finditer(text, 0, _LOOK):
        start = year.start()
        if start < end:
            continue  # on the line of the one before
        begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
        end = end if end >= 0 else len(text)
        count += end - begin <= _LONGEST_LINE and text[end - 1] not in _SENTENCE_ENDS
        if count >= _FEWEST:
            return True
    return "\r" in text and "\n" not in text


def _rows(text: str) -> list[str]:
    return [line.strip() for line in with_line_feeds(text).lstrip("\ufeff").split("\n")]


def _starts(lines: list[str], findings: Findings) -> Iterator[_Start]:
    """Yield where articles begin: a headline with a blank line above, and a citation below it; or the reverse."""
    at = 0
    while at < len(lines) - 2:
        if not lines[at] or (at and lines[at - 1]) or len(lines[at]) > _LONGEST_TITLE:
            at += 1
            continue
        found = _below(lines, at, findings) or _above(lines, at, findings)
        if found and _has_text(lines, found.body):
            yield found
            at = found.body
        at += 1


def _below(lines: list[str], at: int, findings: Findings) -> _Start | None:
    """An article whose citation stands below its headline."""
    title = lines[at]
    if is_beside(title):
        return None
    if _ENDS.search(title) or not any(map(str.isalpha, title)) or (_COVER.search(title) and not at):
        return None
    below = at + 1 if lines[at + 1] else at + 2
    found = read_cited(lines[below : below + 6], findings)
    return _Start(at, below + found[1], _NUMBER.sub("", lines[at]), found[0]) if found else None


def _above(lines: list[str], at: int, findings: Findings) -> _Start | None:
    """An article whose citation stands above its headline."""
    found = read_cited(lines[at : at + 6], findings)
    title = at + found[1] if found else len(lines)
    while title < len(lines) and not lines[title]:
        title += 1
    if not found or title >= len(lines) - 2 or len(lines[title]) > _LONGEST_TITLE:
        return None
    below = lines[title + 1]
    if below and (without_by(below) == below or lines[title + 2]):
        return None
    return _Start(at, title + 1, _NUMBER.sub("", lines[title]), found[0])


def _has_text(lines: list[str], at: int) -> bool:
    """Whether running text follows: a long paragraph, or one of several lines."""
    rest = [i for i in range(at, min(at + 6, len(lines))) if lines[i]]
    return any(
        len(lines[i]) >= _LEAST_TEXT or (len(lines[i]) > _LEAST_TEXT // 2 and i + 1 < len(lines) and lines[i + 1])
        for i in rest[:3]
    )


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a text.

    Raises:
        Unreadable: it is too long.
    """
    text = whole(given, encodings.declared(given.head))
    if len(text) > MAX_TEXT:
        raise Unreadable(f"longer than {MAX_TEXT >> 20} million characters")
    yield from articles(text, given.findings)


def articles(text: str, findings: Findings) -> Iterator[Draft | Aside]:
    """Yield the articles of a text that is a press review."""
    rows = with_line_feeds(text).lstrip("\ufeff").split("\n")
    found = list(_starts([row.strip() for row in rows], findings))
    if found and any(row.strip() for row in rows[: found[0].line]):
        yield Aside("covers and tables of contents")
    ends = [*(one.line for one in found[1:]), len(rows)]
    for number, (one, end) in enumerate(zip(found, ends, strict=True), 1):
        yield _draft(one, rows[one.body : end], number, findings)


def _draft(start: _Start, rows: Iterable[str], number: int, findings: Findings) -> Draft:
    cited = start.cited
    text, rights, url = without_rights("\n".join(rows).strip("\n"), cited, findings)
    signed = read_head(f"{start.title}\n\n{text}", Findings()) if not cited.byline else None
    only_signed = signed is not None and bool(signed.byline) and not signed.date and not signed.outlet
    return Draft(
        title=start.title,
        text=signed.body if signed and only_signed else text,
        date=cited.date,
        outlet=named_first(cited.outlet),
        byline=cited.byline or (signed.byline if signed and only_signed else ""),
        url=cited.url or url,
        number=number,
        extra=(("page", cited.page), ("section", cited.section), ("edition", cited.edition), ("rights", rights)),
    )
