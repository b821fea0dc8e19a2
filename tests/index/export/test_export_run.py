"""Exports: every format of articles, quotes and curated items, and writing of files."""

import csv
import io
import json
import os
import re
import sys
import zipfile
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
from newsexplore.index.decisions import CuratedItem, EditItem
from newsexplore.index.export.export_run import ExportCancelledError, export
from newsexplore.index.export.formats import BINARY_FORMATS, TEXT_FORMATS, Entry
from newsexplore.index.export.job import BUNDLE, REPORT, SUFFIXES, ExportError, Job, What
from newsexplore.index.model import Annotations, Article, Quote, Record
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
            EditItem(hits[0].id, CuratedItem(title=hits[0].title), add=("dams & co",), note="Ask _her_.\n\nTwice."),
            EditItem(
                quote_key(quote.article, quote.quote.start, quote.quote.end),
                CuratedItem(said=quote.quote.text),
                bookmark=True,
            ),
            EditItem(
                "gone", CuratedItem(title="An article that is gone", locator="old.txt", date="2020"), bookmark=True
            ),
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
    return number, text_of(path)


def record_of(settings: Settings, query: str) -> Record:
    """The only article that a query finds."""
    answers = Answers(settings)
    try:
        (record,) = answers.records(Scope(query), "newest")
    finally:
        answers.close()
    return record


def text_of(path: Path) -> str:
    """The text of an exported file; of a Word document, a line for each paragraph."""
    if path.suffix == ".docx":
        from docx import Document

        return "".join(f"{paragraph.text}\n" for paragraph in Document(str(path)).paragraphs)
    if path.suffix == BUNDLE:
        with zipfile.ZipFile(path) as archive:
            return archive.read("manifest.json").decode()
    return path.read_text("utf-8")


def test_every_suffix_has_its_format() -> None:
    assert {*TEXT_FORMATS, *BINARY_FORMATS, REPORT, BUNDLE} == set(SUFFIXES)


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
    record = record_of(settings, "safe")
    article, quotes = record.article, record.annotations.quotes
    assert [article.text[one.start : one.end] for one in quotes] == ["The dam is safe,", "Nobody need leave,"]
    spans = [f"{one.start}–{one.end}" for one in quotes]
    source = (
        "“100% of {dams} are safe\\_ \\#1 \\*really\\*”, R&D Daily, 2025-11-03, <https://a.example/1_2>"
        f" · {corpus}/wire.jsonl\\#1"
    )
    identity = f"article {article.id} · digest {article.digest}"
    assert text == (
        "## 100% of {dams} are safe\\_ \\#1 \\*really\\*\n\n"
        f"R&D Daily · 2025-11-03 · Ana Lind and Jo Kerr · {corpus}/wire.jsonl\\#1\n\n"
        "<https://a.example/1_2>\n\n"
        "Tags: dams & co\n\n"
        "Note: Ask \\_her\\_.\n\nNote: Twice.\n\n"
        "> “The dam is safe”[^1]\n>\n> — Ilka Vorrin\n>\n"
        "> In the article: “The dam is safe,” Vorrin said.\n\n"
        "> “Nobody need leave”[^2]\n>\n> — Ilka Vorrin\n>\n"
        "> In the article: “Nobody need leave,” she added.\n\n"
        f"[^1]: {source} · characters {spans[0]} · {identity}\n"
        f"[^2]: {source} · characters {spans[1]} · {identity}\n"
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
    article = record_of(settings, "safe").article
    assert rf"/wire.jsonl\#1 · article {article.id} · digest {article.digest}}}," in first
    assert r"  keywords = {dams \& co}," in first
    assert text.count("@misc{") == 2 and len(set(re.findall(r"^@\w+\{(.*),$", text, re.M))) == 3


def test_ris_names_every_author_and_quote(settings: Settings, tmp_path: Path) -> None:
    number, text = exported(settings, tmp_path / "a.ris", "quotes")
    assert number == 3
    first, second, rest = text.split("ER  - \n\n")
    fields = [line.split("  - ", 1) for line in first.split("\n")[:-1]]
    assert [value for tag, value in fields if tag == "AU"] == ["Ana Lind", "Jo Kerr"]
    assert ["DA", "2025/11/03"] in fields and ["T2", "R&D Daily"] in fields and fields[0] == ["TY", "NEWS"]
    article = record_of(settings, "safe").article
    notes = [value for tag, value in fields if tag == "N1"]
    assert notes[0] == f"{article.locator} · article {article.id} · digest {article.digest}"
    assert notes[-1] == "“Nobody need leave” (Ilka Vorrin) [in the article: “Nobody need leave,” she added.]"
    assert second.startswith("TY  - GEN\n") and not rest


def test_csl_json_is_one_array(settings: Settings, tmp_path: Path) -> None:
    number, text = exported(settings, tmp_path / "a.json", "results")
    items = json.loads(text)
    assert number == len(items) == 3
    assert items[0]["author"] == [{"literal": "Ana Lind"}, {"literal": "Jo Kerr"}]
    assert items[0]["issued"] == {"date-parts": [[2025, 11, 3]]}
    assert (items[0]["type"], items[0]["container-title"]) == ("article-newspaper", "R&D Daily")
    assert items[2]["type"] == "article" and "author" not in items[2]
    assert json.loads(exported(settings, tmp_path / "none.json", "results", "nothing")[1]) == []


def test_every_row_has_its_source(settings: Settings, tmp_path: Path) -> None:
    record = record_of(settings, "safe")
    article, quote = record.article, record.annotations.quotes[0]
    for suffix in (".csv", ".jsonl", ".md", ".txt", ".docx"):
        _, text = exported(settings, tmp_path / f"q{suffix}", "quotes", "safe")
        where = (str(quote.start), str(quote.end), article.digest, article.id, "Vorrin said")
        assert [part for part in where if part not in text] == []
        assert re.search(r"wire\.jsonl\\?#1", text)


def test_a_missing_library_is_named(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ExportError, match=r"pip install 'newsexplore\[docx\]'"):
        exported(settings, tmp_path / "a.docx", "results")
    assert list(tmp_path.iterdir()) == []


def test_curated_items_are_exported_even_if_the_article_is_gone(settings: Settings, tmp_path: Path) -> None:
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


def test_an_existing_file_is_not_overwritten(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine")
    with pytest.raises(ExportError, match="already"):
        exported(settings, tmp_path / "a.txt", "results")
    assert (tmp_path / "a.txt").read_text() == "mine"
    exported(settings, tmp_path / "a.txt", "results", overwrite=True)
    assert "dam" in (tmp_path / "a.txt").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "told"), [("a.xls", "must end in"), ("nowhere/a.csv", "no folder"), ("folder.md", "is a folder")]
)
def test_a_write_error_is_reported(settings: Settings, tmp_path: Path, name: str, told: str) -> None:
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


def test_an_unreadable_curation_is_not_an_empty_export(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A dam.")
    settings = for_paths(load_config(None), [str(tmp_path / "a.txt")])
    build(settings)
    settings.curation_file.write_text("tags: [")
    with pytest.raises(ExportError, match=r"curation\.yaml"):
        exported(settings, tmp_path / "k.csv", "kept")


async def test_an_export_in_a_separate_process(settings: Settings, tmp_path: Path) -> None:
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


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != BUNDLE])  # it has a test of its own
@pytest.mark.parametrize("search", [True, False])
def test_a_denial_is_never_written_as_the_claim(denial: Settings, tmp_path: Path, suffix: str, search: bool) -> None:
    query = "ceiling stance:denied cue:denied speaker:vorrin" if search else "ceiling"
    number, text = exported(denial, tmp_path / f"q{suffix}", "quotes", query, quotes=search)
    assert number == 1
    assert f"denied (paraphrase): {CLAIM}" in text
    # Everywhere else, the denial precedes the claim, or the next field names it.
    bare = text.replace(f"denied (paraphrase): {CLAIM}", "").replace(f"denied that {CLAIM}", "")
    assert CLAIM not in bare or (suffix == ".jsonl" and json.loads(text)["stance"] == "denied")
    assert f"Vorrin denied that {CLAIM}." in text or "Vorrin denied that" in text


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from([*TEXT_FORMATS, *BINARY_FORMATS])
)
def test_no_text_breaks_a_format(wild: str, suffix: str) -> None:
    article = Article("a1", wild, f"{wild}\n\n{wild}", len(wild) + 2, wild, "", "2025-11-03", wild, wild, wild)
    quote = Quote(0, len(wild), wild, "direct", ((0, len(wild)),))
    entry = Entry(article, Annotations(), CuratedItem(note=wild, tags=(wild,)), ((quote, CuratedItem(note=wild)),))
    for parts in ("texts", "quotes", "kept"):
        if suffix in BINARY_FORMATS:
            BINARY_FORMATS[suffix]([entry], parts, io.BytesIO())
            continue
        file = io.StringIO(newline="")
        TEXT_FORMATS[suffix]([entry], parts, file)
        text = file.getvalue()
        if suffix == ".csv":
            assert len(list(csv.reader(io.StringIO(text, newline="")))) >= 2
        elif suffix == ".jsonl":
            assert all(isinstance(json.loads(line), dict) for line in text.split("\n")[:-1])
        elif suffix == ".bib":
            plain = re.sub(r"\\[{}$&#_%]", "", text)
            assert plain.count("{") == plain.count("}")
