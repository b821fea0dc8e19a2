"""What pages say in JSON-LD, as the plug-ins of publishing systems write it."""

import json
from typing import Any

import pytest

from ..support import Read

TITLE = "Council closes its fish market"
TEXT = "".join(
    f"<p>{part}</p>"
    for part in (
        "The council voted on Tuesday to close the old fish market after engineers found cracks in its wall.",
        "Traders will be offered stalls in the railway hall until a new building is finished in two years.",
        "The decision ends a dispute that began when a storm tore off part of the roof in January.",
    )
)


def page(linked: Any, body: str = f"<h1>{TITLE}</h1>{TEXT}") -> str:
    script = linked if isinstance(linked, str) else json.dumps(linked)
    return (
        f'<html><head><title>{TITLE}</title><script type="application/ld+json">{script}</script></head>'
        f"<body><article>{body}</article></body></html>"
    )


GRAPH: list[dict[str, Any]] = [
    {"@type": "WebSite", "@id": "https://post.example/#site", "name": "Harbour Post"},
    {"@type": "Person", "@id": "https://post.example/#p1", "name": "Mara Quill"},
    {
        "@type": ["ReportageNewsArticle"], "headline": TITLE, "datePublished": "2021-03-05T09:30:00Z",
        "author": {"@id": "https://post.example/#p1"}, "publisher": {"@id": "https://post.example/#site"},
        "mainEntityOfPage": {"@id": "https://post.example/local/fish#webpage"},
    },
]  # fmt: skip


def test_what_an_article_refers_to_on_the_same_page(reading: Read):
    article = reading("a.html", page({"@context": "https://schema.org", "@graph": GRAPH})).article
    assert (article.byline, article.outlet) == ("Mara Quill", "Harbour Post")
    assert (article.url, article.date) == ("https://post.example/local/fish", "2021-03-05T09:30:00+00:00")


def test_the_front_page_is_no_address_of_an_article(reading: Read):
    item = {**GRAPH[2], "mainEntityOfPage": "https://post.example/", "author": "Tom Ide"}
    article = reading("a.html", page(item)).article
    assert (article.url, article.byline) == ("", "Tom Ide")


def test_a_comma_too_many(reading: Read):
    item = f'{{"@type": "NewsArticle", "headline": "{TITLE}", "author": {{"name": "Mara Quill",}},}}'
    assert reading("a.html", page(item)).article.byline == "Mara Quill"


@pytest.mark.parametrize(("name", "date"), [(TITLE, "2021-03-05"), ("Ferry aground", "")])
def test_a_page_about_a_recording_has_its_date(reading: Read, name: str, date: str):
    recording = {"@type": "VideoObject", "name": name, "uploadDate": "2021-03-05"}
    assert reading("a.html", page(recording)).article.date == date


def test_an_author_in_the_elements_of_cards(reading: Read):
    metas = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Mara Quill">'
    other = '<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="2 minutes">'
    assert reading("a.html", page("{}").replace("<title>", f"{metas}<title>")).article.byline == "Mara Quill"
    assert reading("b.html", page("{}").replace("<title>", f"{other}<title>")).articles[-1].byline == ""


@pytest.mark.parametrize(
    "script",
    ["//<![CDATA[\n{}\n//]]>", "<!--\n{}\n-->", '{{"@type": "WebPage", "name": "Market"}}\n{}'],
    ids=["CDATA", "comment", "second"],
)
def test_scripts_that_hide_or_follow_each_other(reading: Read, script: str):
    item = json.dumps({"@type": "NewsArticle", "headline": TITLE, "author": {"name": "Mara Quill"}})
    assert reading("a.html", page(script.format(item))).article.byline == "Mara Quill"
