"""Quotes in languages other than English, against small gold files written for this project."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.annotate.text.language import FOREIGN, analysed, analysis_label, detect_language
from newsexplore.index.config.load import load_config
from newsexplore.index.quotation import DOUBTFUL

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)
FOLDER = Path(__file__).parents[1]
GOLD = [
    (lang, json.loads(line))
    for lang in FOREIGN
    for line in (FOLDER / f"gold_{lang}.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("lang", "item"), GOLD, ids=[f"{lang}: {item['text'][:40]}" for lang, item in GOLD])
def test_gold(lang: str, item: dict[str, Any]) -> None:
    found = [
        {
            "text": quote.text,
            "type": quote.type,
            "speaker": quote.speaker and quote.speaker.text,
            "resolved": quote.speaker and quote.speaker.resolved,
            "stance": quote.stance,
        }
        for quote in ANNOTATOR.annotate(item["text"], lang).quotes
        if quote.speaker
    ]
    assert found == item["quotes"]


@pytest.mark.parametrize(
    "text",
    [
        "Die Gruppe war nach eigenen Angaben am Ziel ihrer langen Reise.",
        "Der Damm sei seiner Meinung nach nicht mehr zu halten.",
    ],
)
def test_a_source_named_elsewhere_is_left_open(text: str) -> None:
    (quote,) = ANNOTATOR.annotate(text, "de").quotes
    assert quote.type == "indirect"
    assert quote.speaker is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The dam is safe, and the town that it feeds will not have to be left by those who live in it.", "en"),
        ("Der Damm ist sicher, und die Stadt muss nicht verlassen werden, sagte sie.", "de"),
        ("Le barrage est sûr et la ville ne sera pas évacuée, dit-elle dans une lettre.", "fr"),
        ("El dique es seguro y la ciudad no será evacuada, dijo en una carta a los vecinos.", "es"),
        ("A barragem é segura e a cidade não será evacuada, disse em uma carta para os moradores.", "pt"),
        ("La diga è sicura e la città non sarà evacuata, ha detto in una lettera agli abitanti.", "it"),
        ("堤坝是安全的。", ""),
        ("", ""),
    ],
)
def test_a_text_that_names_no_language_tells_it(text: str, lang: str) -> None:
    assert detect_language(text) == lang


def test_what_is_analysed_can_be_asked() -> None:
    assert analysed("en") == analysed("") == ("entities", "quotes", "indirect")
    assert analysed("de-AT") == ("quotes", "indirect")
    assert analysed("zh") == ()
    assert analysis_label("zh") == "Chinese: search only"
    assert analysis_label("yo-NG") == "Yoruba: search only"
    assert analysis_label("pcm") == "Nigerian Pidgin: search only"
    assert analysis_label("en") == ""


def _said(text: str, lang: str) -> list[tuple[str, str]]:
    """The resolved speaker of every quote, and whether it is doubtful."""
    return [
        (quote.speaker.resolved, "doubtful" if quote.speaker.confidence < DOUBTFUL else "certain")
        for quote in ANNOTATOR.annotate(text, lang).quotes
        if quote.speaker
    ]


def test_a_title_is_no_part_of_a_surname() -> None:
    text = "«Le barrage est sûr et il le restera», explique Anton Veyra. «Nous y veillons tous», explique M. Veyra."
    assert _said(text, "fr") == [("Anton Veyra", "certain"), ("Anton Veyra", "certain")]


def test_a_pronoun_of_the_other_sex_is_left_open() -> None:
    text = "«Le barrage est sûr et il le restera», explique Mme Veyra. «Nous y veillons tous», ajoute-t-il."
    assert _said(text, "fr")[1] == ("", "doubtful")


def test_a_pronoun_far_from_who_spoke_is_doubtful() -> None:
    filler = "Le barrage date de 1950. La ville est loin. Les travaux durent. L'eau monte vite. "
    text = f"«Le barrage est sûr et il le restera», explique Anton Veyra. {filler}«Nous y veillons tous», dit-il."
    assert _said(text, "fr")[1] == ("Anton Veyra", "doubtful")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("«Les rumeurs circulent dans toute la ville», me dit l'une des femmes.", "l'une des femmes"),
        ("On leur a également assuré qu'ils n'étaient plus contagieux.", ""),
    ],
)
def test_a_speaker_without_a_name(text: str, speaker: str) -> None:
    assert [name for name, _ in _said(text, "fr")] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "France : «Je lave et je coiffe les malades»",
        "L'ancien président Anton Veyra, leader du parti, annonce le même jour une alliance avec Granit.",
        "Plus tard dans la journée, le barrage a dit: «Nous partons tous ensemble demain»",
    ],
)
def test_what_does_not_speak_is_no_speaker(text: str) -> None:
    assert not {"France", "le même jour une alliance", "Plus"} & {name for name, _ in _said(text, "fr")}


def test_a_label_that_is_no_speaker_leaves_the_quote_open() -> None:
    (quote,) = ANNOTATOR.annotate("Questions d'argent : «Nous voulons mettre en avant les valeurs»", "fr").quotes
    assert quote.speaker is None


def test_one_of_two_joined_names_is_doubtful() -> None:
    (found,) = _said("Selon Veyra et Granit, le barrage de la ville est sûr depuis longtemps.", "fr")
    assert found[1] == "doubtful"


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("D'autres groupes utilisent, selon l'approche, des morceaux de code génétique brut.", "doubtful"),
        ("Selon l'Ukraine, les crimes ont été commis par les forces russes.", "certain"),
        ("Selon l'expert, le barrage de la ville est sûr depuis longtemps.", "certain"),
    ],
)
def test_what_may_be_no_source_is_doubtful(text: str, sure: str) -> None:
    assert [doubt for _, doubt in _said(text, "fr")] == [sure]


@pytest.mark.parametrize(
    ("text", "lang", "sure"),
    [
        ("La ville a été accusée de tout cacher pendant des mois, a déclaré: «Le barrage est sûr.»", "fr", "doubtful"),
        ("Aucun doute Ni Anton ni Helena n'ont été entendus, mais on a dit qu'ils étaient sûrs.", "fr", "doubtful"),
        ("O titular da 2.a Vara Federal de Velmora disse: “A barragem é segura para todos.”", "pt", "doubtful"),
        ("O governador de Velmora, Anton Veyra, disse que a barragem é segura.", "pt", "certain"),
        ("Le directeur du port, Anton Veyra, a également déclaré que le barrage est sûr.", "fr", "certain"),
        ("O procurador-geral da República afirmou que a barragem é segura.", "pt", "doubtful"),
        ("Offiziell hieß es am Montag, dass der Damm gehalten habe.", "de", "doubtful"),
        ("Die Annahme sagte, dass der Damm halte.", "de", "doubtful"),
        ("Der Sprecher sagte am Montag, dass der Damm halte.", "de", "certain"),
    ],
)
def test_what_may_be_no_speaker_is_doubtful(text: str, lang: str, sure: str) -> None:
    assert {found for _, found in _said(text, lang)} == {sure}


def test_words_in_marks_after_another_speaker_are_doubtful() -> None:
    text = (
        "«Le barrage est sûr pour tous», a déclaré Anton Veyra. Ce n'est pas si simple, affirme Helena Marsk. "
        "«C'est différent de tout autre barrage dans la région.»"
    )
    assert _said(text, "fr")[-1] == ("Anton Veyra", "doubtful")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("L'attaquant argentin Veyra a dit au club qu'il voulait partir.", "Veyra"),
        ("Il a également dit que le barrage est sûr.", "Il"),
        ("Le Royaume-Uni a également déclaré que d'autres personnes seraient prioritaires.", "Royaume-Uni"),
    ],
)
def test_a_speakers_words_end_at_its_verb(text: str, name: str) -> None:
    (quote,) = ANNOTATOR.annotate(text, "fr").quotes
    assert quote.speaker
    assert quote.speaker.text.endswith(name)
    assert quote.speaker.resolved in ("", name, quote.speaker.text)


def test_a_pronoun_is_no_surer_than_whom_it_repeats() -> None:
    text = (
        "Ma a disparu. «Il semble qu'il ait franchi la ligne», aurait dit Ma et Veyra. Le marché a chuté. "
        "«C'était une grosse surprise pour la ville», ajoute-t-elle."
    )
    assert {doubt for _, doubt in _said(text, "fr")} == {"doubtful"}


def test_a_relative_pronoun_is_no_source() -> None:
    text = "A defesa invocou a imunidade, segundo a qual deputados e senadores são protegidos por suas palavras."
    assert ANNOTATOR.annotate(text, "pt").quotes == ()


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("fr", "Paul Marsk est venu. « Le barrage est sûr pour la ville », a déclaré M. Marsk.", "Paul Marsk"),
        ("fr", "Paul Marsk est venu. « Le barrage est sûr », a déclaré l'avocat de Marsk lundi.", "l'avocat de Marsk"),
        ("pt", "O sucessor de Maria Veyra saiu. Veyra diz que a barragem é segura para todos.", "Maria Veyra"),
        ("fr", "« Je pars », dit Paul Marsk. « Le barrage est sûr pour la ville », a-t-il déclaré.", "Paul Marsk"),
    ],
)
def test_a_surname_is_the_one_person_who_bears_it(lang: str, text: str, name: str) -> None:
    speaker = ANNOTATOR.annotate(text, lang).quotes[-1].speaker
    assert speaker
    assert speaker.resolved == name


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Paul Marsk parle peu. Le ministre confie à la radio BBC : « Le barrage est sûr pour la ville. »"),
        ("fr", "« Le barrage est sûr pour la ville », a-t-elle déclaré à la BBC."),
        ("es", "Anton Veyra dijo a la BBC: «El dique es seguro para la ciudad.»"),
    ],
)
def test_who_listened_does_not_speak(lang: str, text: str) -> None:
    for quote in ANNOTATOR.annotate(text, lang).quotes:
        assert quote.speaker is None or "BBC" not in quote.speaker.resolved


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Les Verts ont gagné. Le Sénégal a perdu. La ville est en fête et les gens sont dans les rues."),
        ("pt", "Na Papuda, os presos não têm nada. Segundo Dodge, isso não é bom. A Zona Norte está em festa."),
    ],
)
def test_the_article_of_a_sentence_is_no_first_name(lang: str, text: str) -> None:
    assert not [entity.name for entity in ANNOTATOR.annotate(text, lang).entities if entity.type == "person"]


@pytest.mark.parametrize(
    ("lang", "text", "speakers"),
    [
        (
            "de",
            (
                "Bote: Frau Marsk, hält der Damm?\n\nHelena Marsk: Er hält noch Jahre.\n\nBote: Und die Stadt?\n\n"
                "Marsk: Die Stadt wird nicht geräumt."
            ),
            ["Bote", "Helena Marsk", "Bote", "Helena Marsk"],
        ),
        (
            "es",
            (
                "Pregunta: ¿Es seguro el dique?\n\nRespuesta: Lo revisamos cada día.\n\nPregunta: ¿Y la ciudad?\n\n"
                "Respuesta: La ciudad no será evacuada."
            ),
            ["", "", "", ""],
        ),
        ("it", "Velmora: due punti\n\nDovrin: tre punti\n\nVelmora: chi vince?\n\nDovrin: zero punti", []),
    ],
)
def test_the_turns_of_an_interview_are_quotes(lang: str, text: str, speakers: list[str]) -> None:
    quotes = ANNOTATOR.annotate(text, lang).quotes
    assert [quote.speaker.resolved if quote.speaker else "" for quote in quotes] == speakers
    assert all(quote.type == "direct" for quote in quotes)


def test_a_text_may_end_at_the_comma_behind_a_source() -> None:
    (quote,) = ANNOTATOR.annotate("Der Angriff sei eine Strafe, so der Sprecher der Bewegung Velmora,", "de").quotes
    assert quote.speaker
    assert quote.speaker.text == "der Sprecher der Bewegung Velmora"
