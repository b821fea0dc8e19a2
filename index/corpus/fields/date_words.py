"""Words of lines that say a date and nothing else, in the languages that news is written in."""

from collections.abc import Sequence

from ...lazy_pattern import lazy_pattern
from ..dates.day_names import without
from ..dates.month_names import MONTHS, PERSIAN_MONTHS, pattern

SMALL = frozenset(
    "ist jst kst hkt sgt pkt wib sast aest aedt nzst nzdt eet eest"
    " t msk мск de del of at the am le el on à um h uhr st nd rd th pm z gmt utc bst cet cest est edt pst pdt date"
    " published posted updated first last modified datum fecha publié publicado erschienen stand veröffentlicht"
    " aktualisiert zuletzt geändert publiée mis mise jour actualizado actualizada publicada atualizado data di"
    " pubblicazione pubblicato aggiornato aggiornamento alle ore gepubliceerd bijgewerkt laatst op om publicerad"
    " uppdaterad kl klo publisert oppdatert publiceret opdateret julkaistu päivitetty publikacji opublikowano"
    " aktualizacja dodano godz vydáno aktualizováno публикации опубликовано обновлено yayınlanma güncelleme tarihi"
    " et ct mt pt eastern central mountain pacific standard daylight time"
    " update ago years year months month days hours minutes"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag segunda terça quarta quinta sexta feira"
    " lunedì martedì mercoledì giovedì venerdì sabato domenica"
    " måndag tisdag onsdag torsdag fredag lördag söndag"
    " publicada a las los horas hs às as дата в г года год час время о об р року опубліковано saat saati yayın tarih"
    " ngày tháng năm lúc giờ cập nhật phút pukul wib jam tanggal hari ora orele óra vydané hodin v ve hodina"
    " 오전 오후 입력 수정 게재 발행 등록 午前 午後 上午 下午 发布 發布 更新 公開 配信"
    " बजे प्रकाशित अपडेट को ساعت تاریخ انتشار"
    " الساعة تاريخ النشر نشر في بتاريخ ص م น เวลา เผยแพร่ ที่ พ ศ ค saa tarehe".split()
)
"""Words of a line that says a date and nothing else."""
UNITS = lazy_pattern(r"[年月日時时点點分年號号년월일시분]|(?:월|화|수|목|금|토|일)요일|[(（][月火水木金土日][)）]")
"""Signs for years, months, days, hours and minutes in East Asia."""
_SIGNED_WORD = lazy_pattern(r"[^\s\d_,.:;|/()\[\]\u2013\u2014\u00b7\u060c-]+")
"""A word with the signs for vowels that are part of it."""
_MONTH = lazy_pattern(rf"(?<!\w){pattern([*MONTHS, *PERSIAN_MONTHS], '')}(?!\w)")


def besides_names(line: str) -> Sequence[str]:
    """The words of a line that holds a date, apart from names of days and months and what stands beside these.

    Scripts of South Asia and Thailand write vowels as signs that are no letters, which cut their words into pieces.
    """
    left = _MONTH.sub(" ", without(UNITS.sub(" ", line.casefold())))
    words = _SIGNED_WORD.findall(left)
    return [word for word in words if word not in SMALL and any(map(str.isalpha, word))]
