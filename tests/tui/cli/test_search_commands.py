"""Commands that answer from an index, export it, or annotate texts."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from msgspec.structs import replace

from newsexplore.index.build.build_run import build
from newsexplore.index.build.unfinished_run import state
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.protocol.build_progress import Progress

from .command import objects, run
from .conftest import STORY


def test_search_has_the_documented_names(indexed: Path) -> None:
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


def test_quotes_have_the_documented_names(indexed: Path) -> None:
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


def test_the_configuration_says_what_is_doubtful(indexed: Path, tmp_path: Path) -> None:
    every = objects(run("quotes", "--json"))
    assert {one["doubtful"] for one in every if one["confidence"]} == {False}
    config = tmp_path / "strict.yaml"
    config.write_text("quotes:\n  doubtful: 100\n", encoding="utf-8")
    try:
        strict = objects(run("--config", str(config), "quotes", "--json"))
        assert {one["doubtful"] for one in strict if one["confidence"] and one["confidence"] < 1} == {True}
        assert "(doubtful, " in run("--config", str(config), "quotes").stdout
    finally:
        run("quotes")  # the configuration of the next test


def test_quotes_by_a_speaker_and_about_a_person(indexed: Path) -> None:
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
    assert "No article has “harbourer” or “ferries”." in run("speakers", "harbourer ferries").stderr


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
    result = run("export", "dam", "-o", "out.xls")
    assert result.exit_code == 2
    assert ".csv, .jsonl, .md, .bib" in result.stderr


def test_export_replaces_a_file_only_with_force(indexed: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    refused = run("export", "dam", "-o", str(path))
    assert (refused.exit_code, path.read_text()) == (2, "mine")
    assert "--force" in refused.stderr
    assert run("export", "dam", "-o", str(path), "--force").exit_code == 0
    assert path.read_text("utf-8").startswith("id,title")


def test_export_to_a_pipe(indexed: Path) -> None:
    done = run("export", "dam OR storm", "-o", "-", "--format", "jsonl")
    assert done.exit_code == 0 and "2 articles written to standard output" in done.stderr
    assert {json.loads(line)["outlet"] for line in done.stdout.splitlines()} and len(done.stdout.splitlines()) == 2
    assert done.stdout == run("export", "dam OR storm", "-o", "-", "--format", "jsonl").stdout
    unnamed = run("export", "dam", "-o", "-")
    assert unnamed.exit_code == 2 and "--format" in unnamed.stderr


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


def test_annotate_continues_after_a_bad_line() -> None:
    result = run("annotate", given='not json\n{"id": 2, "text": "Fine."}\n')
    assert json.loads(result.stdout) == {"id": 2, "quotes": [], "entities": [], "tickers": []}
    assert "line 1" in result.stderr
    assert result.exit_code == 1


def test_annotate_reads_files_whole(corpus: Path) -> None:
    (answer,) = objects(run("annotate", str(corpus / "dam.txt"), "--json"))
    assert answer["text"] == STORY
    assert "Ilka Vorrin" in run("annotate", str(corpus / "dam.txt")).stdout
