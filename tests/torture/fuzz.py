"""Random input for parsers of untrusted input."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from row import Row, rounds

from newsexplore.index.config.load import load_config
from newsexplore.index.config.problems import ConfigError
from newsexplore.index.query.parse import parse
from newsexplore.tui.terminal.driver import InputDecoder

_PIECES = (
    *('"', "(", ")", "-", "*", "~", "date:", "[", " TO ", "]", "person:"),
    *("OR", "NOT", "dam", "é", "\ud800", "\x00"),
)
_SEQUENCES = (
    *(b"\x1b[", b"\x1b]52;c;", b"\x1b[<0;", b"\x1b[200~", b"\x1b[?2048;"),
    *(b"$y", b"M", b"u", b";", b"\xe9", b"9" * 30),
)


def fuzz(work: Path, seconds: float) -> list[Row]:
    """The query parser, the terminal's input, the configuration."""
    dice = random.Random(4)

    def query() -> None:
        parse("".join(dice.choice(_PIECES) for _ in range(dice.randrange(30))))

    def terminal() -> None:
        decoder = InputDecoder()
        for _ in range(dice.randrange(12)):
            decoder.feed(dice.choice((dice.randbytes(3), dice.choice(_SEQUENCES))))
            decoder.tick()

    file = work / "fuzz.yaml"
    default = Path(__file__).resolve().parents[2] / "config.yaml"
    said = default.read_bytes()

    def configuration() -> None:
        data = bytearray(said)
        for _ in range(dice.randrange(1, 4)):
            at = dice.randrange(len(data))
            data[at : at + dice.randrange(3)] = dice.choice((dice.randbytes(2), b"2001-99-99", b"- ", b": ", b"9" * 30))
        file.write_bytes(data)
        with suppress(ConfigError):
            load_config(file)

    return [
        _fuzz(name, case, seconds / 3)
        for name, case in (("queries", query), ("terminal input", terminal), ("configurations", configuration))
    ]


def _fuzz(name: str, case: Callable[[], object], seconds: float) -> Row:
    tried, faults = 0, list[str]()
    for _ in rounds(seconds, 100_000):
        tried += 1
        try:
            case()
        except Exception as error:  # our own errors are expected
            faults.append(repr(error)[:200])
    return Row(f"fuzzed {name}", tried, f"{tried - len(faults)} read", len(faults), tuple(dict.fromkeys(faults)))
