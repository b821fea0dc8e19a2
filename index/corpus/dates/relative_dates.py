"""Dates that count back from when a page was fetched: "3 hours ago", "yesterday".

"2 days ago" may be either of two days, as pages round it, and stays unknown.
"""

import re
from datetime import datetime, timedelta

from ...lazy_pattern import lazy_pattern

_HOURS = lazy_pattern(
    r"(?:vor|il y a|hace|há|fa|för|for|منذ|قبل)?\s*"
    r"(?P<number>\d{1,2}|an?|one|einer?|une?|una|uma|een|ett?|en|bir)?\s*"
    r"(?P<unit>min(?:ute[rn]?|uten|utes|uto|utos|uti|uut|utter|ut|uty|s)?|мин(?:ут[уы]?)?|dakika|分钟|分鐘|分|분|دقائق|دقيقة|m"
    r"|h(?:(?:ou)?rs?)?|stunden?|heures?|horas?|or[ae]|std|uur|u|timmar|timm?e[rn]?|tim|godzin[yaę]?|godz|saat|час(?:а|ов)?"
    r"|小时|小時|個小時|个小时|時間|시간|ساعات|ساعة)\.?"
    r"\s*(?:ago|fa|atrás|geleden|sedan|siden|temu|назад|önce|前|전)?",
    re.I,
)
_MINUTES = ("m", "dakika", "мин", "分", "분", "دق")
_CLOCK = lazy_pattern(r"(?:,?\s*(?:at|um|à|a las|às|alle|om|kl\.?|o|в|saat)?\s*[\d:.h ]+)?")
_BACK = lazy_pattern(
    r"\b(?:ago|vor|il y a|hace|há|fa|sedan|siden|temu)\b|atrás|geleden|назад|önce|前|전|منذ|قبل",
    re.I,
)
_DAYS = {
    0: "today heute aujourd'hui hoy hoje oggi vandaag idag dzisiaj dziś сегодня bugün 今天 今日 오늘 اليوم".split(),
    1: "yesterday gestern hier ayer ontem ieri gisteren igår wczoraj вчера dün 昨天 昨日 어제 أمس".split(),
}
_WORDS = {word: days for days, words in _DAYS.items() for word in words} | {"i dag": 0, "i går": 1}


def counted_back(text: str, fetched: str) -> str:
    """The day that a text counts back to from a moment; "" when it does not, or when that may be either of two days.

    Args:
        text: "3 hours ago", "yesterday", "today at 10:40", in sixteen languages.
        fetched: when it was read, ISO, with the time of day; a day alone is enough for "yesterday".
    """
    try:
        moment = datetime.fromisoformat(fetched)
    except ValueError:
        return ""
    text = " ".join(text.replace("’", "'").split())[:60]
    first = re.match(r"i (?:dag|går)\b|[\w']+", text, re.I)
    days = _WORDS.get(first[0].casefold()) if first else None
    if days is not None and first and _CLOCK.fullmatch(text, first.end()):
        return (moment - timedelta(days=days)).date().isoformat()
    match = _HOURS.fullmatch(text)
    if not match or not _BACK.search(text) or len(fetched) <= len("2020-01-01"):
        return ""
    number = int(match["number"]) if (match["number"] or "").isdecimal() else 1
    unit = timedelta(minutes=1) if match["unit"].casefold().startswith(_MINUTES) else timedelta(hours=1)
    latest, earliest = moment - number * unit, moment - (number + 1) * unit
    return latest.date().isoformat() if latest.date() == earliest.date() else ""
