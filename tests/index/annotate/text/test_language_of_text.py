"""The language of a text that comes without one, by its small words."""

import pytest

from newsexplore.index.annotate.text.language import detect_language

TEXTS = {
    "Hausa": (
        "Hukumar tashar jiragen ruwa ta Ostby ta yi taro a ranar Talata. Ta kada kuri'a da na gina "
        "tsohuwar tashar kafin hunturu, in ji shugabar bayan doguwar muhawara da masunta. Aikin zai ci "
        "kudi miliyan goma sha biyu kuma zai dauki shekaru biyu, da na wucin gadi."
    ),
    "Czech": (
        "Přístavní rada v Ostby se sešla v úterý a rozhodla o přestavbě starého mola před zimou. "
        "Předsedkyně po dlouhé debatě řekla, že práce budou stát dvanáct milionů korun a potrvají dva "
        "roky. Rybáři požádali o dočasné kotviště."
    ),
    "Romanian": (
        "Consiliul portului Ostby s-a întrunit marți și a hotărât să refacă vechiul debarcader înainte "
        "de iarnă. Președinta a spus după o lungă dezbatere că lucrările vor costa douăsprezece milioane"
        " de coroane și vor dura doi ani."
    ),
    "Hungarian": (
        "Az ostbyi kikötőtanács kedden ülésezett, és úgy döntött, hogy a régi mólót a tél előtt "
        "újjáépíti. Az elnök hosszú vita után azt mondta, hogy a munka tizenkét millió koronába kerül és"
        " két évig tart."
    ),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_few_small_words_are_not_a_language(text: str):
    assert detect_language(text) == ""


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "pt",
            "O conselho do porto reuniu-se na terça-feira e decidiu reconstruir o velho cais antes do inverno.",
        ),
        (
            "fr",
            "Le conseil du port s’est réuni mardi et a décidé de reconstruire la vieille jetée, dit la ministre.",
        ),
        ("de", "Der Rat hat am Dienstag getagt und beschlossen, die alte Mole vor dem Winter zu erneuern."),
        ("es", "La junta del puerto se reunió el martes y decidió reconstruir el viejo muelle antes del invierno."),
    ],
)
def test_short_texts_in_languages_that_are_analysed(lang: str, text: str):
    assert detect_language(text) == lang
