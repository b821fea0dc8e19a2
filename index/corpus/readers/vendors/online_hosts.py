"""Text exports of online hosts: DIALOG, and the two-letter tags of DataStar and STN."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft
from ...fields.export_text import Sign, without_by
from ...text.languages import code
from ..plain.source_line import source_facts

_DIALOG = Sign(lazy_pattern(r"^[ \t]*DIALOG\(R\) ?File\s+\d+:[ \t]*\S", re.M | re.I), "dialog(r)")
_RECORD = lazy_pattern(
    r"^(?:[ \t]*\d+/[A-Z0-9]+/\d+[^\n]*\n+)?[ \t]*DIALOG\(R\) ?File\s+\d+:[ \t]*(?P<outlet>[^\n]+)\n"
    r"(?P<rights>[ \t]*\(c\)[^\n]*\n)?",
    re.M | re.I,
)
_ACCESSION = lazy_pattern(r"[ \t]*(\d{6,12})\b[^\n]*\Z")
_LABEL = lazy_pattern(r"([A-Z][A-Z /]{1,30}):[ \t]*(.*)\Z")
_LANGUAGE = lazy_pattern(r"\bLANGUAGE:[ \t]*([A-Z]+)", re.I)
_PAGE = lazy_pattern(r"\bP(?:age|g|\.)? ?([A-Z]?\d+[A-Z]?)\b")
_DESCRIBED = (
    "DESCRIPTORS",
    "COMPANY NAMES",
    "SUBJECTS",
    "GEOGRAPHIC NAMES",
    "PRODUCT NAMES",
    "EVENT NAMES",
    "CAPTIONS",
)

_TAG = lazy_pattern(r"^([A-Z]{2})[ \t]{1,4}(?=\S)", re.M)
_STN = lazy_pattern(r"^[ \t]*L\d+[ \t]+ANSWER \d+ OF \d+[^\n]*$", re.M)
_TAGGED = Sign(
    lazy_pattern(r"^AN[ \t]{1,4}[^\s-][^\n]*\n(?:[A-Z]{2}[ \t]|[ \t]{2,}\S[^\n]*\n)*?TI[ \t]{1,4}\S", re.M), "\nTI "
)
_TEXTS = ("LP", "TX", "TD", "AB")
_NEEDED = 5
"""Different tags of a record, without which its lines may be anything."""


def looks_like(text: str) -> bool:
    """Whether a text is an export of one of these hosts."""
    if _DIALOG.search(text):
        return True
    return _TAGGED.search(text) is not None and bool(_records(text))


def articles(text: str) -> Iterator[Draft]:
    """Yield the articles of an export."""
    if not _DIALOG.search(text):
        for number, fields in enumerate(_records(text), 1):
            yield _tagged_article(fields, number)
        return
    marks = list(_RECORD.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for number, (mark, end) in enumerate(zip(marks, ends, strict=True), 1):
        yield _dialog_article(mark, [line.strip() for line in text[mark.end() : end].split("\n")], number)


def _dialog_article(mark: re.Match[str], lines: list[str], number: int) -> Draft:
    outlet = mark["outlet"].strip()
    key = next((found[1] for line in lines[:4] if (found := _ACCESSION.match(line))), "")
    head: list[str] = []
    values: dict[str, list[str]] = {}
    current: list[str] = head
    dated = ""
    for line in lines:
        label = _LABEL.match(line)
        if label and (current is not values.get("TEXT") or label[1] in _DESCRIBED):
            current = values.setdefault(label[1], [])
            current.append(label[2])
        elif current is head and not dated and (dated := dates.parse(" ".join(line.split()))):
            current = []
        elif current is not head or (line and not _ACCESSION.match(line)):
            current.append(line)
    # The last line above the date says where the article stood; the headline is before it.
    place = head.pop() if len(head) > 1 else ""
    page = _PAGE.search(place)
    name = place.split(",")[0].strip()
    language = _LANGUAGE.search("\n".join(lines))
    text = "\n".join(values.get("TEXT") or values.get("ABSTRACT") or [])
    return Draft(
        title=" ".join(head),
        text=text,
        date=dated,
        outlet=name or outlet,
        byline=without_by(values.get("BY", values.get("BYLINE", [""]))[0]).partition(",")[0],
        lang=code(language[1]) if language else "",
        topics=tuple(topic.strip() for topic in " ".join(values.get("DESCRIPTORS", ())).split(";")),
        key=key,
        number=number,
        extra=(
            ("section", values.get("SECTION HEADING", [""])[0]),
            ("page", page[1] if page else ""),
            ("rights", (mark["rights"] or "").strip()),
        ),
    )


def _records(text: str) -> list[dict[str, str]]:
    """The tags and values of each record; none unless all have the tags of an article."""
    text = _STN.sub("", text)
    starts = [match.start() for match in re.finditer(r"^AN[ \t]{1,4}(?=[^\s-])", text, re.M)]
    found: list[dict[str, str]] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        fields: dict[str, str] = {}
        marks = list(_TAG.finditer(text, start, end))
        for mark, stop in zip(marks, [*(one.start() for one in marks[1:]), end], strict=True):
            value = "\n".join(line.strip() for line in text[mark.end() : stop].strip().split("\n"))
            fields.setdefault(mark[1], value)
        if "TI" not in fields or len(fields) < _NEEDED or not any(tag in fields for tag in (*_TEXTS, "SO", "PD")):
            return []
        found.append(fields)
    return found


def _tagged_article(fields: dict[str, str], number: int) -> Draft:
    def line(*tags: str) -> str:
        return next((" ".join(fields[tag].split()) for tag in tags if tag in fields), "")

    outlet, when, page = source_facts(line("SO").replace("(", "").replace(")", ""))
    return Draft(
        title=line("TI").rstrip("."),
        text="\n\n".join(fields[tag] for tag in _TEXTS if tag in fields),
        date=when or dates.parse(line("PD", "DP", "YR").rstrip(".")),
        outlet=outlet or line("SN", "JN"),
        byline=line("AU", "BY").rstrip("."),
        lang=code(line("LG", "LA").rstrip(".").split(";")[0]),
        topics=tuple(topic.strip(" .") for topic in line("DE", "CT", "ST", "SH").split(";")),
        key=line("AN").split()[0].rstrip("."),
        number=number,
        wrapped=True,
        extra=(("section", line("SE")), ("page", line("PG") or page), ("rights", line("CY", "CR"))),
    )
