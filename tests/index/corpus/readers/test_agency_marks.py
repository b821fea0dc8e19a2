import pytest

from ..support import Read

STORM = "The harbour was closed on Tuesday after a storm, the port authority said."
QUAY = "Ferries stay at the quay."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_lines_end_as_the_telegraph_ends_them(reading: Read, end: str):
    text = (
        "\x01LTN0012 4 pol 00045 Harbour-Storm\n\x02Storm closes harbour =\n\n"
        "PORTSMOUTH, March 5 (Lantern) - The harbour\n"
        "was closed on Tuesday.\n\n   Ferries stay.\n\nltn/ab\n\x03051104 MAR 24\x04\n"
    )
    one = reading("wire", text.replace("\n", end)).article
    assert (one.title, one.date) == ("Storm closes harbour", "2024-03-05T11:04:00")
    assert one.text[one.body :] == (
        "PORTSMOUTH, March 5 (Lantern) - The harbour was closed on Tuesday.\n\nFerries stay."
    )


def test_a_text_whose_line_ends_were_doubled(reading: Read):
    one = reading("a.txt", f"Storm closes harbour\r\r\n\r\r\n{STORM}\r\r\n{QUAY}\r\r\n".encode()).article
    assert (one.title, one.text[one.body :]) == ("Storm closes harbour", f"{STORM}\n{QUAY}")


def test_marks_of_typesetting_end_paragraphs_of_anpa(reading: Read):
    text = (
        "\x16\x16\x01a1234bc-\r\n\x02^BC-Harbour-Storm,120<\r\n^Storm closes harbor<\r\n"
        "   PORTSMOUTH (LN) _ It was closed.<\r\n   Ferries stay.<\r\n\x03\r\nLN-NY-03-05-24 1204EST\r\n"
    )
    one = reading("wire", text).article
    assert one.text[one.body :] == "PORTSMOUTH (LN) — It was closed.\n\nFerries stay."


def test_copy_of_ap_without_moments(reading: Read):
    part = (
        "BC-US--Harbor {0}, 2nd Ld-Writethru,120\nEds: CORRECTS the day.\nStorm {0} closes harbor\n"
        f"By HARBOR STAFF\nAssociated Press\n\nPORTSMOUTH, N.H. (AP) — {STORM}\n\n"
    )
    found = reading("ap.txt", part.format("One") + part.format("Two")).articles
    assert [(one.title, one.byline, one.outlet) for one in found] == [
        ("Storm One closes harbor", "HARBOR STAFF", "AP"), ("Storm Two closes harbor", "HARBOR STAFF", "AP"),
    ]  # fmt: skip
    assert {one.text[one.body :] for one in found} == {f"PORTSMOUTH, N.H. (AP) — {STORM}"}
    assert dict(found[0].extra)["version"] == "2nd Ld-Writethru"


def test_what_a_dpa_message_adds_is_no_headline(reading: Read):
    one = reading(
        "dpa.txt",
        "bdt0123 3 pl 120 dpa 0456\n\nHafen/Sturm/\n(Zusammenfassung 1130 - neu: Zitat)\nSturm schließt den Hafen =\n\n"
        "Hamburg (dpa) - Der Hafen ist geschlossen.\n\ndpa xx yyn1 ab\n051104 Mär 24\n",
    ).article
    assert one.title == "Sturm schließt den Hafen"
    assert dict(one.extra)["version"] == "Zusammenfassung 1130 - neu: Zitat"


def test_a_keyword_in_capitals_above_a_headline(reading: Read):
    body = "Valencia, 5 mar (EFE).- El puerto cerró este martes tras una tormenta."
    one = reading(
        "efe.txt", f"PUERTO TEMPORAL\nLa tormenta cierra el puerto\n\n    {body} EFE\n\n    abc/def\n"
    ).article
    assert (one.title, one.outlet, one.text[one.body :]) == ("La tormenta cierra el puerto", "EFE", f"{body} EFE")


def test_agency_and_moment_below_a_text(reading: Read):
    body = "Marseille, 5 mars 2024 (AFP) - Le port a été fermé mardi.\n\nLes bacs restent à quai."
    one = reading(
        "afp.txt",
        "AFP0123 4 I 0120 FRA /AFP-XX01\n\nPort-tempête-transport\n\nLa tempête ferme le port\n\n"
        f"{body}\n\nabc/def/ghi\n\nAFP 051104 GMT MAR 24\n",
    ).article
    assert (one.title, one.date) == ("La tempête ferme le port", "2024-03-05T11:04:00+00:00")
    assert one.text[one.body :] == body


def test_notices_below_a_text_from_korea(reading: Read):
    body = "(부산=연합뉴스) 기자단 = 항만공사는 화요일 폭풍으로 항구가 폐쇄됐다고 밝혔다."
    one = reading(
        "yonhap.txt",
        f"폭풍으로 항구 폐쇄\n\n{body}\n\n제보는 카카오톡\n<저작권자(c) 연합뉴스, 무단 전재-재배포 금지>\n"
        "2024/03/05 11:04 송고\n",
    ).article
    assert (one.title, one.date, one.text[one.body :]) == ("폭풍으로 항구 폐쇄", "2024-03-05T11:04:00", body)


def test_a_moment_with_a_zone_of_asia(reading: Read):
    one = reading("pti.txt", f"Storm closes harbour\nPTI | Updated: March 05, 2024 11:04 JST\n\nKochi, {STORM}").article
    assert (one.date, one.text[one.body :]) == ("2024-03-05T11:04:00+09:00", f"Kochi, {STORM}")


def test_whom_to_write_to_below_a_story_of_bloomberg(reading: Read):
    one = reading(
        "bloomberg.txt",
        f"Harbour Closes After Storm\n\nBy Harbour Desk\n\nMarch 5, 2024, 11:04 AM GMT\n\n(Bloomberg) -- {STORM}\n\n"
        "To contact the reporter on this story:\nHarbour Desk in London at desk@lantern.example\n\n©2024\n",
    ).article
    assert (one.byline, one.text[one.body :]) == ("Harbour Desk", f"(Bloomberg) -- {STORM}")


@pytest.mark.parametrize("desk", ["APA", "OTS"])
def test_messages_of_apa(reading: Read, desk: str):
    part = (
        f"{desk}012{{0}} 5 CI 0120 XI                                  Di, 05.Mär 2024\n\nHafen/Wetter\n\n"
        "Sturm {0} schließt\nden Hafen\n\nUtl.: Fähren bleiben\nam Kai =\n\n   Krems (APA) - Der Hafen ist zu.\n\n"
        f"Rückfragehinweis:\n   Pressestelle\n\n(Schluss) abc/def\n\n"
        f"{desk}012{{0}}    2024-03-05/11:0{{0}}\n\n051104 Mär 24\n"
    )
    found = reading("apa.txt", part.format(1) + part.format(2)).articles
    assert [(one.title, one.date, one.outlet, one.text[one.body :]) for one in found] == [
        (f"Sturm {number} schließt den Hafen", f"2024-03-05T11:0{number}:00", desk, "Krems (APA) - Der Hafen ist zu.")
        for number in (1, 2)
    ]


def test_a_moment_above_the_headline_of_reuters(reading: Read):
    one = reading(
        "reuters.txt",
        f"05-Mar-2024 11:04:22 AM\n\nStorm closes harbour\n\nPORTSMOUTH, March 5 (Reuters) - {STORM}\n\n"
        "(c) Copyright Thomson Reuters 2024. Click For Restrictions - https://agency.example/legal\n\nnL1N3FG001\n",
    ).article
    assert (one.title, one.date, one.outlet) == ("Storm closes harbour", "2024-03-05T11:04:22", "Reuters")


def test_a_dateline_on_a_line_of_its_own(reading: Read):
    one = reading(
        "ritzau.txt", f"Storm lukker havnen\n\nAARHUS 5. marts 2024 (Ritzau)\n\n{STORM}\n\n/ritzau/\n"
    ).article
    assert (one.date, one.text[one.body :]) == ("2024-03-05", f"AARHUS 5. marts 2024 (Ritzau)\n\n{STORM}")
