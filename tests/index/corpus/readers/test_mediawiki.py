from ..support import Read

PAGE = "<page><title>{}</title><ns>{}</ns><revision><text>{}</text></revision></page>"
STORM = """{{date|March 4, 2021}}{{Weather|a={{b}}}}
[[File:a.jpg|thumb|A [[pier]].]]
The ''''storm'''' closed the [[harbour of Ostby|harbour]] on Thursday.&lt;ref&gt;A.&lt;/ref&gt;

== Reactions ==
* Nobody was hurt, the [https://a.example port authority] said.

== Sources ==
* A list
[[Category:Weather]]"""


def test_an_article_of_a_wiki_is_read_without_markup(reading: Read):
    pages = (
        PAGE.format("Storm", 0, STORM)
        + PAGE.format("Talk:Storm", 1, "x")
        + PAGE.format("Gale", 0, "#REDIRECT [[Storm]]")
    )
    found = reading(
        "a.xml", f'<mediawiki xml:lang="en"><siteinfo><sitename>Wiki</sitename></siteinfo>{pages}</mediawiki>'
    )
    (article,) = found.articles
    assert (article.title, article.date, article.outlet, article.topics) == (
        "Storm",
        "2021-03-04",
        "Wiki",
        ("Weather",),
    )
    assert article.text[article.body :] == (
        "The storm closed the harbour on Thursday.\n\nReactions\nNobody was hurt, the port authority said."
    )
    assert [(skip.kind, skip.count) for skip in found.skips] == [
        ("pages of a wiki beside its articles", 1), ("redirections of a wiki", 1)
    ]  # fmt: skip
