"""Alerts that come by e-mail: an article for each story that a message lists."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from ..support import Read

STORIES = (
    ("Ferry terminal to close", "The Lantern", "https://lantern.example/ferry?a=1", "The harbour of Ostby closes ..."),
    ("Divers find cracks in quay", "Maren Courier", "https://courier.example/cracks", "The quay has cracks ..."),
)
GOOGLE = "https://www.google.com/url?rct=j&sa=t&url={}&ct=ga&usg=AOv"
_RESULTS = "=== News - 2 new results for [ostby harbour] ===\n\n" + "".join(
    f"{title}\n{outlet}\n{text}\n<{GOOGLE.format(url.replace('?', '%3F'))}>\n\n" for title, outlet, url, text in STORIES
)
PLAIN = (
    f"{_RESULTS}{'- ' * 40}\nUnsubscribe from this Google Alert:\n<https://www.google.com/alerts/remove?msgid=MTIz>\n"
)
PAGE = (
    "<html><body><a href='https://www.google.com/alerts'>Alerts</a>"
    + "".join(
        '<tr itemscope itemtype="http://schema.org/Article"><td>'
        f'<a href="{GOOGLE.format(url.replace("?", "%3F")).replace("&", "&amp;")}" itemprop="url">'
        f'<span itemprop="name">{title}</span></a><div itemprop="publisher" itemscope'
        f' itemtype="http://schema.org/Organization"><span itemprop="name">{outlet}</span></div>'
        f'<div itemprop="description">{text.replace("Ostby", "<b>Ostby</b>")}</div><a>Flag as irrelevant</a></td></tr>'
        for title, outlet, url, text in STORIES
    )
    + "</body></html>"
)
WIDGETS = (
    '<html><script data-scope="inboxmarkup" type="application/json">{"cards": [{"widgets": ['
    + ",".join(
        f'{{"type": "LINK", "title": "{title}", "description": "{text}", "url": "{GOOGLE.format(url)}"}}'
        for title, _, url, text in STORIES
    ).replace("?a=1", "%3Fa%3D1")
    + "]}]}</script><body><p>ostby harbour</p></body></html>"
)


def message(plain: str = "", page: str = "", sender: str = "Google Alerts <alerts@google.example>") -> bytes:
    found = MIMEMultipart("alternative")
    found["From"], found["To"], found["Subject"] = sender, "desk@x.example", "Alert - ostby harbour"
    found["Date"], found["Message-ID"] = "Fri, 08 Mar 2024 07:12:11 +0000", "<a1@x.example>"
    for text, kind in ((plain, "plain"), (page, "html")):
        if text:
            found.attach(MIMEText(text, kind, "utf-8"))
    return found.as_bytes()


@pytest.mark.parametrize("plain, page", [(PLAIN, ""), ("", PAGE), (PLAIN, PAGE), ("", WIDGETS)])
def test_google_alerts_are_an_article_a_result(reading: Read, plain: str, page: str) -> None:
    found = reading("alert.eml", message(plain, page).replace(b"\n", b"\r\n"))
    assert found.rejects == []
    outlets = ["lantern.example", "courier.example"] if page is WIDGETS else ["The Lantern", "Maren Courier"]
    assert [(one.title, one.text[one.body :], one.outlet, one.url) for one in found.articles] == [
        (title, text, outlet, url) for (title, _, url, text), outlet in zip(STORIES, outlets, strict=True)
    ]
    assert {one.date for one in found.articles} == {"2024-03-08T07:12:11+00:00"}
    assert {one.extra for one in found.articles} == {(("extent", "snippet"),)}


def test_results_that_an_alert_has_lost_are_reported(reading: Read) -> None:
    found = reading("alert.eml", message(PLAIN.replace("2 new", "5 new")))
    assert len(found.articles) == 2
    assert [one.reason for one in found.rejects] == ["3 of the stories that this alert lists were not found in it"]


def test_alerts_in_a_mailbox_have_a_locator_each(reading: Read) -> None:
    one = b"From a@x.example Fri Mar  8 07:12:11 2024\n" + message(PLAIN) + b"\n\n"
    found = reading("alerts.mbox", one + one.replace(b"a1@x", b"a2@x"))
    assert [each.locator.rpartition("#")[2] for each in found.articles] == [
        "a1@x.example.1", "a1@x.example.2", "a2@x.example.1", "a2@x.example.2"
    ]  # fmt: skip


FACTIVA = """Factiva

Alert: Ostby harbour

1. Ferry terminal to close
The Lantern, 5 March 2024, 345 words, (English)
The harbour of Ostby closes...
(Document LANTRN0020240305ek3500001)

2. Divers find cracks in quay
Maren Courier, 06:12, 6 March 2024, 1,245 words, Ann Lee, (English)
The quay has cracks...
(Document MARENC0020240306ek3600002)

© 2024 Factiva, Inc. All rights reserved.
"""
LISTED = "<html><body><p>Alert: 2 results</p>{}<p><a href='https://x.example'>Unsubscribe</a></p></body></html>"


def test_headlines_of_factiva_have_their_own_dates_and_numbers(reading: Read) -> None:
    found = reading("alert.eml", message(FACTIVA))
    assert [(one.title, one.date, one.outlet, one.byline, one.key, one.lang) for one in found.articles] == [
        ("Ferry terminal to close", "2024-03-05", "The Lantern", "", "LANTRN0020240305ek3500001", "en"),
        ("Divers find cracks in quay", "2024-03-06T06:12:00", "Maren Courier", "Ann Lee",
         "MARENC0020240306ek3600002", "en"),
    ]  # fmt: skip
    assert [one.text[one.body :] for one in found.articles] == [
        "The harbour of Ostby closes...", "The quay has cracks..."
    ]  # fmt: skip


@pytest.mark.parametrize("facts", ["{} | Mar 5, 2024 | News | 345 words", "{} - 2024-03-05", "{} · 5 March 2024"])
def test_linked_titles_above_outlet_and_date_are_stories(reading: Read, facts: str) -> None:
    items = "".join(
        f"<p><a href='{url}'>{title}</a></p><p>{facts.format(outlet)}</p><p>{text}</p>"
        for title, outlet, url, text in STORIES
    )
    found = reading("alert.eml", message(page=LISTED.format(items)))
    assert [(one.title, one.text[one.body :], one.outlet, one.url, one.date) for one in found.articles] == [
        (title, text, outlet, url, "2024-03-05") for title, outlet, url, text in STORIES
    ]


def test_a_newsletter_that_cites_stories_stays_one(reading: Read) -> None:
    letter = "<p>Good morning. The harbour of Ostby is closed again, and nobody knows for how long.</p>" * 12
    items = "".join(
        f"<p><a href='{url}'>{title}</a></p><p>{outlet} | Mar 5, 2024</p>" for title, outlet, url, _ in STORIES
    )
    assert reading("letter.eml", message(page=LISTED.format(letter + items))).article.title == "Alert - ostby harbour"
    plain = "A storm\nThe Lantern | Mar 5, 2024\nWe saw it.\n\nA calm\nThe Lantern | Mar 6, 2024\nWe saw that, too.\n"
    found = reading("letter2.eml", message(plain)).articles  # nothing shows that these are titles
    assert [one.title for one in found] == ["Alert - ostby harbour"] * 2


def test_articles_that_a_database_sends_are_read_as_its_exports(reading: Read) -> None:
    one = "HD {}\nWC 345 words\nPD 5 March 2024\nSN The Lantern\nLA English\nLP {}\nTD More.\n"
    one += "AN Document LANTRN00{}ek3500001\n\n"
    text = "".join(one.format(title, text, 20240305 + i) for i, (title, _, _, text) in enumerate(STORIES))
    found = reading("sent.eml", message(text))
    assert [(one.title, one.outlet, one.date) for one in found.articles] == [
        ("Ferry terminal to close", "The Lantern", "2024-03-05"),
        ("Divers find cracks in quay", "The Lantern", "2024-03-05"),
    ]
    assert {one.extra for one in found.articles} == {()}


def test_attached_messages_are_articles_of_their_own(reading: Read) -> None:
    outer = MIMEMultipart("mixed")
    outer["From"], outer["To"], outer["Subject"] = "A <a@x.example>", "b@x.example", "Fwd"
    outer.attach(MIMEText("See below.", "plain"))
    inner = b"From: The Lantern <n@x.example>\nTo: a@x.example\nSubject: %b\n\nText.\n"
    parts = b"".join(
        b"--%b\nContent-Type: message/rfc822\n\n%b\n" % (b"BOUND", inner % title) for title in (b"One", b"Two")
    )
    outer.set_boundary("BOUND")
    found = reading("fwd.eml", outer.as_bytes().replace(b"--BOUND--", parts + b"--BOUND--"))
    assert sorted((one.title, one.text[one.body :], one.outlet) for one in found.articles) == [
        ("Fwd", "See below.", "A"), ("One", "Text.", "The Lantern"), ("Two", "Text.", "The Lantern")
    ]  # fmt: skip


LETTER = "<p>Nobody was hurt in the harbour of Ostby, the port said.</p><p>Ships return on Monday.</p>"


@pytest.mark.parametrize(
    "above, below",
    [
        ("<p>View this email in your browser</p>",
         "<p>You are receiving this email because you signed up.</p><p>1 Quay, Ostby</p>"),
        ("<p>Forwarded this email? Subscribe here for more</p><p>READ IN APP</p>",
         "<p>Thanks for reading The Letter! Subscribe for free.</p><p>Share</p><p>© 2024 Ann Lee</p>"),
        ("", "<p>Copyright © 2024 The Lantern, All rights reserved.</p><p>Our mailing address is:</p><p>1 Quay</p>"),
        ("<p>Newsletter im Browser ansehen</p>", "<p>Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.</p>"),
    ],
)  # fmt: skip
def test_what_stands_around_a_letter_is_no_part_of_it(reading: Read, above: str, below: str) -> None:
    article = reading("a.eml", message(page=f"<html><body>{above}{LETTER}{below}</body></html>")).article
    assert article.text[article.body :] == (
        "Nobody was hurt in the harbour of Ostby, the port said.\n\nShips return on Monday."
    )


def test_a_letter_goes_on_behind_a_line_that_looks_like_its_end(reading: Read) -> None:
    more = f"<p>{'The port said that ships return on Monday, and that nobody was hurt. ' * 5}</p>"
    article = reading("a.eml", message(page=f"<html><body>{LETTER}<p>Subscribe now</p>{more}</body></html>")).article
    assert "Subscribe now" in article.text
    assert article.text.count("nobody was hurt") == 5


EXPORT = (
    "HD Ferry\nWC 345 words\nPD 5 March 2024\nSN The Lantern\nLA English\nLP It closes.\nTD More.\n"
    "AN Document LANTRN0020240305ek3500001\n"
)


@pytest.mark.parametrize("ending", ["", "The desk asked for these articles because of the inquiry. " * 12])
def test_exports_that_are_attached_are_read(reading: Read, ending: str) -> None:
    outer = MIMEMultipart("mixed")
    outer["From"], outer["To"], outer["Subject"] = "A <a@x.example>", "b@x.example", "Your articles"
    outer.attach(MIMEText(f"See the attachment. {ending}", "plain"))
    for name, text in (("export.txt", EXPORT), ("notes.txt", "Something else.")):
        part = MIMEText(text, "plain")
        part.add_header("Content-Disposition", "attachment", filename=name)
        outer.attach(part)
    found = reading("sent.eml", outer.as_bytes())
    assert [one.title for one in found.articles] == ["Ferry", *(["Your articles"] if ending else [])]
    assert found.articles[0].date == "2024-03-05"
    assert sorted(skip.kind for skip in found.skips) == [
        "attachments of messages", *([] if ending else ["letters that articles are attached to"])
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "---------- Forwarded message ---------\nFrom: The Lantern <n@x>\nDate: Mar 5, 2024\nSubject: Ferry\n\n\n",
        "-----Original Message-----\nFrom: The Lantern\nSent: March 5, 2024 8:00 AM\nTo: a@x\nSubject: Ferry\n\n",
        "-------- Weitergeleitete Nachricht --------\nBetreff: Ferry\nDatum: 5 Mar 2024\nVon: The Lantern <n@x>\n\n",
    ],
)
def test_a_message_that_is_forwarded_without_a_word_is_the_article(reading: Read, head: str) -> None:
    article = reading("fwd.eml", message(f"{head}Nobody was hurt.\n")).article
    assert (article.title, article.outlet, article.date[:10]) == ("Ferry", "The Lantern", "2024-03-05")
    assert article.text[article.body :] == "Nobody was hurt."


@pytest.mark.parametrize(
    "names", ["From Sent To Subject", "Von Gesendet An Betreff", "De Envoyé À Objet", "De Enviado Para Asunto"]
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_messages_that_a_program_saves_as_text(reading: Read, names: str, encoding: str) -> None:
    sender, sent, to, subject = names.split()
    text = (
        f"{sender}:\tZürcher Post <n@x.example>\r\n{sent}:\t5. März 2024 08:00\r\n{to}:\ta@x.example\r\n"
        f"{subject}:\tFähre fährt nicht\r\n\r\nNiemand wurde verletzt, sagte die Behörde in Zürich.\r\n"
    )
    article = reading("saved.txt", text.encode(encoding)).article
    assert (article.title, article.outlet, article.date[:10]) == ("Fähre fährt nicht", "Zürcher Post", "2024-03-05")
    assert article.text[article.body :] == "Niemand wurde verletzt, sagte die Behörde in Zürich."


def test_a_digest_whose_messages_are_counted(reading: Read):
    rule = f"{'_' * 72}\n{'_' * 72}\n\n"
    part = (
        "Message: {0}\n   Date: Tue, 5 Mar 2024 11:0{0}:00 -0000\n   From: Lantern Newsroom <news@lantern.example>\n"
        f"Subject: Storm {{0}}\n\nNobody was hurt in storm {{0}}.\n\n\n{rule}"
    )
    found = reading(
        "digest.eml",
        "From: news@groups.example\nSubject: [news] Digest Number 12\nDate: Wed, 6 Mar 2024 12:00:00 +0000\n\n"
        f"There are 2 messages in this issue.\n\n{rule}{part.format(1)}{part.format(2)}",
    ).articles
    assert [(one.title, one.date, one.text[one.body :]) for one in found] == [
        (f"Storm {number}", f"2024-03-05T11:0{number}:00+00:00", f"Nobody was hurt in storm {number}.")
        for number in (1, 2)
    ]


def test_an_alert_with_outlet_and_date_between_commas(reading: Read) -> None:
    message = (
        "From: Alerts <a@database.example>\nSubject: Alert: Ostby\nDate: Fri, 5 Mar 2021 06:00:00 +0000\n\n"
        "2 new results\n\n1. Storm closes harbour\n"
        "The Lantern (London), March 4, 2021 Thursday, UK NEWS, 134 words, Ann Lee\n"
        "... refused to leave port ...\nhttps://database.example/1\n\n"
        "2. Schools to merge\nLindvik Gazette, March 3, 2021 Wednesday, NEWS, 90 words\n... will shut in August ...\n"
    )
    found = reading("a.eml", message).articles
    assert [(one.title, one.outlet, one.date, dict(one.extra)["extent"]) for one in found] == [
        ("Storm closes harbour", "The Lantern (London)", "2021-03-04", "snippet"),
        ("Schools to merge", "Lindvik Gazette", "2021-03-03", "snippet"),
    ]
