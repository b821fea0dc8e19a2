"""The query history: its file, and navigation."""

import stat
from pathlib import Path

import pytest

from newsexplore.tui.storage import query_history
from newsexplore.tui.storage.query_history import FILE, LIMIT, Recall, add, load


def recall(*kept: str) -> Recall:
    way = Recall()
    way.queries = kept
    return way


def test_a_new_history_is_empty(tmp_path: Path) -> None:
    assert load(tmp_path / "none yet") == []


def test_the_history_is_loaded_in_order_without_duplicates(tmp_path: Path) -> None:
    for query in ("dam", "gate", "dam  ", "  "):
        kept = add(tmp_path / "index", query)
    assert kept == load(tmp_path / "index") == ["gate", "dam"]


def test_queries_of_another_run_are_kept(tmp_path: Path) -> None:
    add(tmp_path, "dam")
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write("of another run\n")
    assert add(tmp_path, "gate") == ["dam", "of another run", "gate"]


def test_the_history_is_private(tmp_path: Path) -> None:
    add(tmp_path / "index", "dam")
    assert stat.S_IMODE((tmp_path / "index" / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "index").stat().st_mode) == 0o700


def test_the_history_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text("".join(f"query {number}\n" for number in range(LIMIT + 50)), "utf-8")
    kept = add(tmp_path, "x" * 10_000)
    assert (len(kept), kept[0], kept[-1]) == (LIMIT, "query 50", f"query {LIMIT + 49}")
    monkeypatch.setattr(query_history, "_BYTES", 100)
    assert len(load(tmp_path)) < 20


def test_no_file_content_raises(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00dam\n\n\ngate")
    assert load(tmp_path)[-1] == "gate"


def test_history_goes_back_and_forward_to_the_draft() -> None:
    way = recall("dam", "gate", "storm")
    assert [way.step("dra", 1), way.step("dra", -1)] == [None, None]
    assert way.step("", 1) == "storm"
    assert way.step("storm", 1) == "gate"
    assert way.step("gate", 1) == "dam"
    assert way.step("dam", 1) is None
    assert [way.step("dam", -1), way.step("gate", -1), way.step("storm", -1)] == ["gate", "storm", ""]
    assert way.step("", -1) is None


def test_history_is_limited_to_queries_that_start_like_the_draft() -> None:
    way = recall("dam gate", "storm", "dam", "dam storm")
    assert way.step("dam", 1) == "dam storm"
    assert way.step("dam storm", 1) == "dam gate"
    assert way.step("dam gate", 1) is None
    assert way.step("dam gate", -1) == "dam storm"
    assert way.step("dam storm", -1) == "dam"


def test_an_edited_history_entry_is_a_new_draft() -> None:
    way = recall("dam gate two", "dam", "storm")
    assert way.step("", 1) == "storm"
    assert way.step("dam g", 1) == "dam gate two"
    assert way.step("dam gate two", -1) == "dam g"
