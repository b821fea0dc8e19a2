"""`newsexplore doctor` and `newsexplore config`."""

import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from newsexplore.index.config.settings import user_folder
from newsexplore.index.curation.curation_file import CurationFile
from newsexplore.index.decisions import CuratedItem, EditItem
from newsexplore.index.processes.child_log import log_path, note
from newsexplore.index.query.stemming import has_stemmers

from .command import objects, run
from .conftest import STORY


def test_doctor_lists_what_was_rejected(corpus: Path) -> None:
    (corpus / "broken.json").write_text("{")
    run("index", str(corpus))
    (found,) = objects(run("doctor", "--json"))
    assert set(found) == {
        "ok",
        "engine",
        "articles",
        "rejected",
        "problems",
        "curation",
        "remarks",
        "skipped",
        "shares",
        "languages",
    }
    assert (found["ok"], found["articles"]) == (True, 2)
    assert found["rejected"][0]["locator"] == str(corpus / "broken.json")


@pytest.mark.parametrize("name", ["about.json", "links.msgpack", "names.sqlite", "names.check"])
def test_a_damaged_about_file_or_cache_is_rebuilt(indexed: Path, name: str) -> None:
    before = run("search", "dam", "--in", str(indexed)).stdout
    path = Path(run("doctor").stdout.split()[3]) / name
    path.write_bytes(b"\xff" + path.read_bytes()[1:])
    for arguments in (("search", "dam"), ("entities",), ("doctor", "--repair"), ("index", "--rebuild")):
        at = ("--in", str(indexed)) if arguments[0] in ("search", "entities") else (str(indexed),)
        result = run(*arguments, *at)
        assert result.exit_code == 0, result.output
    assert run("search", "dam", "--in", str(indexed)).stdout == before


@pytest.mark.parametrize("name", ["links.msgpack", "copies.msgpack", "names.sqlite", "names.check"])
def test_a_flipped_bit_of_a_cache_is_named_and_repaired_without_a_rebuild(indexed: Path, name: str) -> None:
    run("entities", "--in", str(indexed))
    path = Path(run("doctor").stdout.split()[3]) / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    packs = [one.stat().st_ino for one in path.parent.rglob("*.pack")]
    result = run("doctor", "--json")
    (problem,) = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1
    assert str(path.with_suffix("")) in problem
    assert run("doctor", "--repair").exit_code == 0
    assert [one.stat().st_ino for one in path.parent.rglob("*.pack")] == packs
    assert run("entities", "--in", str(indexed)).exit_code == 0
    assert run("doctor").exit_code == 0


def test_doctor_survives_any_engine_error(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_a_configuration_in_the_current_folder_is_ignored(
    indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have come with downloaded news, beside someone else's index."""
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


def test_index_and_doctor_count_skipped_files(corpus: Path) -> None:
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
    gone = CuratedItem(title="A report that is gone", date="2025-01-02", locator="old.txt")
    CurationFile(file).change([EditItem(hit["id"], CuratedItem(), bookmark=True), EditItem("gone", gone, note="Ask.")])
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


def test_doctor_lists_a_folder_that_can_no_longer_be_opened(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = corpus / "deep" / "bridge.txt"
    story.parent.mkdir()
    story.write_text(STORY)
    run("index", str(corpus))
    scan = os.scandir

    def refuse(folder: str) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        if folder == str(story.parent):
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        (report,) = objects(run("index", str(corpus), "--json"))
    assert (report["rejected"], report["articles"], report["removed"]) == (1, 3, 0)
    (found,) = objects(run("doctor", str(corpus), "--json"))
    assert [reject["locator"] for reject in found["rejected"]] == [str(story.parent)]
    (report,) = objects(run("index", str(corpus), "--json"))
    assert (report["unchanged"], report["articles"]) == (3, 3)
    assert objects(run("doctor", str(corpus), "--json"))[0]["rejected"] == []


def test_decisions_of_an_earlier_version_are_migrated_with_a_message(indexed: Path) -> None:
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


def test_wrong_configuration_is_reported_with_its_line(tmp_path: Path) -> None:
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


def test_doctor_lists_the_languages_and_what_is_done_with_them(corpus: Path) -> None:
    (corpus / "chinese.txt").write_text("Lang: zh\nTitle: 新闻\n\n国务院总理今天说。\n", "utf-8")
    (corpus / "russian.txt").write_text("Lang: ru\nTitle: Новости\n\nПрезидент сказал.\n", "utf-8")
    run("index", str(corpus))
    (found,) = objects(run("doctor", str(corpus), "--json"))
    by_code = {one["lang"]: one for one in found["languages"]}
    assert sum(one["articles"] for one in found["languages"]) == found["articles"]
    assert by_code["zh"] == {"lang": "zh", "articles": 1, "analysed": [], "inflections": False, "characters": True}
    assert by_code["ru"]["inflections"] is has_stemmers()
    printed = run("doctor", str(corpus)).stdout
    assert "  Chinese: 1 article; search only, character by character\n" in printed
    assert "names and quotes" in printed


@pytest.mark.parametrize("fails", ["_damaged_caches", "_examine_index", "check_keys"])
def test_doctor_reports_whatever_fails_in_json(corpus: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    run("index", str(corpus))

    def fail(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(f"newsexplore.tui.cli.commands.doctor.{fails}", fail)
    result = run("doctor", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert not found["ok"] and "cannot be examined (BrokenPipeError)" in found["problems"][-1]


def test_a_connection_that_ends_is_no_reader_that_has_seen_enough(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("newsexplore.tui.cli.commands.doctor.examine", fail)
    result = run("doctor", "--json", str(corpus))
    assert result.exit_code == 1
    assert "Broken pipe" in result.stderr
