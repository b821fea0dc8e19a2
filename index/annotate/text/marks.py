"""Quotation marks of every kind, paired: what a block of text holds between an opening and a closing mark."""

import re

from msgspec import Struct

# One set of characters first: that is what makes the search quick.
_MARK = re.compile(r"[\"“”„‟«»‹›「」『』＂‘’‚'`][‘’‚'`]?")
_PAIRS = {
    "“": '”“"',
    "”": "”",
    "„": '“”"‟',
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    '"': '"”»',
}
_DOUBLED = {"''": '"', "``": "“", "‘‘": "“", "’’": "”", "‚‚": "„", "＂": '"'}
_SINGLES = "'‘‚"
_CJK = frozenset("「」『』")
_LONGEST_SINGLE = 1500
"""How far the closing mark of a single-quoted span is looked for, in code points."""
_SHORT_SINGLE = 60
_SAID = re.compile(r"(?P<comma>,) (?:said|says|added) [A-ZÀ-Þ][\w.'’-]+ [A-ZÀ-Þ][\w'’-]+")
"""An attribution within open marks, whose closing mark is missing."""
_SAYS = re.compile(r"(?:(?:he|she|they|it) )?(?:said|says|told|added|asked|wrote)\b")
_ELISIONS = re.compile(r"(?:\d|em\b|til\b|tis\b|twas\b|cause\b|n['’]|bout\b|round\b|s\b)", re.IGNORECASE)


class Marked(Struct, frozen=True, gc=False):
    """Words between quotation marks: `outer` and `outer_end` take the marks in."""

    start: int
    end: int
    outer: int
    outer_end: int
    closed: bool
    """False when the block ended, or the mark was opened again, before it was closed."""
    single: bool
    """True for single quotation marks, which mostly hold titles and words, not speech."""


def _closing_single(text: str, opened: int, end: int) -> int:
    """Where the single mark opened at `opened` closes, or -1: apostrophes and possessives are passed over."""
    closers = "’'" if text[opened] in "‘'" else "‘’"
    limit = min(end, opened + _LONGEST_SINGLE)
    fallback = -1
    for place in range(opened + 2, limit):
        if text[place] not in closers:
            continue
        before, after = text[place - 1], text[place + 1] if place + 1 < end else " "
        if before.isspace() or after.isalnum():
            continue
        if before in ".,?!…;" or not (before in "sS" and after == " "):
            return place
        # "the ministers’ plan" may be a possessive: it closes only what nothing better does.
        if fallback < 0 and place - opened <= _SHORT_SINGLE:
            fallback = place
    return fallback


def _opens_single(text: str, place: int, begin: int, end: int) -> bool:
    """Whether the single mark at `place` stands where a quotation can open."""
    if place > begin and (text[place - 1].isalnum() or text[place - 1] in ")]’'\"”"):
        return False
    if place + 1 >= end or text[place + 1].isspace():
        return False
    return not (text[place] in "'’" and _ELISIONS.match(text, place + 1))


def _stray(text: str, begin: int, place: int) -> bool:
    """Whether a mark that looks like an opening one follows a comma, and a verb of saying follows it."""
    return text[max(begin, place - 3) : place].rstrip()[-1:] == "," and _SAYS.match(text, place + 1) is not None


class _Pairing:
    """The state of one walk through a block's marks."""

    def __init__(self, text: str, begin: int, end: int, nesting: bool) -> None:
        self.text, self.begin, self.end, self.nesting = text, begin, end, nesting
        self.found: list[Marked] = []
        self.stack: list[str] = []
        self.outer = self.inner = 0
        self.unclosed_until = 0  # no single mark before here closes: what keeps a text full of apostrophes linear

    def keep(self, stop: int, outer_end: int, closed: bool, single: bool = False) -> None:
        """Keep the span that the outermost open mark began, without white space around its words."""
        start = self.inner
        text = self.text
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            self.found.append(Marked(start, stop, self.outer, outer_end, closed, single))

    def open(self, mark: str, place: int, width: int) -> None:
        """Push a mark; the outermost one begins a span."""
        if not self.stack:
            self.outer, self.inner = place, place + width
        self.stack.append(mark)

    def walk(self) -> bool:
        """Pair all marks of the block; tells whether every opened one was closed."""
        text, end = self.text, self.end
        position = self.begin
        while match := _MARK.search(text, position, end):
            place, mark = match.start(), match.group()
            if len(mark) == 2 and mark not in _DOUBLED:
                mark = mark[0]
            width = len(mark)
            mark = _DOUBLED.get(mark, mark)
            position = place + width
            if mark == "`":
                continue
            if mark in "‘'‚’":
                position = self.single(mark, place, position)
            else:
                self.double(mark, place, width)
        if not self.stack:
            return True
        self.keep(end, end, closed=False)
        return False

    def single(self, mark: str, place: int, position: int) -> int:
        """Take a single mark: outside all others it may open a span, which is then passed over whole."""
        if self.stack or mark not in _SINGLES or not _opens_single(self.text, place, self.begin, self.end):
            return position
        if place < self.unclosed_until:
            return position
        closing = _closing_single(self.text, place, self.end)
        if closing < 0:
            self.unclosed_until = place + _LONGEST_SINGLE
            return position
        self.outer, self.inner = place, place + 1
        self.keep(closing, closing + 1, closed=True, single=True)
        return closing + 1

    def double(self, mark: str, place: int, width: int) -> None:
        """Take a double mark: open, close, nest, or begin again what was never closed."""
        text = self.text
        before = text[place - 1] if place > self.begin else " "
        after = text[place + width] if place + width < self.end else " "
        can_open = (not after.isspace() and not before.isalnum()) or mark in _CJK or mark in "«„"
        can_open = can_open or (mark == "“" and before.isspace())  # “ so , ” as texts cut into words have it
        if not self.stack:
            if mark in '”›»「『„“«‹‟"' and can_open and not (mark in "”›" and before in ".,?!…"):
                self.open(mark, place, width)
            return
        closers = _PAIRS.get(self.stack[-1], "")
        opening = can_open and before.isspace()
        if opening and mark == '"' == self.stack[-1] and _stray(text, self.inner, place):
            opening = False  # “…, "said Ann Lee”: the space stands on the wrong side
        if mark in closers and not (opening and (mark == '"' or (mark == "“" and self.stack[-1] != "„"))):
            self.stack.pop()
            if not self.stack:
                self.keep(place, place + width, closed=True)
            return
        if not opening or mark not in '"“„«「『':
            return
        # Opened again after a full stop: the paragraph before had no closing mark, or two paragraphs became one.
        if text[max(self.begin, place - 3) : place].rstrip()[-1:] in (".", "!", "?", "…") and len(self.stack) == 1:
            self.stack.clear()
            said = _SAID.search(text, self.inner, place)
            stop = said.end("comma") if said else place
            self.keep(stop, stop, closed=False)
            self.open(mark, place, width)
        elif self.nesting:
            self.stack.append(mark)
        else:
            self.stack.clear()
            self.keep(place, place, closed=False)
            self.open(mark, place, width)


def find_marks(text: str, begin: int, end: int) -> list[Marked]:
    """Find what stands between quotation marks in one block, `text[begin:end]`.

    Marks within marks belong to the outer words. A mark left open ends with the block. The kinds may be mixed
    (`„…"`, `“…"`), as typists do.

    Returns:
        The marked spans in order, none overlapping another.
    """
    if _MARK.search(text, begin, end) is None:
        return []
    pairing = _Pairing(text, begin, end, nesting=True)
    if pairing.walk() or len(pairing.stack) == 1:
        return pairing.found
    # A mark that seemed to open within another was the next quotation after one that was never closed.
    flat = _Pairing(text, begin, end, nesting=False)
    flat.walk()
    return flat.found
