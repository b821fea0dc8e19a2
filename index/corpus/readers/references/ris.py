"""RIS: references as library databases and reference managers export them, with an abstract or the whole text."""

import re
from collections.abc import Iterator
from itertools import chain

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...text.languages import code
from ...text.lines import lines

_BEGIN = lazy_pattern(r"[\ufeff\s]*(?:\d+\.\s*\n)?TY {1,2}- ?\w+[ \t]*\n(?:[A-Z][A-Z0-9] {1,2}-|\s)")
_TAG = lazy_pattern(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?\Z")
_TITLE = ("TI", "T1", "CT")
_OUTLET = ("T2", "JO", "JF", "JA", "BT", "PB")
_DATE = ("DA", "Y1", "PY")
_TEXT = ("N2", "AB", "N1")
_FULL_TEXT = lazy_pattern(r"\A.{0,4000}?^(?:Full [Tt]ext|Volltext|Texte intégral|Texto completo):\s*", re.M | re.S)
"""An abstract, and the label that ProQuest writes between it and the text."""
_ABOUT = lazy_pattern(r"\A(?:Name - |Copyright |Last updated - |SubjectsTermNotLitGenreText - )", re.M)
"""How notes on the record begin that ProQuest writes beside the text."""


def looks_like(text: str) -> bool:
    """Whether a text begins with the type of a first reference."""
    return _BEGIN.match(text.replace("\r", "\n")[:400]) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield an article for each reference.

    Raises:
        Unreadable: there is no reference in it.
    """
    number = 0
    record: dict[str, list[str]] = {}
    tag = ""
    size = 0
    for line in chain(lines(given), ("ER  -",)):
        if line is None:
            size = MAX_TEXT + 1
            continue
        line = line.rstrip("\r\n")
        match = _TAG.match(line)
        if match and match[1] in ("TY", "ER"):
            if record:  # an end that is missing is no reason to join two references
                number += 1
                yield draft(record, number) if size <= MAX_TEXT else Flaw(number, "too long for one article")
            record, tag, size = {}, "", 0
            if match[1] == "TY":
                record["TY"] = [match[2] or ""]
        elif match and record:
            tag = match[1]
            record.setdefault(tag, []).append(match[2] or "")
        elif tag:
            record[tag][-1] += f"\n{line}"
        size += len(line)
    if not number:
        raise Unreadable("a file of references (RIS) without one")


def draft(record: dict[str, list[str]], number: int) -> Draft | Flaw:
    """The article of a reference, whose values are given by tag."""

    def first(tags: tuple[str, ...]) -> str:
        return next((value for tag in tags for value in record.get(tag, ()) if value.strip()), "").strip()

    texts = [value for tag in _TEXT for value in record.get(tag, ()) if not _ABOUT.match(value.strip())]
    title, text = first(_TITLE), _FULL_TEXT.sub("", max(texts, key=len, default="").strip())
    if not title and not text:
        return Flaw(number, "a reference with neither a title nor a text")
    pages = [first((tag,)) for tag in ("SP", "EP")]
    return Draft(
        title=title,
        text=text,
        date=next((date for tag in _DATE for value in record.get(tag, ()) if (date := _date(value))), ""),
        outlet=first(_OUTLET),
        byline="; ".join(value.strip() for tag in ("AU", "A1") for value in record.get(tag, ()) if value.strip()),
        url=next((value.strip() for tag in ("UR", "L2", "LK") for value in record.get(tag, ()) if "://" in value), ""),
        lang=code(first(("LA",))),
        topics=tuple(value.strip() for value in record.get("KW", ()) if value.strip()),
        key=first(("AN", "ID")),
        number=number,
        extra=(
            ("page", "-".join(dict.fromkeys(filter(None, pages)))),
            ("section", first(("SE",))),
            ("edition", first(("ET",))),
        ),
    )


def _date(value: str) -> str:
    """`2019/03/12/`, `2019/03/12/Spring` or `2019 Mar 12`; a year alone dates no article."""
    day = re.match(r"\s*(\d{4})/(\d{1,2})/(\d{1,2})\b", value)
    return dates.parse("-".join(day.groups()) if day else value.strip().strip("/"))
