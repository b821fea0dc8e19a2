"""The tables of words: what they show is what the command prints."""

import pytest

from newsexplore.index.protocol.questions import CountWords, Scope
from newsexplore.tui.panes.word_columns import columns, figures
from newsexplore.tui.screens.kwic_screen import KwicList
from newsexplore.tui.screens.words_screen import WordList, WordsScreen

from ..conftest import AppMaker, settle
from ..sample_index import SampleService, sample, sample_settings
from ..screen import press, query, search, shown

__all__ = ["sample", "sample_settings"]
WIDE, SMALL = (160, 48), (80, 24)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_every_table_shows_what_was_counted(
    make_app: AppMaker, sample: SampleService, size: tuple[int, int]
) -> None:
    app = make_app(sample)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await search(pilot, "dam")
        await press(pilot, "W")
        assert isinstance(app.screen, WordsScreen)
        for kind, least, title in (
            ("words", 1, "Words · dam"),
            ("ngrams", 2, "2-grams · dam"),
            ("collocates", 3, "Collocates · dam"),
            ("keyness", 3, "Keyness · dam"),
        ):
            table = sample.answers.count_words(CountWords(Scope("dam"), kind, least=least))  # pyright: ignore[reportArgumentType]
            assert title in shown(app)
            assert f"{table.total:,} rows" in shown(app)
            first = table.rows[0]
            assert f"▸ {figures(columns(kind, quotes=False), first, table)}  {first.text} " in shown(app)
            assert app.screen.query_one(WordList).total == table.total
            await press(pilot, "right")
        assert "Words · dam" in shown(app)


async def test_a_row_is_searched_with_the_query(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "dam OR harbour")
        await press(pilot, "W", "l", "j", "enter")
        words = sample.answers.count_words(CountWords(Scope("dam OR harbour"), "ngrams", least=2)).rows[1].text
        assert query(app) == f'(dam OR harbour) "{words}"'
        await press(pilot, "backspace")
        assert query(app) == "dam OR harbour"


async def test_window_minimum_and_order_are_chosen_by_key(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "dam")
        await press(pilot, "W", "l", "l", "]")
        assert "up to 6 before or 6 after" in shown(app)
        await press(pilot, "s", "s")
        assert "by mi" in shown(app)
        await press(pilot, "m")
        assert "at least 5" in shown(app)
        await press(pilot, "h", "]")
        assert "3-grams" in shown(app)


async def test_keyness_compares_with_another_query(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "dam")
        await press(pilot, "W", "a", *"harbour", "enter")
        assert "Keyness · dam against harbour" in shown(app)
        table = sample.answers.count_words(CountWords(Scope("dam"), "keyness", Scope("harbour"), least=3))
        assert f"compared with {table.other_words:,} words in {table.other_documents:,} articles" in shown(app)


async def test_a_query_without_words_has_no_collocates(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "W", "l", "l")
        assert "The query names no words that stand in the" in shown(app)


async def test_every_row_can_be_reached(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "W", "G")
        rows = app.screen.query_one(WordList)
        whole = sample.answers.count_words(CountWords(Scope(""), limit=10_000_000))
        assert rows.cursor == whole.total - 1
        assert rows.item() == whole.rows[-1]


async def test_concordance_lines_are_sorted_by_positions(make_app: AppMaker, sample: SampleService) -> None:
    app = make_app(sample)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await search(pilot, "dam")
        await press(pilot, "K", "o", *"1r,2l", "enter")
        assert "by 1R,2L" in shown(app)
        rows = [line for _, line in app.screen.query_one(KwicList).loaded()]
        after = [line.right.lower().split()[:1] for line in rows if line.right[:1].isalpha()]
        assert after == sorted(after)
        await press(pilot, "o", *"3X", "enter")
        assert "'3X' is not a position" in shown(app)
