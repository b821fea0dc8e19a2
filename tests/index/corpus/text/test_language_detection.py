import json
from pathlib import Path

import pytest

from newsexplore.index.corpus.text.language_detection import detect

from ..support import Read, Reading, config


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour board of Ostby met on Tuesday. It voted to rebuild the pier, the chair said.", "en"),
        ("Der Stadtrat hat zwei Schulen geschlossen. Die Eltern sagen, sie seien nicht gefragt worden.", "de"),
        ("Le conseil municipal a fermé deux écoles. Les parents affirment qu'ils n'ont pas été consultés.", "fr"),
        ("El consejo municipal cerró dos escuelas. Los padres dicen que nadie les había preguntado antes.", "es"),
        ("港口委员会周二开会。委员会投票决定在冬季之前重建旧码头，主席说。", "zh"),
        ("Городской совет закрыл две школы. Родители говорят, что их никто не спросил заранее.", "ru"),
        ("أغلق مجلس المدينة مدرستين. وقال الآباء إن أحدا لم يسألهم قبل ذلك.", "ar"),
        ("Skupština je odlučila da zatvori staru pijacu, jer su nađene pukotine u severnom zidu.", "sr"),
        ("Gradsko vijeće odlučilo je zatvoriti tržnicu. Tijekom tjedna nitko nije ozlijeđen.", "hr"),
        ("Općinsko vijeće odlučilo je zatvoriti pijacu. Tokom sedmice niko nije povrijeđen.", "bs"),
        ("شهر جي ڪائونسل پراڻي مڇي مارڪيٽ بند ڪرڻ جو فيصلو ڪيو، ڇاڪاڻ ته ڀت ۾ ڏار مليا.", "sd"),
        ("ئەنجومەنی شار بڕیاری دا بازاڕی کۆنی ماسی دابخات، دوای ئەوەی درزیان لە دیواردا دۆزییەوە.", "ckb"),
        ("12 345 (67) 8,9 https://n.example/the/of/and", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_languages_are_told_by_the_text(text: str, language: str):
    assert detect(text) == language


def test_a_named_language_is_believed_and_another_one_detected(reading: Read):
    text = "Der Stadtrat hat zwei Schulen geschlossen. Die Eltern sagten, sie seien nicht gefragt worden."
    assert reading("a.json", json.dumps({"text": text, "language": "nl"})).article.lang == "nl"
    assert reading("a.json", json.dumps({"text": text})).article.lang == "de"
    assert reading("a.json", json.dumps({"text": text}), lang="da").article.lang == "da"


FOLDERS = {
    "masakhanews/amh": "am", "masakhanews/fra": "fr", "masakhanews/yor": "yo", "masakhanews/hau": "ha",
    "xwlb_chinese": "zh", "fakebr_portuguese": "pt", "bbc": "en", "senate_press": "en", "reuters106k": "en",
}  # fmt: skip


def test_languages_of_other_peoples_news(shared: Path):
    found: list[bool] = []
    for folder, language in FOLDERS.items():
        articles = Reading(config(shared / "corpora" / folder)).articles
        texts = [a for a in articles if len(a.text) > 200 and not a.source.endswith("SOURCE.md")]
        found += [article.lang == language for article in texts]
    assert sum(found) >= 0.99 * len(found)


EKAVIAN = (
    "Skupština je odlučila u utorak da zatvori staru riblju pijacu pošto su inženjeri otkrili pukotine u severnom zidu."
    " Tokom sledeće nedelje trgovci će dobiti mesta u hali stanice, saopštila je gradska uprava. Gradonačelnik je rekao"
    " da niko nije povređen i da je bezbednost građana na prvom mestu. Nova zgrada bi bila gotova za dve godine."
)


def test_serbian_in_latin_letters_is_told_by_its_vowels():
    assert detect(EKAVIAN) == "sr"
