"""Messages that mail programs saved as pages, documents or text, digests within messages, and outlines."""

import io

import pytest

from ..support import Read

PIER = "The harbour board of Ostby met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
SCHOOLS = "The council of Lindvik closed two schools. Parents said they had not been asked, and plan to appeal."
ROW = "<tr><td><div>{}: </div>{}</td></tr>"
TABLE = (
    "<html><head><title>Pier</title></head><body><table class='moz-header-part1 moz-main-header'><tbody>"
    + ROW.format("{0}", "Pier of Ostby")
    + ROW.format("{1}", "Ann Lee &lt;ann@o.example&gt;")
    + ROW.format("{2}", "14/02/2024, 08:05")
    + "</tbody></table><table class='moz-header-part2 moz-main-header'>"
    + ROW.format("{3}", "news@o.example")
    + "</table><br>{4}</body></html>"
)
HTML = f"<div class='moz-text-html'><p>{PIER}</p><p>{SCHOOLS}</p></div>"
PLAIN = f"<div class='moz-text-plain'><pre class='moz-quote-pre'>{PIER}\n\n{SCHOOLS}\n</pre></div>"


@pytest.mark.parametrize(
    "page",
    [
        TABLE.format("Subject", "From", "Date", "To", HTML),
        TABLE.format("Betreff", "Von", "Datum", "An", PLAIN),
        TABLE.format("件名", "差出人", "日付", "宛先", HTML),
    ],
)
def test_thunderbird_writes_the_headers_into_a_table(reading: Read, page: str):
    article = reading("a.html", page).article
    assert (article.title, article.outlet, article.date) == ("Pier of Ostby", "Ann Lee", "2024-02-14T08:05:00")
    assert article.text[article.body :] == f"{PIER}\n\n{SCHOOLS}"


def test_outlook_writes_the_headers_into_a_paragraph(reading: Read):
    page = (
        "<html><body><div><p><b>From:</b> Ann Lee &lt;ann@o.example&gt;<br><b>Sent:</b> 14 February 2024 08:05<br>"
        f"<b>To:</b> News<br><b>Subject:</b> Pier of Ostby</p><p>{PIER}</p><p>{SCHOOLS}</p></div></body></html>"
    )
    article = reading("a.htm", page).article
    assert (article.title, article.outlet, article.date) == ("Pier of Ostby", "Ann Lee", "2024-02-14T08:05:00")
    assert article.text[article.body :] == f"{PIER}\n\n{SCHOOLS}"


def test_a_printed_message_in_a_pdf(reading: Read):
    pypdf = pytest.importorskip("pypdf")
    lines = ["Subject: Pier of Ostby", "From: Ann Lee <ann@o.example>", "Date: 14/02/2024, 08:05", "To: news@o.example",
             *PIER.split(". "), *SCHOOLS.split(". ")]  # fmt: skip
    shown = b"BT /F1 10 Tf 40 780 Td 12 TL " + b" ".join(f"({line}) Tj T*".encode() for line in lines) + b" ET"
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = pypdf.generic.DictionaryObject()
    for name, value in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica")):
        font[pypdf.generic.NameObject(name)] = pypdf.generic.NameObject(value)
    fonts = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): font})
    page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
        {pypdf.generic.NameObject("/Font"): fonts}
    )
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(shown)
    page[pypdf.generic.NameObject("/Contents")] = stream
    held = io.BytesIO()
    writer.write(held)
    article = reading("a.pdf", held.getvalue()).article
    assert (article.title, article.outlet, article.date) == ("Pier of Ostby", "Ann Lee", "2024-02-14T08:05:00")
    assert article.text[article.body :].startswith("The harbour board")


DIGEST = """From: News <news@o.example>
Subject: Ostby-news Digest, Vol 12
Date: Wed, 14 Feb 2024 12:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="a"

--a
Content-Type: text/plain

Today's Topics: 1. Pier 2. Schools

--a
Content-Type: multipart/digest; boundary="b"

--b
Content-Type: message/rfc822

From: Ann Lee <ann@o.example>
Subject: Pier
Date: Wed, 14 Feb 2024 08:05:01 +0000

{0}

--b

From: Bo Ek <bo@o.example>
Subject: Schools
Date: Wed, 14 Feb 2024 09:05:01 +0000

{1}

--b--
--a--
"""


def test_a_digest_within_a_message_is_its_messages(reading: Read):
    found = reading("a.eml", DIGEST.format(PIER, SCHOOLS))
    assert [(a.title, a.outlet, a.text[a.body :]) for a in found.articles] == [
        ("Pier", "Ann Lee", PIER),
        ("Schools", "Bo Ek", SCHOOLS),
    ]
    assert [(skip.kind, skip.count) for skip in found.skips] == [("covers of digests", 1)]


def test_senders_in_archives_of_mailing_lists(reading: Read):
    mail = (
        f"From ann at o.example  Wed Feb 14 12:00:00 2024\nFrom: ann at o.example (Ann Lee)\nSubject: Pier\n\n{PIER}\n"
    )
    assert reading("a.txt", mail).article.outlet == "Ann Lee"


OUTLINE = """#+TITLE: Clippings

* Pier of Ostby
:PROPERTIES:
:SOURCE: Ostby Post
:URL: https://o.example/p
:DATE: [2024-02-14 Wed]
:END:
{0}

* DONE Schools of Lindvik                :schools:news:
<2024-02-15 Thu 09:00>
{1}
** Reactions
{0}
"""


def test_an_outline_of_several_stories(reading: Read):
    first, second = reading("a.org", OUTLINE.format(PIER, SCHOOLS)).articles
    assert (first.title, first.outlet, first.url, first.date) == (
        "Pier of Ostby", "Ostby Post", "https://o.example/p", "2024-02-14"
    )  # fmt: skip
    assert (second.title, second.date, second.topics) == (
        "Schools of Lindvik", "2024-02-15T09:00:00", ("schools", "news")
    )  # fmt: skip
    assert second.text.endswith(f"{SCHOOLS}\n\nReactions\n\n{PIER}")


def test_headings_without_properties_are_sections_of_one_story(reading: Read):
    article = reading("a.org", f"* Pier of Ostby\n{PIER}\n* Background\n{SCHOOLS}\n").article
    assert article.title == "Pier of Ostby"
    assert "*" not in article.text


SENT = (
    "Received: from a by b; Thu, 4 Mar 2021 10:16:00 +0100\nFrom: The Lantern <n@o.example>\nTo: jon@o.example\n"
    "Subject: {}\nDate: Thu, 04 Mar 2021 10:15:00 +0100\nMessage-ID: <{}@o.example>\n\n{}\n"
)


def test_messages_put_together_without_lines_between_them(reading: Read):
    found = reading("a.eml", SENT.format("Pier", 1, PIER) + "\n" + SENT.format("Schools", 2, SCHOOLS))
    assert [(one.title, one.text[one.body :], one.date[:10]) for one in found.articles] == [
        ("Pier", PIER, "2021-03-04"), ("Schools", SCHOOLS, "2021-03-04")
    ]  # fmt: skip


def test_a_message_that_another_one_quotes_is_its_part(reading: Read):
    inner = SENT.format("Schools", 2, SCHOOLS)
    assert len(reading("a.eml", SENT.format("Pier", 1, f"{PIER}\n\nThe message was:\n\n{inner}")).articles) == 1


@pytest.mark.parametrize("mark", ["---------- Forwarded message ---------\n", ""])
def test_a_note_above_a_forwarded_message(reading: Read, mark: str):
    note = "FYI\n\n" if mark else ""
    head = "From: The Lantern <n@o.example>\nDate: Thu, 4 Mar 2021 at 10:15\nSubject: Pier\nTo: a@o.example\n\n"
    body = f"{note}{mark}{head}{PIER}"
    article = reading("a.eml", SENT.format("Fwd: Pier", 1, body).replace("The Lantern", "Jon", 1)).article
    assert (article.title, article.outlet, article.text[article.body :]) == ("Pier", "The Lantern", PIER)
    letter = SENT.format("Fwd: Pier", 2, f"{SCHOOLS * 2}\n\n{mark}{head}{PIER}").replace("The Lantern", "Jon", 1)
    assert reading("b.eml", letter).articles[1].outlet == "Jon"


def test_words_on_buttons_of_a_letter_are_no_text(reading: Read):
    page = f"<h1>Pier</h1><p>Ann Lee</p><p>READ IN APP</p><p>{PIER}</p><p>{SCHOOLS}</p><p>Subscribe now</p>"
    mail = SENT.format("Pier", 1, page).replace("\n\n", "\nMIME-Version: 1.0\nContent-Type: text/html\n\n", 1)
    text = reading("a.eml", mail).article.text
    assert SCHOOLS in text
    assert "READ IN APP" not in text
