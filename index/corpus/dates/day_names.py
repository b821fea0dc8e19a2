"""Names of the days of the week, which tell day from month in dates of figures."""

import re

from ...lazy_pattern import lazy_pattern

# Monday to Sunday; short forms that are other words as well are left out.
_BY_LANGUAGE = (
    "monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat|sunday sun",
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag sonnabend|sonntag",
    "lundi lun|mardi mar|mercredi mer|jeudi jeu|vendredi ven|samedi sam|dimanche dim",
    "lunes|martes|miércoles miercoles mié mie|jueves jue|viernes vie|sábado sabado sáb sab|domingo dom",
    "segunda-feira segunda|terça-feira terça|quarta-feira quarta|quinta-feira quinta|sexta-feira sexta|sábado|domingo",
    "seg|ter|qua|qui|sex|sáb|dom",
    "lunedì|martedì|mercoledì|giovedì gio|venerdì|sabato|domenica",
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
    "måndag mandag|tisdag tirsdag|onsdag|torsdag|fredag|lördag lørdag|söndag søndag",
    "maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai",
    "poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela",
    "pondělí|úterý|středa|čtvrtek|pátek|sobota|neděle",
    "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
    "понеділок|вівторок|середа|четвер|п’ятниця|субота|неділя",
    "pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar",
    "senin|selasa|rabu|kamis|jumat|sabtu|minggu",
    "thứ_hai|thứ_ba|thứ_tư|thứ_năm|thứ_sáu|thứ_bảy|chủ_nhật",
    "δευτέρα|τρίτη|τετάρτη|πέμπτη|παρασκευή|σάββατο|κυριακή",
    "понедељак|уторак|среда|четвртак|петак|субота|недеља",
    "ponedeljak ponedjeljak|utorak|sreda srijeda|četvrtak|petak|subota|nedelja nedjelja",
    "понеделник|вторник|сряда|четвъртък|петък|събота|неделя",
    "pondelok|utorok|streda|štvrtok|piatok|sobota|nedeľa",
    "hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap",
    "luni|marți marţi|miercuri|joi|vineri|sâmbătă|duminică",
    "dilluns|dimarts|dimecres|dijous|divendres|dissabte|diumenge",
    "isnin|selasa|rabu|khamis|jumaat|sabtu|ahad",
    "jumatatu|jumanne|jumatano|alhamisi|ijumaa|jumamosi|jumapili",
    "सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार",
    "সোমবার|মঙ্গলবার|বুধবার|বৃহস্পতিবার|শুক্রবার|শনিবার|রবিবার রোববার",
    "วันจันทร์ที่ จันทร์|วันอังคารที่ อังคาร|วันพุธที่ พุธ|วันพฤหัสบดีที่ พฤหัสบดี|วันศุกร์ที่ ศุกร์|วันเสาร์ที่ เสาร์|วันอาทิตย์ที่ อาทิตย์",
    "دوشنبه|سه‌شنبه سه_شنبه|چهارشنبه|پنجشنبه پنج‌شنبه پنج_شنبه|جمعه|شنبه|یکشنبه یک‌شنبه",
    "الاثنين الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
)
_DAYS = {
    name.replace("_", " "): number
    for names in _BY_LANGUAGE
    for number, forms in enumerate(names.split("|"))
    for name in forms.split()
}
_SHORT = frozenset(
    "mo di mi do fr sa so lun mar mer jeu ven sam dim mié jue vie sáb dom seg ter qua qui sex gio".split()
)
_NAMED = lazy_pattern(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _DAYS), key=len, reverse=True)) + r")(?!\w)")


_FIRST = {name: number for number, name in enumerate("ma di wo do vr za zo".split())} | {
    name: number for number, name in enumerate("mo di mi do fr sa so".split())
}
"""Dutch and German short forms, which are words of other languages: they count before a number alone."""
_AT_FIRST = lazy_pattern(r"(?P<day>" + "|".join(_FIRST) + r")\.?,? (?=\d)")


def is_day(word: str) -> bool:
    """Whether a word is the name of a day of the week, or a short form of one beside a date."""
    word = word.casefold().rstrip(".,")
    return word in _DAYS or word in _SHORT


def without(line: str) -> str:
    """A line in lower case without the names of days."""
    return _NAMED.sub(" ", line)


def named_day(text: str) -> int | None:
    """The day of the week that a text names, 0 for Monday; None if it names none, or several.

    Args:
        text: in lower case.
    """
    if first := _AT_FIRST.match(text):
        return _FIRST[first["day"]]
    found = {_DAYS[match[0]] for match in _NAMED.finditer(text)}
    return found.pop() if len(found) == 1 else None
