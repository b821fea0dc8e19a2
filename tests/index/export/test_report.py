"""The HTML report: its numbers are those of the index, and nothing in it is loaded, run or broken by a document."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from newsexplore.index.build.build_run import build
from newsexplore.index.config.configuration import CurationConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.export.export_run import export
from newsexplore.index.export.job import Job, What
from newsexplore.index.export.report.network_layout import place_nodes
from newsexplore.index.export.report.report_charts import Bars, timeline_svg
from newsexplore.index.protocol.questions import CountFacets, CountOmissions, CountSpeakers, CountTimeline, Scope
from newsexplore.index.search.index_answers import Answers, never

SEEDS = Path(__file__).resolve().parents[3] / "seeds"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("index")
    config = replace(load_config(None), curation=CurationConfig(file=str(folder / "curation.yaml")))
    settings = for_paths(config, [str(SEEDS)], str(folder / "i"))
    build(settings)
    return settings


def report(settings: Settings, path: Path, what: What, query: str, quotes: bool = False) -> html.HtmlElement:
    answers = Answers(settings)
    try:
        export(answers, Job(what, str(path), Scope(query, quotes), "newest"))
    finally:
        answers.close()
    return html.parse(str(path)).getroot()


def rows(page: html.HtmlElement, caption: str) -> list[list[str]]:
    """The cells of the rows of the table whose caption begins so."""
    (table,) = (one for one in page.iter("table") if (one.findtext("caption") or "").startswith(caption))
    return [[cell.text_content() for cell in row] for row in table.iter("tr")][1:]


def test_numbers_equal_those_of_the_index(settings: Settings, tmp_path: Path) -> None:
    page = report(settings, tmp_path / "r.html", "results", "dam")
    answers = Answers(settings)
    scope = Scope("dam")
    facets = answers.facets(CountFacets(scope, limit=20)).facets
    for kind, caption in (("person", "People"), ("org", "Organisations"), ("place", "Places")):
        expected = [[one.name, f"{one.articles:,}", f"{one.mentions:,}"] for one in facets.entities if one.type == kind]
        assert rows(page, caption) == expected
    assert [row[:2] for row in rows(page, "Outlets")] == [[name, str(count)] for name, count in facets.outlets]
    timeline = answers.timeline(CountTimeline(scope, 60)).timeline
    assert [(row[0], int(row[-1])) for row in rows(page, "Dated articles")] == [
        (bucket.start, bucket.count) for bucket in timeline.buckets if bucket.count
    ]
    counted = answers.speakers(CountSpeakers(scope, limit=20))
    assert [[row[0], row[1], row[2]] for row in rows(page, "Named speakers")] == [
        [one.name, str(one.quotes), str(one.doubtful)] for one in counted.speakers
    ]
    assert len(page.find_class("quote")) == counted.quotes
    total = len(answers.ids(scope, "newest"))
    left_out = {one.kind: one.count for one in answers.omissions.count(CountOmissions(scope), never).rows}
    answers.close()
    assert f" {left_out['doubtful']:,} with a doubtful speaker" in page.xpath("//header/p[2]")[0].text_content()
    assert len(page.xpath("//section/ol/li")) == total
    assert f"{total} articles ({timeline.undated} undated" in page.xpath("//header/p[2]")[0].text_content()


def test_a_quote_search_reports_the_quotes_it_found(settings: Settings, tmp_path: Path) -> None:
    page = report(settings, tmp_path / "r.html", "quotes", "dam stance:denied", quotes=True)
    answers = Answers(settings)
    total, _ = answers.quotes_page(Scope("dam stance:denied", quotes=True), "newest", 0, 1)
    answers.close()
    assert total and len(page.find_class("quote")) == total
    assert all("denied" in quote.text_content() for quote in page.find_class("quote"))


def test_every_link_within_the_page_has_its_target(settings: Settings, tmp_path: Path) -> None:
    page = report(settings, tmp_path / "r.html", "results", "dam")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [link for link in page.xpath("//a/@href") if link.startswith("#")]
    assert links and {link[1:] for link in links} <= set(ids)


def test_nothing_is_loaded_or_run(settings: Settings, tmp_path: Path) -> None:
    page = report(settings, tmp_path / "r.html", "results", "dam")
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert not page.xpath("//script | //img | //link | //iframe | //@src")
    assert page.get("lang") == "en" and page.xpath("//svg[@role='img']/@aria-label")


def test_no_document_breaks_the_page(tmp_path: Path) -> None:
    wild = 'Dam</style><script>alert(1)</script> & "q" \x1b[2J \u202e <b>'
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    line = {"title": wild, "text": f'"The dam is safe <img src=x>," Ilka Vorrin said. {wild}', "outlet": wild}
    (corpus / "a.jsonl").write_text(json.dumps({**line, "url": "javascript:alert(1)", "date": "2025-01-02"}), "utf-8")
    settings = for_paths(load_config(None), [str(corpus)], str(tmp_path / "i"))
    build(settings)
    page = report(settings, tmp_path / "r.html", "results", "dam")
    assert not page.xpath("//script | //img | //b") and len(page.find_class("quote")) == 1
    assert not any(link.startswith("javascript:") for link in page.xpath("//a/@href"))
    assert not re.search("[\x1b\u202e]", (tmp_path / "r.html").read_text("utf-8"))


def test_a_report_on_nothing_says_so(settings: Settings, tmp_path: Path) -> None:
    page = report(settings, tmp_path / "r.html", "results", "nothinglikethis")
    assert "0 articles" in page.xpath("//header/p[2]")[0].text_content()


def test_bars_count_each_article_once() -> None:
    days = [("2025-01-01", "A"), ("2025-01-01", "B"), ("2025-01-09", "A"), ("2025-02-03", "")]
    bars = Bars(days)
    assert bars.series == ["A", "B", "all others"]
    assert [sum(series) for series in bars.counts] == [2, 1, 1]
    assert sum(bucket.count for bucket in bars.timeline.buckets) == 4
    assert timeline_svg(bars).count("<rect") == 4 + 5 + 3  # bars, patterns, legend
    assert timeline_svg(Bars([])) == ""


def test_nodes_stay_apart_and_in_place() -> None:
    weights = {(0, 1): 9, (1, 2): 3, (3, 4): 1}
    places = place_nodes(5, weights)
    assert places == place_nodes(5, weights)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)
    apart = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for n, a in enumerate(places) for b in places[:n]]
    assert min(apart) > 0.02


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
def test_a_browser_shows_and_prints_it(settings: Settings, tmp_path: Path) -> None:
    report(settings, tmp_path / "r.html", "quotes", "dam", quotes=True)
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    target = f"file://{tmp_path}/r.html"
    shown = subprocess.run([*command, "--dump-dom", target], capture_output=True, check=True, timeout=120).stdout
    assert b'<main id="main">' in shown and b'class="quote' in shown
    subprocess.run([*command, f"--print-to-pdf={tmp_path}/r.pdf", target], capture_output=True, check=True, timeout=120)
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
