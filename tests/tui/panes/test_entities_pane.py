"""The entities pane, and filtering the search with it."""

import asyncio

import msgspec
import pytest
from textual import events

from newsexplore.index.model import EntityCount, Facets, SpeakerCount
from newsexplore.index.protocol.answers import FacetsAnswer, Speakers
from newsexplore.index.protocol.questions import CountCooccurrences, CountFacets, CountSpeakers
from newsexplore.tui.explorer.messages import IndexChanged
from newsexplore.tui.panes.entities_pane import EntitiesPane, EntityRow, entity_rows
from newsexplore.tui.panes.entity_request import MANY
from newsexplore.tui.panes.search_line import SearchLine
from newsexplore.tui.session.trail import Trail

from ..conftest import AppMaker, settle, until
from ..fake import FakeService
from ..fake_records import RECORDS, record
from ..screen import (
    BOARD,
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
    shown,
    titles,
)


async def test_excluding_an_entity_toggles(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, MINISTER)
        await press(pilot, "enter", "4", "x")
        assert query(app) == f'-person="{MINISTER}"'
        assert sorted(titles(app)) == ["Board publishes its letters", "What the tide leaves behind"]
        await press(pilot, "1", "x")
        assert query(app) == "" and len(titles(app)) == 5


async def test_an_exclusion_replaces_the_filter(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, "Storm Bill")
        await press(pilot, "f")
        assert query(app) == 'misc="Storm Bill"'
        await choose(pilot, "Storm Bill")
        await press(pilot, "x")
        assert query(app) == '-misc="Storm Bill"'


@pytest.mark.parametrize("key", ["f", "x"])
async def test_without_a_selection_it_says_how_to_select(make_app: AppMaker, key: str) -> None:
    app = make_app(keys={"pane.entities": "6"})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert said(app) == [f"Select an entity first: press 6, move to it, and press {key}."]


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_letters_filter_the_entities_of_all_results(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("4", "i", *"loc")
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert names(app) == ["North Lock"]
        assert "name: loc▏" in shown(app)
        assert "Enter done" in footer(app) and "f filter" not in footer(app)
        await press(pilot, "enter")
        assert "name: loc  Esc: all" in shown(app) and "i narrow" in footer(app)
        await press(pilot, "enter")
        assert explorer(app).session.trail == Trail("entity", "North Lock", "place")


async def test_while_filtering_no_letter_is_a_command(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("4", "i", *"q1", "slash", "question_mark", "space", *"jvxM;X")
        await settle(pilot)
        assert app.is_running and app.screen.query_one(EntitiesPane).wanted.holding == "q1/? jvxM;X"
        assert app.focused is app.screen.query_one(EntitiesPane)
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert "No name" in shown(app) and "lists all entities again" in shown(app)
        await pilot.press("ctrl+u", *"quay", "backspace", "backspace")
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert names(app) == ["Old Quay"]


async def test_a_name_is_found_by_another_spelling_and_pasted(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("4", "i")
        app.screen.query_one(EntitiesPane).post_message(events.Paste("THE unión\n\x1b[31m"))
        await pilot.pause()
        assert app.screen.query_one(EntitiesPane).wanted.holding.startswith("THE unión")
        assert "\x1b" not in app.screen.query_one(EntitiesPane).wanted.holding
        await pilot.press("ctrl+u", *"the union")
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert names(app) == ["Pilots' Union"]


async def test_fast_typing_requests_entities_once(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        service.asked.clear()
        await pilot.press("4", "i")
        for letter in "harbour":
            app.post_message(events.Key(letter, letter))
        await pilot.pause()
        await asyncio.sleep(0.15)
        await settle(pilot)
        assert [one.holding for one in service.asked if isinstance(one, CountFacets)] == ["harbour"]


async def test_no_letter_typed_right_after_the_key_is_lost_or_a_command(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("4")
        for letter in "iunion in":
            app.post_message(events.Key("space" if letter == " " else letter, letter))
        await pilot.pause()
        await settle(pilot)
        assert app.screen.query_one(EntitiesPane).wanted.holding == "union in"


@pytest.mark.parametrize("keys", [("escape",), ("enter", "escape")])
async def test_escape_lists_all_entities_again(make_app: AppMaker, keys: tuple[str, ...]) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = names(app)
        await pilot.press("4", "i", *"lock")
        await asyncio.sleep(0.1)
        await press(pilot, *keys)
        assert names(app) == before
        assert app.focused is app.screen.query_one(EntitiesPane)
        assert "name:" not in shown(app)


async def test_a_filtered_list_stays_filtered_when_the_search_changes(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("4", "i", *"harbour")
        await asyncio.sleep(0.1)
        await press(pilot, "enter", "f")
        assert query(app) == f'person="{MINISTER}"'
        assert names(app) == [MINISTER, BOARD]


async def test_cooccurrences_are_counted(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = names(app)
        await choose(pilot, ENGINEER)
        await press(pilot, "v")
        assert "4 Entities · with Chief" in shown(app)
        assert f" with {ENGINEER} · 1" in shown(app)
        assert "both more" in shown(app) and ENGINEER not in names(app)
        row = next(row for _, row in app.screen.query_one(EntitiesPane).loaded() if row.name == "Old Quay")
        assert (row.articles, row.times) == (1, pytest.approx(5 / 3))
        assert "×1.7" in shown(app)
        await press(pilot, "v")
        assert names(app) == before
        await choose(pilot, ENGINEER)
        await press(pilot, "v", "escape")
        assert names(app) == before and app.focused is app.screen.query_one(EntitiesPane)


async def test_cooccurrences_follow_the_search(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, ENGINEER)
        await press(pilot, "v")
        app.screen.query_one(SearchLine).input.value = "tide"
        await press(pilot, "slash", "enter")
        assert names(app) == []
        assert "No other name appears" in shown(app)


async def test_a_cancelled_answer_is_not_listed(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = names(app)
        await choose(pilot, ENGINEER)
        service.delay = 60
        await pilot.press("v")
        await until(pilot, lambda: any(isinstance(one, CountCooccurrences) for one in service.asked))
        service.delay = 0.0
        await pilot.press("v")
        await until(pilot, lambda: service.cancelled)
        await settle(pilot)
        assert names(app) == before
        assert [one.entity for one in service.cancelled if isinstance(one, CountCooccurrences)] == [
            ("person", ENGINEER)
        ]


async def test_rare_entities_of_the_open_article_are_counted_too(make_app: AppMaker) -> None:
    """Entities that are not among the most frequent of the results have a count, too."""

    class Few(FakeService):
        """Returns only the most frequent entity."""

        async def ask(self, question: object, on_part: object = None) -> object:  # pyright: ignore[reportIncompatibleMethodOverride]
            if not isinstance(question, CountFacets) or question.among is not None:
                return await super().ask(question, on_part)  # pyright: ignore[reportArgumentType]
            few = await super().ask(msgspec.structs.replace(question, holding="old quay"))
            also = await super().ask(msgspec.structs.replace(question, among=question.also))
            assert isinstance(few, FacetsAnswer)
            assert isinstance(also, FacetsAnswer)
            return msgspec.structs.replace(few, also=also.facets.entities)

    app = make_app(Few())
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        rows = {row.name: row for _, row in app.screen.query_one(EntitiesPane).loaded()}
        assert rows[BOARD] == EntityRow(BOARD, "org", 3, 3)
        assert "Storm Bill" not in rows


async def test_entities_without_any_say_what_to_do(make_app: AppMaker) -> None:
    app = make_app(FakeService([record("x", "Quiet", "Nothing of note.")]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        flat = " ".join(shown(app).split())
        assert "This article and the results" in flat and "Press /" in flat


def test_entities_are_listed_by_type_those_of_the_article_first() -> None:
    rows = entity_rows(
        {("person", "A"): 1, ("person", "B"): 4},
        {("person", "C"): 9, ("person", "B"): 2, ("person", "D"): 9, ("place", "E"): 1},
        {("person", "A"): 3, ("person", "Z"): 5},
        1,
    )
    assert rows == [
        EntityRow("", "person"), EntityRow("B", "person", 4, 2), EntityRow("A", "person", 1, 3),
        EntityRow("C", "person", 0, 9), EntityRow("", "place"), EntityRow("E", "place", 0, 1),
    ]  # fmt: skip


async def test_thousands_of_entities_do_not_block(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = app.screen.query_one(EntitiesPane)
        pane.wanted = pane.wanted._replace(limit=MANY)
        kinds = ("person", "org", "place", "misc")
        pane.show_results([EntityCount(f"Name {n}", kinds[n % 4], 2000 - n, n) for n in range(2000)])
        await press(pilot, "4", "G")
        assert "Name 1999" in shown(app)
        assert pane.total == 2004 + len(RECORDS[0].annotations.entities)


class ManyNames(FakeService):
    """Answers with thousands of names of each type, a page at a time."""

    async def ask(self, question: object, on_part: object = None) -> object:  # pyright: ignore[reportIncompatibleMethodOverride]
        if isinstance(question, CountFacets) and question.among is None:
            page = range(question.offset, min(MORE, question.offset + question.limit))
            counts = [EntityCount(f"{kind} {n:05}", kind, 9, 9) for n in page for kind in question.types]
            return FacetsAnswer(Facets(tuple(counts), (), tuple((kind, MORE) for kind in question.types)))
        if isinstance(question, CountSpeakers):
            said = [SpeakerCount(f"voice {n:05}", "person", 9, 9, 9, 0) for n in range(min(8 * MANY, question.limit))]
            return Speakers(99, 0, tuple(said), 8 * MANY)
        return await super().ask(question, on_part)  # pyright: ignore[reportArgumentType]


MORE = 2 * MANY + 3


async def test_the_end_of_a_list_brings_the_next_names_until_all_are_listed(make_app: AppMaker) -> None:
    app = make_app(ManyNames())
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "a")
        pane = app.screen.query_one(EntitiesPane)

        def listed(kind: str) -> list[str]:
            return [row.name for _, row in pane.loaded() if row.type == kind and row.name.startswith(kind)]

        assert len(listed("misc")) == MANY
        for number in (2 * MANY, MORE, MORE):
            await press(pilot, "G")
            assert listed("misc") == [f"misc {n:05}" for n in range(number)]
        assert len(listed("person")) == MANY  # whose end was not on screen
        assert not any(row.end for _, row in pane.loaded()[-2:])
        assert pane.chosen() == ("misc", f"misc {MORE - 1:05}")


async def test_a_list_followed_far_keeps_its_length_and_its_cursor_when_articles_come(make_app: AppMaker) -> None:
    service = ManyNames()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "a", "G")
        pane = app.screen.query_one(EntitiesPane)
        chosen = pane.chosen()
        assert chosen == ("misc", f"misc {MANY - 1:05}")
        await press(pilot, "G")
        await press(pilot, "k")
        chosen = pane.chosen()
        assert chosen is not None and chosen > ("misc", f"misc {MANY:05}")
        service.records.append(record("new", "A new lock", "It opens."))
        explorer(app).host.post(IndexChanged())
        await settle(pilot)
        assert explorer(app).session.articles == len(RECORDS) + 1
        assert pane.chosen() == chosen
        await press(pilot, "slash", *"lock", "enter")
        assert pane.deepest == MANY


async def test_the_list_of_speakers_goes_on_too(make_app: AppMaker) -> None:
    app = make_app(ManyNames())
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "s", "a")
        pane = app.screen.query_one(EntitiesPane)
        assert pane.total == 4 * MANY + 2 and "20,000 more names · more follow" in " ".join(
            row.end for _, row in pane.loaded()
        )
        await press(pilot, "G")
        assert pane.total == 8 * MANY + 1
