"""One document costs one document: what takes too long, or too much memory, is reported, and tried again."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.build import worker
from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.corpus import reading
from newsexplore.index.corpus.readers.plain import plain_text
from newsexplore.index.engines import open_engine
from newsexplore.index.model import Annotations, Reject

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no timers of processor time there")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("dam", "harbour", "bridge"):
        text = f"The {name.title()} Reopens\n\n“The {name} is safe,” Helena Marsk said on Tuesday.\n"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return for_paths(load_config(None), [str(folder)])


def rejects(settings: Settings) -> list[Reject]:
    engine = open_engine(settings.config.index.engine, settings.engine_folder, create=False)
    found = [reject for state in engine.sources() for reject in state.rejects]
    engine.close()
    return found


def endless(*_: Any) -> Any:
    while True:
        sum(range(1000))


def exhausted(*_: Any) -> Any:
    raise MemoryError


@pytest.mark.parametrize(
    ("fault", "reason"), [(endless, "extraction took longer than 3 s"), (exhausted, "extraction ran out of memory")]
)
def test_an_article_that_costs_too_much_is_indexed_without_quotes_and_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, fault: Any, reason: str
) -> None:
    annotate = Annotator.annotate

    def faulty(self: Annotator, text: str, lang: str = "") -> Annotations:
        return fault() if "Harbour" in text else annotate(self, text, lang)

    with monkeypatch.context() as patched:
        patched.setattr(worker, "_SECONDS", (3.0, 0.0))
        patched.setattr(Annotator, "annotate", faulty)
        report = build(settings)
    assert (report.articles, report.rejected) == (3, 1)
    (reject,) = rejects(settings)
    assert reject.locator.endswith("harbour.txt")
    assert reject.reason == f"indexed without quotes and entities: {reason}"
    report = build(settings)
    assert (report.unchanged, report.rejected) == (3, 1)  # remembered, and not tried unasked
    report = build(settings, retry=True)
    assert (report.updated, report.rejected) == (1, 0)
    assert rejects(settings) == []


def test_a_file_that_takes_too_long_to_read_is_rejected(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    split = plain_text.split_title
    monkeypatch.setattr(reading, "_SECONDS", (3.0, 0.0))
    monkeypatch.setattr(plain_text, "split_title", lambda text: endless() if "Harbour" in text else split(text))
    report = build(settings)
    assert (report.articles, report.rejected) == (2, 1)
    assert rejects(settings)[0].reason == "reading took longer than 3 s: the rest of it was not read"


def test_a_worker_loads_no_reader_and_no_event_loop() -> None:
    # Each worker would take 12 MB more.
    code = (
        "import sys, newsexplore.index.build.worker, newsexplore.index.engines.whoosh\n"
        "sys.exit(', '.join({'asyncio', 'lxml', 'newsexplore.index.corpus.reader_registry'} & set(sys.modules)) or 0)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")
