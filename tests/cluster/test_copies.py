"""Copies on a cluster: those that an engine with all of its marks at hand finds, looked up for what has changed."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.copies.candidates import WIDESPREAD
from newsexplore.index.copies.copies_cache import update_copies
from newsexplore.index.copies.copy_index import CopyIndex
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine
from newsexplore.index.model import Annotations, Article, Quote, Record, Speaker

from ..engines.conftest import write
from ..index.copies.made_copies import article, changed, story, vocabulary
from .proxy import Proxy, proxy
from .server import TestCluster

opensearch_copies = pytest.importorskip("newsexplore.index.engines.opensearch.opensearch_copies")

PHRASE = "the minister of the interior told reporters in the capital late on sunday"
SAID = "the dam will hold through the winter and nobody has to leave"


def quoting(record: Record, said: str, speaker: str) -> Record:
    """Let an article end with a quote."""
    text = f"{record.article.text} {said}"
    start = len(record.article.text) + 1
    who = Speaker(0, 3, speaker, speaker) if speaker else None
    quote = Quote(start, len(text), said, "direct", ((start, len(text)),), who, None)
    one = record.article
    whole = Article(one.id, one.title, text, one.body, one.locator, one.digest, one.date, one.outlet)
    return Record(whole, Annotations(quotes=(*record.annotations.quotes, quote)))


def drawn(random: Random, words: list[str], stories: list[list[str]], id: str) -> Record:
    """Make an article: often a copy, of a story or of a part of one, and most with a quote that others have, too."""
    kind = random.random()
    text = list(random.choice(stories)) if kind < 0.6 else story(random, words)
    if kind < 0.2:
        text = changed(random, words, text, random.choice((0.02, 0.1, 0.3)))
    elif kind < 0.3:
        text = text[: random.randint(50, 150)]
    elif kind < 0.35:
        text = [*text, *random.choice(stories)]
    elif kind > 0.9:
        text = text[: random.choice((0, 1, 2, 5))]  # too short to be compared
    if random.random() < 0.7:
        text = [*text, *PHRASE.split()]
    made = article(id, text, random.randint(1, 28), random.choice(("Wire", "Post", "Courier")))
    for _ in range(random.randint(0, 3)):
        said = SAID.split()
        start = random.randint(0, 4)
        said = said[start : start + random.choice((1, 3, 4, 6, 8, 12))]
        if random.random() < 0.3:
            said = [*said, *random.choices(words, k=4)]
        made = quoting(made, " ".join(said), random.choice(("", "Vorrin", "Tillman")))
    return made


def told(found: CopyIndex) -> tuple[object, ...]:
    """Return all that is known of copies."""
    links = {id: sorted((one.id, round(one.of_first, 9)) for one in some) for id, some in found.links.items()}
    printed = {id: found.printed(id) for id in found.numbers}
    return list(found.groups), links, list(found.repeats), list(found.variants), printed


@pytest.fixture
def between(cluster: TestCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    monkeypatch.delenv("NEWSEXPLORE_OPENSEARCH_HOSTS")
    with proxy(cluster.hosts[0]) as between:
        yield between


def opened(between: Proxy, folder: Path) -> Engine:
    return open_engine("opensearch", folder, create=True, cluster=ClusterConfig(hosts=(between.address,)))


@pytest.mark.parametrize("seed", range(4))
def test_copies_after_each_commit_are_those_of_another_engine(
    between: Proxy, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
):
    random = Random(seed)
    monkeypatch.setattr("newsexplore.index.copies.part_update._WHOLE", 2.0)
    if seed % 2:  # many requests, each for a few
        for name, size in (("_KEYS", 2), ("_SEARCHES", 2), ("_QUOTES", 3), ("_HASHES", 40), ("_CLAUSES", 30)):
            monkeypatch.setattr(opensearch_copies, name, size)
        monkeypatch.setattr(opensearch_copies, "_MOST", 3)
    words = vocabulary(random)
    stories = [story(random, words) for _ in range(6)]
    plain = open_engine("whoosh", tmp_path / "plain", create=True)
    engine = opened(between, tmp_path / "index")
    folders = [tmp_path / "copies", tmp_path / "plain copies"]
    for folder in folders:
        folder.mkdir()
    held: list[str] = []
    number = 0
    for step in range(4):
        fresh = [f"{random.randint(100, 999)}-{(number := number + 1)}" for _ in range(random.randint(1, 25))]
        again = random.sample(held, min(len(held), random.randint(0, 5)))
        gone = random.sample([id for id in held if id not in again], min(len(held) - len(again), random.randint(0, 6)))
        records = [drawn(random, words, stories, id) for id in (*fresh, *again)]
        held = [id for id in (*held, *fresh) if id not in gone]
        for one in (engine, plain):
            write(one, records, gone)
        if random.random() < 0.7 or step == 0:
            assert told(update_copies(engine, folders[0])) == told(update_copies(plain, folders[1]))
    found = update_copies(engine, folders[0])
    assert told(found) == told(update_copies(plain, folders[1]))
    assert found.groups and found.repeats and found.variants and found.links
    for one in (engine, plain):
        one.close()


def test_a_hash_that_very_many_texts_have_counts_for_none(between: Proxy, tmp_path: Path):
    random = Random(3)
    words = vocabulary(random)
    text = story(random, words, 60)
    # Its runs are in more texts than are compared, and one of them stands in very many articles with the same words.
    versions = [article(f"v{n}", changed(random, words, text, 0.05), 2) for n in range(WIDESPREAD + 30)]
    same = story(random, words)
    printed = [article(f"p{n}", same, 3) for n in range(WIDESPREAD + 10)]
    late = [article("late", changed(random, words, text, 0.05), 4), article("w", changed(random, words, same, 0.1), 5)]
    plain = open_engine("whoosh", tmp_path / "plain", create=True)
    engine = opened(between, tmp_path / "index")
    found: list[CopyIndex] = []
    for one, name in ((plain, "plain copies"), (engine, "copies")):
        (tmp_path / name).mkdir()
        write(one, [*versions, *printed])
        update_copies(one, tmp_path / name)
        write(one, late)
        found.append(update_copies(one, tmp_path / name))
        one.close()
    assert told(found[0]) == told(found[1])
    assert {one.id for one in found[1].links["w"]} == {"p0"}


def test_the_requests_for_a_commit_do_not_grow_with_the_index(between: Proxy, tmp_path: Path):
    random = Random(4)
    words = vocabulary(random)
    stories = [story(random, words) for _ in range(4)]
    engine = opened(between, tmp_path / "index")
    folder = tmp_path / "copies"
    folder.mkdir()

    def requests(number: int, start: int) -> int:
        """Return how many requests follow when 20 articles are added to so many more."""
        write(engine, [drawn(random, words, stories, f"a{start}-{n}") for n in range(number)])
        update_copies(engine, folder)
        write(engine, [drawn(Random(n), words, stories, f"b{start}-{n}") for n in range(20)])
        before = len(between.requests)
        update_copies(engine, folder)
        return len(between.requests) - before

    few, many = requests(150, 0), requests(800, 1)
    assert many <= few + 4
    assert few < 40
    engine.close()


def test_what_cannot_be_told_is_looked_for_among_all(between: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    random = Random(5)
    words = vocabulary(random)
    stories = [story(random, words) for _ in range(3)]
    engine = opened(between, tmp_path / "index")
    for name in ("copies", "again"):
        (tmp_path / name).mkdir()
    write(engine, [drawn(random, words, stories, f"a{n}") for n in range(60)])
    update_copies(engine, tmp_path / "copies")
    write(engine, [drawn(random, words, stories, f"b{n}") for n in range(5)], ["a3"])
    monkeypatch.setattr(opensearch_copies, "read_mark", lambda mark: None)  # pyright: ignore[reportUnknownLambdaType]
    assert told(update_copies(engine, tmp_path / "copies")) == told(update_copies(engine, tmp_path / "again"))
    engine.close()


def test_hashes_are_written_as_terms_in_their_order():
    from newsexplore.index.engines.opensearch.opensearch_schema import few_terms, run_terms

    hashes = np.array((3, 2**31, 2**32 - 2), np.uint32)
    assert run_terms(hashes) == ["00000003", "80000000", "fffffffe"]
    assert not set(few_terms(hashes)) & set(run_terms(hashes))
