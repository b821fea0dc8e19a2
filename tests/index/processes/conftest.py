"""A small corpus for the tests of processes."""

from pathlib import Path

import pytest

from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(5):
        head = f"Title: Dam Report {number}\nDate: 2025-09-0{number + 1}\n\n"
        (corpus / f"{number}.txt").write_text(head + "“The dam is safe,” said Minister Ilka Vorrin.\n", "utf-8")
    return for_paths(load_config(None), [str(corpus)])
