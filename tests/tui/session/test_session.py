"""The session asks what the user waits for first."""

import asyncio

from newsexplore.index.protocol.questions import Complete, Search
from newsexplore.tui.session.session import Session

from ..fake import FakeService


async def test_completions_are_asked_for_after_the_results() -> None:
    service = FakeService()
    session = Session(service, "relevance")
    session.query = "storm"
    await asyncio.gather(session.overview(10), session.complete("storm", 5))
    assert [type(one) for one in service.asked if isinstance(one, Search | Complete)] == [Search, Complete]


async def test_completions_do_not_wait_for_results_that_were_cancelled() -> None:
    service = FakeService()
    session = Session(service, "relevance")
    results = asyncio.create_task(session.overview(10))
    await asyncio.sleep(0)
    results.cancel()
    await asyncio.wait([results])
    async with asyncio.timeout(30):
        await session.complete("storm", 5)
