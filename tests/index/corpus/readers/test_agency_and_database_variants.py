"""Variants of exports and agency messages in which labels, marks and bylines stand elsewhere."""

import pytest

from ..support import Read

ONE = "Pilots refused to leave the harbour of Ostby on Wednesday after a storm tore the roof off the customs house."
TWO = "Two primary schools in Lindvik will shut in August, as the council voted by nine to six for merging them."
STORM, SCHOOLS = "Storm closes harbour", "Schools to merge"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Порт Остбю закрыт после шторма, который в среду потопил три судна.", "Ремонт начнут в конце апреля."),
        ("Το λιμάνι του Όστμπι έκλεισε μετά την καταιγίδα της Τετάρτης.", "Οι επισκευές αρχίζουν τον Απρίλιο."),
        ("נמל אוסטבי ייסגר לאחר הסערה ביום רביעי, שהטביעה שלוש סירות דיג.", "התיקון יתחיל בסוף אפריל."),
        ("오스트뷔 항구는 수요일 폭풍으로 어선 세 척이 침몰한 뒤 폐쇄된다.", "수리는 사월 말에 시작된다고 밝혔다."),
        ("बुधवार के तूफान के बाद ओस्टबी बंदरगाह बंद रहेगा।", "मरम्मत अप्रैल के अंत में शुरू होगी।"),
    ],
    ids=["ru", "el", "he", "ko", "hi"],
)
def test_a_sentence_is_no_headline_in_any_script(reading: Read, first: str, second: str):
    article = reading("a.txt", f"{first}\n\n{second}\n").article
    assert article.title_derived
    assert article.text == f"{first}\n\n{second}"


def test_a_headline_in_capitals_with_a_point_is_one(reading: Read):
    assert reading("a.txt", f"ПОРТ ОСТБЮ ЗАКРЫТ.\n\n{ONE}\n").article.title == "ПОРТ ОСТБЮ ЗАКРЫТ."


def test_stories_that_nexis_counts_by_level(reading: Read):
    text = "".join(
        f"{'':20}LEVEL 1 - {number} OF 2 STORIES\n\n{'':14}Copyright 1996 The Lantern Company\n{'':20}The Lantern\n\n"
        f"{'':12}March {day}, 1996, Monday, Late Edition - Final\n\nSECTION: Section A; Page 1; National Desk\n\n"
        f"LENGTH: 20 words\n\nHEADLINE: {title}\n\nBYLINE:  By ANN LEE\n\nBODY:\n   {body}\n\n"
        "LOAD-DATE: March 4, 1996\n\n"
        for number, day, title, body in ((1, 4, STORM, ONE), (2, 5, SCHOOLS, TWO))
    )
    found = reading("a.txt", text).articles
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found] == [
        (STORM, "1996-03-04", "The Lantern", "ANN LEE", ONE), (SCHOOLS, "1996-03-05", "The Lantern", "ANN LEE", TWO)
    ]  # fmt: skip
    assert dict(found[0].extra)["edition"] == "Late Edition - Final"


def test_a_section_that_is_called_as_what_follows_a_text_belongs_to_it(reading: Read):
    text = (
        f"{STORM}\n\nThe Lantern\n\nMarch 4, 2021 Thursday\n\nLength: 40 words\n\nByline: Ann Lee\n\nBody\n\n{ONE}\n\n"
        f"Classification\n\nShips are classed by tonnage.\n\n{TWO}\n\nClassification\n\nLanguage: ENGLISH\n\n"
        "Load-Date: March 5, 2021\n\nEnd of Document\n"
    )
    article = reading("a.txt", text).article
    assert article.text[article.body :] == f"{ONE}\n\nClassification\n\nShips are classed by tonnage.\n\n{TWO}"


def test_a_correction_is_no_edition(reading: Read):
    text = (
        f"{'':30}1 of 1 DOCUMENT\n\n{'':34}The Lantern\n\n{'':24}March 4, 2011 Friday\n{'':26}Correction Appended\n"
        f"{'':27}Metro Edition\n\n{STORM}\n\nBYLINE: Ann Lee\n\nLENGTH: 20 words\n\n{ONE}\n\nLOAD-DATE: March 4, 2011\n"
    )
    extra = dict(reading("a.txt", text).article.extra)
    assert (extra["edition"], extra["correction"]) == ("Metro Edition", "Correction Appended")


def test_a_german_load_date_is_no_text(reading: Read):
    text = (
        f"{STORM}\n\nDie Laterne\n\n4. März 2021 Donnerstag\n\nLänge: 20 Wörter\n\nAutor: Anna Lehmann\n\nHauptteil\n\n"
        f"Body\n\n{ONE}\n\nLadedatum: March 4, 2021\n\nEnde des Dokuments\n"
    )
    assert reading("a.txt", text).article.text.endswith(ONE)


def test_articles_of_newsbank_below_the_name_of_a_paper(reading: Read):
    text = "".join(
        f"Paper: Ostby Herald (CA)\nTitle: {title}\nAuthor: Ann Lee\nDate: March 4, 1998\nSection: Local\n"
        f"Page: A{number}\n\n{body}\n\nCopyright, 1998, Ostby Herald (CA)\n\n"
        for number, title, body in ((1, STORM, ONE), (2, SCHOOLS, TWO))
    )
    found = reading("a.txt", text).articles
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found] == [
        (STORM, "1998-03-04", "Ostby Herald (CA)", "Ann Lee", ONE),
        (SCHOOLS, "1998-03-04", "Ostby Herald (CA)", "Ann Lee", TWO),
    ]


def test_the_citation_below_an_article_of_newsbank_is_no_text(reading: Read):
    text = (
        f"{STORM}\nMarch 4, 2021 | Ostby Herald (CA)\nAuthor/Byline: Ann Lee | Section: Local | 134 Words\nPage: A1\n"
        f"OpenURL Link\n\n{ONE}\n\nCitation (AMA Style)\nLee A. {STORM}. Ostby Herald (CA). March 4, 2021:A1.\n"
    )
    article = reading("a.txt", text).article
    assert (article.byline, article.text[article.body :]) == ("Ann Lee", ONE)


def test_labels_with_a_slash_above_texts(reading: Read):
    text = "".join(
        f"Headline: {title}\nOutlet: The Lantern\nDate: 4 Mar 2021\nCirculation/Audience: 120,000\nTone: Neutral\n"
        f"Text:\n{body}\n\n"
        for title, body in ((STORM, ONE), (SCHOOLS, TWO))
    )
    found = reading("a.txt", text).articles
    assert [(one.title, one.text[one.body :]) for one in found] == [(STORM, ONE), (SCHOOLS, TWO)]


AFP = f"""\
FRS0123 4 GEN 0134 AFP

storm-port

{STORM}
by Ann Lee
(PHOTO+VIDEO)

Ostby, March 4, 2021 (AFP) - {ONE}

al/pa/im

<org idsrc="isin" value="NO0000000000">OSTBY PORT</org>
AFP 041015 GMT MAR 21
"""
DPA = f"""\
bdt0123 3 vm 134  dpa 0456

Wetter/Norwegen/
{STORM}
Von Ann Lee, dpa
(Foto - Archiv) =

Ostby (dpa) - {ONE}

# dpa-Notizblock

## dpa-Kontakte
- Redaktion: Paul Aas, +49 30 0000
dpa leh yy n1 paa
041015 Mrz 21
"""
REUTERS = f"""\
{STORM}

04-Mar-2021 10:15:20

By Ann Lee

OSTBY, March 4 (Reuters) - {ONE}

(c) Copyright Thomson Reuters 2021. Click For Restrictions - https://agency.reuters.example/en/copyright.html
"""


@pytest.mark.parametrize(
    ("text", "date", "outlet"),
    [(AFP, "2021-03-04T10:15:00+00:00", "AFP"), (DPA, "2021-03-04T10:15:00", "dpa"),
     (REUTERS, "2021-03-04T10:15:20", "Reuters")],
    ids=["AFP", "dpa", "Reuters"],
)  # fmt: skip
def test_a_byline_below_the_headline_of_an_agency(reading: Read, text: str, date: str, outlet: str):
    article = reading("a.txt", text).article
    assert (article.title, article.date, article.outlet, article.byline) == (STORM, date, outlet, "Ann Lee")
    assert article.text[article.body :].partition(" - ")[2] == ONE


def test_messages_that_nothing_but_their_end_divides(reading: Read):
    text = "".join(
        f"DEL{number} FOR-STORM-OSTBY\n{title}\nOstby, Mar 4 (PTI) {body}\nPA\n03041015\nNNNN\n"
        for number, title, body in ((45, STORM, ONE), (46, SCHOOLS, TWO))
    )
    found = reading("a.txt", text).articles
    assert [(one.title, one.outlet, one.text[one.body :]) for one in found] == [
        (STORM, "PTI", f"Ostby, Mar 4 (PTI) {ONE}"), (SCHOOLS, "PTI", f"Ostby, Mar 4 (PTI) {TWO}")
    ]  # fmt: skip


def test_an_agency_above_a_headline_with_a_date_that_may_be_two(reading: Read):
    text = f"LUSA 04/03/2021 10:15\n\n{STORM}\n\nOstby, Noruega, 04 mar 2021 (Lusa) – {ONE}\n\nAL // PA\nLusa/Fim\n"
    article = reading("a.txt", text).article
    assert (article.title, article.date, article.outlet) == (STORM, "2021-03-04", "LUSA")
    assert article.text.endswith(ONE)


def test_the_byline_below_an_embargo(reading: Read):
    article = reading("a.txt", f"EMBARGOED UNTIL 00:01 GMT, 5 MARCH 2021\n\n{STORM}\n\nBy Ann Lee\n\n{ONE}\n").article
    assert (article.title, article.byline, article.text[article.body :]) == (STORM, "Ann Lee", ONE)


def test_a_classic_nexis_export_whose_lines_are_no_longer_centred(reading: Read):
    text = "".join(
        f"{number} of 2 DOCUMENTS\n\nThe Lantern\n\nMarch {number}, 2011 Friday\n\n{title}\n\nBYLINE: Ann Lee\n\n"
        f"LENGTH: 20 words\n\n{body}\n\nLOAD-DATE: March 4, 2011\n\n"
        for number, title, body in ((1, STORM, ONE), (2, SCHOOLS, TWO))
    )
    found = reading("a.txt", text).articles
    assert [(one.title, one.date, one.outlet, one.text[one.body :]) for one in found] == [
        (STORM, "2011-03-01", "The Lantern", ONE), (SCHOOLS, "2011-03-02", "The Lantern", TWO)
    ]  # fmt: skip


def test_a_moment_and_an_agency_above_a_headline(reading: Read):
    article = reading("a.txt", f"04.03.2021 10:15 PAP\n\n{STORM}\n\n{ONE}(PAP)\n\nal/ pa/\n").article
    assert (article.title, article.outlet) == (STORM, "PAP")


@pytest.mark.parametrize(
    "form", ["{citation}{text}{facts}", "Title: {title}\n\n{text}{facts}"], ids=["cited", "labelled"]
)
def test_records_of_proquest_without_rules_between(reading: Read, form: str):
    text = "".join(
        form.format(
            title=title,
            citation=f"{title}\nLee, Ann. The Lantern; London (UK) [London (UK)]. 04 Mar 2021: 5.\n\n",
            text=f"Full text: {body}\n\n",
            facts="Publication title: The Lantern; London (UK)\n"
            f"Publication date: Mar {number}, 2021\n\nProQuest document ID: {number}\n\nDatabase: ProQuest Central\n\n",
        )
        for number, title, body in ((4, STORM, ONE), (5, SCHOOLS, TWO))
    )
    found = reading("a.txt", text).articles
    assert [(one.title, one.date, one.outlet, one.text[one.body :]) for one in found] == [
        (STORM, "2021-03-04", "The Lantern", ONE), (SCHOOLS, "2021-03-05", "The Lantern", TWO)
    ]  # fmt: skip


def test_a_comma_within_brackets_does_not_end_the_name_of_an_outlet(reading: Read):
    text = (
        f"Title:\n{STORM}\n\nSource:\nThe Lantern (London, England), (Mar. 4, 2021), p5.\n\nFull Text:\n{ONE}\n\n"
        "Gale Document Number: GALE|A653000001\n"
    )
    article = reading("a.txt", text).article
    assert (article.outlet, article.date) == ("The Lantern (London, England)", "2021-03-04")
