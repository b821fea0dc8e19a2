from pathlib import Path

import pytest

from ..support import Read, Reading, config

ONE = b"""Received: from x
From: =?utf-8?Q?The_Lantern?= <news@lantern.example>
To: you@x.example
Subject: =?iso-8859-1?B?U3Rvcm0gaW4gWvxyaWNo?= closes harbour
Date: Thu, 4 Mar 2021 10:15:00 +0100
Message-ID: <m1@lantern.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

View in your browser.
--b
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html><head><style>p {}</style></head><body><p>Nobody was hurt in Z=FCrich, t=
he port authority said on Monday.</p><p>Ships return.</p></body></html>
--b
Content-Type: application/pdf
Content-Disposition: attachment

x
--b--
"""


def test_a_newsletter(reading: Read):
    found = reading("a.eml", ONE)
    article = found.article
    assert article.text == (
        "Storm in Zürich closes harbour\n\nNobody was hurt in Zürich, the port authority said on"
        " Monday.\n\nShips return."
    )
    assert (article.date, article.outlet, article.key) == (
        "2021-03-04T10:15:00+01:00", "The Lantern", "m1@lantern.example"
    )  # fmt: skip
    assert [(skip.kind, skip.count) for skip in found.skips] == [("attachments of messages", 1)]


def test_a_mailbox_has_an_article_a_message(reading: Read):
    message = (
        b"From a@x.example Thu Mar  4 10:15:00 2021\nFrom: A <a@x.example>\nSubject: %d\nMessage-ID: "
        b"<%d@x>\n\nText.\n>From the port.\n\n"
    )
    found = reading("news.mbox", b"".join(message % (n, n) for n in range(300)))
    assert ([one.title for one in found.articles], found.rejects) == ([str(n) for n in range(300)], [])


def test_a_posting_of_a_newsgroup(reading: Read):
    article = reading(
        "51121",
        "From: a@x.example (Ann Lee)\nSubject: Re: Storm\nOrganization: Port of Maren\nLines: 3\n\nNobody was hurt.\n",
    ).article
    assert (article.title, article.outlet, article.text[article.body :]) == (
        "Re: Storm",
        "Port of Maren",
        "Nobody was hurt.",
    )


def test_a_page_saved_as_mhtml(reading: Read):
    page = (
        "<html><head><title>Storm closes harbour</title></head><body><article><p>"
        + "Nobody was hurt, they said. " * 12
        + "</p></article></body></html>"
    )
    text = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://lantern.example/1\nSubject: x\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n'
        f"Content-Location: https://lantern.example/1\n\n{page}\n--b\nContent-Type: image/png\n\nx\n--b--\n"
    )
    article = reading("a.mhtml", text).article
    assert (article.title, article.url) == ("Storm closes harbour", "https://lantern.example/1")


def test_three_thousand_parts_in_each_other_are_survived(reading: Read):
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    found = reading("a.eml", f"From: a@x.example\nSubject: Storm\nMIME-Version: 1.0\n{nested}\n\nText")
    assert len(found.articles) + len(found.rejects) == 1


def test_every_real_message_is_read(shared: Path):
    folder = shared / "corpora/eml"
    if not folder.is_dir():
        pytest.skip("no shared corpora beside the repository")
    found = Reading(config(folder, include=("*.eml",)))
    assert (len(found.articles), found.rejects) == (42, [])
    assert all("\ufffd" not in one.title for one in found.articles if "must_supply" not in one.locator)


HEAD = (
    "From: Lantern <news@lantern.example>\nTo: desk@paper.example\nSubject: {}\nMIME-Version: 1.0\nContent-Type: {}\n\n"
)
STORM = "Nobody was hurt when the storm closed the harbour, the port authority said."


def test_a_message_of_apples_mail(reading: Read):
    message = HEAD.format("Storm", "text/plain") + STORM + "\n"
    article = reading("1.emlx", f"{len(message)}\n{message}<?xml version='1.0'?>\n<plist><dict/></plist>\n").article
    assert (article.title, article.text[article.body :]) == ("Storm", STORM)


def test_words_that_were_broken_are_joined(reading: Read):
    message = HEAD.format("Storm", "text/plain; format=flowed; delsp=yes") + STORM.replace("harbour", "har \nbour")
    assert reading("a.eml", message).article.text.endswith(STORM)


def test_the_hidden_line_for_a_mail_programs_list_is_no_text(reading: Read):
    page = f"<html><body><div style='display: none'>Inside: the ferry</div><p>{STORM}</p></body></html>"
    article = reading("a.eml", HEAD.format("Storm", "text/html") + page).article
    assert article.text[article.body :] == STORM


def test_each_message_of_a_digest(reading: Read):
    parts = "".join(f"--x\n\n{HEAD.format(title, 'text/plain')}{STORM}\n" for title in ("Storm", "Ferry"))
    found = reading("a.eml", HEAD.format("Digest", "multipart/digest; boundary=x") + parts + "--x--\n")
    assert [(one.title, one.text[one.body :]) for one in found.articles] == [("Storm", STORM), ("Ferry", STORM)]


DIGEST = """Send News mailing list submissions to
\tnews@lantern.example

Today's Topics:

   1. Storm (Lantern)
   2. Ferry (Lantern)


{long}

Message: 1
Date: Tue, 5 Mar 2019 10:00:00 +0000
From: Lantern <news@lantern.example>
Subject: [News] Storm

{storm}

{short}

Message: 2
Date: Fri, 8 Mar 2019 10:00:00 +0000
From: Lantern <news@lantern.example>
Subject: [News]
 Ferry

{storm}

{short}

End of News Digest, Vol 12, Issue 3
"""


def test_each_message_of_a_digest_in_plain_text(reading: Read):
    text = DIGEST.format(long="-" * 70, short="-" * 30, storm=STORM)
    found = reading("a.eml", HEAD.format("News Digest, Vol 12, Issue 3", "text/plain") + text)
    assert [(one.title, one.date[:10], one.text[one.body :]) for one in found.articles] == [
        ("[News] Storm", "2019-03-05", STORM),
        ("[News] Ferry", "2019-03-08", STORM),
    ]


def test_a_message_with_a_line_of_hyphens_is_one_article(reading: Read):
    message = HEAD.format("Storm", "text/plain") + f"{STORM}\n{'-' * 70}\nThe ferry runs.\n"
    assert reading("a.eml", message).article.text.endswith("The ferry runs.")
