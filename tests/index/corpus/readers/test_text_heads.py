"""What stands above a text: lines without labels, labels, and the heads of light markup languages."""

import pytest

from ..support import Read

BODY = (
    "The harbour authority of Ostby said on Thursday that the ferry terminal would close for six weeks.\n\n"
    "Buses will run over the bridge instead, and the region pays for them."
)
TITLE = "Ferry terminal to close"
DATED = ("2024-03-05", "The Lantern", "Ann Lee")


@pytest.mark.parametrize(
    "head, known",
    [
        (f"{TITLE}\nThe Lantern\n5 Mar 2024\nAnn Lee\n\n", DATED),
        (f"{TITLE}\n\nThe Lantern\n\n5 March 2024\n\nAnn Lee\n\n", DATED),
        (f"{TITLE}\n\nAnn Lee\nMarch 5, 2024\n\n", ("2024-03-05", "", "Ann Lee")),
        (f"The Lantern\nMarch 5, 2024\n\n{TITLE}\nBy Ann Lee\n\n", DATED),
        (f"The Lantern\nMarch 5, 2024\n\n{TITLE}\n\n", ("2024-03-05", "The Lantern", "")),
        (f"{TITLE}\nhttps://lantern.example/a\n2024-03-05T08:00:00Z\n\n",
         ("2024-03-05T08:00:00+00:00", "lantern.example", "")),
    ],
)  # fmt: skip
def test_lines_without_labels(reading: Read, head: str, known: tuple[str, str, str]) -> None:
    article = reading("a.txt", head + BODY).article
    assert (article.title, article.date, article.outlet, article.byline) == (TITLE, *known)
    assert article.text[article.body :] == BODY


@pytest.mark.parametrize("head", ["Ann Lee\nHarbour Master\n\n", "The Lantern\nAnn Lee\n\n", "Ann Lee, 5\n\n"])
def test_lines_without_a_date_stay_in_the_text(reading: Read, head: str) -> None:
    article = reading("a.txt", f"{TITLE}\n\n{head}{BODY}").article
    assert (article.date, article.outlet, article.byline) == ("", "", "")
    assert article.text[article.body :].startswith(head.split("\n")[0])


def test_what_stands_beside_the_label_of_the_text_is_kept(reading: Read) -> None:
    article = reading("a.txt", f"TITLE: {TITLE}\nSOURCE: The Lantern\nDATE: 2024-03-05\nTEXT: {BODY}\n").article
    assert (article.title, article.date, article.outlet) == (TITLE, "2024-03-05", "The Lantern")
    assert article.text[article.body :] == BODY


HEADS = {
    "a.adoc": f"= {TITLE}\nAnn Lee <ann@lantern.example>\nv1.0, 2024-03-05\n:publisher: The Lantern\n:lang: en\n\n",
    "b.adoc": f"= {TITLE}\n:author: Ann Lee\n:revdate: 2024-03-05\n:publisher: The Lantern\n\n",
    "a.org": f"#+TITLE: {TITLE}\n#+AUTHOR: Ann Lee\n#+DATE: <2024-03-05 Tue>\n#+SOURCE: The Lantern\n\n",
    "b.org": f"* {TITLE}\n:PROPERTIES:\n:DATE: [2024-03-05 Tue]\n:AUTHOR: Ann Lee\n:SOURCE: The Lantern\n:END:\n\n",
    "a.rst": f"{'=' * 23}\n{TITLE}\n{'=' * 23}\n\n:Author: Ann Lee\n:Date: 2024-03-05\n:Source: The Lantern\n\n",
    "b.rst": f"{TITLE}\n{'=' * 23}\n\n:Author: Ann Lee\n:Date: 2024-03-05\n:Source: The Lantern\n\n",
    "c.rst": f".. title: {TITLE}\n.. date: 2024-03-05\n.. author: Ann Lee\n.. source: The Lantern\n.. type: text\n\n",
    "a.md": f"# {TITLE}\n\n**Source:** The Lantern  \n**Date:** 2024-03-05  \n**Author:** Ann Lee\n\n---\n\n",
    "b.md": f"# {TITLE}\n\nThe Lantern\n\n*By Ann Lee*\n\nMarch 5, 2024\n\n",
}
MARKED = {
    "adoc": "{}\n\n== The plan\n\n[quote, Port]\n____\nIt *closes*.\n____\n\nimage::quay.jpg[Quay]\n\n"
    "See https://lantern.example/more[the paper].\n",
    "org": "{}\n\n* The plan\n\nIt *closes*.\n\n#+CAPTION: Quay\n\nSee [[https://lantern.example/more][the paper]].\n",
    "rst": "{}\n\nThe plan\n--------\n\nIt **closes**.\n\n.. image:: quay.jpg\n   :alt: Quay\n\n"
    "See `the paper <https://lantern.example/more>`_.\n",
    "md": "{}\n\n## The plan\n\nIt **closes**.\n\n![Quay](quay.jpg)\n\nSee [the paper](https://lantern.example/more).\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_heads_and_words_of_light_markup(reading: Read, name: str) -> None:
    text = HEADS[name] + MARKED[name.partition(".")[2]].format(BODY)
    article = reading(name, text.replace("\n", "\r\n")).article
    assert (article.title, article.date, article.outlet, article.byline) == (TITLE, *DATED)
    assert article.text[article.body :] == f"{BODY}\n\nThe plan\n\nIt closes.\n\nSee the paper."


def test_a_page_that_was_turned_into_markdown(reading: Read) -> None:
    head = "Title: {}\n\nURL Source: https://lantern.example/1\n\nPublished Time: 2024-03-05T08:00:00Z\n\n"
    article = reading("a.md", f"{head.format(TITLE)}Markdown Content:\n{BODY}").article
    assert (article.title, article.url, article.date) == (
        TITLE, "https://lantern.example/1", "2024-03-05T08:00:00+00:00"
    )  # fmt: skip
    assert article.text[article.body :] == BODY


FRENCH = "Ostby (AFP) - Le port ferme jeudi."
RUSSIAN = "Остбю. 5 марта. ИНТЕРФАКС - Администрация порта сообщила в четверг, что паромный терминал закроют."
CHINESE = "新华社奥斯比3月5日电 奥斯比港务局星期四说，渡轮码头将关闭六周，潜水员将修理码头。"
KOREAN = "(오스트비=연합뉴스) 오스트비 항만청은 목요일 페리 터미널을 6주간 폐쇄한다고 밝혔다."


@pytest.mark.parametrize(
    "text, encoding, known",
    [
        (f"AFP\n5 mars 2024 - 14:30:15 GMT\nLe terminal ferme\n\n{FRENCH}\n\nal/mm\n© Agence France-Presse\n", "cp1252",
         ("Le terminal ferme", "2024-03-05T14:30:15+00:00", "AFP", "", FRENCH)),
        (f"05.03.2024 14:30\nИнтерфакс\nПаромный терминал закроют\n\n{RUSSIAN}\n", "cp1251",
         ("Паромный терминал закроют", "2024-03-05T14:30:00", "Интерфакс", "", RUSSIAN)),
        (f"DEL12\nPTI 2024-03-05 14:30\n\n{TITLE}\n\n{BODY}", "utf-8",
         (TITLE, "2024-03-05T14:30:00", "PTI", "", BODY)),
        (f"渡轮码头将关闭六周\n2024-03-05 14:30:15 来源：新华社\n\n{CHINESE}（完）\n", "gb18030",
         ("渡轮码头将关闭六周", "2024-03-05T14:30:15", "新华社", "", CHINESE)),
        (f"페리 터미널 6주간 폐쇄\n송고시간2024-03-05 14:30\n이안 기자\n\n{KOREAN}\n", "euc-kr",
         ("페리 터미널 6주간 폐쇄", "2024-03-05T14:30:00", "연합뉴스", "이안", KOREAN)),
        (f"{TITLE}\nSource: Xinhua   |  2024-03-05 14:30:15|  Editor: annlee\n\nOSTBY (Xinhua) -- {BODY} Enditem\n",
         "utf-8", (TITLE, "2024-03-05T14:30:15", "Xinhua", "", f"OSTBY (Xinhua) -- {BODY}")),
    ],
)  # fmt: skip
def test_heads_of_agencies(reading: Read, text: str, encoding: str, known: tuple[str, ...]) -> None:
    article = reading("a.txt", text.encode(encoding)).article
    assert (article.title, article.date, article.outlet, article.byline, article.text[article.body :]) == known


def test_a_text_that_begins_with_a_date_and_a_name_keeps_them(reading: Read) -> None:
    article = reading("a.txt", f"5 March 2024\nAP\n\n{BODY}\n\nal/mm\n").article
    assert article.text.startswith("5 March 2024")
    assert article.text.endswith("al/mm")  # no agency signs this text


@pytest.mark.parametrize(
    ("lines", "date", "body"),
    [
        ("By Ann Lee\nPublished March 5, 2024 at 11:04 AM EST\nUpdated March 6, 2024 at 2:10 PM EST",
         "2024-03-05T11:04:00-05:00", ""),
        ("Stand: 05.03.2024, 11:04 Uhr\nVon: Ann Lee", "2024-03-05T11:04:00", ""),
        ("Data publikacji: 5 marca 2024, 11:04\nAutor: Ann Lee", "2024-03-05T11:04:00", ""),
        ("Gepubliceerd op 5 maart 2024 om 11:04\nBijgewerkt 6 maart 2024 om 9:00\nDoor: de redactie",
         "2024-03-05T11:04:00", "Door: de redactie\n\n"),
        ("Publicerad 5 mars 2024 kl. 11.04", "2024-03-05T11:04:00", ""),
        ("Julkaistu 5.3.2024 klo 11.04", "2024-03-05T11:04:00", ""),
        ("Опубликовано: 5 марта 2024, 11:04", "2024-03-05T11:04:00", ""),
        ("5 de marzo de 2024 - 11:04 h.", "2024-03-05T11:04:00", ""),
    ],
)  # fmt: skip
def test_when_a_text_was_published_and_changed(reading: Read, lines: str, date: str, body: str):
    text = "The harbour was closed on Tuesday after a storm, the port authority said, and ferries stay at the quay."
    one = reading("a.txt", f"Storm closes harbour\n\n{lines}\n\n{text}\n").article
    assert (one.title, one.date, one.text[one.body :]) == ("Storm closes harbour", date, f"{body}{text}")


def test_a_label_above_the_text_is_none_of_it(reading: Read):
    text = (
        "Title: Storm closes harbour\nPublish Date: 2021-03-05 09:30:00\n\nText:\nNobody was hurt.\n\nRain is over.\n"
    )
    article = reading("a.txt", text).article
    assert (article.text, article.date) == (
        "Storm closes harbour\n\nNobody was hurt.\n\nRain is over.", "2021-03-05T09:30:00"
    )  # fmt: skip
