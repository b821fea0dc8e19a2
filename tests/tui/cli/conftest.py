"""Two articles in a folder, and their index."""

from pathlib import Path

import pytest

from .command import run

STORY = """\
Title: Dam Reopens
Date: 2025-11-20
Outlet: Valley News

"The dam is safe," said Minister Ilka Vorrin. She told reporters that nobody would have to leave Velmora.

The National Water Authority (NWA) welcomed the decision. "We are relieved," Vorrin added.
"""
OTHER = """\
Title: Harbour Closed
Date: 2025-11-18
Outlet: Harbour Post

The harbour was closed by the storm. "Nobody sails," harbour master Joss Tillman said.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "dam.txt").write_text(STORY, "utf-8")
    (folder / "harbour.txt").write_text(OTHER, "utf-8")
    return folder


@pytest.fixture
def indexed(corpus: Path) -> Path:
    assert run("index", str(corpus)).exit_code == 0
    return corpus
