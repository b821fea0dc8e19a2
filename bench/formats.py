"""Formats: the content of folders by format, and the reading rate of each in articles per second.

python bench/formats.py [FOLDER ...]      default: the shared corpora, and samples of missing formats
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import format_samples
import material
from measure import Row

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.reader_registry import names as formats
from newsexplore.index.corpus.survey import OTHER, Tally, survey

_SHARED = Path(__file__).resolve().parents[1].parent / "shared"
_FOLDERS = (_SHARED / "corpora", _SHARED / "cases")
"""Real files, and small ones of formats that those lack."""
_SAMPLES = 200
"""Articles in each format that is written for the purpose."""
_COLUMNS = ("files", "articles", "rejected", "skipped")


def rates() -> list[Row]:
    """Measure articles per second of each reader on one core, without extraction; list readers without a figure."""
    found = _all()
    rows = [
        Row(f"reading {name}, {found[name].articles:,} articles", found[name].rate, "articles/s")
        for name in sorted(found)
        if name != OTHER and found[name].articles
    ]
    missing = sorted(set(formats()) - {name for name, tally in found.items() if tally.articles})
    return [*rows, *(Row(f"reading {name}: no sample here", 0, "articles/s") for name in missing)]


def _all() -> dict[str, Tally]:
    """Survey the shared corpora, and samples of missing formats."""
    with tempfile.TemporaryDirectory() as name:
        articles = [json.loads(line) for line in material.lines(_SAMPLES)]
        format_samples.write(Path(name), [(article["title"], article["text"]) for article in articles])
        return _survey([*(folder for folder in _FOLDERS if folder.is_dir()), Path(name)])


def _survey(folders: Sequence[Path]) -> dict[str, Tally]:
    return survey(CorpusConfig(name="formats", paths=tuple(map(str, folders))))


def main() -> None:
    """Print one table for all folders, and the totals below it."""
    folders = [Path(name) for name in sys.argv[1:]]
    found = _survey(folders) if folders else _all()
    print(f"{'format':14}" + "".join(f"{name:>10}" for name in (*_COLUMNS, "articles/s")))
    total = Tally("total")
    for tally in sorted(found.values(), key=lambda tally: (-tally.files, tally.format)):
        _print(tally)
        for name in (*_COLUMNS, "seconds"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    _print(total)
    missing = sorted(set(formats()) - found.keys())
    if missing and not folders:
        print(f"no sample of: {', '.join(missing)}")


def _print(tally: Tally) -> None:
    figures = [getattr(tally, name) for name in _COLUMNS]
    print(f"{tally.format:14}" + "".join(f"{figure:>10,}" for figure in figures) + f"{tally.rate:>10,.0f}")


if __name__ == "__main__":
    main()
