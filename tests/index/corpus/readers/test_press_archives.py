"""Text exports of libraries' press archives, and messages that agencies hand out as text."""

import pytest

from ..support import Read

ONE = "Nobody was hurt when the storm closed the harbour, the port authority said."
TWO = "The ferry was towed to the northern pier on Sunday, as its captain told the paper."

NEWSBANK = f"""NewsBank, inc. - Access World News

Storm closes harbour

March 4, 2021 | The Lantern (Maren)
Author: Ann Lee | Section: Local | 35 Words
OpenURL Link

{ONE}

{TWO}

CITATION (AGLC STYLE)
Ann Lee, 'Storm closes harbour', The Lantern (online), 4 Mar 2021

Record: 18189C1F
Copyright: Copyright (c) 2021 The Lantern. All rights reserved.

Ferry towed

March 5, 2021 | The Lantern (Maren)
Section: Sports | Page: B2 | 12 Words
OpenURL Link

{TWO}

Record: 18189C2F
Copyright: Copyright (c) 2021 The Lantern. All rights reserved.
"""
NEWSBANK_LABELLED = f"""Paper: The Lantern
Title: Storm closes harbour
Date: March 4, 2021
Author: Ann Lee
Section: Local
Text: {ONE}

{TWO}

Copyright, 2021, The Lantern
Record Number: 18189C1F

Paper: The Lantern
Title: Ferry towed
Date: March 5, 2021
Section: Sports
Page: B2
Text: {TWO}

Record Number: 18189C2F
"""
GALE = f"""Title: Storm closes harbour
Author(s): Ann Lee
Source: The Lantern. (Mar. 4, 2021): Local: pA1.
Document Type: Article
Copyright : COPYRIGHT 2021 The Lantern
Full Text:
{ONE}

{TWO}

Source Citation:
Lee, Ann. "Storm closes harbour." The Lantern, 4 Mar. 2021, p. A1.
Gale Document Number: GALE|18189C1F

Ferry towed
Date: Mar. 5, 2021
From: The Lantern
Document Type: Article
Length: 12 words

Full Text:
{TWO}

Gale Document Number: GALE|18189C2F
"""
RETRIEVER = f"""Storm closes harbour
The Lantern. Publicerat i print 2021-03-04. Profil: Maren. Sida: 5. Av: Ann Lee.

{ONE}

{TWO}

© The Lantern eller artikelförfattaren.
Se webartikeln på http://ret.nu/18189C1F
==============================================================

Ferry towed
Publisert på nett 05.03.2021. The Lantern. Side: 2.

{TWO}

Alle artikler er vernet.
"""
INFOMEDIA = f"""Storm closes harbour

4. marts 2021 | The Lantern | Ann Lee | Sektion 1 | Side 5 | 35 ord | artikel-id: 18189C1F

{ONE}

{TWO}

Alt materiale i Infomedia er beskyttet af lov om ophavsret.

Ferry towed

The Lantern | 05.03.2021 | Side 2 | 12 ord | artikel-id: 18189C2F

{TWO}

Alt materiale i Infomedia er beskyttet af lov om ophavsret.
"""


@pytest.mark.parametrize(
    "export", [NEWSBANK, NEWSBANK_LABELLED, GALE, RETRIEVER, INFOMEDIA],
    ids=["newsbank", "newsbank-labelled", "gale", "retriever", "infomedia"],
)  # fmt: skip
def test_each_article_of_an_export(reading: Read, export: str):
    found = reading("export.txt", export)
    assert found.rejects == []
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found.articles] == [
        ("Storm closes harbour", "2021-03-04", "The Lantern", "Ann Lee", f"{ONE}\n\n{TWO}"),
        ("Ferry towed", "2021-03-05", "The Lantern", "", TWO),
    ]


def test_section_page_number_and_rights_of_an_export(reading: Read):
    first, second = reading("export.txt", NEWSBANK).articles
    assert (first.key, dict(first.extra)["rights"]) == (
        "18189C1F",
        "Copyright (c) 2021 The Lantern. All rights reserved.",
    )
    assert (dict(second.extra)["section"], dict(second.extra)["page"]) == ("Sports", "B2")


def test_the_address_below_an_article_of_retriever(reading: Read):
    assert reading("export.txt", RETRIEVER).articles[0].url == "http://ret.nu/18189C1F"


def test_prose_with_bars_and_the_name_of_a_service_is_one_article(reading: Read):
    text = f"Retriever wins the race\n\n{ONE} It was published in 2021 | and read.\n\n{TWO}\n"
    assert reading("dogs.txt", text).article.title == "Retriever wins the race"


def test_messages_between_zczc_and_nnnn(reading: Read):
    text = (
        "ZCZC1234/SXA\nXES83101\nR EST S0A QBXB\nStorm closes harbour\n(LANT) - MAREN, 4 MAR - Nobody was hurt when"
        " the\nstorm closed the harbour. (LANT).\n\n     Y12-LEE/ANN\n04-MAR-21 17:30 NNNN\n"
        "ZCZC1235/SXA\nXES83102\nFerry towed\n(LANT) - MAREN, 5 MAR - It lies at the pier.\n05-MAR-21 10:15 NNNN\n"
    )
    found = reading("wire.txt", text)
    assert [(one.title, one.date, one.outlet, one.text[one.body :]) for one in found.articles] == [
        ("Storm closes harbour", "2021-03-04T17:30:00", "LANT",
         "(LANT) - MAREN, 4 MAR - Nobody was hurt when the storm closed the harbour. (LANT)."),
        ("Ferry towed", "2021-03-05T10:15:00", "LANT", "(LANT) - MAREN, 5 MAR - It lies at the pier."),
    ]  # fmt: skip


def test_the_source_line_of_ebsco_gives_outlet_and_american_date_alone(reading: Read):
    record = (
        "Record: 1\nTitle: Storm closes harbour.\nSource: Lantern Review. 3/4/2021, Vol. 12 Issue 53, pA7. 1p.\n"
        f"Accession Number: 1\n\n{ONE}\n\n{TWO}\n\n~~~~~~~~\n\nBy Ann Lee\nCopyright of Lantern Review is the property"
        " of Maren.\n\nRecord: 2\nTitle: Ferry towed.\nSource: Lantern Review. Mar2021, Vol. 3, p14-17. 4p.\n"
        f"Accession Number: 2\n\nFerry towed\n\n{TWO}\n"
    )
    found = reading("export.txt", record)
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found.articles] == [
        ("Storm closes harbour", "2021-03-04", "Lantern Review", "Ann Lee", f"{ONE}\n\n{TWO}"),
        ("Ferry towed", "", "Lantern Review", "", TWO),
    ]


def test_the_source_line_below_a_wiso_headline_is_no_text(reading: Read):
    text = (
        f"Sturm\n\nDer Leuchtturm vom 04.03.2021, Nr. 53, S. 7 / Lokales\n\nAutor: Ann Lee\nISSN: 1\n\n{ONE}\n\n"
        "Dauerhafte Adresse des Dokuments:\nhttps://www.wiso-net.de/document/1\n\n(c) Der Leuchtturm\n"
    )
    article = reading("export.txt", text).article
    assert (article.date, article.outlet, article.text[article.body :]) == ("2021-03-04", "Der Leuchtturm", ONE)


def test_factiva_tags_in_columns_without_the_word_document(reading: Read):
    text = (
        f"SE    Local\nHD    Storm closes harbour\nWC    35 words\nPD    4 March 2021\nSN    The Lantern\n"
        f"LA    English\nLP    {ONE}\nTD    {TWO}\nAN    LANTER0020210304eh340001a\n\nSearch Summary\nText    storm\n"
    )
    article = reading("export.txt", text).article
    assert (article.title, article.outlet, article.text[article.body :]) == (
        "Storm closes harbour", "The Lantern", f"{ONE}\n\n{TWO}"
    )  # fmt: skip


def test_the_full_text_in_a_ris_abstract_is_the_text(reading: Read):
    text = f"TY  - NEWS\nT1  - Storm\nAB  - A storm.\nFull text: {ONE}\n\n{TWO}\nER  -\n"
    article = reading("a.ris", text).article
    assert article.text[article.body :] == f"{ONE}\n\n{TWO}"


NOTICE = """\
Rappel de votre demande:


Format de téléchargement: : Texte

Vues 1 à 4 sur 4

Notice complète:

Titre : La Lanterne d'Ostby (Ostby. 1854)

Date d'édition : 1915-03-04

Langue : français

Droits : Public domain

Identifiant : ark:/12148/bpt6k000001

Date de mise en ligne : 15/10/2007

Le texte affiché peut comporter un certain nombre d'erreurs. En effet, le mode texte de ce document a été généré de
façon automatique par un programme de reconnaissance optique de caractères (OCR). Le taux de reconnaissance est de 98%.

Le port d'Ostby reste fermé après la tempête de mercredi.
"""


@pytest.mark.parametrize("form", ["text", "page"])
def test_the_notice_above_a_text_of_gallica(reading: Read, form: str):
    page = "".join(f"<p>{' '.join(block.split())}</p>" for block in NOTICE.split("\n\n"))
    text = NOTICE if form == "text" else f"<html><body>{page}</body></html>"
    article = reading("texteBrut", text).article
    assert (article.outlet, article.date, article.lang, article.url) == (
        "La Lanterne d'Ostby", "1915-03-04", "fr", "https://gallica.bnf.fr/ark:/12148/bpt6k000001"
    )  # fmt: skip
    assert article.text == "Le port d'Ostby reste fermé après la tempête de mercredi."


def test_outlet_and_name_of_europresse_without_words_that_say_so(reading: Read):
    text = (
        "Jeudi 4 mars 2021\n\nLa Lanterne • p. 12 • 134 mots\n\nLe port fermé après la tempête\n\nAnne Leroy\n\n"
        "Le port d'Ostby reste fermé.\n\n© 2021 La Lanterne. Tous droits réservés.\n\nnews·20210304·LL·0012\n"
    )
    article = reading("a.txt", text).article
    assert (article.outlet, article.byline, article.text[article.body :], dict(article.extra)["page"]) == (
        "La Lanterne", "Anne Leroy", "Le port d'Ostby reste fermé.", "12"
    )  # fmt: skip


def test_authors_of_ebsco_on_lines_of_their_own_and_the_rights_below(reading: Read):
    rights = "Copyright of The Lantern is the property of Lantern Media and its content may not be copied.\n"
    record = (
        "Record: 1\nTitle:\n Storm closes harbour.\nAuthors:\n Lee, Ann\n Aas, Per\nSource:\n"
        f" The Lantern. 03/04/2021, p5.\nFull Text:\nNobody was hurt in Ostby.\n\n{rights}"
    )
    assert reading("a.txt", record).article.byline == "Lee, Ann; Aas, Per"
    alone = reading("b.txt", f"Storm closes harbour\n\nNobody was hurt in Ostby.\n\n{rights}").articles[-1]
    assert alone.text.endswith("Nobody was hurt in Ostby.")
