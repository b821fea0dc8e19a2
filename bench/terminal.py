"""The real program on a pseudo-terminal: time to first paint, and from keystroke to painted."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import material
from measure import Row, median, percentile

PROGRAM = str(Path(sys.executable).with_name("newsexplore"))
BARE = (sys.executable, str(Path(__file__).with_name("bare_app.py")))
STARTS = 5


def settle(keys: Sequence[str], command: Sequence[str], start_quiet: float = 1.5, quiet: float = 0.4) -> dict[str, Any]:
    """Press keys in a program: `rows` of [key, seconds to first byte, to last byte, bytes], the first is the start."""
    options = ["--json", "--start-quiet", str(start_quiet), "--quiet", str(quiet)]
    output = subprocess.run(
        [sys.executable, str(material.SETTLE), *options, *keys, "--", *command], check=True, capture_output=True
    ).stdout
    return json.loads(output)


def first_paint(index: Path) -> list[Row]:
    """To the first byte and until the screen is complete, taking turns with the bare app."""
    firsts: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(STARTS):
        ours = settle([], [PROGRAM, "--index-dir", str(index), str(material.REUTERS)], quiet=0.3)
        bare = settle([], BARE, quiet=0.3)
        firsts["ours"].append(1000 * ours["rows"][0][1])
        firsts["bare"].append(1000 * bare["rows"][0][1])
    return [
        Row("start to first paint, median", median(firsts["ours"]), "ms", "bare four-pane app", median(firsts["bare"]))
    ]


def typing(index: Path, debounce_ms: float) -> list[Row]:
    """Typing ten real queries: from each key to the screen's rest, the debounce taken off."""
    keys: list[str] = ["/"]
    for query in material.queries(10):
        keys += [*query.replace(" ", "\x00"), "ctrl+u"]
    keys = ["space" if key == "\x00" else key for key in keys]
    found = settle(keys, [PROGRAM, "--index-dir", str(index), str(material.REUTERS)], start_quiet=3)
    times = [1000 * row[2] - debounce_ms for row in found["rows"][2:] if row[2] is not None]
    sizes = [row[3] for row in found["rows"][2:]]
    return [
        Row("keystroke to painted, median", median(times), "ms"),
        Row("keystroke to painted, 95th percentile", percentile(times, 0.95), "ms"),
        Row("bytes written a keystroke, median", median(sizes), "bytes"),
    ]
