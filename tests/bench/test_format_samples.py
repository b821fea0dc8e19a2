"""The samples that readers are timed with."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.reader_registry import names as formats
from newsexplore.index.corpus.survey import survey

BENCH = Path(__file__).resolve().parents[2] / "bench"
TEXT = "The harbour board met on Tuesday. It voted to rebuild the old pier before winter, the chair said.\n\n" * 4
ARTICLES = [(f"Pier {number} is rebuilt at last", f"{TEXT}That was meeting {number}.") for number in range(3)]
IN_CORPORA = frozenset(
    "alto docx export export-html factiva-xml feed guardian html json jsonl mail markdown mets newsml newsml-g2 nitf"
    " reuters single-file table text trec warc wire wordpress xlsx xml".split()
)
"""Formats that the shared corpora and cases hold."""


@pytest.fixture(scope="module")
def samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_format_samples", BENCH / "format_samples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_each_sample_is_read_as_its_format(samples: ModuleType, tmp_path: Path) -> None:
    for library in ("pyarrow", "pypdf", "striprtf", "olefile", "xlrd"):
        pytest.importorskip(library)
    samples.write(tmp_path, ARTICLES)
    found = survey(CorpusConfig(name="samples", paths=(str(tmp_path),)))
    assert {name: (tally.articles, tally.rejected) for name, tally in found.items()} == {
        name: (len(ARTICLES), 0) for name in samples.WRITERS
    }


def test_every_reader_is_timed(samples: ModuleType) -> None:
    assert set(formats()) == IN_CORPORA | set(samples.WRITERS)


def test_the_shared_corpora_hold_the_others(shared: Path) -> None:
    folders = ("agency_formats", "newsml_g2", "feeds_json", "warc_aut", "factiva_tm", "alto_mets_lwm", "html_aeb")
    paths = [shared / "cases", *(shared / "corpora" / folder for folder in folders)]
    found = survey(CorpusConfig(name="shared", paths=tuple(map(str, paths))))
    assert {name for name, tally in found.items() if tally.articles} <= IN_CORPORA | {"other"}
