"""Who speaks in languages other than English: faults that samples of real news had, each in words of its own."""

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config
from newsexplore.index.model import Quote
from newsexplore.index.quotation import DOUBTFUL

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)


def _quotes(lang: str, text: str) -> tuple[Quote, ...]:
    return ANNOTATOR.annotate(text, lang).quotes


def _names(lang: str, text: str) -> list[str]:
    """The resolved speaker of every quote; "" for none."""
    return [quote.speaker.resolved if quote.speaker else "" for quote in _quotes(lang, text)]


def _sure(quote: Quote) -> bool:
    return quote.speaker is not None and quote.speaker.confidence >= DOUBTFUL


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("de", "Der großen Zeitung sagte Helena Marsk: „Der Damm hält ewig.“", ["Helena Marsk"]),
        ("de", "Dem Sender sagte Helena Marsk, der Damm halte noch lange.", ["Helena Marsk"]),
        ("de", "Der Bote zitiert einen Zeugen mit den Worten: „Der Damm bricht jetzt.“", ["Zeugen"]),
        ("de", "Der Bote zitiert dazu Helena Marsk mit den Worten: „Der Damm bricht jetzt.“", ["Helena Marsk"]),
        ("de", "Helena Marsk wird vom Boten mit den Worten zitiert: „Der Damm bricht jetzt.“", ["Helena Marsk"]),
        ("de", "Aus dem Rathaus heißt es, es sei klar, „dass der Damm halten wird“.", ["dem Rathaus"]),
        (
            "es",
            "Helena Marsk recordó que el dique es viejo, como dijo ayer Anton Veyra, y habló de un pacto “específico”.",
            ["Helena Marsk"],
        ),
        (
            "es",
            "El primer paso es “salvar el dique”, que ha hecho de la ciudad “un cementerio”, señaló Anton Veyra.",
            ["Anton Veyra", "Anton Veyra"],
        ),
        ("es", "“El dique aguantará mucho tiempo”, explicaba a EFE Zahir Dovrin.", ["Zahir Dovrin"]),
        ("fr", "« Le barrage tiendra longtemps », explique à l'AFP Zahir Dovrin.", ["Zahir Dovrin"]),
        ("pt", "Segundo a defesa da cidade, “a barragem é segura para todos”.", ["a defesa da cidade"]),
        ("de", "Wie die Neue Velmorer Zeitung berichtet, hält der Damm noch lange.", ["Neue Velmorer Zeitung"]),
        ("de", "Laut Angaben velmorischer Krankenhäuser ist der Damm sicher.", ["Angaben velmorischer Krankenhäuser"]),
        ("pt", "Os irmãos Veyra contaram que a barragem é segura para todos.", ["Os irmãos Veyra"]),
        (
            "fr",
            "Un avocat de la chanteuse malienne, Helena Marsk, confirme que le barrage est sûr.",
            ["Un avocat de la chanteuse malienne, Helena Marsk"],
        ),
        (
            "de",
            "Der Damm hält nicht mehr lange, wie ein Mitarbeiter eines großen Dienstes GRANIT berichtet.",
            ["ein Mitarbeiter eines großen Dienstes GRANIT"],
        ),
        ("es", "Dice que en el partido el dique “no es un asunto serio”.", []),
        ("it", "«La diga è sicura per tutti». Lo dichiara in una nota la ministra Helena Marsk.", ["Helena Marsk"]),
        ("it", "«La diga è sicura per tutti». Lo ha scritto su Twitter Anton Veyra.", ["Anton Veyra"]),
        ("it", "«La diga è sicura per tutti». Lo annuncia il segretario Pd, Dovrin.", ["Dovrin"]),
        (
            "fr",
            "Selon les experts, le barrage de la ville est sûr. Il a déclaré que le port est « fermé pour toujours ».",
            ["les experts", ""],
        ),
        ("fr", "Le Royal College of Velmora a déclaré que le barrage est sûr.", ["Royal College of Velmora"]),
    ],
)
def test_whose_words(lang: str, text: str, names: list[str]) -> None:
    assert _names(lang, text) == names


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("de", "Das Werk ist alt, sagt Rektorin Helena Marsk.", "Helena Marsk"),
        ("de", "Doch Annika Dovrin kam. „Der Damm hält ewig“, so Dovrin.", "Annika Dovrin"),
        ("es", "El jefe del puerto, Eyal Dovrin, llegó. “El dique aguantará siempre”, dijo Dovrin.", "Eyal Dovrin"),
        ("fr", "Le Presidente Anton Dovrin et Anton Dovrin. « Le barrage tiendra », dit Dovrin.", "Anton Dovrin"),
        ("de", "„Der Damm hält noch lange“, sagte CDU-Ratsherr Anton Dovrin.", "Anton Dovrin"),
        ("de", "Velmoras Sportchef Annika Dovrin sagte: „Der Damm hält ewig.“", "Annika Dovrin"),
        ("pt", "Presídio de Dovrin\n\nVeyra diz que a barragem é segura para todos.", "Veyra"),
    ],
)
def test_a_surname_is_the_full_name_of_the_article(lang: str, text: str, name: str) -> None:
    assert _names(lang, text)[-1:] == [name]


def test_a_surname_of_two_people_is_doubtful() -> None:
    text = "Anton Dovrin y su hermana Mira Dovrin llegaron con Anton Dovrin. “El dique aguantará siempre”, dijo Dovrin."
    (quote,) = _quotes("es", text)
    assert not _sure(quote)


def test_the_speaker_of_the_next_words_in_marks_did_not_say_those_before() -> None:
    text = (
        "„Der Damm hält ewig“, sagt Anton Veyra. „Wir bleiben alle hier in Velmora.“ Und, so ergänzt Helena Marsk: "
        "„Ich bleibe auch.“"
    )
    assert _names("de", text) == ["Anton Veyra", "Anton Veyra", "Helena Marsk"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Helena Marsk sagte der Tageszeitung „Neuer Bote“, der Damm halte ewig."),
        ("de", "Helena Marsk kommentierte die Wahl laut „bote.example“ mit Bedauern."),
        ("pt", "Como mostrou o jornal “O Bote”, a barragem é segura."),
        ("fr", "Selon le journal « Le Bote », le barrage est sûr pour la ville."),
        ("de", "Die in Velmora ausgetragenen »Boten Games« hätten geholfen, stellte Helena Marsk fest."),
    ],
)
def test_what_something_is_called_is_no_quote(lang: str, text: str) -> None:
    assert not [quote for quote in _quotes(lang, text) if "B" in quote.text or "b" in quote.text[:1]]


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        (
            "de",
            "Das Werk ist alt, und es ist groß – man prüfe den Damm jeden Tag, sagt Helena Marsk.",
            "man prüfe den Damm jeden Tag",
        ),
        (
            "fr",
            "Selon Helena Marsk, ingénieure à Velmora (un port du nord), le barrage est sûr pour la ville.",
            "le barrage est sûr pour la ville",
        ),
        (
            "fr",
            '"Le barrage est sûr pour tous », a déclaré Helena Marsk. La ville dort.',
            "Le barrage est sûr pour tous",
        ),
    ],
)
def test_where_words_begin_and_end(lang: str, text: str, said: str) -> None:
    (quote,) = _quotes(lang, text)
    assert quote.text == said


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Minister wird ein General, Anton Veyra, der am Montag betonte, er gehöre keiner Partei an."),
        ("de", "Sie zeigte ein Schreiben der Stadt, das bewies, dass der Damm hielt."),
        ("fr", "Le ministre Kenyan a déclaré que le barrage est sûr pour la ville."),
        ("fr", '"Le barrage est sûr", dit Helena Marsk. "Il tiendra encore. La ville est grande et le port est fermé.'),
        ("fr", "« Il est sûr », dit Anton Veyra. « Le barrage, dit un expert de la ville, tiendra très longtemps. »"),
        ("de", "Der Damm hält laut Trainer Anton Veyra Andreas Dovrin nicht mehr lange."),
        ("pt", "Governador e prefeito elogiaram a cidade e disseram que a barragem é segura."),
        ("fr", "Les experts du port, a dit que le barrage est sûr pour la ville."),
    ],
)
def test_what_may_be_wrong_is_doubtful(lang: str, text: str) -> None:
    quotes = _quotes(lang, text)
    assert quotes
    assert not _sure(quotes[-1])


def test_what_a_gerund_says_is_not_denied_with_the_verb_before_it() -> None:
    (quote,) = _quotes("pt", "Veyra negou o erro, lembrando que a barragem é segura.")
    assert quote.cue
    assert (quote.cue.text, quote.stance) == ("lembrando", "affirmed")


def test_a_german_date_ends_no_sentence() -> None:
    (quote,) = _quotes("de", "Der Damm wurde laut Helena Marsk am 11. Februar 2008 für sicher erklärt.")
    assert quote.text == "Der Damm wurde … am 11. Februar 2008 für sicher erklärt"


@pytest.mark.parametrize(
    ("lang", "verb"),
    [("es", "describía"), ("es", "reafirmaron"), ("pt", "ressaltavam"), ("it", "sottolineava"), ("fr", "expliquait")],
)
def test_verbs_of_saying_in_the_past(lang: str, verb: str) -> None:
    (quote,) = _quotes(lang, f"«Velmora è qui, Velmora est là, Velmora 2000», {verb} Anton Veyra.")
    assert quote.cue
    assert quote.cue.text == verb


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        (
            "de",
            "Anton Veyra sagte: „Der Damm hält ewig.“ Alles bleibe hier. Wenn es „einigermaßen kühl ist“, sei Ruhe.",
            ["Anton Veyra", "Anton Veyra"],
        ),
        (
            "de",
            "Anton Veyra kritisierte, dass der Damm zu alt sei. Man solle „lieber eine Brücke bauen“ und ihn schonen.",
            ["Anton Veyra", "Anton Veyra"],
        ),
        ("de", "Der neue Plan soll laut Helena Marsk die „Stadt am Wasser stärken“.", ["Helena Marsk"]),
        ("es", "Según Helena Marsk, el puerto “cerró a tiempo” y “salvó la ciudad”.", ["Helena Marsk", "Helena Marsk"]),
        (
            "es",
            "“El dique aguantará mucho tiempo”, dijo Helena Marsk. Asimismo, indicó que el puerto es “muy seguro” hoy.",
            ["Helena Marsk", "Helena Marsk"],
        ),
    ],
)
def test_words_within_a_sentence_have_a_doubtful_speaker(lang: str, text: str, names: list[str]) -> None:
    quotes = _quotes(lang, text)
    assert [quote.speaker.resolved if quote.speaker else "" for quote in quotes] == names
    assert not _sure(quotes[-1])


def test_a_verb_with_an_object_reports_no_clause_before_it() -> None:
    text = "Sollte das neue Gesetz so kommen, befürchtet die Stadt Velmora erhebliche Kosten."
    assert _quotes("de", text) == ()


def test_when_somebody_spoke_is_not_what_was_said() -> None:
    text = "„Ich bin sehr glücklich“, sagte Anton Veyra, nachdem er seine Freude laut herausgeschrien hatte."
    assert [quote.text for quote in _quotes("de", text)] == ["Ich bin sehr glücklich"]


@pytest.mark.parametrize(
    "text",
    [
        "O presidente admitiu algo que a cidade só sabia dos jornais de ontem.",
        "Anton Veyra lembra com carinho da época em que a cidade tinha um porto grande.",
        "O ministro negou pedido apresentado pela cidade para que o porto fosse fechado.",
    ],
)
def test_what_a_noun_is_said_to_be_is_no_statement(text: str) -> None:
    assert _quotes("pt", text) == ()


def test_a_source_is_no_first_name() -> None:
    text = "Segundo Dovrin, a barragem é segura para todos. “A barragem é segura para todos”, disse Dovrin."
    assert _names("pt", text) == ["Dovrin", "Dovrin"]


def test_a_pronoun_is_doubtful_where_attributions_are_less_often_right() -> None:
    text = "„Der Damm hält noch lange“, sagte Anton Veyra. „Wir prüfen ihn jeden Tag“, sagte er."
    first, second = _quotes("de", text)
    assert _sure(first)
    assert second.speaker
    assert second.speaker.resolved == "Anton Veyra"
    assert not _sure(second)
