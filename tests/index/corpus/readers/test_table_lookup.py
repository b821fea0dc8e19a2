"""Tables that name what a table of articles refers to by keys."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ..support import Reading, config

TEXT = "Nobody was hurt when the storm closed the harbour, the port authority said on Monday."
ARTICLES = (
    f'id,title,author_id,outlet_id,published,body\n1,Storm,7,3,2021-03-04,"{TEXT}"\n2,Ferry,8,3,2021-03-05,"{TEXT}"\n'
)
AUTHORS = "id,name,email\n7,Ann Lee,a@x.example\n8,Ben Roe,b@x.example\n"
OUTLETS = "id,name,country\n3,The Lantern,NO\n"


def read(folder: Path, **files: str) -> Reading:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return Reading(config(folder))


def people(found: Reading) -> list[tuple[str, str, str]]:
    return [(one.title, one.byline, one.outlet) for one in found.articles]


def test_keys_are_replaced_by_the_names_in_the_tables_beside(tmp_path: Path):
    found = read(tmp_path, articles=ARTICLES, authors=AUTHORS, outlets=OUTLETS)
    assert people(found) == [("Storm", "Ann Lee", "The Lantern"), ("Ferry", "Ben Roe", "The Lantern")]
    assert [(skip.kind, skip.count) for skip in found.skips] == [("tables of names that other tables refer to", 1)] * 2
    assert found.rejects == []


@pytest.mark.parametrize(
    "authors",
    [
        "id,name,name\n7,Ann Lee,A\n8,Ben Roe,B\n",  # two columns of names
        "id,name\n17,Ann Lee\n18,Ben Roe\n",  # other keys
        "id,name\n7,Ann Lee\n7,Ben Roe\n8,Ann Lee\n8,Ben Roe\n",  # two names for a key
    ],
)
def test_what_leaves_a_choice_is_not_replaced(tmp_path: Path, authors: str):
    found = read(tmp_path, articles=ARTICLES, authors=authors)
    assert [byline for title, byline, _ in people(found) if title in ("Storm", "Ferry")] == ["", ""]


def test_two_tables_of_the_same_things_are_a_choice(tmp_path: Path):
    found = read(tmp_path, articles=ARTICLES, authors=AUTHORS, author=AUTHORS.replace("Ann Lee", "Ann Roe"))
    assert [byline for title, byline, _ in people(found) if title == "Storm"] == [""]


def test_a_name_in_the_row_itself_wins(tmp_path: Path):
    articles = (
        ARTICLES.replace("author_id,", "author_id,author,").replace(",7,", ",7,Cem Ay,").replace(",8,", ",8,Cem Ay,")
    )
    found = read(tmp_path, articles=articles, authors=AUTHORS)
    assert [byline for title, byline, _ in people(found) if title == "Storm"] == ["Cem Ay"]


def test_foreign_keys_of_a_database(tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "news.db")) as database:
        database.executescript(
            "CREATE TABLE outlet(id INTEGER PRIMARY KEY, name TEXT);"
            "CREATE TABLE writer(id INTEGER PRIMARY KEY, name TEXT);"
            "CREATE TABLE article(id INTEGER PRIMARY KEY, title TEXT, body TEXT,"
            " outlet_id INTEGER REFERENCES outlet(id), writer_id INTEGER REFERENCES writer, place_id INTEGER);"
            "INSERT INTO outlet VALUES(3, 'The Lantern'); INSERT INTO writer VALUES(7, 'Ann Lee');"
        )
        database.execute("INSERT INTO article VALUES(1, 'Storm', ?, 3, 7, 3)", (TEXT,))
        database.commit()
    found = Reading(config(tmp_path))
    assert people(found) == [("Storm", "Ann Lee", "The Lantern")]
    assert [(skip.kind, skip.count) for skip in found.skips] == [("tables without articles", 2)]
