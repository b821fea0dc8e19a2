"""Messages that are forwarded without a word, as programs in many languages print their headers."""

from email.header import Header

import pytest

from ..support import Read

STORM = "The harbour was closed on Tuesday after a storm, the port authority said."
QUAY = "Ferries stay at the quay until Thursday."


def message(subject: str, text: str) -> bytes:
    """A message in UTF-8."""
    head = f"From: desk@x.example\nSubject: {Header(subject, 'utf-8').encode()}\nDate: Wed, 6 Mar 2024 09:00:00 +0000\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n".encode()


@pytest.mark.parametrize(
    "prefix, head",
    [
        ("ENC: ", "De: Lantern <n@x>\nEnviada em: terça, 5 de março de 2024 18:30\nPara: L <l@x>\nAssunto: Storm"),
        ("VB: ", "Från: Lantern <n@x>\nSkickat: den 5 mars 2024 18:30\nTill: L <l@x>\nÄmne: Storm"),
        ("FW: ", "差出人: Lantern <n@x>\n送信日時: 2024年3月5日 18:30\n宛先: L <l@x>\n件名: Storm"),
        ("إعادة توجيه: ", "من: Lantern <n@x>\nتاريخ الإرسال: 5 مارس 2024 18:30\nإلى: L <l@x>\nالموضوع: Storm"),
        ("İLT: ", "Gönderen: Lantern <n@x>\nGönderildi: 5 Mart 2024 Salı 18:30\nKime: L <l@x>\nKonu: Storm"),
        ("ΠΡΘ: ", "Από: Lantern <n@x>\nΣτάλθηκε: Τρίτη, 5 Μαρτίου 2024 6:30 μμ\nΠρος: L <l@x>\nΘέμα: Storm"),
        ("转发：", "--- 原始邮件 ---\n发件人: Lantern <n@x>;\n发送时间: 2024年3月5日(星期二) 晚上6:30\n主题: Storm"),
        ("Fwd: ", "--- Пересылаемое сообщение ---\nОт: Lantern <n@x>\nДата: 5 марта 2024, 18:30"),
        ("Fwd: ", '--- Пересылаемое сообщение ---\n05.03.2024, 18:30, "Lantern" <n@x.example>:'),
        ("FW: ", "From: Lantern <n@x>\nSent: 5 March 2024 18:30\nTo: A <a@x>;\n B <b@x>; C <c@x>\nSubject: Storm"),
    ],
)  # fmt: skip
def test_headers_in_the_language_of_the_mail_program(reading: Read, prefix: str, head: str):
    article = reading("fwd.eml", message(f"{prefix}Storm", f"\n{head}\n\n{STORM}\n\n{QUAY}\n")).article
    assert (article.title, article.outlet, article.date) == ("Storm", "Lantern", "2024-03-05T18:30:00")
    assert article.text[article.body :] == f"{STORM}\n\n{QUAY}"


def test_the_mark_below_a_forwarded_message_is_no_text(reading: Read):
    head = "--- Forwarded ---\nFrom: Lantern <n@x>\nDate: 5 Mar 2024\nSubject: Storm"
    article = reading("fwd.eml", message("Fwd: Storm", f"{head}\n\n{STORM}\n\n--- End of forwarded ---\n")).article
    assert article.text[article.body :] == STORM


def test_a_letter_that_begins_with_a_line_and_a_colon_is_a_letter(reading: Read):
    article = reading("a.eml", message("Storm", f"Dear readers:\n{STORM}\n\nFrom Monday: {QUAY}\n")).article
    assert article.outlet == "desk@x.example"
    assert "Dear readers:" in article.text


@pytest.mark.parametrize(
    "line",
    [
        "Sie erhalten diesen Newsletter, weil Sie sich angemeldet haben. Newsletter abbestellen",
        "Has recibido este correo porque te has suscrito.",
        "Otrzymujesz tę wiadomość, ponieważ zapisałeś się na newsletter.",
        "Вы получили это письмо, потому что подписались.",
        "您收到此邮件是因为您订阅了我们的新闻。",
    ],
)
def test_what_services_say_below_a_letter_is_left_out(reading: Read, line: str):
    assert reading("a.eml", message("Storm", f"{STORM}\n\n{QUAY}\n\n{line}\n")).article.text.endswith(QUAY)


def test_a_link_to_more_stories_on_a_topic_is_no_story(reading: Read):
    redirect = "https://www.google.com/url?rct=j&sa=t&url=https://{}.example/a&ct=ga"
    items = "".join(
        f"{title}\nLantern\n{STORM} ...\n<{redirect.format(title.casefold())}>\n{more}\n"
        for title, more in (("Storm", "All stories on this:\n<https://news.google.com/x>\n"), ("Ferry", ""))
    )
    found = reading("a.eml", message("Google Alert", f"=== News - 2 new results for [port] ===\n\n{items}")).articles
    assert [(one.title, one.url) for one in found] == [
        ("Storm", "https://storm.example/a"), ("Ferry", "https://ferry.example/a")
    ]  # fmt: skip
