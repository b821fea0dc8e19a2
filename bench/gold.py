"""How right extraction is: `newsexplore annotate` on texts annotated by hand, scored by their own scorer.

`make gold` prints every figure beside the one to reach.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import material

GOLD = material.SHARED / "gold"


class Measure(NamedTuple):
    """A figure of one file: where the scorer keeps it, and what it should reach, in percent."""

    what: str
    file: str
    place: tuple[str, ...]
    reach: float


_MARKS = ("quotes", "classes", "fragments", "exact", "f1")
_SPEAKER = ("quotes", "speaker", "fragments", "acc_head_or_overlap")
_RESOLVED = ("quotes", "speaker", "fragments", "acc_resolved")
_INDIRECT = ("quotes", "classes", "indirect(speech)", "overlap>=0.8")
_ENTITIES = ("entities", "strict", "micro", "f1")
_ORGS = ("entities", "strict", "ORG", "f1")
_ALIASES = ("entities", "alias_variant_pairs", "f1")

MEASURES = (
    Measure("quotes inside marks, exact F1", "quotes_hand", _MARKS, 97),
    Measure("quotes inside marks, exact F1", "quotes_polnear", _MARKS, 95),
    Measure("speaker, head or overlap", "quotes_hand", _SPEAKER, 90),
    Measure("speaker, head or overlap", "quotes_polnear", _SPEAKER, 85),
    Measure("speaker resolved to the right name", "quotes_hand", _RESOLVED, 80),
    Measure("indirect, overlap 0.8, F1", "indirect_gum_news", (*_INDIRECT, "f1"), 72),
    Measure("indirect, overlap 0.8, F1", "quotes_polnear", (*_INDIRECT, "f1"), 50),
    Measure("indirect, precision", "indirect_gum_news", (*_INDIRECT, "p"), 75),
    Measure("indirect, precision", "quotes_polnear", (*_INDIRECT, "p"), 75),
    Measure("entities, strict micro F1", "ner_conllpp2020", _ENTITIES, 85),
    Measure("entities, strict micro F1", "ner_worldwide", _ENTITIES, 82),
    Measure("entities, strict micro F1", "ner_conll2003", _ENTITIES, 75),
    Measure("organisations alone", "ner_conllpp2020", _ORGS, 75),
    Measure("organisations alone", "ner_worldwide", _ORGS, 68),
    Measure("alias pairs whose spelling differs, F1", "link_gum_news", _ALIASES, 75),
    Measure("alias pairs whose spelling differs, F1", "link_reuters128", _ALIASES, 60),
)


def main() -> None:
    """Annotate every file that a measure needs, score it, print the table."""
    if not GOLD.is_dir():
        sys.exit(f"The hand-annotated texts are not here: {GOLD}")
    with tempfile.TemporaryDirectory() as name:
        scores = {file: _score(file, Path(name)) for file in dict.fromkeys(measure.file for measure in MEASURES)}
    print(f"{'measure':40} {'file':18} {'now':>6} {'reach':>6}")
    for measure in MEASURES:
        value: Any = scores[measure.file]
        for key in measure.place:
            value = value[key]
        print(f"{measure.what:40} {measure.file:18} {100 * value:6.1f} {measure.reach:6.1f}")


def _score(file: str, folder: Path) -> dict[str, Any]:
    gold, predicted, scored = GOLD / "dev" / f"{file}.jsonl", folder / f"{file}.jsonl", folder / f"{file}.json"
    program = Path(sys.executable).with_name("newsexplore")
    with gold.open("rb") as source, predicted.open("wb") as target:
        subprocess.run([program, "annotate"], stdin=source, stdout=target, check=True)
    command = [sys.executable, str(GOLD / "score.py"), str(gold), str(predicted), "--json", str(scored)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return json.loads(scored.read_text("utf-8"))["all"]


if __name__ == "__main__":
    main()
