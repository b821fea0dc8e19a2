"""The command line as a whole: options, streams and exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click import Group
from click.testing import CliRunner

from newsexplore import __version__
from newsexplore.tui.cli import entry
from newsexplore.tui.cli.main import main

from .command import objects, run
from .conftest import STORY


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
        "verify",
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
        ("wire more/wire", ({}, ("wire", "more/wire"))),
        ("--index-dir=a --engine tantivy wire --engine whoosh", ({"index_dir": "a", "engine": "whoosh"}, ("wire",))),
        ("wire search", ({}, ("wire", "search"))),
        *((line, None) for line in ("search", "--engine whoosh index wire", "open wire", "--help", "wire --version")),
        *((line, None) for line in ("-- wire", "--engine", "--engine= wire", "--config --help", "--json wire")),
    ],
)
def test_only_what_opens_paths_and_nothing_else_is_read_without_the_command_line(line: str, read: object) -> None:
    assert entry.opening(line.split()) == read


@pytest.mark.parametrize("line", [["--sample"], ["open", "--sample"], ["--engine", "whoosh", "--sample"]])
def test_the_sample_option_ignores_what_was_open_last(line: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(
        "newsexplore.tui.cli.shared_flags.run", lambda *_, sample, **__: (opened.append(sample) or 0, "")
    )
    assert CliRunner().invoke(main, line).exit_code == 0
    assert opened == [True]


def test_no_command_name_is_taken_for_a_path() -> None:
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


@pytest.mark.parametrize("line", [["search", "harbour"], ["quotes", "harbour"], ["kwic", "harbour"], ["timeline"]])
def test_questions_import_no_reader_of_files(corpus: Path, line: list[str]) -> None:
    # All readers take 0.2 s and 12 MB, also in the process that answers the interface.
    assert CliRunner().invoke(main, ["index", str(corpus)]).exit_code == 0
    code = (
        "import sys; from newsexplore.tui.cli.main import main\n"
        f"try: main({[*line, '--in', str(corpus)]!r})\n"
        "except SystemExit as end: print(end.code)\n"
        "print(sorted({'lxml', 'newsexplore.index.corpus.reader_registry'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["0", "[]"]


def test_questions_before_indexing_say_what_to_do(corpus: Path) -> None:
    result = run("search", "dam", "--in", str(corpus))
    assert result.exit_code == 1
    assert f"newsexplore index {corpus}" in result.stderr


def test_a_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    for arguments in (("index", str(tmp_path / "gone")), (str(tmp_path / "gone"),)):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "There is no file or folder" in result.stderr


def test_an_unknown_engine_is_wrong_usage(corpus: Path) -> None:
    result = run("index", str(corpus), "--engine", "lucene")
    assert result.exit_code == 2
    assert "no engine 'lucene'" in result.stderr


def test_a_missing_engine_is_wrong_usage(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_tantivy_is_recommended_for_a_large_corpus(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "tantivy" not in run("index", str(corpus)).stderr
    monkeypatch.setattr("newsexplore.index.engines.LARGE", 1)
    assert run("index", str(corpus)).stderr.startswith("2 articles are many for the engine whoosh")
    assert "advice    2 articles are many" in run("doctor", str(corpus)).stdout


def test_the_interface_needs_a_terminal(corpus: Path) -> None:
    result = run(str(corpus))
    assert result.exit_code == 2
    assert "needs a terminal" in result.stderr


def test_a_closed_pipe_is_not_an_error(indexed: Path) -> None:
    command = f"{sys.executable} -c 'from newsexplore.tui.cli.main import main; main()' kwic 'the' --json | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert done.stderr == "in news\n"  # the name of the corpus, and no error
    assert len(done.stdout.splitlines()) == 1


def test_control_sequences_are_shown(tmp_path: Path) -> None:
    name = "evil\x1b]52;c;aGk=\x07.txt"
    (tmp_path / name).write_text(STORY, "utf-8")
    run("index", str(tmp_path))
    for arguments in (("search", "dam"), ("search", "dam", "--json"), ("doctor",)):
        assert "\x1b]52" not in run(*arguments).output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completions_exist(shell: str) -> None:
    assert "_NEWSEXPLORE_COMPLETE" in run("completion", shell).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("index", "{}"),
        ("search", "dam", "--in", "{}"),
        ("--index-dir", "{}", "search", "dam"),
        ("--config", "{}", "search", "dam"),
        ("init", "{}"),
        ("init", ".", "--yes", "-o", "{}"),
        ("index", "--explain", "{}"),
        ("doctor", "{}"),
        ("serve", "{}"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("path", ["~nobody-of-this-name/x", "x" * 5000], ids=["unknown user", "too long"])
def test_an_impossible_path_is_an_error_in_words(arguments: tuple[str, ...], path: str, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(tmp_path)
        result = run(*(part.replace("{}", path) for part in arguments))
    assert result.exit_code in (0, 1, 2)  # a new index folder is none
    assert "error of its own" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ("search", "dam"),
            ("quotes",),
            ("entities",),
            ("kwic", "dam"),
            ("copies",),
            ("words",),
            ("profile", "Marsk"),
        ),
        *(("export", "dam", "-o", "{}.csv"), ("similar", "0" * 32), ("doctor",), ("index",), ("serve",), ("open",)),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("there", [False, True], ids=["no folder", "no index"])
def test_an_index_folder_without_an_index_is_an_error_and_not_made(
    arguments: tuple[str, ...], there: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "typo"
    if there:
        folder.mkdir()
    result = run("--index-dir", str(folder), *(part.replace("{}", str(tmp_path / "out")) for part in arguments))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"There is no index in {folder}. To make one there, run: newsexplore --index-dir {folder} index PATH\n"
    )
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["typo"] * there


def test_every_command_is_told_from_a_path() -> None:
    assert set(main.commands) == entry.COMMANDS


def test_a_command_says_how_to_open_a_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    assert "To open the folder news: newsexplore ./news" in run("news").stderr
    assert "./news" not in run("news", "--json").stderr
