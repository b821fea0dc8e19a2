"""What speaks against an attribution: signs, seen where it stands, that its speaker may be another than it seems.

`confidence.py` weighs them; `train/calibration.py` fits the weights on quotes judged by hand.
"""

from collections.abc import Iterator, Sequence

from ...model import QuoteType, Span
from ..lexicon.lists import load
from .antecedents import Antecedents, Resolved
from .attribution import Attribution
from .confidence import log_odds
from .cues import SAY, CueMatch
from .phrases import DETERMINERS, Phrase, PhraseFinder
from .scene import Scene

Risks = dict[str, float]
"""Sizes of risks by name, 0 to 1; "certain" is the log-odds of what the rules alone would say."""

_LONG_SENTENCE = 60
_LONG_NAME = 5
_SHORT_STATEMENT = 4
_RUN_ON = 45
"""Tokens to a sentence, on average, from which a text seems to have lost its punctuation."""
_APART = 8
_AROUND = 3
"""How many sentences back others compete for a pronoun."""
_REACH = 200
"""How far back, in tokens, they are looked for."""
_MOST_RIVALS = 3
_LINKS = frozenset(("/", "-", "&", "and"))
_OWNERS = frozenset(("of", "for", "s", "'s"))
_COMMON = load("legal_forms") | load("name_titles") | frozenset(("the", "a", "an", "of", "and"))
"""Words that make nobody a namesake."""
_TITLES = load("name_titles") | load("nominals_person")
_CLAUSE_OPENERS = frozenset(("that", "whether", "if", "to", "for", "how", "why"))
_GOVERNING = load("prepositions")
_BEHIND = load("nominals_behind") | load("nominals_document")
"""Those who speak for somebody else."""
_HARDLY = 0.3
"""Certainty, at most, that people are named in words of their own."""
_HE = frozenset(("he", "him"))
_PERSONAL = _HE | {"she", "her"}
_PLURAL = frozenset(("they", "them"))


class RiskFinder:
    """Finds the risks of the attributions of one scene."""

    def __init__(self, scene: Scene, phrases: PhraseFinder, antecedents: Antecedents) -> None:
        self.scene = scene
        self.phrases = phrases
        self.antecedents = antecedents
        self.run_on = len(scene.words) > _RUN_ON * len(scene.document.sentences)
        self.saying = load("cues_bare")
        self.times = load("time_words")
        self.titles = _TITLES
        self._main = self._first_body()
        self._bearers: dict[str, set[int]] | None = None
        self._split: dict[int, set[str]] = {}
        """The words of the entities' names, in lower case."""

    def find(
        self, phrase: Phrase, resolved: Resolved, found: Attribution, parts: Sequence[Span], kind: QuoteType
    ) -> Risks:
        """Return the risks of a speaker; to be asked before the speaker is remembered.

        Args:
            phrase: The words that name the speaker.
            resolved: What they refer to.
            found: Which words attribute the quote, and how sure that is by their place alone.
            parts: The spans of the quote.
            kind: What kind of quote it is.
        """
        scene = self.scene
        risks = {"certain": log_odds(resolved.confidence * found.certainty)}
        if kind != "indirect":
            risks[kind] = 1.0
        if found.cue is None and not found.strong:
            risks["implicit"] = 1.0
        here = scene.sentence_of(phrase.first)
        sentence = scene.document.sentences[here]
        if sentence.last - sentence.first > _LONG_SENTENCE:
            risks["long sentence"] = 1.0
        if self.run_on:
            risks["run-on text"] = 1.0
            if kind == "indirect":
                risks["run-on indirect"] = 1.0
        if self._reported(phrase, sentence.first, found.cue):
            risks["report in report"] = 1.0
        first, last = scene.token_at(parts[0][0]), scene.token_at(parts[-1][1])
        if last - first <= _SHORT_STATEMENT:
            risks["short statement"] = 1.0
        if found.cue is not None:
            self._cue(risks, phrase, found.cue)
            if kind == "indirect":
                self._statement(risks, found.cue, first)
        else:
            risks["no cue"] = 1.0
            if not found.strong and kind == "direct" and scene.text[parts[-1][1] - 1] == ",":
                risks["open comma"] = 1.0  # what attributes it must follow, but was not found
        if (
            kind != "indirect"
            and resolved.entity is not None
            and self._self_named(phrase, resolved.entity, first, last)
        ):
            # Hardly anybody names themselves: "the man" of "“This is Ann Lee,” the man said" is somebody else.
            risks["named within"] = 1.0
            risks["certain"] = min(risks["certain"], log_odds(_HARDLY))
        if phrase.kind == "pronoun":
            self._antecedent(risks, phrase, resolved, here)
        else:
            self._words(risks, phrase)
            if phrase.kind == "nominal":
                risks["nominal"] = 1.0
                if resolved.entity is not None:
                    risks["nominal resolved"] = 1.0
                    self._body(risks, phrase, resolved.entity, here)
            elif resolved.entity is None:
                risks["no entity"] = 1.0
            else:
                self._name(risks, phrase, resolved.entity)
        return risks

    def _cue(self, risks: Risks, phrase: Phrase, cue: CueMatch) -> None:
        """Note risks of the cue, and of what stands between it and the speaker."""
        scene = self.scene
        if not cue.classes & SAY:
            risks["weak cue"] = 1.0
        if cue.base:
            risks["base form"] = 1.0
        if cue.gerund:
            risks["gerund"] = 1.0
        if scene.words[cue.first][0].isupper():
            risks["capital cue"] = 1.0
        low, high = (phrase.last, cue.first) if phrase.first < cue.first else (cue.last, phrase.first)
        between = [token for token in range(low, high) if not self.phrases.is_adverb(token)]
        if between:
            risks["apart"] = min(len(between), _APART) / _APART
            if any(scene.mention_of[token] is not None for token in between):
                risks["name between"] = 1.0
            if "," not in scene.lower[low:high]:
                risks["no comma between"] = 1.0

    def _self_named(self, phrase: Phrase, entity: int, first: int, last: int) -> bool:
        """Whether a person is named in words of their own, from token `first` to `last`: most people say "I".

        A spokesman names whom he speaks for.
        """
        scene = self.scene
        behind = scene.lower[phrase.last - 1] in _BEHIND
        if phrase.kind == "name" or behind or scene.entities[entity].type != "person":
            return False
        for token in range(first, last):
            number = scene.mention_of[token]
            if number is not None and scene.mentions[number].entity == entity:
                return True
        return False

    def _reported(self, phrase: Phrase, low: int, cue: CueMatch | None) -> bool:
        """Whether somebody else reports what a speaker says: "The newspaper said Ann Lee told the court that"."""
        if cue is None:
            return False
        first = min(phrase.first, cue.first)
        return any(other.classes & SAY and not other.gerund for other in self.phrases.cues.between(low, first))

    def _statement(self, risks: Risks, cue: CueMatch, first: int) -> None:
        """Note risks that what follows a verb, or what stands before it, is no statement of its speaker's."""
        scene = self.scene
        lower = scene.lower
        if lower[cue.first] in self.saying or cue.according:
            return
        if first >= cue.last:
            if lower[first - 1] not in _CLAUSE_OPENERS:
                risks["no that"] = 1.0
        elif cue.last < len(lower) and (lower[cue.last] in DETERMINERS or scene.is_capital(cue.last)):
            risks["object behind"] = 1.0

    def _body(self, risks: Risks, phrase: Phrase, entity: int, here: int) -> None:
        """Note risks of whom a noun refers to: "the company" of an article about two, "the executive" of many."""
        scene = self.scene
        kind = scene.entities[entity].type
        others: set[int] = set()
        nearest: int | None = None
        for number in scene.mentions_before(phrase.first, _REACH):
            first = scene.mention_tokens[number][0]
            if here - scene.sentence_of(first) > _AROUND or scene.inside[first]:
                continue
            other = scene.mentions[number].entity
            if other == entity:
                nearest = first if nearest is None else nearest
            elif scene.entities[other].type == kind:
                others.add(other)
        if others:
            risks["other bodies"] = min(len(others), _MOST_RIVALS) / _MOST_RIVALS
        if nearest is None:
            risks["body far" if kind != "person" else "person far"] = 1.0
        elif nearest and (scene.lower[nearest - 1] in _GOVERNING or scene.lower[nearest - 1].endswith("'s")):
            risks["body governed"] = 1.0
        if kind != "person" and self._main != entity:
            risks["another body first"] = 1.0

    def _first_body(self) -> int | None:
        """The organisation that the story names first, the agency of its dateline left out."""
        scene = self.scene
        for number, (first, last) in zip(scene.mentions, scene.mention_tokens, strict=True):
            if scene.entities[number.entity].type == "org" and not (
                first and scene.lower[first - 1] == "(" and last + 1 < len(scene.lower) and scene.lower[last] == ")"
            ):
                return number.entity
        return None

    def _words(self, risks: Risks, phrase: Phrase) -> None:
        """Note risks of the words that name a speaker, and of those beside them."""
        scene = self.scene
        lower = scene.lower
        first, last = phrase.first, phrase.last
        if not phrase.firm:
            risks["unknown noun"] = 1.0
        for token in range(first, last):
            if lower[token][0].isdigit():
                risks["digits"] = 1.0
                break
        if first and (lower[first - 1] in _LINKS or (scene.is_capital(first - 1) and lower[first - 1] != "said")):
            risks["cut before"] = 1.0
        if last < len(lower) and (
            lower[last] in _LINKS or lower[last] in _OWNERS or (scene.is_capital(last) and not scene.inside[last])
        ):
            risks["cut after"] = 1.0
        following = scene.words[last] if last < len(lower) else ""
        if following.isalpha() and following.islower() and following not in self.phrases.function:
            verbal = self.phrases.cues.forms.get(following) is not None or self.phrases.is_adverb(last)
            if not (verbal or following in self.times or following.endswith(("ed", "ing"))):
                risks["goes on"] = 1.0
        if not self.phrases.function.isdisjoint(lower[first + 1 : last]):
            risks["function word"] = 1.0

    def _name(self, risks: Risks, phrase: Phrase, number: int) -> None:
        """Note risks of the entity that a name refers to."""
        scene = self.scene
        words = scene.lower[phrase.first : phrase.last]
        entity = scene.entities[number]
        if entity.type != "person":
            risks[entity.type] = 1.0
        name = self._split.get(number)
        if name is None:
            name = self._split[number] = set(entity.name.lower().replace("-", " ").split())
        if len(name) > 1 and len(name.difference(words)) > 1:
            risks["longer name"] = 1.0
        if len(name) >= _LONG_NAME:
            risks["long name"] = 1.0
        spelled = {word for spelling in (entity.name, *entity.aliases) for word in spelling.lower().split()}
        for token in range(phrase.first, phrase.last):
            word = scene.lower[token].removesuffix("'s")
            unnamed = scene.is_capital(token) and scene.mention_of[token] is None and word not in spelled
            if unnamed and word not in self.titles and word not in DETERMINERS and token + 1 < phrase.last:
                risks["more capitals"] = 1.0
        if "and" in name or "&" in name:
            risks["joined name"] = 1.0
        bearers = self._namesakes(words[-1])
        if len(bearers) > (number in bearers):
            others = bearers - {number}
            risks["namesake"] = 1.0
            types = {scene.entities[other].type for other in others} & {"person", "org"}
            if len(words) == 1 and types - {entity.type}:
                risks["namesake of another type"] = 1.0

    def _namesakes(self, word: str) -> set[int]:
        """The entities in whose names a word is."""
        if self._bearers is None:
            self._bearers = {}
            for number, entity in enumerate(self.scene.entities):
                for name in (entity.name, *entity.aliases):
                    for part in name.lower().split():
                        if part not in _COMMON:
                            self._bearers.setdefault(part, set()).add(number)
        return self._bearers.get(word, set())

    def _antecedent(self, risks: Risks, phrase: Phrase, resolved: Resolved, here: int) -> None:
        """Note risks of whom a pronoun means."""
        scene = self.scene
        word = scene.lower[phrase.first]
        if word in _PERSONAL:
            risks["he or she"] = 1.0
        if not resolved.name:
            risks["unresolved"] = 1.0
            return
        if word in _PLURAL and resolved.entity is not None:
            risks["they for one"] = 1.0
        history = self.antecedents.history
        if history and history[-1].who.name == resolved.name:
            risks["spoke before"] = min(_AROUND, here - scene.sentence_of(history[-1].token)) / _AROUND
        rivals: set[int] = set()
        back = _AROUND + 1
        for entity, distance in self._near(phrase.first, here):
            if entity == resolved.entity:
                back = min(back, distance)
            elif self._competes(entity, word):
                rivals.add(entity)
        if rivals:
            risks["rivals"] = min(len(rivals), _MOST_RIVALS) / _MOST_RIVALS
        if resolved.entity is not None and back:
            risks["antecedent far"] = back / (_AROUND + 1)
        if phrase.first - scene.document.sentences[here].first > _AROUND:
            risks["mid-sentence"] = 1.0

    def _near(self, token: int, here: int) -> Iterator[tuple[int, int]]:
        """The entities in the narration right before a token, and how many sentences back."""
        scene = self.scene
        for number in scene.mentions_before(token, _REACH):
            first = scene.mention_tokens[number][0]
            distance = here - scene.sentence_of(first)
            if distance > _AROUND:
                return
            if not scene.inside[first]:
                yield scene.mentions[number].entity, distance

    def _competes(self, entity: int, word: str) -> bool:
        """Whether a pronoun may mean an entity, by its type and gender."""
        kind = self.scene.entities[entity].type
        if word not in _PERSONAL:
            return kind == "org"
        return kind == "person" and self.antecedents.known.gender(entity) in ("", "m" if word in _HE else "f")
