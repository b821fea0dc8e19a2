"""References in the tags of PubMed (`PMID-`) and EndNote (`%0`): each is read as one in RIS."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...text.lines import lines
from . import ris

_BEGIN = lazy_pattern(r"[\ufeff\s]*(?:PMID- ?\d+[ \t]*\n[A-Z]{2,4} *- |%0 [A-Z][\w ]+\n%[A-Z0-9] )")
_TAG = lazy_pattern(r"([A-Z]{2,4}) *- (.*)|%([A-Z0-9@!+?]) (.*)", re.S)
_FIRST = ("PMID", "0")
_RIS = {
    "TI": "TI",
    "AB": "AB",
    "FAU": "AU",
    "JT": "JO",
    "DP": "DA",
    "LA": "LA",
    "OT": "KW",
    "MH": "KW",
    "PG": "SP",
    "PMID": "AN",
    "SO": "",
    "AU": "",
    "T": "TI",
    "A": "AU",
    "B": "JO",
    "J": "JF",
    "U": "UR",
    "X": "AB",
    "K": "KW",
    "P": "SP",
    "G": "LA",
    "M": "AN",
    "8": "DA",
    "D": "PY",
    "7": "ET",
    "I": "PB",
}
"""Tags of both, without the percent sign, as those of RIS."""


def looks_like(text: str) -> bool:
    """Whether a text begins with a first reference."""
    return _BEGIN.match(text.replace("\r\n", "\n")[:400]) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield an article for each reference.

    Raises:
        Unreadable: there is no reference in it.
    """
    number = 0
    for record in _records(given):
        number += 1
        yield Flaw(number, "too long for one article") if record is None else ris.draft(dated(record), number)
    if not number:
        raise Unreadable("a file of references without one")


def _records(given: Input) -> Iterator[dict[str, list[str]] | None]:
    record: dict[str, list[str]] = {}
    tag, size = "", 0
    for line in lines(given):
        if line is None:
            size = MAX_TEXT + 1
            continue
        size += len(line)
        match = _TAG.match(line.lstrip("\ufeff"))
        if match:
            name = match[1] or match[3]
            if name in _FIRST:
                if record:
                    yield record if size <= MAX_TEXT else None
                record, size = {}, len(line)
            tag = _RIS.get(name, "")
            record.setdefault(tag, []).append((match[2] or match[4] or "").strip())
        elif tag and line.strip():
            record[tag][-1] += f" {line.strip()}" if line[0] == " " else f"\n{line.strip()}"
    if record:
        yield record if size <= MAX_TEXT else None


def dated(record: dict[str, list[str]]) -> dict[str, list[str]]:
    """A record whose day, as EndNote has it, stands beside its year: `March 5`."""
    year = "".join(record.get("PY", ())[:1]).strip()
    if year.isdecimal():
        record["DA"] = [day if re.search(r"\d{4}", day) else f"{day}, {year}" for day in record.get("DA", ()) if day]
    return record
