"""Stories as the terminals and portals of agencies export them."""

import pytest

from ..support import Read

TEXT = "OSTBY, March 5 ({}) - The ferry terminal closes, the port said.\n\nNobody was hurt."
REUTERS = (
    "FERRY TERMINAL TO\nCLOSE\n05-Mar-2024 14:30:15\n\n{}\n\n((ann.lee@reuters.example; +44 20 7123 4567))\n\n"
    "Keywords: FERRY OSTBY/\n\n(c) Copyright Thomson Reuters 2024. Click For Restrictions - http://about.example\n\n"
    "nL8N0ABC{}\n\n"
)
BLOOMBERG = (
    "Ferry Terminal to\nClose\n2024-03-05 14:30:15.123 GMT\n\n\nBy Ann Lee\n     (Bloomberg) -- The ferry "
    "terminal closes,\nthe port said.\n\nNobody was hurt.\n\nTo contact the reporter on this story:\n"
    "Ann Lee in Ostby at a@x.example\n\n"
    "-0- Mar/05/2024 14:30 GMT\n\n"
)
MONITORING = (
    "Ferry terminal to close\n\nSource: The Lantern, Ostby, in English 0830 gmt 5 Mar 24\n\n"
    "Text of report by Ostby newspaper The Lantern website on 5 March\n\n{}\n\nBBC Mon EU1 EuroPol al/mm\n"
    "(c) Copyright British Broadcasting Corporation 2024\n\n"
)
DPA = (
    "bdt0123 4 pl 345 dpa 0456\n\nVerkehr/Häfen/\nFähranleger in Ostby schließt\n(Zusammenfassung 1430)\n= \n\n"
    "Ostby (dpa) - Der Anleger schließt, teilte der Hafen mit.\n\nNiemand wurde verletzt.\n\n# dpa-Notizblock\n\n"
    "## dpa-Kontakte\n- Autorin: Ann Lee, +49 30 123456\n\ndpa al yyzz n1 mm\n051430 Mrz 24\n\n"
)
AP = (
    "AP-NY-03-05-24 1430EST\nr i\nBC-Ferry Terminal, 1st Ld-Writethru,345\nFerry terminal to close\nEds: UPDATES.\n"
    "By ANN LEE\nAssociated Press Writer\n\nOSTBY (AP) -- The ferry terminal closes.\n\nNobody was hurt.\n\n"
    "AP-WS-03-05-24 1430EST\n\n"
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "one, wanted, last",
    [
        (REUTERS.format(TEXT.format("Reuters"), 0), ("FERRY TERMINAL TO CLOSE", "2024-03-05T14:30:15", "Reuters", ""),
         "Nobody was hurt."),
        (BLOOMBERG, ("Ferry Terminal to Close", "2024-03-05T14:30:15+00:00", "Bloomberg", "Ann Lee"),
         "Nobody was hurt."),
        (MONITORING.format(TEXT.format("Lantern")),
         ("Ferry terminal to close", "2024-03-05T08:30:00+00:00", "The Lantern", ""), "Nobody was hurt."),
        (DPA, ("Fähranleger in Ostby schließt", "2024-03-05T14:30:00", "dpa", "Ann Lee"), "Niemand wurde verletzt."),
        (AP, ("Ferry terminal to close", "2024-03-05T14:30:00-05:00", "AP", "ANN LEE"), "Nobody was hurt."),
    ],
)  # fmt: skip
def test_several_stories(reading: Read, one: str, wanted: tuple[str, ...], last: str, ends: str) -> None:
    found = reading("a.txt", (one * 3).replace("\n", ends))
    assert found.rejects == []
    assert [(article.title, article.date, article.outlet, article.byline) for article in found.articles] == [wanted] * 3
    assert {article.text.rpartition("\n\n")[2] for article in found.articles} == {last}
    assert all("contact" not in article.text and "opyright" not in article.text for article in found.articles)


def test_the_version_of_a_story_is_kept(reading: Read) -> None:
    assert dict(reading("dpa.txt", DPA).article.extra) == {"version": "Zusammenfassung 1430"}
    found = reading("ap.txt", AP).articles
    assert {one.outlet: dict(one.extra)["version"] for one in found}["AP"] == "1st Ld-Writethru"


def test_what_is_no_story_is_reported(reading: Read) -> None:
    found = reading("a.txt", REUTERS.format("Text of it.", 0) + "Notes of my own, which go on and on. " * 20)
    assert len(found.articles) == 1
    assert found.rejects[0].reason.startswith("text between the stories of an agency that is none: Notes of my own")


def test_by_within_a_word_is_no_byline(reading: Read) -> None:
    article = reading(
        "a.txt", "Storm in the bay\nThe port of Ostby closes early\n\nNobody was hurt, the port said."
    ).article
    assert article.byline == ""
    assert "Ostby closes" in article.text


def test_messages_in_the_frame_of_iptc_without_control_characters(reading: Read) -> None:
    one = (
        "AFP012{0} 4 I 0345 USA /AFP-XY1{0}\nFerry\nFerry terminal\nto close\n\n"
        "    OSTBY (AFP) - The terminal closes.\n"
        "    Nobody was hurt.\n    al/mm\n05143{0} GMT MAR 24\n\n"
    )
    found = reading("a.txt", one.format(1) + one.format(2)).articles
    assert [(article.title, article.date) for article in found] == [
        ("Ferry terminal to close", f"2024-03-05T14:3{i}:00+00:00") for i in (1, 2)
    ]  # fmt: skip
    assert {article.text[article.body :] for article in found} == {
        "OSTBY (AFP) - The terminal closes.\n\nNobody was hurt."
    }  # fmt: skip


TAKES = """AP-WF-03-04-24 1015EST
r w BC-Storm   03-04 0234
BC-Storm,1st Ld-Writethru,234
URGENT
By ANN LEE
Associated Press Writer

   OSTBY (AP) -- The ferry terminal closes.
   (More)
AP-WF-03-04-24 1015EST

AP-WF-03-04-24 1022EST
r w BC-Storm   1stAdd   03-04 0134
BC-Storm, 1st Add,134
OSTBY: terminal closes.

   Nobody was hurt.
AP-WF-03-04-24 1022EST

AP-WF-03-04-24 1030EST
BC-Roofs,134
School roofs leak

   OSTBY (AP) -- Two roofs leak.
"""


@pytest.mark.parametrize("marked", [False, True])
def test_takes_of_ap_are_one_story_without_a_headline(reading: Read, marked: bool) -> None:
    text = TAKES.replace("BC-Storm,1st Ld-Writethru,234\nURGENT\nBy ANN LEE\n",
                         "^BC-Storm,1st Ld-Writethru,234<\n^URGENT<\n^By ANN LEE=\n") if marked else TAKES  # fmt: skip
    found = reading("a.txt", text).articles
    assert [(one.title_derived, one.date, one.outlet, one.byline) for one in found] == [
        (True, "2024-03-04T10:15:00-05:00", "AP", "ANN LEE"), (False, "2024-03-04T10:30:00-05:00", "AP", "")
    ]  # fmt: skip
    assert found[0].text == "OSTBY (AP) -- The ferry terminal closes.\n\nNobody was hurt."


def test_keywords_and_counts_of_words_between_stories_of_ap(reading: Read) -> None:
    one = "BC-{}/234\nEds: With photos.\n\nOSTBY (AP) - {}\n\nNobody was hurt.\n\n"
    found = reading("a.txt", one.format("Storm", "A terminal closes.") + one.format("Roofs", "Roofs leak.")).articles
    assert [one.text for one in found] == [
        f"OSTBY (AP) - {first}\n\nNobody was hurt." for first in ("A terminal closes.", "Roofs leak.")
    ]
