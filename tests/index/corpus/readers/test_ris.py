"""References in RIS, as library databases export them."""

import pytest

from ..support import Read

FIRST = """TY  - NEWS
TI  - Ferry terminal approved
AU  - Tellmann, Rosa
AU  - Orso, Pal
JO  - Port Maren Lantern
DA  - 2019/03/12/
AB  - The harbour council approved a terminal.
N2  - The harbour council of Port Maren approved a new ferry terminal on Tuesday,
ending two years of argument.

Members voted eleven to four.
N1  - Name - a longer note on the record that is no text, however long this line of it may become in the end
KW  - Ferries
KW  - Harbours
SP  - A1
EP  - A2
LA  - English
UR  - https://lantern.example/1
ER  -
"""
SECOND = "TY  - NEWS\nT1  - Fishermen to sue\nJF  - Port Maren Lantern\nPY  - 2019\nER  - \n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_reference_is_an_article(reading: Read, line_end: str):
    first, second = reading("export.ris", f"{FIRST}\n{SECOND}".replace("\n", line_end)).articles
    assert (first.title, first.date, first.outlet) == ("Ferry terminal approved", "2019-03-12", "Port Maren Lantern")
    assert first.byline == "Tellmann, Rosa; Orso, Pal"
    assert first.text.endswith("ending two years of argument.\n\nMembers voted eleven to four.")
    assert (first.topics, first.url, first.lang) == (("Ferries", "Harbours"), "https://lantern.example/1", "en")
    assert ("page", "A1-A2") in first.extra
    assert (second.title, second.date) == ("Fishermen to sue", "")


def test_a_reference_without_its_end_is_not_joined_to_the_next(reading: Read):
    found = reading("export.txt", FIRST.replace("ER  -\n", "") + SECOND)
    assert [article.title for article in found.articles] == ["Ferry terminal approved", "Fishermen to sue"]


def test_a_reference_without_title_and_text_is_rejected(reading: Read):
    found = reading("export.ris", "TY  - NEWS\nAU  - Tellmann, Rosa\nER  - \n" + FIRST)
    assert len(found.articles) == 1
    assert [reject.locator.rpartition("#")[2] for reject in found.rejects] == ["1"]


def test_a_text_that_mentions_a_tag_is_none(reading: Read):
    assert reading("a.txt", "TY  - NEWS is how a reference begins.\n\nThe format has two letters a line.").article
