"""The verdicts of `bench/judged.py`, and the judgements it reads."""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
TEXT = "Ann Lee of Acme Corp spoke. The mayor and Bob Ray were there. She said taxes fell."
SAID = (TEXT.index("taxes"), len(TEXT) - 1)


@pytest.fixture(scope="module")
def judged() -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        return importlib.import_module("judged")
    finally:
        sys.path.remove(str(BENCH))


def _gold(words: str | None, *names: str, kind: str = "pronoun") -> dict[str, Any]:
    return {
        "start": SAID[0],
        "end": SAID[1],
        "kind": kind,
        "speaker": words and _place(words),
        "names": [_place(name) for name in names],
        "not_a_quote": words is None,
    }


def _predicted(words: str, resolved: str | None, confidence: float = 0.9) -> dict[str, Any]:
    start, end = _place(words)
    speaker = {"start": start, "end": end, "text": words, "resolved": resolved, "confidence": confidence}
    return {"start": SAID[0], "end": SAID[1], "speaker": speaker}


def _place(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


@pytest.mark.parametrize(
    ("resolved", "confidence", "expected"),
    [
        ("Ann Lee", 0.9, "right"),
        ("Ann Lea", 0.9, "right"),
        ("Bob Ray", 0.9, "wrong"),
        ("the mayor", 0.9, "wrong"),
        ("Bob Ray", 0.4, "marked doubtful"),
    ],
)
def test_a_pronoun_is_judged_by_the_name_it_gets(
    judged: ModuleType, resolved: str, confidence: float, expected: str
) -> None:
    assert judged.verdict(TEXT, _gold("She", "Ann Lee"), _predicted("She", resolved, confidence)) == expected


def test_the_right_name_from_other_words_is_wrong(judged: ModuleType) -> None:
    assert judged.verdict(TEXT, _gold("She", "Ann Lee"), _predicted("Ann Lee", "Ann Lee")) == "wrong"


def test_a_noun_may_stay_unresolved_but_not_resolve_to_a_wrong_name(judged: ModuleType) -> None:
    gold = _gold("The mayor", kind="nominal")
    assert judged.verdict(TEXT, gold, _predicted("The mayor", "the mayor")) == "right"
    assert judged.verdict(TEXT, gold, _predicted("The mayor", "Bob Ray")) == "wrong"


@pytest.mark.parametrize(
    ("shown", "words", "same"),
    [
        ("Ann Lee and Bob Ray", "Ms. Lee and the miller Bob Ray", True),
        ("Ann Lee and Bob Ray", "Ms. Lee and the miller Orin Tarsk", False),
        ("Ann Lee", "Ms. Lee and the miller Bob Ray", False),
        ("Ann Lee", "Ann Lee", False),
    ],
)
def test_two_who_speak_together_are_right_if_both_are_named(
    judged: ModuleType, shown: str, words: str, same: bool
) -> None:
    assert judged.both_named(shown, words) is same


def test_a_certain_speaker_of_no_quote_is_wrong(judged: ModuleType) -> None:
    assert judged.verdict(TEXT, _gold(None, kind="none"), _predicted("She", "Ann Lee")) == "wrong"
    assert judged.verdict(TEXT, _gold(None, kind="none"), None) == "rightly no quote"
    assert judged.verdict(TEXT, _gold("She", "Ann Lee"), None) == "quote not found"


@pytest.mark.parametrize(
    ("shown", "name", "same"),
    [
        ("Acme Corp", "Acme", True),
        ("Permanent Subcommittee", "Permanent Subcommittee on Investigations", True),
        ("Carey", "Woodhouse, Drake and Carey", False),
        ("Honeywell Information Systems", "Honeywell Inc", False),
        ("Acme Steel Works", "ASW", True),
        ("Acme Steel Works", "ASP", False),
    ],
)
def test_half_a_name_is_a_different_name(judged: ModuleType, shown: str, name: str, same: bool) -> None:
    assert judged.same_name(shown, name) is same


def test_of_two_quotes_that_hold_the_judged_words_the_shorter_is_matched(judged: ModuleType) -> None:
    outer, inner = {"start": 0, "end": 80}, {"start": 50, "end": 80}
    assert judged.best_match({"start": 50, "end": 80}, [outer, inner]) is inner


def test_judgements_contain_offsets_and_no_text(judged: ModuleType) -> None:
    for name in judged.FILES:
        for line in (BENCH / name).read_text("utf-8").splitlines():
            one = json.loads(line)
            required = {"corpus", "id", "start", "end", "kind", "speaker", "names", "not_a_quote"}
            assert required <= one.keys() <= required | {"stance"}
            assert one["kind"] in ("name", "nominal", "pronoun", "none")
            assert one.get("stance", "affirmed") in ("affirmed", "denied", "questioned", "urged", "conditional")
            assert (one["speaker"] is None) is one["not_a_quote"]
            assert one["start"] < one["end"] and all(start < end for start, end in one["names"])


def test_no_article_is_in_two_samples(judged: ModuleType) -> None:
    samples = [
        {(one["corpus"], one["id"]) for one in map(json.loads, (BENCH / name).read_text("utf-8").splitlines())}
        for name in judged.FILES
    ]
    assert len(set().union(*samples)) == sum(map(len, samples))
