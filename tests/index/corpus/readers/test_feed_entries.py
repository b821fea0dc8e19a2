import json
from pathlib import Path

import pytest

from ..support import Read, Reading, config

RSS = """<?xml version="1.0"?><!-- saved --><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Lantern</title><language>en-gb</language>
<copyright>(c) The Lantern</copyright><item><title>Storm &amp;amp; tide</title><link>https://lantern.example/1</link>
<guid isPermaLink="false">l-1</guid><dc:creator>Ann Lee</dc:creator><category>Local</category>
<pubDate>Thu, 04 Mar 2021 10:15:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Nobody was hurt.</p><p>Ships return.</p>]]></content:encoded></item>
<item><title>Ferry</title><description>It was towed.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Google Alert - harbour</title><entry><id>tag:x,2021:1</id>
<title type="html">Storm closes &lt;b&gt;harbour&lt;/b&gt;</title><published>2021-03-04T10:15:00Z</published>
<link href="https://www.google.com/url?rct=j&amp;url=https://lantern.example/1&amp;ct=ga"/>
<content type="html">Nobody was &lt;b&gt;hurt&lt;/b&gt;.</content></entry></feed>"""


def test_rss(reading: Read):
    first, second = reading("a.rss", RSS).articles
    assert first.text == "Storm & tide\n\nNobody was hurt.\n\nShips return."
    assert (first.date, first.outlet, first.byline, first.lang, first.url, first.key) == (
        "2021-03-04T10:15:00+01:00", "The Lantern", "Ann Lee", "en", "https://lantern.example/1", "l-1"
    )  # fmt: skip
    assert (first.topics, first.extra) == (("Local",), (("rights", "(c) The Lantern"),))
    assert (second.title, second.date) == ("Ferry", "")


def test_an_alert_is_of_the_outlet_that_it_points_to(reading: Read):
    article = reading("a.xml", ATOM).article
    assert (article.text, article.outlet, article.url) == (
        "Storm closes harbour\n\nNobody was hurt.", "lantern.example", "https://lantern.example/1"
    )  # fmt: skip


def test_a_feed_without_entries_is_skipped(reading: Read):
    found = reading("a.xml", '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>')
    assert (found.articles, found.rejects, [skip.kind for skip in found.skips]) == ([], [], ["feeds without entries"])


def test_a_document_type_is_never_followed(reading: Read):
    text = RSS.replace('<?xml version="1.0"?>', '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    found = reading("a.xml", text.replace("Short.", "&x;").replace("It was towed.", "&x;"))
    assert all("root:" not in article.text for article in found.articles)


def test_blogger_comments_are_counted(reading: Read):
    entry = (
        "<entry><id>tag:b,{n}</id><category scheme='http://schemas.google.com/g/2005#kind'"
        " term='http://schemas.google.com/blogger/2008/kind#{kind}'/><title>{n}</title>"
        "<content>Nobody was hurt.</content></entry>"
    )
    text = "".join(entry.format(n=n, kind=kind) for n, kind in enumerate(("post", "comment", "settings", "post")))
    found = reading("blog.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title>{text}</feed>')
    assert ([one.title for one in found.articles], found.skips[0].count) == (["0", "3"], 2)


def test_wordpress_posts_only(reading: Read):
    item = (
        "<item><title>{n}</title><guid>http://b.example/?p={n}</guid><dc:creator>Ann</dc:creator>"
        "<content:encoded><![CDATA[<!-- wp:paragraph -->Nobody was <b>hurt"
        '</b>.\n\n[gallery ids="1"]Ships return.]]></content:encoded>'
        "<wp:post_date_gmt>2021-03-04 09:15:00</wp:post_date_gmt><wp:post_type>{kind}</wp:post_type>"
        "<wp:status>{status}</wp:status></item>"
    )
    items = (
        item.format(n=1, kind="post", status="publish")
        + item.format(n=2, kind="attachment", status="inherit")
        + item.format(n=3, kind="page", status="draft")
    )
    found = reading(
        "wp.xml",
        '<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="d"'
        ' xmlns:content="c">'
        f"<channel><title>The Lantern</title><language>en</language>{items}</channel></rss>",
    )
    first, second = found.articles
    assert (first.text, first.date, first.outlet) == (
        "1\n\nNobody was hurt.\n\nShips return.", "2021-03-04T09:15:00+00:00", "The Lantern"
    )  # fmt: skip
    assert second.extra == (("version", "draft"),)
    assert [skip.count for skip in found.skips] == [1]


def test_ghost(reading: Read):
    post = {
        "id": "p", "uuid": "u", "title": "Storm", "html": "<p>Nobody was hurt.</p>", "status": "published",
        "published_at": "2021-03-04T10:15:00.000Z",
    }  # fmt: skip
    tables = {
        "posts": [post],
        "users": [{"id": "1", "name": "Ann Lee"}],
        "posts_authors": [{"post_id": "p", "author_id": "1"}],
        "tags": [{"id": "t", "name": "Local"}],
        "posts_tags": [{"post_id": "p", "tag_id": "t"}],
        "settings": [{"key": "title", "value": "The Lantern"}],
    }
    text = json.dumps({"db": [{"meta": {"exported_on": 1}, "data": tables}]})
    article = reading("ghost.json", text).article
    assert (article.text, article.date, article.outlet, article.byline, article.topics) == (
        "Storm\n\nNobody was hurt.", "2021-03-04T10:15:00+00:00", "The Lantern", "Ann Lee", ("Local",)
    )  # fmt: skip


NAMES = (
    "a10.xml AmazonWebServicesBlog.xml DuplicateContentAtomFeed.xml FeedBurnerXHTML.xml HuffPostCanada.xml"
    " InvalidDateFormat.xml TechCrunch.xml TypePadNews.xml google_alerts_atom.xml youtube_atom.xml json_feed.json"
    " json_feed_with_escaped_uris.json"
).split()


@pytest.mark.parametrize("name", NAMES)
def test_real_feeds(shared: Path, name: str):
    path = shared / "corpora/feeds" / name
    if not path.exists():
        pytest.skip("no shared corpora beside the repository")
    text = path.read_text(encoding="utf-8", errors="replace")
    entries = text.count("<item>") + text.count("<item ") + text.count("<entry>") + text.count("<entry ")
    if name.endswith(".json"):
        entries = len(json.loads(text)["items"])
    found = Reading(config(path))
    assert (len(found.articles), found.rejects) == (entries, [])


def test_a_feed_that_the_parser_gives_up_is_read_by_its_elements(reading: Read, monkeypatch: pytest.MonkeyPatch):
    def give_up(*_: object, **__: object) -> None:
        raise TypeError("int() argument must be a string")

    monkeypatch.setattr("feedparser.parse", give_up)
    first, second = reading("a.xml", RSS).articles
    assert (first.text, first.date, first.byline, first.key) == (
        "Storm & tide\n\nNobody was hurt.\n\nShips return.", "2021-03-04T10:15:00+01:00", "Ann Lee", "l-1"
    )  # fmt: skip
    assert second.title == "Ferry"


def test_the_line_that_a_blog_puts_below_an_entry_is_no_text(reading: Read):
    text = "Nobody was hurt when the storm closed the harbour."
    body = f"<p>{text}</p><p>The post <a href='x'>Storm</a> appeared first on <a href='y'>The Lantern</a>.</p>"
    feed = f"<rss version='2.0'><channel><item><title>Storm</title><description><![CDATA[{body}]]></description></item>"
    assert reading("a.xml", f"{feed}</channel></rss>").article.text == f"Storm\n\n{text}"


def test_the_whole_text_in_elements_of_some_publishers(reading: Read):
    long = "<p>Nobody was hurt.</p><p>Ships return to the harbour.</p>"
    feed = RSS.replace("xmlns:dc=", 'xmlns:turbo="http://turbo.yandex.ru" xmlns:dc=')
    whole = feed.replace(
        "<description>It was towed.</description>", f"<turbo:content><![CDATA[{long}]]></turbo:content>"
    )
    assert reading("a.rss", whole).articles[1].text == "Ferry\n\nNobody was hurt.\n\nShips return to the harbour."


def test_ampersands_that_are_no_references(reading: Read):
    feed = RSS.replace("It was towed.", "R&D pays; AT&T & sons &lt;3.").replace("Ships return.", "A&amp;B and R&D.")
    first, second = reading("a.rss", feed).articles
    assert second.text == "Ferry\n\nR&D pays; AT&T & sons <3."
    assert first.text.endswith("A&B and R&D.")


def test_a_feed_that_ends_early_says_so(reading: Read):
    found = reading("a.rss", RSS[: RSS.index("It was towed.") + 5])
    assert [one.title for one in found.articles] == ["Storm & tide", "Ferry"]
    assert ["ends within the feed" in reject.reason for reject in found.rejects] == [True]
    assert reading("b.rss", RSS).rejects == found.rejects
