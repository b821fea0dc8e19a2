"""The words that the scanner finds in plain text are those of the pattern."""

import random
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from newsexplore.index.query import analysis, ascii_words

_TEXTS = (
    "",
    " ",
    "the u.s. treasury's at&t, o'brien's and dell's 1,000.5 units",
    "d.c.ab a.b.cd a.bc a.b's x's 's ''s s's 1.2a 1,2,3. 1.2,a 9's b2b a1.b2 rock'n'roll's m&s's",
    "line\nbreak\ttab\x00nul a--b a''b a'&b at&'s",
)
_PIECES = ("a", "b", "1", "2", ".", ",", "'", "&", "s", "'s", " ", "-", "\n", "ab", "12")


def _pattern(text: str) -> list[str]:
    found = [match.group() for match in ascii_words.ASCII_WORD.finditer(text)]
    return [word.removesuffix("'s") for word in found]


def _source() -> ModuleType:
    """The module run as the Python that it is."""
    path = Path(analysis.__file__).with_name("ascii_words.py")
    loader = SourceFileLoader("ascii_words_source", str(path))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    assert not module.COMPILED
    return module


@pytest.mark.parametrize("how", ["as installed", "as source"])
def test_words_are_those_of_the_pattern(how: str) -> None:
    scanner = (ascii_words if how == "as installed" else _source()).AsciiScanner()
    rng = random.Random(7)
    drawn = ["".join(rng.choices(_PIECES, k=rng.randrange(1, 12))) for _ in range(20_000)]
    for text in (*_TEXTS, *drawn):
        assert scanner.words(text) == _pattern(text), text


def test_a_word_that_recurs_is_the_same_string_until_all_are_forgotten() -> None:
    module = _source()
    scanner = module.AsciiScanner()
    first = scanner.words("velmora")[0]
    assert scanner.words("in velmora")[1] is first
    many = " ".join(f"w{number}" for number in range(module._MOST + 10))
    assert scanner.words(many) == many.split()
    assert scanner.words("velmora")[0] is not first
    assert scanner.words("velmora's 1,000") == ["velmora", "1,000"]


def test_the_words_of_a_text_do_not_depend_on_what_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*_TEXTS, "The U.S. Treasury’s “AT&T” — O’Brien’s", "Élysée’s l’homme qu’il"]
    for compiled in (True, False):
        monkeypatch.setattr(analysis, "COMPILED", compiled)
        assert [analysis.words(text) for text in texts] == [
            tuple(word for word, _, _ in analysis.tokens(text)) for text in texts
        ]
