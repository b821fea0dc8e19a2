"""A child that ends is seen to end, even when nobody has read what it wrote."""

import asyncio
import signal

from newsexplore.index.processes.exit_status import exit_status
from newsexplore.index.processes.launcher import Child


async def writing() -> asyncio.subprocess.Process:
    """Start a process whose output has filled the buffer, so that reading is paused."""
    process = await asyncio.create_subprocess_exec(
        "yes", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    await asyncio.sleep(0.3)
    return process


async def test_a_killed_process_with_unread_output_has_ended() -> None:
    process = await writing()
    process.kill()
    async with asyncio.timeout(10):
        assert await exit_status(process) == -signal.SIGKILL


async def test_a_child_with_unread_answers_is_closed() -> None:
    child = Child("writing", await writing())
    async with asyncio.timeout(10):
        await child.end(0.1)
    assert not child.running


async def test_a_child_that_is_closed_sends_no_half_messages() -> None:
    """What is dropped until the end is not what a late reader takes for the middle of a message."""
    child = Child("writing", await writing())
    ending = asyncio.create_task(child.end(0.2))
    await asyncio.sleep(0.05)
    async with asyncio.timeout(10):
        assert await child.receive() is None
        await ending
