"""Random and damaged input for every parser but the readers."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.load import DEFAULT, load_config
from newsexplore.index.config.problems import ConfigError
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.corpus.text.normalise import normalise
from newsexplore.index.curation.curation_file import CurationError, CurationFile, understood
from newsexplore.index.decisions import Rejection, SavedSearch, SaveSearch
from newsexplore.index.model import Annotations, Article, Span
from newsexplore.index.query.parse import parse
from newsexplore.tui.terminal.driver import InputDecoder

from .mutations import damaged
from .row import HungError, Kind, Row, limited
from .slices import Slice

_SECONDS = 20.0
"""Longest time of a case: every input here is small."""
_SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora"
_SAMPLES = Path(__file__).resolve().parents[2] / "seeds"

_QUERY = (
    *('"', "(", ")", "-", "*", "?", "~", "~2", "date:", "[", "]", " TO ", "person:", "in:(", "cue:", "confidence:>0.5"),
    *(
        " OR ",
        " AND ",
        " NOT ",
        " ",
        " ",
        "dam",
        "“harbour board”",
        "2017-11",
        "is:unread",
        "is:copy",
        "tag:",
        ":",
        "\\",
        "é",
        "水",
    ),
    *("\ud800", "\x00", "\u202e", "a" * 300),
)
_SEQUENCES = (
    *(b"\x1b[", b"\x1b]52;c;", b"\x1b[<0;", b"\x1b[200~", b"\x1b[?2048;", b"\x1b[201~", b"\x1bO", b"\x1b\x1b"),
    *(b"$y", b"M", b"u", b";", b"\xe9", b"9" * 30, b"\x1b[M", b"\xf0\x9f", b"~"),
)
_YAML = (
    b"2001-99-99",
    b"- ",
    b": ",
    b"9" * 30,
    b"\t",
    b"&a ",
    b"*a",
    b"!!python/name:os.system ",
    b"[",
    b"{",
    b"|\n",
    b"#",
)
_PROSE = (
    *(
        "“",
        "”",
        '"',
        "'",
        "’",
        "»",
        "«",
        "„",
        "—",
        "\n",
        "\n\n",
        "\n– ",
        "...",
        ". ",
        "(",
        ")",
        "[",
        "]",
        "* ",
        "Q: ",
        "A: ",
    ),
    *(
        " said ",
        " sagte ",
        " a déclaré ",
        " according to ",
        " denied that ",
        "Mr. ",
        "Dr ",
        "the minister",
        "Helena Marsk",
    ),
    *("U.S.", "1,000.5", "http://a.b/c?d", "\u0301" * 40, "\u200d", "ǆ", "İ", "ﬁ", "ß", "水" * 30, "A" * 400),
)
_CURATION = b"""# by hand
articles:
  8b1447e0a2f34bb19d1c0a5d2f7c6e11:
    title: Water authority knew of cracks
    date: 2025-10-15
    locator: /home/me/news/wire.jsonl#17
    bookmark: true
    tags: [dam, follow-up]
    note: Ask who signed it.
quotes:
  8b1447e0a2f34bb19d1c0a5d2f7c6e11@212-251:
    said: We never saw a report about any cracks.
    corrected_speaker: person:Helena Marsk
searches:
  dam: {query: dam AND harbour, quotes: yes}
tags:
  storm: [a, b]
merges:
  person:Helena Marsk: [person:H. Marsk, "person:Marsk"]
rejected: [person:Read More]
"""

Case = Callable[[random.Random], object]
"""Runs a random case; raises on a fault. What it returns is counted."""


def queries(work: Path) -> Case:
    """Return cases of the query parser."""
    del work
    return lambda dice: parse("".join(dice.choice(_QUERY) for _ in range(dice.randrange(30)))) and None


def terminal_input(work: Path) -> Case:
    """Return cases of the decoder of what the terminal sends."""
    del work

    def case(dice: random.Random) -> None:
        decoder = InputDecoder()
        for _ in range(dice.randrange(12)):
            decoder.feed(dice.choice((dice.randbytes(3), dice.choice(_SEQUENCES))))
            decoder.tick()

    return case


def configurations(work: Path) -> Case:
    """Return cases of the configuration: the default one, damaged."""
    file = work / "fuzz.yaml"
    lines = DEFAULT.read_bytes().splitlines(keepends=True)

    def case(dice: random.Random) -> str:
        start = dice.randrange(len(lines))  # a part: the whole takes four times as long
        file.write_bytes(damaged(b"".join(lines[start : start + dice.randrange(1, 20)]), dice, _YAML))
        with suppress(ConfigError):
            load_config(file)
            return "used"
        return "refused"

    return case


def curation_files(work: Path) -> Case:
    """Return cases of the curation file: a damaged one is refused, or a decision can be added to it."""
    path = work / "curation.yaml"

    def case(dice: random.Random) -> str:
        data = damaged(_CURATION, dice, _YAML)
        try:
            before = understood(data, path)
        except CurationError:
            return "refused"
        if dice.randrange(3):
            return "used"
        path.write_bytes(data)
        file = CurationFile(path)
        try:
            file.change([Rejection(f"person:{dice.choice(_PROSE)}"), SaveSearch("a: b", SavedSearch("dam"))])
        except CurationError:
            if path.read_bytes() != data:
                raise AssertionError("a refused change has changed the file") from None
            return "refused"
        after = CurationFile(path).load()
        if after.articles != before.articles or after.merges != before.merges:
            raise AssertionError(f"other decisions changed: {data!r}")
        return "changed"

    return case


def texts(work: Path) -> Case:
    """Return cases of extraction: pieces of articles, shuffled, with marks between; all offsets must be valid."""
    del work
    config = load_config(None)
    annotator = Annotator(config.quotes, config.entities)
    sentences = [one for text in _articles() for one in text.replace("\n", ". ").split(". ") if one]

    def case(dice: random.Random) -> None:
        parts = [dice.choice(sentences if dice.random() < 0.5 else _PROSE) for _ in range(dice.randrange(1, 14))]
        text = dice.choice((" ", "", ". ")).join(parts)
        if dice.randrange(3) == 0:  # a rule that looks at the next word must see that there is none
            text = text[: dice.randrange(len(text) + 1)].rpartition(" ")[0]
        text = normalise(text)
        check(annotator.annotate(text, dice.choice(("", "en", "de", "fr", "es", "it", "pt", "xx"))), text)

    return case


def check(found: Annotations, text: str) -> None:
    """Raise AssertionError if an offset is invalid, or what it names is not what is stored."""

    def valid(*spans: Span) -> None:
        for start, end in spans:
            if not 0 <= start <= end <= len(text):
                raise AssertionError(f"({start}, {end}) in a text of {len(text)}: {text!r}")

    def ascending(places: Sequence[int], what: str) -> None:
        if list(places) != sorted(places):
            raise AssertionError(f"{what} are not sorted: {text!r}")

    valid(*((block.start, block.end) for block in found.blocks), *found.tickers)
    valid(*((one.start, one.end) for one in found.mentions), *((one.start, one.end) for one in found.quotes))
    ascending([one.start for one in found.blocks], "blocks")
    ascending([one.start for one in found.mentions], "mentions")
    ascending([one.start for one in found.quotes], "quotes")
    for mention in found.mentions:
        if not 0 <= mention.entity < len(found.entities):
            raise AssertionError(f"entity {mention.entity} of {len(found.entities)}: {text!r}")
    for quote in found.quotes:
        valid(*quote.parts)
        if any(not quote.start <= start <= end <= quote.end for start, end in quote.parts):
            raise AssertionError(f"a part is outside its quote: {text!r}")
        for place in (quote.speaker, quote.cue):
            if place is not None:
                valid((place.start, place.end))
        entity = quote.speaker.entity if quote.speaker is not None else None
        if entity is not None and not 0 <= entity < len(found.entities):
            raise AssertionError(f"speaker {entity} of {len(found.entities)}: {text!r}")


def _articles() -> Iterator[str]:
    corpus = CorpusConfig(name="sample", paths=(str(_SAMPLES), *([str(_SHARED)] if _SHARED.is_dir() else [])))
    found = 0
    for source in sources(corpus):
        if isinstance(source, Source) and source.size < 50_000:
            for item in read(source, corpus):
                if isinstance(item, Article):
                    found += 1
                    yield item.text
        if found > 400:
            return


def starts(name: str) -> list[bytes]:
    """Return inputs of a parser for a fuzzer that changes them itself."""
    match name:
        case "configurations":
            blocks = DEFAULT.read_bytes().split(b"\n\n")
            return [block for block in blocks if len(block) < 600]
        case "curation":
            return [_CURATION]
        case "input":
            return [b"q" + one for one in _SEQUENCES]
        case _:
            return [f"dam {one} harbour".encode("utf-8", "surrogateescape") for one in _QUERY if one < "\ud800"]


FUZZED: dict[str, tuple[str, Callable[[Path], Case]]] = {
    "queries": ("queries", queries),
    "input": ("input of the terminal", terminal_input),
    "configurations": ("configuration files", configurations),
    "curation": ("curation files, and changes of them", curation_files),
    "texts": ("texts under extraction, all offsets checked", texts),
}


def fuzz(name: str, most: int, work: Path, run: Slice) -> Row:
    """Run cases of one parser."""
    title, make = FUZZED[name]
    return cases("cases", title, name, most, make(work), run)


def cases(kind: Kind, title: str, name: str, most: int, case: Case, run: Slice) -> Row:
    """Run numbered cases until time is up; a number stands for the same case in every run."""
    faults = list[str]()
    counts: Counter[str] = Counter()

    def row() -> Row:
        return Row(kind, title, run.done, tuple(faults), dict(counts))

    for number in run.rounds(most):
        try:
            with limited(_SECONDS):
                counts[str(case(random.Random(f"{name} {number}")) or "")] += 1
        except (Exception, HungError) as error:  # our own errors are expected, and caught by the cases
            faults.append(f"case {number}: {error!r}"[:600])
        run.report(row)
    return row()
