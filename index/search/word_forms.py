"""The words of a query with their inflections that the index holds: `price` also finds `prices` and `pricing`.

The index holds words as they are written. Forms are looked up when a query is read, so that every word can still be
searched for alone.
"""

from collections import OrderedDict
from collections.abc import Iterator

from ..engines.base import Engine, never
from ..protocol.answers import WordForms
from ..query.stemming import inflection, is_inflected, languages
from ..query.tree import And, Exact, Forms, InArticle, Node, Not, Or, Word

MOST_FORMS = 24
"""Forms of a word that are searched for, those in most articles, with the word itself."""
_CANDIDATES = 2000
"""Words with the same beginning that are looked at."""
_FEW_ARTICLES, _SHARE = 20, 0.01
"""Articles of a language from which on its words are inflected, or their share of all articles."""
_OWN_LETTERS = frozenset(("el", "he", "hy", "ko", "ta"))
"""Languages whose letters no other of them uses: no word of another is taken for one of theirs, so one article is
enough."""
_RELATIVE_FREQUENCY = 0.1
"""Least frequency of a word in a language, relative to the language in which it is most frequent."""
_CACHED = 512


class FormFinder:
    """Finds the forms of words in one commit of an index; for one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._languages: dict[str, int] | None = None
        self._known: OrderedDict[tuple[str, tuple[str, ...]], WordForms] = OrderedDict()

    def refresh(self) -> None:
        """Forget what was found in an earlier commit."""
        self._languages = None
        self._known.clear()

    def languages(self) -> dict[str, int]:
        """Return the languages whose words are inflected, with their number of articles, most first."""
        if self._languages is None:
            total = rest = self._engine.count()
            least = min(_FEW_ARTICLES, max(1, total * _SHARE))
            found: dict[str, int] = {}
            self._engine.expect_counts([Exact("lang", code) for code in languages()], quotes=False)
            for code in sorted(languages(), key=lambda code: code != "en"):
                if not rest:
                    break
                number = self._count(Exact("lang", code))
                rest -= number
                if number >= (1 if code in _OWN_LETTERS else least):
                    found[code] = number
            self._languages = dict(sorted(found.items(), key=lambda one: -one[1]))
        return self._languages

    def expand(self, tree: Node) -> tuple[Node, tuple[WordForms, ...]]:
        """Put the forms of each word in its place, and return them, in the order of the words.

        Args:
            tree: From `parse` with `inflect`, where a word that may be inflected is a `Forms` of itself.
        """
        words = dict.fromkeys(leaf.words[0] for leaf in _inflected(tree))
        only = tuple(code for code in _languages_of(tree) if code in languages())
        found = {word: self.forms(word, only) for word in words}
        return _replaced(tree, found), tuple(one for one in found.values() if one.others)

    def forms(self, word: str, only: tuple[str, ...] = ()) -> WordForms:
        """Return the forms of a folded word, in the languages of the index or `only` in these."""
        key = (word, only)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._find(word, only or tuple(self.languages()))
            if len(self._known) > _CACHED:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(key)
        return known

    def _find(self, word: str, among: tuple[str, ...]) -> WordForms:
        if not is_inflected(word):
            return WordForms(word)
        found: dict[str, None] = {}
        for code in self._spoken(word, among):
            how = inflection(code)
            if how is not None:
                is_form = how.forms_of(word)
                found.update(dict.fromkeys(filter(is_form, self._engine.candidates(how.heads(word), _CANDIDATES))))
        found.pop(word, None)
        if found:
            self._engine.expect_counts([Word("", one) for one in (word, *found)], quotes=False)
        # What is being typed is not a word yet: it is read as the beginning of one.
        if found and not self._count(Word("", word)) and self._engine.candidates((word,), 1):
            return WordForms(word)
        counted = [(other, self._count(Word("", other))) for other in found]
        others = sorted((one for one in counted if one[1]), key=lambda one: (-one[1], one[0]))
        return WordForms(word, tuple(others[: MOST_FORMS - 1]), max(0, len(others) - MOST_FORMS + 1))

    def _spoken(self, word: str, among: tuple[str, ...]) -> tuple[str, ...]:
        """Return the languages that a word is a word of, by how often their articles have it; all if none has it.

        Else an English word would be inflected like a French one wherever an index holds both.
        """
        if len(among) < 2:
            return among
        known = self.languages()
        trees = {code: And((Word("", word), Exact("lang", code))) for code in among}
        self._engine.expect_counts([Word("", word), *trees.values()], quotes=False)
        counts = {code: self._count(tree) for code, tree in trees.items()}
        often = {code: number / known[code] for code, number in counts.items() if code in known}
        least = _RELATIVE_FREQUENCY * max(often.values(), default=0)
        return tuple(code for code in among if often.get(code, 0) >= least) if least else among

    def _count(self, node: Node) -> int:
        return self._engine.search(node, sort="newest", offset=0, limit=0, cancelled=never).total


def _inflected(tree: Node) -> Iterator[Forms]:
    match tree:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from _inflected(part)
        case Not(part=part) | InArticle(part=part):
            yield from _inflected(part)
        case Forms():
            yield tree
        case _:
            return


def _replaced(tree: Node, found: dict[str, WordForms]) -> Node:
    match tree:
        case And(parts=parts) | Or(parts=parts):
            return type(tree)(tuple(_replaced(part, found) for part in parts))
        case Not(part=part) | InArticle(part=part):
            return type(tree)(_replaced(part, found))
        case Forms(field=field, words=(word, *_)):
            others = tuple(other for other, _ in found[word].others)
            return Forms(field, (word, *others)) if others else Word(field, word)
        case _:
            return tree


def _languages_of(tree: Node) -> tuple[str, ...]:
    """Return the languages that a condition for the whole query restricts it to; none if it does not."""
    match tree:
        case And(parts=parts):
            return next((found for part in parts if (found := _languages_of(part))), ())
        case Or(parts=parts):
            found = [_languages_of(part) for part in parts]
            return tuple(dict.fromkeys(code for each in found for code in each)) if all(found) else ()
        case InArticle(part=part):
            return _languages_of(part)
        case Word(field="lang", word=code) | Exact(field="lang", value=code):
            return (code,)
        case _:
            return ()
