"""Exports of online hosts, written as they lay them out."""

from ..support import Read

DIALOG = """
 1/9/1
DIALOG(R)File 999:The Lantern
(c) 2024 Lantern Media. All rts. reserv.

12345670
Ferry terminal to close
The Lantern,  LATE ED, P 3A
Tuesday,  March 5,  2024
BY: ANN LEE, Staff Writer
DOCUMENT TYPE: NEWSPAPER   LANGUAGE: ENGLISH   RECORD TYPE: FULLTEXT
SECTION HEADING: LOCAL
WORD COUNT: 45

TEXT:

The terminal closes, the port said.

NOTE: this is still text.

DESCRIPTORS: HARBOR; FERRY

 1/9/2
DIALOG(R)File 999:The Lantern
(c) 2024 Lantern Media. All rts. reserv.

12345671
Divers find
cracks
The Lantern,  LATE ED, P 4A
Wednesday,  March 6,  2024
DOCUMENT TYPE: NEWSPAPER   LANGUAGE: ENGLISH

TEXT:
The quay has cracks.
"""
DATASTAR = """AN 20240305{0}.
TI Ferry terminal to close.
AU Lee-A.
SO The Lantern, 05 Mar 2024, p. 3.
LG EN.
TX The terminal closes,
   the port said.
DE Harbour; Ferry.

"""
STN = """L1   ANSWER {0} OF 2  LANTERN  COPYRIGHT 2024 Lantern Media on STN
AN   2024:1234{0}  LANTERN
TI   Ferry terminal to close
AU   Lee, Ann
SO   The Lantern, (05 Mar 2024), p. 3
LA   English
TX   The terminal closes, the port said.
CT   HARBOUR; FERRY

"""


def test_dialog(reading: Read) -> None:
    ferry, cracks = reading("dialog.txt", DIALOG.replace("\n", "\r\n")).articles
    assert (ferry.title, ferry.date, ferry.outlet, ferry.byline, ferry.lang, ferry.topics, ferry.key) == (
        "Ferry terminal to close", "2024-03-05", "The Lantern", "ANN LEE", "en", ("HARBOR", "FERRY"), "12345670"
    )  # fmt: skip
    assert ferry.text[ferry.body :] == "The terminal closes, the port said.\n\nNOTE: this is still text."
    assert dict(ferry.extra) == {
        "section": "LOCAL", "page": "3A", "rights": "(c) 2024 Lantern Media. All rts. reserv."
    }  # fmt: skip
    assert (cracks.title, cracks.date, cracks.text[cracks.body :]) == (
        "Divers find cracks", "2024-03-06", "The quay has cracks."
    )  # fmt: skip


def test_two_letter_tags(reading: Read) -> None:
    for name, layout in (("datastar.txt", DATASTAR), ("stn.txt", STN)):
        found = [
            one for one in reading(name, layout.format(1) + layout.format(2)).articles if one.source.endswith(name)
        ]
        assert len(found) == 2
        assert {(one.title, one.date, one.outlet, one.lang, one.topics[1].lower()) for one in found} == {
            ("Ferry terminal to close", "2024-03-05", "The Lantern", "en", "ferry")
        }
        assert {" ".join(one.text[one.body :].split()) for one in found} == {"The terminal closes, the port said."}


def test_other_texts_with_such_lines_are_no_export(reading: Read) -> None:
    assert reading("a.txt", "AN old man\nTI amo\nSO it goes\n\nThe harbour closes.\n").article.key == ""
    ris = "TY  - NEWS\nAN  - 7\nTI  - Ferry\nT2  - The Lantern\nDA  - 2024/03/05\nAB  - Text.\nER  - \n"
    assert [one.key for one in reading("b.ris", ris).articles if one.title == "Ferry"] == ["7"]
