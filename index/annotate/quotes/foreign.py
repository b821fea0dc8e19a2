"""Quotes in German, French, Spanish, Portuguese and Italian: marks, dialogue dashes, verbs of saying, "that" clauses.

Each language is a file of word lists, `lexicon/lang_CODE.txt`; one way of reading serves all. A speaker is the noun
phrase beside a verb of saying: before it, or after it where the verb comes first.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from ...model import Cue, Quote, QuoteType, Span, Speaker
from ..text.language import sections
from .foreign_phrases import Named, NounPhrases
from .scene import Scene

_REACH = 32
"""Tokens around the words in marks that are looked at for a verb of saying."""
_LONGEST_PHRASE = 3
_DASH = re.compile(r"\s?[—–―]\s?")
_DASHED = re.compile(r"[—–―] ?(?=[^\s—–―])|- (?=\S)")
_RELATIVE = frozenset(("der", "die", "das", "dem", "den", "deren", "dessen", "wo", "welche", "welcher"))
_SHORTEST = 3
"""Words that make a statement."""


class Found(Struct, frozen=True, gc=False):
    """An attribution: who said it, and the cue's token, -1 for none."""

    who: Named
    cue: int
    certainty: float


class ForeignFinder:
    """Finds the quotes of one scene in a language that is not English."""

    def __init__(self, scene: Scene, indirect: bool, cues: tuple[str, ...] = ()) -> None:
        """Take the scene, whether to find indirect speech, and more verbs of saying.

        Raises:
            FileNotFoundError: There are no lists for its language.
        """
        self.scene = scene
        self.indirect = indirect
        self.words = sections(scene.document.lang[:2].lower())
        self.cues = self.words["cues"] | {cue.lower() for cue in cues}
        self.phrases = NounPhrases(scene, self.words)
        self.last: Named | None = None
        self._dashed: list[Span] = []

    def quotes(self) -> tuple[Quote, ...]:
        """All quotes, sorted by start."""
        found = [*self._spoken(), *self._marked()]
        if self.indirect:
            taken = [(quote.start, quote.end) for quote in found]
            found += [
                quote for quote in self._reported() if not any(quote.start < e and s < quote.end for s, e in taken)
            ]
        found.sort(key=lambda quote: (quote.start, quote.end))
        kept: list[Quote] = []
        for quote in found:
            if not kept or quote.start >= kept[-1].end:
                kept.append(quote)
        return tuple(kept)

    # -- marks

    def _marked(self) -> Iterator[Quote]:
        scene = self.scene
        previous: Found | None = None
        end = -1
        for mark in scene.marks:
            first, last = scene.token_at(mark.outer), scene.token_at(mark.outer_end)
            if any(start <= mark.start < stop for start, stop in self._dashed):
                continue
            size = sum(map(scene.is_word, range(first, min(last, len(scene.words)))))
            found = self._after(last) or self._before(first)
            direct = scene.text[mark.start].isupper() and (size > 2 or scene.text[mark.end - 1] in ".!?…,")
            if found is None and direct and size > 3 and previous and self._follows(end, first):
                found = Found(previous.who, -1, 0.6)
            if found is None and (not direct or size < 5 or mark.single):
                continue
            if size == 0 or (found and size < 2 and not direct and found.cue < 0):
                continue
            previous, end = found or previous, last
            kind: QuoteType = "direct" if direct and not self._that_before(first) else "mixed"
            yield self._quote(((mark.start, mark.end),), kind, found)

    def _follows(self, end: int, first: int) -> bool:
        """Whether words in marks go on with those that ended at a token: in the same block, or the next one."""
        scene = self.scene
        if end <= 0 or first - end > 60:
            return False
        sentences = scene.document.sentences
        return sentences[scene.sentence_of(first)].block - sentences[scene.sentence_of(end - 1)].block <= 1

    def _that_before(self, first: int) -> bool:
        place = first - 1
        return place >= 0 and self.scene.lower[place] in self.words["that"]

    def _bounds(self, token: int) -> tuple[int, int]:
        sentence = self.scene.document.sentences[self.scene.sentence_of(min(token, len(self.scene.words) - 1))]
        return sentence.first, sentence.last

    def _after(self, last: int) -> Found | None:
        """The attribution after words in marks: “…”, sagte Marsk. “…”, so Marsk. “…”, Marsk afirmó."""
        scene = self.scene
        if last >= len(scene.words) or scene.inside[last]:
            return None
        _, high = self._bounds(last)
        low, _ = self._bounds(max(0, last - 1))
        above = scene.document.sentences[scene.sentence_of(max(0, last - 1))]
        if scene.document.sentences[scene.sentence_of(last)].block != above.block:
            return None
        token = last
        comma = scene.lower[token] in (",", "-", "–", "—")
        if not comma and low != self._bounds(last)[0]:
            return None
        while token < high and (not scene.is_word(token) or scene.lower[token] in self.words["aux"]):
            if scene.lower[token] in (".", ":", ";") or scene.inside[token]:
                return None
            token += 1
        if token >= high:
            return None
        if scene.lower[token] in self.words["according"]:
            who = self.phrases.forward(token + 1, high)
            return Found(who, -1, 0.9) if who else None
        for place in range(token, min(high, token + 3)):
            if scene.lower[place] in self.cues and not scene.inside[place]:
                who = self.phrases.forward(place + 1, high) or self.phrases.pronoun_after(place + 1, high)
                return Found(who, place, 0.9 if comma else 0.75) if who else None
        who = self.phrases.forward(token, high)
        if who and comma:
            for place in range(who.last, min(high, who.last + 3)):
                if scene.lower[place] in self.cues:
                    return Found(who, place, 0.85)
            if scene.lower[high - 2] in self.cues:
                return Found(who, high - 2, 0.8)  # "hatte Marsk in einem Interview erklärt"
        return None

    def _before(self, first: int) -> Found | None:
        """The attribution before words in marks, in the same sentence: Marsk sagte: „…“."""
        scene = self.scene
        low, _ = self._bounds(first)
        if first == low:
            low, high = self._bounds(max(0, first - 1))
            # A sentence that ends with a colon introduces the next one.
            if first == 0 or scene.lower[first - 1] != ":" or high != first:
                return None
        for token in range(first - 1, max(low, first - _REACH) - 1, -1):
            if scene.inside[token] or scene.lower[token] not in self.cues:
                continue
            who = self._subject(token, low, first)
            if who:
                near = scene.lower[first - 1] in (":", ",") or token >= first - 3
                return Found(who, token, 0.9 if near else 0.7)
        if scene.lower[first - 1] == ":":
            who = self.phrases.forward(low, first)
            if who and who.last >= first - 1:
                return Found(who, -1, 0.8)
        return None

    def _subject(self, cue: int, low: int, high: int) -> Named | None:
        """The subject of a verb: before it, or right after it where it comes first or after an adverbial."""
        before = self.phrases.back(cue, low)
        if before and before.kind == "pronoun":
            return before
        after = self.phrases.forward(cue + 1, high) or self.phrases.pronoun_after(cue + 1, high)
        # "Am Montag sagte Marsk: …": what stands before is governed by a preposition.
        return before or after

    # -- dialogue dashes

    def _spoken(self) -> Iterator[Quote]:
        """The speech of paragraphs that open with a dash: — Text —dijo Marsk—. Text."""
        text = self.scene.text
        for block in self.scene.document.blocks:
            match = _DASHED.match(text, block.start, block.end)
            if match is None or block.kind != "paragraph":
                continue
            pieces: list[Span] = []
            start = match.end()
            for dash in _DASH.finditer(text, start, block.end):
                pieces.append((start, dash.start()))
                start = dash.end()
            pieces.append((start, block.end))
            said: list[Span] = []
            found: Found | None = None
            for piece in pieces:
                attributed = self._attributes(piece) if said else None
                if attributed:
                    found = attributed
                else:
                    said.append(piece)
            if found is None and said:
                found, said[0] = self._incise(said[0])
            if found is None and match.group()[0] == "-":
                continue
            self._dashed.append((block.start, block.end))
            parts = tuple(trimmed for piece in said if (trimmed := _trimmed(text, piece)))
            if parts:
                yield self._quote(parts, "direct", found)

    def _attributes(self, piece: Span) -> Found | None:
        """The attribution that a piece between dashes is, when a verb of saying opens it."""
        scene = self.scene
        first, last = scene.token_at(piece[0]), scene.token_at(piece[1])
        for place in range(first, min(last, first + 3)):
            if scene.lower[place] in self.cues:
                who = self.phrases.forward(place + 1, last) or self.phrases.pronoun_after(place + 1, last)
                who = who or self.phrases.back(place, first)
                return Found(who, place, 0.85) if who else None
        return None

    def _incise(self, piece: Span) -> tuple[Found | None, Span]:
        """An attribution after a comma within a piece, and the words before it: « …, dit Marsk. »."""
        scene = self.scene
        first, last = scene.token_at(piece[0]), scene.token_at(piece[1])
        for place in range(first + 2, last):
            if scene.lower[place] in self.cues and scene.lower[place - 1] in (",", "?", "!"):
                who = self.phrases.forward(place + 1, last) or self.phrases.pronoun_after(place + 1, last)
                if who:
                    return Found(who, place, 0.8), (piece[0], scene.starts[place - 1])
        return None, piece

    # -- indirect speech

    def _reported(self) -> Iterator[Quote]:
        scene = self.scene
        german = scene.document.lang[:2].lower() == "de"
        for sentence in scene.document.sentences:
            first, last = sentence.first, sentence.last
            if last - first < _SHORTEST + 2 or scene.document.blocks[sentence.block].kind != "paragraph":
                continue
            yield from self._of_sentence(first, last, german)

    def _of_sentence(self, first: int, last: int, german: bool) -> Iterator[Quote]:
        """What a sentence reports: X sagte, dass …; …, sagte X; laut X …; and in German X sagte, er habe …."""
        scene = self.scene
        lower = scene.lower
        for token in range(first, last):
            if scene.inside[token]:
                continue
            if lower[token] in self.words["according"] or (german and self._by_source(token)):
                source = self._sourced(token, first, last)
                if source:
                    yield source
                    return
            if lower[token] not in self.words["reporting"]:
                continue
            begin = self._clause(token, last, german)
            if begin:
                who = self._subject(token, first, begin - 1)
                if who and last - begin > _SHORTEST:
                    yield from self._statement(begin, last, Found(who, token, 0.75))
                    return
            elif token > first + _SHORTEST and lower[token - 1] == ",":
                # "Der Damm sei sicher, sagte Marsk."
                who = self.phrases.forward(token + 1, last) or self.phrases.pronoun_after(token + 1, last)
                if who and who.last >= last - 8:
                    yield from self._statement(first, token - 1, Found(who, token, 0.75))
                    return

    def _by_source(self, token: int) -> bool:
        """Whether "nach Angaben" or its like begins at a token."""
        lower = self.scene.lower
        return lower[token] == "nach" and any(word in self.words["sources"] for word in lower[token + 1 : token + 3])

    def _sourced(self, token: int, first: int, last: int) -> Quote | None:
        who = self.phrases.forward(token + 1, last)
        if who is None:
            return None
        found = Found(who, -1, 0.7)
        spans = [self._span(low, high) for low, high in ((first, token), (who.last, last))]
        parts = tuple(span for span in spans if span)
        return self._quote(parts, "indirect", found) if parts else None

    def _clause(self, cue: int, last: int, german: bool) -> int:
        """Where the clause that a verb reports begins: at its "that", or at a German subjunctive clause; 0 for none."""
        scene = self.scene
        lower = scene.lower
        for token in range(cue + 1, min(last - 2, cue + 14)):
            if scene.inside[token]:
                return 0
            word = lower[token]
            if german and lower[token - 1] == "," and word in self.words["that"]:
                return token
            if not german and word in self.words["that"] and token - cue <= 10:
                return token + 1
            if not german and word.startswith("qu'"):
                return token
            if german and word == "," and self._clause_opens(token, cue, last):
                return token + 1
        return 0

    def _clause_opens(self, comma: int, cue: int, last: int) -> bool:
        """Whether a German comma opens what a verb reports: right after it, or before a clause in the subjunctive."""
        lower = self.scene.lower
        if lower[comma + 1] in self.words["that"]:
            return False  # found at its "dass"
        if lower[comma + 1] in _RELATIVE and comma > cue + 1:
            return self._subjunctive(comma + 1, min(last, comma + 9)) and lower[comma + 2] not in _RELATIVE
        return comma <= cue + 2 or self._subjunctive(comma + 1, last) or lower[last - 2] in ("werden", "wird")

    def _subjunctive(self, first: int, last: int) -> bool:
        words = self.words["subjunctive"]
        return any(self.scene.lower[token] in words for token in range(first, last))

    def _statement(self, first: int, last: int, found: Found) -> Iterator[Quote]:
        span = self._span(first, last)
        if span:
            yield self._quote((span,), "indirect", found)

    def _span(self, first: int, last: int) -> Span | None:
        """The words from one token up to another, without marks at their edges; None when they are few or quoted."""
        scene = self.scene
        while last > first and not scene.is_word(last - 1):
            last -= 1
        while first < last and not scene.is_word(first):
            first += 1
        if last - first < _SHORTEST or scene.inside[first] or scene.inside[last - 1]:
            return None
        return scene.starts[first], scene.ends[last - 1]

    # -- writing

    def _quote(self, spans: tuple[Span, ...], kind: QuoteType, found: Found | None) -> Quote:
        scene = self.scene
        text = " … ".join(scene.text[start:end] for start, end in spans)
        speaker: Speaker | None = None
        cue: Cue | None = None
        if found:
            resolved = self.phrases.resolve(found.who, self.last)
            if resolved.name and found.who.kind != "pronoun":
                self.last = found.who
            start, end = scene.starts[found.who.first], scene.ends[found.who.last - 1]
            sure = round(min(1.0, resolved.confidence * found.certainty), 2)
            speaker = Speaker(start, end, scene.text[start:end], resolved.name, resolved.entity, sure)
            if found.cue >= 0:
                start, end = scene.starts[found.cue], scene.ends[found.cue]
                cue = Cue(start, end, scene.text[start:end])
        return Quote(spans[0][0], spans[-1][1], text, kind, spans, speaker, cue)


def _overlaps(quote: Quote, taken: list[Span]) -> bool:
    return any(quote.start < end and start < quote.end for start, end in taken)


def _trimmed(text: str, span: Span) -> Span | None:
    """A span without white space and stray stops at its edges; None when nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ".,;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "—–―"):
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None
