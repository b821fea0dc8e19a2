"""The Reuters-21578 collection: SGML that no XML parser takes (no root, control references), read by its tags."""

import html
import re
from collections.abc import Iterator

from . import dates, encodings
from .draft import MAX_TEXT, Draft, Flaw, Input

_CHUNK = 1024 * 1024
_START = b"<REUTERS"
_END = b"</REUTERS>"
_ID = re.compile(r'\bNEWID="?(\d+)')
_PART = re.compile(r"<(DATE|TITLE|AUTHOR|DATELINE|BODY)>(.*?)</\1>", re.S)
_TEXT = re.compile(r'<TEXT(?: TYPE="?(\w+)"?)?>(.*?)</TEXT>', re.S)
_LISTS = re.compile(r"<(?:TOPICS|PLACES|PEOPLE|ORGS|EXCHANGES|COMPANIES)>(.*?)</")
_LISTED = re.compile(r"<D>(.*?)</D>", re.S)
_TAGS = re.compile(r"<(?:TITLE|AUTHOR|DATELINE|BODY)>.*?</(?:TITLE|AUTHOR|DATELINE|BODY)>", re.S)
_CONTROL = re.compile(r"&#(?:[0-8]|1[1-9]|2\d|3[01]);")
_END_MARK = re.compile(r"\s*\b(?:reuters?|REUTERS?|Reuters?)\s*\Z")
_FILLER = re.compile(r"[\s*]*(?:blah[\s.]*)*\Z", re.I)
_BY = re.compile(r"^\s*by\s+", re.I)
_DESK = re.compile(r",?\s*Reuters?\s*$", re.I)


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
    found = _TEXT.search(sgml)
    if not found:
        return Flaw(number, "no <TEXT> in this record")
    kind, text = found[1], found[2]
    parts = {name: _clean(value) for name, value in _PART.findall(sgml)}
    title, body = parts.get("TITLE", ""), parts.get("BODY", "")
    if body:
        body = _END_MARK.sub("", body)
        dateline = parts.get("DATELINE", "").strip()
        if dateline:
            body = f"{dateline} {body.lstrip()}"
    else:
        body = _unprocessed(_clean(_TAGS.sub("", text)))
        if not title and kind == "UNPROC":
            title, body = _first_line(body)
    own = _ID.search(sgml)
    return Draft(
        title=title,
        text=body,
        date=dates.parse(parts.get("DATE", "")),
        outlet="Reuters",
        byline=_DESK.sub("", _BY.sub("", parts.get("AUTHOR", ""))).strip(),
        lang="en",
        topics=tuple(_clean(value) for values in _LISTS.findall(sgml) for value in _LISTED.findall(values)),
        key=own[1] if own else "",
        number=number,
        wrapped=True,
        kept=True,
    )


def _clean(text: str) -> str:
    return html.unescape(_CONTROL.sub("", text)) if "&" in text else text


def _unprocessed(text: str) -> str:
    """Raw text without its end mark; "" for the collection's filler."""
    text = _END_MARK.sub("", text.strip("\n"))
    return "" if _FILLER.match(text) else text


def _first_line(text: str) -> tuple[str, str]:
    """Headline and rest of a raw text: a first line in capitals is a headline when the next is indented."""
    first, _, rest = text.partition("\n")
    if first and not first.startswith(" ") and not any(char.islower() for char in first) and rest.startswith("  "):
        return first, rest
    return "", text
