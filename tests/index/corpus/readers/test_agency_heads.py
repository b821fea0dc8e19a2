"""What agencies print between a headline and a dateline, and around the text, in plain text and in their frames."""

import pytest

from ..support import Read

PIER = "The harbour board of Ostby met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
SCHOOLS = "The council of Lindvik closed two schools. Parents said they had not been asked, and plan to appeal."
TITLE = "Ostby pier to be rebuilt"
TEXT = f"{PIER}\n\n{SCHOOLS}\n"
NOTES = f"{TITLE} =(PHOTO)=\n\nATTENTION - ajoute citation ///\n\nPar Ann LEE\n\n"


@pytest.mark.parametrize(
    "text, wanted",
    [
        (
            f"{NOTES}   Ostby, 14 mars 2021 (AFP) - {PIER}\n\n   {SCHOOLS}\n",
            ("2021-03-14", "AFP", "Ann LEE"),
        ),
        (f"{TITLE}\n\nOSTBY, March 4. /TASS/. {PIER}\n\n{SCHOOLS}\n", ("", "TASS", "")),
        (f"{TITLE}\n(ANSA) - OSTBY, 04 MAR - {PIER}\n\n{SCHOOLS}\n", ("", "ANSA", "")),
        (f"bsf012 4 ch 120\n\nOstby\n{TITLE}\n\nOstby (awp/ats) - {PIER}\n\n{SCHOOLS}\n", ("", "ats", "")),
        (
            f"AFP 041015 GMT MAR 21\n\nNorway-weather-port\n\n{TITLE}\n\nby Ann Lee\n\nOSTBY (AFP) - {TEXT}",
            ("2021-03-04T10:15:00+00:00", "AFP", "Ann Lee"),
        ),
        (
            f"{TITLE}\nBy Ann Lee\nMarch 4, 2021 10:15 AM GMT+1 Updated 2 years ago\n\nOSTBY (Reuters) - {TEXT}",
            ("2021-03-04T10:15:00+01:00", "Reuters", "Ann Lee"),
        ),
    ],
    ids=["notes", "strokes", "agency first", "codes", "moment above", "portal"],
)  # fmt: skip
def test_lines_above_a_dateline(reading: Read, text: str, wanted: tuple[str, str, str]):
    article = reading("a.txt", text).article
    assert (article.title, article.date, article.outlet, article.byline) == (TITLE, *wanted)
    body = article.text[article.body :]
    assert PIER in body.partition("\n")[0]
    assert body.endswith(SCHOOLS)


def test_points_above_a_dateline_stay_in_the_text(reading: Read):
    text = f"{TITLE}\n\n(Adds quotes)\n\n* Work begins in May\n\nOSTBY, March 4 (Reuters) - {PIER}\n\n{SCHOOLS}\n"
    article = reading("a.txt", text).article
    assert article.text[article.body :].startswith("* Work begins in May\n\nOSTBY")
    assert dict(article.extra)["version"] == "Adds quotes"


def test_the_outlet_of_a_corpus_goes_before_the_agency_of_a_dateline(reading: Read):
    text = f"{TITLE}\n\nOSTBY, March 4 (Reuters) - {PIER}\n\n{SCHOOLS}\n"
    assert reading("a.txt", text, outlet="The Lantern").article.outlet == "The Lantern"
    assert reading("a.txt", text).article.outlet == "Reuters"


def test_a_text_that_quotes_an_agency_is_not_its(reading: Read):
    text = f"{TITLE}\n\n{PIER}\n\nOSTBY (AP) - {SCHOOLS}\n"
    article = reading("a.txt", text).article
    assert (article.outlet, article.text[article.body :]) == ("", f"{PIER}\n\nOSTBY (AP) - {SCHOOLS}")


@pytest.mark.parametrize("line", ["By Ann Lee", "Ann Lee | 14.03.2021 - Update : 15.03.2021"])
def test_a_byline_below_a_standfirst(reading: Read, line: str):
    article = reading("a.txt", f"{TITLE}\nThe board votes for work before winter.\n\n{line}\n\n{PIER}\n").article
    assert (article.title, article.byline) == (TITLE, "Ann Lee")
    assert article.text[article.body :] == f"The board votes for work before winter.\n\n{PIER}"


def test_a_date_below_a_paragraph_heads_a_part_of_the_text(reading: Read):
    text = f"{TITLE}\n\nA diary of the works.\n\nMarch 14, 2021\n\n{PIER}\n"
    assert reading("a.txt", text).article.date == ""


def test_keywords_in_capitals_above_headlines_of_marked_messages(reading: Read):
    spanish = (
        f"ZCZC\nEXG123 4 I 0234\nNORUEGA MUELLE\n    {TITLE}\n\n    Ostby, 4 mar (EFE).- {PIER}\n04/03/21 11:15\nNNNN\n"
    )
    italian = f"ZCZC3456/SXA\nXEF\nU ESTERI S0A QBXB\n{TITLE}\n\n(ANSA) - OSTBY, 4 MAR - {PIER}\n04-MAR-21 11:15 NNNN\n"
    indian = f"FGN45\nFOREIGN-PIER-OSTBY\n{TITLE}\nOstby, Mar 4 (PTI) {PIER}\nNNNN\n"
    capitals = f"ZCZC3457/SXA\nOSTBY PIER REBUILT\n\n(ANSA) - OSTBY, 4 MAR - {PIER}\n04-MAR-21 11:15 NNNN\n"
    found = [
        reading(f"{i}.txt", text).articles[-1].title for i, text in enumerate((spanish, italian, indian, capitals))
    ]
    assert found == [TITLE, TITLE, TITLE, "OSTBY PIER REBUILT"]


def test_a_keyword_above_the_headline_of_a_message_in_its_frame(reading: Read):
    head = "\x01AFP0012 4 I 0345 NOR /AFP-XY12\n\x02Norway-pier\n\n"
    foot = "   al/mm\n\nAFP\x03041015 GMT MAR 21\n"
    message = f"{head}{TITLE}\n\n   OSTBY (AFP) - {PIER}\n{foot}".replace("\n", "\r\n")
    article = reading("a.txt", message).article
    assert (article.title, article.outlet, article.date) == (TITLE, "AFP", "2021-03-04T10:15:00+00:00")
    assert article.text.endswith("the chair said.")


def test_a_moment_behind_the_last_sentence_in_japanese(reading: Read):
    text = "埠頭再建へ\n\n　【オストビー時事】港湾委員会は４日、埠頭の再建を決めた。（2021/03/04-18:15）\n"
    assert reading("a.txt", text).article.date == "2021-03-04T18:15:00"


@pytest.mark.parametrize("gap", ["\t", "   "])
def test_a_gap_in_a_line_makes_no_byline(reading: Read, gap: str):
    text = f"{TITLE}\n\nNorth{gap}Closed\n\n{PIER}\n"
    article = reading("a.txt", text).article
    assert (article.byline, "North" in article.text) == ("", True)
