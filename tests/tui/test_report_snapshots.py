"""What reports and pictures look like, with invented figures; accept a difference with `--snapshot-update`."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from newsexplore.index.decisions import Curation, SavedSearch
from newsexplore.index.model import Bucket, EntityCount, EntityType, Quote, Speaker, Timeline
from newsexplore.index.model import Cue as QuoteCue
from newsexplore.index.protocol.answers import Answer
from newsexplore.index.protocol.news import FindNews, News
from newsexplore.index.protocol.omissions import Omission, Omissions
from newsexplore.index.protocol.pictures import Matrix, NamedTimeline, SplitTimeline
from newsexplore.index.protocol.questions import CountMatrix, CountOmissions, ExplainResult, SplitTimelineBy
from newsexplore.index.protocol.reasons import ConfidencePart, QuoteReasons, Reasons, ScorePart

from .conftest import AppMaker, settle
from .fake import FakeService
from .fake_records import RECORDS
from .screen import explorer

SIZES = {"80x24": (80, 24), "160x48": (160, 48)}
NAMES = tuple(EntityCount(name, "person", count, count) for name, count in (("Harbour Minister", 5), ("Engineer", 3)))


def timeline(*counts: int) -> Timeline:
    return Timeline("day", tuple(Bucket(f"2031-05-{day:02}", count) for day, count in enumerate(counts, 1)), undated=2)


QUOTE = Quote(
    5, 30, "the wall is safe", "direct", ((6, 29),), Speaker(40, 42, "he", "Harbour Minister", 0, 0.81),
    QuoteCue(31, 35, "said"),
)  # fmt: skip
STATES: dict[str, tuple[tuple[str, ...], type, Answer]] = {
    "by outlet": (
        ("5", "s"),
        SplitTimelineBy,
        SplitTimeline(
            timeline(4, 0, 8, 12, 2),
            (
                NamedTimeline("The Tidewatch", timeline(2, 0, 4, 6, 1)),
                NamedTimeline("Lantern Daily", timeline(2, 0, 2, 3, 1)),
            ),
            timeline(0, 0, 2, 3, 0),
            4,
        ),
    ),
    "matrix": (("J", "right"), CountMatrix, Matrix(NAMES, ((5, 2), (2, 3)), 7)),
    "left out": (
        ("full_stop",),
        CountOmissions,
        Omissions(
            5, 5, 12, (("person", 4), ("org", 2)),
            (
                Omission("undated", 1, 5, "date:none"),
                Omission("folded", 0, 5, "is:copy"),
                Omission("doubtful", 3, 12, "confidence:0 -confidence:90", True),
                Omission("rejected", 2, 0),
            ),
        ),
    ),
    "why": (
        ("1", "exclamation_mark"),
        ExplainResult,
        Reasons(
            "a1", "Harbour Board closes the Old Quay after the storm", 3.5, 5, 80,
            (ScorePart("storm", 3.5, 2, 1, 2), ScorePart("date:2031", 0.0, 4)),
            True,
            (QuoteReasons(QUOTE, False, 3, 0, 0.95, (ConfidencePart("others near by could be meant", 0.92),)),),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_reports(snap_compare: Any, make_app: AppMaker, state: str, size: str) -> None:
    keys, question, answer = STATES[state]
    service = FakeService()
    service.canned[question] = answer
    assert snap_compare(make_app(service), terminal_size=SIZES[size], run_before=_press(*keys))


@pytest.mark.parametrize("size", SIZES)
def test_sparklines(snap_compare: Any, make_app: AppMaker, size: str) -> None:
    service = FakeService()
    names: dict[tuple[EntityType, str], None] = {
        (one.type, one.name): None for record in RECORDS for one in record.annotations.entities
    }
    lines = [NamedTimeline(name, timeline(at % 3, 0, 1, 2, at % 2), kind) for at, (kind, name) in enumerate(names)]
    service.canned[SplitTimelineBy] = SplitTimeline(timeline(1, 1, 1, 1, 1), tuple(lines), timeline())
    assert snap_compare(make_app(service), terminal_size=SIZES[size], run_before=_press("4"))


@pytest.mark.parametrize("size", SIZES)
def test_news(snap_compare: Any, make_app: AppMaker, size: str) -> None:
    service = FakeService()
    service.curation = Curation(searches={"the storm": SavedSearch("storm")})
    service.canned[FindNews] = News("the storm", 4, 2, "2031-05-06 07:08")
    assert snap_compare(make_app(service), terminal_size=SIZES[size], run_before=_press("B"))


@pytest.mark.parametrize("size", SIZES)
def test_batch(snap_compare: Any, make_app: AppMaker, size: str, tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("storm\nspeaker:minister\nquay OR lock\n", "utf-8")

    async def open_file(pilot: Pilot[None]) -> None:
        await settle(pilot)
        explorer(pilot.app).controllers.batch.open_file(str(file))  # pyright: ignore[reportArgumentType]
        await settle(pilot)

    assert snap_compare(make_app(), terminal_size=SIZES[size], run_before=open_file)


def _press(*keys: str) -> Any:
    async def press(pilot: Pilot[None]) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return press
