"""Press releases, and stories of Dow Jones."""

import pytest

from ..support import Read

ONE = "Nobody was hurt when the storm closed the harbour, the port authority said."
TWO = "The ferry was towed to the northern pier on Sunday, as its captain told the paper."


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        ("FOR IMMEDIATE RELEASE\nMarch 4, 2021\n\nContact: Ann Lee\nPhone: 1144\n\nSTORM CLOSES HARBOUR\n",
         "Contact: Ann Lee\nPhone: 1144\n\n"),
        ("PRESS RELEASE\n\nFor immediate release: 4 March 2021\n\nStorm closes harbour\n", ""),
        ("Pressemitteilung\n04.03.2021\nStorm closes harbour\n", ""),
        ("4 March 2021\n", None),
        ("Press release writers on strike\n", None),
    ],
)  # fmt: skip
def test_the_headline_of_a_press_release(reading: Read, head: str, kept: str | None):
    article = reading("release.txt", f"{head}\n{ONE}\n\n{TWO}\n").article
    if kept is None:
        assert "storm closes" not in article.title.casefold()
        return
    assert (article.title.casefold(), article.date) == ("storm closes harbour", "2021-03-04")
    assert article.text[article.body :] == f"{kept}{ONE}\n\n{TWO}"


def test_a_headline_on_the_line_of_the_release_and_one_that_begins_as_a_label(reading: Read):
    assert reading("a.txt", f"Press release: Storm closes harbour\n\n{ONE}\n\n{TWO}\n").article.title == (
        "Storm closes harbour"
    )


def test_a_headline_that_begins_as_a_label(reading: Read):
    article = reading("a.txt", f"PRESS RELEASE\n\nNo ferry on Sunday\n\n{ONE}\n\n{TWO}\n").article
    assert article.title == "No ferry on Sunday"


def test_an_embargo_is_kept(reading: Read):
    article = reading("a.txt", f"EMBARGOED UNTIL 5 March 2021\n\nStorm closes harbour\n\n{ONE}\n\n{TWO}\n").article
    assert (article.title, dict(article.extra)["embargo"]) == ("Storm closes harbour", "2021-03-05")


def test_stories_of_dow_jones(reading: Read):
    story = (
        '<?xml version="1.0"?><djnml publisher="DJN" docdate="20210304" seq="12" xml:lang="en-us"><head><copyright '
        'holder="Dow Jones"/><djn-mdata accession-number="20210304001" display-date="20210304T141500.000Z"/></head>'
        f"<body><headline>*DJ Storm Closes Harbour</headline><text><p> {ONE}</p><p>{TWO}</p><pre>\n (END) Dow Jones"
        " Newswires\n March 04, 2021</pre></text></body></djnml>"
    )
    article = reading("a.nml", story).article
    assert (article.title, article.date, article.outlet, article.key, article.text[article.body :]) == (
        "Storm Closes Harbour", "2021-03-04T14:15:00+00:00", "Dow Jones Newswires", "20210304001", f"{ONE}\n\n{TWO}"
    )  # fmt: skip


def test_a_story_of_dow_jones_without_a_headline(reading: Read):
    story = (
        f'<!DOCTYPE nml SYSTEM "x.dtd"><doc><djnml publisher="DJN" docdate="20210304" seq="1"><body><text><p>{ONE}</p>'
        "</text></body></djnml></doc>"
    )
    article = reading("a.nml", story).article
    assert (article.title_derived, article.date, article.text) == (True, "2021-03-04", ONE)
