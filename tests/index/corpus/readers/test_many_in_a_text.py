"""Text files of many articles: a line each, with rules between them, and exports of weblogs."""

import pytest

from ..support import Read

PIER = "The harbour board of Ostby met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
SCHOOLS = "The council of Lindvik closed two schools. Parents said they had not been asked, and plan to appeal."
FERRY = "A ferry ran aground near Marholm on Friday. Nobody was hurt, the coast guard said in a statement."
MORE = "The work will take two years. It will cost twelve million crowns, which the state pays. A vote is due in May."
DOCUMENTS = [f"{text} {MORE}" for text in (PIER, SCHOOLS, FERRY)]


def test_long_lines_of_several_sentences_are_documents(reading: Read):
    found = reading("corpus.txt", "\n".join(DOCUMENTS) + "\n")
    assert [article.text for article in found.articles] == DOCUMENTS


@pytest.mark.parametrize(
    ("form", "topics", "key"), [("__label__news {1}", ("news",), ""), ("doc-{0}\t{1}", (), "doc-0")]
)
def test_labels_and_ids_before_documents(reading: Read, form: str, topics: tuple[str, ...], key: str):
    found = reading("train.txt", "".join(form.format(i, text) + "\n" for i, text in enumerate(DOCUMENTS)))
    assert [article.text for article in found.articles] == DOCUMENTS
    assert (found.articles[0].topics, found.articles[0].key) == (topics, key)


def test_words_parted_from_their_signs_are_a_corpus(reading: Read):
    spaced = [text.replace(".", " .").replace(",", " ,").lower() for text in DOCUMENTS]
    assert len(reading("corpus.txt", "\n".join(spaced * 2) + "\n").articles) == 6


PARAGRAPHS = [
    f"{PIER} The board of Ostby has owned the pier since 1912. It was last repaired in 1960.",
    "Fishermen in Ostby asked for a berth. They have forty boats. It will answer in May, said Ostby.",
    "The mayor of Ostby hailed the vote. She said that Ostby had waited for it. The state pays half. That is all.",
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "Ostby votes for its pier\n" + "\n".join(DOCUMENTS),
        "\n\n".join(DOCUMENTS),
        "\n".join((PIER, SCHOOLS, FERRY)),
    ],
    ids=["names in common", "a headline", "blank lines", "paragraphs of two sentences"],
)
def test_paragraphs_are_one_article(reading: Read, text: str):
    assert len(reading("a.txt", text + "\n").articles) == 1


def test_rules_part_articles_that_begin_with_headline_and_date(reading: Read):
    parts = [f"Pier of Ostby\n14 February 2024\n\n{PIER}\n", f"Two schools closed\n15 February 2024\n\n{SCHOOLS}\n"]
    found = reading("a.txt", f"{'=' * 40}\n".join(parts))
    assert [(a.title, a.date, a.text[a.body :]) for a in found.articles] == [
        ("Pier of Ostby", "2024-02-14", PIER),
        ("Two schools closed", "2024-02-15", SCHOOLS),
    ]


def test_rules_within_an_article_part_nothing(reading: Read):
    assert len(reading("a.txt", f"Pier of Ostby\n\n{PIER}\n\n-----\n\n{SCHOOLS}\n\n-----\n\n{FERRY}\n").articles) == 1


def test_rows_without_names_in_a_text(reading: Read):
    rows = "".join(
        f"2024-02-{day}\tPier of Ostby rebuilt, part {day}\thttps://o.example/{day}\n" for day in range(11, 17)
    )
    found = reading("a.txt", rows)
    first = found.articles[0]
    assert (first.title, first.date, first.url) == (
        "Pier of Ostby rebuilt, part 11", "2024-02-11", "https://o.example/11"
    )  # fmt: skip
    assert len(found.articles) == 6


ENTRY = (
    "TITLE: {}\nAUTHOR: Ann Lee\nDATE: 02/04/2024 08:05:01 PM\nCATEGORY: News\nSTATUS: {}\n-----\n"
    "BODY:\n<p>{}</p>\n-----\nEXTENDED BODY:\n<p>{}</p>\n-----\n"
    "KEYWORDS:\n\n-----\nCOMMENT:\nAUTHOR: Bo Ek\nWell done.\n-----\n--------\n"
)


def test_entries_of_a_weblog(reading: Read):
    found = reading("a.txt", ENTRY.format("Pier", "publish", PIER, FERRY) + ENTRY.format("S", "draft", SCHOOLS, FERRY))
    article = found.article
    assert (article.title, article.date, article.byline) == ("Pier", "2024-02-04T20:05:01", "Ann Lee")
    assert (article.text, article.topics) == (f"Pier\n\n{PIER}\n\n{FERRY}", ("News",))
    assert {skip.kind: skip.count for skip in found.skips} == {
        "comments of readers": 2,
        "drafts that were not published": 1,
    }


def test_comments_and_drafts_of_blogger_are_no_articles(reading: Read):
    entry = (
        "<entry><id>{}</id><blogger:type>{}</blogger:type><blogger:status>{}</blogger:status><title>{}</title>"
        f"<content type='html'>{PIER}</content><published>2024-02-14T08:05:01Z</published></entry>"
    )
    feed = (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:blogger='http://schemas.google.com/blogger/2018'><title>Ostby Post</title>"
        + entry.format(1, "POST", "LIVE", "Pier")
        + entry.format(2, "COMMENT", "LIVE", "")
        + entry.format(3, "POST", "DRAFT", "Not yet")
        + "</feed>"
    )
    found = reading("feed.atom", feed)
    assert (found.article.title, sum(skip.count for skip in found.skips)) == ("Pier", 2)


def test_properties_below_a_heading(reading: Read):
    facts = "Author: Ann Lee\nDate: February 14, 2024\nURL: https://o.example/p"
    text = f"# Pier of Ostby\n\n{facts}\n\n{PIER}\n\n{{{{< video x >}}}}\n"
    article = reading("a.md", text).article
    assert (article.byline, article.date, article.url) == ("Ann Lee", "2024-02-14", "https://o.example/p")
    assert article.text == f"Pier of Ostby\n\n{PIER}"


def test_the_moment_of_saving_is_not_the_date_of_a_bookmark(reading: Read):
    table = f'URL,Title,Selection,Folder,Timestamp\nhttps://o.example/p,Pier of Ostby,"{PIER}",Unread,1709251200\n'
    article = reading("a.csv", table).article
    assert (article.date, article.text) == ("", f"Pier of Ostby\n\n{PIER}")


def test_articles_below_lines_that_count_them(reading: Read):
    head = "Article {0} of 3\n\nStorm {0} closes harbour\nHarbour Post, {0} March 2024\n\n"
    part = head + "Nobody was hurt in storm {0}.\n\n"
    found = reading("list.txt", "".join(part.format(number) for number in (1, 2, 3))).articles
    assert [(one.title, one.date, one.outlet, one.text[one.body :]) for one in found] == [
        (f"Storm {number} closes harbour", f"2024-03-0{number}", "Harbour Post", f"Nobody was hurt in storm {number}.")
        for number in (1, 2, 3)
    ]


def test_articles_of_a_law_are_one_text(reading: Read):
    law = "".join(f"Article {number}\n\nThe harbour is open on day {number}.\n\n" for number in (1, 2, 3))
    assert "Article 3" in reading("law.txt", law).article.text


def test_names_of_fields_in_two_languages(reading: Read):
    part = "Title-题名: 风暴{0}\nSource-报纸: 灯塔报\nPubTime-发表时间: 2024-03-0{0}\nSummary-摘要: 港口关闭。\n\n"
    found = reading("list.txt", part.format(1) + part.format(2)).articles
    assert [(one.title, one.outlet, one.date) for one in found] == [
        ("风暴1", "灯塔报", "2024-03-01"), ("风暴2", "灯塔报", "2024-03-02"),
    ]  # fmt: skip
