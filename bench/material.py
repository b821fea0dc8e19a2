"""What is measured on: real news that lies beside the repository, and the folder where indexes for it are kept."""

import gzip
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NEWS = SHARED / "bench" / "news30k.jsonl.gz"
QUERIES = SHARED / "bench" / "queries.txt"
REUTERS = SHARED / "corpora" / "reuters21578.tar.gz"
SETTLE = SHARED / "tools" / "settle.py"
KEPT = ROOT / "build" / "bench"
"""Indexes stay here between runs: only the first run pays for them."""


def require() -> None:
    """End the program with a reason when the material is not here."""
    missing = [path for path in (NEWS, QUERIES, REUTERS, SETTLE) if not path.exists()]
    if missing:
        sys.exit(f"The benchmarks need real news beside the repository; not here: {', '.join(map(str, missing))}")


def news(number: int) -> Iterator[dict[str, Any]]:
    """The first articles of the 30,000, as the dicts they were collected as."""
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for line in islice(lines, number):
            yield json.loads(line)


def queries(number: int) -> list[str]:
    """What people type."""
    return QUERIES.read_text("utf-8").splitlines()[:number]
