"""The `fetch` command."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from newsexplore.tui.cli.main import main


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return result.exit_code, result.stderr


def test_without_feeds_it_says_where_to_configure_them() -> None:
    code, told = run("fetch")
    assert code == 2
    assert "config path" in told


@pytest.mark.parametrize(
    ("sources", "problem"),
    [
        ("[{name: a}]", "needs `url`"),
        ("[{name: a, url: 'file:///etc/passwd'}]", "must be an http or https address"),
        ("[{name: a, url: 'http://x/'}, {name: a, url: 'http://y/'}]", "two entries of feeds.sources are named 'a'"),
    ],
)
def test_an_invalid_feed_is_one_problem(tmp_path: Path, sources: str, problem: str) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(f"feeds:\n  sources: {sources}\n")
    code, told = run("--config", str(path), "fetch")
    assert code == 2
    assert f"{path}:2: " in told
    assert problem in told


def test_a_wrong_name_is_reported_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("feeds: {sources: [{name: ardpress, url: 'http://127.0.0.1:9/'}]}\n")
    code, told = run("--config", str(path), "fetch", "ardpres")
    assert code == 2
    assert "did you mean ardpress?" in told


def test_a_failure_exits_with_1(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(
        f"feeds: {{folder: '{tmp_path / 'feeds'}', sources: [{{name: ardpress, url: 'http://127.0.0.1:9/'}}]}}\n"
    )
    code, told = run("--config", str(path), "fetch")
    assert code == 1
    assert "ardpress: the server cannot be reached" in told
