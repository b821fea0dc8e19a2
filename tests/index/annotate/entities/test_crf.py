"""The model file: what is in it, and what is said of one that is damaged."""

from array import array
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsexplore.index.annotate.entities import crf
from newsexplore.index.annotate.entities.builtin_engine import MODEL


@pytest.fixture(scope="module")
def model() -> crf.Model:
    return crf.Model(MODEL)


def test_the_shipped_model_is_small_and_knows_every_kind_of_name(model: crf.Model) -> None:
    assert MODEL.stat().st_size < 4_000_000
    assert set(model.labels) == {"O"} | {f"{at}-{kind}" for at in "BI" for kind in ("person", "org", "place", "misc")}


def test_the_shipped_model_carries_its_licence() -> None:
    licence = MODEL.with_name(MODEL.name + ".LICENSE").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in licence
    assert "Universal NER" in licence
    assert "WikiGold" in licence


def test_leanings_add_to_both_labels_of_a_kind(tmp_path: Path) -> None:
    model = crf.Model(MODEL)
    before = model.weights[model.numbers["!first"]].copy()
    model.lean([("!first", "org", 1.5), ("!unheard of", "org", 2.0)])
    added = dict(zip(model.labels, model.weights[model.numbers["!first"]] - before, strict=True))
    assert {label for label, weight in added.items() if abs(weight - 1.5) < 1e-9} == {"B-org", "I-org"}
    assert model.weights[model.numbers["!unheard of"]].sum() == 4.0


@pytest.mark.parametrize("damage", ["empty", "other", "short"])
def test_a_damaged_model_is_named_and_what_to_do_said(tmp_path: Path, damage: str) -> None:
    data = {"empty": b"", "other": b"PK\3\4" + bytes(100), "short": MODEL.read_bytes()[:2000]}[damage]
    path = tmp_path / "broken.crfsuite"
    path.write_bytes(data)
    with pytest.raises(crf.ModelError, match=r"broken\.crfsuite: .*install newsexplore again"):
        crf.Model(path)


@cache
def _tagger() -> crf.Tagger:
    return crf.Tagger(crf.Model(MODEL))


def _best(tagger: crf.Tagger, weights: crf.Floats) -> float:
    """The best score of any labels, by trying them all; inside labels may only go on a name."""
    moves = np.array(
        [[tagger.move(before, after) for after in range(len(tagger.labels))] for before in range(len(tagger.labels))]
    )
    outside = tagger.labels.index("O")
    scores = weights[0] + moves[outside]
    for row in weights[1:]:
        scores = (scores[:, None] + moves).max(0) + row
    return float((scores + moves[:, outside]).max())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_decoding_many_stretches_at_once_finds_the_best_labels_of_each(lengths: list[int], seed: int) -> None:
    tagger = _tagger()
    ends = list(accumulate(lengths, initial=0))
    stretches = crf.Stretches(list(pairwise(ends)))
    weights = np.random.default_rng(seed).normal(0, 5, (sum(lengths), len(tagger.labels)))
    stretches.weights = array("d", weights.tobytes())
    found = tagger.decode(stretches)
    outside = tagger.labels.index("O")
    for start, end in pairwise(ends):
        own, labels = weights[start:end], found[start:end]
        path = [outside, *labels, outside]
        score = sum(own[at, label] for at, label in enumerate(labels))
        score += sum(tagger.move(before, after) for before, after in pairwise(path))
        assert score == pytest.approx(_best(tagger, own))


def test_decoding_some_stretches_again_leaves_the_labels_of_the_others() -> None:
    tagger = crf.Tagger(crf.Model(MODEL))
    stretches = crf.Stretches([(0, 2), (2, 3), (3, 5)])
    size = len(tagger.labels)
    stretches.weights = array("d", np.random.default_rng(7).normal(0, 5, 5 * size).tobytes())
    labels = [-1] * 5
    tagger.decode_again(stretches, [1, 2], labels)
    assert labels == [-1, -1, *tagger.decode(stretches)[2:]]
