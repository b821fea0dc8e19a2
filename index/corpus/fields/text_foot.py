"""What agencies print below a text, and within its first line: when it was sent, and who sent it."""

import re
from typing import NamedTuple

from ..findings import Findings

_STAMP = re.compile(
    r"\n[ \t\u3000]*[(（\[]?(?:(?:송고시간|입력|등록|配信|掲載|発信|发布时间|發布時間|Опубликовано)\s*[:：]?\s*)?"
    r"(?P<date>\d{4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}日?"
    r"(?:[ \u3000]+\d{1,2}(?:[:：時时]\s?\d\d分?)(?::\d\d)?)?)[)）\]]?"
    r"\s*\Z"
)
"""A moment alone on the last line."""
_END = re.compile(
    r"(?:\n[ \t]*[(（]?(?:끝|完|了|終)[)）]?"
    r"|[ \t\u3000]*\n?[(（](?:共同|時事)(?:通信)?[)）]|[ \t\u3000]*[(（](?:完|끝)[)）])\s*\Z"
)
_PLACED = (
    (re.compile(r"\A[ \t\u3000]*【[^】]{0,30}共同(?:[=＝・][^】]{1,20})?】"), "共同通信"),
    (re.compile(r"\A[ \t\u3000]*【[^】]{0,30}AFP=?時事】"), "AFP"),
    (re.compile(r"\A[ \t\u3000]*【[^】]{0,30}時事(?:[=＝・][^】]{1,20})?】"), "時事通信"),
    (re.compile(r"\A[ \t\u3000]*[(（][^)）]{1,30}=연합뉴스[)）]"), "연합뉴스"),
    (re.compile(r"\A[ \t\u3000]*[(（][^)）]{1,30}=뉴스1[)）]"), "뉴스1"),
    (re.compile(r"\A[ \t\u3000]*新[华華]社[^\s，,]{1,12}\d{1,2}月\d{1,2}日电"), "新华社"),
    (re.compile(r"\A[^\n]{2,60}?\bИНТЕРФАКС\s*-"), "Интерфакс"),
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
    date = findings.date(re.sub(r"\s?[./年月]\s?", "-", stamp["date"], count=2).replace("日", "")) if stamp else ""
    if stamp and date:
        body = body[: stamp.start()].rstrip()
    if outlet or date:
        body = _END.sub("", body)
    return Foot(body, date, outlet)
