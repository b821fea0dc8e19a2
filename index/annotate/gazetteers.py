"""Lists of names: what kinds of name a word or a phrase may be, as evidence for finding entities.

The lists that people wrote for this package are plain text beside `gazetteer.txt.gz`, which is packed from larger ones
(countries and their capitals, the world's cities, companies, first names and surnames; see `lexicon/CREDITS.md`):

    python -m newsexplore.index.annotate.gazetteers FOLDER -o lexicon/gazetteer.txt.gz
"""

import argparse
import csv
import gzip
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from . import lexicons

_FILE = Path(__file__).parent / "lexicon" / "gazetteer.txt.gz"

# One letter a kind, so that all the kinds of a word read as one short string.
KINDS = {
    "countries": "k",
    "capitals": "q",
    "places": "p",
    "cities": "c",
    "first": "f",
    "names_given": "f",
    "surnames": "s",
    "names_family": "s",
    "companies": "o",
    "organisations_companies": "o",
    "organisations_government": "o",
    "organisations_learning": "o",
    "organisations_media": "o",
    "organisations_politics": "o",
    "organisations_sport": "o",
    "organisations_world": "o",
    "organisation_words": "w",
    "place_words": "l",
    "titles": "t",
    "nationalities": "n",
    "calendar": "d",
    "things": "m",
}
_PACKED = ("countries", "capitals", "cities", "first", "surnames", "companies")
_PHRASES = frozenset(name for name, letter in KINDS.items() if letter in "kqpconm")
_BREAK = "\n\n"
"""Between the single words and the phrases."""
_LEGAL = re.compile(
    r"(?:,? (?:Inc|Incorporated|Corp|Corporation|Company|Co|Companies|plc|Ltd|Limited|Holdings|Group|Class [A-C]|N\.V"
    r"|The|\(.*\))\.?)+$"
)


_Phrases = dict[tuple[str, str], list[tuple[tuple[str, ...], str]]]


class Gazetteers:
    """The kinds of single words, and the phrases of several words."""

    def __init__(self) -> None:
        words, _, several = gzip.decompress(_FILE.read_bytes()).decode("utf-8").partition(_BREAK)
        # One word and the letters of its kinds a line, by the hundred thousand: the quickest way to a dictionary.
        fields = words.replace("\t", "\n").split("\n")
        kinds = dict(zip(fields[::2], fields[1::2], strict=True))
        phrases: _Phrases = {}
        for line in several.split("\n"):
            phrase, letters = line.split("\t")
            _add(phrases, phrase, letters)
        for name, letter in KINDS.items():
            for entry in lexicons.load(name) if name not in _PACKED else ():
                if " " not in entry:
                    kinds[entry] = "".join(sorted({*kinds.get(entry, ""), letter}))
                elif name in _PHRASES:
                    _add(phrases, entry, letter)
                    if name == "nationalities":
                        _add(phrases, entry + "s", letter)
        for known in phrases.values():
            if len(known) > 1:
                known.sort(key=lambda phrase: -len(phrase[0]))
        self._kinds = kinds
        self._phrases = phrases
        self.openers = phrases.keys()
        """The two words that phrases begin with."""
        self.first = frozenset(first for first, _ in phrases)
        """The first words of phrases."""

    def kinds(self, word: str) -> str:
        """The letters of `KINDS` that a word may be, in alphabetical order; plurals of peoples count as the people.

        A word in capitals is also looked up as it would be written in a sentence.
        """
        found = self._kinds.get(word, "")
        if not found and word.isupper() and len(word) > 1:
            found = self._kinds.get(word.title(), "")
        if not found and word[-1:] == "s" and "n" in self._kinds.get(word[:-1], ""):
            found = "n"
        return found

    def known(self, name: str) -> str:
        """The kinds of a whole name, of one word or several; "" when no list holds it."""
        words = name.split(" ")
        if len(words) == 1:
            return self.kinds(name)
        length, letter = self.phrase(words)
        return letter if length == len(words) else ""

    def phrase(self, words: Sequence[str]) -> tuple[int, str]:
        """The longest phrase that `words`, two at least, begin with: its length in words and its kind, or (0, "")."""
        for phrase, letter in self._phrases.get((words[0], words[1]), ()):
            if tuple(words[: len(phrase)]) == phrase:
                return len(phrase), letter
        return 0, ""


@lru_cache(maxsize=1)
def load() -> Gazetteers:
    """The gazetteers, read once and shared.

    Raises:
        FileNotFoundError: A list of this package is missing.
    """
    return Gazetteers()


def _add(phrases: _Phrases, phrase: str, letters: str) -> None:
    words = tuple(phrase.split(" "))
    # A name that is of several kinds counts as the one that says most: a country before a capital before a city.
    letter = letters if len(letters) == 1 else min(letters, key="kqpconm".index)
    phrases.setdefault((words[0], words[1]), []).append((words, letter))


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
    parser.add_argument("-o", "--output", type=Path, default=_FILE)
    options = parser.parse_args(arguments)
    letters: dict[str, str] = {}
    for name, entries in pack(options.folder).items():
        for entry in entries:
            if " " not in entry or name in _PHRASES:
                letters[entry] = "".join(sorted({*letters.get(entry, ""), KINDS[name]}))
    single = [f"{entry}\t{kinds}" for entry, kinds in sorted(letters.items()) if " " not in entry]
    several = [f"{entry}\t{kinds}" for entry, kinds in sorted(letters.items()) if " " in entry]
    # No name and no time in the header: the same lists give the same file.
    with Path(options.output).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(("\n".join(single) + _BREAK + "\n".join(several)).encode())


if __name__ == "__main__":
    main()
