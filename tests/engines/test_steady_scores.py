"""The order of near-equal hits is that of the articles: it does not depend on how often a run was interrupted."""

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine
from newsexplore.index.model import Annotations, Quote, Record
from newsexplore.index.query.tree import And, Forms, Node, Not, Or, Phrase, Word

from .conftest import write
from .finding import found, found_quotes
from .records import record

WORDS = [f"{first}{last}" for first in ("dam", "har", "pri", "wat") for last in ("", "a", "b", "ce", "de", "er", "ing")]
ALL = 260
BEST = 150
"""Hits that are compared: the best 200 by the scores of the native engine are scored again."""


def text_of(dice: random.Random) -> str:
    """Return a text of some hundred words, a few of them far more frequent than the rest."""
    return " ".join(WORDS[int(len(WORDS) * dice.random() ** 2)] for _ in range(dice.randrange(40, 400)))


def articles(seed: str) -> list[Record]:
    """Return articles that differ a little in length and in how often each word occurs."""
    dice = random.Random(seed)
    made: list[Record] = []
    for number in range(ALL):
        title = " ".join(dice.choice(WORDS) for _ in range(dice.randrange(3, 9)))
        one = record(f"{number:03}", title, text_of(dice))
        start = one.article.text.index(" ", one.article.body)
        text = one.article.text[start + 1 : start + 1 + dice.randrange(30, 300)]
        quote = Quote(start + 1, start + 1 + len(text), text, "direct", ((start + 1, start + 1 + len(text)),))
        made.append(replace(one, annotations=Annotations(quotes=(quote,))))
    return made


TREES: tuple[Node, ...] = (
    *(Word("", word) for word in WORDS[:8]),
    *(And((Word("", one), Word("", other))) for one, other in zip(WORDS, WORDS[5:], strict=False)),
    *(Or((Word("", one), Word("text", other))) for one, other in zip(WORDS, WORDS[9:], strict=False)),
    *(Phrase("", pair, slop) for pair in (("dam", "dama"), ("dama", "damb")) for slop in (0, 2)),
    Or((And((Word("", "dam"), Word("", "priing"))), Word("", "water"))),
    And((Word("", "dam"), Not(Word("title", "dama")))),
    Forms("", ("dama", "daming", "water")),
)


@pytest.fixture(scope="module")
def whole(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return an index that was written in one commit."""
    if engine_name == "opensearch":
        pytest.skip("the shards of a cluster count deleted documents until the servers merge them away")
    engine = open_engine(engine_name, tmp_path_factory.mktemp("whole") / "index", create=True)
    write(engine, articles("now"))
    return engine


def in_pieces(engine: Engine) -> None:
    """Write the same articles as a run that was interrupted again and again."""
    made = articles("now")
    for start in range(0, ALL, 23):
        write(engine, made[start : start + 23])


def over_others(engine: Engine) -> None:
    """Write other articles first, and replace them a few at a time: some are not merged away yet."""
    made = articles("now")
    write(engine, [*articles("before"), *(record(f"more {n}", "dam", text_of(random.Random(n))) for n in range(9))])
    for start in range(0, ALL, 60):
        write(engine, made[start : start + 60])
    writer = engine.writer()
    writer.remove([f"more {n}" for n in range(9)])
    writer.commit()
    engine.refresh()
    write(engine, made[:4])


@pytest.mark.parametrize("written", [in_pieces, over_others], ids=lambda one: one.__name__)
def test_the_order_of_hits_does_not_depend_on_how_an_index_was_made(
    whole: Engine, engine_name: str, tmp_path: Path, written: object
):
    assert callable(written)
    engine = open_engine(engine_name, tmp_path / "index", create=True)
    written(engine)
    for tree in TREES:
        assert found(engine, tree, limit=BEST) == found(whole, tree, limit=BEST), tree
        assert found(engine, tree, limit=10) == found(whole, tree, limit=10), tree
        assert found(engine, tree, offset=30, limit=10) == found(whole, tree, offset=30, limit=10), tree
        assert found_quotes(engine, tree)[:BEST] == found_quotes(whole, tree)[:BEST], tree
    engine.close()


@pytest.mark.parametrize("size", [7, 40])
def test_pages_of_near_equal_hits_join_to_the_full_list(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, engine_name: str, size: int
):
    if engine_name == "tantivy":
        from newsexplore.index.engines.tantivy import steady_scores

        monkeypatch.setattr(steady_scores, "RESCORED", 50)  # those after them are in tantivy's own order
    in_pieces(engine)
    tree = Or((Word("", "dam"), Word("", "water")))
    every = found(engine, tree)
    assert len(every) > 200
    assert [id for at in range(0, len(every), size) for id in found(engine, tree, offset=at, limit=size)] == every


def test_thousands_of_texts_with_one_score_are_explained_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, engine_name: str
):
    if engine_name != "tantivy":
        pytest.skip("scores of this engine need no explanation")
    from newsexplore.index.engines.tantivy import steady_scores

    write(engine, [record(f"{number:04}", "dam", f"water {number:04}") for number in range(1000)])
    explained: list[object] = []
    explain = steady_scores.explain

    def counted(*args: object) -> object:
        explained.append(args)
        return explain(*args)  # pyright: ignore[reportArgumentType]

    engine.refresh()
    found(engine, Word("", "water"), limit=10)  # looks up what tantivy scores by
    monkeypatch.setattr(steady_scores, "explain", counted)
    assert len(found(engine, Word("", "dam"), limit=10)) == 10
    assert 1 <= len(explained) <= 4
