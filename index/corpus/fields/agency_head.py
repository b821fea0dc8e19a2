"""Heads of agencies' stories: codes, keyword, moment and notes around the headline, and the dateline of the text."""

import re
from itertools import takewhile

from ...lazy_pattern import lazy_pattern
from ..findings import Findings
from .dated_line import read_date_line
from .head_facts import Head
from .signed_line import byline_of
from .text_foot import AGENCIES, read_sent

_LONGEST = 80
AGENCY_LINE = lazy_pattern(rf"\W*(?P<outlet>{AGENCIES})\W*(?P<date>\S.*)?\Z")
_CODE_LINE = lazy_pattern(r"[A-Z]{2,5}\d{1,4}(?: [A-Z\d]{1,5}){0,5}(?: /[A-Z]{2,5}-[A-Z\d]+)?\Z")
_SLUG_LINE = lazy_pattern(r"[^\W_A-Z][^\s_A-Z]*(?:[-/][^\s_/-]+)+\Z|[A-Z][^\s_/-]+(?:-[^\s_/-]+)+\Z")
"""Keywords, as agencies have them above their headlines: `Norway-harbour-council`."""
DATED_AGENCY = lazy_pattern(rf"(?P<date>\d.*?)(?:\s*[(（]|(?<=\d)\s+)(?P<outlet>{AGENCIES})[)）]?\Z")


_MORE_AGENCIES = (
    r"ats|sda|awp|apa|efe|ansa|lusa|Lusa|belga|anp|kna|KNA|epd|sid|SID|AGI|Adnkronos|Askanews|ITAR-TASS|UNI|CNA|BNS|ELTA"
    r"|LETA|STT|Hina|HINA|FENA|Tanjug|BTA|SITA|TASR|Agerpres|AGERPRES|KUNA|WAM|QNA|SPA|MENA|IRNA|SANA|NAN|GNA|Ukrinform"
    r"|Armenpress|PNA|VNA|Antara|ANTARA|Bernama|BERNAMA|Yonhap News Agency|Dow Jones Newswires|Thomson Reuters"
    r"|The Associated Press|Agence France-Presse|Agencia EFE|Europa Press|Télam|Notimex|Agência Brasil"
    r"|Press Association"
)
"""Others, which are names of agencies for certain only in the brackets of a dateline."""
_DATELINE = lazy_pattern(
    rf"(?:[A-ZÀ-ÞА-Я][^\n]{{0,70}}?[(/](?:[\w.-]+/)?(?P<inside>{AGENCIES}|{_MORE_AGENCIES})(?:/[\w.-]+)?[)/]\s*\.?\s*"
    r"(?:[-–—_:]{1,2}|(?<=\s)(?=[A-ZÀ-ÞА-Я“\"„«])|(?<=\.)\s*(?=\S))"
    rf"|\(?(?P<before>{AGENCIES})\)?\s*[-–—]\s*[A-ZÀ-Þ][^\n]{{1,40}}\s[-–—]\s)"
)
"""An agency's dateline, also as ANSA has it: `(ANSA) - MAREN, 4 MAR - …`."""
_DESK_CODES = lazy_pattern(r"[a-z]{2,4}\d{3,4} \d [a-z]{1,3}(?: [A-Za-z\d/-]{1,12})*\Z")
"""`bsf012 4 ch 120`."""
_SENT_ABOVE = lazy_pattern(
    r"(?P<outlet>[A-Z]{2,5}) (?P<day>\d\d)(?P<time>\d{4}) GMT (?P<month>[A-Z]{3}) (?P<year>\d\d)\Z"
)
_BESIDE_TITLE = lazy_pattern(
    r"\s*=?(?:\((?:PHOTO|VIDEO|INFOGRAPHIE|GRAPHIC|FOTO|VÍDEO|[A-ZÉ+ /-]{4,40})\))?\s*=+\Z|\s+///\Z"
)
"""What agencies print behind a headline: `=(PHOTO)=`."""
_VERSION = lazy_pattern(
    r"(?:ATTENTION|ACHTUNG|ATENCIÓN|ATTENZIONE)\b.*|\((?:adds?|updates?|recasts?|corrects?|repeats?|writes|rewrites|eds|"
    r"ajoute|actualisé|berichtigung|neu|wiederholung|zusammenfassung)\b.*\)?\Z|\(Actualiza\b.*",
    re.I,
)
_LONGEST_TITLE = 200
_LONGEST_NOTE = 160
_MOST_ABOVE = 11


def below_agency(lines: list[str], findings: Findings) -> Head | None:
    """The same where up to three lines above the headline say code, agency and moment, as agencies print them."""
    date = outlet = ""
    at = said = 0
    if _SENT_ABOVE.match(lines[0]):
        return None
    if _CODE_LINE.match(lines[0]) and (match := re.search(rf"[(/](?P<name>{AGENCIES})[)/]", "\n".join(lines))):
        outlet = match["name"]
        while at < min(4, len(lines) - 3) and (
            not lines[at] or _CODE_LINE.match(lines[at]) or _SLUG_LINE.match(lines[at])
        ):
            at += 1
        if 8 < len(lines[at]) <= 200 and not lines[at + 1]:
            body, moment = read_sent("\n".join(lines[at + 1 :]).strip("\n"))
            return Head(lines[at], findings.date(moment) if moment else "", "", body, outlet)
        at, outlet = 0, ""
    while at < min(4, len(lines) - 3) and not ((date or said) and outlet and lines[at]):
        line = lines[at]
        agency = AGENCY_LINE.match(line) or DATED_AGENCY.match(line)
        if agency and (not agency["date"] or read_date_line(agency["date"], findings)[1]):
            outlet = outlet or agency["outlet"]
            date = date or (read_date_line(agency["date"], findings)[0] if agency["date"] else "")
            said += bool(agency["date"])  # day or month may be first
        elif line and not _CODE_LINE.match(line):
            found, alone = read_date_line(line, findings)
            if not found or not alone:
                break
            date = date or found
        at += 1
    title = lines[at] if at < len(lines) else ""
    if not ((date or said) and outlet) or not 8 < len(title) <= 200 or title.endswith((".", "。")) or lines[at + 1]:
        return None
    body = "\n".join(lines[at + 1 :]).strip("\n")
    return Head(title, date, "", body, outlet) if body else None


def below_keyword(lines: list[str]) -> Head | None:
    """The same where a keyword in capitals stands above the headline, and an agency's dateline begins the text."""
    if len(lines) < 4 or not lines[0].isupper() or len(lines[0]) > _LONGEST or lines[2]:
        return None
    title = lines[1]
    body = "\n".join(lines[3:]).strip("\n")
    agency = re.match(rf"[^\n]{{2,60}}\((?P<outlet>{AGENCIES})\)\s?[.—–-]", body)
    if not agency or title.isupper() or not 12 < len(title) <= 200 or title.endswith("."):
        return None
    return Head(title, "", "", body, agency["outlet"])


def above_dateline(lines: list[str], findings: Findings) -> Head | None:
    """Return the same where an agency's dateline begins the text; lines between that say something else stay in it.

    Args:
        lines: without spaces around them, the last one may be all that follows.
        findings: what the file tells of the order of day and month.
    """
    at = next((i for i, line in enumerate(lines[:_MOST_ABOVE]) if i and _DATELINE.match(line)), 0)
    match = _DATELINE.match(lines[at]) if at else None
    if not match:
        return None
    title = byline = date = version = ""
    kept: list[str] = []
    for i, line in enumerate(lines[:at]):
        sent = _SENT_ABOVE.match(line)
        if not line or (not title and _is_code(lines, i)):
            continue
        if sent:
            time = f"{sent['time'][:2]}:{sent['time'][2:]} UTC"
            date = findings.date(f"{int(sent['day'])} {sent['month'].capitalize()} 20{sent['year']} {time}")
        elif not title:
            title = _BESIDE_TITLE.sub("", line)
        elif not byline and (name := byline_of(line)):
            byline = name
        elif not date and (found := read_date_line(line, findings))[1]:
            date = found[0]
        elif _VERSION.match(line):
            version = version or line.strip("()/ ")
        elif len(line) > _LONGEST_NOTE or (line.endswith(".") and line[0] not in "*(-•"):
            return None  # a text that quotes an agency
        else:
            kept.append(line)
    if not title or len(title) > _LONGEST_TITLE or title.endswith((".", ":", ",")):
        return None
    body, moment = read_sent("\n".join(lines[at:]))
    date = date or (findings.date(moment) if moment else "")
    outlet = match["inside"] or match["before"]
    beside = (("version", version),) if version else ()
    return Head(title, date, byline, "\n\n".join([*kept, body]), outlet, beside=beside, credited=True)


def _is_code(lines: list[str], at: int) -> bool:
    """Whether a line above a headline is a code or a keyword: hyphens join its words, or it is one word or capitals.

    A keyword without hyphens has the headline right below it, and stands below codes or alone in capitals.
    """
    line = lines[at]
    if _CODE_LINE.match(line) or _DESK_CODES.match(line) or _SLUG_LINE.match(line):
        return True
    below = len(list(takewhile(bool, lines[at + 1 :])))
    if not below or byline_of(lines[at + 1]) or _DATELINE.match(lines[at + 1]):
        return False
    alone = line.isupper() and not lines[at + 1].isupper()
    coded = any(_DESK_CODES.match(one) or _CODE_LINE.match(one) for one in lines[:at])
    return len(line) <= _LONGEST // 2 and (alone or (coded and " " not in line))
