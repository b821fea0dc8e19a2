"""What extraction remembers of words and names is bounded, and forgetting it changes nothing."""

import random
import tracemalloc

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.annotate.entities import builtin_engine, crf, firm_names, rules, spelling
from newsexplore.index.annotate.entities.builtin_engine import MODEL
from newsexplore.index.annotate.entities.features import Reading
from newsexplore.index.annotate.lexicon import gazetteers
from newsexplore.index.annotate.lexicon.lists import load
from newsexplore.index.annotate.text import document
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.annotate.text.words import Splitter
from newsexplore.index.config.load import load_config

_KNOWN = 'Angela Merkel said on Monday in Paris that Siemens AG had agreed. "We agreed," she said.'


def _text(seed: int) -> str:
    """A text of 100 names that no other text holds."""
    rng = random.Random(seed)
    names = ["".join(rng.choices("abcdefghiklmnoprstuvz", k=9)).title() for _ in range(200)]
    pairs = zip(names[::2], names[1::2], strict=True)
    # Firms and their units as well: pairs of names are compared, of which there are more than names.
    return " ".join(
        f"Minister {first} {last} met the board in {last}-based {first}. {last} Corp sold {last} Securities Corp."
        for first, last in pairs
    )


@pytest.fixture
def annotator(monkeypatch: pytest.MonkeyPatch) -> Annotator:
    """An annotator that remembers little."""
    for module in (rules, firm_names, spelling, document):
        monkeypatch.setattr(module, "_CACHED", 700)
    for module in (builtin_engine, gazetteers):
        monkeypatch.setattr(module, "_REMEMBERED", 700)
    config = load_config(None)
    return Annotator(config.quotes, config.entities)


def test_memory_does_not_grow_with_the_number_of_names(annotator: Annotator) -> None:
    for seed in range(12):  # until all that is remembered has been forgotten once
        annotator.annotate(_text(seed), "en")
    held: list[int] = []
    tracemalloc.start()
    try:
        for seed in range(12, 32):
            annotator.annotate(_text(seed), "en")
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    # Ten texts that were remembered whole would take 1 to 3 MB.
    assert max(held[10:]) - max(held[:10]) < 400_000


def test_what_is_found_does_not_depend_on_what_was_read_before(annotator: Annotator) -> None:
    before = annotator.annotate(_KNOWN, "en")
    for seed in range(6):
        annotator.annotate(_text(seed), "en")
    assert annotator.annotate(_KNOWN, "en") == before
    assert before.entities[0].name == "Angela Merkel"


def test_words_that_recur_keep_their_weights_and_all_others_are_forgotten() -> None:
    tagger, splitter = crf.Tagger(crf.Model(MODEL)), Splitter(load("common_words"))
    read = make_document("Helena Marsk met Orin in Velmora. Marsk left Velmora.")
    before = tagger.weigh(Reading(read, splitter)).weights.tolist()
    marsk, helena = splitter.word("Marsk"), splitter.word("Helena")
    tagger.forget(splitter.forget(100))
    assert splitter.word("Marsk") is marsk
    assert splitter.word("Helena") is not helena
    assert tagger.weigh(Reading(read, splitter)).weights.tolist() == before
    tagger.forget(splitter.forget(1))  # more recur: none is kept
    assert splitter.word("Marsk") is not marsk
    assert tagger.weigh(Reading(read, splitter)).weights.tolist() == before


def test_forgetting_asks_for_no_second_table_of_weights() -> None:
    tagger, splitter = crf.Tagger(crf.Model(MODEL)), Splitter(load("common_words"))
    tagger.weigh(Reading(make_document("Helena Marsk met Orin in Velmora."), splitter))
    tracemalloc.start()
    try:
        tagger.forget(splitter.forget(100))
        assert tracemalloc.get_traced_memory()[1] < 1_000_000  # the table has 12 MB
    finally:
        tracemalloc.stop()
