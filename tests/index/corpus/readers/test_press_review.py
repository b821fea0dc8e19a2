"""Lines that say where an article stood, and texts and pages of many articles that each have such a line."""

import pytest

from newsexplore.index.corpus.fields.citation import read_citation
from newsexplore.index.corpus.findings import Findings

from ..support import Read

ONE = "Pilots refused to leave the harbour of Ostby on Wednesday after a storm tore the roof off the customs house."
TWO = "Two primary schools in Lindvik will shut in August, as the council voted by nine to six for merging them."
STORM, SCHOOLS = "Storm closes harbour", "Schools to merge"
SAVED = f"Downloaded on Mar 5, 2021\n\n{ONE}\n\nCopyright © 2021 Newspapers.com. All Rights Reserved.\n"
AGAIN = "The Ostby Argus\nThursday 4 March 1915\nPage: 5\nImage © THE LIBRARY BOARD\n"
Fields = tuple[str, str, str, str]


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("The Ostby Argus (Vic. : 1848 - 1957), Thursday 4 March 1915, page 5",
         ("The Ostby Argus (Vic. : 1848 - 1957)", "1915-03-04", "5", "")),
        ("Ostby Mercury - Thursday 04 March 1875", ("Ostby Mercury", "1875-03-04", "", "")),
        ("Die Laterne vom 04.03.2021 / Lokales / Seite 5", ("Die Laterne", "2021-03-04", "5", "")),
        ("El Farol, 4 de marzo de 2021, pág. 12", ("El Farol", "2021-03-04", "12", "")),
        ("Lyhty, 4. maaliskuuta 2021, sivu 5", ("Lyhty", "2021-03-04", "5", "")),
        ("The Lantern, 04/03/2021, p. 5", ("The Lantern", "", "5", "")),
        ("Source: Lindvik Gazette | 4 March 2021 | Ann Lee", ("Lindvik Gazette", "2021-03-04", "", "Ann Lee")),
        ("The Herald (Ostby, CA) · Thu, Mar 4, 1937 · Page 5", ("The Herald (Ostby, CA)", "1937-03-04", "5", "")),
        ("The Lantern, 10:15, 4 March 2021, 134 words, By Ann Lee, (English)",
         ("The Lantern", "2021-03-04", "", "Ann Lee")),
        ("The Lantern | 4 March 2021 | Reach: 1.2M | p. 4", ("The Lantern", "2021-03-04", "4", "")),
    ],
)  # fmt: skip
def test_outlet_date_and_page_on_a_line(line: str, known: Fields):
    found = read_citation(line, Findings())
    assert found
    assert (found.outlet, found.date, found.page, found.byline) == known


@pytest.mark.parametrize(
    "line",
    [
        "The Hague, 5 March 2024", "OSTBY, Norway, March 4, 2021", "Ann Lee, 5 March 2021", "Ostby (dpa), 4. März 2021",
        "The council met on 4 March 2021, page 5 of the minutes says.", "The Lantern, 30 words, page 2",
    ],
)  # fmt: skip
def test_a_place_or_a_person_with_a_date_is_no_outlet(line: str):
    assert read_citation(line, Findings()) is None


@pytest.mark.parametrize(
    "text",
    [
        f"The Ostby Argus, Thursday 4 March 1915, page 5\n\n{STORM}\n\n{ONE}\n\nTrove\n",
        f"Clipped from\nThe Ostby Argus\nOstby, California\n04 Mar 1915, Thu  •  Page 5\n\n{STORM}\n\n{ONE}\n",
        f"{STORM}\n\nNewspapers.com\nhttps://newspapers.com/clip/1/\nThe Ostby Argus · 4 Mar 1915 · Page 5\n{SAVED}",
        f"{STORM}\n\nThe Ostby Argus, 4 March 1915, page 5\n\n{ONE}\n\n{AGAIN}",
        f"<html><body><h1>{STORM}</h1><p>The Ostby Argus<br>04 Mar 1915, Thu · Page 5</p><p>{ONE}</p></body>",
    ],
    ids=["above", "lines above", "archive below", "again below", "page"],
)
def test_an_article_of_an_archive_of_newspapers(reading: Read, text: str):
    article = reading("a.txt", text).article
    assert (article.title, article.date, article.outlet, dict(article.extra)["page"]) == (
        STORM, "1915-03-04", "The Ostby Argus", "5"
    )  # fmt: skip
    assert article.text[article.body :] == ONE


TEXT = f"""\
MEDIA REPORT
5 March 2021

1. {STORM}
Source: The Lantern, 4 March 2021, p. 5
By Ann Lee

{ONE}

2. {SCHOOLS}
Source: Lindvik Gazette, 3 March 2021, p. 2

{TWO}
"""
CLIPPINGS = f"""\
The Lantern, 4 March 2021, page 5

{STORM}

By Ann Lee

{ONE}

Lindvik Gazette, 3 March 2021, page 2

{SCHOOLS}

{TWO}
"""
PAGE = f"""\
<html><head><title>Daily report</title></head><body><h1>Daily report</h1><p>5 March 2021</p><h2>Ports</h2>
<h3>{STORM}</h3><p>The Lantern, 4 March 2021, p. 5</p><p>By Ann Lee</p><p>{ONE}</p>
<h2>Schools</h2><h3>{SCHOOLS}</h3><p>Lindvik Gazette, 3 March 2021, p. 2</p><p>{TWO}</p></body></html>
"""
MARKDOWN = f"""\
# Press review

## {STORM}

*The Lantern, 4 March 2021, p. 5*

By Ann Lee

{ONE}

## {SCHOOLS}

*Lindvik Gazette, 3 March 2021, p. 2*

{TWO}
"""
HEAD = "From: Press Office <p@x.example>\nSubject: Press review\nDate: Fri, 5 Mar 2021 07:00:00 +0000\n"
LETTER = f"{HEAD}Content-Type: text/plain; charset=utf-8\n\nDear all,\n\nplease find the articles below.\n\n{CLIPPINGS}"
RICH = r"{\rtf1\ansi " + TEXT.replace("\n", "\\par\n") + "}"
COVERED = f"Press review of 5 March 2021\n\n{CLIPPINGS}".replace("\n\nBy", "\nBy")
LIBRARY = "National Library of Australia   http://nla.gov.au/nla.news-article1500001"
BOLD = "".join(
    f"<p>{block}</p>" for block in TEXT.replace("\nSource", "\n\nSource").replace("\nBy", "\n\nBy").split("\n\n")
)
LINES = PAGE.replace("<p>The Lantern, 4 March 2021, p. 5</p>", "<div>The Lantern</div><div>4 March 2021, p. 5</div>")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", TEXT),
        ("b.txt", CLIPPINGS),
        ("c.html", PAGE),
        ("d.html", LINES),
        ("e.md", MARKDOWN),
        ("f.eml", LETTER),
        ("g.eml", f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{PAGE}"),
        ("h.rtf", RICH),
        ("i.txt", COVERED),
        ("l.html", BOLD),
        ("m.txt", CLIPPINGS.replace("\n\nLindvik", f"\n\n{LIBRARY}\n\nLindvik")),
        ("j.txt", CLIPPINGS.replace("\n", "\r")),
        ("k.txt", CLIPPINGS.replace("\n", "\r\n")),
    ],
)
def test_each_article_of_a_press_review(reading: Read, name: str, text: str):
    found = reading(name, text)
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found.articles] == [
        (STORM, "2021-03-04", "The Lantern", "Ann Lee", ONE), (SCHOOLS, "2021-03-03", "Lindvik Gazette", "", TWO)
    ]  # fmt: skip
    assert [dict(one.extra)["page"] for one in found.articles] == ["5", "2"]


def test_a_story_with_dated_sections_is_one_article(reading: Read):
    page = (
        f"<html><body><article><h1>A year in Ostby</h1><p>{ONE}</p><h2>4 March 2021</h2><p>{ONE}</p>"
        f"<h2>Schools</h2><p>Lindvik, 3 March 2021</p><p>{TWO}</p></article></body></html>"
    )
    assert reading("a.html", page).article.title == "A year in Ostby"


def test_a_story_that_names_its_sources_is_one_article(reading: Read):
    text = f"{STORM}\n\n{ONE}\n\nSources\n\nThe Lantern, 4 March 2021, p. 5\nLindvik Gazette, 3 March 2021, p. 2\n"
    assert reading("a.txt", text).article.title == STORM


def test_a_list_of_headlines_of_factiva(reading: Read):
    text = (
        f"1. {STORM}\nThe Lantern, 10:15, 4 March 2021, 300 words, By Ann Lee, (English)\n{ONE}\n"
        f"Document LANTRN0020210304eh3400012\n\n2. {SCHOOLS}\nLindvik Gazette, 3 March 2021, 21 words, (English)\n"
        f"{TWO}\nDocument LINGAZ0020210303eh330000b\n"
    )
    found = reading("a.txt", text).articles
    assert [(one.title, one.date, one.outlet, one.byline, one.text[one.body :]) for one in found] == [
        (STORM, "2021-03-04", "The Lantern", "Ann Lee", ONE), (SCHOOLS, "2021-03-03", "Lindvik Gazette", "", TWO)
    ]  # fmt: skip
    assert [dict(one.extra).get("extent") for one in found] == ["snippet", None]


def test_a_line_that_says_all_is_not_joined_with_the_headline_above(reading: Read):
    found = reading("a.txt", f"{STORM}\nThe Lantern, 4 March 2021, p. 5\n\n{ONE}\n\n{TWO}\n").article
    assert (found.title, found.outlet, found.date) == (STORM, "The Lantern", "2021-03-04")
