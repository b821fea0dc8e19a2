"""Quotes in German, French, Spanish, Portuguese and Italian: marks, dialogue dashes, verbs of saying, "that" clauses.

Each language is a file of word lists, `lexicon/lang_CODE.txt`; one way of reading serves all. A speaker is the noun
phrase beside a verb of saying: before it, or after it where the verb comes first.
"""

from collections.abc import Iterator

from ...model import Cue, Quote, QuoteType, Span, Speaker, Stance
from ..text.language import sections
from .dialogue import Dialogue, Draft, Found
from .foreign_doubts import Doubts
from .foreign_phrases import Named, NounPhrases
from .foreign_sources import SHORTEST, TELLING, Sources
from .scene import Scene

_REACH = 32
"""Tokens around the words in marks that are looked at for a verb of saying."""
_RELATIVE = frozenset(("der", "die", "das", "dem", "den", "deren", "dessen", "wo", "welche", "welcher"))
_STANCES: tuple[Stance, ...] = ("denied", "questioned", "urged")
_THAT = frozenset(("dass", "daß"))
_READS = frozenset(("heißt", "hieß"))
_ADVERBS = frozenset(("so", "ähnlich", "auch", "dies", "das", "dabei", "dazu", "dennoch", "zuvor", "später", "zudem"))
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
        self.doubts = Doubts(scene, self.phrases)
        self.last: Named | None = None
        self.spoke = -1
        """The token of the speaker of the quote before."""
        self.dialogue = Dialogue(scene, self.phrases)

    def quotes(self) -> tuple[Quote, ...]:
        """All quotes, sorted by start."""
        spoken = self.dialogue.drafts()
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
            found = self._after(last) or self._before(first)
            opens = found is not None and found.cue >= last and first == self._bounds(first)[0]
            whole = size > 2 or opens or scene.text[mark.end - 1] in ".!?…,"
            direct = scene.text[mark.start].isupper() and whole
            if found is None and direct and size > 3 and previous and self._follows(end, first):
                sure = 0.2 if self._another(previous.who, end, first) else 0.6
                found = Found(previous.who, -1, min(sure, previous.certainty))
            if found is None and (not direct or size < 5 or mark.single):
                continue
            if size == 0 or (found and size < 2 and not direct and found.cue < 0):
                continue
            previous, end = found, last
            kind: QuoteType = "direct" if direct and not self._that_before(first) else "mixed"
            yield Draft(((mark.start, mark.end),), kind, found)

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
            if named or (self.phrases.is_cue(token) and token > who.last + 1):
                return True
        return False

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
            if self.phrases.is_cue(place) and not scene.inside[place]:
                who = self.phrases.after_cue(place, high)
                return Found(who, place, 0.9 if comma else 0.75) if who else None
        who = self.phrases.forward(token, high)
        if who and comma:
            for place in range(who.last, min(high, who.last + 3)):
                if self.phrases.is_cue(place):
                    return Found(who, place, 0.85)
            if self.phrases.is_cue(high - 2):
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
            if scene.inside[token] or not self.phrases.is_cue(token):
                continue
            who = self._subject(token, low, first)
            if who:
                near = scene.lower[first - 1] in (":", ",") or token >= first - 3
                return Found(who, token, 0.9 if near else 0.7)
        if scene.lower[first - 1] == ":":
            who = self.phrases.forward(low, first)
            worded = "worten" in scene.lower[low:first]  # "schloss sich mit den Worten an:"
            if who and (who.last >= first - 1 or worded) and not self._place(who):
                return Found(who, -1, 0.8 if self._named_person(who) else 0.4)  # "Questions d'argent : “…”"
        return None

    def _place(self, who: Named) -> bool:
        """Whether a label is a place, which says nothing: "Sénégal : “…”"."""
        return self._type(who) == "place"

    def _named_person(self, who: Named) -> bool:
        """Whether a label may be a speaker's: a noun for speakers is in it, or a name of one or two words."""
        return self._type(who) == "person" or self.phrases.names_speaker(who)

    def _type(self, who: Named) -> str:
        number = self.scene.mention_of[who.last - 1]
        return "" if number is None else self.scene.entities[self.scene.mentions[number].entity].type

    def _subject(self, cue: int, low: int, high: int) -> Named | None:
        """The subject of a verb: before it, or right after it where it comes first or after an adverbial."""
        if document := self._document(cue, low, high):
            return document
        before = self.phrases.back(cue, low)
        if before and before.kind == "pronoun":
            return before
        after = self.phrases.after_cue(cue, high)
        if after and not (self.phrases.german or self.phrases.speaks(after)):
            after = None  # "ont qualifié l'œuvre d'“abusive”"
        if before and after and (self._adverbial(before) or after.kind == "pronoun"):
            return after
        # "Am Montag sagte Marsk: …": what stands before is governed by a preposition.
        return before or after

    def _document(self, cue: int, low: int, high: int) -> Named | None:
        """The text that says something: "In dem Schreiben heißt es", "So heißt es im Bericht der Behörde"."""
        lower = self.scene.lower
        if lower[cue] not in _READS or cue + 1 >= high or lower[cue + 1] != "es":
            return None
        for token in (*range(cue + 2, min(high, cue + 4)), *range(low, cue)):
            if lower[token] in ("in", "im"):
                return self.phrases.forward(token + 1, high if token > cue else cue)
        return None

    def _adverbial(self, phrase: Named) -> bool:
        """Whether a phrase is but one word that opens the sentence, and no name: "Ähnlich äußerte sich Marsk"."""
        scene = self.scene
        alone = phrase.last - phrase.first == 1 and scene.mention_of[phrase.first] is None
        return alone and scene.opens_sentence(phrase.first) and scene.lower[phrase.first] in _ADVERBS

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
            if german and lower[token] == _DEMNACH:
                spans = [self.sources.span(low, high) for low, high in ((first, token), (token + 1, last))]
                if parts := tuple(span for span in spans if span):
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
            if lower[token] not in self.words["reporting"] and not (german and self.sources.parted(token, last)):
                if german and token > first + 2 and lower[token] in self.words["that"] and lower[token - 1] == ",":
                    who = self.phrases.forward(first, token - 1)
                    if who and who.kind != "nominal":
                        yield from self._statement(token, last, Found(who, -1, 0.2))
                        return
                continue
            begin = self._clause(token, last, german)
            if begin:
                who = self._subject(token, first, begin - 1)
                if who and last - begin > SHORTEST:
                    end = self.sources.clause_end(begin, last) if german else last
                    yield from self._statement(begin, end, Found(who, token, 0.75))
                    return
            elif token > first + SHORTEST and lower[token - 1] == ",":
                # "Der Damm sei sicher, sagte Marsk."
                who = self.phrases.after_cue(token, last)
                if who and who.last >= last - 8 and (german or self.phrases.speaks(who)):
                    yield from self._statement(first, token - 1, Found(who, token, 0.75))
                    return

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
        who = self.phrases.forward(token + 1, last)
        if who is None:
            return None
        found = Found(who, -1, 0.7 if self.phrases.german or self.phrases.speaks(who) else 0.3)  # "selon l'approche"
        parts = self.sources.around(token, who, first, last)
        return Draft(parts, "indirect", found) if parts else None

    def _as_told(self, token: int, first: int, last: int) -> Draft | None:
        """The statement that goes with ", wie X mitteilte", "X zufolge" or "comme l'a dit X"."""
        scene = self.scene
        lower = scene.lower
        if lower[token] in self.words.get("after", ()):
            begin = token
            while begin > first and scene.is_word(begin - 1) and self.phrases.in_phrase(begin - 1):
                begin -= 1
            who = self.phrases.forward(begin, token)
            parts = self.sources.span(first, begin), self.sources.span(token + 1, last)
            cue = -1
        else:
            who = self.phrases.forward(token + 1, last)
            limit = min(last, token + TELLING)
            cue = next((at for at in range(token + 1, limit) if self.sources.tells(at)), -1)
            end = next((at for at in range(max(token, cue) + 1, last) if lower[at] == ","), last)
            if cue < 0 or not (token == first or lower[token - 1] == ","):
                return None
            parts = self.sources.span(first, token - 1), self.sources.span(end + 1, last)
        spans = tuple(span for span in parts if span)
        return Draft(spans, "indirect", Found(who, cue, 0.7)) if who and spans else None

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
        if self._infinitive(comma, last):
            return True
        if lower[comma + 1] in _RELATIVE and comma > cue + 1:
            spoken = self._subjunctive(comma + 1, min(last, comma + 9)) and lower[comma + 2] not in _RELATIVE
            return spoken or (comma == cue + 2 and self.sources.main_clause(comma + 1, last))
        stop = next((at for at in range(comma + 2, last - 1) if lower[at] == "," and lower[at + 1] in _THAT), last)
        return comma <= cue + 2 or self._subjunctive(comma + 1, stop)

    def _infinitive(self, comma: int, last: int) -> bool:
        """Whether a German clause is an infinitive with "zu": "kündigte an, den Damm zu schließen"."""
        lower = self.scene.lower
        return last - 3 > comma and (lower[last - 3] == "zu" or "zu" in lower[last - 2][2:5])

    def _subjunctive(self, first: int, last: int) -> bool:
        words = self.words["subjunctive"]
        return any(self.scene.lower[token] in words for token in range(first, last))

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
        if found:
            resolved = self.phrases.resolve(found.who, self.last)
            if resolved.name and found.who.kind != "pronoun" and self.phrases.speaks(found.who):
                self.last = found.who
            start, end = scene.starts[found.who.first], scene.ends[found.who.last - 1]
            sure = self.doubts.confidence(found, resolved, self.spoke)
            self.spoke = found.who.first
            speaker = Speaker(start, end, scene.text[start:end], resolved.name, resolved.entity, sure)
            if found.cue >= 0:
                start, end = scene.starts[found.cue], scene.ends[found.cue]
                cue = Cue(start, end, scene.text[start:end])
        return Quote(spans[0][0], spans[-1][1], text, draft.kind, spans, speaker, cue, self._stance(draft))


def _overlaps(draft: Draft, taken: list[Span]) -> bool:
    begin, stop = draft.parts[0][0], draft.parts[-1][1]
    return any(begin < end and start < stop for start, end in taken)
