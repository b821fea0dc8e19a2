"""Pages that are no articles: errors, checks for robots, walls of consent, and lists of stories with dates."""

import json

import pytest

from ..support import Read

NOTICES = {
    "error pages": (
        (
            "404 - Page not found | Post",
            "Page not found",
            "Sorry, the page could not be found. It may have been moved.",
        ),
        ("Hafenbote", "Seite nicht gefunden", "Die gewünschte Seite gibt es nicht, oder sie wurde gelöscht."),
        ("403 Forbidden", "403 Forbidden", "You do not have permission to see this page on this server of ours."),
    ),
    "pages that check for robots": (
        (
            "Just a moment...",
            "post.example",
            "This site needs to review the security of your connection before it goes on.",
        ),
    ),
    "pages that ask for consent": (
        (
            "Hafenbote - Zustimmung",
            "Hafenbote mit Werbung lesen",
            "Wir und unsere 188 Partner verarbeiten personenbezogene Daten, auch mit Cookies und Tracking.",
        ),
    ),
}


def page(title: str, heading: str, text: str) -> str:
    return f"<html><title>{title}</title><body><h1>{heading}</h1><p>{text}</p></body></html>"


@pytest.mark.parametrize("kind", NOTICES)
def test_pages_in_place_of_an_article_are_counted(reading: Read, kind: str):
    for notice in NOTICES[kind]:
        found = reading("a.html", page(*notice))
        assert (found.articles, found.rejects) == ([], [])
        assert [skip.kind for skip in found.skips] == [kind]


STORIES = ("404 fishermen saved after storm", "Cookie maker closes plant", "Page not found: how links die")


@pytest.mark.parametrize("head", STORIES)
def test_stories_with_such_headlines_are_read(reading: Read, head: str):
    text = "The council voted on Tuesday to help after a storm had closed the harbour for two whole days."
    assert reading("a.html", page(head, head, text)).article.title == head


def test_a_list_of_stories_with_dates_is_no_article(reading: Read):
    teasers = "".join(
        f'<article><a href="/n/{day}"><h3>The council closes market number {day}</h3></a><p>It voted on Tuesday.</p>'
        f'<time datetime="2021-03-0{day}">{day} March</time></article>'
        for day in range(1, 7)
    )
    found = reading("a.html", f"<html><title>Local news</title><body><h1>Local news</h1>{teasers}</body></html>")
    assert (found.articles, [skip.kind for skip in found.skips]) == ([], ["front pages and lists of stories"])


def test_the_only_story_in_the_data_of_a_page_that_is_named_after_its_site(reading: Read):
    text = "The council voted on Tuesday to close the old fish market after engineers found cracks in its wall. " * 4
    state = {
        "props": {
            "article": {"headline": "Council closes market", "publishedAt": "2021-03-05T09:30:00Z", "body": text},
            "mostRead": [{"headline": "Ferry aground", "url": "/f", "publishedAt": "2021-03-04T09:30:00Z"}],
        }
    }
    page = (
        '<html><head><title>Harbour Post</title></head><body><div id="__next"></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script></body></html>'
    )
    article = reading("a.html", page).article
    assert (article.title, article.date) == ("Council closes market", "2021-03-05T09:30:00+00:00")
    assert article.text.endswith(text.strip())


def test_the_address_that_a_browser_notes_in_a_page_that_it_saves(reading: Read):
    text = "<p>The council voted on Tuesday to close the old fish market after engineers found cracks in it.</p>"
    note = "<!-- saved from url=(0031)https://post.example/local/fish -->"
    assert (
        reading("a.html", f"{note}\n<html><body><h1>Market</h1>{text}</body></html>").article.url
        == "https://post.example/local/fish"
    )


def test_what_is_offered_to_subscribers_below_the_part_that_all_may_read(reading: Read):
    text = "<p>The council voted on Tuesday to close the old fish market after engineers found cracks in its wall.</p>"
    wall = (
        "<div class=paywall><h3>This article is for subscribers only</h3><p>Subscribe now for 1 euro a month to go on"
        " reading. Cancel any time.</p><a href=/sub>Subscribe</a> <a href=/login>Already a subscriber? Log in</a></div>"
    )
    page = f"<html><body><article><h1>Council closes market</h1>{text}{wall}</article></body></html>"
    assert reading("a.html", page).article.text.endswith("cracks in its wall.")


def test_a_table_of_links_is_a_list_of_stories(reading: Read):
    rows = "".join(
        f'<tr><td>{day} March 2021</td><td><a href="/{day}">The council closes market number {day}</a></td></tr>'
        for day in range(1, 6)
    )
    found = reading("a.html", f"<html><body><table>{rows}</table></body></html>")
    assert (found.articles, [skip.kind for skip in found.skips]) == ([], ["front pages and lists of stories"])


def test_a_date_below_the_headline_whatever_it_is_called(reading: Read):
    texts = (
        "马洛市议会周二决定关闭旧鱼市场，此前工程师在北墙发现裂缝。市长表示没有人受伤。",
        "在新建筑两年后完工之前，商贩将在火车站大厅获得摊位，市政府说。",
    )
    page = (
        "<html><head><title>市议会关闭鱼市场-海港日报</title></head><body><h1>市议会关闭鱼市场</h1>"
        "<div class=info>2021年03月05日09:30 来源：海港日报</div><div id=content>{}</div></body></html>"
    )
    article = reading("a.html", page.format("".join(f"<p>{text}</p>" for text in texts))).article
    assert (article.title, article.date) == ("市议会关闭鱼市场", "2021-03-05T09:30:00")


@pytest.mark.parametrize(("field", "kinds"), [("password", ["pages that ask for a password"]), ("text", [])])
def test_a_page_to_log_in_has_a_field_for_a_password(reading: Read, field: str, kinds: list[str]):
    body = f"<form><input type={field}></form><p>No account yet? Register and read five articles a month.</p>"
    found = reading("a.html", f"<html><title>Log in - Post</title><body><h1>Log in</h1>{body}</body></html>")
    assert [skip.kind for skip in found.skips] == kinds
