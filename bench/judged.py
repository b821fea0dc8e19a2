"""Rate of wrong speakers shown as certain: `newsexplore annotate` on quotes judged by hand.

The files contain offsets (code points, half-open, into the text of the article) and judgements, no text: the speaker of
each quote, and where the article names that person or organisation, or the noun that a pronoun refers to.

judged_speakers.jsonl: 300 quotes sampled by hash from every tenth article of 30,000 newer ones and of Reuters-21578,
half from each. judged_held_out.jsonl and judged_held_out_2.jsonl: 150 quotes of 150 other articles each.
judged_more.jsonl: 310 quotes of 310 other articles, 90 of them pronoun quotes, judged beside the program's answers.
judged_held_out_3.jsonl: 150 quotes of 150 more articles, judged without sight of the program's answers; errors in it
were mended later. judged_later.jsonl and judged_later_2.jsonl: 217 and 200 quotes of as many articles, judged beside
the answers, the former only those shown for certain. judged_later_3.jsonl and judged_nouns.jsonl: 110 quotes shown for
certain, of as many articles, and 95 that a noun attributes to a name for certain, judged beside the answers.
Extraction was developed on all of these, so their figures are optimistic. judged_held_out_4.jsonl and
judged_held_out_5.jsonl: 120 and 112 quotes of as many more articles, judged without sight of the program's answers, the
latter all of newer news; never develop on them. judged_held_out_6.jsonl: 125 quotes of newer news shown for certain,
judged beside the answers; errors in it were mended later. judged_held_out_7.jsonl: the newer news of 182 quotes of
many outlets shown for certain, judged beside the answers; errors in it were mended later. judged_held_out_8.jsonl and
judged_later_4.jsonl: 132 and 87 more such quotes, of newer news and of three small collections of many outlets, errors
in which were mended later. judged_held_out_9.jsonl: 127 such quotes, never looked at while extraction was developed and
judged beside the answers once; one error in it was mended later. judged_held_out_10.jsonl: 128 attributions of 32
such articles that were shown for certain, judged beside the answers once; nothing was mended on them.
judged_held_out_11.jsonl: the attributions of 40 more articles of many kinds, shown at 50 % or more, judged beside the
answers once; never develop on them. judged_later_5.jsonl: every attribution of 43 more such articles, judged beside the
answers, whose errors were mended. judged_held_out_12.jsonl: every attribution of 40 more, judged beside the answers
once; never develop on them.

`--list` prints errors by offsets. The error bar is one standard error, by a bootstrap over articles.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import judged_articles
from gold import Counts, precision, standard_error
from judged_articles import Article

from newsexplore.index.quotation import DOUBTFUL

FILES = (
    "judged_speakers.jsonl",
    "judged_held_out.jsonl",
    "judged_held_out_2.jsonl",
    "judged_more.jsonl",
    "judged_held_out_3.jsonl",
    "judged_later.jsonl",
    "judged_later_2.jsonl",
    "judged_later_3.jsonl",
    "judged_nouns.jsonl",
    "judged_held_out_4.jsonl",
    "judged_held_out_5.jsonl",
    "judged_held_out_6.jsonl",
    "judged_held_out_7.jsonl",
    "judged_held_out_8.jsonl",
    "judged_later_4.jsonl",
    "judged_held_out_9.jsonl",
    "judged_held_out_10.jsonl",
    "judged_held_out_11.jsonl",
    "judged_later_5.jsonl",
    "judged_held_out_12.jsonl",
)
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "who", "you"))
_DETERMINERS = frozenset(("the", "a", "an"))
_FORMS = frozenset(("inc", "corp", "co", "ltd", "plc", "nv", "ag", "sa", "lp", "llc", "and", "of"))
"""Optional words in spellings of a company's name."""
_ALIKE = 0.8
"""Minimum similarity of two spellings of one name."""
_PART = 0.6
"""The same for the start of a name: "Permanent Subcommittee", but not "Carey" for a firm."""
_WORD = re.compile(r"[^\W_]+")
Span = tuple[int, int]


class Verdict(StrEnum):
    """How a judged quote is shown to the reader."""

    RIGHT = "right"
    WRONG = "wrong"
    DOUBTFUL = "marked doubtful"
    NOBODY = "without a speaker"
    MISSED = "quote not found"
    SILENT = "rightly no quote"


class Judged(NamedTuple):
    """A judged quote, its prediction, and the verdict."""

    article: Article
    gold: Any
    predicted: Any
    verdict: Verdict

    @property
    def certain(self) -> bool:
        """Whether a speaker is shown without being marked doubtful."""
        return self.verdict in (Verdict.RIGHT, Verdict.WRONG)

    @property
    def pronoun(self) -> bool:
        """Whether the speaker is a pronoun, in the text or in the prediction."""
        speaker = self.predicted and self.predicted["speaker"]
        return self.gold["kind"] == "pronoun" or bool(speaker and speaker["text"].lower() in _PRONOUNS)


class Row(NamedTuple):
    """A row of the table: the quotes considered, the share that is counted, and its maximum in percent."""

    what: str
    among: Callable[[Judged], bool]
    counted: Callable[[Judged], bool]
    goal: float | None = None


def _wrong(one: Judged) -> bool:
    return one.verdict is Verdict.WRONG


def _left_open(one: Judged) -> bool:
    return one.verdict in (Verdict.DOUBTFUL, Verdict.NOBODY)


ROWS = (
    Row("wrong speaker shown for certain", lambda one: one.certain, _wrong, 2),
    Row("the same, newer news", lambda one: one.certain and one.article.corpus == judged_articles.NEWS, _wrong),
    Row("the same, Reuters-21578", lambda one: one.certain and one.article.corpus == judged_articles.REUTERS, _wrong),
    Row("the same, pronouns", lambda one: one.certain and one.pronoun, _wrong, 6),
    Row("no speaker, or marked doubtful", lambda _: True, _left_open),
    Row("the same, pronouns", lambda one: one.pronoun, _left_open),
    Row("quote not found", lambda one: not one.gold["not_a_quote"], lambda one: one.verdict is Verdict.MISSED),
)


def main() -> None:
    """Annotate the judged articles, match and judge every quote, print the table."""
    parser = argparse.ArgumentParser(description="Score speakers against quotes judged by hand.")
    parser.add_argument("--list", action="store_true", help="print every wrong, doubtful or missed quote by offsets")
    parser.add_argument("--program", type=Path, default=Path(sys.executable).with_name("newsexplore"))
    options = parser.parse_args()
    for name in FILES:
        judged = list(judge(Path(__file__).with_name(name), options.program))
        _print(name, judged)
        for one in judged if options.list else ():
            if one.verdict not in (Verdict.RIGHT, Verdict.SILENT):
                print(_line(one))


def _print(name: str, judged: Sequence[Judged]) -> None:
    print(f"{name:34} {'of':>4} {'share':>6} {'±':>5} {'goal':>5}")
    for row in ROWS:
        counts = _counts(judged, row)
        if not counts:
            continue
        share, error = 100 * precision(_total(counts)), 100 * standard_error(counts, precision)
        goal = "" if row.goal is None else f"{row.goal:5.1f}"
        print(f"{row.what:34} {_total(counts)[1]:4.0f} {share:6.1f} {error:5.1f} {goal:>5}".rstrip())


def judge(file: Path, program: Path) -> Iterator[Judged]:
    """Judge `program`'s predictions for every quote of a file."""
    quotes: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for line in file.read_text("utf-8").splitlines():
        gold = json.loads(line)
        quotes[gold["corpus"], gold["id"]].append(gold)
    for article, annotations in judged_articles.annotate(judged_articles.find(quotes), program):
        for gold in quotes[article.corpus, article.id]:
            predicted = best_match(gold, annotations["quotes"])
            yield Judged(article, gold, predicted, verdict(article.text, gold, predicted))


def best_match(gold: Any, quotes: Sequence[Any]) -> Any:
    """Return the predicted quote that overlaps most with a judged one, the shorter of two; None if none overlaps."""
    best = max(quotes, key=lambda one: (_shared(_span(gold), _span(one)), one["start"] - one["end"]), default=None)
    return best if best is not None and _shared(_span(gold), _span(best)) > 0 else None


def verdict(text: str, gold: Any, predicted: Any) -> Verdict:
    """Return how a judged quote is shown; where nobody speaks, any speaker is wrong."""
    if predicted is None:
        return Verdict.SILENT if gold["not_a_quote"] else Verdict.MISSED
    speaker = predicted["speaker"]
    if speaker is None:
        return Verdict.NOBODY
    if speaker["confidence"] < DOUBTFUL:
        return Verdict.DOUBTFUL
    if gold["not_a_quote"] or not _shared(tuple(gold["speaker"]), _span(speaker)):
        return Verdict.WRONG
    shown = speaker["resolved"] or speaker["text"]
    names = [text[start:end] for start, end in gold["names"]]
    if _unnamed(shown) and gold["kind"] != "pronoun":
        return Verdict.RIGHT
    right = any(same_name(shown, name) for name in names) or both_named(shown, text[slice(*gold["speaker"])])
    return Verdict.RIGHT if right else Verdict.WRONG


def both_named(shown: str, words: str) -> bool:
    """Return whether `shown` names the two who speak together in some words: "Marsk and Ann Lee said"."""
    people, spoken = shown.split(" and "), words.split(" and ")
    if len(people) != len(spoken) or len(people) == 1:
        return False
    return all(_words(person)[-1] in _words(part) for person, part in zip(people, spoken, strict=True))


def same_name(shown: str, name: str) -> bool:
    """Return whether `shown` is most of a name, from its start, another spelling of it, or what its initials mean."""
    words, others = _words(shown), _words(name)
    if len(words) > 1 and name.isupper() and [name.casefold()] == ["".join(word[0] for word in words)]:
        return True
    alike = SequenceMatcher(None, " ".join(words), " ".join(others), autojunk=False).ratio()
    return alike >= (_PART if others[: len(words)] == words else _ALIKE)


def _unnamed(shown: str) -> bool:
    """Return whether `shown` is not a name: "two sources", "the spokesman"."""
    return not any(word[0].isupper() for word in shown.split()[-1:])


def _words(name: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(name.replace("'s", "").replace("\u2019s", ""))]
    return [word for word in words if word not in _DETERMINERS and word not in _FORMS] or words


def _span(found: Any) -> Span:
    return found["start"], found["end"]


def _shared(one: Span, other: Span) -> int:
    """Return the number of characters that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _counts(judged: Sequence[Judged], row: Row) -> list[Counts]:
    """Return the count of a row and the number of quotes, per article."""
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in judged:
        if row.among(one):
            count = counts[one.article.corpus, one.article.id]
            count[0] += row.counted(one)
            count[1] += 1
    return [(found, total, total) for found, total in counts.values()]


def _total(counts: Sequence[Counts]) -> Counts:
    return sum(count[0] for count in counts), sum(count[1] for count in counts), sum(count[2] for count in counts)


def _line(one: Judged) -> str:
    """Format a quote for `--list`: verdict, place, what is shown and what is right."""
    gold, text, predicted = one.gold, one.article.text, one.predicted
    speaker = predicted and predicted["speaker"]
    shown = f"{speaker['text']} = {speaker['resolved']} ({speaker['confidence']})" if speaker else "nobody"
    right = text[slice(*gold["speaker"])] if gold["speaker"] else "not a quote"
    names = {text[start:end] for start, end in gold["names"]}
    place = f"{one.article.corpus} {one.article.id} {gold['start']}-{gold['end']}"
    return " ".join(f"{one.verdict}: {place}: {shown}; right: {right} {names or ''}".split())


if __name__ == "__main__":
    main()
