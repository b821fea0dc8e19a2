"""Damaged files of every format, for its reader."""

import random
from collections import Counter
from functools import partial
from pathlib import Path

import msgspec

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.reader_registry import names as formats
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source
from newsexplore.index.corpus.text.normalise import normalise
from newsexplore.index.model import Article, Reject

from ..index.corpus.test_damage import PIECES
from .fuzz import Case, cases
from .mutations import Package, damaged
from .reader_seeds import seeds
from .row import Row
from .slices import Slice

_PIECES = (
    *PIECES,
    *("²".encode(), "\u0661".encode(), "\u202e\u0301".encode(), b"\xed\xa0\x80", b"9" * 5000, b"-1", b"1e999", b"NaN"),
    *(b"&#0;", b"&#xd800;", b"\x1b[2J", b"\r", b"\t", b"%", b"{", b"[" * 200, b"(", b"\\", b"null", b"0000-00-00"),
)
ANY = "auto"
"""Stands for files of all formats, which are told apart by their content."""
READERS = (ANY, *formats())


def fuzz_reader(form: str, most: int, work: Path, run: Slice) -> Row:
    """Read damaged files with the reader of one format, or with whichever they look like."""
    title = "files of every format, told apart by their content" if form == ANY else f"files for the reader of {form}"
    return cases("inputs", title, form, most, _files(form, work), run)


def _files(form: str, work: Path) -> Case:
    every = seeds()
    files = [one for several in every.values() for one in several] if form == ANY else every[form]
    packages = {data: Package(data) for _, data in files if data.startswith(b"PK\3\4")}
    corpus = msgspec.convert({"name": "fuzz", "paths": [str(work)], "format": form}, CorpusConfig)

    def case(dice: random.Random) -> str:
        name, data = dice.choice(files)
        make = packages[data].damaged if data in packages and dice.randrange(4) else partial(damaged, data)
        path = work / name
        size = path.write_bytes(make(dice, _PIECES))
        counts: Counter[str] = Counter()
        for item in read(Source(str(path), "fuzz", "", size, str(path)), corpus):
            counts[type(item).__name__] += 1
            if isinstance(item, Reject) and "the reader of" in item.reason:
                raise AssertionError(f"{name}: {item.reason}")
            if isinstance(item, Article):
                _check(item)
        path.unlink()
        if not counts:
            raise AssertionError(f"{name}: nothing is said of it")
        return "read" if counts["Article"] else "rejected"

    return case


def _check(article: Article) -> None:
    if not 0 <= article.body <= len(article.text):
        raise AssertionError(f"the body begins at {article.body} of {len(article.text)}")
    if normalise(article.text) != article.text:
        raise AssertionError(f"a text is not in its stored form: {article.text[:300]!r}")
    for value in (article.title, article.outlet, article.byline, article.url, *article.topics):
        if normalise(value) != value or "\n" in value:
            raise AssertionError(f"a field is not in its stored form: {value[:300]!r}")
