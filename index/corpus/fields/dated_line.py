"""Lines that say nothing, or hardly anything, but a date, in the words of many languages."""

from ...lazy_pattern import lazy_pattern
from ..dates.month_names import MONTHS
from ..findings import Findings

_LONGEST = 80
_SMALL = frozenset(
    "ist jst kst hkt sgt pkt wib sast aest aedt nzst nzdt eet eest"
    " t msk мск de del of at the am le el on à um h uhr st nd rd th pm z gmt utc bst cet cest est edt pst pdt date"
    " published posted updated first last modified datum fecha publié publicado erschienen stand veröffentlicht"
    " aktualisiert zuletzt geändert publiée mis mise jour actualizado actualizada publicada atualizado data di"
    " pubblicazione pubblicato aggiornato aggiornamento alle ore gepubliceerd bijgewerkt laatst op om publicerad"
    " uppdaterad kl klo publisert oppdatert publiceret opdateret julkaistu päivitetty publikacji opublikowano"
    " aktualizacja dodano godz vydáno aktualizováno публикации опубликовано обновлено yayınlanma güncelleme tarihi"
    " et ct mt pt eastern central mountain pacific standard daylight time"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag segunda terça quarta quinta sexta feira"
    " lunedì martedì mercoledì giovedì venerdì sabato domenica"
    " måndag tisdag onsdag torsdag fredag lördag söndag".split()
)
"""Words of a line that says a date and nothing else."""
_OF_THE_CLOCK = lazy_pattern(r"(?<=\d) ?h(?:rs)?\.\Z")
"""The word behind a time, shortened: `11:04 h.`"""
_WORD = lazy_pattern(r"[^\W\d_]+")
_PLACED = lazy_pattern(r"(?:[A-ZÀ-Þ][^\W\d_]*(?:\s|,|\Z)\s*[-–—|·]?\s*){1,4}\Z")
"""An outlet or place before the date, which stays in the text."""
_UNITS = lazy_pattern(r"[年月日時时点點分年號号년월일시분]|(?:월|화|수|목|금|토|일)요일|[(（][月火水木金土日][)）]")


def read_date_line(line: str, findings: Findings) -> tuple[str, bool]:
    """Return the date of a line that is little else, and whether it is all that the line says.

    Args:
        line: without spaces around it.
        findings: what the file tells of the order of day and month.
    """
    line = _OF_THE_CLOCK.sub("", line)
    if len(line) > _LONGEST or line.endswith((".", "!", "?")) or not any(char.isdigit() for char in line):
        return "", False
    others = [
        word
        for word in _WORD.findall(_UNITS.sub(" ", line))
        if word.casefold() not in _SMALL and word.casefold() not in MONTHS
    ]
    if not others:
        return findings.date(line), True
    if " | " in line and (first := read_date_line(line.split(" | ")[0].strip(), findings))[1]:
        return first[0], False
    end = line.find(others[-1]) + len(others[-1])
    before = line[:end]
    return (findings.date(line[end:].strip(" ,|·–—-")), False) if _PLACED.match(before) else ("", False)
