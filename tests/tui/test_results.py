"""The list of results: how its rows look, and that nothing is lost or left behind while they move."""

from newsexplore.tui.panes.results import ResultsPane

from .conftest import AppMaker, lines, settle, strips


class SomeMarks:
    """Marks of two articles."""

    def is_read(self, id_: str) -> bool:
        return id_ in ("a2", "a3")

    def is_kept(self, id_: str) -> bool:
        return id_ == "a3"


async def test_what_was_read_and_what_is_kept_shows_without_colours(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        app.screen.query_one(ResultsPane).show_marks(SomeMarks())
        await settle(pilot)
        shown = "\n".join(line[:46] for line in lines(app))
        assert "✓ 2031-05-03 · Lantern Daily" in shown
        assert "★ ✓ 2031-04-11 · The Tidewatch" in shown
        assert "┃  2031-03-02 · The Tidewatch" in shown
        bold = {
            word: bool(segment.style and segment.style.bold)
            for strip in strips(app)
            for segment in strip.crop(0, 46)
            for word in ("Minister promises", "Board publishes")
            if word in segment.text
        }
        assert bold == {"Minister promises": False, "Board publishes": True}
