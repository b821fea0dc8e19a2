"""Formats: the content of folders by format, and the reading rate of each in articles per second.

python bench/formats.py [FOLDER ...]      default: the shared corpora
"""

import sys
import time
from pathlib import Path

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.survey import Tally, survey

_CORPORA = Path(__file__).resolve().parents[1].parent / "shared" / "corpora"
_COLUMNS = ("files", "articles", "rejected", "skipped")


def main() -> None:
    """Print one table for all folders, and the totals below it."""
    folders = [Path(name) for name in sys.argv[1:]] or [_CORPORA]
    began = time.perf_counter()
    found = survey(CorpusConfig(name="formats", paths=tuple(map(str, folders))))
    seconds = time.perf_counter() - began
    print(f"{'format':14}" + "".join(f"{name:>10}" for name in _COLUMNS))
    total = Tally("total")
    for tally in sorted(found.values(), key=lambda tally: (-tally.files, tally.format)):
        print(f"{tally.format:14}" + "".join(f"{getattr(tally, name):>10,}" for name in _COLUMNS))
        for name in _COLUMNS:
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    print(f"{'total':14}" + "".join(f"{getattr(total, name):>10,}" for name in _COLUMNS))
    print(f"{seconds:.1f} s, {total.articles / seconds:,.0f} articles/s")


if __name__ == "__main__":
    main()
