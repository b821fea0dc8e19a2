"""TREC and Gigaword: many `<DOC>` elements a file, in SGML that no XML parser takes."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...text import encodings
from ...text.character_references import unescape

_CHUNK = 1024 * 1024
_START = lazy_pattern(rb"<DOC(?:\s[^>]*)?>", re.I)
_END = lazy_pattern(rb"</DOC\s*>", re.I)
_ID = lazy_pattern(r"<DOC\b[^>]*\bid\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_TYPE = lazy_pattern(r"<DOC\b[^>]*\btype\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_TITLE = lazy_pattern(r"<DOC\b[^>]*\btitle\s*=\s*\"([^\"]*)\"", re.I)
_URL = lazy_pattern(r"<DOC\b[^>]*\burl\s*=\s*\"(https?://[^\"]+)\"", re.I)
_ID_DATE = lazy_pattern(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_ID_SHORT = lazy_pattern(r"\A[A-Z]+(\d\d)(\d\d)(\d\d)[-.]")
_PARAGRAPH = lazy_pattern(r"\s*</?P\b[^>]*>\s*", re.I)
_TAG = lazy_pattern(r"</?[A-Za-z][\w.-]*(?:\s[^<>]*)?>")
_TITLES = "HEADLINE HEAD HL TITLE TI SLUG H3"
_TEXTS = "TEXT BODY LEADPARA"
_DATES = "DATE_TIME DATETIME DATE DATE1 PUBDATE DD"
_AGENCIES = {
    "NYT": "The New York Times", "APW": "Associated Press", "AP": "Associated Press", "AFP": "Agence France-Presse",
    "XIN": "Xinhua News Agency", "XIE": "Xinhua News Agency", "CNA": "Central News Agency, Taiwan",
    "LTW": "Los Angeles Times/Washington Post", "WPB": "Washington Post/Bloomberg", "FT": "Financial Times",
    "WSJ": "The Wall Street Journal", "LA": "Los Angeles Times", "SJMN": "San Jose Mercury News",
}  # fmt: skip


def looks_like(text: str) -> bool:
    """Whether a text begins with a `<DOC>` of this kind: it has an id, or a DOCNO follows."""
    match = re.match(
        r"[\ufeff\s]*(?:<\?xml[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*)?(?:<(?:DOCS|ROOT|corpus)>\s*)?<DOC(\s[^>]*)?>", text, re.I
    )
    if not match:
        return False
    return "id=" in (match[1] or "").casefold().replace(" ", "") or bool(
        re.search(r"<(?:DOCNO|DOCID)>", text[match.end() : match.end() + 500], re.I)
    )


_SIX_DIGITS = lazy_pattern(r"([89]\d)([01]\d)([0-3]\d)\Z")
_FT_TITLE = lazy_pattern(r"\AFT\s+\d{1,2} [A-Z]{3} \d\d / ")
"""What stands above headlines of the Financial Times: `FT  14 MAY 91 / Storm closes harbour`."""
_POST = lazy_pattern(
    r",\s+(?:[A-Z][\w.]+ ){0,3}(?:staff )?(?:writer|correspondent|reporter|critic|editor|columnist)s?\Z", re.I
)
"""What a byline says behind the name: `ANN LEE, TIMES STAFF WRITER`."""


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the documents of a file, read in pieces.

    Raises:
        Unreadable: there is no document in it.
    """
    buffer = b""
    number = 0
    says = encodings.declared(given.head)
    while True:
        data = given.stream.read(_CHUNK)
        buffer += data
        at = 0
        while end := _END.search(buffer, at):
            number += 1
            yield _draft(buffer[at : end.end()], number, says)
            at = end.end()
        buffer = buffer[at:]
        if not data:
            break
        if len(buffer) > MAX_TEXT:
            number += 1
            yield Flaw(number, f"the record is longer than {MAX_TEXT >> 20} MB")
            buffer = b""
    if _START.search(buffer):
        yield Flaw(number + 1, "the file ends within this record")
    elif not number:
        raise Unreadable("no <DOC> in it")


def _draft(record: bytes, number: int, says: str) -> Draft | Flaw:
    start = _START.search(record)
    if not start:
        return Flaw(number, "no <DOC> before </DOC>")
    sgml = encodings.decode(record[start.start() :], says)
    identity = match[1] if (match := _ID.match(sgml)) else _element(sgml, "DOCNO DOCID ID")
    kind = match[1] if (match := _TYPE.match(sgml)) else _element(sgml, "DOCTYPE")
    title = _FT_TITLE.sub("", _element(sgml, _TITLES))
    text = _paragraphs(_inner(sgml, _TEXTS))
    url = unescape(match[1]) if (match := _URL.match(sgml)) else ""
    if not text and not title and (named := _TITLE.match(sgml)):  # of an encyclopedia: no element but its own
        title = unescape(named[1])
        text = _paragraphs(sgml[: sgml.rfind("</")])
        first, _, rest = text.partition("\n")
        text = rest.strip("\n") if first.strip() == title else text
    dateline = _element(sgml, "DATELINE")
    if dateline and not text.lstrip().startswith(dateline[:20]):
        text = f"{dateline.rstrip(' -_')} - {text.lstrip()}"
    return Draft(
        title=title,
        text=text,
        date=next((d for d in (_date(_element(sgml, name)) for name in _DATES.split()) if d), "") or _date_in(identity),
        outlet=_element(sgml, "SOURCE PUB PUBLICATION SO") or _agency(identity),
        byline=_by(_element(sgml, "BYLINE AUTHOR")),
        url=url,
        key=identity,
        number=number,
        wrapped=None if url else True,
        extra=(
            ("section", _element(sgml, "SECTION")),
            ("page", _element(sgml, "PAGE")),
            ("version", ""),
            ("correction", kind if kind.casefold() in ("advis", "correction") else ""),
        ),
    )


def _inner(sgml: str, names: str) -> str:
    """What stands in the first of these elements that is there, with its markup."""
    for name in names.split():
        start = re.search(rf"<{name}(?:\s[^>]*)?>", sgml, re.I)
        if start:
            end = re.compile(rf"</{name}\s*>", re.I).search(sgml, start.end())
            return sgml[start.end() : end.start() if end else len(sgml)]
    return ""


def _element(sgml: str, names: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", _inner(sgml, names))).split())


def _paragraphs(sgml: str) -> str:
    return unescape(_TAG.sub("", _PARAGRAPH.sub("\n\n", sgml))).strip("\n")


def _by(line: str) -> str:
    line = line[3:].strip() if line[:3].casefold() == "by " else line
    return _POST.sub("", line)


def _date(written: str) -> str:
    """The date of a DATE element; the Financial Times writes six digits: `910514`."""
    short = _SIX_DIGITS.match(written)
    return dates.parse(f"19{short[1]}-{short[2]}-{short[3]}") if short else dates.parse(written)


def _date_in(identity: str) -> str:
    """The date in a document number: `NYT_ENG_20210304.0001`, `AP880212-0001`."""
    match = _ID_DATE.search(identity)
    if match:
        return dates.parse("-".join(match.groups()))
    match = _ID_SHORT.match(identity)
    return dates.parse(f"19{match[1]}-{match[2]}-{match[3]}") if match else ""


def _agency(identity: str) -> str:
    match = re.match(r"[A-Z]+", identity)
    return _AGENCIES.get(match[0], "") if match else ""
