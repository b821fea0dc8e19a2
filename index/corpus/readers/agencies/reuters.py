"""The Reuters-21578 collection: SGML that no XML parser takes (no root, control references), read by its tags."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Draft, Flaw, Input
from ...text import encodings
from ...text.character_references import unescape

_CHUNK = 1024 * 1024
_START = b"<REUTERS"
_END = b"</REUTERS>"
_ID = lazy_pattern(r'\bNEWID="?(\d+)')
_LISTS = lazy_pattern(r"<(?:TOPICS|PLACES|PEOPLE|ORGS|EXCHANGES|COMPANIES)>(.+?)</[TPOEC]")
_CONTROL = lazy_pattern(r"&#(?:[0-8]|1[1-9]|2\d|3[01]);")
_FILLER = lazy_pattern(r"[\s*]*(?:blah[\s.]*)*\Z", re.I)
_BY = lazy_pattern(r"^\s*by\s+", re.I)
_DESK = lazy_pattern(r",?\s*Reuters?\s*$", re.I)


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the records of a file, read in pieces."""
    buffer = b""
    number = 0
    while True:
        data = given.stream.read(_CHUNK)
        buffer += data
        end = buffer.rfind(_END)
        if end >= 0:
            for record in buffer[:end].split(_END):
                number += 1
                yield _draft(record, number)
            buffer = buffer[end + len(_END) :]
        if not data:
            break
        if len(buffer) > MAX_TEXT:
            number += 1
            yield Flaw(number, f"the record is longer than {MAX_TEXT >> 20} MB")
            buffer = b""
    if _START in buffer:
        yield (
            _draft(buffer, number + 1) if b"</TEXT>" in buffer else Flaw(number + 1, "the file ends within this record")
        )


def _draft(record: bytes, number: int) -> Draft | Flaw:
    start = record.rfind(_START)
    if start < 0:
        return Flaw(number, "no <REUTERS> tag before </REUTERS>")
    source = record[start:]
    sgml = source.decode("ascii") if source.isascii() else encodings.decode(source)
    head, _, text = sgml.partition("<TEXT")
    if not text:
        return Flaw(number, "no <TEXT> in this record")
    title = _element(text, "TITLE")
    body = _element(text, "BODY")
    if body:
        body = _without_end_mark(body)
        dateline = _element(text, "DATELINE").strip()
        if dateline:
            body = f"{dateline} {body.lstrip()}"
    else:
        kind, _, raw = text.partition(">")
        body = _raw(_clean(_without_elements(raw.partition("</TEXT>")[0])))
        if not title and "UNPROC" in kind:
            title, body = _first_line(body)
    own = _ID.search(head)
    return Draft(
        title=title,
        text=body,
        date=dates.parse(_element(head, "DATE")),
        outlet="Reuters",
        byline=_DESK.sub("", _BY.sub("", _element(text, "AUTHOR"))).strip(),
        lang="en",
        topics=tuple(_clean(value) for values in _LISTS.findall(head) for value in values[3:-4].split("</D><D>")),
        key=own[1] if own else "",
        number=number,
        wrapped=True,
        kept=True,
    )


def _element(sgml: str, name: str) -> str:
    """What stands in the first element of a name, as text; "" without one."""
    start = sgml.find(f"<{name}>")
    end = sgml.find(f"</{name}>", start)
    return _clean(sgml[start + len(name) + 2 : end]) if 0 <= start < end else ""


def _without_elements(sgml: str) -> str:
    """What stands beside the elements of a text."""
    for name in ("TITLE", "AUTHOR", "DATELINE", "BODY"):
        kept: list[str] = []
        at = 0
        while (start := sgml.find(f"<{name}>", at)) >= 0 and (end := sgml.find(f"</{name}>", start)) >= 0:
            kept.append(sgml[at:start])
            at = end + len(name) + 3
        sgml = "".join(kept) + sgml[at:]
    return sgml


def _clean(text: str) -> str:
    if "&#" in text:
        text = _CONTROL.sub("", text)
    return unescape(text) if "&" in text else text


def _without_end_mark(text: str) -> str:
    """A body without the agency's name that ends every transmission."""
    while (last := text.rsplit(None, 1)) and last[-1].lower() in ("reuter", "reuters"):
        text = last[0] if len(last) == 2 else ""
    return text


def _raw(text: str) -> str:
    """Raw text without its end mark; "" for the collection's filler."""
    text = _without_end_mark(text).strip("\n")
    return "" if _FILLER.match(text) else text


def _first_line(text: str) -> tuple[str, str]:
    """Headline and rest of a raw text: a first line in capitals is a headline when the next is indented."""
    first, _, rest = text.partition("\n")
    if first and not first.startswith(" ") and not any(char.islower() for char in first) and rest.startswith("  "):
        return first, rest
    return "", text
