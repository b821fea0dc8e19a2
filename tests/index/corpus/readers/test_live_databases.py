"""Databases that a program is still writing, and tables whose cells are bytes."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ..support import Read, Reading, config

TEXT = "The council voted on Tuesday to close the old fish market after engineers found cracks in its northern wall."


def test_rows_that_are_still_in_the_journal_are_read(tmp_path: Path):
    path = tmp_path / "news.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA wal_autocheckpoint = 0")
        database.execute("CREATE TABLE articles (title TEXT, body TEXT)")
        database.execute("INSERT INTO articles VALUES ('One', ?)", (TEXT,))
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("INSERT INTO articles VALUES ('Two', ?)", (TEXT,))
        database.commit()
        before = path.read_bytes()
        found = Reading(config(tmp_path))
        assert path.read_bytes() == before
    assert [one.title for one in found.articles] == ["One", "Two"]
    assert found.rejects == []
    assert {skip.kind for skip in found.skips} == {"journals of databases"}


def test_texts_that_parquet_has_as_bytes(reading: Read):
    arrow: Any = pytest.importorskip("pyarrow")
    parquet: Any = pytest.importorskip("pyarrow.parquet")
    columns = {"title": [b"Market closes"], "text": [TEXT.encode()], "packed": [b"\x1f\x8b\0\xff"]}
    file = io.BytesIO()
    table = arrow.table({name: arrow.array(cells, arrow.binary()) for name, cells in columns.items()})
    parquet.write_table(table, file)
    assert reading("a.parquet", file.getvalue()).article.text == f"Market closes\n\n{TEXT}"
