"""The command: what it prints, where, and how it ends."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click import Group
from click.testing import CliRunner, Result
from msgspec.structs import replace

from newsexplore import __version__
from newsexplore.index.build.build_run import build
from newsexplore.index.build.unfinished_run import state
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths, user_folder
from newsexplore.index.curation.curation_file import CurationFile
from newsexplore.index.decisions import Keep, Kept
from newsexplore.index.processes.child_log import log_path, note
from newsexplore.index.protocol.build_progress import Progress
from newsexplore.tui.cli import entry
from newsexplore.tui.cli.main import main

STORY = """\
Title: Dam Reopens
Date: 2025-11-20
Outlet: Valley News

"The dam is safe," said Minister Ilka Vorrin. She told reporters that nobody would have to leave Velmora.

The National Water Authority (NWA) welcomed the decision. "We are relieved," Vorrin added.
"""
OTHER = """\
Title: Harbour Closed
Date: 2025-11-18
Outlet: Harbour Post

The harbour was closed by the storm. "Nobody sails," harbour master Joss Tillman said.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "dam.txt").write_text(STORY, "utf-8")
    (folder / "harbour.txt").write_text(OTHER, "utf-8")
    return folder


@pytest.fixture
def indexed(corpus: Path) -> Path:
    assert run("index", str(corpus)).exit_code == 0
    return corpus


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=given, catch_exceptions=False)


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_version_and_help() -> None:
    assert run("--version").stdout == f"newsexplore {__version__}\n"
    shown = run("--help").stdout
    for command in (
        "index",
        "search",
        "quotes",
        "entities",
        "speakers",
        "kwic",
        "annotate",
        "export",
        "doctor",
        "config",
    ):
        assert f"\n  {command} " in shown


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_version_and_help_import_nothing_heavy(flag: str) -> None:
    code = (
        "import sys; from newsexplore.tui.cli.main import main\n"
        f"try: main([{flag!r}])\n"
        "except SystemExit: pass\n"
        "heavy = {'textual', 'rich', 'whoosh', 'numpy', 'yaml', 'msgspec', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("", ({}, ())),
        ("news more/news", ({}, ("news", "more/news"))),
        ("--index-dir=a --engine tantivy news --engine whoosh", ({"index_dir": "a", "engine": "whoosh"}, ("news",))),
        ("news search", ({}, ("news", "search"))),
        *((line, None) for line in ("search", "--engine whoosh index news", "open news", "--help", "news --version")),
        *((line, None) for line in ("-- news", "--engine", "--engine= news", "--config --help", "--json news")),
    ],
)
def test_only_what_opens_paths_and_nothing_else_is_read_without_the_command_line(line: str, read: object) -> None:
    assert entry.opening(line.split()) == read


@pytest.mark.parametrize("line", [["--sample"], ["open", "--sample"], ["--engine", "whoosh", "--sample"]])
def test_sample_opens_the_sample_whatever_was_open_last(line: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(
        "newsexplore.tui.cli.shared_flags.run", lambda *_, sample, **__: (opened.append(sample) or 0, "")
    )
    assert CliRunner().invoke(main, line).exit_code == 0
    assert opened == [True]


def test_every_command_is_known_to_be_no_path() -> None:
    assert isinstance(main, Group)
    assert set(main.commands) == entry.COMMANDS


def test_opening_paths_imports_no_library_that_the_first_frame_does_not_need(tmp_path: Path) -> None:
    code = (
        "import sys; from newsexplore.tui.cli import entry\n"
        f"print(entry.run('interface.open_interface', {{}}, paths=({str(tmp_path)!r},)))\n"
        "import newsexplore.tui.app\n"
        "print(sorted({'click', 'yaml', 'whoosh', 'numpy', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    told, imported = done.stdout.splitlines()[-2:]
    assert "needs a terminal" in told
    assert imported == "[]"


def test_index_reports_in_one_object(corpus: Path) -> None:
    (report,) = objects(run("index", str(corpus), "--json"))
    assert set(report) == {
        *("seen", "added", "updated", "unchanged", "moved", "removed", "rejected", "skipped", "articles"),
        *("seconds", "engine", "missing", "notes"),
    }
    assert (report["added"], report["articles"], report["engine"]) == (2, 2, "whoosh")
    (again,) = objects(run("index", str(corpus), "--json"))
    assert (again["added"], again["unchanged"]) == (0, 2)


def test_index_keeps_what_an_emptied_folder_held_until_prune(corpus: Path) -> None:
    run("index", str(corpus))
    for path in corpus.iterdir():
        path.unlink()
    result = run("index", str(corpus), "--json")
    (report,) = objects(result)
    assert (report["articles"], report["removed"]) == (2, 0)
    assert report["missing"] == [{"corpus": corpus.name, "path": str(corpus), "articles": 2, "reason": "is empty"}]
    assert f"{corpus} is empty: its 2 articles are kept" in result.stderr
    examined = json.loads(run("doctor", str(corpus), "--json").stdout)
    assert "--prune" in examined["problems"][0]
    (pruned,) = objects(run("index", str(corpus), "--prune", "--json"))
    assert (pruned["articles"], pruned["removed"], pruned["missing"]) == (0, 2, [])


def test_search_has_the_promised_names(indexed: Path) -> None:
    (hit,) = objects(run("search", "dam", "--json"))
    assert set(hit) == {"rank", "score", "id", "title", "date", "outlet", "locator", "snippet"}
    assert (hit["rank"], hit["title"], hit["outlet"]) == (1, "Dam Reopens", "Valley News")
    assert hit["date"].startswith("2025-11-20")
    assert hit["locator"] == str(indexed / "dam.txt")


def test_search_and_quotes_sort_by_mentions(indexed: Path) -> None:
    titles = [hit["title"] for hit in objects(run("search", "harbour OR dam", "--sort", "mentions", "--json"))]
    assert titles == ["Harbour Closed", "Dam Reopens"]  # three places, two places
    said = objects(run("quotes", "nobody OR sails OR safe", "--sort", "mentions", "--json"))
    assert [quote["text"].strip('"“”,') for quote in said] == [
        "Nobody sails",
        "The dam is safe",
        "nobody would have to leave Velmora",
    ]


def test_search_sorts_and_limits(indexed: Path) -> None:
    result = run("search", "the", "--sort", "oldest", "--json")
    assert [hit["title"] for hit in objects(result)] == ["Harbour Closed", "Dam Reopens"]
    result = run("search", "the", "--sort", "newest", "--limit", "1", "--json")
    assert [hit["title"] for hit in objects(result)] == ["Dam Reopens"]
    assert "1 of 2 articles shown" in result.stderr


def test_search_for_people_says_how_many_and_where(indexed: Path) -> None:
    result = run("search", "dam")
    assert "1. Dam Reopens" in result.stdout
    assert str(indexed / "dam.txt") in result.stdout
    assert "1 article · " in result.stderr


def test_a_search_without_hits_says_which_word_finds_nothing_and_what_may_have_been_meant(indexed: Path) -> None:
    result = run("search", "the habrour")
    assert "No article has “habrour”. Without it: 2." in result.stderr
    assert "Did you mean “the harbour” (1)?" in result.stderr
    assert "No quote has “xyzzyx”." in run("quotes", "xyzzyx", "--json").stderr


def test_a_query_that_cannot_be_parsed_says_what_was_done(indexed: Path) -> None:
    result = run("search", '"dam', "--json")
    assert len(objects(result)) == 1
    assert "quotation mark" in result.stderr


def test_quotes_have_the_promised_names(indexed: Path) -> None:
    found = objects(run("quotes", "safe", "--json"))
    assert [quote["text"] for quote in found] == ["The dam is safe,"]
    assert set(found[0]) == {
        *("article", "start", "end", "text", "type", "stance", "printed", "speaker", "speaker_text", "confidence"),
        *("doubtful", "cue", "before", "after", "title", "date", "outlet"),
    }
    assert found[0]["printed"] == "“The dam is safe”"
    assert (found[0]["stance"], found[0]["doubtful"]) == ("affirmed", False)
    assert found[0]["speaker"] == "Ilka Vorrin"
    assert found[0]["cue"] == "said"


def test_quotes_by_their_confidence(indexed: Path) -> None:
    every = {quote["start"]: quote for quote in objects(run("quotes", "--json"))}
    for least in (1, 80, 100):
        found = objects(run("quotes", "--min-confidence", str(least), "--json"))
        wanted = [start for start, one in every.items() if one["confidence"] and one["confidence"] * 100 >= least]
        assert sorted(quote["start"] for quote in found) == sorted(wanted)
    assert run("quotes", "--min-confidence", "101").exit_code == 2


def test_quotes_of_a_speaker_and_about_somebody(indexed: Path) -> None:
    said = [quote["text"] for quote in objects(run("quotes", "--speaker", "vorrin", "--json"))]
    assert "The dam is safe," in said
    assert "Nobody sails," not in said
    assert objects(run("quotes", "--speaker", "Tillman", "--about", "Vorrin", "--json")) == []


def test_what_is_asked_of_a_partly_built_index_is_answered_with_a_warning(indexed: Path) -> None:
    assert "Warning" not in run("search", "dam").stderr
    (indexed / "third.txt").write_text("Title: Third\n\nThe third story is about the dam.", "utf-8")
    during: list[Result] = []

    def ask(progress: Progress) -> None:
        if progress.stage == "merging":
            during.append(run("search", "dam"))

    settings = for_paths(load_config(None), [str(indexed)])
    assert not build(settings, on_progress=ask, cancelled=lambda: state(settings) != "complete").complete
    assert "Warning: news is being indexed; 2 articles can be searched so far.\n" in during[0].stderr
    for command in ("search", "quotes", "entities", "speakers", "kwic"):
        after = run(command, "dam", "--json")
        assert "Warning: indexing news was interrupted; 2 articles can be searched." in after.stderr
        assert f"To go on, run: newsexplore index {indexed}\n" in after.stderr
        assert "Warning" not in after.stdout
    assert run("index", str(indexed)).exit_code == 0
    assert "Warning" not in run("search", "dam").stderr


def test_the_command_that_completes_an_index_names_its_folder_and_engine(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("tantivy")
    folder = tmp_path / "my index"
    settings = for_paths(load_config(None), [str(corpus)], str(folder))
    settings = replace(
        settings, config=replace(settings.config, index=replace(settings.config.index, engine="tantivy"))
    )
    build(settings, cancelled=lambda: state(settings) != "complete")
    told = run("--index-dir", str(folder), "search", "dam", "--in", str(corpus)).stderr
    assert f"run: newsexplore --index-dir '{folder}' --engine tantivy index {corpus}\n" in told


def test_speakers_are_listed_with_quotes_articles_and_outlets(indexed: Path) -> None:
    found = objects(run("speakers", "--json"))
    assert found == [
        {"name": "Ilka Vorrin", "type": "person", "quotes": 3, "doubtful": 0, "articles": 1, "outlets": 1},
        {"name": "Joss Tillman", "type": "person", "quotes": 1, "doubtful": 0, "articles": 1, "outlets": 1},
    ]
    assert [one["name"] for one in objects(run("speakers", "harbour", "--json"))] == ["Joss Tillman"]
    relieved = objects(run("speakers", "--quotes", "relieved", "--json"))
    assert [(one["name"], one["quotes"]) for one in relieved] == [("Ilka Vorrin", 1)]
    assert objects(run("speakers", "--type", "org", "--json")) == []
    plain = run("speakers", "--limit", "1")
    assert plain.stdout == "       3        1        1  person Ilka Vorrin\n"
    assert "1 of 2 speakers shown; --limit 0 shows all" in plain.stderr
    assert "4 quotes: 4 by 2 named speakers" in plain.stderr
    assert "No article has “harbours” or “ferries”." in run("speakers", "harbours ferries").stderr


def test_speakers_without_a_name_and_doubtful_ones_are_told(corpus: Path) -> None:
    (corpus / "third.txt").write_text(
        "Title: Third\n\nThe dam is old.\n\n“The dam may break at any time,” analysts said.\n", "utf-8"
    )
    assert run("index", str(corpus)).exit_code == 0
    assert "5 quotes: 4 by 2 named speakers, 1 by speakers without a name" in run("speakers").stderr
    only = run("speakers", "any time")
    assert (only.stdout, "1 quote: 0 by 0 named speakers, 1 by" in only.stderr) == ("", True)
    nothing = run("speakers", "--quotes", "dam -dam")
    assert nothing.stdout == ""


def test_entities_count_articles_and_mentions(indexed: Path) -> None:
    found = {entity["name"]: entity for entity in objects(run("entities", "--type", "person", "--json"))}
    vorrin = found["Ilka Vorrin"]
    assert set(vorrin) == {"name", "type", "articles", "mentions", "aliases"}
    assert (vorrin["type"], vorrin["articles"], vorrin["mentions"]) == ("person", 1, 2)


def test_kwic_leaves_the_text_as_it_is_around_quotation_marks(corpus: Path) -> None:
    (corpus / "tax.txt").write_text('Title: Levy\n\nThe tax "relief" is no "tax" at all.\n', "utf-8")
    assert run("index", str(corpus)).exit_code == 0
    assert run("kwic", "tax", "--width", "12").stdout == '         The tax "relief" is\n ief" is no "tax" at all.\n'


def test_kwic_lines_up_and_sorts(indexed: Path) -> None:
    lines = objects(run("kwic", "dam OR harbour", "--json", "--sort", "right"))
    assert [line["keyword"].lower() for line in lines].count("dam") == 2
    rights = [line["right"].lower() for line in lines]
    assert rights == sorted(rights)


def test_export_writes_whole_files(indexed: Path, tmp_path: Path) -> None:
    for suffix in ("csv", "jsonl"):
        path = tmp_path / f"out.{suffix}"
        result = run("export", "dam OR storm", "-o", str(path))
        assert result.exit_code == 0
        assert "2 articles written" in result.stderr
        assert "National Water Authority" in path.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news", "out.csv", "out.jsonl"]
    article = json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[0])
    quote = article["quotes"][0]
    assert article["text"][quote["parts"][0][0] : quote["parts"][0][1]] == quote["text"]


def test_export_disarms_formulas(tmp_path: Path) -> None:
    (tmp_path / "evil.json").write_text(
        json.dumps({"title": '=HYPERLINK("http://evil.example")', "text": "Some text."})
    )
    run("index", str(tmp_path / "evil.json"))
    run("export", "text", "-o", str(tmp_path / "out.csv"))
    assert "'=HYPERLINK" in (tmp_path / "out.csv").read_text()


def test_export_to_an_unknown_format_is_wrong_usage(indexed: Path) -> None:
    result = run("export", "dam", "-o", "out.docx")
    assert result.exit_code == 2
    assert ".csv, .jsonl, .md, .bib, .txt" in result.stderr


def test_annotate_reads_json_lines() -> None:
    text = 'Dam\r\n\r\n"The dam is safe," said Minister Ilka Vorrin.'
    (answer,) = objects(run("annotate", given=json.dumps({"id": "a1", "text": text})))
    assert answer["id"] == "a1"
    quote = answer["quotes"][0]
    assert text[slice(*quote["parts"][0])] == "The dam is safe,"
    assert text[quote["speaker"]["start"] : quote["speaker"]["end"]] == quote["speaker"]["text"]
    assert text[quote["cue"]["start"] : quote["cue"]["end"]] == quote["cue"]["text"] == "said"
    person = next(entity for entity in answer["entities"] if entity["canonical"] == "Ilka Vorrin")
    assert (person["type"], text[person["start"] : person["end"]]) == ("person", "Ilka Vorrin")


def test_annotate_goes_on_after_a_bad_line() -> None:
    result = run("annotate", given='not json\n{"id": 2, "text": "Fine."}\n')
    assert json.loads(result.stdout) == {"id": 2, "quotes": [], "entities": [], "tickers": []}
    assert "line 1" in result.stderr
    assert result.exit_code == 1


def test_annotate_reads_files_whole(corpus: Path) -> None:
    (answer,) = objects(run("annotate", str(corpus / "dam.txt"), "--json"))
    assert answer["text"] == STORY
    assert "Ilka Vorrin" in run("annotate", str(corpus / "dam.txt")).stdout


def test_doctor_lists_what_was_rejected(corpus: Path) -> None:
    (corpus / "broken.json").write_text("{")
    run("index", str(corpus))
    (found,) = objects(run("doctor", "--json"))
    assert set(found) == {"ok", "engine", "articles", "rejected", "problems", "curation", "remarks", "skipped"}
    assert (found["ok"], found["articles"]) == (True, 2)
    assert found["rejected"][0]["locator"] == str(corpus / "broken.json")


@pytest.mark.parametrize("name", ["about.json", "links.msgpack"])
def test_a_damaged_note_or_cache_is_made_again(indexed: Path, name: str) -> None:
    before = run("search", "dam", "--in", str(indexed)).stdout
    path = Path(run("doctor").stdout.split()[3]) / name
    path.write_bytes(b"\xff" + path.read_bytes()[1:])
    for arguments in (("search", "dam"), ("entities",), ("doctor", "--repair"), ("index", "--rebuild")):
        at = ("--in", str(indexed)) if arguments[0] in ("search", "entities") else (str(indexed),)
        result = run(*arguments, *at)
        assert result.exit_code == 0, result.output
    assert run("search", "dam", "--in", str(indexed)).stdout == before


def test_doctor_survives_whatever_the_engine_raises(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsexplore.index.engines.whoosh.whoosh_engine import WhooshEngine

    def broken(_: object) -> list[str]:
        raise IndexError("a number that damage made")

    monkeypatch.setattr(WhooshEngine, "check", broken)
    result = run("doctor", "--json")
    assert result.exit_code == 1
    assert "cannot be examined (IndexError)" in json.loads(result.stdout)["problems"][0]


def test_doctor_names_the_log_of_the_child_processes(indexed: Path) -> None:
    note("search 4711: ended unexpectedly, killed by SIGKILL")
    assert f"log       {log_path()}" in run("doctor").stdout.splitlines()


def test_a_configuration_in_the_current_folder_is_not_followed(
    indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have come with downloaded news, with an index of somebody else beside it."""
    (indexed / "newsexplore.yaml").write_text("index: {folder: idx}\n")
    monkeypatch.chdir(indexed)
    result = run("search", "dam")
    assert result.exit_code == 0
    assert "newsexplore.yaml in this folder. It is not used unless you name it" in result.stderr
    assert not (indexed / "idx").exists()
    assert run("index", "dam.txt", "--config", "newsexplore.yaml").exit_code == 0
    assert (indexed / "idx").is_dir()


def test_doctor_says_how_files_were_understood(corpus: Path) -> None:
    text = "The harbour board met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
    rows = "".join(f'T{day},"{text}",{day:02}/03/2021\n' for day in range(1, 29))
    (corpus / "table.csv").write_text(f"title,blob,date\n{rows}")
    run("index", str(corpus))
    (found,) = objects(run("doctor", "--json"))
    assert [remark["text"] for remark in found["remarks"]] == [
        "text taken from `blob` (28)",
        "11 dates read day first, as the other dates show",
    ]
    assert "11 dates read day first" in run("doctor").stdout


def test_index_and_doctor_count_what_is_no_news(corpus: Path) -> None:
    (corpus / "a.png").write_bytes(b"\x89PNG")
    (corpus / "b.png").write_bytes(b"\x89PNG")
    (corpus / "c.css").write_text("p {}")
    (report,) = objects(run("index", str(corpus), "--json"))
    assert report["skipped"] == 3
    (found,) = objects(run("doctor", str(corpus), "--json"))
    assert [(skip["kind"], skip["count"]) for skip in found["skipped"]] == [
        ("images", 2), ("style sheets, scripts and settings", 1)
    ]  # fmt: skip
    assert "skipped   2 images, 1 style sheets" in run("doctor", str(corpus)).stdout


def test_doctor_lists_decisions_about_what_is_not_in_the_index(indexed: Path) -> None:
    (hit,) = objects(run("search", "dam", "--json"))
    file = user_folder() / "curation.yaml"
    gone = Kept(title="A report that is gone", date="2025-01-02", locator="old.txt")
    CurationFile(file).change([Keep(hit["id"], Kept(), bookmark=True), Keep("gone", gone, note="Ask.")])
    (found,) = objects(run("doctor", "--json"))
    assert found["ok"] and found["curation"] == {
        "file": str(file),
        "articles": 2,
        "quotes": 0,
        "missing": [
            {"key": "gone", "title": gone.title, "date": gone.date, "outlet": "", "locator": "old.txt", "said": ""}
        ],
    }
    assert "A report that is gone · 2025-01-02 · old.txt" in run("doctor").stdout


def test_decisions_of_an_earlier_version_are_taken_over_with_a_message(indexed: Path) -> None:
    (folder,) = (user_folder() / "indexes").glob("news-*")
    (folder / "curation.yaml").write_text("rejected: [Ilka Vorrin]\n")
    found = run("entities", "--type", "person", "--json")
    assert "Took over 1 decision from" in found.stderr and "Vorrin" not in found.stdout
    assert "Took over" not in run("entities", "--type", "person", "--json").stderr


def test_doctor_finds_and_repairs_damage(indexed: Path, tmp_path: Path) -> None:
    folder = Path(run("doctor").stdout.split()[3])
    for path in (folder / "whoosh").iterdir():
        path.write_bytes(b"damaged")
    result = run("doctor", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"]
    assert objects(run("doctor", "--repair", "--json"))[0]["articles"] == 2


def test_asking_before_indexing_says_what_to_do(corpus: Path) -> None:
    result = run("search", "dam", "--in", str(corpus))
    assert result.exit_code == 1
    assert f"newsexplore index {corpus}" in result.stderr


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    for arguments in (("index", str(tmp_path / "gone")), (str(tmp_path / "gone"),)):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "There is no file or folder" in result.stderr


def test_wrong_configuration_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("search:\n  srot: newest\n")
    for arguments in (("search", "dam", "--config", str(path)), ("--config", str(path), "config", "check")):
        result = run(*arguments)
        assert result.exit_code == 2
        assert f"{path}:2: unknown key search.srot; did you mean sort?" in result.stderr


def test_config_check_names_the_line_of_every_key_and_theme(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(
        "interface:\n  theme: nrod\n  keys:\n    trail.next: n\n    trail.nxt: x\n    search.focus: q\n", "utf-8"
    )
    result = run("config", "check", "--config", str(path))
    assert result.exit_code == 2
    lines = [line.removeprefix(f"{path}:") for line in result.stderr.splitlines()]
    assert [line.split(":")[0] for line in lines] == ["2", "5", "6"]
    assert "did you mean nord?" in lines[0]
    assert "did you mean 'trail.next'?" in lines[1]
    assert "both search.focus and app.quit" in lines[2]


def test_config_shows_where_and_what(tmp_path: Path) -> None:
    assert "sort: relevance" in run("config", "show").stdout
    assert run("config", "path").stdout.strip().endswith("newsexplore.yaml")
    assert json.loads(run("config", "schema").stdout)["$defs"]["CorpusConfig"]


def test_an_unknown_engine_is_wrong_usage(corpus: Path) -> None:
    result = run("index", str(corpus), "--engine", "lucene")
    assert result.exit_code == 2
    assert "no engine 'lucene'" in result.stderr


def test_an_engine_that_is_not_installed_is_wrong_usage(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsexplore.index.config.settings.find_spec", lambda name: None)
    result = run("index", str(corpus), "--engine", "tantivy")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "pip install 'newsexplore[tantivy]'" in result.stderr


def test_either_engine_answers_what_it_indexed(corpus: Path) -> None:
    pytest.importorskip("tantivy")
    assert run("index", str(corpus), "--engine", "tantivy").exit_code == 0
    (hit,) = objects(run("search", "dam", "--in", str(corpus), "--json"))
    assert hit["title"] == "Dam Reopens"
    assert json.loads(run("doctor", str(corpus), "--json").stdout)["engine"] == "tantivy"
    refused = run("search", "dam", "--in", str(corpus), "--engine", "whoosh")
    assert (refused.exit_code, "not indexed yet" in refused.stderr) == (1, True)


def test_the_owner_of_a_large_corpus_hears_of_tantivy(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "tantivy" not in run("index", str(corpus)).stderr
    monkeypatch.setattr("newsexplore.index.engines.LARGE", 1)
    assert run("index", str(corpus)).stderr.startswith("2 articles are many for the engine whoosh")
    assert "advice    2 articles are many" in run("doctor", str(corpus)).stdout


def test_the_interface_needs_a_terminal(corpus: Path) -> None:
    result = run(str(corpus))
    assert result.exit_code == 2
    assert "needs a terminal" in result.stderr


def test_a_pipe_that_closes_is_no_error(indexed: Path) -> None:
    command = f"{sys.executable} -c 'from newsexplore.tui.cli.main import main; main()' kwic 'the' --json | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert done.stderr == "in news\n"  # which corpus answered, and no complaint
    assert len(done.stdout.splitlines()) == 1


def test_what_a_terminal_would_obey_is_shown(tmp_path: Path) -> None:
    name = "evil\x1b]52;c;aGk=\x07.txt"
    (tmp_path / name).write_text(STORY, "utf-8")
    run("index", str(tmp_path))
    for arguments in (("search", "dam"), ("search", "dam", "--json"), ("doctor",)):
        assert "\x1b]52" not in run(*arguments).output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_there(shell: str) -> None:
    assert "_NEWSEXPLORE_COMPLETE" in run("completion", shell).stdout


def test_index_takes_a_share_and_what_was_rejected(corpus: Path) -> None:
    (corpus / "bad.json").write_text("{]")
    shares = [objects(run("index", str(corpus), "--shard", f"{number}/2", "--json"))[0] for number in (1, 2)]
    assert sum(share["added"] for share in shares) == shares[-1]["articles"] == 2
    assert sum(share["rejected"] for share in shares) == 1
    (corpus / "bad.json").write_text(json.dumps({"title": "Bridge", "text": "The bridge is open, they said."}))
    (corpus / "new.txt").write_text(STORY)
    (report,) = objects(run("index", str(corpus), "--retry", "--json"))
    assert (report["added"], report["rejected"], report["articles"]) == (1, 0, 3)


@pytest.mark.parametrize("written", ["0/2", "3/2", "2", "1/0", "a/b", "1/9999999"])
def test_a_share_that_is_none_is_wrong_usage(corpus: Path, written: str) -> None:
    result = run("index", str(corpus), "--shard", written)
    assert result.exit_code == 2
    assert "--shard takes I/N" in result.stderr


def test_retry_and_rebuild_exclude_each_other(corpus: Path) -> None:
    assert run("index", str(corpus), "--retry", "--rebuild").exit_code == 2


def test_a_table_is_remembered_for_the_paths_that_it_was_named_for(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with closing(sqlite3.connect(path)) as database, database:
        for table in ("posts", "drafts"):
            database.execute(f"CREATE TABLE {table} (title TEXT, body TEXT)")
        database.execute("INSERT INTO posts VALUES ('Dam', 'The dam is safe, the minister said on Tuesday.')")
        database.execute("INSERT INTO drafts VALUES ('Draft', 'Nobody has read this text so far, it is a draft.')")
    assert objects(run("index", str(path), "--table", "POSTS", "--json"))[0]["articles"] == 1
    (report,) = objects(run("index", str(path), "--json"))
    assert (report["unchanged"], report["articles"]) == (1, 1)
    (report,) = objects(run("index", str(path), "--table", "articles", "--json"))
    assert (report["articles"], report["rejected"]) == (0, 1)
    reason = objects(run("doctor", str(path), "--json"))[0]["rejected"][0]["reason"]
    assert reason == "no table 'articles' in this database; tables: drafts (1 row), posts (1 row)"
    assert objects(run("index", str(path), "--table", "", "--json"))[0]["articles"] == 2
