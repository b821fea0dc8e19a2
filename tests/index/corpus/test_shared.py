"""Real corpora, read in place."""

import itertools
import json
from collections import Counter
from pathlib import Path

import pytest

from newsexplore.index.corpus import Source, read, sources
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


# Articles and rejects; every folder's SOURCE.md is an article too.
COUNTS = {
    "agency_formats": (3, 20), "allsides": (73, 0), "alto_mets": (1, 2), "alto_mets_lwm": (1, 6), "bbc": (83, 0),
    "csv_agnews": (1503, 0), "csv_fnc1": (301, 0), "factiva_tm": (1, 3), "fakebr_portuguese": (61, 60),
    "feeds": (52, 9), "html_fundus": (21, 0), "jsonl_mixed": (901, 0),
    "markdown_frontmatter": (13, 0), "masakhanews": (923, 0),
    "newsml_g2": (1, 9), "newsplease_json": (28, 1), "nexis_factiva": (1, 6), "nexis_lnt": (1, 3), "ninjs": (19, 2),
    "reuters106k": (123, 0), "reuters21578": (579, 0), "senate_press": (42, 0), "warc": (1, 16), "warc_aut": (1, 4),
    "xwlb_chinese": (97, 0),
}  # fmt: skip


@pytest.mark.parametrize(("folder", "counts"), COUNTS.items(), ids=COUNTS)
def test_folders_read_whole(corpora: Path, folder: str, counts: tuple[int, int]):
    articles, rejects = everything(corpora / folder)
    assert (len(articles), len(rejects)) == counts
    assert len({article.id for article in articles}) == len(articles)


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
