"""The storage format of records, and the compression dictionary of larger indexes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError, never
from newsexplore.index.engines.packed import small_numbers, transaction
from newsexplore.index.engines.packed.record_blocks import read_dictionary
from newsexplore.index.engines.packed.records import decode, decode_article, decode_digest, encode, encode_digest
from newsexplore.index.model import Annotations, Article, Block, Cue, Entity, Mention, Quote, Record, Speaker
from newsexplore.index.query.tree import Node, Phrase, Word

from .conftest import write
from .records import corpus

RECORDS = corpus()
TEXT = "Dam\n\nThe dam holds, the minister said. He added: it will."
PLACES = st.integers(0, len(TEXT))
SPANS = st.tuples(PLACES, PLACES).map(lambda span: (min(span), max(span)))
WORDS = st.one_of(SPANS.map(lambda span: TEXT[span[0] : span[1]]), st.text(st.characters(exclude_categories=["Cs"])))


@st.composite
def speakers(draw: st.DrawFn) -> Speaker:
    start, end = draw(SPANS)
    text = draw(st.one_of(st.just(TEXT[start:end]), WORDS))
    resolved = draw(st.one_of(st.just("Minister"), WORDS))
    confidence = draw(st.one_of(st.sampled_from((1.0, 0.85, 0.333)), st.floats(0, 1)))
    return Speaker(start, end, text, resolved, draw(st.sampled_from((None, 0, 1))), confidence)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    start, end = draw(SPANS)
    parts = tuple(draw(st.lists(SPANS, max_size=3)))
    text = draw(st.one_of(st.just(" … ".join(TEXT[a:b] for a, b in parts)), WORDS))
    cue = draw(st.none() | st.builds(lambda span, text: Cue(span[0], span[1], text), SPANS, WORDS))
    return Quote(start, end, text, draw(st.sampled_from(("direct", "mixed", "indirect"))), parts,
                 draw(st.none() | speakers()), cue)  # fmt: skip


MENTIONS = st.builds(lambda span, entity: Mention(span[0], span[1], entity), SPANS, st.integers(0, 1))
ANNOTATIONS = st.builds(
    Annotations,
    blocks=st.lists(st.builds(lambda span: Block(span[0], span[1], "paragraph"), SPANS), max_size=3).map(tuple),
    entities=st.just((Entity("Minister", "person", ("the minister",)), Entity("Dam", "place"))),
    mentions=st.lists(
        st.builds(lambda span, n: Mention(span[0], span[1], n), SPANS, st.integers(0, 1)), max_size=4
    ).map(tuple),
    quotes=st.lists(quotes(), max_size=3).map(tuple),
)
ARTICLES = st.builds(
    Article,
    id=st.just("a"),
    title=st.one_of(st.just("Dam"), WORDS),
    text=st.just(TEXT),
    body=st.sampled_from((0, 1, 5)),
    locator=st.sampled_from(("/news/a.json#1", "elsewhere", "/news/a.json")),
    digest=WORDS,
    topics=st.lists(WORDS, max_size=2).map(tuple),
    source=st.sampled_from(("/news/a.json", "")),
    extra=st.lists(st.tuples(st.sampled_from(("section", "page", "rights")), WORDS), max_size=3).map(tuple),
)


@given(ARTICLES, ANNOTATIONS)
def test_any_record_round_trips(article: Article, annotations: Annotations):
    record = Record(article, annotations)
    assert decode(encode(record), article.id, article.digest) == record
    assert decode_article(encode(record), article.id, article.digest) == article


@given(st.text() | st.binary().map(bytes.hex))
def test_any_digest_round_trips(digest: str):
    assert decode_digest(encode_digest(digest)) == digest


@pytest.fixture
def learning(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return an index with a dictionary trained on its first commit, and packs with and without it."""
    monkeypatch.setattr(transaction, "LEARNT_FROM", 20)
    for start in range(0, len(RECORDS), 20):
        write(engine, RECORDS[start : start + 20])
    return engine


def dictionary(folder: Path) -> Path:
    (path,) = folder.glob("*.dictionary")
    return path


def test_a_small_index_has_no_dictionary(filled: Engine, folder: Path, engine: Engine):
    write(engine, RECORDS)
    assert not list(folder.glob("*.dictionary"))


def test_records_round_trip_with_and_without_a_dictionary(learning: Engine, engine_name: str, folder: Path):
    ids = [one.article.id for one in RECORDS]
    assert learning.records(ids) == RECORDS
    assert learning.check() == []
    again = open_engine(engine_name, folder, create=False)
    assert again.records(ids) == RECORDS
    again.close()


def test_a_dictionary_is_trained_once(learning: Engine, folder: Path):
    before = dictionary(folder).read_bytes()
    write(learning, RECORDS[:30])
    assert dictionary(folder).read_bytes() == before
    assert not dictionary(folder).stat().st_mode & 0o077


def test_merged_segments_use_the_dictionary(learning: Engine):
    for start in range(0, 40, 5):
        write(learning, RECORDS[start : start + 5])
    assert learning.records([one.article.id for one in RECORDS]) == RECORDS
    assert learning.check() == []


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"other words")])
def test_a_missing_or_damaged_dictionary_is_an_error_with_advice(
    learning: Engine, engine_name: str, folder: Path, harm: Callable[[Path], object]
):
    harm(dictionary(folder))
    read_dictionary.cache_clear()
    again = open_engine(engine_name, folder, create=False)
    assert again.check()
    with pytest.raises(EngineError, match=r"damaged.*--rebuild"):
        again.records([one.article.id for one in RECORDS])
    again.close()


TREES = (Word("", "dam"), Word("entity", "minister"), Phrase("", ("the", "minister")), Word("quote", "water"))


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_three_byte_documents_are_found_like_two_byte_ones(
    filled: Engine, engine: Engine, monkeypatch: pytest.MonkeyPatch, tree: Node
):
    monkeypatch.setattr(small_numbers, "_TWO_BYTES", 0)
    for start in range(0, len(RECORDS), 10):
        write(engine, RECORDS[start : start + 10])

    def ids(one: Engine) -> list[str]:
        return list(one.ids(tree, sort="newest", cancelled=never))

    assert ids(engine) == ids(filled)
    assert engine.check() == []
