import pytest

from ..support import Read

STORM = "The harbour was closed on Tuesday after a storm, the port authority said."
QUAY = "Ferries stay at the quay."
RULE = "_" * 60
PROQUEST = {
    "en": (
        "Report Information from ProQuest", "Document 1 of 1", "Author", "Full text", "Publication title", "First page",
        "Publication date", "Section", "Word count", "Language of publication", "ProQuest document ID",
    ),
    "de": (
        "Bericht Informationen von ProQuest", "Dokument 1 von 1", "Verfasser", "Volltext", "Titel der Publikation",
        "Erste Seite", "Datum der Publikation", "Rubrik", "Quellentyp", "Sprache der Publikation",
        "Dokument-ID von ProQuest",
    ),
    "fr": (
        "Rapport d'informations de ProQuest", "Document 1 sur 1", "Auteur", "Texte intégral",
        "Titre de la publication", "Première page", "Date de publication", "Rubrique", "Type de source",
        "Langue de publication", "ID du document ProQuest",
    ),
    "es": (
        "Información del informe de ProQuest", "Documento 1 de 1", "Autor", "Texto completo",
        "Título de publicación", "Primera página", "Fecha de publicación", "Sección", "Tipo de fuente",
        "Idioma de la publicación", "ID del documento de ProQuest",
    ),
    "it": (
        "Informazioni sul report ProQuest", "Documento 1 di 1", "Autore", "Testo completo",
        "Titolo della pubblicazione", "Prima pagina", "Data di pubblicazione", "Sezione", "Tipo di fonte",
        "Lingua di pubblicazione", "ID documento ProQuest",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", PROQUEST)
def test_proquest_in_the_language_of_the_library(reading: Read, language: str):
    cover, mark, author, full, outlet, page, date, section, other, spoken, key = PROQUEST[language]
    found = reading(
        "proquest.txt",
        f"{RULE}\n\n{cover}\n2024-03-06 10:02\n{RULE}\n\n{mark}\n\nStorm closes harbour\n\n{author}: Harbour staff\n\n"
        f"{full}: {STORM}\n\n{QUAY}\n\nCopyright: Copyright Lantern Media\n\n{other}: 120\n\n"
        f"{outlet}: The Lantern; London (UK)\n\n{page}: 3\n\n{date}: Mar 5, 2024\n\n{section}: News\n\n"
        f"{spoken}: English\n\n{key}: 2900000001\n\n",
    )
    (one,) = found.articles
    assert (one.title, one.date, one.outlet, one.byline) == (
        "Storm closes harbour", "2024-03-05", "The Lantern", "Harbour staff",
    )  # fmt: skip
    assert (one.lang, one.key, one.text[one.body :]) == ("en", "2900000001", f"{STORM}\n\n{QUAY}")
    assert dict(one.extra) == {"section": "News", "page": "3", "rights": "Copyright Lantern Media"}
    assert [(skip.kind, skip.count) for skip in found.skips] == [("covers and tables of contents", 1)]


@pytest.mark.parametrize("line", ["Author: unknown, the note read.", "Location: the north mole, it says."])
def test_a_sentence_that_begins_with_a_label_belongs_to_the_text(reading: Read, line: str):
    head = f"Storm closes harbour\n\nAuthor: Harbour staff\n\nFull text: {STORM}\n\n"
    foot = "Subject: Ports;\nStorms\n\nPublication date: Mar 5, 2024\n\nProQuest document ID: 29\n\n"
    one = reading("proquest.txt", f"{RULE}\n\n{head}{line}\n\n{QUAY}\n\n{foot}{RULE}\n").article
    assert one.text[one.body :] == f"{STORM}\n\n{line}\n\n{QUAY}"
    assert (one.byline, one.topics) == ("Harbour staff", ("Ports", "Storms"))


def test_a_second_author_does_not_end_a_text_without_a_label(reading: Read):
    line = "Autor: unbekannt, stand auf dem Zettel."
    text = f"{'Der Hafen ist nach einem Sturm geschlossen. ' * 4}\n\n{line}\n\nDie Fähren bleiben am Kai."
    one = reading(
        "wiso.txt",
        f"Sturm schließt den Hafen\nDer Hafenbote, 05.03.2024, Nr. 55, S. 3\n\nAutor: Redaktion Hafen\n\n{text}\n\n"
        "Quelle: Der Hafenbote, 05.03.2024, Nr. 55, S. 3\nDokumentnummer: HAB1\n"
        "Dauerhafte Adresse des Dokuments:\nhttps://www.wiso-net.de/document/HAB1\n"
        "Alle Rechte vorbehalten: (c) Hafenbote Verlag\n",
    ).article
    assert one.byline == "Redaktion Hafen"
    assert line in one.text
    assert one.text.endswith("am Kai.")


def test_a_byline_inside_a_gale_text_is_one_line(reading: Read):
    one = reading(
        "gale.txt",
        "Gale OneFile: News\n\nStorm closes harbour\nDate: Mar. 5, 2024\nFrom: The Lantern\nDocument Type: Article\n\n"
        f"Full Text:\nByline: Harbour staff\n\n{STORM}\n\n{QUAY}\n\nCopyright: COPYRIGHT 2024 Lantern Media\n"
        "Gale Document Number: GALE|A700000001\n",
    ).article
    assert (one.title, one.byline, one.text[one.body :]) == (
        "Storm closes harbour", "Harbour staff", f"{STORM}\n\n{QUAY}",
    )  # fmt: skip


def test_the_issue_below_a_newsbank_headline(reading: Read):
    part = (
        "Storm closes harbour {0}\n\nLantern, The (Springfield, OH) - Tuesday, March {0}, 2024{1}\n\n"
        f"Author: Harbour staff\n\n{STORM}\n\nSection: Local\nRecord Number: 00{{0}}\n"
        "Copyright, 2024, The Lantern, All Rights Reserved.\n\n"
    )
    found = reading("newsbank.txt", part.format(5, "") + part.format(12, " - 3A Local")).articles
    assert [(one.title, one.date, one.outlet, one.text[one.body :]) for one in found] == [
        ("Storm closes harbour 5", "2024-03-05", "The Lantern", STORM),
        ("Storm closes harbour 12", "2024-03-12", "The Lantern", STORM),
    ]
    assert dict(found[1].extra)["page"] == "3A"


def test_an_outlet_named_with_its_article_behind(reading: Read):
    one = reading(
        "ebsco.txt",
        "Record: 1\nTitle:\nStorm closes harbour.\nSource:\nLantern, The (London). 03/05/2024, p3. 1p.\n"
        f"Document Type:\nArticle\nAccession Number:\n4711\nDatabase:\nNewspaper Source\n\nFull Text\n\n{STORM}\n",
    ).article
    assert (one.outlet, one.date, dict(one.extra)["page"]) == ("The Lantern (London)", "2024-03-05", "3")


def test_facts_below_the_text_of_a_printed_pressreader_page(reading: Read):
    part = (
        f"Storm closes harbour {{0}}\nThe Lantern\n{{0}} Mar 2024\nBy Harbour staff\n\n{STORM}\n\n"
        "Article Name:Storm closes harbour {0}\nPublication:The Lantern\nAuthor:By Harbour staff\n"
        "Start Page:3\nEnd Page:3\n\n"
    )
    found = reading("printed.txt", part.format(5) + part.format(6)).articles
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found] == [
        (f"Storm closes harbour {day}", f"2024-03-0{day}", "The Lantern", "Harbour staff", STORM) for day in (5, 6)
    ]


def test_facts_on_a_second_line_of_a_retriever_article(reading: Read):
    one = reading(
        "retriever.txt",
        "Storm stenger havnen\nFyret. Publisert på trykk 05.03.2024.\nRedaksjonen. Side: 3\n\n"
        "Havnen ble stengt tirsdag.\n\n© Fyret\n\nAlle artikler er beskyttet av lov om opphavsrett.\n\n"
        "Se webartikkelen på http://ret.nu/abc123\n",
    ).article
    assert one.text[one.body :] == "Havnen ble stengt tirsdag."
    assert dict(one.extra)["page"] == "3"


FACTIVA = (
    "HD   Storm closes harbour\nBY   Harbour staff\nWC   41 words\nPD   5 March 2024\nSN   The Lantern\nLA   English\n"
    "LP   {}\n\nTD   {}\n\nAN   Document LANT000020240305ek3500012\n"
)


def test_factiva_tags_that_begin_a_sentence(reading: Read):
    text = "CO 2 rises in the bay.\n\nHD is the code of the harbour district.\n\nSC Ostby lost again."
    one = reading("factiva.txt", FACTIVA.format(STORM, text)).article
    assert (one.title, one.text[one.body :]) == ("Storm closes harbour", f"{STORM}\n\n{text}")


@pytest.mark.parametrize(
    ("above", "title", "byline", "section"),
    [
        ("Les bacs reprennent\n\nLa rédaction", "Les bacs reprennent", "La rédaction", ""),
        ("Régions\nLes bacs reprennent\n\nLa rédaction", "Les bacs reprennent", "La rédaction", "Régions"),
        ("Régions\n\nLes bacs reprennent", "Les bacs reprennent", "", "Régions"),
    ],
)
def test_a_factiva_byline_that_names_nobody(reading: Read, above: str, title: str, byline: str, section: str):
    one = reading(
        "factiva.txt",
        f"{above}\n12 mots\n6 mars 2024\nLe Phare\nPHARE\nFrançais\n(c) 2024 Le Phare\n\nLes bacs reprennent.\n"
        "\nDocument PHARE00020240306ek3600001\n",
    ).article
    assert (one.title, one.byline, dict(one.extra).get("section", "")) == (title, byline, section)


def test_a_japanese_factiva_article(reading: Read):
    one = reading(
        "factiva.txt",
        "嵐で港が閉鎖\n\n312 文字\n2024年3月5日\n灯台新聞\nTODAI\n3\n日本語\n(c) 2024 灯台新聞社\n\n"
        "港は火曜日、閉鎖された。\n\n"
        "文書 TODAI00020240305ek3500012\n",
    ).article
    assert (one.title, one.date, one.outlet, one.lang) == ("嵐で港が閉鎖", "2024-03-05", "灯台新聞", "ja")
    assert one.text[one.body :] == "港は火曜日、閉鎖された。"


def test_a_nexis_article_without_a_date(reading: Read):
    part = (
        "Harbour facts\nLantern Online\n{}\nCopyright 2024 Lantern Media All Rights Reserved\n\n"
        "Section: LOCAL; Pg. 31,32\nLength: 9 words\nBody\n\nThe harbour has four cranes.\n\n"
        "Load-Date: March 7, 2024\nEnd of Document\n\n"
    )
    found = reading("nexis.txt", part.format("March 5, 2024 Tuesday\n") + part.format("")).articles
    assert [(one.title, one.outlet, one.date) for one in found] == [
        ("Harbour facts", "Lantern Online", "2024-03-05"), ("Harbour facts", "Lantern Online", ""),
    ]  # fmt: skip
    assert dict(found[1].extra)["page"] == "31,32"


def test_a_french_nexis_summary_is_no_text(reading: Read):
    one = reading(
        "nexis.txt",
        f"\n{' ' * 30}1 of 1 DOCUMENTS\n\n{' ' * 33}Le Phare\n\n{' ' * 26}mardi 5 mars 2013\n\nLe port ferme\n\n"
        "LONGUEUR: 9 mots\n\nENCART: Deux jours de pause.\n\nLe port a été fermé mardi.\n\n"
        "DATE-CHARGEMENT: 6 mars 2013\n",
    ).article
    assert one.text[one.body :] == "Le port a été fermé mardi."
