"""Texts that archives and databases cite below, above or beside them, and notices that are no articles."""

import pytest

from ..support import Read

ONE = "Nobody was hurt when the storm closed the harbour of Ostby for a week, the port authority said."
TWO = "The ferry was towed to the northern pier on Sunday, as its captain told the paper on Monday."
STORM = "Storm closes harbour"

QUOTED = f"""{STORM}

{ONE}

{TWO}

"{STORM}.". "De Lantaarn". Ostby, 1954/03/14 00:00:00, p. 3. Geraadpleegd op Delpher op 08-03-2021, https://x.example/1
"""
ACADEMIC = f"""{STORM}
By Ann Lee

{ONE}

{TWO}

Lee, Ann. "{STORM}." De Lantaarn, 14 Mar. 1954, p. 3. https://x.example/1. Accessed 8 Mar. 2021.
"""
LABELLED = f"""De Lantaarn
14-03-1954
{STORM}
door ANN LEE

{ONE}

{TWO}

Bron: De Lantaarn, 14-03-1954, p. 3. Geraadpleegd op Delpher op 08-03-2021, https://x.example/1
"""


@pytest.mark.parametrize("text", [QUOTED, ACADEMIC, LABELLED], ids=["quoted", "academic", "labelled"])
def test_a_citation_below_a_text_says_where_it_stood(reading: Read, text: str):
    article = reading("a.txt", text).article
    assert (article.title, article.text[article.body :]) == (STORM, f"{ONE}\n\n{TWO}")
    assert (article.date, article.outlet, dict(article.extra)["page"], article.url) == (
        "1954-03-14", "De Lantaarn", "3", "https://x.example/1"
    )  # fmt: skip
    assert article.byline.casefold() == ("ann lee" if "ann lee" in text.casefold() else "")


def test_words_quoted_at_the_end_of_a_text_are_no_citation(reading: Read):
    text = f'{STORM}\n\n{ONE}\n\nThe song "{STORM}" came out in May 1954, and page 3 of the book has its words.\n'
    assert reading("a.txt", text).article.text.endswith("has its words.")


@pytest.mark.parametrize(
    "head, outlet",
    [
        ("Clipped From The Ostby Argus\nThe Ostby Argus\nOstby, Ohio\n04 Mar 1921, Fri  •  Page 3", "The Ostby Argus"),
        ("Le Phare de Maren\n4 mars 1921\nPage 3 sur 6\nRetronews - Le site de presse de la BnF", "Le Phare de Maren"),
        ("Maren Lamp - Friday 04 March 1921, page 3\nImage © Lamp plc. Courtesy of THE LIBRARY.", "Maren Lamp"),
    ],
    ids=["clipping", "lines", "rights"],
)  # fmt: skip
def test_the_headline_above_a_citation_in_several_lines(reading: Read, head: str, outlet: str):
    article = reading("a.txt", f"{STORM}\n{head}\n\n{ONE}\n\n{TWO}\n\nClipped by jon\n08 Mar 2021\n").article
    assert (article.title, article.outlet, article.byline, article.date, dict(article.extra)["page"]) == (
        STORM, outlet, "", "1921-03-04", "3"
    )  # fmt: skip
    assert article.text[article.body :] == f"{ONE}\n\n{TWO}"


def test_the_title_of_an_archives_page_is_no_headline(reading: Read):
    text = f"04 Mar 1921 - {STORM} - Trove\n\nThe Ostby Argus, Friday 4 March 1921, page 3\n\n{STORM}\n\n{ONE}\n"
    article = reading("a.txt", text).article
    assert (article.title, article.text[article.body :]) == (STORM, ONE)


def test_the_address_below_a_text_is_kept(reading: Read):
    text = f"{STORM}\n\nThe Ostby Argus, 4 March 1915, page 5\n\n{ONE}\n\nhttp://nla.example/1\n"
    assert reading("a.txt", text).article.url == "http://nla.example/1"


def test_words_of_a_page_below_the_name_of_its_newspaper(reading: Read):
    lines = "the harbour of Ostby stayed closed on Thursday,\nand nobody could say when the ferries would sail\nagain."
    text = f"The Ostby lamp. [volume] (Ostby, Ohio) 1890-1954, March 04, 1921, FINAL EDITION, Image 3\n\n{lines}\n"
    article = reading("a.txt", text).article
    assert (article.outlet, article.date) == ("The Ostby lamp (Ostby, Ohio)", "1921-03-04")
    assert article.text == lines.replace("\n", " ")


def test_contacts_and_reach_below_a_citation(reading: Read):
    facts = "Ostby Courier | {} March 2021 | Online\nContact: Ann Lee, ann@x.example\nReach: 20,000 | AVE: $300"
    part = "{}\n" + facts + "\n\n{}\n\n"
    found = reading("a.txt", part.format(STORM, 4, ONE) + part.format("Ferry towed", 5, TWO))
    assert [(one.title, one.outlet, one.byline, one.text[one.body :]) for one in found.articles] == [
        (STORM, "Ostby Courier", "Ann Lee", ONE), ("Ferry towed", "Ostby Courier", "Ann Lee", TWO)
    ]  # fmt: skip


def test_rights_below_the_number_of_an_article_are_no_article(reading: Read):
    one = (
        "{}\nLamp, The (Ostby) - Thursday, March {}, 2021\n\n{}\n\nRecord Number: 18189C{}\n\n"
        "Copyright 2021, The Lamp ({}), All Rights Reserved.\n\n"
    )
    found = reading("a.txt", one.format(STORM, 4, ONE, 1, "A") + one.format("Ferry towed", 5, TWO, 2, "B"))
    assert [(article.title, dict(article.extra)["rights"][-24:-22]) for article in found.articles] == [
        (STORM, "A)"), ("Ferry towed", "B)")
    ]  # fmt: skip


WISO = f"""Seite 1 von 1

{STORM}
Fähren bleiben am Kai

Von Ann Lee

{ONE}

Quelle:
Ostby Post
14.03.2021
Seite 7
Quellengattung: Tageszeitungen
Ressort: Lokales
Dauerhafte Adresse des Dokuments: https://www.wiso-net.de/document/OSTP__1
Alle Rechte vorbehalten: (c) Ostby Verlag GmbH
"""


def test_a_source_of_wiso_in_several_lines_ends_at_the_next_label(reading: Read):
    article = reading("a.txt", WISO).article
    assert (article.title, article.date, article.outlet, article.byline) == (
        STORM, "2021-03-14", "Ostby Post", "Ann Lee"
    )  # fmt: skip
    assert article.text[article.body :] == f"Fähren bleiben am Kai\n\n{ONE}"


def test_a_certificate_of_europresse_with_its_number_on_one_line(reading: Read):
    one = (
        "Le Phare\nRégion, jeudi {} mars 2021, p. 3\n\n{}\n\n{}\n\n© 2021 Le Phare. Tous droits réservés.\n\n"
        "Certificat émis le 8 mars 2021 à Maren à des fins de visualisation. news·2021030{}·LP·1\n\n"
    )
    found = reading("a.txt", one.format(4, STORM, ONE, 4) + one.format(5, "Ferry towed", TWO, 5)).articles
    assert [(article.title, article.outlet, article.date, article.text[article.body :]) for article in found] == [
        (STORM, "Le Phare", "2021-03-04", ONE), ("Ferry towed", "Le Phare", "2021-03-05", TWO)
    ]  # fmt: skip


def test_factiva_lists_of_headlines_and_keywords_in_context(reading: Read):
    end = "Document LANTRN0020210304eh340000{}\n\n"
    heads = "Factiva          Dow Jones\n\n1. {}\nThe Lamp, 10:15, 4 March 2021, 61 words, Ann Lee, (English)\n" + end
    article = reading("a.txt", heads.format(STORM, 1) + heads.format("Ferry towed", 2)).articles[0]
    assert (article.title, article.outlet, article.date, article.byline) == (STORM, "The Lamp", "2021-03-04", "Ann Lee")
    context = f"{STORM}\n\n61 words\n4 March 2021\nThe Lamp\nEnglish\n© 2021\n\n... {ONE[:40]} ...\n\n{end.format(3)}"
    assert dict(reading("b.txt", context).articles[2].extra)["extent"] == "snippet"


def test_the_facts_above_and_below_a_page_of_pressreader(reading: Read):
    facts = "Article Name: {}\nPublication: The Lamp\nAuthor: ANN LEE ann@x.example\nStart Page: A3\nEnd Page: A3\n"
    text = f"{STORM}\nThe Lamp · 4 Mar 2021 · A3 · ANN LEE ann@x.example\n\n{ONE}\n\n{facts.format(STORM)}"
    article = reading("a.txt", text).article
    assert (article.date, article.byline, article.text[article.body :]) == ("2021-03-04", "ANN LEE", ONE)


THAI = "ท่าเรือมาเรนปิดให้บริการเมื่อวันพฤหัสบดี หลังพายุพัดถล่มทำให้ท่าเทียบเรือสองแห่งเสียหาย เจ้าหน้าที่การท่าเรือกล่าว"


def test_a_first_paragraph_without_blanks_and_points_is_no_headline(reading: Read):
    assert reading("a.txt", f"{THAI}\n\n{THAI[40:]}{THAI}\n").article.title_derived
    assert reading("b.txt", f"{THAI[:40]}\n\n{THAI}\n\n{THAI}\n").articles[1].title == THAI[:40].strip()


def test_an_alert_whose_stories_are_blocks_with_an_address(reading: Read):
    mail = (
        "From: alerts@x.example\nTo: jon@x.example\nSubject: Alert: harbour\nDate: Fri, 05 Mar 2021 07:00:00 +0000\n\n"
    )
    block = "{}\n{}...\nlamp.example | 04-03-2021 10:15\nhttps://lamp.example/{}\n\n"
    text = mail + "NEWS\n\n" + block.format(STORM, ONE[:60], 1) + block.format("Ferry towed", TWO[:60], 2)
    found = reading("a.eml", text).articles
    assert [(one.title, one.outlet, one.date[:10], one.url) for one in found] == [
        (STORM, "lamp.example", "2021-03-04", "https://lamp.example/1"),
        ("Ferry towed", "lamp.example", "2021-03-04", "https://lamp.example/2"),
    ]


def test_a_cover_right_above_an_article_of_nexis(reading: Read):
    cover = f"Job Number: 1\nDocuments (1)\n1. {STORM}\n"
    head = f"{STORM}\nThe Lamp\nMarch 4, 2021 Thursday\nSection: NEWS\nLength: 61 words\nBody\n"
    article = reading("a.txt", f"{cover}{head}{ONE}{ONE}\n{TWO}\n\nEnd of Document\n").article
    assert (article.title, article.outlet) == (STORM, "The Lamp")
    assert article.text[article.body :] == f"{ONE}{ONE}\n\n{TWO}"


def test_an_export_that_a_word_processor_saved_as_a_page(reading: Read):
    lines = [STORM, "Ann Lee", "61 words", "4 March 2021", "The Lamp", "LAMP", "English", "© 2021 Lamp.", ONE, TWO]
    rows = "".join(f"<p class=MsoNormal>{line}</p>\n" for line in [*lines, "Document LAMP000020210304eh3400001"])
    page = f"<html><head><meta name=Generator content='Microsoft Word 15'></head><body>{rows}</body></html>"
    article = reading("a.htm", page).article
    assert (article.title, article.outlet, article.date, article.byline) == (STORM, "The Lamp", "2021-03-04", "Ann Lee")
    assert article.text[article.body :] == f"{ONE}\n\n{TWO}"


def test_bylines_and_other_divisions_of_an_issue_in_tei(reading: Read):
    article = f"<div type='article'><head>{STORM}</head><byline>By <name>Ann Lee</name></byline><p>{ONE}</p></div>"
    body = f"{article}{article}<div type='advert'><p>Buy soap.</p></div>"
    head = "<teiHeader><fileDesc><titleStmt><title>The Lamp</title></titleStmt></fileDesc></teiHeader>"
    found = reading("a.xml", f"<TEI>{head}<text><body>{body}</body></text></TEI>")
    assert [(one.byline, one.text[one.body :]) for one in found.articles] == [("Ann Lee", ONE)] * 2
    assert {skip.kind: skip.count for skip in found.skips} == {"divisions of a text that are no articles": 1}


def test_records_of_the_financial_times_and_posts_behind_names(reading: Read):
    record = (
        f"<DOC>\n<DOCNO>FT911-3</DOCNO>\n<DATE>910514\n</DATE>\n<HEADLINE>\nFT  14 MAY 91 / {STORM}\n</HEADLINE>\n"
        f"<BYLINE>\nBy ANN LEE, TIMES STAFF WRITER\n</BYLINE>\n<TEXT>\n{ONE}\n</TEXT>\n</DOC>\n"
    )
    article = reading("ft", record).article
    assert (article.title, article.date, article.byline) == (STORM, "1991-05-14", "ANN LEE")


@pytest.mark.parametrize(
    "head, outlet",
    [
        (f"Ostby Lamp\nFriday 04 March 1921\nPage 3\n\n{STORM}\n\n", "Ostby Lamp"),
        (f"{STORM}\nPublicerat i tryckt källa\n1921-03-04\nLampan, Sida 3\n\n", "Lampan"),
    ],
    ids=["a day", "how it appeared"],
)
def test_neither_a_day_nor_how_a_text_appeared_is_its_outlet(reading: Read, head: str, outlet: str):
    article = reading("a.txt", f"{head}{ONE}\n\n{TWO}\n").article
    assert (article.title, article.outlet, article.date) == (STORM, outlet, "1921-03-04")


def test_a_country_between_bars_is_nobody(reading: Read):
    part = "{}\nThe Lamp | NO | Mar {}, 2021 10:15 AM\nReach 120k | Negative\n{}\n\n"
    found = reading("a.txt", part.format(STORM, 4, ONE) + part.format("Ferry towed", 5, TWO)).articles
    assert [(one.title, one.outlet, one.byline, one.text[one.body :]) for one in found] == [
        (STORM, "The Lamp", "", ONE), ("Ferry towed", "The Lamp", "", TWO)
    ]  # fmt: skip


def test_the_date_of_an_article_of_gale_that_only_its_citation_says(reading: Read):
    text = (
        f"{STORM}\nCopyright: COPYRIGHT 2021 Lamp Ltd\n\nFull Text:\n{ONE}\n\nSource Citation   (MLA 9th Edition)\n"
        f'"{STORM}." Ostby Lamp, 4 Mar. 2021, p. 3. Gale OneFile: News, link.gale.com/x. Accessed 8 Mar. 2021.\n'
        "Gale Document Number: GALE|A654321\n"
    )
    article = reading("a.txt", text).article
    assert (article.title, article.date, article.outlet, article.text[article.body :]) == (
        STORM, "2021-03-04", "Ostby Lamp", ONE
    )  # fmt: skip
