"""Error rate of the most frequent names: the top 60 people, organisations and places, judged by hand.

Names are those that `newsexplore annotate` finds in every tenth article of newer news and of Reuters-21578, counted
once per article. `judged_names.jsonl` lists wrong ones: not a name, half of one, or of another type. Names that are not
judged yet are counted separately; `--list` prints every name with its articles and judgement.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import judged_articles

JUDGED = Path(__file__).with_name("judged_names.jsonl")
TOP = 60
GOAL = 5.0
"""Maximum share of wrong names in percent."""
_TYPES = ("person", "org", "place")
Key = tuple[str, str]
"""A corpus and a type."""


def main() -> None:
    """Annotate every tenth article, count names, print how many of the top ones are wrong."""
    parser = argparse.ArgumentParser(description="Score the most frequent names against judgements.")
    parser.add_argument("--list", action="store_true", help="print the names with their articles and judgements")
    parser.add_argument("--program", type=Path, default=Path(sys.executable).with_name("newsexplore"))
    options = parser.parse_args()
    judged = _judged()
    found = top_names(options.program)
    print(f"{'the first ' + str(TOP) + ' names':28} {'wrong':>6} {'%':>5} {'goal':>5} {'not judged':>10}")
    for key in sorted(found):
        wrong = sum(judged.get((*key, name)) is False for name, _ in found[key])
        unknown = sum((*key, name) not in judged for name, _ in found[key])
        print(f"{' '.join(key):28} {wrong:6} {100 * wrong / len(found[key]):5.1f} {GOAL:5.1f} {unknown:10}")
    if options.list:
        marks = {True: "right", False: "wrong", None: "not judged"}
        for key in sorted(found):
            for name, articles in found[key]:
                print(*key, articles, marks[judged.get((*key, name))], name, sep="\t")


def top_names(program: Path) -> dict[Key, list[tuple[str, int]]]:
    """Return the top names of each corpus and type with their articles; ties by number of mentions, then by name."""
    counts: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    mentions: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for article, annotations in judged_articles.annotate(judged_articles.every_tenth(), program):
        names = Counter((one["type"], one["canonical"]) for one in annotations["entities"] if "credit" not in one)
        for (kind, name), times in names.items():
            if kind in _TYPES:
                counts[article.corpus, kind][name] += 1
                mentions[article.corpus, kind][name] += times
    return {
        key: sorted(names.items(), key=lambda pair: (-pair[1], -mentions[key][pair[0]], pair[0]))[:TOP]
        for key, names in counts.items()
    }


def _judged() -> dict[tuple[str, str, str], bool]:
    """Return whether names are right, by corpus, type and name."""
    read = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    return {(one["corpus"], one["type"], one["name"]): one["right"] for one in read}


if __name__ == "__main__":
    main()
