"""Exports of weblogs in the format of Movable Type, which TypePad, Hatena and others write, too."""

from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input
from ...text.lines import lines
from ...text.markup import has_markup, plain

_BEGINS = lazy_pattern(r"(?:[A-Z ]{2,30}:[^\n]*\n){2,30}-----\r?\n(?:[A-Z ]{4,30}):[ \t]*\r?\n")
_FIELD = lazy_pattern(r"([A-Z][A-Z ]{1,30}):[ \t]*(.*)")
_ENTRY, _SECTION = "--------", "-----"


def looks_like(text: str) -> bool:
    """Whether a text begins with the fields of an entry and the line that its body follows."""
    return _BEGINS.match(text.lstrip("\ufeff\r\n").replace("\r\n", "\n")) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the entries of a weblog; drafts and comments are counted."""
    number = comments = drafts = 0
    held: list[str] = []
    for line in lines(given):
        row = "" if line is None else line.rstrip("\r\n").lstrip("\ufeff")
        if row != _ENTRY:
            held.append(row)
            continue
        number += 1
        found, said = _entry(held, number)
        held = []
        comments += said
        if found is None:
            drafts += 1
        else:
            yield found
    if any(row.strip() for row in held):
        number += 1
        found, said = _entry(held, number)
        comments += said
        if found is not None:
            yield found
    if comments:
        yield Aside("comments of readers", comments)
    if drafts:
        yield Aside("drafts that were not published", drafts)


def _entry(rows: list[str], number: int) -> tuple[Draft | Flaw | None, int]:
    """The article of an entry, None for a draft, and how many comments stand below it."""
    sections: list[list[str]] = [[]]
    for row in rows:
        if row == _SECTION:
            sections.append([])
        else:
            sections[-1].append(row)
    facts: dict[str, list[str]] = {}
    for row in sections[0]:
        match = _FIELD.match(row)
        if match:
            facts.setdefault(match[1], []).append(match[2].strip())
    texts: dict[str, str] = {}
    comments = 0
    for section in sections[1:]:
        name, _, first = section[0].partition(":") if section else ("", "", "")
        comments += name in ("COMMENT", "PING")
        texts.setdefault(name, "\n".join([first.strip(), *section[1:]]).strip())
    if facts.get("STATUS", [""])[0].casefold() == "draft":
        return None, comments
    parts = [texts.get("BODY", ""), texts.get("EXTENDED BODY", "")]
    body = "\n\n".join(filter(None, parts)) or texts.get("EXCERPT", "")
    title = facts.get("TITLE", [""])[0]
    if not title and not body:
        return Flaw(number, "no text: the title and the body are empty"), comments
    marked = has_markup(body)
    topics = dict.fromkeys((*facts.get("CATEGORY", ()), *facts.get("TAGS", ())))
    return Draft(
        title=plain(title) if has_markup(title) else title,
        text=plain(body) if marked else body,
        date=dates.parse(facts.get("DATE", [""])[0], "mdy"),
        byline=facts.get("AUTHOR", [""])[0],
        topics=tuple(topics),
        key=facts.get("UNIQUE URL", facts.get("BASENAME", [""]))[0],
        url=url if (url := facts.get("UNIQUE URL", [""])[0]).startswith("http") else "",
        number=number,
        wrapped=False if marked else None,
    ), comments
