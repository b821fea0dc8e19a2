"""Decisions are located by the content of articles and quotes, and never shown on others."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsexplore.index.curation.changes import kept, quote_key
from newsexplore.index.curation.curation_file import CurationFile
from newsexplore.index.curation.library import Library
from newsexplore.index.curation.locate import Locator, article_facts, quote_facts, quote_number
from newsexplore.index.decisions import CuratedItem, Curation, EditItem
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine
from newsexplore.index.model import Record

from ...tui.fake_records import record

Fill = Callable[..., Engine]
SAID = "Nobody will load a ship here before the wall is safe,"
BODY = f"The wall broke on Monday.\n\n“{SAID}” said the minister."


@pytest.fixture(params=["whoosh", "tantivy"])
def fill(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fill]:
    """Return a function that replaces the index by one of some records."""
    if request.param != "whoosh" and find_spec(request.param) is None:
        pytest.skip(f"the package {request.param} is not installed")
    engines: list[Engine] = []

    def make(*records: Record) -> Engine:
        engine = open_engine(request.param, tmp_path / f"index{len(engines)}", create=True)
        engines.append(engine)
        writer = engine.writer()
        writer.add(engine.prepare(records))
        writer.commit()
        engine.refresh()
        return engine

    yield make
    for engine in engines:
        engine.close()


def storm(id: str, *, body: str = BODY, **fields: str) -> Record:
    title = fields.pop("title", "Harbour closes the Old Quay")
    said = [(SAID, "direct", "the minister", "Harbour Minister")] if SAID in body else []
    found = record(id, title, body, date="2031-05-05", said=said)  # pyright: ignore[reportArgumentType]
    digest = f"{title} {body}"
    return Record(replace(found.article, digest=digest, **fields), found.annotations)


OTHERS = (record("b1", "Weather", "Rain."), record("b2", "Board publishes its letters", "Forty letters."))


def noted(one: Record) -> Curation:
    return Curation(articles={one.article.id: replace(article_facts(one.article), note="Ask.")})


def test_unmoved_articles_keep_their_keys(fill: Fill) -> None:
    curation = noted(storm("a1"))
    located = Locator(fill(storm("a1"), *OTHERS)).locate(curation)
    assert (located.curation, located.missing, located.keys) == (curation, (), {})


@pytest.mark.parametrize(
    "now",
    [
        storm("z", locator="2031/moved.jsonl#9"),
        storm("z", locator="wire.jsonl#a1", body=BODY.replace("Monday", "Tuesday")),
        storm("z", locator="wire.jsonl#7", body=f"{BODY} More was added later.", url=""),
    ],
    ids=["moved", "edited in its place", "with more at its end"],
)
def test_an_article_under_another_id_is_found_again(fill: Fill, now: Record) -> None:
    curation = noted(storm("a1", locator="wire.jsonl#a1"))
    located = Locator(fill(now, *OTHERS)).locate(curation)
    assert kept(located.curation, "z").note == "Ask." and located.missing == ()


def test_an_address_and_a_title_identify_an_article(fill: Fill) -> None:
    before = storm("a1", url="https://a.example/quay")
    now = storm("z", url="https://a.example/quay", locator="dump.jsonl#5", body="Rewritten from the start.")
    assert kept(Locator(fill(now)).locate(noted(before)).curation, "z").note == "Ask."


@pytest.mark.parametrize(
    "now",
    [
        storm("z", locator="wire.jsonl#2", title="Weather", body="Sun."),
        storm("z", locator="wire.jsonl#2", body="Quite another report of that name."),
        storm("z", locator="wire.jsonl#9", title="Minister promises a lock", body="The lock is next."),
    ],
    ids=["another record in its place", "a namesake in its place", "another article"],
)
def test_a_decision_is_never_shown_on_another_article(fill: Fill, now: Record) -> None:
    curation = noted(storm("a1", locator="wire.jsonl#2"))
    located = Locator(fill(now, *OTHERS)).locate(curation)
    assert located.missing == ("a1",)
    assert located.curation == curation
    assert kept(located.curation, "z").is_empty


def test_ambiguity_is_not_resolved(fill: Fill) -> None:
    twins = [storm("y", locator="a.txt", outlet="One"), storm("z", locator="b.txt", outlet="Two")]
    twins = [Record(replace(one.article, digest=one.article.id), one.annotations) for one in twins]
    assert Locator(fill(*twins)).locate(noted(storm("a1", locator="c.txt"))).missing == ("a1",)


def test_entries_of_an_earlier_version_are_found_by_title_and_locator(fill: Fill) -> None:
    old = {"old": CuratedItem(title="Harbour closes the Old Quay", locator="wire.jsonl#2", note="Ask.")}
    engine = fill(storm("z", locator="wire.jsonl#2"), *OTHERS)
    assert kept(Locator(engine).locate(Curation(articles=old)).curation, "z").note == "Ask."
    weather = {"old": CuratedItem(title="Weather", locator="wire.jsonl#b1", date="2031-01-01", note="Ask.")}
    engine = fill(storm("z", title="Weather", locator="wire.jsonl#b1", body="Sun."))
    assert Locator(engine).locate(Curation(articles=weather)).missing == ("old",)


def test_two_decisions_about_one_article_are_shown_together_and_changed_together(fill: Fill, tmp_path: Path) -> None:
    one = article_facts(storm("a1").article)
    file = CurationFile(tmp_path / "curation.yaml")
    file.change(
        [EditItem("old1", one, add=("dam",), note="First."), EditItem("old2", one, bookmark=True, note="Second.")]
    )
    library = Library(file, fill(storm("z"), *OTHERS))
    assert kept(library.load().curation, "z") == replace(one, bookmark=True, tags=("dam",), note="Second.\n\nFirst.")
    library.change([EditItem("z", one, bookmark=False, remove=("dam",), note="Both.")])
    assert kept(library.located.curation, "z") == replace(one, note="Both.")
    assert file.load().articles.keys() == {"old2"}


def test_locating_continues_where_time_ran_out(fill: Fill) -> None:
    locator = Locator(fill(storm("z"), *OTHERS))
    first = locator.locate(noted(storm("a1")), seconds=-1)
    assert (first.complete, first.missing) == (False, ("a1",))
    second = locator.locate(noted(storm("a1")))
    assert (second.complete, second.missing) == (True, ())


def test_returning_articles_are_found_again(fill: Fill, tmp_path: Path) -> None:
    engine = fill(*OTHERS)
    library = Library(CurationFile(tmp_path / "curation.yaml"), engine)
    CurationFile(tmp_path / "curation.yaml").change([EditItem("a1", article_facts(storm("a1").article), note="Ask.")])
    assert library.load().missing == ("a1",)
    writer = engine.writer()
    writer.add(engine.prepare([storm("z")]))
    writer.commit()
    engine.refresh()
    library.refresh()
    assert library.load().missing == () and kept(library.located.curation, "z").note == "Ask."


def quoted(one: Record, number: int = 0) -> Curation:
    quote = one.annotations.quotes[number]
    key = quote_key(one.article.id, quote.start, quote.end)
    return Curation(quotes={key: replace(quote_facts(one, quote), bookmark=True)})


def test_a_quote_is_found_by_its_words_when_it_moved(fill: Fill) -> None:
    now = storm("a1", body=f"A new first paragraph.\n\n{BODY}")
    located = Locator(fill(now)).locate(quoted(storm("a1")))
    quote = now.annotations.quotes[0]
    key = quote_key("a1", quote.start, quote.end)
    assert located.curation.quotes.keys() == {key} and located.places[key] == ("a1", 0)


def test_a_removed_quote_is_missing_and_not_mistaken_for_another(fill: Fill, tmp_path: Path) -> None:
    before = storm("a1")
    other = "We have no plans at all for the wall or the lock at".ljust(len(SAID), "y")
    body = BODY.replace(SAID, other)
    now = record(
        "a1", "Harbour closes the Old Quay", body, said=[(other, "direct", "the minister", "Harbour Minister")]
    )
    engine = fill(now)
    located = Locator(engine).locate(quoted(before))
    (key,) = quoted(before).quotes
    assert located.missing == (f"{key}?",) and located.places == {} and key not in located.curation.quotes
    file = CurationFile(tmp_path / "curation.yaml")
    quote = before.annotations.quotes[0]
    file.change([EditItem(key, quote_facts(before, quote), note="On the first.")])
    library = Library(file, engine)
    library.load()
    library.change([EditItem(key, CuratedItem(said=now.annotations.quotes[0].text), note="On the other.")])
    assert {key: one.note for key, one in library.located.curation.quotes.items()} == {
        f"{key}?": "On the first.",
        key: "On the other.",
    }
    assert [one.note for one in file.load().quotes.values()] == ["On the first.", "On the other."]
    library.change([EditItem(key, CuratedItem(), note="")])
    assert [one.note for one in file.load().quotes.values()] == ["On the first."]


def test_among_quotes_with_the_same_words_the_speaker_decides() -> None:
    words = "No comment at all,"
    body = f"“{words}” said the minister.\n\n“{words}” said the engineer."
    one = record("a1", "Two say the same", body, said=[(words, "direct", "the minister", "Harbour Minister")])
    first = one.annotations.quotes[0]
    assert first.speaker is not None
    start = one.article.text.rindex(words)
    speaker = replace(first.speaker, resolved="Chief Engineer")
    second = replace(first, start=start, end=start + len(words), speaker=speaker)
    two = Record(one.article, replace(one.annotations, quotes=(first, second)))
    assert quote_number(two, (0, 4), CuratedItem(said=words, speaker="Chief Engineer")) == 1
    assert quote_number(two, (0, 4), CuratedItem(said=words, speaker="Harbour Minister")) == 0
