"""Accuracy of extraction: `newsexplore annotate` on hand-annotated texts, scored by their own scorer.

`make gold` prints every figure with its error bar, beside the recorded one and the goal, and fails if a figure has
fallen by more than its error bar below the recorded one. `--record` records the figures of this run. The
error bar is one standard error, by a bootstrap over documents.
"""

import argparse
import importlib.util
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import material

GOLD = material.SHARED / "gold"
BASELINE = Path(__file__).with_name("gold_baseline.json")
_TYPES = ["PERSON", "ORG", "LOC"]
_DRAWS = 400

Counts = tuple[float, float, float]
"""Number of correct, found and existing items in one document."""


class Measure(NamedTuple):
    """A figure of one file: what is counted per document, the figure from the counts, and the goal in percent."""

    what: str
    file: str
    tally: Callable[[Any], Counts]
    figure: Callable[[Counts], float]
    reach: float


def _pairs(*place: str) -> Callable[[Any], Counts]:
    """Return a counter of a part of the scorer's output."""

    def count(scores: Any) -> Counts:
        for key in place:
            scores = scores.get(key) or {}
        return float(scores.get("tp", 0)), float(scores.get("pred", 0)), float(scores.get("gold", 0))

    return count


def _speakers(units: str, right: str, total: str) -> Callable[[Any], Counts]:
    """Return a counter of correct speakers among comparable ones."""

    def count(scores: Any) -> Counts:
        found = scores["quotes"]["speaker"][units]
        return found[right] * found[total], found[total], found[total]

    return count


def f1(counts: Counts) -> float:
    """Return the harmonic mean of precision and recall."""
    right, found, wanted = counts
    return 2 * right / (found + wanted) if found + wanted else 0.0


def precision(counts: Counts) -> float:
    """Return the share of finds that are right."""
    return counts[0] / counts[1] if counts[1] else 0.0


def recall(counts: Counts) -> float:
    """Return the share of existing items that were found."""
    return counts[0] / counts[2] if counts[2] else 0.0


_MARKS = _pairs("quotes", "classes", "fragments", "exact")
_INDIRECT = _pairs("quotes", "classes", "indirect(speech)", "overlap>=0.8")
_ENTITIES = _pairs("entities", "strict", "micro")
_ORGS = _pairs("entities", "strict", "ORG")
_ALIASES = _pairs("entities", "alias_variant_pairs")
_HEAD = _speakers("fragments", "acc_head_or_overlap", "matched_with_gold_speaker")
_RESOLVED = _speakers("fragments", "acc_resolved", "resolved_n")
_RESOLVED_ALL = _speakers("all(speech)", "acc_resolved", "resolved_n")

MEASURES = (
    Measure("quotes inside marks, exact F1", "quotes_hand", _MARKS, f1, 97),
    Measure("quotes inside marks, exact F1", "quotes_polnear", _MARKS, f1, 96.5),
    Measure("speaker, head or overlap", "quotes_hand", _HEAD, precision, 95),
    Measure("speaker, head or overlap", "quotes_polnear", _HEAD, precision, 93),
    Measure("speaker resolved to the right name", "quotes_hand", _RESOLVED, precision, 85),
    Measure("speaker resolved, all speech", "resolve_gum", _RESOLVED_ALL, precision, 70),
    Measure("speaker resolved, all speech", "indirect_gum_news", _RESOLVED_ALL, precision, 85),
    Measure("indirect, overlap 0.8, F1", "indirect_gum_news", _INDIRECT, f1, 78),
    Measure("indirect, overlap 0.8, F1", "quotes_polnear", _INDIRECT, f1, 54),
    Measure("indirect, precision", "indirect_gum_news", _INDIRECT, precision, 80),
    Measure("indirect, precision", "quotes_polnear", _INDIRECT, precision, 80),
    Measure("German, quotes inside marks found", "quotes_german", _MARKS, recall, 92),
    Measure("German, speaker, head or overlap", "quotes_german", _HEAD, precision, 80),
    Measure("German, indirect, overlap 0.8, F1", "quotes_german", _INDIRECT, f1, 55),
    Measure("entities, strict micro F1", "ner_conllpp2020", _ENTITIES, f1, 88),
    Measure("entities, strict micro F1", "ner_worldwide", _ENTITIES, f1, 85),
    Measure("entities, strict micro F1", "ner_conll2003", _ENTITIES, f1, 83),
    Measure("organisations alone", "ner_conllpp2020", _ORGS, f1, 75),
    Measure("organisations alone", "ner_worldwide", _ORGS, f1, 68),
    Measure("alias pairs whose spelling differs, F1", "link_gum_news", _ALIASES, f1, 80),
    Measure("alias pairs whose spelling differs, F1", "link_gum_more", _ALIASES, f1, 80),
    Measure("alias pairs whose spelling differs, F1", "link_reuters128", _ALIASES, f1, 92),
)


def main() -> None:
    """Annotate every file that a measure needs, score it by document, print the table."""
    parser = argparse.ArgumentParser(description="Score extraction against texts annotated by hand.")
    parser.add_argument("--record", action="store_true", help=f"record the figures in {BASELINE.name}")
    options = parser.parse_args()
    if not GOLD.is_dir():
        sys.exit(f"The hand-annotated texts are not here: {GOLD}")
    scorer = _scorer()
    with tempfile.TemporaryDirectory() as name:
        files = dict.fromkeys(measure.file for measure in MEASURES)
        scores = {file: _score(scorer, file, Path(name)) for file in files}
    recorded: dict[str, float] = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {}
    now: dict[str, float] = {}
    fallen: list[str] = []
    print(f"{'measure':40} {'file':18} {'now':>6} {'±':>5} {'before':>6} {'reach':>6}")
    for measure in MEASURES:
        counts = [measure.tally(one) for one in scores[measure.file]]
        value, error = 100 * measure.figure(_sum(counts)), 100 * standard_error(counts, measure.figure)
        key = f"{measure.what} | {measure.file}"
        now[key] = round(value, 2)
        before = recorded.get(key, value)
        if value < before - error:
            fallen.append(f"{key}: {before:.1f} to {value:.1f}, error bar {error:.1f}")
        print(f"{measure.what:40} {measure.file:18} {value:6.1f} {error:5.1f} {before:6.1f} {measure.reach:6.1f}")
    if options.record:
        BASELINE.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    elif fallen:
        sys.exit("Fallen by more than the error bar:\n" + "\n".join(fallen))


def standard_error(counts: Sequence[Counts], figure: Callable[[Counts], float]) -> float:
    """Return the bootstrap standard deviation of a figure over documents, deterministic for given counts."""
    draw = random.Random(1)
    figures = [figure(_sum(draw.choices(counts, k=len(counts)))) for _ in range(_DRAWS)]
    return statistics.pstdev(figures)


def _sum(counts: Sequence[Counts]) -> Counts:
    right, found, wanted = (sum(column) for column in zip(*counts, strict=True))
    return right, found, wanted


def _scorer() -> Any:
    """Load the scorer beside the texts as a module."""
    found = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    if found is None or found.loader is None:
        sys.exit(f"The scorer is not here: {GOLD / 'score.py'}")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _score(scorer: Any, file: str, folder: Path) -> list[dict[str, Any]]:
    """Score every document of a file."""
    gold, predicted = GOLD / "dev" / f"{file}.jsonl", folder / f"{file}.jsonl"
    program = Path(sys.executable).with_name("newsexplore")
    with gold.open("rb") as source, predicted.open("wb") as target:
        subprocess.run([program, "annotate"], stdin=source, stdout=target, check=True)
    wanted, found = scorer.load(str(gold)), scorer.load(str(predicted))
    answers: list[dict[str, Any]] = []
    for key, document in wanted.items():
        pair = [(document, found.get(key, {}))]
        answer: dict[str, Any] = {}
        if document.get("quotes") is not None:
            answer["quotes"] = scorer.score_quotes(pair)
        if document.get("entities") is not None:
            answer["entities"] = scorer.score_entities(pair, _TYPES)
        answers.append(answer)
    return answers


if __name__ == "__main__":
    main()
