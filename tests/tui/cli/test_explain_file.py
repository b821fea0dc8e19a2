"""`newsexplore index --explain`: what it prints, and what it says of a file that is not there."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsexplore.tui.cli.main import main

PROSE = "The harbour board met on Tuesday. It voted to rebuild the old pier before winter, the chair said."


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["index", *arguments], catch_exceptions=False)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "news" / "a.csv"
    path.parent.mkdir()
    path.write_text(f'headline,body,when\nDam,"{PROSE}",03/04/2021\n', "utf-8")
    (path.parent / "b.csv").write_text(f'headline,body,when\nDam,"{PROSE}",28/04/2021\n', "utf-8")
    return path


def test_it_shows_the_format_the_places_and_the_dates(table: Path) -> None:
    result = run("--explain", str(table))
    assert result.exit_code == 0
    assert "format     table, known by the suffix .csv" in result.stdout
    assert 'title      column "headline": Dam' in result.stdout
    assert '"03/04/2021" -> unknown (left unknown' in result.stdout
    result = run(str(table.parent), "--explain", str(table))
    assert '"03/04/2021" -> 2021-04-03 (day first, as the other dates show)' in result.stdout


def test_json_has_the_same(table: Path) -> None:
    (line,) = run("--explain", str(table), "--json").stdout.splitlines()
    (file,) = json.loads(line)["files"]
    assert file["format"] == "table"
    assert file["records"][0]["fields"][0] == {
        "field": "title", "value": "Dam", "place": 'column "headline"', "raw": "", "how": "", "name": "headline"
    }  # fmt: skip


def test_the_configured_corpus_of_the_file_is_used(table: Path, tmp_path: Path) -> None:
    file = tmp_path / "newsexplore.yaml"
    file.write_text("corpora: [{name: n, paths: [news], fields: {title: when}, outlet: The Post}]\n", "utf-8")
    result = run("--explain", str(table), "--config", str(file))
    assert "outlet     the configuration: The Post" in result.stdout


def test_an_archive_member_and_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a!b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in/bad.json", "{]")
    result = run("--explain", f"{path}!in/bad.json")
    assert "rejected   not valid JSON" in result.stdout
    result = run("--explain", f"{path}!in/good.json")
    assert result.exit_code == 1
    assert "There is no in/good.json in" in result.stderr


def test_what_is_no_file(tmp_path: Path) -> None:
    assert run("--explain", str(tmp_path / "none.csv")).exit_code == 2
    result = run("--explain", str(tmp_path))
    assert result.exit_code == 2
    assert "is a folder" in result.stderr


def test_hostile_text_does_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = {"title": "\x1b]52;c;x\x07Dam", "text": PROSE, "\x1b[31mred": "x y"}
    path.write_text(json.dumps(record) + "\n", "utf-8")
    result = run("--explain", str(path))
    assert result.exit_code == 0
    assert "\x1b]52" not in result.stdout and "\x1b[31m" not in result.stdout
