"""Who is quoted in the results, and the quotes by and about any name, as the user meets them."""

import msgspec
import pytest

from newsexplore.index.model import Quote, Record, SpeakerCount
from newsexplore.index.protocol.answers import Speakers
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.panes.speaker_columns import nothing_heard, summary
from newsexplore.tui.session.trail import Trail

from ..conftest import AppMaker, settle
from ..fake import FakeService
from ..fake_records import RECORDS, SPOKEN
from ..screen import (
    ENGINEER,
    MINISTER,
    SMALL,
    WIDE,
    choose,
    explorer,
    footer,
    names,
    press,
    query,
    said,
    search,
    shown,
    titles,
    trail,
)

UNION = "Pilots' Union"


def rows(app: NewsExplore) -> list[tuple[str, int, int, int]]:
    """Name, quotes, doubtful ones and outlets of each listed speaker."""
    listed = (row for _, row in explorer(app).panes.entities.loaded())
    return [(row.name, row.articles, row.doubtful, row.outlets) for row in listed if row.name]


def doubtful(one: Record) -> Record:
    """An article with no certain speaker."""

    def unsure(quote: Quote) -> Quote:
        speaker = quote.speaker and msgspec.structs.replace(quote.speaker, confidence=0.4)
        return msgspec.structs.replace(quote, speaker=speaker)

    quotes = tuple(map(unsure, one.annotations.quotes))
    return msgspec.structs.replace(one, annotations=msgspec.structs.replace(one.annotations, quotes=quotes))


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_speakers_of_the_results_are_listed_with_quotes_and_outlets(
    make_app: AppMaker, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        mentioned = (await press(pilot, "4"), names(app))[1]
        assert "s speakers" in footer(app)
        await press(pilot, "s")
        assert rows(app) == [(MINISTER, 2, 0, 1), (ENGINEER, 1, 0, 1), (UNION, 1, 0, 1)]
        assert "4 quotes" in shown(app) and "quotes" in shown(app)
        await press(pilot, "s")
        assert names(app) == mentioned


async def test_they_follow_the_query_and_its_mode(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "s")
        await search(pilot, "union")
        assert rows(app) == [(UNION, 1, 0, 1)]
        await search(pilot, "wall")
        assert rows(app) == [(ENGINEER, 1, 0, 1), (MINISTER, 1, 0, 1)]
        await search(pilot, "map")
        await press(pilot, "t")
        assert rows(app) == [(ENGINEER, 1, 0, 1)]


async def test_enter_follows_the_quotes_of_a_speaker(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "s")
        await choose(pilot, MINISTER)
        await press(pilot, "enter")
        assert explorer(app).session.trail == Trail("speaker", MINISTER)
        assert trail(app) == f"trail: what {MINISTER} said · quote 1 of 1 · article 1 of 2"
        before = explorer(app).session.article_id
        await press(pilot, "n")
        assert explorer(app).session.article_id != before
        assert trail(app) == f"trail: what {MINISTER} said · quote 1 of 1 · article 2 of 2"


async def test_a_name_filter_narrows_the_speakers_and_escape_lists_all_again(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "s", "i", *"eng", "enter")
        assert rows(app) == [(ENGINEER, 1, 0, 1)]
        assert "name, title: eng" in shown(app) and "1 of 4 quotes" in shown(app)
        await press(pilot, "i", *"xyz", "enter")
        empty = explorer(app).panes.entities.empty
        assert empty.startswith("No speaker in these results has a name or title that contains “engxyz”.")
        await press(pilot, "escape")
        assert len(rows(app)) == 3
        await press(pilot, "escape")
        assert "North Lock" in names(app)


async def test_a_speaker_filters_and_is_excluded_by_what_they_say(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "s")
        await choose(pilot, ENGINEER)
        await press(pilot, "f")
        assert query(app) == f'speaker:person="{ENGINEER}"' and len(titles(app)) == 1
        await choose(pilot, ENGINEER)
        await press(pilot, "f")
        assert query(app) == ""
        await choose(pilot, MINISTER)
        await press(pilot, "x")
        assert query(app) == f'-speaker:person="{MINISTER}"'
        assert rows(app) == [(UNION, 1, 0, 1)]


async def test_in_quote_search_another_speaker_takes_the_place_of_the_first(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t", "4", "s")
        await choose(pilot, ENGINEER)
        await press(pilot, "enter")
        await search(pilot, f'speaker:"{MINISTER}"')
        explorer(app).session.follow(Trail("speaker", ENGINEER))
        await press(pilot, "2", "f")
        assert query(app) == f'speaker:"{ENGINEER}"'
        await press(pilot, "f")
        assert query(app) == ""


@pytest.mark.parametrize(
    ("key", "field", "found"),
    [("Q", "speaker", ["a leak with a budget"]), ("A", "about", [])],
)
async def test_quotes_by_and_about_an_entity_keep_the_old_query_as_the_scope(
    make_app: AppMaker, key: str, field: str, found: list[str]
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm lock")
        await choose(pilot, UNION)
        assert "Q quotes by" in footer(app) and "A about" in footer(app)
        await press(pilot, key)
        session = explorer(app).session
        assert query(app) == f'in:(storm lock) {field}:"{UNION}"' and session.quotes
        assert session.results is not None
        assert [hit.quote.text for hit in session.results.quotes] == found
        await press(pilot, "backspace")
        assert (query(app), explorer(app).session.quotes) == ("storm lock", False)


async def test_quotes_by_the_name_that_the_trail_follows(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, MINISTER)
        await press(pilot, "enter", "2", "Q")
        assert query(app) == f'speaker:"{MINISTER}"' and explorer(app).session.quotes


async def test_quotes_about_the_speaker_of_a_quote_that_was_found(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        await search(pilot, "older")
        await press(pilot, "1", "A")
        assert query(app) == f'older about:"{ENGINEER}"'


@pytest.mark.parametrize("key", ["Q", "A"])
async def test_without_a_name_it_is_told_how_to_select_one(make_app: AppMaker, key: str) -> None:
    app = make_app(keys={"pane.entities": "6"})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert said(app) == [f"Select an entity first: press 6, move to it, and press {key}."]


async def test_in_quote_search_an_entity_filters_the_quotes_that_its_row_counts(make_app: AppMaker) -> None:
    app = make_app(FakeService([*RECORDS, SPOKEN]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        await search(pilot, "lock OR bill OR wall")
        results = explorer(app).session.results
        assert results is not None
        total = results.total
        counts = {row.name: row.articles for _, row in explorer(app).panes.entities.loaded() if row.name}
        types = {row.name: row.type for _, row in explorer(app).panes.entities.loaded() if row.name}
        named = {name: number for name, number in counts.items() if number}
        assert named == {"North Lock": 2, "Old Quay": 1, "Storm Bill": 1} and total == 5
        for name, number in named.items():
            await choose(pilot, name)
            await press(pilot, "f")
            assert query(app).endswith(f'about:{types[name]}="{name}"')
            results = explorer(app).session.results
            assert results is not None and results.total == number
            await press(pilot, "backspace")
            await choose(pilot, name)
            await press(pilot, "x")
            assert query(app).endswith(f'-about:{types[name]}="{name}"')
            results = explorer(app).session.results
            assert results is not None and results.total == total - number
            await press(pilot, "backspace")


async def test_doubtful_quotes_are_marked(make_app: AppMaker) -> None:
    app = make_app(FakeService([doubtful(RECORDS[0]), *RECORDS[1:]]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "s")
        assert rows(app)[:2] == [(MINISTER, 2, 1, 1), (ENGINEER, 1, 1, 1)]
        (line,) = (line for line in shown(app).splitlines() if f" {MINISTER} " in line and " 2 1? " in line)
        assert line
        assert "2?" in next(line for line in shown(app).splitlines() if "4 quotes" in line)


def test_the_summary_tells_what_is_left_out() -> None:
    found = Speakers(364, 97, (SpeakerCount("A", "person", 9, 2, 1, 3), SpeakerCount("B", "org", 1, 1, 1)), 44)
    assert summary(found, 80, narrowed=False) == "364 quotes · 97 unnamed · 2 of 44 speakers · 3? doubtful"
    assert summary(found, 50, narrowed=False) == "364 quotes · 97 unnamed · 2 of 44 speakers · 3?"
    assert summary(found, 80, narrowed=True) == "10 of 364 quotes · 2 of 44 speakers · 3? doubtful"
    assert summary(Speakers(1, 0, (), 0), 80, narrowed=False) == "1 quote"


def test_an_empty_list_tells_why() -> None:
    assert nothing_heard(Speakers(0, 0), "") == "Nobody is quoted in these results."
    assert nothing_heard(Speakers(1, 1), "") == "The quote in these results names no speaker."
    assert nothing_heard(Speakers(1200, 1200), "") == "The 1,200 quotes in these results name no speaker."
