"""Checksums of words, computed from a text, are those of the words that it is indexed with."""

import re
from collections.abc import Iterable, Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsexplore.index.query import analysis
from newsexplore.index.query.analysis import checksums, checksums_of, token_checksums, words

LETTERS = "abzAZ019'&._, \n"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=60) | st.text(st.sampled_from(f"{LETTERS}Éß²’"), max_size=60)
REPORT = (
    "The dam holds 1,000.5 m3 at noon; U.S. officials of Dam and The Vorrin-Lind_Act said it's 1999. iPhone, IPHONE"
)


@pytest.fixture(params=["as installed", "as source"])
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if request.param == "as source":  # as if there had been no compiler, but with the scanner of those who have one
        path = Path(analysis.__file__).with_name("ascii_words.py")
        loader = SourceFileLoader("ascii_words_for_checksums", str(path))
        spec = spec_from_loader(loader.name, loader)
        assert spec is not None
        module = module_from_spec(spec)
        loader.exec_module(module)
        monkeypatch.setattr(analysis, "_scanner", module.AsciiScanner())
        monkeypatch.setattr(analysis, "COMPILED", True)
    yield


def sums(words: Iterable[str]) -> list[int]:
    return [crc32(word.encode()) for word in words]


def read(data: bytes | bytearray) -> list[int]:
    return np.frombuffer(data, "<u4").tolist()


@pytest.mark.usefixtures("scanner")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
@example(REPORT)
@example(f"{REPORT} élan")
def test_checksums_are_those_of_the_words(text: str):
    assert read(checksums(text)) == sums(words(text))
    assert read(checksums(text, figures=True)) == sums(word for word in words(text) if any(map(str.isdigit, word)))
    assert read(checksums_of([*words(text), "élan"])) == sums([*words(text), "élan"])


@pytest.mark.usefixtures("scanner")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
@example(REPORT)
@example(f"{REPORT} élan")
def test_tokens_with_a_capital_are_told_from_those_without(text: str):
    tokens = re.findall(r"[^\W_]+", text)
    capitals, others = map(set, map(read, token_checksums(text)))
    assert capitals == set(sums(token.casefold() for token in tokens if token[0].isupper()))
    assert others >= set(sums(token for token in tokens if token[0].islower()))
    assert others <= set(sums(token for token in tokens if not token[0].isupper()))


def test_checksums_without_a_compiler_are_the_same(monkeypatch: pytest.MonkeyPatch):
    found = checksums(REPORT), checksums(REPORT, figures=True), *map(sorted, map(read, token_checksums(REPORT)))
    monkeypatch.setattr(analysis, "COMPILED", False)
    assert (checksums(REPORT), checksums(REPORT, figures=True)) == found[:2]
    assert set(read(token_checksums(REPORT)[0])) == set(found[2])
