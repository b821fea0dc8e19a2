"""Small inputs of every kind that public collections hold, each with the articles that are right for it."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .support import Reading, config

PIER = "The harbour board of Ostby met on Tuesday."
SCHOOLS = "The council of Lindvik closed two schools."
FERRY = "A ferry ran aground near Marholm on Friday."
THREE = ["Pier to be rebuilt", "Two schools close", "Ferry runs aground"]
TEN = "T10:00:00"
UTC = "T10:00:00+00:00"

# Article fields by case; "in_text" must stand in the body, "no_text" says that there is a headline only.
Expected = list[dict[str, Any]]
CASES: dict[str, tuple[Expected, int]] = {
    "k01_dict_by_id_nested.json": ([{"title": title} for title in THREE], 0),
    "k01_dict_by_id_with_meta.json": ([{"title": title} for title in THREE], 0),
    "k01_dict_of_lists.json": (
        [{"title": t, "topics": (s,)} for t, s in zip(THREE, ("politics", "business", "sport"), strict=True)],
        0,
    ),
    "k01_nested_outlets.json": (
        [{"title": t, "outlet": o} for t, o in zip(THREE, ("alpha", "beta", "beta"), strict=True)],
        0,
    ),
    "k01_pages.jsonl": ([{"title": title} for title in THREE], 0),
    "k02_article_content.csv": ([{"in_text": PIER}, {"in_text": SCHOOLS}], 0),
    "k02_short_long.json": ([{"in_text": PIER}, {"in_text": SCHOOLS}], 0),
    "k02_speech.csv": ([{"in_text": PIER}, {"in_text": SCHOOLS}], 0),
    "k04_corrupt_line.json": ([{"title": THREE[0]}, {"title": THREE[2]}], 1),
    "k04_ndjson_long_first_line.json": ([{"title": "Long"}, {}, {}], 0),
    "k04_objects_no_separator.json": ([{"title": title} for title in THREE], 0),
    "k04_trailing_comma.json": ([{"title": title} for title in THREE], 0),
    "k04_two_arrays.json": ([{"title": title} for title in THREE], 0),
    "k04_unclosed_array.json": ([{"title": title} for title in THREE], 1),
    "k05_guardian.json": ([{"title": THREE[0], "date": "2021-03-04" + UTC, "topics": ("UK news",)}], 0),
    "k05_nyt_keywords.json": ([{"topics": ("Ostby", "Harbours"), "byline": "Ann Lee"}], 0),
    "k05_nyt_search.json": (
        [
            {
                "title": THREE[0],
                "in_text": PIER,
                "date": "2021-03-04" + UTC,
                "byline": "Ann Lee",
                "topics_with": "Ostby",
                "outlet": "The Example Times",
            }
        ],
        0,
    ),
    "k06_mongo_date.json": ([{"date": f"2021-03-0{day}{UTC}"} for day in (4, 5, 6)], 0),
    "k06_mongo_date_csv.csv": ([{"date": "2021-03-04" + UTC}], 0),
    "k06_python_lists.csv": (
        [
            {"byline": "Ann Lee, Bo Ek", "topics": ("pier", "harbour board"), "outlet": "Ostby Post"},
            {"byline": "", "topics": (), "outlet": "Ostby Post"},
        ],
        0,
    ),
    "k06_wp_rest.json": ([{"title": "Pier – to be rebuilt", "in_text": PIER, "date": "2021-03-04" + TEN}], 0),
    "k07_elasticdump.jsonl": ([{"outlet": "n.example", "title": title} for title in THREE], 0),
    "k07_nan.csv": (
        [
            {"title": "Pier", "no_text": True, "byline": "", "outlet": "", "date": ""},
            {"title": "Schools", "in_text": SCHOOLS, "byline": "", "outlet": "", "date": ""},
        ],
        0,
    ),
    "k07_story_id.csv": ([{"no_text": True, "outlet": "Ostby Post"}] * 2, 0),
    "k08_columns.json": ([{"title": t, "date": f"2021-03-0{d}"} for t, d in zip(THREE, (4, 5, 6), strict=True)], 0),
    "k09_header_as_row.csv": ([{"title": THREE[0], "in_text": PIER}, {"title": THREE[1]}], 0),
    "k09_headline_text.csv": (
        [
            {"title": "pier to be rebuilt before winter", "date": "2021-03-04", "no_text": True},
            {"title": "two schools close in lindvik", "date": "2021-03-05", "no_text": True},
        ],
        0,
    ),
    "k09_spanish_names.csv": (
        [
            {"title": "Muelle", "date": "2021-03-04", "byline": "Ana Paz", "outlet": "El Puerto", "in_text": PIER},
            {"title": "Escuelas", "date": "2021-03-25", "byline": "Ana Paz", "outlet": "El Puerto"},
        ],
        0,
    ),
    "k10_headline_table.csv": (
        [
            {
                "title": "Pier to be rebuilt before winter, harbour board of Ostby decides",
                "date": "2021-03-01T08:00:00+01:00",
                "byline": "Ann Lee",
                "topics": ("Ostby", "pier", "harbour board", "winter works"),
                "url": "https://n.example/1",
                "no_text": True,
            },
            *[{"byline": "Ann Lee", "no_text": True}] * 6,
        ],
        0,
    ),
    "k11_backslash_quotes.csv": (
        [{"title": 'Pier "must" be rebuilt', "body": 'The chair said "we will, of course, pay" and left.'}, {}, {}],
        0,
    ),
    "k11_mac_line_ends.csv": ([{"title": THREE[0], "date": "2021-03-04"}, {"date": "2021-03-05"}], 0),
    "k11_quotes_in_tsv.tsv": (
        [
            {"title": '"Never again", says captain', "in_text": FERRY},
            {"title": '"Stop the pier', "in_text": PIER},
            {"title": THREE[1]},
            {"title": 'The so-called "plan" fails'},
            {"title": "Library opens"},
        ],
        0,
    ),
    "k11_repeated_header.csv": ([{"title": "Pier"}, {"title": "Schools"}], 0),
    "k12_updated_time.json": ([{"date": "2021-03-04" + TEN}], 0),
    "k12_yymmdd.json": ([{"date": "2025-05-27"}, {"date": "2012-07-23"}, {"date": "2020-12-01"}], 0),
    "k13_toml_front_matter.md": (
        [
            {
                "title": THREE[0],
                "date": "2021-03-04" + UTC,
                "byline": "Ann Lee",
                "topics": ("pier", "harbour"),
                "body": f"{PIER} It voted to rebuild the old pier before winter, the chair said.",
            }
        ],
        0,
    ),
    "k15_escaped_twice.json": (
        [
            {"title": "Pier – rebuilt", "body": 'The chair said "yes".\n\nWork begins in May.'},
            {"in_text": "Parents & pupils object."},
        ],
        0,
    ),
    "k16_hidden_paragraphs.html": ([{"in_text": FERRY, "title": THREE[0]}], 0),
    "k16_three_stories.html": ([{"title": THREE[0], "in_text": PIER, "not_in_text": "Lindvik"}], 0),
}


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_read_right(name: str, shared: Path):
    expected, rejects = CASES[name]
    found = Reading(config(shared / "cases" / name))
    assert len(found.rejects) == rejects, [reject.reason for reject in found.rejects]
    assert len(found.articles) == len(expected)
    for article, wanted in zip(found.articles, expected, strict=True):
        body = article.text[article.body :] if article.title and not article.title_derived else article.text
        for field, value in wanted.items():
            if field == "in_text":
                assert value in body
            elif field == "not_in_text":
                assert value not in body
            elif field == "no_text":
                assert article.text == article.title
            elif field == "body":
                assert body == value
            elif field == "topics_with":
                assert value in article.topics
            else:
                assert getattr(article, field) == value


def test_every_case_has_an_expectation(shared: Path):
    elsewhere = ("k01_big_first_array", "k03_", "k12_late_order", "k14_")
    files = {path.name for path in (shared / "cases").iterdir() if not path.name.endswith(".expect.txt")}
    assert {name for name in files if not name.startswith(elsewhere)} == set(CASES)


def test_hidden_paragraphs_are_all_read(shared: Path):
    article = Reading(config(shared / "cases" / "k16_hidden_paragraphs.html")).article
    assert len([line for line in article.text.split("\n\n")[1:] if line.endswith((".", "said."))]) >= 6


def test_an_order_of_dates_that_shows_late_holds_for_the_whole_file(shared: Path):
    found = Reading(config(shared / "cases" / "k12_late_order.csv"))
    assert len(found.articles) == 3600
    assert all(article.date for article in found.articles)
    months = {article.date[:7] for article in found.articles}
    assert all(article.date.startswith("2016-") for article in found.articles) or len(months) > 1
    assert found.articles[-1].date[8:10] > "12"


def test_the_longest_list_of_a_long_file_is_not_the_first(shared: Path, tmp_path: Path):
    script = tmp_path / "generate.py"
    script.write_text((shared / "cases" / "k01_big_first_array.gen.py").read_text())
    subprocess.run([sys.executable, script], check=True)
    found = Reading(config(tmp_path / "k01_big_first_array.json"))
    assert [article.title for article in found.articles] == [f"Item {i}" for i in range(1350)]
    assert found.rejects == []
