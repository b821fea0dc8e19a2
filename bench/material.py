"""Test data: real news beside the repository, and the folder of corpora and indexes made from it."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path

import msgspec

from newsexplore.index.build.scan import find_changes
from newsexplore.index.config.configuration import Config
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths, record_first_run
from newsexplore.index.corpus.reading import read
from newsexplore.index.model import Article

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NEWS = SHARED / "bench" / "news30k.jsonl.gz"
GROW = SHARED / "bench" / "grow.py"
QUERIES = SHARED / "bench" / "queries.txt"
REUTERS = SHARED / "corpora" / "reuters21578.tar.gz"
SETTLE = SHARED / "tools" / "settle.py"
KEPT = ROOT / "bench" / "results"
"""Folder of results and, by default, of generated corpora and indexes, which later runs reuse."""


def require() -> None:
    """Exit with a reason if the data is missing."""
    missing = [path for path in (NEWS, GROW, QUERIES, REUTERS, SETTLE) if not path.exists()]
    if missing:
        sys.exit(f"The benchmarks need real news beside the repository; not here: {', '.join(map(str, missing))}")


def live_in(folder: Path) -> None:
    """Separate the program's data from the user's own, and start every run without a session."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "newsexplore.yaml"
    file.write_text("interface: {restore: false}\n", "utf-8")
    os.environ["NEWSEXPLORE_CONFIG"] = str(file)
    record_first_run(load_config(None))


def lines(number: int) -> Iterator[bytes]:
    """Return the first of the 30,000 real articles, as lines of JSON."""
    with gzip.open(NEWS) as file:
        yield from islice(file, number)


def queries() -> list[str]:
    """Return real queries."""
    return QUERIES.read_text("utf-8").splitlines()


def config(engine: str) -> Config:
    """Return the default configuration with an engine."""
    default = load_config(None)
    index = msgspec.convert({**msgspec.to_builtins(default.index), "engine": engine}, type(default.index))
    return msgspec.structs.replace(default, index=index)


class Corpus:
    """Reuters-21578, or a number of articles generated from the 30,000, and the folder of everything made from it."""

    def __init__(self, size: int, kept: Path) -> None:
        """Set the number of articles; 0 for Reuters-21578."""
        self.size = size
        self.name = f"{size:,} articles" if size else "Reuters-21578"
        self.folder = kept / (f"news-{size}" if size else "reuters21578")
        self.folder.mkdir(parents=True, exist_ok=True)

    @cached_property
    def path(self) -> Path:
        """Return the file to read, generating it if necessary."""
        if not self.size:
            return REUTERS
        path = self.folder.with_suffix(".jsonl")
        if not path.exists():
            print(f"generating {self.size:,} articles …", flush=True)
            part = path.with_suffix(".part")
            with part.open("wb") as file:
                subprocess.run([sys.executable, str(GROW), str(self.size)], stdout=file, check=True)
            part.rename(path)
        return path

    def settings(self, engine: str) -> Settings:
        """Return settings of the corpus with an engine; every engine has a separate subfolder."""
        return for_paths(config(engine), [str(self.path)], str(self.folder / "index"))

    def articles(self) -> Iterator[Article]:
        """Yield every article as read by newsexplore."""
        tasks = find_changes(self.settings("whoosh"), (), rebuild=True, check=lambda: None).tasks
        for task in tasks:
            for item in read(task.source, task.corpus):
                if isinstance(item, Article):
                    yield item
