"""Sources that German news names in words of their own: "Das teilte die Polizei mit", "nach eigenen Angaben"."""

from ...model import Span
from .dialogue import Draft, Found
from .foreign_phrases import Named, NounPhrases
from .foreign_words import CONJUNCTIONS
from .scene import Scene

_TOLD = frozenset(("teilte", "teilt", "sagte", "sagt", "gab", "gibt", "erklärte", "erklärt", "berichtete", "berichtet"))
OWN = frozenset(("eigenen", "eigener"))
"""Words that leave a source to be found elsewhere."""
_HIS = frozenset(("seiner", "ihrer", "deren", "dessen", "unserer", "meiner"))
_GAVE = frozenset(("gab", "gaben", "gibt", "machte", "machten"))
_PARTED = {
    **dict.fromkeys(("gab", "gaben", "gibt", "geben"), frozenset(("an", "bekannt", "zu", "protokoll"))),
    **dict.fromkeys(("ging", "gingen", "geht", "gehen"), frozenset(("aus",))),
    **dict.fromkeys(("ließ", "ließen", "lässt"), frozenset(("verlauten", "mitteilen", "wissen", "erklären"))),
}
"""Verb -> what ends its clause where it is one of saying: "gab am Montag bekannt, dass", "ging davon aus, dass"."""
_PARTED_REACH = 14
_THAT = frozenset(("dass", "daß"))
_MAIN = frozenset(
    ("denn", "doch", "hat", "hatte", "hatten", "haben", "ist", "war", "wurde", "wurden", "wird", "werden")
)
"""Words behind a comma that go on with the main clause."""
_ARTICLES = frozenset(("der", "die", "das"))
_ENDINGS = ("t", "te", "ten", "en")
"""Ends of finite verbs."""
TELLING = 14
"""Tokens, at most, of a sentence or clause that only says who told what stands beside it."""
_PIECE = 2
"""Words of the first piece of a statement, at least."""
_LONGEST_ASIDE = 30
_LINKING = frozenset(
    ("ao", "aos", "à", "às", "a", "al", "de", "del", "da", "do", "dos", "das", "du", "au", "aux", "para")
)
"""Words that join more to a source: "segundo fontes próximas ao prefeito, …"."""
SHORTEST = 3
"""Words that make a statement."""


class Sources:
    """Finds such sources in one scene."""

    def __init__(self, scene: Scene, phrases: NounPhrases) -> None:
        self.scene = scene
        self.phrases = phrases
        self.words = phrases.words

    def told_above(self, first: int, last: int) -> Draft | None:
        """The sentence above, where this one says only who told it: "Das teilte die Polizei mit."."""
        scene = self.scene
        number = scene.sentence_of(first)
        if number == 0 or last - first > TELLING or scene.lower[first] not in ("das", "dies"):
            return None
        above = scene.document.sentences[number - 1]
        if above.block != scene.document.sentences[number].block or scene.lower[first + 1] not in _TOLD:
            return None
        who = self.phrases.after_cue(first + 1, last)
        span = self.span(above.first, above.last)
        return Draft((span,), "indirect", Found(who, first + 1, 0.75)) if who and span else None

    def own_view(self, token: int, first: int, last: int) -> Draft | None:
        """A statement that somebody named elsewhere vouches for: "nach eigenen Angaben", "seiner Meinung nach"."""
        lower = self.scene.lower
        if lower[token] != "nach" or token + 2 >= last:
            return None
        low, high = token, token
        if lower[token + 1] in OWN and lower[token + 2] in self.words["sources"]:
            high = token + 3
        elif token > first + 1 and lower[token - 2] in _HIS and lower[token - 1] in self.words["sources"]:
            low, high = token - 2, token + 1
        parts = self.pieces((first, low), (high, last))
        return Draft(parts, "indirect", None) if high > low and parts else None

    def parted(self, token: int, last: int) -> bool:
        """Whether a token is a verb of saying whose other part ends its clause: "gab jedoch an, dass"."""
        lower = self.scene.lower
        ends = _PARTED.get(lower[token])
        if ends is None:
            return False
        for comma in range(token + 1, min(last, token + _PARTED_REACH)):
            if lower[comma] == ",":
                return lower[comma - 1] in ends
        return False

    def around(self, token: int, who: Named, first: int, last: int) -> tuple[Span, ...]:
        """The statement around a source in its sentence: "Der Damm ist laut Ann Lee sicher"."""
        lower = self.scene.lower
        for colon in range(token - 1, first, -1):
            if lower[colon] == ":":
                first = colon + 1
                break
        high = next((at for at in range(who.last, last) if lower[at] == ":"), last)
        behind = self._behind_source(token, who.last, first, high), high
        if token > first and lower[token] == "so" and (lower[who.last : who.last + 1] != [","] or self._told(who.last)):
            behind = high, high  # "so Ann Lee gegenüber dem Boten", "so Ann Lee, die auch angab"
        return self.pieces((first, token), behind)

    def _behind_source(self, token: int, end: int, first: int, high: int) -> int:
        """Where the statement goes on behind a source whose last words are no part of its phrase."""
        lower = self.scene.lower
        if self.phrases.german or end >= high or lower[end] == ",":
            return self._behind_aside(end, high)
        inserted = token > first and lower[token - 1] == ","
        if not inserted and lower[end] not in _LINKING:
            return end
        comma = next((at for at in range(end, min(high, end + _LONGEST_ASIDE)) if lower[at] == ","), high)
        return comma if inserted or comma < high else end

    def _behind_aside(self, first: int, high: int) -> int:
        """The token behind what an aside says of a source: "Selon Marsk, ingénieure à Velmora, le barrage"."""
        lower = self.scene.lower
        if first + 2 >= high or lower[first] != "," or self.scene.is_capital(first + 1):
            return first
        noun = first + 1
        if not self.phrases.is_role(lower[noun]) or self.scene.inside[noun]:
            return first
        depth = 0
        for token in range(noun + 1, min(high, noun + _LONGEST_ASIDE)):
            depth += (lower[token] == "(") - (lower[token] == ")")
            if depth == 0 and self.phrases.is_cue(token):
                return first
            if depth == 0 and lower[token] == ",":
                return token
        return first

    def _told(self, comma: int) -> bool:
        """Whether a relative clause, or another verb of saying, stands behind a comma."""
        scene = self.scene
        if comma + 2 >= len(scene.words):
            return False
        return scene.lower[comma + 1] in _ARTICLES and not scene.is_capital(comma + 2)

    def clause_end(self, begin: int, last: int) -> int:
        """Where a clause with "dass" ends: before what goes on with the main clause, or at the end of its sentence."""
        lower = self.scene.lower
        if lower[begin] not in _THAT:
            return next((at for at in range(begin + SHORTEST, last - 2) if self._acts(at)), last)
        for comma in range(begin + SHORTEST, last - 2):
            if lower[comma] != ",":
                continue
            joined = lower[comma + 1] == "und" and (self.tells(comma + 2) or lower[comma + 2] in _PARTED)
            if joined or lower[comma + 1] in _MAIN:
                return comma
        return last

    def _acts(self, comma: int) -> bool:
        """Whether a German comma ends what is reported: "gab an, der Damm halte, und meldete"."""
        lower = self.scene.lower
        return lower[comma] == "," and lower[comma + 1] == "und" and lower[comma + 2].endswith(("te", "ten"))

    def main_clause(self, first: int, last: int) -> bool:
        """Whether an article opens a main clause, not a relative one: "sagte Ann Lee, die Werke hielten sich"."""
        scene = self.scene
        if first + 3 >= last or scene.lower[first] not in _ARTICLES or not scene.is_capital(first + 1):
            return False
        word = scene.words[first + 2]
        known = word in self.words["links"] or word in self.words["stops"] or word in self.words["determiners"]
        return word.islower() and not known and word.endswith(_ENDINGS) and scene.lower[first + 3] != ","

    def tells(self, token: int) -> bool:
        """Whether a token is a verb of saying, in one word or two: "mitteilte", "bekannt gab"."""
        lower = self.scene.lower
        known = lower[token] == "bekannt" and token + 1 < len(lower) and lower[token + 1] in _GAVE
        return known or self.phrases.is_cue(token)

    def pieces(self, *parts: tuple[int, int]) -> tuple[Span, ...]:
        """The spans of a statement that something interrupts: a piece may be short, as "nicht", if the whole is not."""
        lower = self.scene.lower
        # "Mais, selon Marsk" and "Ainda segundo Marsk" begin with no piece of what Marsk said.
        empty = {
            first for first, last in parts[:1] if last - first < _PIECE or CONJUNCTIONS.issuperset(lower[first:last])
        }
        spans = [self.span(first, last, 1) for first, last in parts if first not in empty]
        long = any(self.span(first, last) for first, last in parts)
        return tuple(span for span in spans if span) if long else ()

    def span(self, first: int, last: int, shortest: int = SHORTEST) -> Span | None:
        """The words from one token up to another, without marks at their edges; None when they are few or quoted."""
        scene = self.scene
        while last > first and not scene.is_word(last - 1):
            last -= 1
        while first < last and not scene.is_word(first):
            first += 1
        if last - first < shortest or scene.inside[first] or scene.inside[last - 1]:
            return None
        return scene.starts[first], scene.ends[last - 1]
