"""Texts as editors of publishing systems store them, and rows of their databases that are no articles."""

import csv
import io
import json
from typing import Any

import pytest

from ..support import Read

ONE = "The council voted on Tuesday to close the old fish market after engineers found cracks in its northern wall."
TWO = "Traders will be offered stalls in the railway hall until a new building is finished in two years."
TITLE = "Council closes fish market"
BLOCKS = {
    "time": 1614936600000,
    "blocks": [
        {"type": "paragraph", "data": {"text": ONE}},
        {"type": "image", "data": {"file": {"url": "x.jpg"}, "caption": "The hall"}},
        {"type": "list", "data": {"style": "unordered", "items": ["no rent", {"content": "no tax", "items": []}]}},
        {"type": "paragraph", "data": {"text": TWO}},
    ],
}
DELTA = {
    "ops": [
        {"insert": f"{ONE}\nno rent"},
        {"attributes": {"list": "bullet"}, "insert": "\n"},
        {"insert": {"image": "x.jpg"}},
        {"insert": f"no tax\n{TWO}\n"},
    ]
}


@pytest.mark.parametrize("stored", [BLOCKS, DELTA], ids=["Editor.js", "Quill"])
@pytest.mark.parametrize("as_text", [False, True])
def test_blocks_of_editors(reading: Read, stored: dict[str, Any], as_text: bool):
    record = {"title": TITLE, "content": json.dumps(stored) if as_text else stored}
    article = reading("a.json", json.dumps([record])).article
    assert article.text == f"{TITLE}\n\n{ONE}\n\nno rent\n\nno tax\n\n{TWO}"


def test_sections_are_one_article(reading: Read):
    record = {
        "title": TITLE, "publication_date": "5 March 2021", "source": {"name": "Harbour Post"},
        "sections": [{"heading": "What happened", "text": ONE}, {"heading": "What is next", "text": TWO}],
    }  # fmt: skip
    article = reading("a.json", json.dumps(record)).article
    assert article.text == f"{TITLE}\n\nWhat happened\n\n{ONE}\n\nWhat is next\n\n{TWO}"
    assert (article.date, article.outlet, article.topics) == ("2021-03-05", "Harbour Post", ())


def test_sections_of_articles_are_no_text(reading: Read):
    section = {"name": "Local", "articles": [{"title": TITLE, "text": ONE, "date": "2021-03-05"}]}
    both = reading("a.json", json.dumps({"title": "Harbour Post", "sections": [section, section]}))
    assert [one.text for one in both.articles] == [f"{TITLE}\n\n{ONE}"] * 2


ROWS = [
    ["ID", "post_date", "post_date_gmt", "post_content", "post_title", "post_status", "post_type"],
    ["1", "2021-03-05 10:30:00", "2021-03-05 09:30:00", f"<p>{ONE}</p>", TITLE, "publish", "post"],
    ["2", "2021-03-05 10:30:00", "2021-03-05 09:30:00", f"<p>{ONE}</p>", TITLE, "inherit", "revision"],
    ["3", "2021-03-05 10:30:00", "2021-03-05 09:30:00", "The hall", "hall", "inherit", "attachment"],
    ["4", "2021-03-05 10:30:00", "0000-00-00 00:00:00", f"<p>{TWO}</p>", "Stalls", "draft", "post"],
]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_rows_of_a_blog_that_are_no_posts(reading: Read, form: str):
    table = io.StringIO()
    csv.writer(table).writerows(ROWS)
    records = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    found = reading(f"posts.{form}", table.getvalue() if form == "csv" else json.dumps(records))
    first, second = found.articles
    assert (first.title, first.date, first.text) == (TITLE, "2021-03-05T09:30:00+00:00", f"{TITLE}\n\n{ONE}")
    assert (second.title, dict(second.extra)) == ("Stalls", {"version": "draft"})
    assert sum(skip.count for skip in found.skips) == 2


def test_words_in_brackets_are_text_and_shortcodes_are_none(reading: Read):
    post = (
        "<!-- wp:paragraph --><p>“He [sic] said [the] plan [laughs] works,” she said.</p><!-- /wp:paragraph -->"
        f'[caption id="a"]The hall[/caption][gallery ids="1,2"][vc_row]'
        f"[embed]https://x.example[/embed]<p>{ONE}</p>[/vc_row]"
    )
    record = {"post_title": TITLE, "post_content": post, "post_status": "publish", "post_type": "post"}
    article = reading("a.json", json.dumps(record)).article
    assert article.text == f"{TITLE}\n\n“He [sic] said [the] plan [laughs] works,” she said.\n\n{ONE}"


def test_of_two_columns_with_one_name_the_first_counts(reading: Read):
    article = reading("a.csv", f"title,date,title,text\n{TITLE},2021-03-05,Harbour Post,{ONE}\n").article
    assert (article.title, article.date) == (TITLE, "2021-03-05")


def test_articles_in_the_text_of_an_answer(reading: Read):
    inner = {"articles": [{"title": TITLE, "content": ONE, "publishedAt": "2021-03-05T09:30:00Z"}]}
    article = reading("a.json", json.dumps({"statusCode": 200, "headers": {}, "body": json.dumps(inner)})).article
    assert (article.title, article.date, article.text) == (TITLE, "2021-03-05T09:30:00+00:00", f"{TITLE}\n\n{ONE}")


def test_names_of_columns_decide_how_a_table_is_divided(reading: Read):
    rows = [
        "title;text",
        "'Never again', says mayor;'Never again' will it be closed, the mayor said; he was angry. It's 'our' market.",
        "It's late;The ferry's late again, 'as ever', said a passenger on Friday.",
    ]
    first, second = reading("a.csv", "\n".join(rows) + "\n").articles
    assert first.title == "'Never again', says mayor"
    assert first.text.endswith("the mayor said; he was angry. It's 'our' market.")
    assert second.title == "It's late"


def test_french_names_of_columns(reading: Read):
    table = f"Titre de l'article,Date de publication,Contenu de l'article\n{TITLE},25/03/2021,{ONE}\n"
    article = reading("a.csv", table).article
    assert (article.title, article.date, article.text) == (TITLE, "2021-03-25", f"{TITLE}\n\n{ONE}")


def test_a_table_of_names_holds_no_articles(reading: Read):
    assert "no column holds a text or a title" in reading("people.csv", "id,name\n1,Mara Quill\n").reject.reason
