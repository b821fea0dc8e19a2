from ..support import Read

IPTC = (
    b"\x01eca062 4 i 211 ccccb   nwa 061\r\n\r\nOstby-harbour/\r\n\x02Storm closes harbour\r\nBy Ann Lee, nwa =\r\n\r\n"
    b"   Maren (nwa) - Nobody was hurt when a storm closed the harbour of\r\nMaren, the port said.\r\n\r\n"
    b"   Ferries return on Friday.\r\n\r\n# nwa NOTEBOOK\r\n\r\n* * * *\r\nThe following information is not for"
    b" publication\r\n"
    b"Tel: 555\r\n\r\nnwa wsz jln\r\n\r\n\x03131137 GMT Nov 13 \r\n\x7f\r\n\x7f\x04"
)
ANPA = (
    b"\x16\x16\x01W2870\x1f_asian\nf l\x13\x11 BC-Harbour     11-13 1049\n\x02^BC-Harbour,466"
    b"<\n^Storm closes harbour<\n"
    b"^Eds: With photos.<\n^By ANN LEE=\n^Northwire=\n\t   MAREN (NW) _ Nobody was hurt, ``not one,'' the port"
    b" said.\n \n"
    b"\t   Ferries return.\n \n\t   \x03AP-WF-11-13-13 1509GMT<\n\x03\n\x04"
)


def test_iptc_7901(reading: Read):
    article = reading("a.txt", IPTC).article
    assert article.text == (
        "Storm closes harbour\n\nMaren (nwa) - Nobody was hurt when a storm closed the harbour of Maren, the port said."
        "\n\nFerries return on Friday."
    )
    assert (article.date, article.outlet, article.byline) == ("2013-11-13T11:37:00+00:00", "nwa", "Ann Lee")
    assert dict(article.extra)["keywords"] == "Ostby-harbour"


def test_anpa_1312(reading: Read):
    article = reading("a.tst", ANPA).article
    assert article.text == (
        'Storm closes harbour\n\nMAREN (NW) — Nobody was hurt, "not one," the port said.\n\nFerries return.'
    )
    assert (article.date, article.outlet, article.byline) == ("2013-11-13T15:09:00+00:00", "Northwire", "ANN LEE")


def test_anpa_1312_with_the_byline_marked_like_a_headline(reading: Read):
    other = ANPA.replace(b"^By ANN LEE=\n^Northwire=", b"^By ANN LEE<\n^Northwire Staff Writer<")
    article = reading("a.tst", other.replace(b"AP-WF-11-13-13 1509GMT", b"Northwire-11-13-13 1509EST")).article
    assert article.title == "Storm closes harbour"
    assert (article.date, article.outlet, article.byline) == ("2013-11-13T15:09:00-05:00", "Northwire", "ANN LEE")


def test_messages_in_one_file(reading: Read):
    found = reading("day.txt", IPTC + IPTC.replace(b"Storm", b"Gale"))
    assert [article.title for article in found.articles] == ["Storm closes harbour", "Gale closes harbour"]


def test_a_start_without_a_text_is_no_message(reading: Read):
    found = reading("a.bin", b"\x01\x00\x00\x05" * 100)
    assert (found.articles, len(found.rejects)) == ([], 1)


def test_a_headline_between_slug_and_text_without_a_mark(reading: Read):
    text = f"storm-harbour\nStorm closes harbour\n\n   {'It was calm again. ' * 3}\n"
    message = f"\x01npc0123 4 pol 412\n\x02{text}\x03041005 mar 21\n\x04"
    article = reading("wire.txt", message).article
    assert (article.title, article.date) == ("Storm closes harbour", "2021-03-04T10:05:00")
