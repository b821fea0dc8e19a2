"""Rare forms of dates, rewritten into usual ones: weeks, eras, numerals in characters, "afternoon" before the clock."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from ...lazy_pattern import lazy_pattern
from .calendars import BUDDHIST_OFFSET
from .month_names import MONTHS, pattern

_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "m": 1867,
    "t": 1911,
    "s": 1925,
    "h": 1988,
    "r": 2018,
}
"""The year before the first one of each Japanese era."""
_REPUBLIC = 1911
"""The year before the first one of the Republic of China, in which Taiwan counts."""
_NUMERALS = "〇一二三四五六七八九"
_MONTH = pattern(MONTHS, "")

_WEEK = lazy_pattern(r"(?P<year>(?:19|20)\d\d)-?w(?P<week>\d\d)-?(?P<day>[1-7])(?!\d)")
_ORDINAL = lazy_pattern(r"(?P<year>(?:19|20)\d\d)-(?P<day>\d{3})(?=\Z|t)")
_ERA = lazy_pattern(r"(?P<era>明治|大正|昭和|平成|令和)\s*(?P<year>\d\d?|元)\s*年")
_ERA_LETTER = lazy_pattern(r"(?P<era>[mtshr])\.?(?P<year>\d\d?)[./](?P<month>\d\d?)[./](?P<day>\d\d?)\Z")
_TAIWAN = lazy_pattern(r"(?:中華|中华)?(?:民國|民国)\s*(?P<year>\d{1,3})\s*年")
_IN_CHARACTERS = lazy_pattern(
    r"(?P<year>[〇零○一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})[日号]"
)
_HALF = lazy_pattern(
    r"(?P<half>午前|午後|上午|下午|凌晨|早上|中午|晚上|오전|오후)\s*(?P<hour>\d\d?)\s*(?:[:：時时点點시])\s*(?:(?P<minute>\d\d?)\s*[分분]?)?"
)
_LATER = frozenset(("午後", "下午", "晚上", "中午", "오후"))
_CLOCK = lazy_pattern(r"(?P<hour>\d\d?)\s*[時时点點시]\s*(?:(?P<minute>\d\d?)\s*[分분])?")
_HALF_BEHIND = lazy_pattern(
    r"(?P<clock>\d\d?:\d\d(?::\d\d)?)\s*(?:(?P<later>م|μ\.? ?μ\.?|ب\.? ?ظ)|ص|π\.? ?μ\.?|ق\.? ?ظ)(?!\w)"
)
"""Before and after noon as Arabic, Greek and Persian write them behind the clock."""
_JSON_DATE = lazy_pattern(r"\\?/date\((?P<number>\d+)(?:[+-]\d{4})?\)\\?/")
_PDF_DATE = lazy_pattern(r"d:(?P<date>\d{14})(?P<zone>z|[+-]\d\d)?(?:'?(?P<minutes>\d\d)'?)?")
_PYTHON_DAY = lazy_pattern(r"(?:datetime\.)?date\((\d{4}), *(\d\d?), *(\d\d?)\)")
_WHOLE_NUMBER = lazy_pattern(r"((?:19|20)\d{6}|(?:19|20)\d{12})\.0+\Z")
_PERSIAN_YEAR = lazy_pattern(r"(?P<year>1(?:3[89]|40)\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_BUDDHIST_YEAR = lazy_pattern(r"(?P<before>(?<![\d./-])\d\d?(?P<mark>[/.-])\d\d?(?P=mark))(?P<year>25[3-9]\d)(?!\d)")
_THAI_SHORT = lazy_pattern(r"(?P<before>\d\d?\s*[ก-ฮ]{1,2}\.[ก-ฮ]{1,2}\.\s*)(?P<year>\d\d)(?![\d:])")
_YEAR_WORD = lazy_pattern(r"(?<=\d)(?: m\.|ko) (?=[^\W\d_])")
_LATVIAN = lazy_pattern(r"(?P<year>\d{4})\. gada (?P<day>\d\d?)\. ?(?P<month>[^\W\d_]+)")
_SAS = lazy_pattern(r"(?<=[a-z]\d{4}):(?=\d\d:\d\d)")
_BASQUE_DAY = lazy_pattern(r"(?<=ren \d)(\d?)an?\b")
_CROATIAN = lazy_pattern(r"(?<=\d\.) ?(?:listopada?)\b")
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
_ROMAN_MONTH = lazy_pattern(
    r"(?<![\w./-])(?P<day>\d\d?)(?:(?P<mark>\. ?|/|-)(?P<month>[ivx]{1,4})(?P=mark)| (?P<month2>[ivx]{2,4}) )"
    r"(?P<year>1[6-9]\d\d|20\d\d)(?!\d)|\A(?P<day3>\d\d?)\.? (?P<month3>[ivx]) (?P<year3>1[6-9]\d\d|20\d\d)(?: r\.)?\Z"
)
"""A month as a Roman numeral, as in Polish, Hungarian and Italian; a single letter between spaces may be a word."""
_ORACLE_CLOCK = lazy_pattern(r"(?<= )(\d\d)\.(\d\d)\.(\d\d)\.\d{3,9}(?= [ap]m)")
_TWO_NAMES = lazy_pattern(rf"(?<=\d )(?P<first>{_MONTH})\s?/\s?\w+")
_BETWEEN = ("/", "&", "-", "–", "—", " and ", " und ", " et ", " y ", " e ")
_DAYS = lazy_pattern(
    rf"(?<![\d:/.-])(?P<one>\d\d?)\.?\s?(?:/|&|-|–|—|and|und|et|y|e)\s?(?P<two>\d\d?)(?P<dot>\.?)(?=\s+{_MONTH})"
)
_MONTH_DAYS = lazy_pattern(
    rf"(?P<month>(?<![^\W\d_]){_MONTH})\s+(?P<one>\d\d?)\s?(?:/|&|-|–|—|and)\s?(?P<two>\d\d?)(?=,?\s+\d{{4}})"
)


def rewritten(text: str) -> str:
    """The text with rare forms of dates replaced by usual ones.

    Of two days in a row ("14/15 February"), as weekend issues have them, the first is kept; of a longer stretch none.

    Args:
        text: in lower case, with single spaces and ASCII digits.
    """
    if text.isascii() and text[:2] in ("19", "20") and text[4:5] == text[7:8] == "-":
        return text  # ISO, as most dates are
    for signs, form, replace in _IN_ASCII if text.isascii() else _ALL:
        for sign in signs:
            if sign in text:
                text = form.sub(replace, text)
                break
    return text


def _week(match: re.Match[str]) -> str:
    try:
        return date.fromisocalendar(int(match["year"]), int(match["week"]), int(match["day"])).isoformat()
    except ValueError:
        return ""


def _ordinal(match: re.Match[str]) -> str:
    found = date(int(match["year"]), 1, 1) + timedelta(days=int(match["day"]) - 1)
    return found.isoformat() if str(found.year) == match["year"] else ""


def _era(match: re.Match[str]) -> str:
    return f"{_ERAS[match['era']] + (1 if match['year'] == '元' else int(match['year']))}年"


def _era_letter(match: re.Match[str]) -> str:
    return f"{_ERAS[match['era']] + int(match['year'])}-{match['month']}-{match['day']}"


def _taiwan(match: re.Match[str]) -> str:
    return f"{_REPUBLIC + int(match['year'])}年"


def _in_characters(match: re.Match[str]) -> str:
    year = "".join(str(max(0, _NUMERALS.find(char))) for char in match["year"])
    return f"{year}年{_number(match['month'])}月{_number(match['day'])}日"


def _number(text: str) -> int:
    """A number up to 99 in Chinese characters."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMERALS.find(tens)
    return (_NUMERALS.find(tens) if tens else 1) * 10 + (_NUMERALS.find(ones) if ones else 0)


def _half(match: re.Match[str]) -> str:
    half = "pm" if match["half"] in _LATER and match["hour"] != "0" else "am"
    if match["half"] == "晚上" and match["hour"] == "12":
        half = "am"
    minute = match["minute"] or "0"
    return f" {match['hour']}:{minute:0>2}" + (f" {half} " if 1 <= int(match["hour"]) <= 12 else " ")


def _clock(match: re.Match[str]) -> str:
    return f" {match['hour']}:{match['minute'] or '0':0>2} "


def _pdf_date(match: re.Match[str]) -> str:
    zone = f"{match['zone']}{match['minutes'] or '00'}" if match["zone"] and match["zone"] != "z" else match["zone"]
    return match["date"] + (zone or "")


def _days(match: re.Match[str]) -> str:
    return f"{match['one']}{match['dot']}" if int(match["two"]) == int(match["one"]) + 1 else "-"


def _month_days(match: re.Match[str]) -> str:
    return f"{match['month']} {match['one']}" if int(match["two"]) == int(match["one"]) + 1 else "-"


def _roman_month(match: re.Match[str]) -> str:
    month = match["month"] or match["month2"] or match["month3"]
    if month not in _ROMAN:
        return match[0]
    return f"{match['day'] or match['day3']}.{_ROMAN.index(month) + 1}.{match['year'] or match['year3']}"


def _from_persian(match: re.Match[str]) -> str:
    return f"{match['year']}/{match['month']}/{match['day']}"


def _from_buddhist(match: re.Match[str]) -> str:
    return f"{match['before']}{int(match['year']) - BUDDHIST_OFFSET}"


def _thai_short(match: re.Match[str]) -> str:
    return f"{match['before']}25{match['year']}"


_Rewriting = tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], str] | str]
"""What must be in a text for the form to be looked for, the form, and what replaces it."""
_IN_ASCII: tuple[_Rewriting, ...] = (
    (("i", "v", "x"), _ROMAN_MONTH, _roman_month),
    ((" am", " pm"), _ORACLE_CLOCK, r"\1:\2:\3"),
    (("w",), _WEEK, _week),
    (("-",), _ORDINAL, _ordinal),
    (("m", "t", "s", "h", "r"), _ERA_LETTER, _era_letter),
    (("/date(",), _JSON_DATE, r"\g<number>"),
    (("d:",), _PDF_DATE, _pdf_date),
    (("date(",), _PYTHON_DAY, r"\1-\2-\3"),
    ((".0",), _WHOLE_NUMBER, r"\1"),
    (("-",), _PERSIAN_YEAR, _from_persian),
    (("25",), _BUDDHIST_YEAR, _from_buddhist),
    ((" m. ", "ko "), _YEAR_WORD, " "),
    ((" gada ",), _LATVIAN, r"\g<day> \g<month> \g<year>"),
    ((":",), _SAS, " "),
    (("ren ",), _BASQUE_DAY, r"\1"),
    (("listopad",), _CROATIAN, " october"),
    (_BETWEEN, _DAYS, _days),
    (_BETWEEN, _MONTH_DAYS, _month_days),
)
_ALL: tuple[_Rewriting, ...] = (
    (("年",), _ERA, _era),
    (("年",), _TAIWAN, _taiwan),
    (("年",), _IN_CHARACTERS, _in_characters),
    (("午", "晨", "上", "오"), _HALF, _half),
    (("時", "时", "点", "點", "시"), _CLOCK, _clock),
    (("م", "ص", "μ", "ظ"), _HALF_BEHIND, lambda match: f"{match['clock']} {'pm' if match['later'] else 'am'}"),
    (("ก", "ม", "พ", "ส", "ต", "ธ"), _THAI_SHORT, _thai_short),
    (("/",), _TWO_NAMES, r"\g<first>"),
    *_IN_ASCII,
)
