"""Quotes, entities and timeline as their user meets them, and how they narrow what is searched."""

import asyncio
from datetime import date, timedelta

import msgspec
import pytest
from textual import events
from textual.pilot import Pilot

from newsexplore.index.messages import CountFacets, CountTogether
from newsexplore.index.model import Annotations, Bucket, EntityCount, Quote, Record, Speaker, Timeline
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer import Explorer
from newsexplore.tui.panes.article import ArticlePane
from newsexplore.tui.panes.entities import EntitiesPane, EntityRow, entity_rows
from newsexplore.tui.panes.lines import FooterLine, TrailLine
from newsexplore.tui.panes.quotes import Heading, QuotesPane, by_speaker
from newsexplore.tui.panes.results import ResultsPane
from newsexplore.tui.panes.search import SearchLine
from newsexplore.tui.panes.timeline import TimelinePane
from newsexplore.tui.trail import Trail

from .conftest import AppMaker, lines, settle
from .fake import RECORDS, FakeService, Said, record

WIDE, SMALL = (160, 48), (80, 24)
MINISTER, ENGINEER, BOARD = "Harbour Minister", "Chief Engineer", "Harbour Board"

HEARING: list[Said] = [
    ("The gate held,", "direct", "the engineer", ENGINEER),
    ("the wall would be next", "indirect", "the minister", MINISTER),
    ("Nobody slept", "direct", "", ""),
    ("a very long night", "mixed", "the minister", MINISTER),
]
BODY = (
    "“The gate held,” said the engineer.\n\nIn spring the wall would be next, said the minister.\n\n"
    "“Nobody slept” stood on a board.\n\nIt had been “a very long night”, said the minister."
)


def hearing(confidence: float = 1.0) -> Record:
    """An article with quotes of each type, by two speakers and nobody."""
    one = record("h1", "The hearing", BODY, date="2031-05-09", said=HEARING)
    quotes = tuple(
        msgspec.structs.replace(quote, speaker=msgspec.structs.replace(quote.speaker, confidence=confidence))
        if quote.speaker is not None
        else quote
        for quote in one.annotations.quotes
    )
    return Record(one.article, msgspec.structs.replace(one.annotations, quotes=quotes))


def explorer(app: NewsExplore) -> Explorer:
    assert isinstance(app.screen, Explorer)
    return app.screen


def shown(app: NewsExplore) -> str:
    return "\n".join(lines(app))


def query(app: NewsExplore) -> str:
    session = explorer(app).session
    assert explorer(app).query_one(SearchLine).input.value == session.query
    return session.query


def names(app: NewsExplore) -> list[str]:
    return [row.name for _, row in app.screen.query_one(EntitiesPane).loaded() if row.name]


def titles(app: NewsExplore) -> list[str]:
    return [item.title for _, item in app.screen.query_one(ResultsPane).loaded()]


def said(app: NewsExplore) -> list[str]:
    """What was told in passing."""
    return [notification.message for notification in app._notifications]  # pyright: ignore[reportPrivateUsage]


def footer(app: NewsExplore) -> str:
    return str(app.screen.query_one(FooterLine).render())


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def choose(pilot: Pilot[None], name: str) -> None:
    """Go to an entity."""
    pane = pilot.app.screen.query_one(EntitiesPane)
    await press(pilot, "4")
    pane.move_to(next(index for index, row in pane.loaded() if row.name == name))


# Quotes


async def test_quotes_stand_speaker_by_speaker_on_demand(make_app: AppMaker) -> None:
    app = make_app(FakeService([hearing()]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "3 Quotes · 4" in shown(app)
        await press(pilot, "3", "v")
        pane = app.screen.query_one(QuotesPane)
        rows = [item.speaker if isinstance(item, Heading) else item.text for _, item in pane.loaded()]
        assert rows == [
            MINISTER, "the wall would be next", "a very long night", ENGINEER, "The gate held,", "", "Nobody slept",
        ]  # fmt: skip
        assert "3 Quotes · 4 by speaker" in shown(app)
        assert f"{MINISTER} · 2 quotes" in shown(app) and "1 mixed · 1 indirect · also “the minister”" in shown(app)
        await press(pilot, "v")
        assert "by speaker" not in shown(app).replace("v by speaker", "")


async def test_the_chosen_quote_stays_chosen_when_quotes_are_grouped(make_app: AppMaker) -> None:
    app = make_app(FakeService([hearing()]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = app.screen.query_one(QuotesPane)
        await press(pilot, "3", "v")
        assert (quote := pane.quote()) and quote.text == "The gate held,"
        await press(pilot, "j")
        assert (quote := pane.quote()) and quote.text == "Nobody slept"  # past a heading
        await press(pilot, "v")
        assert (quote := pane.quote()) and quote.text == "Nobody slept"


async def test_steps_along_a_speaker_take_the_grouped_quotes_with_them(make_app: AppMaker) -> None:
    app = make_app(FakeService([hearing()]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = app.screen.query_one(QuotesPane)
        await press(pilot, "3", "j", "v", "s")
        assert (quote := pane.quote()) and quote.text == "the wall would be next"
        await press(pilot, "n")
        assert (quote := pane.quote()) and quote.text == "a very long night"
        article = app.screen.query_one(ArticlePane)
        assert article.page is not None and article.current is not None
        assert article.page.text[slice(*article.current)] == "a very long night"
        await press(pilot, "N")
        assert (quote := pane.quote()) and quote.text == "the wall would be next"


async def test_a_grouped_quote_leads_to_its_place(make_app: AppMaker) -> None:
    app = make_app(FakeService([hearing()]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "v", "G", "enter")
        article = app.screen.query_one(ArticlePane)
        assert article.page is not None and article.current is not None
        assert article.page.text[slice(*article.current)] == "Nobody slept"


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("keys", [(), ("v",)])
async def test_types_of_quotes_are_told_apart_without_colour(
    make_app: AppMaker, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    app = make_app(FakeService([hearing()]))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "3", *keys)
        assert "“The gate held,”" in shown(app)
        assert "“…a very long night…”" in shown(app) and "mixed" in shown(app)
        assert "~ the wall would be next" in shown(app) and "indirect" in shown(app)
        assert "“the wall" not in shown(app)


@pytest.mark.parametrize(("confidence", "told"), [(0.61, "61 %"), (0.95, ""), (1.0, "")])
async def test_how_sure_an_attribution_is_shows_when_it_is_not(
    make_app: AppMaker, confidence: float, told: str
) -> None:
    app = make_app(FakeService([hearing(confidence)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert (told in shown(app)) if told else (" %" not in shown(app))


async def test_everything_a_speaker_said_is_one_key_away_and_backspace_leads_back(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "i")
        session = explorer(app).session
        assert (query(app), session.quotes) == (f'speaker:"{MINISTER}"', True)
        assert app.focused is app.screen.query_one(ResultsPane)
        assert "quotes ▸ 2 ·" in shown(app)
        await press(pilot, "backspace")
        assert (query(app), session.quotes) == ("", False)


async def test_a_speaker_takes_the_place_of_another_one(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "i", "3", "j", "i")
        assert query(app) == f'speaker:"{ENGINEER}"'
        assert "quotes ▸ 1 ·" in shown(app)


async def test_everything_said_about_a_speaker_is_one_key_away(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "i", "3", "a")
        assert (query(app), explorer(app).session.quotes) == (f'about:"{MINISTER}"', True)


@pytest.mark.parametrize("key", ["i", "a", "s", "f", "x"])
async def test_a_quote_of_nobody_says_so(make_app: AppMaker, key: str) -> None:
    app = make_app(FakeService([hearing()]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "j", "j", key)
        assert query(app) == "" and explorer(app).session.trail == Trail()
        assert said(app) == ["Nobody is named as the speaker of this quote."]


@pytest.mark.parametrize(("key", "expected"), [("f", f'speaker:"{MINISTER}"'), ("x", f'-speaker:"{MINISTER}"')])
async def test_a_speaker_is_asked_for_or_excluded_and_asked_twice_no_more(
    make_app: AppMaker, key: str, expected: str
) -> None:
    said: list[Said] = [("The gate held,", "direct", "the engineer", ENGINEER)]
    app = make_app(FakeService([*RECORDS, record("h2", "Later", "“The gate held,” said the engineer.", said=said)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "s", "3", key)
        assert query(app) == expected
        explorer(app).focus_pane("results")  # the trail still follows the speaker
        await press(pilot, key)
        assert query(app) == ""


async def test_an_article_without_quotes_says_what_to_do(make_app: AppMaker) -> None:
    app = make_app(FakeService([RECORDS[3]]), keys={"results.next": "="})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "Nobody is quoted in this article." in shown(app)
        assert "= opens the next result" in shown(app)


def test_speakers_with_most_quotes_come_first_and_nobody_last() -> None:
    def said(start: int, name: str) -> Quote:
        speaker = Speaker(start + 5, start + 6, name) if name else None
        return Quote(start, start + 4, "said", "direct", ((start, start + 4),), speaker)

    quotes = [said(0, ""), said(10, "The Clerk"), said(20, "Mayor"), said(30, "the clerk"), said(40, "Nurse")]
    rows = by_speaker(quotes)
    headings = [(row.speaker, row.quotes) for row in rows if isinstance(row, Heading)]
    assert headings == [("The Clerk", 2), ("Mayor", 1), ("Nurse", 1), ("", 1)]
    assert [row.start for row in rows if isinstance(row, Quote)] == [10, 30, 20, 40, 0]


# Entities


async def test_an_entity_is_excluded_and_excluded_again_no_more(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, MINISTER)
        await press(pilot, "enter", "4", "x")
        assert query(app) == f'-person:"{MINISTER}"'
        assert sorted(titles(app)) == ["Board publishes its letters", "What the tide leaves behind"]
        await press(pilot, "1", "x")
        assert query(app) == "" and len(titles(app)) == 5


async def test_to_exclude_what_is_filtered_by_replaces_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, "Storm Bill")
        await press(pilot, "f")
        assert query(app) == 'entity:"Storm Bill"'
        await choose(pilot, "Storm Bill")
        await press(pilot, "x")
        assert query(app) == '-entity:"Storm Bill"'


@pytest.mark.parametrize("key", ["f", "x"])
async def test_without_anything_chosen_it_is_told_how_to_choose(make_app: AppMaker, key: str) -> None:
    app = make_app(keys={"pane.entities": "6"})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert said(app) == [f"Choose an entity first: press 6, move to it, and press {key}."]


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_letters_narrow_the_entities_of_all_results(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("4", "i", *"loc")
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert names(app) == ["North Lock"]
        assert "name: loc▏" in shown(app)
        assert "Enter keep" in footer(app) and "f filter" not in footer(app)
        await press(pilot, "enter")
        assert "name: loc  Esc: all" in shown(app) and "i narrow" in footer(app)
        await press(pilot, "enter")
        assert explorer(app).session.trail == Trail("entity", "North Lock", "place")


async def test_while_letters_narrow_no_letter_is_a_command(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("4", "i", *"q1", "slash", "question_mark", "space", *"jvxM;")
        await settle(pilot)
        assert app.is_running and app.screen.query_one(EntitiesPane).wanted.holding == "q1/? jvxM;"
        assert app.focused is app.screen.query_one(EntitiesPane)
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert "No name" in shown(app) and "lists all again" in shown(app)
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


async def test_typing_fast_asks_for_entities_once(make_app: AppMaker) -> None:
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


async def test_a_narrowed_list_stays_narrowed_when_the_search_changes(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("4", "i", *"harbour")
        await asyncio.sleep(0.1)
        await press(pilot, "enter", "f")
        assert query(app) == f'person:"{MINISTER}"'
        assert names(app) == [MINISTER, BOARD]


async def test_who_appears_with_whom(make_app: AppMaker) -> None:
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


async def test_who_appears_with_whom_follows_the_search(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await choose(pilot, ENGINEER)
        await press(pilot, "v")
        app.screen.query_one(SearchLine).input.value = "tide"
        await press(pilot, "slash", "enter")
        assert names(app) == []
        assert "Nobody and nothing else" in shown(app)


async def test_an_answer_that_is_no_longer_wanted_is_not_listed(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = names(app)
        await choose(pilot, ENGINEER)
        service.delay = 0.2
        await pilot.press("v")
        await asyncio.sleep(0.05)
        await pilot.press("v")
        service.delay = 0.0
        await asyncio.sleep(0.3)
        await settle(pilot)
        assert names(app) == before
        assert [one.entity for one in service.cancelled if isinstance(one, CountTogether)] == [("person", ENGINEER)]


async def test_seldom_entities_of_the_open_article_are_counted_too(make_app: AppMaker) -> None:
    """Those that are not among the most frequent of the results have a number all the same."""

    class Few(FakeService):
        """Tells of the most frequent entity alone."""

        async def ask(self, question: object) -> object:  # pyright: ignore[reportIncompatibleMethodOverride]
            if isinstance(question, CountFacets) and question.among is None:
                question = msgspec.structs.replace(question, holding="old quay")
            return await super().ask(question)  # pyright: ignore[reportArgumentType]

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
        assert "Neither this article" in flat and "Press /" in flat


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


async def test_thousands_of_entities_hold_nothing_up(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = app.screen.query_one(EntitiesPane)
        pane.wanted = pane.wanted._replace(limit=500)
        kinds = ("person", "org", "place", "misc")
        pane.show_results([EntityCount(f"Name {n}", kinds[n % 4], 2000 - n, n) for n in range(2000)])
        await press(pilot, "4", "G")
        assert "Name 1999" in shown(app)
        assert pane.total == 2004 + len(RECORDS[0].annotations.entities)


# Timeline


async def test_a_span_of_bars_narrows_the_search(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "v", "right")
        assert "▸ 2031-03-01 to 2031-04-30 · 2 articles" in shown(app)
        await press(pilot, "right")
        assert "▸ 2031-03-01 to 2031-05-31 · 4 articles" in shown(app)
        await press(pilot, "left", "enter")
        assert query(app) == "date:[2031-03 TO 2031-04]"
        assert len(titles(app)) == 2


@pytest.mark.parametrize("keys", [("escape",), ("v",), ("space",)])
async def test_a_span_is_given_up(make_app: AppMaker, keys: tuple[str, ...]) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "space", "right", *keys)
        assert "▸ Apr 2031 · 1" in shown(app)
        assert app.focused is app.screen.query_one(TimelinePane)
        assert query(app) == ""


async def test_dates_replace_dates(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.screen.query_one(SearchLine).input.value = "date:2031 storm"
        await press(pilot, "slash", "enter", "5", "home", "enter")
        assert query(app) == "storm date:2031-04"
        await press(pilot, "enter")
        assert query(app) == "storm"  # asked twice


async def test_results_of_dates_and_names_alone_come_newest_first(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        session = explorer(app).session
        for text in ("", "date:2031", 'date:[2031-03 TO 2031-05] -person:"A \\"B\\" C"', "outlet:x  "):
            session.query = text
            assert session.order_by == "newest", text
        for text in ("storm date:2031", "date:2031 OR storm", 'date:2031"x"', "-storm", '"date:2031"', "title:storm"):
            session.query = text
            assert session.order_by == "relevance", text


async def test_undated_articles_alone_and_all_again(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "u")
        assert query(app) == "date:none"
        assert "1 undated" in shown(app) and "None of them has a date." in shown(app)
        await press(pilot, "u")
        assert query(app) == ""


async def test_dates_are_excluded(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "v", "right", "x")
        assert query(app) == "-date:[2031-03 TO 2031-04]"
        assert len(titles(app)) == 3


async def test_backspace_leads_back_to_the_bar_that_was_entered(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "5", "home", "enter", "backspace")
        assert app.screen.query_one(TimelinePane).chosen_dates() == "2031-03"


async def test_without_results_the_timeline_says_what_to_do(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.screen.query_one(SearchLine).input.value = "xyzzy"
        await press(pilot, "slash", "enter", "5", "v", "enter", "left", "u")
        assert "No results, no bars." in shown(app)


def days(count: int, first: date = date(2031, 1, 1)) -> Timeline:
    return Timeline("day", tuple(Bucket((first + timedelta(n)).isoformat(), n % 7) for n in range(count)), 3)


@pytest.mark.parametrize("count", [1, 2, 10, 50, 76, 100, 3000])
@pytest.mark.parametrize("width", [30, 60, 80, 160])
async def test_dates_on_the_axis_never_run_into_each_other(make_app: AppMaker, count: int, width: int) -> None:
    app = make_app(FakeService([]))
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        timeline = app.screen.query_one(TimelinePane)
        timeline.show(days(count))
        for cursor in {0, count // 2, count - 1}:
            timeline.cursor = cursor
            timeline.refresh()
            await pilot.pause()
            axis = timeline.render_line(timeline.size.height - 1).text
            assert len(axis) == width
            assert "▸" in axis and f"· {cursor % 7} " in axis if width > 40 else True
            for label in axis.replace("━", "─").split("─"):
                dates = label.split("▸")[0].split()
                assert len(dates) in (0, 2, 3), axis  # day, month and perhaps year, all of them
            assert (
                "━" in axis
                or width < 60
                or any(
                    segment.style and segment.style.underline
                    for segment in timeline.render_line(timeline.size.height - 1)
                )
            )


async def test_a_timeline_longer_than_the_screen_scrolls_with_the_chosen_bar(make_app: AppMaker) -> None:
    app = make_app(FakeService([]))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        timeline = app.screen.query_one(TimelinePane)
        timeline.show(days(3000))
        await press(pilot, "home")
        assert "▸ 1 Jan 2031 · 0" in shown(app)
        await press(pilot, "end", "left")
        assert f"▸ 18 Mar 2039 · {2998 % 7}" in shown(app)


async def test_bars_are_counted_anew_when_there_is_room_for_more(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        timeline = app.screen.query_one(TimelinePane)
        before = timeline.room()
        await pilot.resize_terminal(120, 48)
        await asyncio.sleep(0.3)
        await settle(pilot)
        assert timeline.room() == before - 40
        asked = [one.buckets for one in app.screen.session._service.asked if hasattr(one, "buckets")]  # pyright: ignore
        assert asked[-1] == before - 40


async def test_the_mouse_draws_a_span(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        timeline = app.screen.query_one(TimelinePane)
        await pilot.mouse_down(timeline, offset=(2, 0))
        timeline.post_message(
            events.MouseMove(timeline, 20, 0, 1, 0, 1, False, False, False, screen_x=20, screen_y=timeline.region.y)
        )
        await pilot.pause()
        assert timeline.span() == (0, 1)


async def test_empty_annotations_fill_nothing(make_app: AppMaker) -> None:
    app = make_app(FakeService([]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.screen.query_one(EntitiesPane).show_article(Annotations())
        await press(pilot, "4", "v", "i", "enter", "escape", "f", "x", "G", "l", "a")
        assert app.is_running
        assert "trail: matches" in str(app.screen.query_one(TrailLine).render())
