"""The hand-judged articles, of newer news, of Reuters-21578 and of three small collections, as input to `annotate`."""

import csv
import gzip
import html
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import material

NEWS = "news30k"
REUTERS = "reuters21578"
CLAIMS, SITES, BROADCASTER = "fnc1", "allsides", "bbc"
"""Collections of many outlets' pages, of political ones, and of one broadcaster."""
STEP = 10
_CORPORA = material.SHARED / "corpora"
_CLAIMS_FILE = _CORPORA / "csv_fnc1" / "train_bodies.head300.csv"
_LONGEST = 1 << 24
"""Characters, at most, of a field of a table."""
_DOCUMENT = re.compile(r'<REUTERS[^>]*NEWID="(\d+)".*?</REUTERS>', re.DOTALL)
_BODY = re.compile(r"<BODY>(.*?)</BODY>", re.DOTALL)


class Article(NamedTuple):
    """An article of a corpus, with its text as input to `newsexplore annotate`."""

    corpus: str
    id: str
    text: str


def every_tenth() -> list[Article]:
    """Return every tenth article of both corpora by id; exit with a reason if a corpus is missing."""
    _require()
    newer = sorted(_newer(), key=lambda article: article.id)
    older = sorted(_older(), key=lambda article: int(article.id))
    return newer[::STEP] + older[::STEP]


def find(wanted: Collection[tuple[str, str]]) -> list[Article]:
    """Return articles by corpus and id; exit with a reason if a corpus is missing."""
    _require()
    known = {NEWS: _newer, REUTERS: _older, CLAIMS: _claims, SITES: _sites, BROADCASTER: _broadcaster}
    read = (known[corpus]() for corpus in sorted({corpus for corpus, _ in wanted}))
    return [article for article in chain.from_iterable(read) if (article.corpus, article.id) in wanted]


def annotate(articles: Sequence[Article], program: Path) -> Iterator[tuple[Article, Any]]:
    """Yield each article with the output of `program`'s `newsexplore annotate`."""
    lines = "".join(json.dumps({"id": index, "text": article.text}) + "\n" for index, article in enumerate(articles))
    done = subprocess.run([program, "annotate"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        yield articles[answer["id"]], answer


def _require() -> None:
    missing = [path for path in (material.NEWS, material.REUTERS, _CLAIMS_FILE) if not path.exists()]
    if missing:
        sys.exit(f"The judged articles are not here: {', '.join(map(str, missing))}")


def _newer() -> Iterator[Article]:
    with gzip.open(material.NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Article(NEWS, record["id"], record["text"])


def _older() -> Iterator[Article]:
    with tarfile.open(material.REUTERS) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".sgm") else None
            if file is None:
                continue
            for document in _DOCUMENT.finditer(file.read().decode("latin-1")):
                body = _BODY.search(document[0])
                if body:
                    yield Article(REUTERS, document[1], html.unescape(body[1]).replace("\x03", ""))


def _claims() -> Iterator[Article]:
    csv.field_size_limit(_LONGEST)
    with _CLAIMS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Article(CLAIMS, row["Body ID"], row["articleBody"])


def _sites() -> Iterator[Article]:
    for path in sorted((_CORPORA / "allsides").glob("*.json")):
        yield Article(SITES, path.name, json.loads(path.read_text("utf-8"))["content"])


def _broadcaster() -> Iterator[Article]:
    for path in sorted((_CORPORA / "bbc").glob("*/*.txt")):
        yield Article(BROADCASTER, f"{path.parent.name}/{path.name}", path.read_text("latin-1"))
