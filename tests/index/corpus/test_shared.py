"""Real corpora, read in place."""

import itertools
import json
from collections import Counter
from pathlib import Path

import pytest

from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.model import Article, Reject
from newsexplore.index.query.analysis import words

from .support import Reading, config


@pytest.fixture(scope="module")
def corpora(shared: Path) -> Path:
    if not (shared / "corpora").is_dir():
        pytest.skip("no shared corpora beside the repository")
    return shared / "corpora"


def everything(path: Path) -> tuple[list[Article], list[Reject]]:
    found = Reading(config(path))
    return found.articles, found.rejects


# Articles, rejects and skips; every folder's SOURCE.md is an article too.
COUNTS = {
    "agency_formats": (22, 0, 5), "allsides": (73, 0, 0), "alto_mets": (3, 0, 0), "alto_mets_lwm": (7, 1, 6),
    "bbc": (82, 0, 1), "csv_agnews": (1502, 0, 1), "csv_fnc1": (301, 0, 0), "eml": (43, 0, 15),
    "encodings_chardet": (381, 4, 0), "factiva_tm": (25, 0, 0), "fakebr_portuguese": (61, 60, 0), "feeds": (155, 0, 0),
    "feeds_encodings": (12, 8, 72), "feeds_json": (11, 2, 6), "html_fundus": (21, 0, 0), "jsonl_mixed": (901, 0, 0),
    "markdown_frontmatter": (13, 0, 0), "masakhanews": (923, 0, 0), "newsml_g2": (6, 0, 8),
    "newsplease_json": (28, 1, 0), "nexis_factiva": (209, 0, 0), "nexis_lnt": (22, 0, 0), "ninjs": (21, 0, 0),
    "reuters106k": (123, 0, 0), "reuters21578": (579, 0, 0), "senate_press": (42, 0, 0), "warc": (13, 1, 12),
    "warc_aut": (4, 5, 14), "xwlb_chinese": (97, 0, 0),
}  # fmt: skip


@pytest.mark.parametrize(("folder", "counts"), COUNTS.items(), ids=COUNTS)
def test_folders_read_whole(corpora: Path, folder: str, counts: tuple[int, int, int]):
    for library in ("warcio", "striprtf"):
        pytest.importorskip(library)
    found = Reading(config(corpora / folder))
    rejected, skipped = (sum(one.count for one in some) for some in (found.rejects, found.skips))
    assert (len(found.articles), rejected, skipped) == counts


EXPORTS = {
    "nexis_factiva/nexis/afp_2013-03-12_0501.html": (74, "Agence France Presse -- English", "2013-03-1"),
    "nexis_factiva/lexis/usa-today.docx": (7, "USA TODAY", ""),
    "nexis_factiva/lexis/guardian2.docx": (1, "The Guardian", "2015-09-30"),
    "nexis_factiva/factiva/nyt_1_1993-01-03.html": (27, "The New York Times", "1993-01-0"),
    "nexis_factiva/integrum/channel1_20050201-20050228_0001-0059_0059.xlsx": (59, "Первый канал: Новости", "2005-02-"),
    "nexis_factiva/yomidasu/yomidasu_2009-01-01_001.html": (40, "読売新聞", "2009-01-"),
    "nexis_lnt/sample.DOCX": (10, "The Guardian(London)", "2019-07-0"),
    "factiva_tm/factiva_test.xml": (3, "My Newspaper", "2012-0"),
    "factiva_tm/reut21578-factiva.xml": (19, "Reuters-21578", "1987-0"),
}


@pytest.mark.parametrize(("name", "expected"), EXPORTS.items(), ids=EXPORTS)
def test_exports_of_databases(corpora: Path, name: str, expected: tuple[int, str, str]):
    count, outlet, date = expected
    found = Reading(config(corpora / name))
    assert (len(found.articles), found.rejects) == (count, [])
    assert {one.outlet for one in found.articles} == {outlet}
    assert all(one.date.startswith(date) and one.title and one.body < len(one.text) for one in found.articles)


def test_the_seed_article(shared: Path):
    articles, rejects = everything(shared / "seeds")
    assert rejects == []
    (article,) = articles
    assert (
        article.title
        == "U.S. Helps ISIS, Russia Says, Just Days After Trump and Putin Pledged to Beat Jihadis Together"
    )
    assert article.date == ""
    assert article.text[article.body :].startswith("A rocket is fired by Syrian forces")
    assert "Stringer/AFP/Getty\n\nRussia has accused" in article.text


def test_the_reuters_archive_begins_as_it_should(corpora: Path):
    path = corpora / "reuters21578.tar.gz"
    corpus = config(path)
    (source,) = sources(corpus)
    assert isinstance(source, Source)
    first = list(itertools.islice(read(source, corpus), 2000))
    assert all(isinstance(item, Article) and item.date and item.outlet == "Reuters" for item in first)
    article = first[0]
    assert isinstance(article, Article)
    assert (article.title, article.date) == ("BAHIA COCOA REVIEW", "1987-02-26T15:01:01")
    assert article.text[article.body :].startswith("SALVADOR, Feb 26 - Showers continued")
    assert article.locator.endswith("reuters21578.tar.gz!reut2-000.sgm#1")
    assert not article.text.lower().endswith("reuter")


def test_dates_in_every_form(corpora: Path):
    dated = {folder: everything(corpora / folder)[0] for folder in ("reuters106k", "senate_press", "xwlb_chinese")}
    for folder, articles in dated.items():
        undated = [a.locator for a in articles if not a.date and not a.locator.endswith("SOURCE.md")]
        assert undated == [], folder
    allsides = Counter(a.date[:4] for a in everything(corpora / "allsides")[0])
    assert allsides["0001"] == 0
    assert sum(year > "2000" for year in allsides.elements()) == 63


def test_pages_give_the_text_that_people_marked(corpora: Path):
    scores = [
        f1(everything(folder / "source.html")[0][0].text, gold(folder / "expected.html"))
        for folder in sorted((corpora / "html_readability").iterdir())
        if folder.is_dir()
    ]
    marked = json.loads((corpora / "html_aeb/ground-truth.8.json").read_text())
    scores += [
        f1(everything(corpora / f"html_aeb/{name}.html.gz")[0][0].text, page["articleBody"])
        for name, page in marked.items()
    ]
    assert sum(scores) / len(scores) > 0.9


def gold(path: Path) -> str:
    return everything(path)[0][0].text


def f1(text: str, marked: str) -> float:
    """Harmonic mean of precision and recall, over words with their counts."""
    ours, theirs = Counter(words(text)), Counter(words(marked))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total())
