"""Hostile sequences through every command on a pseudo-terminal."""

from pathlib import Path

from ..faults.hostile_terminal import EVIL, SEQUENCES, commands, leaks, make_corpus, run, sequences_in
from .row import Row, rounds

KEYS = tuple(b"\r 1 2 m 3 4 5 t 1 t 3 \r 4 \r f x s b B \x1b J \x1b O \x1b ? \x1b".split(b" "))


def sequences(work: Path, seconds: float) -> list[Row]:
    """Print every sequence with every command, and show them in the interface."""
    make_corpus(work)
    lines = commands(work)
    tried, faults = 0, list[str]()
    for number in rounds(max(seconds, 600), len(lines)):
        output = run(lines[number], work)
        tried += len(SEQUENCES)
        shown = " ".join(lines[number]).replace(EVIL, "EVIL")[:60].encode("ascii", "replace").decode()
        faults += [f"{shown}: {leak}" for leak in leaks(output)[:2]]
    output = run(["--config", "named.yaml"], work, KEYS, 300)
    shown = [f"the interface: {name}" for name in sequences_in(output)]
    return [
        Row("sequences", f"{len(lines)} command lines, of every subcommand", tried, tuple(faults)),
        Row("sequences", f"the interface, {len(KEYS)} keys", len(SEQUENCES) * len(KEYS), tuple(shown)),
    ]
