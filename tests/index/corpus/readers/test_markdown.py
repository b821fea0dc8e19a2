from ..support import Read


def test_front_matter_and_headings(reading: Read):
    article = reading(
        "a.md",
        '---\ntitle: "Storm closes harbour"\nsource: The Lantern\nurl:'
        ' https://lantern.example/storm\ndate: "2024-03-03"\n'
        'scraped_at: "2026-03-03T07:10:08+00:00"\nlanguage: en\n---\n\nWeather\n\n# Storm closes'
        " harbour\n\nNobody was **hurt**.\n\n"
        "## What now\n\nShips go [elsewhere](https://lantern.example/map).\n",
    ).article
    assert (article.title, article.date, article.outlet, article.lang) == (
        "Storm closes harbour",
        "2024-03-03",
        "The Lantern",
        "en",
    )
    assert article.text == "Storm closes harbour\n\nNobody was hurt.\n\nWhat now\n\nShips go elsewhere."


def test_the_top_heading_is_the_title(reading: Read):
    article = reading("a.md", "Storm closes harbour\n====================\n\nNobody was hurt\nin the storm.\n").article
    assert article.title == "Storm closes harbour"
    assert article.text[article.body :] == "Nobody was hurt in the storm."


def test_markup_is_reduced_to_words(reading: Read):
    text = reading(
        "a.md",
        "# T\n\n> A *quoted* `line`[^1] with ![a picture](x.png) and snake_case_name\n\n- one\n-"
        " two\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "<p>Some &amp; <b>html</b></p>\n\n***\n\n\\*no emphasis\\*\n\n[1]: https://lantern.example\n",
    ).article.text
    assert text == (
        "T\n\nA quoted line with and snake_case_name\n\n- one\n\n- two\n\na | b\n\nc | d\n\nSome &"
        " html\n\n*no emphasis*"
    )


def test_code_is_left_alone(reading: Read):
    assert "# no *heading*" in reading("a.md", "# T\n\ntext\n\n```\n# no heading\n```\n\n`# no *heading*`").article.text


def test_many_brackets_take_no_time(reading: Read):
    assert reading("a.md", "# T\n\n" + "[" * 100_000 + "*" * 100_000 + "_" * 100_000).article.title == "T"


def test_an_export_that_was_converted_to_markdown(reading: Read):
    part = (
        "# Storm {0} closes harbour\n\nThe Lantern\n\nMarch {0}, 2024\n\n**Section:** NEWS\n\n**Length:** 20 words\n\n"
        "**Body**\n\nNobody was hurt in storm {0}, the port\\'s chair said.\n\n**Load-Date:** March 9, 2024\n\n"
        "**End of Document**\n\n"
    )
    found = reading("nexis.md", part.format(5) + part.format(6)).articles
    assert [(one.title, one.outlet, one.date, one.text[one.body :]) for one in found] == [
        (
            f"Storm {day} closes harbour",
            "The Lantern",
            f"2024-03-0{day}",
            f"Nobody was hurt in storm {day}, the port's chair said.",
        )
        for day in (5, 6)
    ]
