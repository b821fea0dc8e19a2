import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..support import Read, Reading, config

LONG = "Nobody was hurt in the storm, which tore two cranes from their rails on Monday night, the port authority said."


def test_a_header_names_the_columns(reading: Read):
    article = reading(
        "a.csv", f'id,Headline,Article Body,Pub Date\n7,Storm,"{LONG}\n\n""We will rebuild.""",2024-03-03\n'
    ).article
    assert (article.title, article.date) == ("Storm", "2024-03-03")
    assert article.text.endswith('\n\n"We will rebuild."')
    assert article.locator.endswith("#7")


def test_tabs_and_semicolons(reading: Read):
    assert reading("a.tsv", f"headline\ttext\nStorm\t{LONG}\n").article.title == "Storm"


def test_semicolons(reading: Read):
    assert reading("a.csv", f"headline;text\nStorm;{LONG}\n").article.title == "Storm"


def test_columns_without_names_are_told_by_their_contents(reading: Read):
    rows = "".join(
        f'"{i % 4}","Storm number {i} closes harbour","{i} {LONG}","https://lantern.example/{i}"\n' for i in range(20)
    )
    found = reading("a.csv", rows)
    assert len(found.articles) == 20
    assert found.articles[3].title == "Storm number 3 closes harbour"
    assert found.articles[3].text.endswith(f"3 {LONG}")
    assert found.articles[3].url == "https://lantern.example/3"


def test_day_and_month_are_told_apart_by_other_rows(reading: Read):
    found = reading(
        "a.csv", f"title,text,date\nA,{LONG.replace(',', '')},3/4/2018\nB,{LONG.replace(',', '')},31/12/2017\n"
    )
    assert [article.date for article in found.articles] == ["2018-04-03", "2017-12-31"]


def test_day_and_month_that_nothing_tells_apart_are_unknown(reading: Read):
    assert reading("a.csv", f'title,text,date\nA,"{LONG}",3/4/2018\n').article.date == ""


def test_bad_rows_are_rejected_and_reading_goes_on(reading: Read):
    found = reading(
        "a.csv", "title,text,date,url\nA,One.,2024-03-03,\nB\nC,Two.,,,,too,many\n,,2024-03-03,\nD,Three.,,\n"
    )
    assert [article.title for article in found.articles] == ["A", "D"]
    assert [reject.locator.rsplit("#")[1] for reject in found.rejects] == ["2", "3", "4"]


def test_entity_soup_and_backslashes_are_undone(reading: Read):
    rows = "".join(
        f'"{i}","Storm closes harbour {i}","A storm\\closed the harbour\\at the port #39;s gates,'
        f' &lt;PORT.O&gt; said {LONG}"\n'
        for i in range(9)
    )
    text = reading("a.csv", rows).articles[0].text
    assert "A storm closed the harbour at the port's gates, <PORT.O> said" in text


def test_escaped_newlines_are_newlines(reading: Read):
    rows = "title,text\n" + "".join(f'Storm {i},"One line.\\nAnother line."\n' for i in range(3))
    assert reading("a.csv", rows).articles[0].text == "Storm 0\n\nOne line.\nAnother line."


def test_a_lost_quotation_mark_does_not_swallow_the_file(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.readers.tabular.tables.MAX_TEXT", 2000)
    found = reading("a.csv", f'title,text\nA,One.\nB,"lost {LONG}\n' + f"C,{LONG.replace(',', '')}\n" * 100)
    assert found.articles
    assert any("quotation mark" in reject.reason for reject in found.rejects)


def test_a_table_without_text_is_rejected(reading: Read):
    assert "no column holds" in reading("a.csv", "city,lat\nPort Maren,12.5\n").reject.reason


def test_configured_columns(reading: Read):
    assert reading("a.csv", f'cuerpo,x\n"{LONG}",1\n', fields={"text": "cuerpo"}).article.text == LONG


def test_a_prose_file_with_commas_is_no_table(reading: Read):
    assert reading("a.txt", f"Title, text and all\n\n{LONG}").article.title == "Title, text and all"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), max_size=5), max_size=8), st.sampled_from([",", "\t", ";"]))
def test_any_rows_give_articles_or_rejects(reading: Read, rows: list[list[str]], mark: str):
    file = io.StringIO()
    writer = csv.writer(file, delimiter=mark)
    writer.writerow(["title", "text", "date"])
    writer.writerows(rows)
    found = reading("wild.csv", file.getvalue().encode("utf-8", "replace"))
    assert found.articles or found.rejects or found.skips


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_articles_or_rejects(reading: Read, data: bytes):
    found = reading("wild.csv", data)
    assert found.articles or found.rejects or found.skips


def paired(folder: Path) -> None:
    """A collection that pairs each text with many headlines, some of which belong to none or to another."""
    text = "The harbour board met for the {}th time. It voted to rebuild the pier."
    bodies = "".join(f'{n},"{text.format(n)}"\n' for n in range(9))
    stances = "".join(f"Pier {n % 2} is rebuilt at last,{n // 2},unrelated\n" for n in range(18))
    (folder / "bodies.csv").write_text(f"Body ID,articleBody\n{bodies}", "utf-8")
    (folder / "stances.csv").write_text(f"Headline,Body ID,Stance\n{stances}", "utf-8")


def test_a_text_with_several_headlines_is_one_article_without_any(tmp_path: Path):
    paired(tmp_path)
    found = Reading(config(tmp_path))
    assert [one.key for one in found.articles] == [str(n) for n in range(9)]
    assert all(one.title_derived and "Pier" not in one.text for one in found.articles)
    assert [Path(one.locator).name for one in found.rejects] == ["stances.csv"]
    assert "bodies.csv beside it, under the same 'Body ID'" in found.rejects[0].reason


def test_headlines_whose_texts_are_not_read_are_articles(tmp_path: Path):
    """The other table is not read, or has other texts: left out, these would be nowhere."""
    paired(tmp_path)
    assert len(Reading(config(tmp_path / "stances.csv")).articles) == 18
    found = Reading(config(tmp_path, exclude=("bodies.csv",)))
    assert (len(found.articles), found.rejects) == (18, [])
    (tmp_path / "bodies.csv").write_text("Body ID,articleBody\n77,Another text. It has another key.\n", "utf-8")
    found = Reading(config(tmp_path))
    assert (len(found.articles), found.rejects) == (19, [])
