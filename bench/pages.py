"""Accuracy of text from saved pages, against hand annotations, with and without the `web` extra.

`make gold` prints every figure beside its goal; `python bench/pages.py --each` prints every page.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import material
from msgspec import Struct

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.corpus.text import main_text
from newsexplore.index.corpus.text.markup import plain
from newsexplore.index.model import Article
from newsexplore.index.titles import own_title

CORPORA = material.SHARED / "corpora"
GOALS = {"token F1": 0.85, "titles": 0.95, "dates": 0.9, "authors": 0.8}
"""Goals; 0.93 for the text with the `web` extra."""
GOAL_WITH_WEB = 0.93
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")


class Gold(Struct, frozen=True):
    """The annotations of one page; None where a field is not annotated."""

    path: Path
    text: str
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] | None = None


def pages() -> Iterator[Gold]:
    """Yield every annotated page."""
    for folder in sorted(path for path in (CORPORA / "html_readability").iterdir() if path.is_dir()):
        said: dict[str, Any] = json.loads((folder / "expected-metadata.json").read_text())
        text = plain((folder / "expected.html").read_text())
        byline = said.get("byline")
        yield Gold(
            folder / "source.html", text, said["title"], said.get("publishedTime"), (byline,) if byline else None
        )
    marked: dict[str, Any] = json.loads((CORPORA / "html_aeb/ground-truth.8.json").read_text())
    for name, page in marked.items():
        yield Gold(CORPORA / f"html_aeb/{name}.html.gz", page["articleBody"])
    for path in sorted((CORPORA / "html_fundus").rglob("*.html.gz")):
        yield _fundus(path)


def _fundus(path: Path) -> Gold:
    outlet, year, month, day = path.name.removesuffix(".html.gz").rsplit("_", 3)
    versions: dict[str, Any] = json.loads((path.parent / f"{outlet}.json").read_text())
    found = list(versions.values())
    # A page was saved on the day of its publication, or soon after.
    saved = f"{year}-{month}-{day}"
    said = min(found, key=lambda one: (one["publishing_date"][:10] > saved, _distance(one["publishing_date"], saved)))
    parts: list[str] = list(said["body"]["summary"])
    for section in said["body"]["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    authors = tuple(said.get("authors") or ()) or None
    return Gold(path, "\n\n".join(parts), said["title"], said["publishing_date"], authors)


def _distance(one: str, other: str) -> int:
    return abs(int(one[:10].replace("-", "")) - int(other.replace("-", "")))


def article(path: Path) -> Article | None:
    """Read a page with the program."""
    corpus = CorpusConfig(name="pages", paths=(str(path),))
    for source in sources(corpus):
        if isinstance(source, Source):
            return next((item for item in read(source, corpus) if isinstance(item, Article)), None)
    return None


def f1(ours: str, theirs: str) -> float:
    """Return the harmonic mean of precision and recall over words with their counts."""
    mine, marked = Counter(_words(ours)), Counter(_words(theirs))
    return 2 * (mine & marked).total() / max(1, mine.total() + marked.total())


def _same_title(ours: str, theirs: str) -> bool:
    """Return whether two headlines match: some are annotated with the site's name, or from another metadata field."""
    mine = " ".join(_words(ours))
    parts = [" ".join(_words(part)) for part in re.split(r"\s[|·–—-]\s", theirs)]
    return bool(mine) and (f1(ours, theirs) >= 0.8 or max(parts, key=len) in mine)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def score(found: Article | None, gold: Gold) -> dict[str, float]:
    """Score one page, 0 to 1, on its annotated fields."""
    text = found.text[found.body :] if found else ""
    scores = {"token F1": f1(text, gold.text)}
    if gold.title is not None:
        scores["titles"] = float(_same_title(own_title(found) if found else "", gold.title))
    if gold.date is not None:
        scores["dates"] = float(found is not None and found.date[:10] == gold.date[:10])
    if gold.authors is not None:
        byline = set(_words(found.byline if found else ""))
        named = [set(_words(author)) - {"by", "von", "par"} for author in gold.authors]
        scores["authors"] = sum(len(name & byline) > 0.6 * len(name) for name in named) / len(named)
    return scores


def measure(each: bool = False) -> dict[str, float]:
    """Return means over all pages."""
    sums: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    for gold in pages():
        scores = score(found := article(gold.path), gold)
        for what, value in scores.items():
            sums[what] += value
            counts[what] += 1
        if each:
            shown = "  ".join(f"{what} {value:.2f}" for what, value in scores.items())
            print(f"{str(gold.path.relative_to(CORPORA))[-60:]:60}  {shown}")
            if found and gold.title is not None and not scores.get("titles"):
                print(f"    title {own_title(found)!r} not {gold.title!r}")
            if found and not scores.get("dates", 1):
                print(f"    date {found.date!r} not {gold.date!r}")
            if found and scores.get("authors", 1) < 1:
                print(f"    byline {found.byline!r} not {gold.authors!r}")
    return {what: sums[what] / counts[what] for what in sums}


def main() -> int:
    """Print the figures; return 1 if a goal is missed."""
    if not CORPORA.is_dir():
        print(f"the pages are missing: {CORPORA}")
        return 0
    each = "--each" in sys.argv
    failed = False
    for web in (False, True):
        if web and not main_text.has_web_extra():
            print("with the web extra: not installed")
            continue
        main_text.use_web_extra(web)
        print("pages, with the web extra" if web else "pages, without the web extra")
        for what, value in measure(each).items():
            goal = GOAL_WITH_WEB if web and what == "token F1" else GOALS[what]
            failed |= value < goal
            print(f"  {what:12} {value:.3f}   goal {goal}{'' if value >= goal else '   missed'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
