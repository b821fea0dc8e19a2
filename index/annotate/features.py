"""Words of a sentence as the tagger sees them, and the features of each: the same strings in training and in use.

A token of the document may hold more than one word ("Trump's", "London-based") and a word more than one token ("W."),
so that a name never ends inside a word. Every feature depends on one word and how far away it stands, on the kinds of
two neighbouring words, or on a flag; that is what lets the tagger remember what each of them weighs.
"""

import re
from collections.abc import Iterable, Sequence

from . import gazetteers, lexicons
from .document import Document, Sentence, Token

REACH = 2
"""How many words to either side of a word have a say in what it is."""

_SHOUT = 8
"""Letters in capitals that a sentence needs to count as written in them."""
_GAP = 3
"""How many small words may stand between two capitalised ones of a name."""

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


def shape(text: str) -> str:
    """The form of a word: capitals X, small letters x, digits 9, runs shortened to two."""
    out = ""
    for char in text:
        mark = "X" if char.isupper() else "x" if char.islower() else "9" if char.isdigit() else char
        if out[-2:] != mark * 2:
            out += mark
    return out


def word_features(word: Word, distance: int) -> list[str]:
    """The features that a word gives the word standing `distance` before it (so -1 is the previous word)."""
    text, lower = word.text, word.lower
    found = [f"{distance}w={lower}", f"{distance}k={word.kind}"]
    if abs(distance) == 2:
        return found
    found += (f"{distance}s={shape(text)}", f"{distance}e={lower[-3:]}")
    found += [f"{distance}g={letter}" for letter in word.kind[1:]] if word.capital else []
    if distance:
        return found
    found += [f"p{n}={lower[:n]}" for n in (2, 3, 4) if len(lower) > n]
    found += [f"e{n}={lower[-n:]}" for n in (1, 2, 4) if len(lower) > n]
    if "-" in text:
        found.append("hyphen")
    if any(char.isupper() for char in text[1:]) and not text.isupper():
        found.append("inner")
    if text.isupper():
        found.append(f"caps{min(len(text), 6)}")
    return found


def context_features(before: str, kind: str, after: str) -> list[str]:
    """The features of the kinds of a word and its two neighbours, two by two."""
    return [f"0kk={before}|{kind}", f"1kk={kind}|{after}", f"2kk={before}|{after}"]


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
        if head.lower() in _PREFIXES and rest[:1].isupper() and any(kind in self.lists.kinds(rest) for kind in "kpon"):
            return len(head) + 1
        if rest and all(any(kind in self.lists.kinds(part) for kind in "kp") for part in core.split("-")):
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
        if last >= 0 and at - last <= _GAP and all(word.joins for word in words[last:at]):
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


# What a document says about a spelling, wherever it stands: one bit a piece of evidence.
EVIDENCE = ("title", "forename", "speaks", "organisation", "inside", "acronym", "middle", "small", "surname", "of")
FLAGS = ("first", "upper", *(f"phrase {letter} {place}" for letter in "kpconm" for place in "BI"))
"""What a place in a sentence says about a word: after `EVIDENCE` in the same set of bits."""
_BIT = {name: 1 << at for at, name in enumerate(EVIDENCE + FLAGS)}
_SPEAKS = lexicons.load("name_speaks")
_INSIDE = frozenset(("in", "at", "near", "from", "to"))


def flag_features(flags: int) -> list[str]:
    """The features of a set of bits."""
    return [f"!{name}" for name, bit in _BIT.items() if flags & bit]


class _Nothing(Word):
    """What stands beyond a sentence."""

    __slots__ = ()

    def __init__(self, kind: str) -> None:
        self.text = self.lower = ""
        self.capital = self.joins = False
        self.kind = kind
        self.rows = [0] * (2 * REACH + 1)


_BEGIN, _END = _Nothing("^"), _Nothing("$")


class Line:
    """A sentence as words, with the stretches that may hold names and what is known of each word's place."""

    __slots__ = ("ends", "flags", "islands", "padded", "starts", "upper", "words")

    def __init__(self, words: list[Word], starts: list[int], ends: list[int]) -> None:
        self.words = words
        self.padded = [_BEGIN, _BEGIN, *words, _END, _END]
        """The words with nothing to either side, so that every word has as many neighbours."""
        self.starts = starts
        self.ends = ends
        self.islands = islands(words)
        self.upper = _shouts(words)
        self.flags = [0] * len(words)


def _shouts(words: Sequence[Word]) -> bool:
    """Whether a sentence is written in capitals."""
    capital = [word.text for word in words if word.capital]
    if len(capital) * 2 < len(words):
        return False
    large = [text for text in capital if text.isupper()]
    small = sum(word.text[0].isalpha() for word in words) - len(large)
    return sum(map(len, large)) > _SHOUT and small * 8 <= sum(map(len, large))


def read(document: Document, splitter: Splitter) -> list[Line]:
    """The sentences of a document that may hold names, each with its flags set from the whole of the document."""
    lines: list[Line] = []
    for sentence in document.sentences:
        line = Line(*splitter.words(document, sentence))
        if line.islands:
            lines.append(line)
    small = {token.text for token in document.tokens} if lines else set[str]()
    evidence = _evidence(lines, small)
    for line in lines:
        _set_flags(line, evidence, splitter)
    return lines


def _evidence(lines: Sequence[Line], small: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        if line.upper:
            continue
        words = line.words
        count = len(words)
        for first, last in line.islands:
            for at in range(first, last):
                word = words[at]
                if not word.capital:
                    continue
                bits = found.get(word.text)
                if bits is None:
                    bits = _BIT["small"] if word.lower in small else 0
                if at:
                    before = words[at - 1]
                    kind = before.kind
                    bits |= _BIT["middle"] if kind not in ("“", '"', ".", ":", "‘") else 0
                    if before.lower in _INSIDE:
                        bits |= _BIT["inside"]
                    elif before.capital:
                        if "t" in kind:
                            bits |= _BIT["title"]
                        if "f" in kind:
                            bits |= _BIT["forename"]
                    elif kind == "of":
                        bits |= _BIT["of"]
                if at + 1 < count:
                    after = words[at + 1]
                    if after.text in _SPEAKS:
                        bits |= _BIT["speaks"]
                    elif after.capital:
                        if "w" in after.kind:
                            bits |= _BIT["organisation"]
                        elif "f" in word.kind:
                            bits |= _BIT["surname"]
                    elif after.text == ")" and at and words[at - 1].text == "(":
                        bits |= _BIT["acronym"]
                found[word.text] = bits
    return found


def _set_flags(line: Line, evidence: dict[str, int], splitter: Splitter) -> None:
    words, flags = line.words, line.flags
    opening = next((at for at, word in enumerate(words) if word.text[0].isalnum()), 0)
    texts: list[str] | None = None
    for first, last in line.islands:
        for at in range(first, last):
            if words[at].capital:
                flags[at] |= evidence.get(words[at].text, 0)
        if line.upper:
            for at in range(first, last):
                flags[at] |= _BIT["upper"]
        if last - first > 1:
            texts = texts or [word.text for word in words]
            at = first
            while at < last:
                length, letter = splitter.lists.phrase(texts, at)
                if length:
                    flags[at] |= _BIT[f"phrase {letter} B"]
                    for inside in range(at + 1, at + length):
                        flags[inside] |= _BIT[f"phrase {letter} I"]
                at += length or 1
    flags[opening] |= _BIT["first"]


def features(line: Line, at: int) -> list[str]:
    """All features of one word of a line, as the trainer wants them."""
    found = flag_features(line.flags[at])
    near = line.padded[at : at + 2 * REACH + 1]
    for distance, word in enumerate(near, -REACH):
        if word.text:
            found += word_features(word, distance)
    return found + context_features(near[REACH - 1].kind, near[REACH].kind, near[REACH + 1].kind)
