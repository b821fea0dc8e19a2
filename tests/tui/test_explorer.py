"""The interface as its user meets it, on an index in memory."""

from .conftest import AppMaker


async def test_the_first_result_is_open_when_the_index_is(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.session.reading.article.id == "a1"
