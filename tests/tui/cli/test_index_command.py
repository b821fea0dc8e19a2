"""`newsexplore index`: its options and its report."""

import json
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from .command import objects, run
from .conftest import STORY


def test_index_reports_in_one_object(corpus: Path) -> None:
    (report,) = objects(run("index", str(corpus), "--json"))
    assert set(report) == {
        *("seen", "added", "updated", "unchanged", "moved", "removed", "rejected", "skipped", "articles"),
        *("seconds", "engine", "missing", "notes"),
    }
    assert (report["added"], report["articles"], report["engine"]) == (2, 2, "whoosh")
    (again,) = objects(run("index", str(corpus), "--json"))
    assert (again["added"], again["unchanged"]) == (0, 2)


def test_index_keeps_articles_of_an_emptied_folder_until_prune(corpus: Path) -> None:
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


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_full_disk_is_named_with_what_to_do(corpus: Path, engine: str) -> None:
    pytest.importorskip(engine)
    (corpus / "long.txt").write_text(" ".join(f"word{number}" for number in range(5000)))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))  # the error of a write beyond it is "File too large"
    try:
        result = run("index", str(corpus), "--engine", engine, "--index-dir", str(corpus.parent / "full"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert result.exit_code == 1
    assert str(corpus.parent / "full") in result.stderr
    assert "free some space" in result.stderr
