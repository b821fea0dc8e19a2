"""Quotes: what stands in quotation marks and was said, by whom; and, on request, indirect speech."""

from collections.abc import Sequence

from msgspec import Struct

from ...config.configuration import QuotesConfig
from ...model import Entity, Mention, Quote, QuoteType, Span, Speaker
from ..lexicon.lists import load
from ..text.document import Document
from ..text.language import FOREIGN, analysed
from ..text.marks import Marked, find_marks
from .antecedents import UNKNOWN, Resolved
from .assembled_quote import make_quote
from .attributed_lines import attributed_lines
from .attribution import Attribution, Attributor
from .confidence import calibrated, probability
from .cues import SAY, CueFinder
from .foreign_quotes import ForeignFinder
from .indirect import Indirect, IndirectFinder, narration
from .joint_speakers import joint
from .marked_words import count_words, is_title_case, resumes
from .phrases import Phrase, PhraseFinder
from .risks import RiskFinder, Risks
from .scene import Scene
from .speakers import HALF, Resolver
from .subjects import SubjectFinder
from .turns import Turn, covered, find_turns, interviewee
from .unread_quotes import without_speakers

_NAMING = load("naming_words")
_OCCASIONS = _NAMING | frozenset(("hearing", "conference", "session", "panel", "report", "series", "entitled"))
_BEFORE_TITLES = frozenset(
    (
        *("told", "tells", "on", "to", "in", "from", "for", "about", "with", "of", "sang", "sings", "sing", "singing"),
        *("recorded", "performed", "starred"),
    )
)
"""Words before a title in marks, which is no speech."""
_MOST_MARKS = 20_000
"""A text with more quotations than this is no article: what comes after them is not looked at."""
_BETWEEN = 120
"""Characters, at most, of an attribution between two quotes of one speaker."""
_PHRASE = 5  # words, at most, of what is no utterance unless its marks say so
_CROSSHEAD = 8  # words from which a span in capitals is no crosshead
_NEAR = 0.85  # certainty of an attribution by a verb that stands in the clause of the words in marks
_NOT_OWN = 0.3  # of the certainty that whoever spoke above says it, for what its own sentence introduces
_SAID = frozenset(("that", ",", ":"))


class Draft(Struct):
    """A quote in the making: the numbers of its marked spans, and its attribution once found."""

    numbers: list[int]
    type: QuoteType
    found: Attribution | None = None
    inherited: bool = False


Evidence = dict[tuple[Span, ...], Risks]
"""The risks of quotes, by the spans of their words."""


class _Writer:
    """Turns the marked spans of one scene into quotes."""

    def __init__(self, scene: Scene, config: QuotesConfig) -> None:
        self.scene = scene
        self.config = config
        self.cues = CueFinder(scene, config.cues)
        self.phrases = PhraseFinder(scene, self.cues)
        self.subjects = SubjectFinder(scene, self.cues, self.phrases)
        self.attributor = Attributor(scene, self.cues, self.phrases, self.subjects)
        self.finite = load("finite_verbs")
        self.interviewee: int | None = None
        self.resolver = Resolver(scene, self.phrases)
        self.risks = RiskFinder(scene, self.phrases, self.resolver.antecedents)
        self.evidence: Evidence | None = None

    # -- what a span is

    def is_direct(self, number: int, low: int, first: int, attribution: Attribution | None) -> bool:
        """Whether a span is a whole utterance, not a piece of the narrator's clause."""
        scene = self.scene
        mark = scene.marks[number]
        opening = scene.text[mark.start]
        link = self.attributor.before_word(low, first)
        ending = scene.text[mark.end - 1]
        whole = ending in ".,?!…-—" or not scene.text[mark.outer_end : mark.outer_end + 1].isalnum()
        if link == "that":
            return False
        if first == low or not link:
            begun = opening.isupper() or opening in "[(…." or ending in ",?!"
            return begun or count_words(scene.text, mark) > _PHRASE
        if opening.islower():
            begun = link in (",", ":") and ending in ".?!" and not self._running(first)
            return begun and count_words(scene.text, mark) > _PHRASE
        said = link == ":" or (attribution is not None and (link in _SAID or attribution.strong))
        return whole and said

    def _running(self, first: int) -> bool:
        """Whether the clause before a span has already begun its statement, so that the span goes on with it."""
        return self.scene.lower[first - 1] != ":"

    def keeps(self, number: int, attribution: Attribution | None, direct: bool) -> bool:
        """Whether a span is a quote at all: titles, names and words merely mentioned are not."""
        scene = self.scene
        mark = scene.marks[number]
        low, first, _, _ = self.attributor.bounds(number)
        size = count_words(scene.text, mark)
        if size == 0 or scene.text[mark.outer - 1 : mark.outer] == "=":
            return False  # an attribute of markup is no speech
        block = scene.document.blocks[scene.document.sentences[scene.sentence_of(first)].block]
        link = self.attributor.before_word(low, first)
        if block.kind in ("caption", "byline", "dateline"):
            return bool(attribution and attribution.strong)
        if block.kind in ("headline", "crosshead"):
            return bool(attribution and attribution.strong) and size > 1
        if mark.single:
            # Titles stand in single marks too, but their comma stands outside.
            sure = attribution is not None and (attribution.strong or (direct and scene.text[mark.end - 1] in ",?!"))
            sure = sure and (direct or size > 3) and not scene.text[mark.start : mark.end].isupper()
            return sure or (size > 3 and self._told(attribution, mark))
        if not mark.closed:
            return attribution is not None or first == low
        if link in _BEFORE_TITLES and 1 < size < 8 and is_title_case(scene.text, mark):
            return False  # the programme that it was said on, the film that somebody starred in
        if link == "," and first - low > 2 and scene.lower[first - 2] in _OCCASIONS and is_title_case(scene.text, mark):
            return False  # what a hearing is called: "before the committee's hearing, “The Challenge of Dams.”"
        strong = attribution is not None and attribution.strong
        spoken = strong and (size == 1 or first != low or scene.text[mark.end - 1] in ",.?!")
        if size < _CROSSHEAD and scene.text[mark.start : mark.end].isupper() and not spoken:
            return False  # a crosshead in marks: “LIQUIDITY CRISIS”
        if strong:
            return True
        if direct:
            return size > 2 or first == low
        if link in _NAMING and size < 7 and is_title_case(scene.text, mark):
            return False
        if attribution is None:
            stated = link not in _NAMING and (size > 7 or self._states(number, size))
            return stated and not is_title_case(scene.text, mark)
        return not (size < 8 and is_title_case(scene.text, mark))

    def _told(self, attribution: Attribution | None, mark: Marked) -> bool:
        """Whether a verb of saying governs words in single marks, as British outlets write: told her she ‘…’."""
        if attribution is None or attribution.cue is None or attribution.certainty < _NEAR:
            return False
        one = mark.closed and "' " not in self.scene.text[mark.start : mark.end]
        return attribution.cue.classes & SAY != 0 and one and not is_title_case(self.scene.text, mark)

    def _states(self, number: int, size: int) -> bool:
        """Whether a short span is a predicate, so that somebody said it: "knows no borders"."""
        if size < 3:
            return False
        scene = self.scene
        first = scene.token_at(scene.marks[number].start)
        word = scene.lower[first]
        return scene.words[first] == word and (word in self.finite or word.endswith(("s", "ed"))) and len(word) > 2

    # -- grouping

    def drafts(self) -> list[Draft]:
        """The quotes of the scene, each with the spans that make it up, in order."""
        scene = self.scene
        drafts: list[Draft] = []
        previous: Draft | None = None
        number, total = 0, len(scene.marks)
        while number < total:
            low, first, _, _ = self.attributor.bounds(number)
            found = self.attributor.attribute(number)
            direct = self.is_direct(number, low, first, found)
            goes_on = previous is not None and self._single_goes_on(previous, number, found, direct)
            if not goes_on and not self.keeps(number, found, direct):
                number += 1
                continue
            chain = self._chain(number)
            numbers = list(range(number, chain + 1))
            if found is None and len(numbers) > 1:
                for other in reversed(numbers[1:]):
                    found = self.attributor.attribute(other)
                    if found:
                        break
            number = chain + 1
            if previous and previous.found and found and found.cue and previous.found.cue is found.cue:
                previous.numbers += numbers
                continue
            if previous and found is None and resumes(scene, previous.numbers[-1], numbers[0]):
                previous.numbers += numbers
                continue
            previous = Draft(numbers, "direct" if direct else "mixed", found)
            drafts.append(previous)
        return drafts

    def _single_goes_on(self, previous: Draft, number: int, found: Attribution | None, direct: bool) -> bool:
        """Whether sentences in single marks follow a quote in such marks and its attribution: ‘A,’ she said. ‘B.’."""
        scene = self.scene
        above, mark = scene.marks[previous.numbers[-1]], scene.marks[number]
        if not direct or found is not None or previous.found is None or not (above.single and mark.single):
            return False
        between = scene.text[above.outer_end : mark.outer]
        whole = scene.text[mark.end - 1] in ".?!" and scene.text[mark.start].isupper()
        return whole and len(between) < _BETWEEN and between.rstrip().endswith(".") and "\n" not in between

    def _chain(self, number: int) -> int:
        """The last span of a quote over several paragraphs: each but the last is left open."""
        scene = self.scene
        blocks = scene.document.blocks
        while number + 1 < len(scene.marks) and not scene.marks[number].closed:
            here = scene.document.sentences[scene.sentence_of(scene.token_at(scene.marks[number].outer))].block
            following = scene.marks[number + 1]
            place = scene.token_at(following.outer)
            there = scene.document.sentences[scene.sentence_of(place)].block
            begins = following.outer == blocks[there].start if there != here else True
            if there - here > 1 or not begins:
                break
            number += 1
        return number

    # -- speakers from around

    def inherit(self, drafts: list[Draft]) -> None:
        """Give quotes without a cue of their own the speaker of the sentence or quote that leads up to them."""
        scene = self.scene
        sentences = scene.document.sentences
        for place, draft in enumerate(drafts):
            if draft.found is not None:
                continue
            low, first, _, _ = self.attributor.bounds(draft.numbers[0])
            sentence = scene.sentence_of(first)
            above = drafts[place - 1] if place else None
            draft.found = self._introduced(sentence)
            draft.inherited = draft.found is not None
            if draft.inherited or draft.type == "mixed":
                continue
            # "The stone bears the message: “…”" is hardly by whoever spoke above.
            led = sentence > 0 and scene.lower[sentences[sentence - 1].last - 1] == ":"
            own = _NOT_OWN if led or self.attributor.before_word(low, first) == ":" else 1.0
            block = sentences[sentence].block
            cursor, steps = sentence - 1, 0
            while cursor >= 0 and steps < 8 and block - sentences[cursor].block <= 2:
                if above and above.found is None and above.type == "direct" and self._last_sentence(above) >= cursor:
                    break  # nobody knows who said what stands right before
                if above and above.found and self._last_sentence(above) >= cursor:
                    gap = block - sentences[self._last_sentence(above)].block
                    draft.found = self._weaken(above.found, own * (0.9 if gap == 0 else 0.75))
                    break
                spoken = self.attributor.in_sentence(cursor)
                if spoken and spoken.phrase and spoken.phrase.firm:
                    near = sentences[cursor].block == block
                    draft.found = self._weaken(spoken, own * (1.0 if near else 0.8))
                    break
                cursor -= 1
                steps += 1
            draft.inherited = draft.found is not None

    def _last_sentence(self, draft: Draft) -> int:
        mark = self.scene.marks[draft.numbers[-1]]
        last = self.scene.sentence_of(max(0, self.scene.token_at(mark.outer_end) - 1))
        if draft.found and draft.found.cue and not draft.inherited:
            last = max(last, self.scene.sentence_of(draft.found.cue.first))
        return last

    def _weaken(self, found: Attribution, factor: float) -> Attribution:
        return Attribution(found.phrase, None, found.certainty * factor, False)

    def _introduced(self, sentence: int) -> Attribution | None:
        """The attribution in the sentence above, when that ends with a colon."""
        scene = self.scene
        if sentence == 0:
            return None
        above = scene.document.sentences[sentence - 1]
        if scene.lower[above.last - 1] != ":":
            issuer = self.attributor.introductions.announced(above.first, above.last)
            return Attribution(issuer, None, 0.75, False) if issuer else None
        return self.attributor.in_sentence(sentence - 1, colon=True)

    # -- writing

    def quotes(self) -> tuple[Quote, ...]:
        """All quotes of the scene, in order; speakers are resolved in that order too."""
        scene = self.scene
        drafts = self.drafts() if scene.marks else []
        self.inherit(drafts)
        found: list[tuple[int, Draft | Indirect | Turn]] = [
            (scene.marks[draft.numbers[0]].start, draft) for draft in drafts
        ]
        turns = find_turns(scene)
        spans = [turn.span for turn in turns]
        if spans:
            # What is quoted within a turn is part of it.
            found = [item for item in found if not covered(spans, item[0])]
            found += [(turn.span[0], turn) for turn in turns]
        if self.config.indirect:
            finder = IndirectFinder(scene, self.cues, self.phrases, self.subjects)
            found += [(item.parts[0][0], item) for item in attributed_lines(scene, self.cues, self.phrases)]
            for sentence in narration(scene):
                if not spans or not covered(spans, scene.document.sentences[sentence].end - 1):
                    found += [(indirect.parts[0][0], indirect) for indirect in finder.find(sentence)]
        found.sort(key=lambda item: item[0])
        return tuple(self.write(item) for _, item in found)

    def write(self, item: Draft | Indirect | Turn) -> Quote:
        """The quote of whatever was found."""
        if isinstance(item, Draft):
            return self.quote(item)
        return self.indirect(item) if isinstance(item, Indirect) else self.turn(item)

    def turn(self, item: Turn) -> Quote:
        """The quote of one turn of a conversation."""
        scene = self.scene
        if self.interviewee is None and item.answer:
            self.interviewee = interviewee(scene, item.span[0])
        resolved = self.resolver.label(item.phrase) if item.phrase else UNKNOWN
        if item.answer and self.interviewee is not None:
            resolved = Resolved(scene.entities[self.interviewee].name, self.interviewee, 0.7)
        speaker: Speaker | None = None
        if item.phrase:
            self.resolver.remember(item.phrase.first, resolved)
            speaker = self.resolver.speaker(item.phrase, resolved, calibrated(item.phrase.kind, resolved.confidence))
        elif resolved.name:
            # Nothing in the answer names its speaker: the name in the introduction does.
            start, end = next(
                (mention.start, mention.end) for mention in scene.mentions if mention.entity == resolved.entity
            )
            speaker = Speaker(start, end, scene.text[start:end], resolved.name, resolved.entity, 0.6)
        return make_quote(scene, (item.span,), "direct", speaker, None)

    def indirect(self, item: Indirect) -> Quote:
        """The quote of a piece of indirect speech."""
        return make_quote(
            self.scene, item.parts, "indirect", self.speaker(item.found, item.parts, "indirect"), item.found
        )

    def quote(self, draft: Draft) -> Quote:
        """The quote of a draft, its speaker resolved."""
        scene = self.scene
        parts = tuple((scene.marks[number].start, scene.marks[number].end) for number in draft.numbers)
        return make_quote(scene, parts, draft.type, self.speaker(draft.found, parts, draft.type), draft.found)

    def speaker(self, found: Attribution | None, parts: tuple[Span, ...], kind: QuoteType) -> Speaker | None:
        """The speaker that an attribution names."""
        if found is None or found.phrase is None:
            return None
        scene = self.scene
        resolved = self.resolver.resolve(found.phrase)
        if self.resolver.is_half(found.phrase, resolved.name):
            half = Resolved(resolved.name, resolved.entity, min(resolved.confidence, HALF))
            resolved = joint(scene, found.phrase) or half
        risks = self.risks.find(found.phrase, resolved, found, parts, kind)
        if self.evidence is not None:
            self.evidence[parts] = risks
        self.remember(found.phrase, resolved)
        return self.resolver.speaker(found.phrase, resolved, probability(risks))

    def remember(self, phrase: Phrase, resolved: Resolved) -> None:
        """Remember whoever a phrase means as the last that spoke."""
        words = self.scene.lower[phrase.first : phrase.last]
        joint = resolved.entity is None and "and" in words
        plural = joint or (words[-1].endswith("s") and phrase.kind == "nominal") or words == ["they"]
        self.resolver.remember(phrase.first, resolved, plural)


def find_quotes(
    document: Document,
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
    config: QuotesConfig,
    evidence: Evidence | None = None,
) -> tuple[Quote, ...]:
    """Find who said what in a document.

    Args:
        document: The text, cut up.
        entities: What `mentions` name.
        mentions: The document's mentions, sorted by start.
        config: Whether to find indirect speech too, and more cues to know.
        evidence: Filled with the risks of English attributions, which the confidence is fitted on.

    Returns:
        The quotes, sorted by start. Speakers whom the text does not name are None; those that it names but that cannot
        be told apart have an empty `resolved`.
    """
    marks: list[Marked] = []
    for block in document.blocks:
        marks += find_marks(document.text, block.start, block.end)
        if len(marks) > _MOST_MARKS:
            break
    del marks[_MOST_MARKS:]
    foreign = document.lang[:2].lower() in FOREIGN
    if not marks and not config.indirect and ":" not in document.text and not foreign:  # a turn begins "Q:"
        return ()
    scene = Scene(document, entities, mentions, marks)
    if foreign:
        return ForeignFinder(scene, config.indirect, config.cues).quotes()
    writer = _Writer(scene, config)
    writer.evidence = evidence
    quotes = writer.quotes()
    writer.resolver.release()
    return quotes if analysed(document.lang) else without_speakers(document.text, quotes, marks)
