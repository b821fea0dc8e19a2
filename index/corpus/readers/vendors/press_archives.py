"""Text exports of NewsBank, Retriever and Infomedia: a headline, a line of facts below it, and a foot.

The layouts are those of the services' own downloads as text; a converted PDF or Word export has the same lines.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft
from ...fields.export_text import Sign, without_by
from ..plain.source_line import named_first


class _Archive(Struct, frozen=True):
    """How one service writes its exports."""

    sign: Sign
    """Found in every export of this kind."""
    facts: re.Pattern[str]
    """The line of facts below a headline."""
    foot: re.Pattern[str]
    """The first line that is no more text."""
    parts: re.Pattern[str] = lazy_pattern(r"\s*\|\s*")
    """What stands between two facts."""


_MONTHS = r"[^\W\d_]{3,9}\.?"
_NEWSBANK = _Archive(
    Sign(lazy_pattern(r"^OpenURL Link|newsbank\.com|^NewsBank\b|^Record: [0-9A-F]{8,}", re.M), "OpenURL", "ewsBank",
         "newsbank", "Record: "),
    lazy_pattern(rf"^[ \t]*{_MONTHS} \d{{1,2}}, \d{{4}}[ \t]*\|[^\n]+$", re.M),
    lazy_pattern(r"^(?:Record(?: Number)?:|Copyright(?:,|:| \(c\)| ©| \d{4})|(?:CITATION|Citation) \(|Memo:"
                 r"|Index terms:)", re.M),
)  # fmt: skip
_INFOMEDIA = _Archive(
    Sign(lazy_pattern(r"\|[^\n]*\b(?:artikel-id|\d+ ord)\b", re.I), "artikel-id", " ord"),
    lazy_pattern(r"^[^\n|]+\|[^\n]*\b(?:artikel-id\s*:?\s*\w+|\d+ ord\b)[^\n]*$", re.M | re.I),
    lazy_pattern(r"^(?:Alt materiale i Infomedia|Artiklen (?:er|må)|Læs (?:hele )?artiklen på)\b.*", re.M | re.I),
)
_INFOMEDIA_COMMAS = _Archive(
    Sign(lazy_pattern(r", \d+ ord, (?:artikel-)?id:", re.I), " ord,"),
    lazy_pattern(r"^[^\n|]{8,160}, \d+ ord, (?:artikel-)?id: ?\w+[ \t]*$", re.M | re.I),
    _INFOMEDIA.foot,
    lazy_pattern(r",\s+"),
)
"""The same service's exports with commas: `5. marts 2024, Fyrtårnet, Side 3, 41 ord, Id: e9f3a2b1`."""
_PUBLISHED = r"(?:Publi(?:cerat|sert|ceret)|Udgivet|Offentliggjort)"
_RETRIEVER = _Archive(
    Sign(lazy_pattern(r"\bret\.nu/|\bretriever-info\.com|\bRetriever\b", re.I), "ret.nu", "retriever"),
    lazy_pattern(rf"^[^\n]*\b{_PUBLISHED} (?:i|på|via)\b[^\n]*\b\d{{4}}[^\n]*$", re.M | re.I),
    lazy_pattern(
        r"^(?:©|\(c\)|Alla artiklar är skyddade|Alle artikler er (?:beskyttet|vernet)|Se webb?-?artik\w+ på|Läs hela"
        r"|Les hele|[=_-]{20,}).*", re.M | re.I,
    ),
    lazy_pattern(r"\.\s+|\s*\|\s*"),
)  # fmt: skip
_RETRIEVER_PLAIN = _Archive(
    Sign(lazy_pattern(r"^All[ae] artik(?:lar|ler) (?:är skyddade|er (?:beskyttet|vernet))|\bret\.nu/", re.M | re.I),
         "är skyddade", "er beskyttet", "er vernet", "ret.nu"),
    lazy_pattern(
        rf"^[^\n,]{{2,60}}(?:, [^\n,]{{2,40}})?, (?:\d{{4}}-\d\d-\d\d|\d\d\.\d\d\.\d{{4}})(?: \d\d[:.]\d\d)?[ \t]*\n"
        rf"\s*{_PUBLISHED} [^\n]*(?:\n[ \t]*(?:{_PUBLISHED}|Sid[ae]\b)[^\n]*)*$", re.M | re.I,
    ),
    _RETRIEVER.foot,
    lazy_pattern(r"(?:, [^\n,\d]+)?,\s+(?=\d)|,\s+(?=\D)|\.\s+|\n"),
)  # fmt: skip
"""The same service's exports in which the newspaper and the moment stand above how an article was published."""
_ARCHIVES = (_NEWSBANK, _INFOMEDIA, _INFOMEDIA_COMMAS, _RETRIEVER, _RETRIEVER_PLAIN)
_LABELLED = lazy_pattern(
    r"(?P<label>author(?:/byline)?|section|page|edition|av|sida|side|sektion|seksjon|profil|skribent|journalist)s?(?::\s*|\s+(?=\d))"
    r"(?P<value>.+)\Z",
    re.I,
)
_FIELDS = {
    "author": "byline", "author/byline": "byline", "av": "byline", "skribent": "byline", "journalist": "byline",
    "section": "section",
    "sektion": "section", "seksjon": "section", "page": "page", "sida": "page", "side": "page", "edition": "edition",
}  # fmt: skip
_LENGTH = lazy_pattern(r"\d+ (?:words?|ord|tecken|tegn)\Z", re.I)
_KEY = lazy_pattern(r"(?:(?:artikel-)?id|Record)\s*:?\s*(\w+)\Z", re.I)
_PUBLISHED_PART = lazy_pattern(rf"{_PUBLISHED} (?:i|på|via) \w+,?[ \t]*", re.I)
_NAME = lazy_pattern(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}\Z")
_MORE_FACTS = lazy_pattern(
    r"[ \t]*(?:OpenURL Link[ \t]*$|(?:Author|Section|Page|Edition|\d+ Words)\b[^\n]{0,200}$"
    r"|(?:[^\n:]{2,60}\. )?(?:Sid[ae]|Section|Sektion|Seksjon|Profil|Skribent|Av): ?[^\n]{1,80}$)",
    re.M,
)
"""Lines of facts below the first one."""
_RECORD = lazy_pattern(r"^Record(?: Number)?:[ \t]*(\S+)", re.M)
_RIGHTS = lazy_pattern(r"^(?:Copyright:[ \t]*)?((?:Copyright|©|\(c\))[^\n]+)", re.M | re.I)
_ADDRESS = lazy_pattern(r"https?://(?:www\.)?(?:ret\.nu|retriever-info\.com)/\S+")
_PLACE = lazy_pattern(r"\s*\([^()]+\)\Z")
_LONGEST_TITLE = 300


def looks_like(text: str) -> bool:
    """Whether a text is an export of one of these services."""
    return _archive(text) is not None


def _archive(text: str) -> _Archive | None:
    return next((one for one in _ARCHIVES if one.sign.search(text) and next(_heads(one, text), None)), None)


class _Head(Struct, frozen=True):
    """The headline and facts of an article, and where they stand."""

    start: int
    end: int
    title: str
    facts: str


def _heads(archive: _Archive, text: str) -> Iterator[_Head]:
    """Yield the heads in a text: a headline, and the line of facts directly or a blank line below it."""
    at = 0
    for match in archive.facts.finditer(text):
        before = text[at : match.start()].rstrip()
        start = before.rfind("\n\n") + 2 if "\n\n" in before else 0
        title = " ".join(before[start:].split())
        if title and len(title) <= _LONGEST_TITLE and dates.parse(_dated(archive, match[0])):
            yield _Head(at + start, match.end(), title, match[0].strip())
        at = match.end()


def _dated(archive: _Archive, facts: str) -> str:
    """The part of a line of facts that is a date."""
    return next((part for part in _split(archive, facts) if dates.parse(part)), "")


def _split(archive: _Archive, facts: str) -> list[str]:
    parts = (_PUBLISHED_PART.sub("", part).strip(" .,") for part in archive.parts.split(facts.strip()))
    return [part for part in parts if part]


def articles(text: str) -> Iterator[Draft]:
    """Yield the articles of an export."""
    archive = _archive(text)
    if archive is None:
        return
    heads = list(_heads(archive, text))
    ends = [head.start for head in heads[1:]] + [len(text)]
    for number, (head, end) in enumerate(zip(heads, ends, strict=True), 1):
        yield _draft(archive, head, text[head.end : end], number)


def _draft(archive: _Archive, head: _Head, rest: str, number: int) -> Draft:
    facts = _split(archive, head.facts)
    rest = rest.lstrip("\n")
    while more := _MORE_FACTS.match(rest):
        facts += _split(archive, more[0])
        rest = rest[more.end() :].lstrip("\n")
    values = _values(facts)
    foot = archive.foot.search(rest)
    body, tail = (rest[: foot.start()], rest[foot.start() :]) if foot else (rest, "")
    key = _RECORD.search(tail)
    rights = _RIGHTS.search(tail)
    address = _ADDRESS.search(tail)
    return Draft(
        title=head.title,
        text=body,
        date=values.get("date", ""),
        outlet=named_first(
            _PLACE.sub("", values.get("outlet", "")) if archive is _NEWSBANK else values.get("outlet", "")
        ),
        byline=without_by(values.get("byline", "")),
        url=address[0].rstrip(".") if address else "",
        key=values.get("key", "") or (key[1] if key else ""),
        number=number,
        extra=(
            ("section", values.get("section", "")),
            ("page", values.get("page", "")),
            ("edition", values.get("edition", "")),
            ("rights", rights[1].strip() if rights else ""),
        ),
    )


def _values(facts: list[str]) -> dict[str, str]:
    """Facts by field: labelled ones, the date, and in order the outlet and the author."""
    values: dict[str, str] = {}
    for fact in facts:
        labelled = _LABELLED.match(fact)
        key = _KEY.match(fact)
        if labelled:
            field = _FIELDS.get(labelled["label"].casefold())
            if field:
                values.setdefault(field, labelled["value"].strip())
        elif key:
            values.setdefault("key", key[1])
        elif _LENGTH.match(fact) or fact.casefold() == "openurl link":
            continue
        elif "date" not in values and (found := dates.parse(fact)):
            values["date"] = found
        elif "outlet" not in values:
            values["outlet"] = fact
        elif "byline" not in values and _NAME.match(fact):
            values["byline"] = fact
    return values
