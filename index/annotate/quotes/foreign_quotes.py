"""Quotes in German, French, Spanish, Portuguese and Italian: marks, dialogue dashes, verbs of saying, "that" clauses.

Each language is a file of word lists, `lexicon/lang_CODE.txt`; one way of reading serves all. A speaker is the noun
phrase beside a verb of saying: before it, or after it where the verb comes first.
"""

from collections.abc import Iterator

from ...model import Cue, Quote, QuoteType, Span, Speaker, Stance
from ..text.language import sections
from ..text.marks import Marked
from .dialogue import Dialogue, Draft, Found
from .foreign_attribution import ForeignAttributor
from .foreign_clauses import Clauses
from .foreign_doubts import Doubts
from .foreign_names import NameResolver
from .foreign_phrases import Named, NounPhrases
from .foreign_sources import OWN, SHORTEST, TELLING, Sources
from .foreign_subjects import PREPOSITIONS, ForeignSubjects
from .foreign_turns import foreign_turns
from .foreign_words import SMALL
from .scene import Scene

_STANCES: tuple[Stance, ...] = ("denied", "questioned", "urged")
_AND = frozenset(("e", "ed", "y", "et", "mais", "pero", "mas", "ma"))
_OPEN = 0.3
"""Certainty, at most, of whose words are whose end no mark tells."""
_SHARED = 0.4
"""Certainty, at most, of a speaker named behind other words of the sentence."""
_DEMNACH = "demnach"
"""What refers to a source named before: somebody says so, but not by name."""


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
        self.phrases = NounPhrases(scene, self.words, frozenset(cue.lower() for cue in cues))
        self.sources = Sources(scene, self.phrases)
        self.clauses = Clauses(scene, self.phrases, self.sources)
        self.names = NameResolver(scene, self.phrases)
        self.doubts = Doubts(scene, self.phrases)
        self.subjects = ForeignSubjects(scene, self.phrases, self.doubts)
        self.beside = ForeignAttributor(scene, self.phrases, self.subjects)
        self.last: Named | None = None
        self.spoke = -1
        """The token of the speaker of the quote before."""
        self.dialogue = Dialogue(scene, self.phrases)

    def quotes(self) -> tuple[Quote, ...]:
        """All quotes, sorted by start."""
        spoken = foreign_turns(self.scene) or self.dialogue.drafts()
        found = [*spoken, *self._marked([draft.parts[0] for draft in spoken])]
        if self.indirect:
            taken = [(draft.parts[0][0], draft.parts[-1][1]) for draft in found]
            found += [draft for draft in self._reported() if not _overlaps(draft, taken)]
        found.sort(key=lambda draft: draft.parts[0][0])
        kept: list[Quote] = []
        for draft in found:
            if not kept or draft.parts[0][0] >= kept[-1].end:
                kept.append(self._written(draft))
        return tuple(kept)

    # -- marks

    def _marked(self, spoken: list[Span]) -> Iterator[Draft]:
        scene = self.scene
        previous: Found | None = None
        end = -1
        for mark in scene.marks:
            first, last = scene.token_at(mark.outer), scene.token_at(mark.outer_end)
            if any(start <= mark.start < stop for start, stop in spoken):
                continue
            size = sum(map(scene.is_word, range(first, min(last, len(scene.words)))))
            found = self.beside.after(mark, last) or self.beside.before(first)
            if self.beside.is_title(mark, first):
                continue
            if (
                found is None
                and not mark.single
                and size > 1
                and not _opening_capital(scene.text, mark.start, mark.end)
            ):
                found = self._told_later(mark, last)
            alone = first == self.beside.bounds(first)[0]
            opens = found is not None and found.cue >= last and alone
            whole = size > 2 or opens or scene.text[mark.end - 1] in ".!?…,"
            direct = _opening_capital(scene.text, mark.start, mark.end) and whole
            if found is None and ((direct and alone) or (size > 2 and not mark.single)):
                found = self.beside.below(last)
            if found is not None and found.who is None:
                found = self._implied(found, previous, end, first)
            if found is None and size > 1 and self.phrases.german and self.clauses.is_told(first):
                teller = self.subjects.of_sentences_above(first)
                found = Found(teller, -1, _OPEN) if teller else None
            if found is None and (self.beside.is_named(first) or (alone and self.beside.goes_on(last))):
                continue
            if found is None and direct and size > 3 and (alone or scene.lower[first - 1] == ":"):
                found = self._continued(previous, end, first) or (self.beside.above(first) if alone else None)
            if found is None and (not direct or size < 5 or mark.single):
                continue
            if size == 0 or (found and size < 2 and not direct and found.cue < 0):
                continue
            if found is not None and found.cue < 0 and self.beside.speaks_within(first, last):
                found = Found(found.who, found.cue, min(found.certainty, _OPEN), found.implied)
            if found is not None and not mark.closed and not self._resumed(mark):
                found = Found(found.who, found.cue, min(found.certainty, _OPEN), found.implied)
            if found is None or found.who is None:
                previous, found = None, None
            else:
                previous, end = found, last
            kind: QuoteType = "direct" if direct and not self._that_before(first) else "mixed"
            yield Draft(((mark.start, mark.end),), kind, found)

    def _told_later(self, mark: Marked, last: int) -> Found | None:
        """Whoever is said, behind the last words in marks of a sentence, to have said those before them too."""
        scene = self.scene
        sentence = scene.sentence_of(last - 1)
        for other in scene.marks:
            if other.start <= mark.start:
                continue
            first, end = scene.token_at(other.outer), scene.token_at(other.outer_end)
            if scene.sentence_of(first) != sentence or self.beside.before(first) is not None:
                return None
            if found := self.beside.after(other, end):
                ends = found.cue >= end and scene.text[other.outer_end : other.outer_end + 1] == ","
                return Found(found.who, found.cue, min(found.certainty, _SHARED), found.implied) if ends else None
        return None

    def _resumed(self, mark: Marked) -> bool:
        """Whether words whose marks are left open go on in the next block, which begins with a mark."""
        scene = self.scene
        following = next((other for other in scene.marks if other.start > mark.start), None)
        return following is not None and any(block.start == following.outer for block in scene.document.blocks)

    def _continued(self, previous: Found | None, end: int, first: int) -> Found | None:
        """Whoever said the words in marks before, where these go on with them."""
        if previous is None or previous.who is None or not self._follows(end, first):
            return None
        if self.scene.lower[first - 1] == ":":
            return Found(previous.who, -1, 0.2)  # somebody else introduces them
        another = self._another(previous.who, end, first)
        told = self.scene.sentence_of(max(end, previous.who.last)) + 1 < self.scene.sentence_of(first)
        sure = 0.2 if another or self._piece_above(end, first) else 0.4 if told else 0.6
        return Found(previous.who, -1, min(sure, previous.certainty))

    def _piece_above(self, end: int, first: int) -> bool:
        """Whether the words in marks before were a piece of a sentence in the block above: another may speak now."""
        scene = self.scene
        sentences = scene.document.sentences
        mark = scene.marks[scene.inside[end - 1] - 1]
        piece = not scene.text[mark.start].isupper()
        return piece and sentences[scene.sentence_of(first)].block != sentences[scene.sentence_of(end - 1)].block

    def _implied(self, found: Found, previous: Found | None, end: int, first: int) -> Found | None:
        """An attribution whose verb needs no subject: whoever spoke before, or whom the sentence above is about."""
        above = self.beside.above(first, blocks=1)
        near = previous is not None and self._follows(end, first)
        if previous and near and (above is None or (above.who and above.who.first <= previous.who_first)):
            sure = 0.2 if previous.who and self._another(previous.who, end, first) else 0.6
            return Found(previous.who, found.cue, min(sure, previous.certainty), implied=True)
        return Found(above.who, found.cue, above.certainty, implied=True) if above else None

    def _follows(self, end: int, first: int) -> bool:
        """Whether words in marks go on with those that ended at a token: in the same block, or the next one."""
        scene = self.scene
        if end <= 0 or first - end > 60:
            return False
        sentences = scene.document.sentences
        return sentences[scene.sentence_of(first)].block - sentences[scene.sentence_of(end - 1)].block <= 1

    def _another(self, who: Named, end: int, first: int) -> bool:
        """Whether the narration between two spans names a person or has a verb of saying, after the speaker of one."""
        scene = self.scene
        for token in range(max(end, who.last), first):
            number = scene.mention_of[token]
            named = number is not None and scene.entities[scene.mentions[number].entity].type == "person"
            named = named or (scene.is_capital(token) and self._stranger(token, who))
            if named or (self.phrases.is_cue(token) and token > who.last + 1):
                return True
        return False

    def _stranger(self, token: int, who: Named) -> bool:
        """Whether a word with a capital, in languages whose nouns have none, may be another person's name."""
        scene = self.scene
        own = scene.words[token] in scene.words[who.first : who.last]
        governed = scene.lower[token - 1] in self.words["links"] | PREPOSITIONS  # "dit Marsk sur Twitter"
        placed = own or governed or self.phrases.german or scene.opens_sentence(token)
        return not placed and scene.mention_of[token] is None

    def _that_before(self, first: int) -> bool:
        place = first - 1
        return place >= 0 and self.scene.lower[place] in self.words["that"]

    # -- indirect speech

    def _reported(self) -> Iterator[Draft]:
        scene = self.scene
        german = scene.document.lang[:2].lower() == "de"
        for sentence in scene.document.sentences:
            first, last = sentence.first, sentence.last
            if last - first < SHORTEST + 2 or scene.document.blocks[sentence.block].kind != "paragraph":
                continue
            if german and (told := self.sources.told_above(first, last)):
                yield told
                continue
            yield from self._of_sentence(first, last, german)

    def _of_sentence(self, first: int, last: int, german: bool) -> Iterator[Draft]:
        """What a sentence reports: X sagte, dass …; …, sagte X; laut X …; and in German X sagte, er habe …."""
        scene = self.scene
        lower = scene.lower
        for token in range(first, last):
            if scene.inside[token]:
                continue
            hence = german and lower[token] == _DEMNACH
            if hence and (parts := self.sources.pieces((first, token), (token + 1, last))):
                yield Draft(parts, "indirect", None)
                return
            if german and (own := self.sources.own_view(token, first, last)):
                yield own
                return
            if self._names_source(token, first):
                source = self._sourced(token, first, last)
                if source:
                    yield source
                    return
            if lower[token] in self.words.get("after", ()) or lower[token] in self.words.get("as", ()):
                told = self._as_told(token, first, last)
                if told:
                    yield told
                    return
            reports = lower[token] in self.words["reporting"] and not (
                self.phrases.is_noun(token) if german else self.phrases.noun_or_passive(token)
            )
            if not reports and not (german and self.sources.parted(token, last)):
                if german and token > first + 2 and lower[token] in self.words["that"] and lower[token - 1] == ",":
                    who = self.phrases.forward(first, token - 1)
                    if who and who.kind != "nominal":
                        yield from self._statement(token, last, Found(who, -1, 0.2))
                        return
                continue
            begin = self.clauses.begins(token, last, german)
            if begin:
                who = self.subjects.find(token, first, begin - 1)
                if who and last - begin > SHORTEST:
                    end = self.sources.clause_end(begin, last) if german else self._joined_verb(begin, last)
                    yield from self._statement(begin, end, Found(who, self.clauses.verb(token, begin), 0.75))
                    yield from self._said_too(end + 1, last, who)
                    return
            elif token > first + SHORTEST and lower[token - 1] == ",":
                # "Der Damm sei sicher, sagte Marsk."
                who = self.phrases.after_cue(token, last)
                ends = who is not None and (who.last >= last - 8 or lower[who.last] == ",")
                if german and who and self.clauses.has_object(who.last, last):
                    ends = False
                if who and ends and (german or self.phrases.speaks(who)):
                    begin = self.clauses.behind_dash(first, token) if german else first
                    yield from self._statement(begin, token - 1, Found(who, token, 0.75))
                    return

    def _joined_verb(self, begin: int, last: int) -> int:
        """Where a statement ends before "and" with another verb of saying, "e afirmou que …"; or its last token."""
        lower = self.scene.lower
        for token in range(begin + SHORTEST, last - SHORTEST):
            if lower[token] not in _AND or self.scene.inside[token]:
                continue
            verb = token + 1
            while verb < last - 1 and (lower[verb] in self.words["aux"] or lower[verb] in SMALL):
                verb += 1
            if lower[verb] in self.words["reporting"] and self.clauses.begins(verb, last, german=False):
                return token
        return last

    def _said_too(self, first: int, last: int, who: Named) -> Iterator[Draft]:
        """What the subject of a sentence says by the second of two verbs."""
        verb = next((at for at in range(first, min(last, first + 4)) if self.phrases.is_cue(at)), -1)
        begin = self.clauses.begins(verb, last, german=False) if verb >= 0 else 0
        if begin:
            yield from self._statement(begin, last, Found(who, verb, 0.6, implied=True))

    def _names_source(self, token: int, first: int) -> bool:
        """Whether a source is named at a token: "laut", ", so", "nach Angaben", "selon"."""
        lower = self.scene.lower
        if lower[token] in self.words["according"]:
            return lower[token] != "so" or (token > first and lower[token - 1] == ",")
        sources = self.words.get("sources")
        return (
            sources is not None
            and lower[token] == "nach"
            and any(word.endswith(tuple(sources)) for word in lower[token + 1 : token + 4])
        )

    def _sourced(self, token: int, first: int, last: int) -> Draft | None:
        source = self.beside.according(token, last, 1.0)
        if source is None or source.who is None:
            return None
        who = source.who
        found = Found(who, -1, 0.7 if self.phrases.german or self.phrases.speaks(who) else 0.3)  # "selon l'approche"
        parts = self.sources.around(token, who, first, last)
        if len(parts) == 1 and token > first and any(self.scene.inside[who.last : last]):
            return None  # "der Plan soll laut Marsk die „Stadt stärken“"
        return Draft(parts, "indirect", found) if parts else None

    def _as_told(self, token: int, first: int, last: int) -> Draft | None:
        """The statement that goes with ", wie X mitteilte", "X zufolge" or "comme l'a dit X"."""
        scene = self.scene
        lower = scene.lower
        if lower[token] in self.words.get("after", ()):
            begin = token
            while begin > first and scene.is_word(begin - 1) and self.phrases.in_phrase(begin - 1):
                begin -= 1
            begin -= begin > first + 1 and self.phrases.is_adjective(begin - 1)
            if lower[begin] in OWN:
                spans = self.sources.pieces((first, begin), (token + 1, last))
                return Draft(spans, "indirect", None) if spans else None
            who = self.phrases.forward(begin, token)
            spans = self.sources.pieces((first, begin), (token + 1, last))
            cue = -1
        else:
            who = self.phrases.forward(token + 1, last)
            limit = min(last, token + TELLING)
            begin = who.last + 1 if who else token + 1
            limit = next((at for at in range(begin, limit) if lower[at] == ","), limit)
            cue = next((at for at in range(token + 1, limit) if self.sources.tells(at)), -1)
            end = next((at for at in range(max(token, cue) + 1, last) if lower[at] == ","), last)
            if cue < 0 or not (token == first or lower[token - 1] == ","):
                return None
            spans = self.sources.pieces((first, token - 1), (end + 1, last))
        return Draft(spans, "indirect", Found(who, cue, 0.7)) if who and spans else None

    def _statement(self, first: int, last: int, found: Found) -> Iterator[Draft]:
        span = self.sources.span(first, last)
        if span:
            yield Draft((span,), "indirect", found)

    # -- writing

    def _stance(self, draft: Draft) -> Stance:
        """The stance of a quote by its verb; what stands under a negation is left open."""
        found = draft.found
        if found is None or found.cue < 0 or draft.kind == "direct":
            return "affirmed"
        lower = self.scene.lower
        if any(word in self.words["not"] for word in lower[max(0, found.cue - 3) : found.cue + 2]):
            return "questioned"
        for stance in _STANCES:
            if lower[found.cue] in self.words[stance]:
                return stance
        return "affirmed"

    def _written(self, draft: Draft) -> Quote:
        scene = self.scene
        spans, found = draft.parts, draft.found
        text = " … ".join(scene.text[start:end] for start, end in spans)
        speaker: Speaker | None = None
        cue: Cue | None = None
        if found and found.who:
            resolved = self.names.resolve(found.who, self.last)
            if resolved.name and found.who.kind != "pronoun" and self.phrases.speaks(found.who):
                self.last = found.who
            start, end = scene.starts[found.who.first], scene.ends[found.who.last - 1]
            sure = self.doubts.confidence(found, found.who, resolved, self.spoke)
            self.spoke = found.who.first
            speaker = Speaker(start, end, scene.text[start:end], resolved.name, resolved.entity, sure)
            if found.cue >= 0:
                start, end = scene.starts[found.cue], scene.ends[found.cue]
                cue = Cue(start, end, scene.text[start:end])
        return Quote(spans[0][0], spans[-1][1], text, draft.kind, spans, speaker, cue, self._stance(draft))


def _opening_capital(text: str, start: int, end: int) -> bool:
    """Whether the first letter of words in marks is a capital, or they begin with a figure: "¿Qué…", "15 días"."""
    for char in text[start:end]:
        if char.isalnum():
            return char.isupper() or char.isdigit()
    return False


def _overlaps(draft: Draft, taken: list[Span]) -> bool:
    begin, stop = draft.parts[0][0], draft.parts[-1][1]
    return any(begin < end and start < stop for start, end in taken)
