"""The languages of an index, and what is done with the text of each."""

from msgspec import Struct

from ..annotate.text.language import ENGLISH, FOREIGN, Analysis, analysed
from ..engines.base import Engine, never
from ..query.leaves import SEARCH_ONLY
from ..query.tree import Exact
from .word_forms import FormFinder

UNSPACED = ("zh", "ja", "th", "lo", "my", "km")
"""Languages written without spaces: each character is searched for as a word, and a run of them as a phrase."""


class LanguageCount(Struct):
    """A language of an index."""

    lang: str
    """ISO 639-1 code; "" for articles whose language is not known, or is another one."""
    articles: int
    analysed: tuple[Analysis, ...]
    """What is found in its texts; nothing: they are searched only."""
    inflections: bool
    """Whether a word also finds its inflections: it does from a few articles on."""
    characters: bool
    """Whether words are searched for character by character."""


def language_counts(engine: Engine) -> list[LanguageCount]:
    """Return the languages of an index, most articles first; raises as `Engine.search`."""
    rest = engine.count()
    inflected = FormFinder(engine).languages()
    found: list[LanguageCount] = []
    for code in (ENGLISH, *FOREIGN, *SEARCH_ONLY):
        if not rest:
            break
        number = engine.search(Exact("lang", code), sort="newest", offset=0, limit=0, cancelled=never).total
        if number:
            found.append(LanguageCount(code, number, analysed(code), code in inflected, code in UNSPACED))
            rest -= number
    if rest:
        found.append(LanguageCount("", rest, analysed(""), False, False))
    return sorted(found, key=lambda one: (-one.articles, one.lang))
