"""Random queries from real text: engines against each other and against brute force.

`bench/differential.py` runs the same with any number of queries.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from newsexplore.bench.differential import answers, brute, compare, differences, fill, records
from newsexplore.index.engines import open_engine
from newsexplore.index.model import Record
from newsexplore.index.query.tree import Nothing, Word

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


EMBEDDED = ("whoosh", "tantivy")
CLUSTER = ("opensearch",)


def test_engines_agree_with_brute_force_on_the_sample(tmp_path: Path):
    _compare(tmp_path, EMBEDDED, records(60, [SEEDS]), queries=60, seed=1)


def test_engines_agree_with_brute_force_on_real_news(tmp_path: Path, shared: Path):
    _compare(tmp_path, EMBEDDED, records(90, sorted((shared / "corpora").iterdir())), queries=80, seed=2)


@pytest.mark.usefixtures("hosts")
def test_a_cluster_agrees_with_brute_force_on_the_sample(tmp_path: Path):
    _compare(tmp_path, CLUSTER, records(60, [SEEDS]), queries=60, seed=1)


@pytest.mark.usefixtures("hosts")
def test_a_cluster_agrees_with_brute_force_on_real_news(tmp_path: Path, shared: Path):
    _compare(tmp_path, CLUSTER, records(90, sorted((shared / "corpora").iterdir())), queries=80, seed=2)


def _compare(folder: Path, names: Sequence[str], articles: list[Record], queries: int, seed: int) -> None:
    engines = {name: open_engine(name, folder / name, create=True) for name in names if _is_here(name)}
    for engine in engines.values():
        fill(engine, articles)
    found = [(query, told) for query, told in compare(engines, articles, queries, seed, merge_every=20) if told]
    for engine in engines.values():
        engine.close()
    assert found == []


def test_a_difference_is_reported(tmp_path: Path):
    articles = records(5, [SEEDS])
    engine = open_engine("whoosh", tmp_path / "index", create=True)
    fill(engine, articles)
    said = answers(engine, Word("", "the"))
    assert differences({"reading": brute(articles, Word("", "the")), "whoosh": said}) == []
    assert "articles, newest" in str(differences({"reading": brute(articles, Nothing()), "whoosh": said}))


def _is_here(name: str) -> bool:
    return name != "tantivy" or find_spec(name) is not None
