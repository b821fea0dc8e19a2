"""Pages with several whole stories."""

from ..support import Read

PARAGRAPHS = "<p>Nobody was hurt when the storm closed the harbour, the port authority said on Monday morning.</p>" * 5


def story(title: str, day: str, more: str = "") -> str:
    return (
        f'<article {more}><h2><a href="/{day}">{title}</a></h2><time datetime="{day}">{day}</time>'
        f'<span class="author">Ann Lee</span>{PARAGRAPHS}</article>'
    )


def page(title: str, *stories: str) -> str:
    return (
        f"<html><head><title>{title}</title><link rel=canonical href=https://lantern.example/></head><body><main>"
        f"{''.join(stories)}</main></body></html>"
    )


def test_the_front_page_of_a_blog_is_as_many_articles(reading: Read):
    found = reading("a.html", page("The Lantern", story("Storm", "2021-03-04"), story("Ferry towed", "2021-03-05")))
    assert [(one.title, one.date, one.byline, one.url, one.outlet) for one in found.articles] == [
        ("Storm", "2021-03-04", "Ann Lee", "https://lantern.example/2021-03-04", "The Lantern"),
        ("Ferry towed", "2021-03-05", "Ann Lee", "https://lantern.example/2021-03-05", "The Lantern"),
    ]
    assert all("Nobody was hurt" in one.text for one in found.articles)
    assert (found.rejects, found.skips) == ([], [])


def test_stories_below_that_of_the_page_are_counted(reading: Read):
    found = reading(
        "a.html",
        page("Storm closes port | The Lantern", story("Storm closes port", "2021-03-04"), story("Ferry", "2021-03-05")),
    )
    assert [one.title for one in found.articles] == ["Storm closes port"]
    assert [(skip.kind, skip.count) for skip in found.skips] == [("further stories on a page", 1)]


def test_comments_and_teasers_are_no_stories(reading: Read):
    teaser = "<article><h2>Ferry</h2><p>The ferry was towed to the northern pier on Sunday.</p></article>"
    comment = story("Ben wrote", "2021-03-05", 'class="comment"')
    found = reading("a.html", page("Storm", story("Storm", "2021-03-04"), teaser, comment))
    assert ([one.title for one in found.articles], found.skips) == (["Storm"], [])
