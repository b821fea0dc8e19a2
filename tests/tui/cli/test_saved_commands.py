"""`newsexplore news` and `newsexplore batch`."""

import csv
import io
from importlib.util import find_spec
from pathlib import Path

import pytest

from newsexplore.index.config.settings import user_folder

from .command import objects, run

MORE = 'Title: Dam Again\nDate: 2025-12-01\nOutlet: Radio\n\n"The dam leaks," said engineer Kit Sorrel.\n'
SAVED = """\
searches:
  the dam: {query: dam}
  said of dams: {query: dam, quotes: true}
"""


@pytest.fixture(params=("whoosh", "tantivy"))
def engine(request: pytest.FixtureRequest) -> str:
    if request.param != "whoosh" and find_spec(request.param) is None:
        pytest.skip(f"the package {request.param} is not installed")
    return request.param


@pytest.fixture
def saved() -> None:
    user_folder().mkdir(parents=True, exist_ok=True)
    (user_folder() / "curation.yaml").write_text(SAVED, "utf-8")


@pytest.mark.usefixtures("saved")
def test_new_is_what_came_since_a_search_was_looked_at(corpus: Path, engine: str):
    of = ("--engine", engine)
    assert run("index", *of, str(corpus)).exit_code == 0
    first = objects(run("news", "--seen", "--json", *of))
    assert [(one["name"], one["new"], one["total"], one["looked"]) for one in first] == [
        ("the dam", 1, 1, None),
        ("said of dams", 1, 1, None),
    ]
    assert [one["new"] for one in objects(run("news", "--json", *of))] == [0, 0]
    (corpus / "more.txt").write_text(MORE, "utf-8")
    assert run("index", *of, str(corpus)).exit_code == 0
    after = objects(run("news", "--json", *of))
    assert [(one["new"], one["total"]) for one in after] == [(1, 2), (1, 2)]
    assert all(one["looked"] for one in after)
    (article,) = objects(run("news", "the dam", "--json", *of))
    assert article["title"] == "Dam Again"
    (quote,) = objects(run("news", "said of dams", "--seen", "--json", *of))
    assert quote["text"] == "The dam leaks,"
    assert [one["new"] for one in objects(run("news", "--json", *of))] == [1, 0]


@pytest.mark.usefixtures("saved", "indexed")
def test_news_in_words():
    text = run("news").output
    assert "2 of 2 saved searches with something new · 2 never looked at: all of it is new" in text
    wrong = run("news", "the dan")
    assert wrong.exit_code == 2
    assert "Did you mean 'the dam'?" in wrong.output


@pytest.mark.usefixtures("indexed")
def test_news_without_a_saved_search():
    assert "No search is saved" in run("news").output


@pytest.mark.usefixtures("indexed")
def test_a_batch_counts_what_each_query_finds_alone(tmp_path: Path):
    queries = ("dam", "storm OR dam", "speaker:vorrin", "nothing-of-this")
    file = tmp_path / "list.txt"
    file.write_text("# mine\n" + "\n\n".join(queries), "utf-8")
    rows = objects(run("batch", str(file), "--json"))
    assert [row["query"] for row in rows] == list(queries)
    assert [row["line"] for row in rows] == [2, 4, 6, 8]
    for row in rows:
        alone = objects(run("search", row["query"], "--limit", "0", "--json"))
        assert row["articles"] == len(alone)
        assert row["quotes"] == len(objects(run("quotes", row["query"], "--limit", "0", "--json")))
        assert (row["first"], row["last"]) == (
            min((one["date"] for one in alone), default=None),
            max((one["date"] for one in alone), default=None),
        )
    table = list(csv.DictReader(io.StringIO(run("batch", str(file), "--csv").stdout)))
    assert [{key: str(value or "") if value != 0 else "0" for key, value in row.items()} for row in rows] == table


@pytest.mark.usefixtures("indexed")
def test_a_batch_of_names_in_a_table(tmp_path: Path):
    file = tmp_path / "people.csv"
    file.write_text("id,name\n1,Ilka Vorrin\n2,Joss Tillman\n", "utf-8")
    rows = objects(run("batch", str(file), "--names", "--json"))
    assert [(row["name"], row["articles"], row["quotes_by"], row["quotes_about"]) for row in rows] == [
        ("Ilka Vorrin", 1, 3, 0),
        ("Joss Tillman", 1, 1, 0),
    ]
    listed = objects(run("batch", str(file), "--names", "--list", "quotes", "--limit", "1", "--json"))
    assert [(one["line"], one["row"], one["speaker"]) for one in listed] == [
        (2, "Ilka Vorrin", "Ilka Vorrin"),
        (3, "Joss Tillman", "Joss Tillman"),
    ]
    text = run("batch", str(file), "--names", "--list", "quotes").output
    assert "paraphrase: nobody would have to leave Velmora" in text


@pytest.mark.usefixtures("indexed")
def test_a_batch_with_errors_searches_nothing(tmp_path: Path):
    file = tmp_path / "list.txt"
    file.write_text("dam\n*x\nfoo:bar\n", "utf-8")
    result = run("batch", str(file))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "list.txt:2: " in result.output and "list.txt:3: " in result.output
    assert "2 problems" in result.output and "nothing was searched" in result.output


@pytest.mark.usefixtures("indexed")
def test_a_cell_of_a_batch_is_no_formula():
    text = run("batch", "-", "--csv", given="-storm\n").stdout
    assert list(csv.reader(io.StringIO(text)))[1][1] == "'-storm"
