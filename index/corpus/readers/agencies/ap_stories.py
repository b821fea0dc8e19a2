"""Stories of AP as its wires send them: a keyword with the version, notes, a headline or none, and takes to join."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft, Flaw
from ...fields.export_text import without_by

MOMENT = lazy_pattern(r"^AP-[A-Z]{2}-(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d)([A-Z]{3})[ \t]*$", re.M)
SLUG = lazy_pattern(
    r"^(?P<slug>(?:AP|BC|AM|PM|[A-Z]{2}-)-[^\n,/]{2,60}?)(?P<version>,[^\n]*?)?(?:, ?|/)\d{2,5}[ \t]*$", re.M
)
DATELINE = lazy_pattern(r"^[^\n]{2,60} \(AP\) ?[—–_-]", re.M)
_MARKS = lazy_pattern(r"^\^(.*?)[<=]?$", re.M)
"""Signs of the wire at both ends of a line: `^By ANN LEE=`."""
_NOTE = lazy_pattern(
    r"(?:Eds|AP Photo|AP Video|Editors?)\b[^\n]{0,3}:|[a-z] [a-z]\b|(?:The )?Associated Press(?: Writers?)?\Z"
    r"|(?:URGENT|BULLETIN|FLASH|(?:AP )?News ?Alert|ADVISORY)\Z",
    re.I,
)
_CODES = lazy_pattern(r"[a-z] [a-z]\b")
_ADDED = lazy_pattern(r"\b(?:\d+(?:st|nd|rd|th)?-?)?(?:Add\b|Take (?!1\b|one\b))", re.I)
"""The version of what goes on with a story."""
_PICKED_UP = lazy_pattern(r"[A-Z][A-Z .-]+(?:, [\w .]+)?: [^\n]{2,60}\Z")
"""The last words of the take before, above the text of the next: `MAREN: port authority said.`"""
_MORE = lazy_pattern(r"\s*\n[ \t]*\(?(?:more|more to come)\)?\s*\Z", re.I)
_NAME = lazy_pattern(r"[^\W\d_][\w.'’-]*(?:(?: and|,)? [^\W\d_][\w.'’-]*){1,8}\Z")


def without_marks(text: str) -> str:
    """A text without the signs that wires put at both ends of the lines of a head."""
    return _MARKS.sub(r"\1", text) if "^" in text else text


def parts(text: str) -> Iterator[str]:
    """Yield the stories of a text: from the keyword, and the lines of codes and moments right above it, to the next."""
    starts = [_start(text, match.start()) for match in SLUG.finditer(text)]
    if starts and text[: starts[0]].strip():
        yield text[: starts[0]]
    for start, end in pairwise([*starts, len(text)]):
        yield text[start:end]


def _start(text: str, at: int) -> int:
    while at:
        begin = text.rfind("\n", 0, at - 1) + 1
        line = text[begin : at - 1].strip()
        if not line or not (MOMENT.match(line) or _CODES.match(line)):
            break
        at = begin
    return at


def article(part: str, number: int) -> Draft | None:
    """Return the story of a part, None if it has no keyword."""
    moment, slug = MOMENT.search(part), SLUG.search(part)
    if not slug:
        return None
    version = (slug["version"] or "").strip(", ")
    rows = MOMENT.sub("", part[slug.end() :]).strip("\n").split("\n")
    head: list[str] = []
    while rows and rows[0].strip() and not DATELINE.match(rows[0].strip()):
        head.append(rows.pop(0).strip())
    lines = [line for line in head if not _NOTE.match(line)]
    if _ADDED.search(version):
        lines = [line for line in lines if not _PICKED_UP.match(line)]
    signed = next((line for line in lines if without_by(line) != line and _NAME.match(without_by(line))), "")
    when = "20{2}-{0}-{1} {3}:{4} {5}".format(*moment.groups()) if moment else ""
    return Draft(
        title=" ".join(line for line in lines if line != signed),
        text=_MORE.sub("", "\n".join(rows).rstrip()).strip("\n"),
        date=dates.parse(when),
        outlet="AP",
        byline=without_by(signed),
        key=slug[0].strip(),
        number=number,
        extra=(("keywords", slug["slug"].strip()), ("version", version)),
    )


def joined(found: Iterator[Draft | Flaw]) -> Iterator[Draft | Flaw]:
    """Yield stories, each with the takes that follow it and go on with it."""
    held: Draft | None = None
    number = 0
    for one in found:
        if isinstance(one, Draft) and held and _goes_on(held, one):
            text = "\n\n".join(filter(None, (held.text, one.title, one.text)))
            held = structs.replace(held, text=text, date=held.date or one.date)
            continue
        if held:
            yield held
        if isinstance(one, Flaw):
            held = None
            yield one
        else:
            number += 1
            held = structs.replace(one, number=number)
    if held:
        yield held


def _goes_on(first: Draft, second: Draft) -> bool:
    told, added = dict(first.extra), dict(second.extra)
    return (
        _ADDED.search(added.get("version", "")) is not None
        and told.get("keywords", "").casefold() == added.get("keywords", "").casefold()
    )
