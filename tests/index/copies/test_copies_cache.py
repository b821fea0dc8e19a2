"""Which articles of an index are copies: found, brought up to date, and complete."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from newsexplore.index.copies import array_file
from newsexplore.index.copies.copies_cache import load_copies, update_copies
from newsexplore.index.copies.copy_index import CopyIndex
from newsexplore.index.copies.verification import copy_overlap, overlap, wording
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, SearchCancelledError, never
from newsexplore.index.model import Annotations, Quote, Record, Speaker
from newsexplore.index.query.tree import Everything

from ...engines.conftest import write
from .made_copies import article, changed, story, vocabulary

ENGINES = ("whoosh", "tantivy")
FAMILY = ("a", "b-changed", "c-cut", "d-same", "e-reordered")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param != "whoosh":
        pytest.importorskip(request.param)
    engine = open_engine(request.param, tmp_path / "index", create=True)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def made() -> list[Record]:
    """Return a story with four copies, another one, a round-up of both, and twenty that have nothing in common."""
    random = Random(5)
    words = vocabulary(random)
    one, other = story(random, words), story(random, words)
    return [
        article("a", one, 1),
        article("b-changed", changed(random, words, one, 0.2), 2, "Post"),
        article("c-cut", one[:70], 3, "Courier"),
        article("d-same", one, 4, "Gazette", "Another title"),
        article("e-reordered", [*one[120:], *one[:120]], 5, "Herald"),
        article("f", other, 6),
        article("g-round-up", [*one, *other], 7, "Digest"),
        *(article(f"x{number}", story(random, words), 8) for number in range(20)),
    ]


def groups(found: CopyIndex) -> set[frozenset[str]]:
    return set(map(frozenset, found.groups))


def links(found: CopyIndex) -> set[frozenset[str]]:
    return {frozenset((id, link.id)) for id, links in found.links.items() for link in links}


def test_copies_are_grouped_and_a_round_up_joins_no_two_stories(engine: Engine, made: list[Record], tmp_path: Path):
    write(engine, made)
    found = update_copies(engine, tmp_path)
    (first, *others) = sorted(groups(found), key=len, reverse=True)
    assert first - {"g-round-up"} == set(FAMILY)
    assert all(not group & first for group in others)
    assert frozenset(("f", "g-round-up")) in links(found)
    assert frozenset(("a", "f")) not in links(found)


def test_a_story_that_every_one_of_many_outlets_edits_is_one_group(engine: Engine, tmp_path: Path):
    random = Random(8)
    words = vocabulary(random)
    text = story(random, words)
    cut = [text[: random.randint(150, 240)] + [random.choice(words) for _ in range(12)] for _ in range(140)]
    versions = [article(f"v{number:03}", one, 2, f"Outlet {number}") for number, one in enumerate(cut)]
    write(engine, [*versions, *(article(f"x{number}", story(random, words), 3) for number in range(20))])
    assert groups(update_copies(engine, tmp_path)) == {frozenset(one.article.id for one in versions)}


@pytest.mark.parametrize("in_memory", [0, 1 << 20])
def test_links_are_those_of_brute_force(
    engine: Engine, made: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: int
):
    monkeypatch.setattr(array_file, "_IN_MEMORY", in_memory)  # numbers from which on they are in temporary files
    for some in (made[:7], made[7:]):
        write(engine, some)
    texts = {one.article.id: one.article for one in made if one.article.id != "d-same"}  # the same as a
    expected = {
        frozenset((one, other))
        for one, other in combinations(sorted(texts), 2)
        if copy_overlap(texts[one], texts[other]) is not None
    }
    assert len(expected) == 11
    assert links(update_copies(engine, tmp_path)) == expected


def test_step_by_step_is_all_at_once(engine: Engine, made: list[Record], tmp_path: Path):
    folder = tmp_path / "steps"
    folder.mkdir()
    for number in range(0, len(made), 3):
        write(engine, made[number : number + 3])
        update_copies(engine, folder)
    write(engine, [article("a", made[-1].article.text.split())], gone=("d-same",))
    write(engine, [made[0]], gone=("x3",))
    steps = update_copies(engine, folder)
    whole = update_copies(engine, tmp_path)
    assert (groups(steps), links(steps)) == (groups(whole), links(whole))
    assert not any("d-same" in group for group in groups(steps))


def test_a_copy_whose_first_text_is_gone_stays_one(engine: Engine, made: list[Record], tmp_path: Path):
    write(engine, made)
    update_copies(engine, tmp_path)
    write(engine, [], gone=("a",))
    first = max(groups(update_copies(engine, tmp_path)), key=len)
    assert first - {"g-round-up"} == set(FAMILY) - {"a"}


def test_a_damaged_file_is_replaced_and_a_cancelled_run_leaves_it(engine: Engine, made: list[Record], tmp_path: Path):
    write(engine, made)
    before = groups(update_copies(engine, tmp_path))
    path = tmp_path / "copies.msgpack"
    path.write_bytes(path.read_bytes()[:-3])
    assert load_copies(tmp_path) is None

    def stop() -> None:
        raise SearchCancelledError

    with pytest.raises(SearchCancelledError):
        update_copies(engine, tmp_path, stop)
    assert groups(update_copies(engine, tmp_path)) == before
    known = load_copies(tmp_path)
    assert known is not None
    assert groups(known) == before


def test_a_run_that_is_stopped_anywhere_leaves_what_was_known(
    engine: Engine, made: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(array_file, "_IN_MEMORY", 10)
    folder = tmp_path / "copies"
    folder.mkdir()
    write(engine, made[:3])
    before = groups(update_copies(engine, folder))
    write(engine, [*made[3:], quoting("q1", "the dam will hold through the winter", "Vorrin"),
                   quoting("q2", "the dam will hold through the winter", "Tillman")])  # fmt: skip
    stops = 0
    while True:
        left = stops

        def check() -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise SearchCancelledError

        try:
            found = update_copies(engine, folder, check)
        except SearchCancelledError:
            known = load_copies(folder)
            assert known is not None and groups(known) == before
            assert [path.name for path in folder.iterdir()] == ["copies.msgpack"]
            stops += 1
        else:
            break
    assert stops > 10
    assert groups(found) == groups(update_copies(engine, tmp_path)) != before


def test_marks_are_stored_for_every_article_and_survive_merging(engine: Engine, made: list[Record]):
    for one in made:
        write(engine, [one])
    stored = {one.id: one for one in engine.copy_marks()}
    assert stored["b-changed"][2:] == (20251102, 1762041600, "Post")
    marks = {id: one.data for id, one in stored.items()}
    assert set(marks) == set(engine.ids(Everything(), sort="newest", cancelled=never))
    assert marks["a"] == marks["d-same"] != marks["f"]


def test_forms_filled_in_again_are_no_copies():
    form = "The bank said it had given the market {} mln in the morning, {} mln more than the {} mln of the day before."
    first = article("a", form.format(284, 120, 205).split()).article
    second = article("b", form.format(371, 42, 118).split()).article
    assert overlap(wording(first), wording(second)).of_first > 0.5
    assert copy_overlap(first, second) is None


def quoting(id: str, words: str, speaker: str = "", stance: str = "affirmed") -> Record:
    said = article(id, f"It was a long day in the harbour {id} {words}".split())
    text = said.article.text
    start = text.index(words.split()[0], text.index(id, 10))
    who = Speaker(0, 3, speaker, speaker) if speaker else None
    quote = Quote(start, len(text), words, "direct", ((start, len(text)),), who, None, stance)  # pyright: ignore[reportArgumentType]
    return Record(said.article, Annotations(quotes=(quote,)))


def test_quotes_repeat_with_the_same_speaker_and_vary_otherwise(engine: Engine, tmp_path: Path):
    words = "the dam will hold through the winter and nobody has to leave"
    write(
        engine,
        [
            quoting("q1", words, "Vorrin"),
            quoting("q2", words, "VORRIN"),
            quoting("q3", words, "Tillman"),
            quoting("q4", words, "Vorrin", "denied"),
            quoting("q5", "the dam will hold through the winter", "Vorrin"),
            quoting("q6", "nothing here is like the others at all", "Vorrin"),
        ],
    )
    found = update_copies(engine, tmp_path)
    assert set(found.repeats) == {(("q1", 0), ("q2", 0))}
    assert {frozenset(id for id, _ in group) for group in found.variants} == {frozenset(("q1", "q2", "q3", "q4", "q5"))}


def test_quotes_compared_step_by_step_are_those_compared_at_once(engine: Engine, tmp_path: Path):
    words = "the dam will hold through the winter and nobody has to leave"
    many = [quoting(f"q{n}", words if n % 2 else f"{words[: 40 + n]} before spring {n}", "Vorrin") for n in range(9)]
    folder = tmp_path / "steps"
    folder.mkdir()
    for one in many:
        write(engine, [one])
        update_copies(engine, folder)
    stepped, whole = load_copies(folder), update_copies(engine, tmp_path)
    assert stepped is not None and len(whole.variants) == 1
    for one, other in ((stepped.variants, whole.variants), (stepped.repeats, whole.repeats)):
        assert list(one) == list(other)
    assert stepped.numbers == whole.numbers
    assert [stepped.printed(id) for id in stepped.numbers] == [whole.printed(id) for id in whole.numbers]


def test_an_article_is_read_once_and_a_likely_copy_twice(
    engine: Engine, made: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    words = "the dam will hold through the winter and nobody has to leave"
    write(engine, [*made, quoting("q1", words, "Vorrin"), quoting("q2", words, "Tillman")])
    read: Counter[str] = Counter()
    for name in ("articles", "records"):
        fetch = getattr(engine, name)

        def count(ids: Sequence[str], fetch: Callable[[Sequence[str]], object] = fetch) -> object:
            read.update(ids)
            return fetch(ids)

        monkeypatch.setattr(engine, name, count)
    found = update_copies(engine, tmp_path)
    assert found.groups and found.variants
    assert set(read.values()) <= {1, 2}
    assert {id for id in read if read[id] == 2} == {*FAMILY, "f", "g-round-up", "q1", "q2"} - {"d-same"}


def test_an_empty_index_has_no_copies(engine: Engine, tmp_path: Path):
    assert not update_copies(engine, tmp_path).groups
