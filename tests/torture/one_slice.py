"""One slice of one part, in a process of its own: it may crash or hang."""

import logging
import os
import sys
import tempfile
from pathlib import Path

from .parts import parts
from .slices import Slice


def main(name: str, results: Path, seconds: float, cases: int) -> None:
    """Run a part for some seconds, and save what it found at `results`."""
    logging.disable()  # libraries tell of every damage
    shm = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="newsexplore-torture-", dir=shm if shm.is_dir() else None) as folder:
        for kind in ("DATA", "CONFIG", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(folder) / kind.lower())
        work = Path(folder) / "work"
        work.mkdir(mode=0o700)
        run = Slice(results, seconds)
        run.save(parts(cases)[name](work, run))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
