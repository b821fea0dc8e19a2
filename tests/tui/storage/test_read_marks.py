"""Which articles were read, between runs and between programs."""

from pathlib import Path

import pytest

from newsexplore.index.config.settings import READ_NAME
from newsexplore.tui.storage.read_marks import SPARE, ReadMarks


async def marks(folder: Path) -> ReadMarks:
    found = ReadMarks(folder)
    await found.load()
    return found


async def test_what_was_read_is_known_in_the_next_run(tmp_path: Path) -> None:
    first = await marks(tmp_path / "index")
    assert first.mark("a1", True) and first.mark("a2", True) and not first.mark("a1", True)
    assert first.mark("a2", False)
    await first.save()
    second = await marks(tmp_path / "index")
    assert second.is_read("a1") and not second.is_read("a2")


async def test_programs_that_run_at_once_lose_nothing(tmp_path: Path) -> None:
    first, second = await marks(tmp_path), await marks(tmp_path)
    first.mark("a1", True)
    second.mark("a2", True)
    await first.save()
    await second.save()
    third = await marks(tmp_path)
    assert third.is_read("a1") and third.is_read("a2")


async def test_what_is_marked_before_the_file_is_loaded_stays(tmp_path: Path) -> None:
    (tmp_path / READ_NAME).write_text("a1\na2\n")
    late = ReadMarks(tmp_path)
    late.mark("a3", True)
    await late.load()
    assert late.is_read("a1") and late.is_read("a3")


async def test_a_line_cut_short_costs_one_mark(tmp_path: Path) -> None:
    (tmp_path / READ_NAME).write_bytes(b"a1\na")
    first = await marks(tmp_path)
    first.mark("a2", True)
    await first.save()
    assert (await marks(tmp_path)).is_read("a2")


async def test_what_means_nothing_any_more_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / READ_NAME).write_text("a1\n" + "a2\n-a2\n" * SPARE)
    assert (await marks(tmp_path)).is_read("a1")
    assert (tmp_path / READ_NAME).read_text() == "a1\n"


async def test_garbage_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / READ_NAME).write_bytes(b"\xff\x00\n\n-\n--\na1\n")
    assert (await marks(tmp_path)).is_read("a1")


async def test_what_cannot_be_written_is_written_later(tmp_path: Path) -> None:
    blocked = tmp_path / "index"
    blocked.write_text("a file")
    first = ReadMarks(blocked)
    first.mark("a1", True)
    with pytest.raises(OSError):
        await first.save()
    blocked.unlink()
    await first.save()
    assert (await marks(blocked)).is_read("a1")
