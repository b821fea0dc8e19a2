"""`newsexplore index --watch`: what it says of changes, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsexplore.tui.cli.main import main

pytest.importorskip("watchfiles")
SECONDS = 60
"""After which a test gives up: a slow machine is no failure."""


def story(folder: Path, name: str, text: str = "The port is open again.") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(f"Report {name}\n\n{text}\n", "utf-8")
    return path


@contextmanager
def watching(*arguments: str) -> Generator["subprocess.Popen[str]"]:
    """The command, once it watches."""
    code = "from newsexplore.tui.cli.entry import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "index", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            assert process.stderr is not None
            assert "Watching" in process.stderr.readline()
            yield process
        finally:
            timer.cancel()
            process.kill()


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_changes_are_indexed_and_told_in_a_line_until_a_signal(tmp_path: Path, number: int) -> None:
    folder = tmp_path / "news"
    first = story(folder, "one")
    with watching(str(folder), "--watch") as process:
        assert "1 article in the index: 1 added" in line(process)
        line(process)  # seconds
        story(folder, "two")
        told = line(process)
        assert "1 added: 2 articles in the index" in told
        first.unlink()
        assert "1 removed: 1 article in the index" in line(process)
        process.send_signal(number)
        assert process.wait() == 0
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_each_change_is_one_object(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text('{"title": "Port", "text": "The port is open again."}\n', "utf-8")
    with watching(str(path), "--watch", "--json", "--index-dir", str(tmp_path / "index")) as process:
        assert json.loads(line(process))["added"] == 1
        with path.open("a", encoding="utf-8") as file:
            file.write('{"title": "Ferry", "text": "The ferry sails on Monday."}\n')
        report = json.loads(line(process))
        assert (report["added"], report["unchanged"], report["articles"]) == (1, 1, 2)


def test_a_file_that_moves_keeps_its_articles(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    path = story(folder, "one")
    with watching(str(folder), "--poll") as process:
        line(process)
        line(process)
        (folder / "2017").mkdir()
        path.rename(folder / "2017" / "one.txt")
        assert "1 moved: 1 article in the index" in line(process)


def test_without_the_library_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story(tmp_path / "news", "one")
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = CliRunner().invoke(main, ["index", str(tmp_path / "news"), "--watch"])
    assert result.exit_code == 1
    assert result.stderr.strip() == ("Watching files needs a library that is missing: pip install 'newsexplore[watch]'")
