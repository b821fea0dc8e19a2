"""What the status line says of a run that indexes: never a share done of a stage that has none."""

import pytest

from newsexplore.index.protocol.build_progress import Progress, Stage
from newsexplore.tui.panes.status_lines import shown_progress


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("scanning", "looking for new and changed files …"),
        ("merging", "indexing: merging …"),
        ("linking", "indexing: linking names …"),
        ("comparing", "indexing: looking for copies …"),
    ],
)
def test_a_stage_without_a_share_done_is_named(stage: Stage, said: str):
    assert shown_progress(Progress(stage, fraction=1.0, rate=300.0)) == said


def test_a_pause_is_said_whatever_the_stage():
    assert shown_progress(Progress("linking", fraction=1.0), paused=True) == "indexing paused at 100%"
    assert shown_progress(Progress("reading", fraction=0.5, rate=300.0)).startswith("indexing ▓▓▓▓▓░░░░░ 50%")
