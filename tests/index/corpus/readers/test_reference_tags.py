"""References of PubMed and EndNote."""

from ..support import Read

MEDLINE = """PMID- 123456
OWN - NLM
DP  - 2019 Mar 12
TI  - Ferry terminals and the cost of waiting: a review of
      coastal towns.
AB  - The harbour council of Port Maren approved a new terminal on Tuesday, after two
      years of argument.
FAU - Tellmann, Rosa
AU  - Tellmann R
JT  - Journal of Coasts

PMID- 123457
TI  - Second title.
AB  - Fishermen protested on Friday.
"""
ENDNOTE = """%0 Newspaper Article
%T Ferry terminal approved
%A Tellmann, Rosa
%B Port Maren Lantern
%D 2019
%8 March 12
%X The harbour council approved a terminal.

%0 Newspaper Article
%T Fishermen to sue
%8 2018-11-02
%X Fishermen protested on Friday.
"""


def test_pubmed(reading: Read) -> None:
    first, second = reading("export.nbib", MEDLINE).articles
    assert first.title == "Ferry terminals and the cost of waiting: a review of coastal towns."
    assert (first.date, first.outlet, first.byline) == ("2019-03-12", "Journal of Coasts", "Tellmann, Rosa")
    assert first.text.endswith("on Tuesday, after two years of argument.")
    assert (second.title, second.date) == ("Second title.", "")


def test_endnote(reading: Read) -> None:
    first, second = reading("export.txt", ENDNOTE).articles
    assert (first.title, first.date, first.outlet) == ("Ferry terminal approved", "2019-03-12", "Port Maren Lantern")
    assert (second.title, second.date) == ("Fishermen to sue", "2018-11-02")
