"""Words as the tagger of names sees them: a document's tokens cut and joined so that no name ends inside a word.

A token may hold more than one word ("Trump's", "London-based") and a word more than one token ("W."). Each spelling is
made once, and remembers what depends on nothing else.
"""

import re
from collections.abc import Iterable, Sequence

from ..lexicon import gazetteers
from ..lexicon.lists import load
from .document import Document
from .signs import AFTER, BEFORE, ahead, behind, role

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
_OWNED = ("'s", "’s", "'S", "’S")
_PREFIXES = frozenset(
    ("anti", "all", "co", "ex", "inter", "mid", "multi", "non", "pan", "post", "pre", "pro", "self", "semi", "vice")
)
# What a name may hold between its capitalised words, and what may stand before the first of them.
JOINERS = load("name_joiners")
PARTICLES = load("name_leads")
_TITLES = frozenset(title.lower() for title in load("titles") if title.istitle())
# Lower-case words that the kinds of two neighbours keep apart.
_CONTEXT = load("name_contexts")


class Word:
    """A spelling with everything about it that does not depend on where it stands."""

    __slots__ = (
        "after",
        "ahead",
        "before",
        "behind",
        "block",
        "capital",
        "form",
        "joins",
        "kind",
        "lower",
        "opens",
        "particle",
        "people",
        "recurs",
        "role",
        "text",
    )

    def __init__(self, text: str, lists: gazetteers.Gazetteers, common: frozenset[str], forms: dict[str, int]) -> None:
        """Look the spelling up.

        Args:
            text: The word as written.
            lists: The gazetteers.
            common: Words that are ordinary when written small.
            forms: The kinds of words met so far, numbered; a new one is added.
        """
        lower = text.lower()
        capital = text != lower and text[0] != "-"
        kind = _kind(text, lower, capital, lists, common)
        self.block = -1
        """Where `Weights` keeps what the word weighs, -1 until somebody asks."""
        self.text = text
        self.lower = lower
        self.capital = capital
        self.joins = lower in JOINERS or text[0].isdigit()
        self.particle = text in PARTICLES
        self.opens = text in lists.first
        """Whether a phrase of the lists begins with the word."""
        self.people = "n" in kind[1:] and "p" not in kind[1:]
        """Whether it is a people or its adjective, and no place."""
        self.kind = kind
        self.form = forms.setdefault(kind, len(forms))
        """The number of its kind."""
        self.recurs = False
        """Whether it has occurred again since it was met, or since `Splitter.forget` kept it."""
        # What the word contributes to those beside it: see `signs`.
        self.behind = behind(lower, kind, capital)
        self.ahead = ahead(text, kind, capital)
        self.before = BEFORE.get(lower, 0)
        self.after = AFTER.get(lower, 0)
        self.role = role(text, lower, kind)


def _kind(text: str, lower: str, capital: bool, lists: gazetteers.Gazetteers, common: frozenset[str]) -> str:
    if not capital:
        if lower in _CONTEXT:
            return lower
        if text[0].isdigit():
            return "9"
        if lower in _TITLES:
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


class _Nothing(Word):
    """What stands beyond a sentence."""

    __slots__ = ()

    def __init__(self, kind: str, form: int) -> None:
        self.text = self.lower = ""
        self.capital = self.joins = self.particle = self.opens = self.people = False
        self.kind = kind
        self.form = form
        self.block = 0
        self.recurs = False
        self.behind = self.ahead = self.before = self.after = self.role = 0


BEGIN, END = _Nothing("^", 0), _Nothing("$", 1)


class Line:
    """The words of a document in a row, each sentence between `BEGIN` and `END`, with their offsets as columns."""

    __slots__ = ("ends", "openings", "starts", "words")

    def __init__(self) -> None:
        self.words: list[Word] = [END]
        self.starts = [0]
        self.ends = [0]
        self.openings: list[int] = []
        """For each sentence the place of its `BEGIN`; at last the one after all."""

    def open(self) -> None:
        """Begin the next sentence."""
        self.openings.append(len(self.words) + 1)
        self.words += (END, BEGIN)
        self.starts += (0, 0)
        self.ends += (0, 0)

    def split(self, parts: Iterable[tuple[Word, int, int]], at: int) -> None:
        """Go on with the words of one token that starts at `at`."""
        for word, start, end in parts:
            self.words.append(word)
            self.starts.append(at + start)
            self.ends.append(at + end)


class Splitter:
    """Cuts a document's tokens into words, each spelling made once."""

    def __init__(self, common: frozenset[str]) -> None:
        self.lists = gazetteers.load()
        self._common = common
        self._words: dict[str, Word] = {}
        self._forms = {BEGIN.kind: BEGIN.form, END.kind: END.form}
        self._single: dict[str, Word] = {}
        """Tokens that are one word."""
        self._compound: dict[str, tuple[tuple[Word, int, int], ...]] = {}
        """Tokens that are several, each with its offsets into the token."""
        self._dot = self.word(".")
        self._abbreviations = load("titles") | load("organisation_words") | load("places")

    def word(self, text: str) -> Word:
        """The word of this spelling."""
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = Word(text, self.lists, self._common, self._forms)
        return found

    def forget(self, most: int) -> list[Word]:
        """Drop the spellings that have not recurred; to drop all took extraction 6 % longer.

        Args:
            most: Spellings to keep at most; if more recur, all are dropped.

        Returns:
            The words of those that were kept.
        """
        kept = {text: word for text, word in self._words.items() if word.recurs}
        if len(kept) > most:
            kept = {}
        self._words = kept
        self._single = {text: word for text, word in self._single.items() if text in kept}
        self._compound = {}
        for word in kept.values():
            word.recurs = False
        self._dot = self.word(".")
        return list(kept.values())

    @property
    def size(self) -> int:
        """How many spellings and compounds are remembered."""
        return len(self._words) + len(self._compound)

    def parts(self, text: str) -> tuple[tuple[Word, int, int], ...]:
        """The words of a token, each with its offsets into the token."""
        found = self._compound.get(text)
        if found is None:
            # Most spellings have nothing to cut at.
            whole = "-" not in text and not text.endswith(_OWNED)
            found = ((self.word(text), 0, len(text)),) if whole else tuple(self._cut(text))
            if len(found) == 1 and text != ".":
                self._single[text] = found[0][0]
            else:
                self._compound[text] = found
        return found

    def _cut(self, token: str) -> Iterable[tuple[Word, int, int]]:
        end = len(token)
        tail = None
        if end > 2 and token[-2:] in _OWNED:
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

    def words(self, document: Document) -> Line:
        """All words of a document, each sentence between `BEGIN` and `END`."""
        texts, begins, stops = document.words, document.starts, document.ends
        single = self._single
        line = Line()
        words, starts, ends = line.words, line.starts, line.ends
        for sentence in document.sentences:
            line.open()
            first, last = sentence.first, sentence.last
            for at in range(first, last):
                text = texts[at]
                word = single.get(text)
                if word is not None:
                    word.recurs = True
                    words.append(word)
                    starts.append(begins[at])
                    ends.append(stops[at])
                elif text != ".":
                    line.split(self.parts(text), begins[at])
                elif first < at < last - 1 and stops[at - 1] == begins[at] and self._shortens(words[-1].text):
                    words[-1] = self.word(words[-1].text + ".")
                    ends[-1] = stops[at]
                else:
                    words.append(self._dot)
                    starts.append(begins[at])
                    ends.append(stops[at])
        line.open()
        return line

    def _shortens(self, text: str) -> bool:
        return (len(text) == 1 and text.isupper()) or text + "." in self._abbreviations


def islands(words: Sequence[Word], capitals: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches that may hold names, as ranges of words, in order; `capitals` are the capitalised ones' places."""
    found: list[tuple[int, int]] = []
    first = last = -1
    end = 0
    for at in capitals:
        if last >= 0:
            gap = at - last
            if at - first < _LONGEST and gap <= _GAP:
                place = last
                while place < at and words[place].joins:
                    place += 1
                if place == at:
                    last = at + 1
                    continue
            # A number after a name is part of the stretch: "Boeing 737".
            end = last + 1 if words[last].kind == "9" else last
            found.append((first, end))
        first, last = at, at + 1
        while words[first - 1].particle and first > end:
            first -= 1
    if last >= 0:
        found.append((first, last + 1 if words[last].kind == "9" else last))
    return found
