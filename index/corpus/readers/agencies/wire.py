"""Agency wire messages in control characters: IPTC 7901 and ANPA 1312, one or many a file."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields.export_text import with_line_feeds
from ...text import encodings

_START = lazy_pattern(rb"[\r\n\x7f ]*\x16*\x01[^\x00-\x08]{5,4000}\x02")
_MESSAGE = lazy_pattern("\x01([^\x02]{0,4000})\x02(.*?)(?:\x03([^\x01]*)|(?=\x01)|\\Z)", re.S)
_END_IPTC = lazy_pattern(r"(\d\d)(\d\d)(\d\d)\s+(?:([A-Z]{2,4})\s+)?([A-Za-z]{3})[A-Za-z]*\.?\s+(\d\d(?:\d\d)?)")
_END_ANPA = lazy_pattern(
    r"(?:([A-Za-z]{2,12})-)?(?:[A-Z]{2}-)?(?<!\d)(\d\d)-(\d\d)-(\d\d)\s+(\d\d)(\d\d)\s*(GMT|[A-Z]{3})?"
)
_AGENCY = lazy_pattern(r"(?:^|\s)([a-z]{2,5}|[A-Z]{2,5})\s+\d{2,5}\s*$", re.M)
_SENDER = lazy_pattern(r"\A\s*([A-Z]{2,4})\d{3,4} \d ")
"""The agency in the number of a message: `AFP0012 4 I 0345`."""
_NUMBER = lazy_pattern(r"\s*([a-z]{2,4}\d{3,4}|[A-Z]{1,4}\d{3,4})\b")
_BY = lazy_pattern(r"(?:by|von|por|par|di)\s+", re.I)
_LEAD = lazy_pattern(r"(?:\d+(?:st|nd|rd|th)\s+)?(?:lead|ld|eds|urgent|correction|update)\b", re.I)
_NOT_PUBLIC = lazy_pattern(
    r"^(?:#\s*(?:\S+ )?NOTEBOOK|The following information is not (?:intended )?for publication)\b.*", re.M | re.S | re.I
)
_DESK = lazy_pattern(
    r"(.{2,40}?) (?:Staff |Sports? |Business |Political )?(?:Writer|Correspondent|Reporter|Editor)s?\Z", re.I
)
_INITIALS = lazy_pattern(r"[a-z]{2,4}(?:/[a-z]{2,4})+\Z")
_QUADS = lazy_pattern(r"[ \t]*<[ \t]*$", re.M)
"""Marks of typesetting that end paragraphs."""
_TICKS = lazy_pattern("``|''")
_CARET_LINE = lazy_pattern(r"\^(.*?)\s*([<=])\s*$")
_NAMES = {"dpa": "dpa", "AP": "Associated Press", "AFP": "AFP", "APA": "APA", "ap": "Associated Press", "afp": "AFP"}


def looks_like(head: bytes) -> bool:
    """Whether a file begins as a message of these formats does; a start of heading without a text is none."""
    return _START.match(head) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the messages of a file.

    Raises:
        Unreadable: it is longer than one file of messages may be, or holds none.
    """
    data = given.stream.read(4 * MAX_TEXT + 1)
    if len(data) > 4 * MAX_TEXT:
        raise Unreadable(f"wire messages longer than {4 * MAX_TEXT >> 20} MB in one file: split it")
    text = with_line_feeds(encodings.decode(data)).replace("\x14", "^")
    number = 0
    for match in _MESSAGE.finditer(text):
        number += 1
        head, message, end = match[1], match[2], match[3] or ""
        yield _anpa(head, message, end, number) if "\n^" in f"\n{message}" else _iptc(head, message, end, number)
    if not number:
        raise Unreadable("no complete message in it")


def _iptc(head: str, message: str, end: str, number: int) -> Draft:
    """A message whose headline lines end with an equals sign, IPTC 7901."""
    message = _NOT_PUBLIC.sub("", message)
    lines = message.strip("\n").split("\n")
    top: list[str] = []
    mark = next((i for i, line in enumerate(lines[:8]) if line.rstrip().endswith("=")), -1)
    if mark >= 0:
        top = [line.strip().rstrip("=").strip() for line in lines[: mark + 1]]
        lines = lines[mark + 1 :]
    else:
        top, lines = _first_block(lines)
    byline = next((line for line in top if _BY.match(line)), "")
    if not byline:
        byline, lines = _signed(lines)
    titles = [line for line in top if line and line != byline and not _LEAD.match(line)]
    first = head.split("\n", 1)[0]
    agency = match[1] if (match := _AGENCY.search(first) or _SENDER.search(first)) else ""
    slug = next((line.strip().rstrip("/") for line in head.split("\n")[1:] if line.strip()), "")
    key = match[1] if (match := _NUMBER.match(head)) else ""
    leads = [line for line in top if _LEAD.match(line)]
    when = _iptc_date(end)
    return Draft(
        title=" ".join(titles) or slug,
        text=_without_signature("\n".join(lines), agency),
        date=when,
        outlet=_NAMES.get(agency, agency),
        byline=re.sub(rf",\s*{re.escape(agency)}\Z", "", _BY.sub("", byline, count=1))
        if agency
        else _BY.sub("", byline),
        topics=tuple(part for part in slug.split("/") if part),
        key=f"{agency}-{key}-{when}".lstrip("-") if key and when else "",
        number=number,
        wrapped=True,
        extra=(
            ("keywords", slug),
            ("version", " ".join(leads)),
            ("correction", next((line for line in leads if "corr" in line.casefold()), "")),
        ),
    )


def _first_block(lines: list[str]) -> tuple[list[str], list[str]]:
    """Headline lines and the others, where no mark ends the headline: up to three short ones above a blank one."""
    end = next((i for i, line in enumerate(lines[:4]) if not line.strip()), 0)
    top = [line.strip() for line in lines[:end]]
    goes_on = len(lines) > 1 and (lines[1].startswith("  ") or _BY.match(lines[1].strip()))
    if goes_on and not lines[0].startswith(" ") and _is_headline(lines[0]):
        return [lines[0].strip()], lines[1:]
    if not top or any(len(line) > 100 or line.endswith(".") for line in top):
        return [], lines
    if len(top) == 1 and " " not in top[0]:  # a keyword, with the headline in the block below
        below = "\n".join(lines[end:]).lstrip("\n")
        title, gap, rest = below.partition("\n\n")
        if gap and "\n" not in title and not title.startswith(" ") and _is_headline(title):
            return [title.strip()], rest.split("\n")
    return top[1:] if len(top) > 1 and " " not in top[0] else top, lines[end:]


def _is_headline(line: str) -> bool:
    return 8 < len(line.strip()) <= 100 and not line.rstrip().endswith((".", ",", ";"))


def _signed(lines: list[str]) -> tuple[str, list[str]]:
    """The name on the first lines of a text that say "By" and whose writer, and the lines below; "" without them."""
    at = next((i for i, line in enumerate(lines) if line.strip()), 0)
    name = lines[at].strip() if lines else ""
    if not _BY.match(name) or len(name) > 60 or name.endswith("."):
        return "", lines
    at += 1
    if at < len(lines) and _DESK.match(lines[at].strip()):
        at += 1
    return name, lines[at:]


def _anpa_date(end: str) -> str:
    match = _END_ANPA.search(end)
    if not match:
        return ""
    _, month, day, year, hour, minute, zone = match.groups()
    return dates.parse(f"20{year}-{month}-{day} {hour}:{minute} {zone or ''}")


def _iptc_date(end: str) -> str:
    match = _END_IPTC.search(end)
    if not match:
        return _anpa_date(end)
    day, hour, minute, zone, month, year = match.groups()
    return dates.parse(f"{day} {month} {year if len(year) == 4 else '20' + year} {hour}:{minute} {zone or ''}")


def _without_signature(body: str, agency: str) -> str:
    """The body without the last line, where desks sign with their initials: `dpa wsz jln npr`, `abc/de`."""
    lines = body.rstrip().split("\n")
    while lines and (
        not lines[-1].strip(" *")
        or _INITIALS.match(lines[-1].strip())
        or (agency and re.fullmatch(rf"{re.escape(agency)}(?: [a-z]{{2,4}})*", lines[-1].strip()))
    ):
        lines.pop()
    return "\n".join(lines)


def _anpa(head: str, message: str, end: str, number: int) -> Draft:
    """A message whose headline lines stand between `^` and `<` or `=`, ANPA 1312."""
    top: list[str] = []
    byline = outlet = ""
    lines = message.split("\n")
    while lines and (not lines[0].strip() or _CARET_LINE.match(lines[0].strip())):
        match = _CARET_LINE.match(lines.pop(0).strip())
        if not match:
            continue
        words = match[1].strip()
        if _BY.match(words) and (match[2] == "=" or (top and not byline and len(words) < 60)):
            byline = _BY.sub("", words, count=1)
        elif byline and (desk := _DESK.match(words)):
            outlet = desk[1]
        elif match[2] == "=":
            outlet = words
        else:
            top.append(words)
    slug = top.pop(0) if top else ""
    notes = [line for line in top if re.match(r"Eds:|EDITOR'S NOTE|AP Photo|APTN|AP Video", line)]
    titles = [line for line in top if line not in notes]
    match = _END_ANPA.search(end)
    when = ""
    if match:
        when = _anpa_date(end)
        outlet = outlet or _NAMES.get(match[1], match[1] or "")
    key = match[1] if (match := _NUMBER.match(head)) else ""
    name = re.sub(r",\s*\d*\Z|,\s*(?=\d*(?:st|nd|rd|th) Ld)", "", slug)
    return Draft(
        title=" ".join(titles) or name,
        text=_TICKS.sub('"', _QUADS.sub("", "\n".join(lines))).replace(" _ ", " — "),
        date=when,
        outlet=outlet,
        byline=byline,
        key=f"{key}-{when}" if key and when else "",
        number=number,
        wrapped=True,
        extra=(
            ("keywords", name),
            ("version", found[0] if (found := re.search(r"\d*(?:st|nd|rd|th) Ld[^\s,]*", slug)) else ""),
            ("correction", next((line for line in notes if "correct" in line.casefold()), "")),
        ),
    )
