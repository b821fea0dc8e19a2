"""Words as the tagger of names sees them: a document's tokens cut and joined so that no name ends inside a word.

A token may hold more than one word ("Trump's", "London-based") and a word more than one token ("W."). Each spelling is
made once, and remembers what depends on nothing else.
"""

import re
from collections.abc import Iterable, Sequence

from . import gazetteers, lexicons
from .document import Document, Sentence, Token

REACH = 2
"""How many words to either side of a word have a say in what it is."""

_GAP = 3
"""How many small words may stand between two capitalised ones of a name."""

_LONGEST = 80
"""Words after which a stretch ends whatever follows: a bound for texts that are all capitals."""

# "London-based", "U.S.-led": the name ends at the hyphen.
_COMPOUND = re.compile(
    r"(.*[^\W\d_]\.?)(-(?:[a-z]+ed|led|run|born|style|based|made|wide|era|bound|held|built|friendly"
    r"|like|speaking|area|origin|only|to|and))$"
)
_PREFIXES = frozenset(
    ("anti", "all", "co", "ex", "inter", "mid", "multi", "non", "pan", "post", "pre", "pro", "self", "semi", "vice")
)
# What a name may hold between its capitalised words, and what may stand before the first of them.
JOINERS = lexicons.load("name_joiners")
PARTICLES = lexicons.load("name_leads")
# Lower-case words that the kinds of two neighbours keep apart.
_CONTEXT = lexicons.load("name_contexts")


class Word:
    """A spelling with everything about it that does not depend on where it stands."""

    __slots__ = ("capital", "joins", "kind", "lower", "rows", "text")

    def __init__(self, text: str, lists: gazetteers.Gazetteers, common: frozenset[str]) -> None:
        """Look the spelling up.

        Args:
            text: The word as written.
            lists: The gazetteers.
            common: Words that are ordinary when written small.
        """
        self.text = text
        self.lower = text.lower()
        self.capital = text != self.lower and not text.startswith("-")
        self.joins = self.lower in JOINERS or text[0].isdigit()
        self.kind = _kind(self, lists, common)
        self.rows = [-1] * (2 * REACH + 1)
        """What the tagger remembers: for each distance the row of its weights, -1 for none yet."""


def _kind(word: Word, lists: gazetteers.Gazetteers, common: frozenset[str]) -> str:
    text, lower = word.text, word.lower
    if not word.capital:
        if lower in _CONTEXT:
            return lower
        if text[0].isdigit():
            return "9"
        if lower.title() in lexicons.load("titles"):
            return "t"
        if len(text) > 1 and text[-1] == "-":
            return "~"
        return "x" if text[0].isalpha() else "-" if text[0] == "-" else "#"
    if len(text) == 1 or (len(text) == 2 and text[1] == "."):
        form = "I"
    elif text.isupper():
        form = "A"
    else:
        form = "C" if text[0].isupper() and text[1:].islower() else "M"
    return form + lists.kinds(text) + ("v" if lower in common else "")


class Splitter:
    """Cuts a document's tokens into words, each spelling made once."""

    def __init__(self, common: frozenset[str]) -> None:
        self.lists = gazetteers.load()
        self._common = common
        self._words: dict[str, Word] = {}
        self._single: dict[str, Word] = {}
        """Tokens that are one word."""
        self._compound: dict[str, tuple[tuple[Word, int, int], ...]] = {}
        """Tokens that are several, each with its offsets into the token."""
        self._abbreviations = lexicons.load("titles") | lexicons.load("organisation_words") | lexicons.load("places")

    def word(self, text: str) -> Word:
        """The word of this spelling."""
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = Word(text, self.lists, self._common)
        return found

    def forget(self) -> None:
        """Drop every spelling remembered."""
        self._words.clear()
        self._single.clear()
        self._compound.clear()

    @property
    def size(self) -> int:
        """How many spellings are remembered."""
        return len(self._words)

    def parts(self, token: str) -> tuple[tuple[Word, int, int], ...]:
        """The words of a token, each with its offsets into the token."""
        found = self._compound.get(token)
        if found is None:
            found = tuple(self._cut(token))
            if len(found) == 1:
                self._single[token] = found[0][0]
            else:
                self._compound[token] = found
        return found

    def _cut(self, token: str) -> Iterable[tuple[Word, int, int]]:
        end = len(token)
        tail = None
        if end > 2 and token[-2:] in ("'s", "’s", "'S", "’S"):
            tail = (self.word("'s"), end - 2, end)
            end -= 2
        core = token[:end]
        cut = self._hyphen(core) if "-" in core else 0
        while cut:
            yield self.word(core[:cut]), end - len(core), end - len(core) + cut
            core = core[cut:]
            cut = self._hyphen(core) if "-" in core else 0
        yield self.word(core), end - len(core), end
        if tail:
            yield tail

    def _hyphen(self, core: str) -> int:
        """Where to cut a compound whose parts are words of their own; 0 for nowhere."""
        if core[0] == "-":
            return 1 if core[1:2].isupper() else 0
        match = _COMPOUND.match(core)
        if match and core[0].isupper() and match[1].lower() not in _PREFIXES and len(match[1]) > 1:
            return match.end(1)
        head, _, rest = core.partition("-")
        if head.lower() in _PREFIXES and rest[:1].isupper() and any(kind in self.lists.kinds(rest) for kind in "kqpon"):
            return len(head) + 1
        if rest and all(any(kind in self.lists.kinds(part) for kind in "kqp") for part in core.split("-")):
            return len(head)
        return 0

    def words(self, document: Document, sentence: Sentence) -> tuple[list[Word], list[int], list[int]]:
        """The words of a sentence with their starts and ends in the text."""
        tokens = document.tokens[sentence.first : sentence.last]
        texts = [token.text for token in tokens]
        if "." not in texts[:-1]:
            known = list(map(self._single.get, texts))
            if None not in known:
                words = [word for word in known if word]
                return words, [token.start for token in tokens], [token.end for token in tokens]
        return self._cut_words(tokens)

    def _cut_words(self, tokens: Sequence[Token]) -> tuple[list[Word], list[int], list[int]]:
        """What `words` gives for tokens that are not all words of their own, or not all known."""
        words: list[Word] = []
        starts: list[int] = []
        ends: list[int] = []
        last = tokens[-1]
        for token in tokens:
            text = token.text
            if (
                text == "."
                and words
                and token is not last
                and ends[-1] == token.start
                and self._shortens(words[-1].text)
            ):
                words[-1] = self.word(words[-1].text + ".")
                ends[-1] = token.end
                continue
            single = self._single.get(text)
            if single:
                words.append(single)
                starts.append(token.start)
                ends.append(token.end)
                continue
            for word, start, end in self.parts(text):
                words.append(word)
                starts.append(token.start + start)
                ends.append(token.start + end)
        return words, starts, ends

    def _shortens(self, text: str) -> bool:
        return (len(text) == 1 and text.isupper()) or text + "." in self._abbreviations


def islands(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The stretches of a sentence that may hold names, as ranges of words, in order."""
    found: list[tuple[int, int]] = []
    count = len(words)
    first = last = -1
    for at in [at for at, word in enumerate(words) if word.capital]:
        if last >= 0 and at - last <= _GAP and at - first < _LONGEST and all(word.joins for word in words[last:at]):
            last = at + 1
            continue
        if last >= 0:
            found.append((first, _tail(words, last, count)))
        floor = found[-1][1] if found else 0
        first, last = at, at + 1
        while first > floor and words[first - 1].text in PARTICLES:
            first -= 1
    if last >= 0:
        found.append((first, _tail(words, last, count)))
    return found


def _tail(words: Sequence[Word], last: int, count: int) -> int:
    """The end of a stretch, a number after it included: "Boeing 737"."""
    return last + 1 if last < count and words[last].text[0].isdigit() else last
