from pathlib import Path

import pytest

from ..support import Read, Reading, config

PARAGRAPHS = [
    (
        "The harbour of Port Maren was closed on Monday, after a storm tore two cranes from their rails,"
        " the port authority said."
    ),
    "Nobody was hurt, but ships were sent to other harbours, and fishermen asked the government for help.",
    "“We will rebuild,” the minister said, adding that new cranes would come before the summer.",
]
STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
NOISE = (
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sea'>Sea</a></li></ul></nav>",
    (
        "<aside class='related'><p>Last week the same harbour was closed for two days because of fog,"
        " the port authority said.</p></aside>"
    ),
    (
        "<div id='comments'><p>I have seen this coming for years, and nobody in the government ever"
        " listened to us fishermen.</p></div>"
    ),
    (
        "<footer><p>All rights reserved, and every article on this site is protected by the law of the"
        " land and the sea.</p></footer>"
    ),
    (
        "<script>var text = 'A long sentence that stands in a script, and is not shown to anybody who"
        " reads this page at all.';</script>"
    ),
)


def page(
    head: str = "", body: str = f"<article><h1>Storm closes harbour</h1>{STORY}</article>", lang: str = "en"
) -> str:
    title = "<title>Storm closes harbour | The Lantern</title>"
    return f"<!DOCTYPE html><html lang='{lang}'><head>{title}{head}</head><body>{body}</body></html>"


def test_the_article_without_what_is_around_it(reading: Read):
    noisy = page(body=f"{NOISE[0]}<main><h1>Storm closes harbour</h1>{STORY}{NOISE[4]}</main>{''.join(NOISE[1:])}")
    article = reading("a.html", noisy).article
    assert article.text == "\n\n".join(["Storm closes harbour", *PARAGRAPHS])
    assert article.lang == "en"


def test_a_caption_is_a_paragraph_of_its_own(reading: Read):
    body = (
        f"<article>{STORY}<figure><img><figcaption>A crane at Port Maren, on Monday."
        f" Northwire</figcaption></figure></article>"
    )
    assert "\n\nA crane at Port Maren, on Monday. Northwire" in reading("a.html", page(body=body)).article.text


def test_metadata_from_json_ld(reading: Read):
    head = (
        "<script"
        ' type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "X"}, {"@type": ["NewsArticle"],'
        ' "headline": '
        '"Storm closes harbour", "datePublished": "2024-03-03T10:00:00+01:00", "author":'
        ' [{"@type": "Person", "name": "Harbour Desk"}],'
        '"publisher": {"@type": "Organization", "name": "The Lantern"}, "keywords": ["weather", "ports"]}]}</script>'
    )
    article = reading("a.html", page(head)).article
    assert (article.title, article.date) == ("Storm closes harbour", "2024-03-03T10:00:00+01:00")
    assert (article.byline, article.outlet, article.topics) == ("Harbour Desk", "The Lantern", ("weather", "ports"))


def test_metadata_from_meta_elements(reading: Read):
    head = (
        "<meta property='og:title' content='Storm closes harbour'><meta property='og:site_name' content='The Lantern'>"
        "<meta property='article:published_time' content='2024-03-03T10:00:00Z'><meta name='author'"
        " content='By Harbour Desk'>"
        "<link rel='canonical' href='https://lantern.example/storm'><meta name='keywords' content='weather, ports'>"
    )
    article = reading("a.html", page(head)).article
    assert (article.title, article.date, article.byline) == (
        "Storm closes harbour",
        "2024-03-03T10:00:00+00:00",
        "Harbour Desk",
    )
    assert (article.outlet, article.url, article.topics) == (
        "The Lantern",
        "https://lantern.example/storm",
        ("weather", "ports"),
    )


def test_the_title_element_without_the_sites_name(reading: Read):
    assert reading("a.html", page(body=f"<div>{STORY}</div>")).article.title == "Storm closes harbour"


def test_text_that_only_the_metadata_hold(reading: Read):
    head = (
        f"<script"
        f' type="application/ld+json">{{"@type": "Article", "headline": "Storm", '
        f'"articleBody": "{PARAGRAPHS[0]}"}}</script>'
    )
    assert reading("a.html", page(head, "<div id='app'></div>")).article.text == f"Storm\n\n{PARAGRAPHS[0]}"


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-2", "utf-16"])
def test_encodings(reading: Read, encoding: str):
    text = page(f"<meta charset='{encoding}'>", body=f"<p>{PARAGRAPHS[0]} Café.</p>").encode(encoding)
    assert reading("a.html", text).article.text.endswith("Café.")


def test_entities_from_outside_are_not_fetched(reading: Read, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    text = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body>{STORY}<p>And &x;'
        f" stays where it is.</p></body></html>"
    )
    assert "the secret" not in reading("a.html", text).article.text


def test_very_deep_nesting(reading: Read):
    found = reading("a.html", page(body="<div>" * 50_000 + STORY))
    assert len(found.articles) + len(found.rejects) == 1


def test_a_page_without_text_keeps_its_title_or_is_rejected(reading: Read):
    assert (
        reading("a.html", "<html><body><img src='x.png'></body></html>").reject.reason
        == "an HTML page without running text"
    )


@pytest.mark.parametrize("head", ["", "<title>Storm closes harbour</title>", "<meta charset=utf-8>"])
@pytest.mark.parametrize("part", ["article", "section", "main"])
def test_a_page_without_a_body_element(reading: Read, head: str, part: str):
    found = reading("a.html", f"<!DOCTYPE html>{head}<{part}><h1>Storm closes harbour</h1>{STORY}</{part}>").article
    assert found.title == "Storm closes harbour"
    assert found.text.endswith("\n\n".join(PARAGRAPHS))


def test_a_page_is_recognised_without_a_suffix(reading: Read):
    assert reading("page", page()).article.title == "Storm closes harbour"


PARAGRAPH = "The harbour board of Ostby met on Tuesday and voted to rebuild the old pier before winter, the chair said."


def test_withheld_paragraphs_are_read_and_hidden_notices_are_not(reading: Read):
    page = (
        f'<body><div class="story"><h1>Pier to be rebuilt</h1><p>{PARAGRAPH}</p>'
        f'<p style="display:none">{PARAGRAPH} Second.</p>'
        f'<div style="display: none" class="paywall"><p>{PARAGRAPH} Third.</p></div>'
        f'<div style="display:none" class="cookie-consent"><p>{PARAGRAPH} Cookies.</p></div></div></body>'
    )
    text = reading("a.html", f"<html><head><title>Pier to be rebuilt</title></head>{page}</html>").article.text
    assert "Second." in text
    assert "Third." in text
    assert "Cookies." not in text


def test_a_fuller_text_in_the_metadata_is_taken(reading: Read):
    body = " ".join([PARAGRAPH] * 6)
    linked = f'{{"@type": "NewsArticle", "headline": "Pier to be rebuilt", "articleBody": "{body}"}}'
    article = reading(
        "a.html",
        f'<html><head><script type="application/ld+json">{linked}</script></head>'
        f"<body><h1>Pier to be rebuilt</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH} To read on, subscribe.</p></body></html>",
    ).article
    assert article.text.count(PARAGRAPH) == 6


@pytest.mark.parametrize(
    ("shown", "date", "byline"),
    [
        ('<span class="post-date">4 March 2021</span><p>By Ann Lee, City Correspondent</p>', "2021-03-04", "Ann Lee"),
        ('<time datetime="2021-03-04T10:00:00Z">then</time><a rel="author">Ann Lee</a>', "2021-03-04T10:00:00+00:00", "Ann Lee"),  # noqa: E501
        ('<link rel="canonical" href="https://n.example/2021/03/04/pier"><p>Von Anna Müller</p>', "2021-03-04", "Anna Müller"),  # noqa: E501
    ],
)  # fmt: skip
def test_what_only_the_page_shows_is_found(reading: Read, shown: str, date: str, byline: str):
    page = (
        f"<html><head></head><body><h1>Pier to be rebuilt</h1>{shown}<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></body></html>"
    )
    article = reading("a.html", page).article
    assert (article.date, article.byline) == (date, byline)


def test_two_extractors_agree_or_the_second_is_believed(shared: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("trafilatura")
    page = shared / "corpora" / "html_readability" / "bbc-1" / "source.html"
    with_extra = Reading(config(page)).article.text
    monkeypatch.setattr("newsexplore.index.corpus.text.main_text._web", False)
    assert Reading(config(page)).article.text == with_extra


def test_headline_and_publisher_in_microdata(reading: Read):
    prose = "Nobody was hurt when the storm closed the harbour, the port authority said. " * 4
    article = reading(
        "a.html",
        "<html><head><title>The site</title></head><body><div itemscope><h2 itemprop=headline>Storm closes harbour</h2>"
        f"<div itemprop=articleBody><p>{prose}</p></div>"
        "<div itemprop=publisher itemscope><meta itemprop=name content='The Lantern'></div></div></body></html>",
    ).article
    assert (article.title, article.outlet) == ("Storm closes harbour", "The Lantern")


def test_a_page_of_an_old_layout_names_date_and_author_below_the_headline(reading: Read):
    prose = "Nobody was hurt when the storm closed the harbour, the port authority said. " * 4
    article = reading(
        "a.html",
        "<TITLE>The Lantern: Storm closes harbour</TITLE><BODY><TABLE><TR><TD><B>Storm closes harbour</B><BR>By Ann Lee"
        f"<BR>March 4, 2001<P>{prose}</TABLE>",
    ).article
    assert (article.title, article.byline, article.date) == ("Storm closes harbour", "Ann Lee", "2001-03-04")
