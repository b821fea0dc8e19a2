"""Pack the lists of names that others publish into `lexicon/gazetteer.txt.gz`; see `lexicon/CREDITS.md`.

python -m newsexplore.index.annotate.train.name_sources FOLDER -o lexicon/gazetteer.txt.gz
"""

import argparse
import csv
import gzip
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..lexicon.gazetteers import BREAK, FILE, KINDS, PHRASES

_LEGAL = re.compile(
    r"(?:,? (?:Inc|Incorporated|Corp|Corporation|Company|Co|Companies|plc|Ltd|Limited|Holdings|Group|Class [A-C]|N\.V"
    r"|The|\(.*\))\.?)+$"
)


def pack(folder: Path) -> dict[str, list[str]]:
    """Read the source lists in `folder` into sorted entries, section by section.

    Raises:
        OSError: One of the lists cannot be read.
    """
    countries = _rows(folder / "country-codes.csv")
    cities = {row["name"] for row in _rows(folder / "world-cities.csv")}
    sections = {
        "countries": {name for row in countries for name in _country_names(row)},
        "capitals": {form for row in countries for form in _spellings(row["Capital"])},
        "cities": {form for name in cities for form in _spellings(name)},
        "first": set((folder / "first_names_us.txt").read_text(encoding="utf-8").split()),
        "surnames": set((folder / "surnames_us.txt").read_text(encoding="utf-8").split()),
        "companies": {_LEGAL.sub("", row["Security"]) for row in _rows(folder / "constituents.csv")},
    }
    return {name: sorted(entry for entry in entries if len(entry) > 1) for name, entries in sections.items()}


def _country_names(row: dict[str, str]) -> Iterator[str]:
    for name in (row["official_name_en"], row["CLDR display name"], row["UNTERM English Short"]):
        plain = re.sub(r" ?\(.*\)|\*", "", name).strip()
        if plain and "," not in plain and not plain.isupper():
            yield from _spellings(plain)


def _spellings(name: str) -> Iterator[str]:
    name = name.strip().replace("’", "'")
    yield name
    plain = unicodedata.normalize("NFKD", name).replace("ł", "l").replace("ø", "o").replace("ı", "i")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if plain != name:
        yield plain


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(arguments: Sequence[str] | None = None) -> None:
    """Pack the lists of a folder into one compressed file."""
    parser = argparse.ArgumentParser(description="Pack name lists for newsexplore.")
    parser.add_argument("folder", type=Path, help="where the source lists lie")
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    options = parser.parse_args(arguments)
    letters: dict[str, str] = {}
    for name, entries in pack(options.folder).items():
        for entry in entries:
            if " " not in entry or name in PHRASES:
                letters[entry] = "".join(sorted({*letters.get(entry, ""), KINDS[name]}))
    single = [f"{entry}\t{kinds}" for entry, kinds in sorted(letters.items()) if " " not in entry]
    several = [f"{entry}\t{kinds}" for entry, kinds in sorted(letters.items()) if " " in entry]
    # No name and no time in the header: the same lists give the same file.
    with Path(options.output).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(("\n".join(single) + BREAK + "\n".join(several)).encode())


if __name__ == "__main__":
    main()
