"""A citation below a text that repeats its headline, as libraries and archives tell readers to cite an article."""

import re
from typing import NamedTuple

from ...lazy_pattern import lazy_pattern
from ..findings import Findings
from .citation import read_citation

_LONGEST = 700
_LEAST_TITLE = 8
_MOST_LINES = 6
_QUOTES = "\"“”„«»‘’'"
_SPACE = lazy_pattern(r"\s+")
_OUTLET = lazy_pattern(
    rf"[\s.,{_QUOTES}]*(?:In:? )?[{_QUOTES}]?(?P<outlet>[^\W\d_][^\n,{_QUOTES}]{{1,80}}?)[{_QUOTES}]?"
    r"(?=\s*[,.;]\s|\s*[(\[]|\s+\d)"
)
_DATE = lazy_pattern(
    r"\b(?:\d{1,2}\.? [^\W\d_]{3,10}\.?,? \d{4}|[^\W\d_]{3,10}\.? \d{1,2},? \d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{4}, [^\W\d_]{3,10}\.? \d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b"
)
_PAGE = lazy_pattern(r"(?:\b(?:p|pp|pg|page|blz|S|Seite)\.? ?)([A-Z]{0,2}\d[\w-]*)")
_ADDRESS = lazy_pattern(r"(?:https?://|www\.)\S+")
_WHEN_SEEN = lazy_pattern(r"\b(?:Accessed|Geraadpleegd|Retrieved|Abgerufen|Consulté|Consultado|Consultato)\b.*", re.S)


_SOURCE = lazy_pattern(
    r"(?:Source|Quelle|Fuente|Fonte|Bron|Kilde|Källa|Źródło|Zdroj|Источник|Kaynak)\s?:\s+(?=[^\W\d_])", re.I
)
_PAGE_TITLE = lazy_pattern(
    r"\s*(?:\d{1,2} \w{3,9} \d{4} - )?(?P<title>.{4,180}?)\s+[-–|·]\s+(?:Trove|Delpher|Gallica|Retronews"
    r"|Newspapers\.com\W*|(?:The )?British Newspaper Archive|PressReader|Europresse|NewsBank|ProQuest|Nexis Uni"
    r"|Factiva|EBSCO\w*|Gale.{0,40})\s*\Z"
)
"""The title that an archive gives its page: `04 Mar 1921 - STORM CLOSES HARBOUR. - Trove`."""


_LONGEST_PAGE_TITLE = 250


class CitedBelow(NamedTuple):
    """What such a citation says, and the text without it."""

    outlet: str
    date: str
    page: str
    url: str
    body: str


def read_cited_below(title: str, body: str, findings: Findings) -> CitedBelow | None:
    """Return what the last lines of a text say of where it stood, if they repeat its headline between quotation marks.

    Args:
        title: the headline.
        body: the text below it.
        findings: what the file tells of the order of day and month.
    """
    lines = body.rstrip().split("\n")
    if _SOURCE.match(lines[-1].lstrip()):
        return _from_source(lines, findings)
    if title not in body[-1000:]:
        return None
    title = _SPACE.sub(" ", title).strip(" .")
    if len(title) < _LEAST_TITLE:
        return None
    for at in range(len(lines) - 1, max(len(lines) - _MOST_LINES, 0), -1):
        said = _SPACE.sub(" ", " ".join(lines[at:]))
        if len(said) > _LONGEST:
            return None
        place = said.find(title)
        if place < 1 or said[place - 1] not in _QUOTES or not _closes(said, place + len(title)):
            continue
        behind = said[place + len(title) :]
        address = _ADDRESS.search(behind)
        told = _WHEN_SEEN.sub("", _ADDRESS.sub("", behind))
        outlet, dated, page = _OUTLET.match(told), _DATE.search(told), _PAGE.search(told)
        if not outlet or not dated:
            return None
        return CitedBelow(
            outlet["outlet"].strip(),
            findings.date(dated[0].replace("/", "-") if dated[0][:4].isdigit() else dated[0]),
            page[1] if page else "",
            address[0].rstrip(".,)") if address else "",
            "\n".join(lines[:at]).rstrip(),
        )
    return None


def _from_source(lines: list[str], findings: Findings) -> CitedBelow | None:
    """The same where the last line says the source, and has its label and a date."""
    said = lines[-1].strip()
    address = _ADDRESS.search(said)
    cited = read_citation(_WHEN_SEEN.sub("", _ADDRESS.sub("", said)).rstrip(" .,;"), findings)
    if not cited or len(said) > _LONGEST:
        return None
    body = "\n".join(lines[:-1]).rstrip()
    return CitedBelow(cited.outlet, cited.date, cited.page, address[0].rstrip(".,)") if address else "", body)


def below_page_title(lines: list[str]) -> list[str]:
    """Lines without a first one that is the title of an archive's page, which repeats the headline further down."""
    first = lines[0]
    if len(first) > _LONGEST_PAGE_TITLE or not any(sign in first for sign in (" - ", " – ", " | ", " · ")):
        return lines
    match = _PAGE_TITLE.match(first)
    if match and any(line.strip() == match["title"].strip() for line in lines[1:6]):
        return lines[next(i for i in range(1, len(lines)) if lines[i].strip()) :]
    return lines


def _closes(said: str, at: int) -> bool:
    """Whether a quotation ends there."""
    return said[at : at + 3].lstrip(" .,")[:1] in _QUOTES and bool(said[at : at + 3].lstrip(" .,"))
