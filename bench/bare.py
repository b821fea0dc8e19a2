"""Bare search engines as references: title and text analysed, nothing else stored."""

import importlib.util
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from whoosh import fields
from whoosh import index as whoosh_index
from whoosh.qparser.default import MultifieldParser

CORES = os.cpu_count() or 1

Text = tuple[str, str]
"""Title and text of an article."""


class Bare(Protocol):
    """A bare index of titles and texts."""

    name: str

    def build(self, texts: Iterable[Text]) -> None:
        """Rebuild the index."""
        ...

    def search(self, query: str) -> int | None:
        """Find the best 20, and return the total; None if the query is not supported."""
        ...

    def show(self, query: str) -> int | None:
        """Search, and return title and snippet of each result."""
        ...


class Fts5:
    """SQLite's full-text index, which also stores the text."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder, or create an empty one."""
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "fts5.db")
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS news USING fts5(title, text)")

    def build(self, texts: Iterable[Text]) -> None:
        """Fill the table in one transaction."""
        with self._db:
            self._db.execute("DELETE FROM news")
            self._db.executemany("INSERT INTO news VALUES (?, ?)", texts)

    def search(self, query: str) -> int | None:
        """Fetch row numbers by rank, and the count."""
        return self._ask("rowid", query)

    def show(self, query: str) -> int | None:
        """Fetch titles and snippets, and the count."""
        return self._ask("title, snippet(news, 1, '[', ']', '…', 40)", query)

    def _ask(self, columns: str, query: str) -> int | None:
        asked = _fts5_query(query)
        if asked is None:
            return None
        best = f"SELECT {columns} FROM news WHERE news MATCH ? ORDER BY rank LIMIT 20"
        self._db.execute(best, (asked,)).fetchall()
        (total,) = self._db.execute("SELECT count(*) FROM news WHERE news MATCH ?", (asked,)).fetchone()
        return total


def _fts5_query(query: str) -> str | None:
    """Translate a query to the language of FTS5; None for fuzzy words."""
    query = re.sub(r'"([^"]+)"~(\d+)', r"NEAR(\1, \2)", query)
    return None if "~" in query else re.sub(r"(^|\s)-(\w+)", r"\1NOT \2", query)


class Whoosh:
    """Whoosh's own writer and searcher, on every core."""

    name = "bare Whoosh"

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder, or create an empty one."""
        self._folder = folder
        schema = fields.Schema(title=fields.TEXT(stored=True), text=fields.TEXT(stored=True))
        if not whoosh_index.exists_in(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)
            whoosh_index.create_in(str(folder), schema)
        self._searcher: Any = None

    def build(self, texts: Iterable[Text]) -> None:
        """Write with as many processes as there are cores."""
        writer = whoosh_index.open_dir(str(self._folder)).writer(procs=CORES, multisegment=True, limitmb=256)
        for title, text in texts:
            writer.add_document(title=title, text=text)
        writer.commit()

    def search(self, query: str) -> int | None:
        """Fetch the best 20, and the count."""
        if "~1" in query:
            return None
        if self._searcher is None:
            self._searcher = whoosh_index.open_dir(str(self._folder)).searcher()
        parser = MultifieldParser(["title", "text"], self._searcher.schema)
        results = self._searcher.search(parser.parse(re.sub(r"(^|\s)-(\w+)", r"\1NOT \2", query)), limit=20)
        return len(results)

    show = search


class Tantivy:
    """tantivy's Python package, on every core."""

    name = "bare tantivy"

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder, or create an empty one."""
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("title", stored=True)
        builder.add_text_field("text")
        self._index = tantivy.Index(builder.build(), path=str(folder))

    def build(self, texts: Iterable[Text]) -> None:
        """Write with as many threads as there are cores."""
        writer = self._index.writer(heap_size=256_000_000, num_threads=CORES)
        for title, text in texts:
            writer.add_document(self._tantivy.Document(title=title, text=text))
        writer.commit()
        writer.wait_merging_threads()

    def search(self, query: str) -> int | None:
        """Fetch the best 20, and the count; its parser supports no prefixes or fuzzy words."""
        if "*" in query or "~1" in query:
            return None
        self._index.reload()
        parsed = self._index.parse_query(query, ["title", "text"], conjunction_by_default=True)
        found: Any = self._index.searcher().search(parsed, limit=20, count=True)
        return found.count

    show = search


_BY_ENGINE = {"whoosh": Whoosh, "tantivy": Tantivy}


def has_tantivy() -> bool:
    """Return whether tantivy's package is installed."""
    return importlib.util.find_spec("tantivy") is not None


def bare(engine: str, folder: Path) -> Bare:
    """Return the bare engine behind one of ours."""
    return _BY_ENGINE[engine](folder)


def cached(bare: "type[Fts5 | Whoosh | Tantivy]", folder: Path, texts: Iterable[Text]) -> Bare:
    """Return the index of an earlier run in a folder, or build one."""
    done = folder / "done"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        print(f"{bare.name} is being filled …", flush=True)
        bare(folder).build(texts)
        done.touch()
    return bare(folder)
