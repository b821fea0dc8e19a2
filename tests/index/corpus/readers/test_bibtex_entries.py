"""References in BibTeX."""

from ..support import Read

REFERENCES = r"""% exported
@string{lantern = "Port Maren Lantern"}
@comment{none}
@article{tellmann2019,
  title = {Ferry terminal approved in {Port Maren}},
  author = {Tellmann, Rosa and Gonz{\'a}lez, P{\"a}l},
  journal = lantern,
  year = {2019}, month = mar, day = 12,
  pages = {A1--A2},
  url = {https://lantern.example/1},
  keywords = {Ferries, Harbours},
  abstract = {The harbour council approved a \emph{new} terminal, at 3\,\% of its budget \& more. "Enough," it said.
Members voted eleven to four.},
  langid = {english}
}
@misc{b, Title = "Fishermen to " # "sue {"} again", year = 2018, month = "November"}
@misc{c, year = 2018}
"""


def test_a_reference_is_an_article(reading: Read) -> None:
    first, second = reading("export.bib", REFERENCES).articles
    assert (first.title, first.date) == ("Ferry terminal approved in Port Maren", "2019-03-12")
    assert (first.outlet, first.byline) == ("Port Maren Lantern", "Tellmann, Rosa; González, Päl")
    assert first.text.endswith(
        'approved a new terminal, at 3% of its budget & more. "Enough," it said. Members voted eleven to four.'
    )
    assert (first.topics, first.url, first.lang) == (("Ferries", "Harbours"), "https://lantern.example/1", "en")
    assert ("page", "A1-A2") in first.extra
    assert (second.title, second.date) == ('Fishermen to sue " again', "")


def test_a_reference_without_title_and_abstract_is_rejected(reading: Read) -> None:
    assert [reject.locator.rpartition("#")[2] for reject in reading("export.txt", REFERENCES).rejects] == ["3"]


def test_a_post_that_begins_with_an_at_is_none(reading: Read) -> None:
    text = "@marsk{the bridge}, said Helena Marsk, is safe.\n\nNobody was hurt on Tuesday, the town said."
    assert reading("a.txt", text).article.text == text
