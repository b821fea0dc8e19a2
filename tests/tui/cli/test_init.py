"""`newsexplore init`: what it shows, asks and writes."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from platformdirs import user_config_path

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.new_file import config_text, write_new
from newsexplore.tui.cli.commands import init as init_module

from .command import run

PROSE = "The harbour board met on Tuesday. It voted to rebuild the old pier before winter, the chair said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "wire"
    path.mkdir()
    rows = "".join(f'Dam {day},"{PROSE}","{PROSE} {PROSE} {PROSE}",{day:02}/04/2021\n' for day in range(1, 29))
    (path / "a.csv").write_text(f"kicker,lead,full,when\n{rows}", "utf-8")
    (path / "b.txt").write_text(f"Storm\n\n{PROSE}\n", "utf-8")
    return path


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init_module, "_is_interactive", lambda: True)


def test_it_shows_what_it_found_and_writes_nothing_unasked(folder: Path, tmp_path: Path) -> None:
    result = run("init", str(folder))
    assert result.exit_code == 0
    assert "table           1        28" in result.stdout
    assert 'date       column "when"' in result.stdout
    assert '"01/04/2021" -> 2021-04-01 (day first, as the other dates show)' in result.stdout
    assert "languages   en 100 %" in result.stdout
    assert "example 3:" in result.stdout
    assert "Nothing was written" in result.stderr
    assert not user_config_path("newsexplore", appauthor=False).exists()
    assert list(tmp_path.iterdir()) == [folder]


def test_what_it_writes_loads_and_indexes_what_it_said(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "news.yaml"
    options = ["--name", "Wire: 1 #x", "--field", "text=full", "--outlet", "The 'Post'", "--output", str(target)]
    assert run("init", str(folder), "--yes", *options).exit_code == 0
    assert "# Written by `newsexplore init`" in target.read_text("utf-8")
    (corpus,) = load_config(target).corpora
    assert (corpus.name, corpus.fields, corpus.outlet) == ("Wire: 1 #x", {"text": "full"}, "The 'Post'")
    assert run("config", "check", "--config", str(target)).exit_code == 0
    (said,) = [json.loads(line) for line in run("init", str(folder), *options[:6], "--json").stdout.splitlines()]
    (report,) = [json.loads(line) for line in run("index", "--config", str(target), "--json").stdout.splitlines()]
    assert report["articles"] == sum(form["articles"] for form in said["formats"]) == 29
    assert report["rejected"] == sum(form["rejected"] for form in said["formats"]) == 0


def test_without_an_output_it_is_the_users_own_configuration(folder: Path) -> None:
    assert run("init", str(folder), "--yes").exit_code == 0
    (corpus,) = load_config(user_config_path("newsexplore", appauthor=False) / "newsexplore.yaml").corpora
    assert corpus.paths == (str(folder),)
    assert json.loads(run("index", "--json").stdout)["articles"] == 29


def test_an_existing_file_is_never_replaced_unasked(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.yaml"
    target.write_text("index: {jobs: 1}\n", "utf-8")
    result = run("init", str(folder), "--yes", "--output", str(target))
    assert result.exit_code == 1
    assert "exists, and was left as it is" in result.stderr
    assert target.read_text("utf-8") == "index: {jobs: 1}\n"
    assert run("init", str(folder), "--yes", "--force", "--output", str(target)).exit_code == 0
    assert "corpora:" in target.read_text("utf-8")


def test_it_can_be_printed(folder: Path) -> None:
    result = run("init", str(folder), "--output", "-")
    assert result.exit_code == 0
    assert result.stdout.startswith("# Written by")
    assert f'paths: ["{folder}"]' in result.stdout


def test_it_asks_on_a_terminal(folder: Path, tmp_path: Path, on_a_terminal: None) -> None:
    target, other = tmp_path / "news.yaml", tmp_path / "other.yaml"
    target.write_text("", "utf-8")
    answers = f"Harbour\ntxt=full\ntext=fulls\ntext=full\n\nn\n{other}\ny\n"
    result = run("init", str(folder), "--output", str(target), given=answers)
    assert result.exit_code == 0, result.output
    assert "no field 'txt'; did you mean text?" in result.stderr
    assert "No record has a field 'fulls' for the text; did you mean full?" in result.stderr
    assert result.stdout.count("example 1:") == 2
    assert target.read_text("utf-8") == ""
    (corpus,) = load_config(other).corpora
    assert (corpus.name, corpus.fields) == ("Harbour", {"text": "full"})


@pytest.mark.parametrize("field", ["text", "body=full", "text=nope"])
def test_a_field_that_is_none_is_wrong_usage(folder: Path, field: str) -> None:
    assert run("init", str(folder), "--field", field).exit_code == 2


def test_a_folder_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    result = run("init", str(tmp_path), "--yes")
    assert result.exit_code == 1
    assert "No article was found" in result.stderr
    assert run("init", str(tmp_path / "none")).exit_code == 2


@pytest.mark.parametrize("name", ['a"b', "a: b #c", "a\tb", "ü\u2028x", "{}", "no", "- x", "\x07bell"])
def test_any_name_survives_the_way_through_the_file(tmp_path: Path, name: str) -> None:
    target = tmp_path / "news.yaml"
    folder = tmp_path / name
    folder.mkdir()
    corpus = CorpusConfig(name=name, paths=(str(folder),), fields={"text": name}, lang="no")
    write_new(target, config_text(corpus, [f"a comment about\n{name}\nindex: {{jobs: 3}}"]))
    assert load_config(target).corpora == (corpus,)
    assert load_config(target).index.jobs == 0


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(500):
        (folder / f"{number}.x{number % 25}").write_text(f"Storm\n\n{PROSE}\n" * 200, "utf-8")
    target = tmp_path / "news.yaml"
    controller, terminal = pty.openpty()
    program = "from newsexplore.tui.cli.entry import main; main()"
    command = [sys.executable, "-c", program, "init", str(folder), "--output", str(target)]
    process = subprocess.Popen(
        command,
        stdin=terminal,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        cwd=tmp_path,
        # A shell without job control starts what runs in the background with this signal ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(terminal)
    shown = b""
    deadline = time.monotonic() + 60
    while b"reading" not in shown and time.monotonic() < deadline:
        shown += os.read(controller, 4096)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    os.close(controller)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many"]


@pytest.mark.parametrize(("key", "code"), [(b"\x03", 130), (b"\x04", 1)])
def test_ctrl_c_at_a_prompt_stops(tmp_path: Path, key: bytes, code: int) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "storm.txt").write_text(f"Storm\n\n{PROSE}\n", "utf-8")
    target = tmp_path / "news.yaml"
    program = "from newsexplore.tui.cli.entry import main; main()"
    child, controller = pty.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.execv(sys.executable, [sys.executable, "-c", program, "init", str(folder), "--output", str(target)])
    shown = b""
    while b"Name of the corpus" not in shown:
        shown += os.read(controller, 4096)
    with suppress(OSError):  # the end of a terminal is an error on Linux
        while True:
            os.write(controller, key)  # again, for a prompt that was shown before it began to read
            while select.select([controller], [], [], 1.0)[0]:
                shown += os.read(controller, 4096)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == code
    assert b"Stopped: nothing was written." in shown and b"error" not in shown
    assert not target.exists()
    os.close(controller)


def test_hostile_names_do_not_reach_the_terminal_or_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    record = {"\x1b]52;c;x\x07title": "Dam", "headline": "\x1b[31mDam", "text\nindex: {jobs: 3}": PROSE}
    (folder / "a.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    target = tmp_path / "news.yaml"
    result = run("init", str(folder), "--yes", "--output", str(target))
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "\x1b" not in target.read_text("utf-8")
    assert load_config(target).index.jobs == 0
