"""What stands in an article but is not its story: credits, press contacts, ticker symbols."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from ...model import Block, Span

_WORKED = (
    r"(?:[Rr]eport(?:ing|ed)|[Ww]rit(?:ing|ten)|[Ee]dit(?:ing|ed)|[Cc]ompiled|[Tt]ranslat(?:ing|ed|ion)|[Gg]raphics?)"
)
_MORE = r"(?:[Aa]dditional |[Ff]urther |[Ss]creen |With )?"
CREDIT_LINE = re.compile(rf"\(?{_MORE}{_WORKED} by [^\n]+\)?\.?")
"""A paragraph that is a credit and nothing else."""
_WORKERS = (
    *("eporting", "eported", "riting", "ritten", "diting", "dited", "ompiled"),
    *("ranslating", "ranslated", "ranslation", "raphics", "raphic"),
)
"""What `_WORKED` ends with."""
CREDIT_TAIL = re.compile(
    # (Reporting by Ann Lee in Velmora; Editing by Jo Fox), or without brackets after a full stop.
    rf"\(\s*{_MORE}{_WORKED} by [^()\n]{{3,500}}(?:\([^()\n]{{0,80}}\)[^()\n]{{0,200}})?\)?[\s;.]*$"
    r"|(?<=[.!?”\"] )(?:Additional |Further )?(?:Reporting|Writing|Editing) by [A-ZÀ-Þ][^\n]{3,300}$"
)
"""A credit at the end of a paragraph."""
_PHONE = r"(?:\+?\d{1,3}[ .-]{1,2})?\(?\d{3}\)?[ ./-]{1,3}\d{3}[ .-]{1,3}\d{4}"
CONTACT_LINE = re.compile(
    r"(?:(?:Media|Press|News|For [Mm]ore [Ii]nformation)? ?,? ?(?:[Cc]ontacts?|CONTACTS?)(?: [Pp]erson)?\s*:"
    r"|(?:For (?:further|more) information|Media inquiries),? (?:please )?(?:contact|call)\b"
    rf"|[A-ZÀ-Þ][\w.'’-]+(?:,? {{1,2}}(?:and |or |& ?)?[A-ZÀ-Þ][\w.'’-]*){{1,7}},? {{1,2}}(?:[-–—] )?{_PHONE})[^\n]*"
)
"""A paragraph that says whom the press may call: at its start, or names and a telephone number alone."""
CONTACT_TAIL = re.compile(
    rf"(?<=[.!?”\"])\s+(?:(?:Media|Press) )?(?:Contacts?|CONTACTS?): [^\n]{{3,200}}?{_PHONE}[^\n]{{0,60}}$"
)
_CONTACT_LENGTH = 300
_NAMED = re.compile(r"[A-ZÀ-Þ][\w.'’-]+,? {1,2}(?:and |or |& ?)?[A-ZÀ-Þ]")
"""How names begin that a telephone number follows."""
_NUMBER = re.compile(r"\d{3}[ .-]{1,3}\d{4}")
_EXCHANGES = (
    "N|NYS|O|OQ|OB|PK|A|P|K|Z|CBT|TO|V|MX|SA|BA|L|I|PA|DE|F|SG|AS|BR|MI|MC|LS|VX|S|VI|AT|IR|ST|HE|CO|OL|IC|WA|PR|BU|"
    "MM|UL|IS|TA|JO|T|OS|HK|SS|SZ|KS|KQ|TW|TWO|SI|KL|JK|BK|PS|BO|NS|NZ|AX|HM|ME|CM|LM|SN|CR|DU|SE|QA|KW|CA|LG|NR"
)
_TICKER = re.compile(
    # BA.N, NWSa.N, 7203.T, .DJI: a symbol and its exchange, or an index; never U.S. or J.R.
    rf"(?<![\w.&/@-])(?:[A-Z][A-Z0-9]{{0,5}}[a-z]?(?:_[a-z])?\.N"
    rf"|(?:[A-Z][A-Z0-9]{{1,5}}[a-z]?(?:_[a-z])?|\d{{4,6}})\.(?:{_EXCHANGES})"
    r"|(?<=[\s(<])\.[A-Z][A-Z0-9]{1,6})(?![\w.])"
    # (NYSE: BA), (NASDAQ:AAPL)
    r"|(?<=[(\[])(?:NYSE|NASDAQ|Nasdaq|AMEX|LSE|TSX|ASX|OTC)[A-Za-z ]{0,12}: ?[A-Z]{1,5}(?:\.[A-Z])?(?=[)\];,])"
    # <BA.N>, <HBAN>
    r"|(?<=<)[A-Z][A-Z0-9]{0,5}(?:\.[A-Z]{1,3})?(?=>)"
)
_HINT = re.compile(r"\.[A-Z]{1,6}(?![\w.])")
"""What is found fast, and stands in every symbol with an exchange."""
_CANDIDATE = re.compile(r"\.[A-Z]|<|NYSE|NASDAQ|Nasdaq|AMEX|LSE|TSX|ASX|OTC")
"""One of these stands in, or right before, all that `_TICKER` matches, which is a slow pattern to search with."""
_BEFORE_SIGN = 9
"""Characters of a symbol before its full stop, at most."""
_SYMBOL = 64
"""Characters from that on that hold the rest of any symbol, and the one after it."""
_LISTED = ("NYSE", "NASDAQ", "Nasdaq", "AMEX", "LSE", "TSX", "ASX", "OTC")
_BEFORE_PICTURE = ("\n", ". ", "! ", "? ", "\n ", "via ")
_PLAIN = frozenset(("U.N", "D.C", "B.C", "A.D", "L.A", "N.N"))
_PICTURE = re.compile(
    # It begins with one set of characters, which is what makes the search for it quick.
    r"[RAE](?:(?<=R)EUTERS?|(?<=R)euters?|(?<=A)FP|(?<=A)P|(?<=E)PA)"
    r"(?: ?/ ?[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3}(?:/File Photo)?)?[ \t]*$",
    re.MULTILINE,
)
"""Who took a picture, and for whom, where a line ends with it."""
_PICTURED = ("REUTER", "Reuter", "AFP", "AP", "EPA")
"""One of these stands in all that `_PICTURE` matches."""
_KINDS = frozenset(("byline", "contact"))


def find_tickers(text: str) -> tuple[Span, ...]:
    """Find ticker symbols: the spans of the symbols alone, without brackets, sorted."""
    if not (_HINT.search(text) or "<" in text or any(map(text.__contains__, _LISTED))):
        return ()
    found: list[Span] = []
    start = 0
    while candidate := _CANDIDATE.search(text, start):
        place = candidate.start()
        # No more is looked at than a symbol can span: the pattern is tried at every character.
        match = _TICKER.search(text, max(start, place - _BEFORE_SIGN), place + _SYMBOL)
        if match is None or match.start() > place + 1:
            start = place + 1
            continue
        if match.group() not in _PLAIN:
            found.append(match.span())
        start = match.end()
    return tuple(found)


def find_credits(text: str, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Find the spans of bylines, credits and press contacts, sorted: names in them are not what the text is about."""
    found = [(block.start, block.end) for block in blocks if block.kind in _KINDS]
    for match in _PICTURE.finditer(text) if any(map(text.__contains__, _PICTURED)) else ():
        start = match.start()
        if start == 0 or text.endswith(_BEFORE_PICTURE, 0, start):
            found.append((start, start + len(match.group().rstrip())))
    return tuple(sorted(found))


def find_credit_tail(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the credit that ends a part of a text: the pattern, slow to search with, is tried only if it can match."""
    at = text.find(" by ", start, end)
    while at >= 0:
        if text.endswith(_WORKERS, start, at):
            return CREDIT_TAIL.search(text, start, end)
        at = text.find(" by ", at + 1, end)
    return None


def is_contact(line: str) -> bool:
    """Whether a paragraph says whom the press may call."""
    if len(line) > _CONTACT_LENGTH:
        return False
    # One of these stands in all that the pattern matches, which takes long to fail.
    signed = "ontact" in line or "CONTACT" in line or "information" in line or "inquiries" in line
    if not (signed or (_NAMED.match(line) and _NUMBER.search(line))):
        return False
    return CONTACT_LINE.fullmatch(line) is not None


def covering(spans: Sequence[Span], start: int, end: int) -> Span | None:
    """The first of some sorted spans that shares a character with `start:end`, or None."""
    at = bisect_right(spans, start, key=lambda span: span[1])
    return spans[at] if at < len(spans) and spans[at][0] < end else None
