"""What is exported: every format of articles, quotes and what is kept, and how files are written."""

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from newsexplore.index.build.build_run import build
from newsexplore.index.config.configuration import CurationConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.curation.changes import quote_key
from newsexplore.index.curation.curation_file import CurationFile
from newsexplore.index.decisions import Keep, Kept
from newsexplore.index.export.export_run import ExportCancelledError, ExportError, export
from newsexplore.index.export.formats import FORMATS, Entry
from newsexplore.index.export.job import SUFFIXES, Job, What
from newsexplore.index.model import Annotations, Article, Quote
from newsexplore.index.processes.export_process import Exporter
from newsexplore.index.protocol.questions import Scope, Search
from newsexplore.index.search.index_answers import Answers

SAFE = "Minister Ilka Vorrin came to Velmora.\n\n“The dam is safe,” Vorrin said. “Nobody need leave,” she added."
HEAD = {
    "date": "2025-11-03",
    "outlet": "R&D Daily",
    "byline": "By Ana Lind and Jo Kerr",
    "url": "https://a.example/1_2",
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    corpus = tmp_path_factory.mktemp("corpus")
    lines = [
        {"title": "100% of {dams} are safe_ #1 *really*", "text": SAFE, **HEAD},
        {"title": "Fog", "text": "Fog lay over the dam that morning.", "date": "2025-11-01"},
        {"title": "=Dam", "text": "“A dam is a promise,” Ilka Vorrin said in the evening.", "date": "2025-10-30"},
    ]
    (corpus / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    folder = tmp_path_factory.mktemp("index")
    config = load_config(None)
    config = replace(config, curation=CurationConfig(file=str(folder / "curation.yaml")))
    settings = for_paths(config, [str(corpus)], str(folder / "i"))
    build(settings)
    answers = Answers(settings)
    hits = answers.search(Search(Scope("dam"), "newest")).hits
    (quote, *_) = answers.search(Search(Scope("promise", quotes=True))).quotes
    CurationFile(settings.curation_file).change(
        [
            Keep(hits[0].id, Kept(title=hits[0].title), add=("dams & co",), note="Ask _her_.\n\nTwice."),
            Keep(
                quote_key(quote.article, quote.quote.start, quote.quote.end), Kept(said=quote.quote.text), bookmark=True
            ),
            Keep("gone", Kept(title="An article that is gone", locator="old.txt", date="2020"), bookmark=True),
        ]
    )
    answers.close()
    return settings


def exported(settings: Settings, path: Path, what: What, query: str = "dam", **more: object) -> tuple[int, str]:
    answers = Answers(settings)
    try:
        scope = Scope(query, quotes=bool(more.pop("quotes", False)))
        number = export(answers, Job(what, str(path), scope, "newest", **more))  # pyright: ignore[reportArgumentType]
    finally:
        answers.close()
    return number, path.read_text("utf-8")


def test_every_suffix_has_its_format() -> None:
    assert tuple(FORMATS) == SUFFIXES


def test_articles_as_a_table(settings: Settings, tmp_path: Path) -> None:
    number, text = exported(settings, tmp_path / "a.csv", "results")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert (number, [row["title"] for row in rows]) == (3, ["100% of {dams} are safe_ #1 *really*", "Fog", "'=Dam"])
    assert (rows[0]["tags"], rows[0]["people"], rows[0]["text"][:8]) == ("dams & co", "Ilka Vorrin", "Minister")


def test_articles_as_objects_with_offsets_into_their_text(settings: Settings, tmp_path: Path) -> None:
    _, text = exported(settings, tmp_path / "a.jsonl", "results")
    first, *_ = map(json.loads, text.splitlines())
    assert [first["text"][slice(*quote["parts"][0])] for quote in first["quotes"]] == [
        "The dam is safe,",
        "Nobody need leave,",
    ]
    assert (first["tags"], first["note"]) == (["dams & co"], "Ask _her_.\n\nTwice.")


def test_quotes_of_articles_and_of_a_quote_search(settings: Settings, tmp_path: Path) -> None:
    number, text = exported(settings, tmp_path / "all.jsonl", "quotes")
    assert number == 3
    assert {json.loads(line)["speaker"] for line in text.splitlines()} == {"Ilka Vorrin"}
    number, text = exported(settings, tmp_path / "some.jsonl", "quotes", "promise", quotes=True)
    (found,) = map(json.loads, text.splitlines())
    assert (number, found["text"], found["title"]) == (1, "A dam is a promise,", "=Dam")


def test_only_the_marked_articles_and_quotes(settings: Settings, tmp_path: Path) -> None:
    answers = Answers(settings)
    ids = [hit.id for hit in answers.search(Search(Scope("dam"), "newest")).hits]
    said = answers.search(Search(Scope("dam", quotes=True), "newest")).quotes
    keys = [quote_key(one.article, one.quote.start, one.quote.end) for one in said]
    answers.close()
    number, text = exported(settings, tmp_path / "a.csv", "results", keys=(ids[2], ids[0], "gone"))
    assert [row["id"] for row in csv.DictReader(io.StringIO(text))] == [ids[2], ids[0]]
    number, text = exported(settings, tmp_path / "q.jsonl", "quotes", quotes=True, keys=(keys[-1], keys[0], "gone@1-2"))
    assert number == 2
    assert [json.loads(line)["text"] for line in text.splitlines()] == [said[-1].quote.text, said[0].quote.text]
    number, text = exported(settings, tmp_path / "of.jsonl", "quotes", keys=tuple(ids))
    assert number == 3


def test_the_quotes_of_one_article(settings: Settings, tmp_path: Path) -> None:
    answers = Answers(settings)
    (hit,) = answers.search(Search(Scope('"dam is safe"'))).hits
    answers.close()
    number, text = exported(settings, tmp_path / "q.csv", "article quotes", article=hit.id)
    assert number == 2
    assert [row["quote"] for row in csv.DictReader(io.StringIO(text))] == ["“The dam is safe”", "“Nobody need leave”"]


def test_markdown_quotes_with_speaker_and_source(settings: Settings, tmp_path: Path) -> None:
    _, text = exported(settings, tmp_path / "q.md", "quotes", "safe")
    corpus = settings.corpora[0].paths[0].replace("_", "\\_")
    assert text == (
        "## 100% of {dams} are safe\\_ \\#1 \\*really\\*\n\n"
        f"R&D Daily · 2025-11-03 · Ana Lind and Jo Kerr · {corpus}/wire.jsonl\\#1\n\n"
        "<https://a.example/1_2>\n\n"
        "Tags: dams & co\n\n"
        "Note: Ask \\_her\\_.\n\nNote: Twice.\n\n"
        "> “The dam is safe”\n>\n> — Ilka Vorrin\n>\n"
        "> In the article: “The dam is safe,” Vorrin said.\n\n"
        "> “Nobody need leave”\n>\n> — Ilka Vorrin\n>\n"
        "> In the article: “Nobody need leave,” she added.\n\n"
    )


def test_bibtex_is_escaped(settings: Settings, tmp_path: Path) -> None:
    number, text = exported(settings, tmp_path / "a.bib", "results")
    assert number == 3
    first = text.split("\n\n")[0]
    assert re.match(r"@article\{daily2025dams-\w{6},\n", first)
    assert r"  title = {{100\% of \{dams\} are safe\_ \#1 *really*}}," in first
    assert r"  journal = {R\&D Daily}," in first
    assert "  author = {Ana Lind and Jo Kerr}," in first
    assert "  date = {2025-11-03},\n  year = {2025},\n  month = nov,\n  url = {https://a.example/1_2}," in first
    assert r"/wire.jsonl\#1}," in first
    assert r"  keywords = {dams \& co}," in first
    assert text.count("@misc{") == 2 and len(set(re.findall(r"^@\w+\{(.*),$", text, re.M))) == 3


def test_what_is_kept_is_written_even_when_its_article_is_gone(settings: Settings, tmp_path: Path) -> None:
    number, text = exported(settings, tmp_path / "k.csv", "kept")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert number == 3
    assert {(row["kind"], row["title"], row["bookmark"]) for row in rows} == {
        ("article", "100% of {dams} are safe_ #1 *really*", ""),
        ("quote", "'=Dam", "yes"),
        ("article", "An article that is gone", "yes"),
    }
    for suffix in SUFFIXES:
        assert "promise" in exported(settings, tmp_path / f"kept{suffix}", "kept")[1]


def test_a_file_that_is_there_stays(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine")
    with pytest.raises(ExportError, match="already"):
        exported(settings, tmp_path / "a.txt", "results")
    assert (tmp_path / "a.txt").read_text() == "mine"
    exported(settings, tmp_path / "a.txt", "results", overwrite=True)
    assert "dam" in (tmp_path / "a.txt").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "told"), [("a.docx", "must end in"), ("nowhere/a.csv", "no folder"), ("folder.md", "is a folder")]
)
def test_what_cannot_be_written_is_told(settings: Settings, tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(ExportError, match=told):
        exported(settings, tmp_path / name, "results")


def test_a_full_disk_leaves_nothing_behind(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        exported(settings, tmp_path / "a.csv", "results")
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_export_leaves_nothing_behind(settings: Settings, tmp_path: Path) -> None:
    answers = Answers(settings)
    with pytest.raises(ExportCancelledError):
        export(answers, Job("results", str(tmp_path / "a.csv"), Scope("")), cancelled=lambda: True)
    answers.close()
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_in_a_file_that_cannot_be_read_is_no_empty_export(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A dam.")
    settings = for_paths(load_config(None), [str(tmp_path / "a.txt")])
    build(settings)
    settings.curation_file.write_text("tags: [")
    with pytest.raises(ExportError, match=r"curation\.yaml"):
        exported(settings, tmp_path / "k.csv", "kept")


async def test_an_export_in_a_process_of_its_own(settings: Settings, tmp_path: Path) -> None:
    exporter = Exporter(settings, Job("results", str(tmp_path / "a.md"), Scope("dam")))
    last = [progress async for progress in exporter.run()][-1]
    assert (last.stage, last.done) == ("done", 3)
    assert (tmp_path / "a.md").read_text("utf-8").count("## ") == 3
    exporter = Exporter(settings, Job("results", str(tmp_path / "a.md"), Scope("dam")))
    last = [progress async for progress in exporter.run()][-1]
    assert last.stage == "failed" and "already" in last.message


@pytest.fixture(scope="module")
def denial(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    corpus = tmp_path_factory.mktemp("denial")
    text = "Minister Ilka Vorrin came to Velmora.\n\nVorrin denied that the province was exceeding its water ceiling."
    (corpus / "wire.jsonl").write_text(json.dumps({"title": "Water", "text": text, **HEAD}), "utf-8")
    config = replace(load_config(None), curation=CurationConfig(file=str(corpus / "curation.yaml")))
    settings = for_paths(config, [str(corpus)], str(tmp_path_factory.mktemp("index") / "i"))
    build(settings)
    return settings


CLAIM = "the province was exceeding its water ceiling"


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("search", [True, False])
def test_a_denial_is_never_written_as_the_claim(denial: Settings, tmp_path: Path, suffix: str, search: bool) -> None:
    query = "ceiling stance:denied cue:denied speaker:vorrin" if search else "ceiling"
    number, text = exported(denial, tmp_path / f"q{suffix}", "quotes", query, quotes=search)
    assert number == 1
    assert f"denied (paraphrase): {CLAIM}" in text
    # Wherever else the claim stands, the denial stands before it, or the field beside it names it.
    bare = text.replace(f"denied (paraphrase): {CLAIM}", "").replace(f"denied that {CLAIM}", "")
    assert CLAIM not in bare or (suffix == ".jsonl" and json.loads(text)["stance"] == "denied")
    assert f"Vorrin denied that {CLAIM}." in text or "Vorrin denied that" in text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(SUFFIXES))
def test_no_text_breaks_a_format(wild: str, suffix: str) -> None:
    article = Article("a1", wild, f"{wild}\n\n{wild}", len(wild) + 2, wild, "", "2025-11-03", wild, wild, wild)
    quote = Quote(0, len(wild), wild, "direct", ((0, len(wild)),))
    entry = Entry(article, Annotations(), Kept(note=wild, tags=(wild,)), ((quote, Kept(note=wild)),))
    for parts in ("texts", "quotes", "kept"):
        file = io.StringIO(newline="")
        FORMATS[suffix]([entry], parts, file)
        text = file.getvalue()
        if suffix == ".csv":
            assert len(list(csv.reader(io.StringIO(text, newline="")))) >= 2
        elif suffix == ".jsonl":
            assert all(isinstance(json.loads(line), dict) for line in text.split("\n")[:-1])
        elif suffix == ".bib":
            plain = re.sub(r"\\[{}$&#_%]", "", text)
            assert plain.count("{") == plain.count("}")
