import base64

import pytest

from ..support import Read

HEAD = "From: Lantern Newsroom <news@lantern.example>\nSubject: {}\nDate: Tue, 5 Mar 2024 11:04:00 +0000\n{}\n\n"


def message(body: str, fields: str = "X-Mailer: any", subject: str = "Storm closes harbour") -> bytes:
    """A message as it is sent: every line ends with a carriage return and a line feed."""
    return (HEAD.format(subject, fields) + body).replace("\n", "\r\n").encode()


def test_lines_that_flow_are_joined(reading: Read):
    one = reading(
        "a.eml",
        message(
            "The harbour was closed on Tuesday, the port \nauthority said. \nIt opens on Friday.\n"
            " From here on it is\n",
            "Content-Type: text/plain; charset=utf-8; format=flowed",
        ),
    ).article
    assert one.text[one.body :] == (
        "The harbour was closed on Tuesday, the port authority said. It opens on Friday.\nFrom here on it is"
    )


def test_a_line_that_a_mailbox_marked(reading: Read):
    envelope = b"From news@lantern.example Tue Mar  5 11:04:00 2024\n"
    found = reading("news.mbox", envelope + message("It closed.\n\n>From here, ferries are seen.\n>>From there.\n\n"))
    one = found.article
    assert one.text[one.body :] == "It closed.\n\nFrom here, ferries are seen.\n>From there."


def test_quoted_printable_that_nothing_declares(reading: Read):
    text = "It was closed.=20\nFees are =E2=82=AC40. =E2=80=9CIt is=\n fair.=E2=80=9D\n"
    one = reading("a.eml", message(text, "Content-Type: text/plain; charset=utf-8")).article
    assert one.text[one.body :] == "It was closed.\nFees are €40. “It is fair.”"


def test_equals_signs_of_a_text_are_kept(reading: Read):
    text = "See https://lantern.example/?p=3D&q=20 where x=E2=80 and y = 4.\n"
    one = reading("a.eml", message(text)).article
    assert one.text[one.body :] == text.strip()


def test_a_subject_that_is_cut_within_a_character(reading: Read):
    data = "嵐で港が閉鎖".encode()
    parts = [base64.b64encode(part).decode() for part in (data[:9], data[9:16], data[16:])]
    subject = "\n ".join(f"=?UTF-8?B?{part}?=" for part in parts)
    assert reading("a.eml", message("港は閉鎖された。", subject=subject)).article.title == "嵐で港が閉鎖"


def test_encoded_words_in_two_character_sets(reading: Read):
    subject = "=?iso-8859-1?Q?Temp=EAte_?= =?utf-8?B?4oCTIHBvcnQ=?= ferme"
    assert reading("a.eml", message("Le port ferme.", subject=subject)).article.title == "Tempête – port ferme"


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("iso-8859-2", "cp1250", "Přístav byl uzavřen. „Jsme v bezpečí,“ řekl šéf – a šel."),
        ("iso-8859-7", "cp1253", "Το λιμάνι έκλεισε – «είμαστε καλά», είπε ο λιμενάρχης…"),
        ("iso-8859-15", "cp1252", "Le port a été fermé – « c’est l’usage »."),
        ("iso-8859-2", "iso-8859-2", "Přístav byl uzavřen, řekl šéf."),
    ],
)
def test_windows_under_a_name_of_iso(reading: Read, declared: str, encoding: str, text: str):
    data = message("", f"Content-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: 8bit")
    one = reading("a.eml", data + text.encode(encoding)).article
    assert one.text[one.body :] == text


def test_what_a_message_forwards_with_lines_that_end_as_sent(reading: Read):
    one = reading(
        "a.eml",
        message(
            "---------- Forwarded message ---------\nVon: Hafenbote <news@hafenbote.example>\n"
            "Date: Di., 5. März 2024 um 09:04 Uhr\nSubject: Sturm\nTo: <reader@readers.example>\n\n"
            "\nDer Hafen ist zu.\n",
            "Content-Type: text/plain; charset=utf-8",
            "Fwd: Sturm",
        ),
    ).article
    assert (one.title, one.date, one.outlet) == ("Sturm", "2024-03-05T09:04:00", "Hafenbote")
    assert one.text[one.body :] == "Der Hafen ist zu."


def test_a_signature_is_no_text(reading: Read):
    one = reading("a.eml", message("The harbour opens tomorrow.\n\n-- \nDuty Editor\nThe Lantern\n")).article
    assert one.text[one.body :] == "The harbour opens tomorrow."


def test_a_google_alert_without_headings(reading: Read):
    link = "<https://www.google.com/url?rct=j&sa=t&url=https://lantern.example/{}&ct=ga>"
    found = reading(
        "a.eml",
        message(
            "Google Alert - harbour\nAs-it-happens update * 5 March 2024\n\nNEWS\n\n"
            "Storm closes harbour - The Lantern\n"
            f"The Lantern\nThe harbour was closed ...\n{link.format('storm')}\n\nFerries run again\nLe Phare\n"
            f"Ferries have been ...\n{link.format('ferries')}\n\n\nUnsubscribe from this Google Alert:\n"
            "<https://www.google.com/alerts/remove?source=alertsmail&s=abc>\n",
            subject="Google Alert - harbour",
        ),
    ).articles
    assert [(one.title, one.outlet, one.url) for one in found] == [
        ("Storm closes harbour", "The Lantern", "https://lantern.example/storm"),
        ("Ferries run again", "Le Phare", "https://lantern.example/ferries"),
    ]
    assert {dict(one.extra)["extent"] for one in found} == {"snippet"}


def test_what_a_telephone_forwards(reading: Read):
    one = reading(
        "a.eml",
        message(
            "\nEnvoyé de mon téléphone\n\nDébut du message transféré\u00a0:\n\n> De: Le Phare <news@phare.example>\n"
            "> Date: 5 mars 2024 à 09:04:00 UTC+1\n> À: reader@readers.example\n> Objet: Le port ferme\n>\n"
            "> Le port a été fermé mardi.\n>\n> Les bacs restent à quai.\n",
            "Content-Type: text/plain; charset=utf-8",
            "Fwd: Le port ferme",
        ),
    ).article
    assert (one.title, one.date, one.outlet) == ("Le port ferme", "2024-03-05T09:04:00+01:00", "Le Phare")
    assert one.text[one.body :] == "Le port a été fermé mardi.\n\nLes bacs restent à quai."


def test_the_innermost_of_messages_forwarded_in_turn(reading: Read):
    message = (
        "From: Per Aas <p@x.example>\nSubject: Fwd: FW: Storm\nDate: Fri, 5 Mar 2021 08:00:00 +0100\n\n"
        "---------- Forwarded message ---------\nFrom: Ida Moe <i@x.example>\nDate: Thu, 4 Mar 2021 at 18:00\n"
        "Subject: FW: Storm\nTo: Per Aas <p@x.example>\n\n\nFrom: Ann Lee <a@x.example>\n"
        "Sent: Thursday, 4 March 2021 10:15\nTo: Ida Moe <i@x.example>\nSubject: Storm\n\nNobody was hurt.\n"
    )
    article = reading("a.eml", message).article
    assert (article.title, article.outlet, article.date, article.text[article.body :]) == (
        "Storm", "Ann Lee", "2021-03-04T10:15:00", "Nobody was hurt."
    )  # fmt: skip


def test_french_headers_with_a_blank_before_the_colon(reading: Read):
    text = (
        "De :\tAnne Leroy <a@x.example>\nEnvoyé :\tjeudi 4 mars 2021 10:15\nÀ :\tb@x.example\n"
        "Objet :\tLe port fermé\n\nNul blessé.\n"
    )
    article = reading("a.txt", text).article
    assert (article.title, article.outlet, article.date) == ("Le port fermé", "Anne Leroy", "2021-03-04T10:15:00")
