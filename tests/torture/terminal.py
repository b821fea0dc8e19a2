"""Hostile sequences through every command on a pseudo-terminal."""

from pathlib import Path

from ..faults.hostile_terminal import EVIL, SEQUENCES, commands, make_corpus, printed_leaks, run, sequences_in
from .row import Row
from .slices import Slice

KEYS = tuple(b"\r 1 2 m 3 4 5 t 1 t 3 \r 4 \r f x s b B \x1b J \x1b O \x1b ? \x1b".split(b" "))


def printed(work: Path, part: Slice) -> Row:
    """Print every sequence with every command."""
    make_corpus(work)
    lines = commands(work)
    faults = list[str]()

    tried = 0
    for _ in part.rounds(1):
        for line in lines:
            tried += len(SEQUENCES)
            what = " ".join(line).replace(EVIL, "EVIL")[:60].encode("ascii", "replace").decode()
            faults += [f"{what}: {leak}" for leak in printed_leaks(line, run(line, work))[:2]]
    return Row("sequences", f"{len(lines)} command lines, of every subcommand", tried, tuple(faults))


def shown(work: Path, part: Slice) -> Row:
    """Show every sequence in the interface."""
    faults = list[str]()
    for _ in part.rounds(1):
        make_corpus(work)
        output = run(["--config", "named.yaml"], work, KEYS, 300)
        faults += [f"the interface: {name}" for name in sequences_in(output)]
    return Row("sequences", f"the interface, {len(KEYS)} keys", len(SEQUENCES) * len(KEYS) * part.done, tuple(faults))
