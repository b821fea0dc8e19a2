import pytest

from ..support import Read


def record(number: int, text: str, kind: str = "") -> str:
    return (
        f'<REUTERS TOPICS="YES" LEWISSPLIT="TEST" OLDID="5" NEWID="{number}">\n<DATE>19-OCT-1987 15:37:46.03</DATE>\n'
        "<TOPICS><D>ship</D><D>crude</D></TOPICS>\n<PLACES><D>usa</D></PLACES>\n<PEOPLE></PEOPLE>\n<ORGS><D>opec</D></ORGS>\n"
        f"<EXCHANGES></EXCHANGES>\n<COMPANIES></COMPANIES>\n<UNKNOWN>\n&#5;&#5;&#5;F\n</UNKNOWN>\n<TEXT{kind}>&#2;\n{text}\n&#3;</TEXT>\n</REUTERS>\n"
    )


HEAD = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'
FULL = record(
    7,
    "<TITLE>PORT &lt;PRT.O> CLOSED\nBY STORM</TITLE>\n<AUTHOR>    By THE HARBOUR DESK, Reuters</AUTHOR>\n"
    "<DATELINE>    PORT MAREN, Oct 19 - </DATELINE><BODY>The harbour was closed on Monday after a\n"
    "storm, the port said.\n    Nobody was hurt.\n Reuter\n&#3;</BODY>",
)


def test_a_full_record(reading: Read):
    article = reading("a.sgm", HEAD + FULL).article
    assert article.title == "PORT <PRT.O> CLOSED BY STORM"
    assert article.text == (
        "PORT <PRT.O> CLOSED BY STORM\n\nPORT MAREN, Oct 19 - The harbour was closed on Monday after"
        " a storm, the port said."
        "\n\nNobody was hurt."
    )
    assert (article.date, article.outlet, article.byline) == ("1987-10-19T15:37:46", "Reuters", "THE HARBOUR DESK")
    assert article.topics == ("ship", "crude", "usa", "opec")
    assert article.locator.endswith("a.sgm#7")


def test_a_brief_keeps_its_title(reading: Read):
    article = reading(
        "a.sgm", HEAD + record(8, "******<TITLE>PORT OPEN</TITLE>Blah blah blah.", ' TYPE="BRIEF"')
    ).article
    assert (article.title, article.text) == ("PORT OPEN", "PORT OPEN")


def test_an_unprocessed_record_keeps_its_text(reading: Read):
    raw = "PORT OPEN AGAIN\n    PORT MAREN, Oct 20 - The harbour is open, the port\nsaid.\n Reuter"
    article = reading("a.sgm", HEAD + record(9, raw, ' TYPE="UNPROC"')).article
    assert article.text == "PORT OPEN AGAIN\n\nPORT MAREN, Oct 20 - The harbour is open, the port said."


def test_an_empty_record_still_counts(reading: Read):
    article = reading("a.sgm", HEAD + record(10, "", ' TYPE="UNPROC"')).article
    assert (article.title, article.text, article.body) == ("", "", 0)


def test_records_are_read_across_pieces(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.readers.agencies.reuters._CHUNK", 100)
    found = reading("a.sgm", HEAD + "".join(record(i, f"<TITLE>STORY {i}</TITLE>") for i in range(30)))
    assert [article.title for article in found.articles] == [f"STORY {i}" for i in range(30)]
    assert found.rejects == []


def test_a_record_cut_off_is_rejected(reading: Read):
    found = reading("a.sgm", HEAD + FULL + record(8, "<TITLE>CUT</TITLE>")[:60])
    assert len(found.articles) == 1
    assert "ends within this record" in found.rejects[0].reason
