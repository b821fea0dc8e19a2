"""The quotes pane, and filtering the search with it."""

import msgspec
import pytest

from newsexplore.index.model import Cue, Quote, Record, Speaker
from newsexplore.tui.panes.article_pane import ArticlePane
from newsexplore.tui.panes.quotes_pane import Heading, QuotesPane, by_speaker
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.session.trail import Trail

from ..conftest import AppMaker, settle
from ..fake import FakeService
from ..fake_records import RECORDS, Said, record
from ..screen import ENGINEER, MINISTER, SMALL, WIDE, explorer, press, query, said, search, shown

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
    """Make an article with quotes of each type, by two speakers and an unknown one."""
    one = record("h1", "The hearing", BODY, date="2031-05-09", said=HEARING)
    quotes = tuple(
        msgspec.structs.replace(quote, speaker=msgspec.structs.replace(quote.speaker, confidence=confidence))
        if quote.speaker is not None
        else quote
        for quote in one.annotations.quotes
    )
    return Record(one.article, msgspec.structs.replace(one.annotations, quotes=quotes))


async def test_quotes_can_be_grouped_by_speaker(make_app: AppMaker) -> None:
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


async def test_the_selected_quote_stays_selected_when_quotes_are_grouped(make_app: AppMaker) -> None:
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


async def test_stepping_along_a_speaker_moves_in_grouped_quotes(make_app: AppMaker) -> None:
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
async def test_types_of_quotes_are_distinct_without_colour(
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


async def test_doubtful_attributions_are_counted_in_the_title_and_dimmed(make_app: AppMaker) -> None:
    app = make_app(FakeService([hearing(0.61)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = explorer(app).query_one(QuotesPane)
        assert pane.title_note() == "4, 3 doubtful"
        assert "doubtful 61 %" in shown(app)
        dim, plain = pane.part("row--dim").color, pane.part("row--quote").color
        assert dim != plain
        colors = {
            segment.style.color
            for segment in pane.row(hearing(0.61).annotations.quotes[0], 90, False)[0]
            if segment.style
        }
        assert dim in colors and plain not in colors


@pytest.mark.parametrize(("confidence", "told"), [(0.61, "61 %"), (0.95, ""), (1.0, "")])
async def test_doubtful_attributions_show_their_confidence(make_app: AppMaker, confidence: float, told: str) -> None:
    app = make_app(FakeService([hearing(confidence)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert (told in shown(app)) if told else (" %" not in shown(app))


async def test_one_key_shows_everything_a_speaker_said_and_backspace_returns(make_app: AppMaker) -> None:
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


async def test_words_of_the_article_search_stay_words_of_the_article(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "storm")
        await press(pilot, "3", "i")
        assert query(app) == f'in:(storm) speaker:"{MINISTER}"'
        assert "quotes ▸ 2 ·" in shown(app)


async def test_a_speaker_filter_replaces_another(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "i", "3", "j", "i")
        assert query(app) == f'speaker:"{ENGINEER}"'
        assert "quotes ▸ 1 ·" in shown(app)


async def test_one_key_shows_everything_said_about_a_speaker(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "i", "3", "a")
        assert (query(app), explorer(app).session.quotes) == (f'about:"{MINISTER}"', True)


@pytest.mark.parametrize("key", ["i", "a", "s", "f", "x"])
async def test_a_quote_without_a_speaker_says_so(make_app: AppMaker, key: str) -> None:
    app = make_app(FakeService([hearing()]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "j", "j", key)
        assert query(app) == "" and explorer(app).session.trail == Trail()
        assert said(app) == ["This quote names no speaker."]


@pytest.mark.parametrize(("key", "expected"), [("f", f'speaker:"{MINISTER}"'), ("x", f'-speaker:"{MINISTER}"')])
async def test_a_speaker_filter_and_its_exclusion_toggle(make_app: AppMaker, key: str, expected: str) -> None:
    said: list[Said] = [("The gate held,", "direct", "the engineer", ENGINEER)]
    app = make_app(FakeService([*RECORDS, record("h2", "Later", "“The gate held,” said the engineer.", said=said)]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "s", "3", key)
        assert query(app) == expected
        explorer(app).pane_layout.focus("results")  # the trail still follows the speaker
        await press(pilot, key)
        assert query(app) == ""


async def test_an_article_without_quotes_says_what_to_do(make_app: AppMaker) -> None:
    app = make_app(FakeService([RECORDS[3]]), keys={"results.next": "#"})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "No quotes found in this article." in shown(app)
        assert "# opens the next result" in shown(app)


async def test_a_denial_is_never_shown_as_the_claim(make_app: AppMaker) -> None:
    body = "That the wall would be next was denied by the minister."
    one = record(
        "d1", "Denied", body, date="2031-05-09", said=[("the wall would be next", "indirect", "the minister", MINISTER)]
    )
    start = one.article.text.index("denied")
    quotes = tuple(
        msgspec.structs.replace(quote, cue=Cue(start, start + 6, "denied"), stance="denied")
        for quote in one.annotations.quotes
    )
    denied = msgspec.structs.replace(one, annotations=msgspec.structs.replace(one.annotations, quotes=quotes))
    app = make_app(FakeService([denied]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "denied: ~ the wall would be next" in shown(app), "among the article's quotes"
        await press(pilot, "t", "1")
        assert shown(app).count("denied: ~ the wall") == 2, "and among the quotes that were found"


async def test_an_article_in_a_language_without_quotes_says_so(make_app: AppMaker) -> None:
    one = record("z1", "水坝", "水坝是安全的。", date="2031-05-09")
    chinese = msgspec.structs.replace(one, article=msgspec.structs.replace(one.article, lang="zh"))
    app = make_app(FakeService([chinese]))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "Chinese: search only, no quotes." in " ".join(shown(app).split())
        assert " · Chinese: search only" in " ".join(shown(app).split())


def test_speakers_with_most_quotes_come_first_and_unknown_last() -> None:
    def said(start: int, name: str) -> Quote:
        speaker = Speaker(start + 5, start + 6, name) if name else None
        return Quote(start, start + 4, "said", "direct", ((start, start + 4),), speaker)

    quotes = [said(0, ""), said(10, "The Clerk"), said(20, "Mayor"), said(30, "the clerk"), said(40, "Nurse")]
    rows = by_speaker(quotes)
    headings = [(row.speaker, row.quotes) for row in rows if isinstance(row, Heading)]
    assert headings == [("The Clerk", 2), ("Mayor", 1), ("Nurse", 1), ("", 1)]
    assert [row.start for row in rows if isinstance(row, Quote)] == [10, 30, 20, 40, 0]
