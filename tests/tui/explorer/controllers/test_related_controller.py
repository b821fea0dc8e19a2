"""Folding, copies, comparison, similar articles and quote variants, by keys."""

from newsexplore.index.protocol.questions import Compare, FindSimilar, ListCopies, ListQuoteVariants, Search
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.screens.comparison_screen import ComparisonScreen, ComparisonView
from newsexplore.tui.screens.related_screen import RelatedList, RelatedScreen

from ...conftest import AppMaker, lines, settle
from ...fake import FakeService
from ...fake_copies import COPIED


def service() -> FakeService:
    service = FakeService(COPIED)
    service.groups = [("c1", "c2")]
    return service


def words_of(view: ComparisonView, *, right: bool) -> str:
    """Return a column of a comparison as one line."""
    rows = [row for _, row in view.loaded()]
    pieces = [piece.text for row in rows for piece in ((row.right or []) if right else row.left)] if rows else []
    return " ".join(" ".join(pieces).split())


async def test_copies_fold_and_unfold_and_every_count_says_so(make_app: AppMaker) -> None:
    fake = service()
    app = make_app(fake)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        rows = app.screen.query_one(ResultsPane)
        assert rows.total == len(COPIED)
        assert "folded" not in "\n".join(lines(app))
        await pilot.press("minus")
        await settle(pilot)
        assert rows.total == len(COPIED) - 1
        shown = "\n".join(lines(app))
        assert f"{len(COPIED)} of {len(COPIED)} · 1 folded" in shown
        assert f"1 Results · {len(COPIED) - 1} · 1 folded" in shown
        assert "+1 outlet" in shown
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        assert explorer.session.fold
        await pilot.press("minus")
        await settle(pilot)
        assert rows.total == len(COPIED)


async def test_folding_is_configured(make_app: AppMaker) -> None:
    app = make_app(service(), fold_copies=True)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        assert app.screen.query_one(ResultsPane).total == len(COPIED) - 1


async def test_copies_open_as_a_list_and_compare_the_older_with_the_newer(make_app: AppMaker) -> None:
    fake = service()
    app = make_app(fake)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        await pilot.press("1", "g", "ampersand")
        await settle(pilot)
        assert isinstance(app.screen, RelatedScreen)
        listed = app.screen.query_one(RelatedList)
        assert [row.article for _, row in listed.loaded()] == ["c1", "c2"]
        assert "2 articles · 2 outlets" in "\n".join(lines(app))
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(app.screen, ComparisonScreen)
        assert [one for one in fake.asked if isinstance(one, Compare)] == [Compare("c1", "c2")]
        view = app.screen.query_one(ComparisonView)
        assert view.beside
        assert "[-a month-]" in words_of(view, right=False)
        assert "{+five weeks+}" in words_of(view, right=True)
        assert "{+" in "\n".join(lines(app))
        await pilot.press("s")
        await settle(pilot)
        assert not view.beside
        assert "after [-a month-] {+five weeks+} of repairs" in words_of(view, right=False)
        await pilot.press("g", "n", "n")
        await settle(pilot)
        assert any(piece.kind != "same" for piece in view.item().left)  # pyright: ignore[reportOptionalMemberAccess]
        await pilot.press("escape", "g", "enter")
        await settle(pilot)
        assert app.screen is explorer
        assert explorer.session.article_id == "c1"


async def test_similar_articles_open(make_app: AppMaker) -> None:
    fake = service()
    app = make_app(fake)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        before = explorer.session.article_id
        await pilot.press("tilde")
        await settle(pilot)
        assert [one.id for one in fake.asked if isinstance(one, FindSimilar)] == [before]
        assert "1 copy left out" in "\n".join(lines(app))
        await pilot.press("enter")
        await settle(pilot)
        assert explorer.session.article_id not in ("", before)


async def test_variants_of_a_quote_are_aligned_with_it(make_app: AppMaker) -> None:
    fake = service()
    app = make_app(fake)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        while explorer.session.article_id != "c1":
            await pilot.press("right_square_bracket")
            await settle(pilot)
        await pilot.press("3", "quotation_mark")
        await settle(pilot)
        assert next(one for one in fake.asked if isinstance(one, ListQuoteVariants)).article == "c1"
        rows = [row for _, row in app.screen.query_one(RelatedList).loaded()]
        assert [row.is_first for row in rows] == [True, False]
        assert "[-the board,-] {+us all,+}" in rows[1].body
        assert rows[1].note.startswith("reworded, other speaker")


async def test_without_a_quote_or_an_answer_the_reason_is_shown(make_app: AppMaker) -> None:
    fake = service()
    fake.fail[ListCopies] = "The index is damaged."
    app = make_app(fake)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("1", "ampersand")
        await settle(pilot)
        assert "The index is damaged." in "\n".join(lines(app))
        await pilot.press("escape", "5", "quotation_mark")
        await settle(pilot)
        searches = [one for one in fake.asked if isinstance(one, Search)]
        assert searches


async def test_how_a_row_belongs_stands_right_below_its_words(make_app: AppMaker) -> None:
    app = make_app(service())
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("ampersand")
        await settle(pilot)
        rows = app.screen.query_one(RelatedList)
        for _, item in rows.loaded():
            texts = ["".join(segment.text for segment in line) for line in rows.row(item, 100, chosen=False)]
            assert texts == [item.head, item.body, item.note, ""]
            narrow = ["".join(segment.text for segment in line) for line in rows.row(item, 20, chosen=False)]
            assert all(narrow) and len(narrow) == rows.row_height  # two lines of words leave no blank one
            assert not item.note.startswith("▸")  # the marker is the selected row's
