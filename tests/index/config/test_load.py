"""The configuration: defaults, merging, and all problems reported at once with their lines."""

import runpy
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.load import DEFAULT, DEFAULT_READ, find_user_file, load_config, unused_file
from newsexplore.index.config.problems import ConfigError
from newsexplore.index.corpus.reader_registry import names as formats


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def problems(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_the_default_is_a_complete_configuration() -> None:
    config = load_config(None)
    assert config.corpora == ()
    assert config.index.engine == "whoosh"
    assert config.interface.animation == "none"


def test_the_default_json_equals_config_yaml() -> None:
    written = runpy.run_path(str(DEFAULT.parent / "docs" / "write_defaults.py"))["defaults"]()
    assert written == DEFAULT_READ.read_bytes(), "run: make defaults"


def test_every_key_of_the_default_carries_a_comment() -> None:
    bare = [
        line
        for line in DEFAULT.read_text("utf-8").splitlines()
        if line.strip() and "#" not in line and not line.rstrip().endswith(":")
    ]
    explained_above = {"corpora: []", "timeline: true", "quotes: true", "entities: true", "entities_width: 36"}
    assert {line.strip() for line in bare} <= explained_above


def test_the_users_file_is_merged_over_the_default(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    path = write(
        tmp_path / "mine.yaml",
        """
corpora:
  - name: mine
    paths: [news]
    lang: no
search: {sort: newest}
interface:
  panes: {results_width: 50}
entities:
  aliases: {Harbour Workers' Union: [HWU]}
""",
    )
    config = load_config(path)
    assert config.corpora[0].paths == (str(tmp_path / "news"),)
    assert config.corpora[0].lang == "no", "Norwegian, not false"
    assert config.search.sort == "newest"
    assert config.search.budget_ms == load_config(None).search.budget_ms
    assert config.interface.panes.results_width == 50
    assert config.interface.panes.timeline is True
    assert config.entities.aliases == {"Harbour Workers' Union": ("HWU",)}


def test_a_single_path_needs_no_list(tmp_path: Path) -> None:
    path = write(tmp_path / "c.yaml", f"corpora: [{{name: a, paths: {tmp_path}}}]")
    assert load_config(path).corpora[0].paths == (str(tmp_path),)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert load_config(write(tmp_path / "c.yaml", "# nothing yet\n")) == load_config(None)


def test_all_problems_are_reported_at_once_with_their_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path / "c.yaml",
        """\
corpra: []
index:
  engin: whoosh
  jobs: many
  jobs: 3
search: [1]
corpora:
  - name: a
    paths: [gone]
  - nam: b
interface:
  animation: nome
  panes: {timeline: sometimes, results_width: -3}
""",
    )
    found = problems(path)
    assert [line for line, _ in found] == [1, 3, 4, 5, 6, 9, 10, 10, 10, 12, 13, 13]
    told = "\n".join(message for _, message in found)
    for part in (
        "unknown key corpra; did you mean corpora?",
        "unknown key index.engin; did you mean engine?",
        "index.jobs must be a whole number, not 'many'",
        "index.jobs is given twice (first on line 4)",
        f"there is no file or folder {tmp_path / 'gone'}",
        "unknown key corpora[2].nam; did you mean name?",
        "corpora[2] needs `paths`",
        "interface.animation must be one of basic, full, none, not 'nome'; did you mean none?",
        "interface.panes.timeline must be true or false, not 'sometimes'",
        "interface.panes.results_width must not be negative",
    ):
        assert part in told


@pytest.mark.parametrize(
    "text",
    [
        "index:\n  jobs: !!python/name:os.system x\n",
        "index:\n  folder: ~nobody-of-this-name/x\n",
        "feeds:\n  folder: ~nobody-of-this-name/x\n",
        "curation:\n  file: ~nobody-of-this-name/x\n",
        'curation:\n  file: "a\\0b"\n',
        "quotes:\n  doubtful: 101\n",
        "corpora:\n  - {name: a, paths: ['~nobody-of-this-name/x']}\n",
        f"corpora:\n  - {{name: a, paths: [{'x' * 5000}]}}\n",
    ],
)
def test_impossible_values_are_problems_of_their_line(tmp_path: Path, text: str) -> None:
    ((line, _),) = problems(write(tmp_path / "user.yaml", text))
    assert line == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [("index: [", 1), ("a: b\n  c: d\n", 2), ("\tindex: 1", 1), ("index: &a *a", 1)],
)
def test_bad_yaml_is_reported_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (found,) = problems(write(tmp_path / "c.yaml", text))
    assert found[0] == line
    assert found[1].startswith("is not YAML")


def test_two_corpora_with_the_same_name_are_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path / "c.yaml", f"corpora:\n- {{name: a, paths: {tmp_path}}}\n- {{name: a, paths: {tmp_path}}}\n")
    assert [line for line, _ in problems(path)] == [3]


def test_every_format_can_be_configured() -> None:
    allowed = get_args(get_type_hints(CorpusConfig)["format"])
    assert set(allowed) == {"auto", *formats()}


def test_a_file_given_by_name_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="--config names it"):
        find_user_file(str(tmp_path / "gone.yaml"))
    monkeypatch.setenv("NEWSEXPLORE_CONFIG", str(tmp_path / "gone.yaml"))
    with pytest.raises(ConfigError, match="NEWSEXPLORE_CONFIG names it"):
        find_user_file()


def test_the_nearest_file_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_user_file() is None
    here = write(tmp_path / "newsexplore.yaml", "")
    assert find_user_file() is None  # it may have come with downloaded news
    assert unused_file(None) == Path(here.name)
    assert unused_file(here) is None
    named = write(tmp_path / "other.yaml", "")
    monkeypatch.setenv("NEWSEXPLORE_CONFIG", str(named))
    assert find_user_file() == named
    assert find_user_file(str(here)) == here


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_raises_at_most_config_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wild.yaml"
    path.write_bytes(text.encode())
    try:
        load_config(path)
    except ConfigError as error:
        assert error.problems


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("index: {jobs: 2001-99-99}", "index.jobs must be a whole number"),
        ("search: {budget_ms: 99999999999999999999}", "search.budget_ms must not be more than"),
        ("index: {jobs: " + "9" * 5000 + "}", "index.jobs must be a whole number"),
        ("# " + "x" * 1_000_001, "is longer than 1,000,000 bytes"),
    ],
)
def test_values_that_break_the_yaml_library_are_one_problem(tmp_path: Path, written: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        load_config(write(tmp_path / "c.yaml", written))


def test_addresses_of_a_cluster_are_checked(tmp_path: Path) -> None:
    path = write(
        tmp_path / "c.yaml",
        """\
index:
  engine: opensearch
  hosts: ["https://reader:secret@search.example", "search.example:9200"]
  name: Archive
  timeout_ms: 0
  ca_file: authority.pem
""",
    )
    assert problems(path) == [
        (3, "index.hosts must not name a user or a password: see docs/CLUSTER.md"),
        (3, "index.hosts must be http or https addresses, not 'search.example:9200'"),
        (4, "index.name may have small letters, digits, - and _, and begins with no sign"),
        (5, "index.timeout_ms must be more than 0"),
    ]
    path.write_text('index: {engine: opensearch, hosts: "https://search.example:9200", ca_file: authority.pem}')
    index = load_config(path).index
    assert index.hosts == ("https://search.example:9200",)
    assert index.ca_file == str(tmp_path / "authority.pem")
    assert index.verify is True
