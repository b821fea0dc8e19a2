"""What agencies print below a text, and within its first line: when it was sent, and who sent it."""

import re
from typing import NamedTuple

from ...lazy_pattern import lazy_pattern
from ..findings import Findings

AGENCIES = (
    r"(?:AFP|AP|Associated Press|Reuters|dpa|EFE|ANSA|TASS|ТАСС|Interfax|Интерфакс|РИА Новости|Xinhua"
    r"|新华社|新華社|Kyodo|共同通信|時事通信|Yonhap|연합뉴스"
    r"|PTI|IANS|ANI|PA|AAP|UPI|Anadolu(?: Agency)?|AA|APA|SDA|ATS|Belga|ANP|TT|NTB|Ritzau|PAP|ČTK|MTI"
    r"|LUSA|Lusa|Europa Press|Bloomberg|Dow Jones|Canadian Press|Keystone-SDA|afp|reuters|ritzau|ntb|dpa)"
)
"""Names of agencies as they stand in datelines."""
_LONGEST_FOOT = 2000
"""Characters at the end of a text in which what stands below it is looked for."""
_SIGN_OFF = lazy_pattern(
    r"(?:\s*\n[ \t]*(?:==Kyodo|-{1,2}(?:IANS|ANI|PTI)|(?:AAP )?[a-z]{2,4}/[a-z]{2,4}(?:/[a-z]{2,4})?|/ritzau/"
    r"|©[^\n]{0,80}Agence France-Presse|end(?:item|s)"
    r"|[A-Z]{2,5} // [A-Z]{2,5}|(?:[a-z]{2,4}/[ \t]*)+|Lusa/fim|\(foto\w*\)))+\s*\Z"
    r"|(?<=[.!?\"”])\s+Enditem\s*\Z|（完）\s*\Z",
    re.I,
)
_CONTACTS = lazy_pattern(r"\n[ \t]*To contact the (?:reporters?|authors?|editors?)\b.*", re.S)
"""Whom to write to, below each of Bloomberg's stories."""
_PROPERTY = lazy_pattern(
    r"\n[ \t]*(?:~{4,}[ \t]*\n(?:[^\n]{0,80}\n\s{0,9})?)?Copyright of [^\n]{2,200}? is the property of [^\n]*"
    r"(?:\n[^\n]*){0,5}\Z"
)
"""The rights that EBSCO prints below a text."""
_SIGNED_BY = lazy_pattern(rf"[(/]{AGENCIES}[)/]|{AGENCIES} [-–—]|新华社|新華社")
_STAMP = lazy_pattern(
    r"\n[ \t\u3000]*[(（\[]?(?:(?:송고시간|입력|등록|配信|掲載|発信|发布时间|發布時間|Опубликовано)\s*[:：]?\s*)?"
    r"(?P<date>\d{4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}日?"
    r"(?:[ \u3000]+\d{1,2}(?:[:：時时]\s?\d\d分?)(?::\d\d)?)?)[)）\]]?"
    r"(?: ?송고)?\s*\Z"
)
"""A moment alone on the last line."""
_BEHIND = lazy_pattern(
    r"(?<=。)[(（](?P<date>\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:[ -]+\d{1,2}[:：時]\d\d分?)?)[)）]\s*\Z"
)
"""A moment behind the last sentence: `（2021/03/04-18:15）`."""
_LONGEST_STAMP = 40
_NOTICE = lazy_pattern(
    r"\n[ \t]*(?:[<＜(〈]?(?:저작권자|무단 ?전재|ⓒ|Copyrights? ?[(ⓒ©])[^\n]{0,120}|제보는 [^\n]{1,60})\s*\Z"
)
"""Rights and whom to tell news, on the last line of a text from Korea."""
_MOST_NOTICES = 3
_SENT = lazy_pattern(
    r"\n[ \t]*(?:[a-z]{2,4}(?:/[a-z]{2,4})+\s*\n\s*)?[A-Z]{2,5}[ \t]+(?P<day>\d\d)(?P<time>\d{4}) GMT "
    r"(?P<month>[A-Z]{3}) (?P<year>\d\d)\s*\Z"
)
"""The agency and the moment below a text: `AFP 051104 GMT MAR 24`."""
_END = lazy_pattern(
    r"(?:\n[ \t]*[(（]?(?:끝|完|了|終)[)）]?"
    r"|[ \t\u3000]*\n?[(（](?:共同|時事)(?:通信)?[)）]|[ \t\u3000]*[(（](?:完|끝)[)）])\s*\Z"
)
_PLACED = (
    (lazy_pattern(r"\A[ \t\u3000]*【[^】]{0,30}共同(?:[=＝・][^】]{1,20})?】"), "共同通信"),
    (lazy_pattern(r"\A[ \t\u3000]*【[^】]{0,30}AFP=?時事】"), "AFP"),
    (lazy_pattern(r"\A[ \t\u3000]*【[^】]{0,30}時事(?:[=＝・][^】]{1,20})?】"), "時事通信"),
    (lazy_pattern(r"\A[ \t\u3000]*[(（][^)）]{1,30}=연합뉴스[)）]"), "연합뉴스"),
    (lazy_pattern(r"\A[ \t\u3000]*[(（][^)）]{1,30}=뉴스1[)）]"), "뉴스1"),
    (lazy_pattern(r"\A[ \t\u3000]*新[华華]社[^\s，,]{1,12}\d{1,2}月\d{1,2}日电"), "新华社"),
    (lazy_pattern(r"\A[^\n]{2,60}?\bИНТЕРФАКС\s*-"), "Интерфакс"),
)
"""Datelines with an agency, at the start of a text."""


class Foot(NamedTuple):
    """A text without what stands below it, and what that said."""

    body: str
    date: str
    outlet: str


def read_foot(body: str, findings: Findings) -> Foot:
    """The text without the moment, and the mark of the end, on its last lines; and the agency that its dateline names.

    Args:
        body: with line feeds, without the headline.
        findings: what the file tells of the order of day and month.
    """
    body = body.strip("\n")
    outlet = next((name for form, name in _PLACED if form.match(body)), "")
    stamp = _STAMP.search(body)
    if not stamp and body.rstrip()[-1:] in (")", "）"):
        stamp = _BEHIND.search(body, max(len(body) - _LONGEST_STAMP, 0))
    date = findings.date(re.sub(r"\s?[./年月]\s?", "-", stamp["date"], count=2).replace("日", "")) if stamp else ""
    if stamp and date:
        body = body[: stamp.start()].rstrip()
    for _ in range(_MOST_NOTICES if outlet else 0):
        if notice := _NOTICE.search(body):
            body = body[: notice.start()].rstrip()
    if outlet or date:
        body = _END.sub("", body)
    return Foot(body, date, outlet)


def read_sent(body: str) -> tuple[str, str]:
    """A text without the agency, the moment and the initials below it, and the moment as words; "" if none is there."""
    match = _SENT.search(body)
    if not match:
        return body, ""
    time = match["time"]
    moment = f"{int(match['day'])} {match['month'].capitalize()} 20{match['year']} {time[:2]}:{time[2:]} UTC"
    return body[: match.start()].rstrip(), moment


def without_sign_off(text: str) -> str:
    """A text without what databases and agencies print below it: rights, initials of editors, whom to write to."""
    if " is the property of " in text[-_LONGEST_FOOT:]:
        at = max(len(text) - _LONGEST_FOOT, 0)
        text = text[:at] + _PROPERTY.sub("", text[at:])
    if "(Bloomberg" in text[:400]:
        return _CONTACTS.sub("", text)
    if not _SIGNED_BY.search(text[:400]):
        return text
    at = max(len(text) - _LONGEST_FOOT, 0)
    return text[:at] + _SIGN_OFF.sub("", text[at:])
