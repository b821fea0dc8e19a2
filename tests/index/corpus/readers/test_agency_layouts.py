"""Layouts of agencies' texts, as saved from their portals and mails: what stands above, within and below the story."""

import pytest

from ..support import Read

PIER = "The harbour board of Ostby met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
SCHOOLS = "The council of Lindvik closed two schools. Parents said they had not been asked, and plan to appeal."
JAPANESE = "　オストビー港湾委員会は14日、冬の前に古い埠頭を再建することを決めた。委員長が明らかにした。"

TEXTS: dict[str, tuple[str, str, str, str]] = {
    "AFP, with codes and keywords": (
        (
            f"FRS0123 4 P 0120 NOR /AFP-AB12\nNorway-harbour-council\n\nOstby pier to be rebuilt\n\n"
            f"OSTBY, Norway, Feb 14, 2024 (AFP) - {PIER}\n\n{SCHOOLS}\n"
        ),
        "Ostby pier to be rebuilt",
        "2024-02-14",
        "AFP",
    ),
    "Interfax, the moment above": (
        (
            "14.02.2024 08:05\nПричал Остбю перестроят до зимы\n    Остбю. 14 февраля. ИНТЕРФАКС - Портовый совет "
            "собрался. Он голосовал за перестройку старого причала до зимы.\n    Работы займут два года.\n"
        ),
        "Причал Остбю перестроят до зимы",
        "2024-02-14T08:05:00",
        "Интерфакс",
    ),
    "PR Newswire": (
        (
            "Ostby Harbours Announces Rebuilding\n\nNews provided by\nOstby Harbours AS\n\nFeb 14, 2024, 08:05 ET\n\n"
            f"OSTBY, Norway, Feb. 14, 2024 /PRNewswire/ -- {PIER}\n\n{SCHOOLS}\n"
        ),
        "Ostby Harbours Announces Rebuilding",
        "2024-02-14T08:05:00",
        "",
    ),
    "Business Wire": (
        (
            "Ostby Harbours Announces Rebuilding\n\nFebruary 14, 2024 08:05 AM Eastern Standard Time\n\n"
            f"OSTBY, Norway--(BUSINESS WIRE)--{PIER}\n\n{SCHOOLS}\n"
        ),
        "Ostby Harbours Announces Rebuilding",
        "2024-02-14T08:05:00",
        "",
    ),
    "Kyodo, the moment below": (
        "◎オストビー港の埠頭再建へ\n　【オストビー共同】"
        + JAPANESE[1:]
        + "\n　工事は２年かかる見通し。（共同）\n(2024/02/14 08:05)\n",
        "オストビー港の埠頭再建へ",
        "2024-02-14T08:05:00",
        "共同通信",
    ),
    "Kyodo, beside the moment": (
        f"オストビー港の埠頭再建へ\n\n2024年2月14日 08時05分 (共同通信)\n\n{JAPANESE}\n",
        "オストビー港の埠頭再建へ",
        "2024-02-14T08:05:00",
        "共同通信",
    ),
    "Jiji": (
        f"オストビー港の埠頭再建へ\n時事通信 2024年2月14日 08時05分\n\n{JAPANESE}\n",
        "オストビー港の埠頭再建へ",
        "2024-02-14T08:05:00",
        "時事通信",
    ),
    "Yonhap": (
        (
            "오스트비 항구 부두 재건 결정\n(오스트비=연합뉴스) 오스트비 항만위원회는 14일 부두를 재건하기로 "
            "결정했다고 위원장이 밝혔다.\n공사는 2년이 걸릴 전망이다.\n(끝)\n송고시간 2024-02-14 08:05\n"
        ),
        "오스트비 항구 부두 재건 결정",
        "2024-02-14T08:05:00",
        "연합뉴스",
    ),
    "Kyodo, with its reporter": (
        f"埠頭再建へ\n2024年02月14日　08時05分\n【オストビー共同＝山田】{JAPANESE[1:]}\n（共同通信）\n",
        "埠頭再建へ",
        "2024-02-14T08:05:00",
        "共同通信",
    ),
    "Ritzau": (
        "Mole i Ostby genopbygges\n/ritzau/ 14.02.2024 08:05\n\nHavnebestyrelsen mødtes tirsdag, sagde formanden.\n",
        "Mole i Ostby genopbygges",
        "2024-02-14T08:05:00",
        "ritzau",
    ),
    "AFP in French": (
        "La jetée sera reconstruite\n\nOstby (Norvège), 14 fév 2024 (AFP) - Le conseil s'est réuni mardi.\n\nal/be\n",
        "La jetée sera reconstruite",
        "2024-02-14",
        "AFP",
    ),
}


@pytest.mark.parametrize(("text", "title", "date", "outlet"), TEXTS.values(), ids=TEXTS)
def test_layouts(reading: Read, text: str, title: str, date: str, outlet: str):
    article = reading("a.txt", text).article
    assert (article.title, article.date, article.outlet) == (title, date, outlet)


def test_what_stands_below_is_no_text(reading: Read):
    text = reading("a.txt", TEXTS["Kyodo, the moment below"][0]).article.text
    assert text.endswith("工事は２年かかる見通し。")


def test_a_moment_above_prose_is_no_head(reading: Read):
    article = reading("a.txt", f"14.02.2024\n{PIER}\n\n{SCHOOLS}\n").article
    assert PIER in article.text


def test_notes_of_dpa_without_its_name(reading: Read):
    text = (
        "bdt0123 4 pl 120 dpa 0456\n\nKommunen/Hafen/\nHafen von Ostby wird erneuert =\n\n"
        "Ostby (dpa) - Der Hafenrat hat getagt, sagte die Vorsitzende.\n\n"
        "# Notizblock\n\n## Orte\n- [Rathaus](Ostby)\n\n"
        "dpa al yydd n1 be\n140805 Feb 24\n"
    )
    article = reading("a.txt", text).article
    assert article.title == "Hafen von Ostby wird erneuert"
    assert "Notizblock" not in article.text


def test_headlines_and_moments_of_wires_without_marks(reading: Read):
    iptc = b"\x01NTB0123 4 POL 0120 OST\r\n\x02PIER OF OSTBY\r\n   OSTBY (NTB) - %s\r\n\x03140805 GMT FEB 24\r\n\x04"
    assert reading("a.txt", iptc % PIER.encode()).article.title == "PIER OF OSTBY"
    anpa = (
        b"\x16\x16\x01a1234\x1fr i\r\nPM-Pier,0120\r\n\x02Pier rebuilt\r\nBy ANN LEE\r\n"
        b"\tOSTBY _ %s\r\n\x0302-14-24 0805EST\r\n\x04"
    )
    found = reading("a.txt", anpa % PIER.encode()).article
    assert (found.byline, found.date) == ("ANN LEE", "2024-02-14T08:05:00-05:00")


def test_moments_of_retriever_above_how_it_was_published(reading: Read):
    one = (
        "{}\n{}, Ostby, 2024-02-14 08:05\n\nPublisert på nett.\n\n{}\n\n© {}\n"
        "Alle artikler er beskyttet av lov om opphavsrett til åndsverk.\n====================\n\n"
    )
    text = one.format("Kaien bygges opp", "Ostby Post", PIER, "Ostby Post")
    text += one.format("Skoler legges ned", "Lindvik Nytt", SCHOOLS, "Lindvik Nytt")
    found = reading("a.txt", text).articles
    assert [(a.title, a.outlet, a.text[a.body :]) for a in found] == [
        ("Kaien bygges opp", "Ostby Post", PIER),
        ("Skoler legges ned", "Lindvik Nytt", SCHOOLS),
    ]


def test_a_source_of_wiso_that_names_only_the_newspaper(reading: Read):
    text = (
        "Ostby Post vom 14.02.2024, Nr. 38, S. 4\n\nRessort: Lokales\nQuelle: Ostby Post\n\nHafen von Ostby\n\n"
        "Der Rat hat getagt.\n\nAlle Rechte vorbehalten: Ostby Media GmbH\nDokumentnummer: OP_1\n"
        "Dauerhafte Adresse des Dokuments: https://www.wiso-net.de/document/OP_1\n"
    )
    article = reading("a.txt", text).article
    assert (article.outlet, article.date) == ("Ostby Post", "2024-02-14")
