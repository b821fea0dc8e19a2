"""Exports in the languages and layouts that the databases also give."""

import pytest

from ..support import Read

ONE = "Nobody was hurt when the storm closed the harbour, the port authority said."
TWO = "The ferry was towed to the northern pier on Sunday, as its captain told the paper."

CLASSIC = """\
                               1 {of} 2 {documents}


                                  The Lantern

                               {date}

Storm closes harbour

{labels}

{one}

{two}

{trailing}

                         Copyright 2021 The Lantern

                               2 {of} 2 {documents}


                                  The Lantern

                               {date}

Ferry towed

{labels}

{two}

{trailing}
"""
DUTCH = CLASSIC.format(
    of="van", documents="DOCUMENTEN", date="4 maart 2021 donderdag", one=ONE, two=TWO,
    labels="BYLINE: Ann Lee\n\nSECTION: BINNENLAND; Blz. 5\n\nLENGTH: 35 woorden",
    trailing="LOAD-DATE: 5 maart 2021",
)  # fmt: skip
SPANISH = CLASSIC.format(
    of="de", documents="DOCUMENTOS", date="4 de marzo de 2021 jueves", one=ONE, two=TWO,
    labels="AUTOR: Ann Lee\n\nSECCIÓN: LOCAL; Pág. 5\n\nLONGITUD: 35 palabras\n\nLUGAR: PUERTO",
    trailing="FECHA-CARGA: 5 marzo 2021\n\nIDIOMA: SPANISH",
)  # fmt: skip
FRENCH = CLASSIC.format(
    of="de", documents="DOCUMENTS", date="4 mars 2021 jeudi", one=ONE, two=TWO,
    labels="AUTEUR: Ann Lee\n\nRUBRIQUE: LOCAL; Pg. 5\n\nLONGUEUR: 35 mots\n\nORIGINE: PORT",
    trailing="DATE-CHARGEMENT: 5 mars 2021\n\nLANGUE: FRENCH",
)  # fmt: skip


@pytest.mark.parametrize("export", [DUTCH, SPANISH, FRENCH], ids=["nl", "es", "fr"])
def test_a_classic_nexis_export_in_another_language(reading: Read, export: str):
    found = reading("export.txt", export)
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found.articles] == [
        ("Storm closes harbour", "2021-03-04", "The Lantern", "Ann Lee", f"{ONE}\n\n{TWO}"),
        ("Ferry towed", "2021-03-04", "The Lantern", "Ann Lee", TWO),
    ]
    assert dict(found.articles[0].extra)["page"] == "5"


@pytest.mark.parametrize(
    ("words", "date", "language", "code"),
    [("35 words", "4 March 2021", "English", "en"), ("35 słów", "4 marca 2021", "Polski", "pl"),
     ("35 ord", "4 mars 2021", "Svenska", "sv"), ("35 sanaa", "4 maaliskuuta 2021", "Suomi", "fi")],
)  # fmt: skip
def test_a_factiva_article_in_any_language(reading: Read, words: str, date: str, language: str, code: str):
    head = f"SPORTS\nStorm closes harbour\n\nBy Ann Lee\n{words}\n{date}\n14:05 GMT\nThe Lantern\nLANT\n{language}"
    end = "Document LANT000020210304eh3400012"
    article = reading("export.txt", f"{head}\n(c) 2021 The Lantern\n\n{ONE}\n\n{TWO}\n\n{end}\n").article
    assert (article.title, article.date, article.outlet, article.byline, article.lang) == (
        "Storm closes harbour", "2021-03-04T14:05:00+00:00", "The Lantern", "Ann Lee", code
    )  # fmt: skip
    assert (article.text[article.body :], dict(article.extra)["section"]) == (f"{ONE}\n\n{TWO}", "SPORTS")


def test_the_cover_and_the_abstract_of_a_proquest_report_are_no_text(reading: Read):
    rule = "_" * 60
    report = (
        f"{rule}\nReport Information from ProQuest\nMarch 09 2021 10:12\n{rule}\n"
        f"Table of contents\n\n1. Storm\n\n{rule}\n"
        f"Document 1 of 1\n\nStorm\n\nAuthor: Lee, Ann\n\nAbstract: A storm.\n\nFull text: {ONE}\n\n{TWO}\n\n"
        f"Publication title: The Lantern\n\nPublication date: Mar 4, 2021\n\nProQuest document ID: 1\n\n{rule}\n"
        "Contact us at: https://www.proquest.com/go/contact\nCopyright © 2021 ProQuest LLC.\n"
    )
    found = reading("report.txt", report)
    assert [(one.title, one.text[one.body :]) for one in found.articles] == [("Storm", f"{ONE}\n\n{TWO}")]
    assert [(skip.kind, skip.count) for skip in found.skips] == [("covers and tables of contents", 3)]


def test_the_citation_above_an_ebsco_article_is_taken_apart(reading: Read):
    record = (
        "Record: 1\nStorm closes harbour. By: Lee, Ann, The Lantern, Mar 04, 2021\nDatabase:\nNewspapers\n\n"
        f"Section: News, pg. A1\n{ONE}\n\n{TWO}\n"
    )
    article = reading("export.txt", record).article
    assert (article.title, article.byline, article.outlet, article.date) == (
        "Storm closes harbour", "Lee, Ann", "The Lantern", "2021-03-04"
    )  # fmt: skip
    assert ONE in article.text


def test_a_pressreader_text_without_the_name_of_the_service(reading: Read):
    text = (
        f"Storm closes harbour\n\nThe Lantern · 4 Mar 2021 · A1 · By Ann Lee\n\n{ONE}\n\n"
        f"Ferry towed\n\nThe Lantern · 5 Mar 2021 · Local\n\n{TWO}\n"
    )
    found = reading("copied.txt", text)
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found.articles] == [
        ("Storm closes harbour", "2021-03-04", "The Lantern", "Ann Lee", ONE),
        ("Ferry towed", "2021-03-05", "The Lantern", "", TWO),
    ]


def test_each_article_of_a_europresse_page(reading: Read):
    part = (
        '<article><span class="DocPublicationName"><b>Le Fanal</b>, no. 12</span>'
        '<span class="DocHeader">Régions, jeudi 4 mars 2021 35 mots, p. 3</span>'
        '<p class="titreArticleVisu rdp__articletitle">{}</p><p class="sm-margin-bottomNews">Ann Lee</p>'
        '<div class="docOcurrContainer"><p>{}</p></div></article>'
    )
    page = f"<html><body>{part.format('Tempête', ONE)}{part.format('Bac', TWO)}</body></html>"
    found = reading("export.html", page)
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found.articles] == [
        ("Tempête", "2021-03-04", "Le Fanal", "Ann Lee", ONE), ("Bac", "2021-03-04", "Le Fanal", "Ann Lee", TWO)
    ]  # fmt: skip
    assert dict(found.articles[0].extra) == {"section": "Régions", "page": "3"}
