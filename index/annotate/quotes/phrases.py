"""The words that name a speaker: the noun phrase before or after a cue, found without a parser."""

from functools import lru_cache

from ..lexicon.lists import load
from .cues import CueFinder, CueMatch
from .phrase_edges import (
    ARTICLES,
    MONTHS,
    acronym,
    after_dateline,
    after_opening,
    cited_source,
    job_end,
    job_holder,
    minister,
    named_before,
    officer,
    partner,
    undated,
    with_town,
)
from .scene import Scene

SUBJECTS = frozenset(("he", "she", "they", "it", "i", "we", "you", "who"))
_OBJECTS = frozenset(("him", "her", "them", "it"))
_PLAIN = frozenset(("he", "she", "they", "it", "i", "we", "you"))
DETERMINERS = load("determiners")
_LONGEST = 12
_FARTHEST = 60
"""How far from its cue, in tokens, a subject is looked for."""
_PREPOSITIONS = load("prepositions")
_PEOPLE = load("nominals_person")
_TIMES = load("time_words")
_DAYS = frozenset(("today", "yesterday"))
_TRAILING = frozenset(
    (
        *("first", "last", "next", "second", "again", "alone", "now", "then", "too", "also", "soon", "later"),
        *("late", "early"),
    )
)  # adverbs that are no part of the phrase before them
_SEATED = frozenset(("based", "born", "listed"))
_PERFECT = frozenset(("has", "have", "had"))
_ONE = frozenset(("one", "two", "some", "several", "both"))
_AUTHORS = ("i'", "we'", "you'")  # "I've" is nobody who is reported
_NAME_LINKS = frozenset(("of", "de", "von", "van", "al", "bin", "da", "di", "el", "la", "du", "del", "ibn", "for"))


class Phrase:
    """A noun phrase that may name a speaker: tokens `first` up to `last`, exclusive."""

    __slots__ = ("firm", "first", "kind", "last")

    def __init__(self, first: int, last: int, kind: str, firm: bool = True) -> None:
        """Note a phrase.

        Args:
            first: Its first token.
            last: One past its last token.
            kind: name, pronoun or nominal.
            firm: False when it was guessed from its place, not from a word known to name speakers.
        """
        self.first = first
        self.last = last
        self.kind = kind
        self.firm = firm


@lru_cache(maxsize=1)
def unions() -> tuple[frozenset[str], frozenset[str]]:
    """The nouns that name speakers, and all abbreviations."""
    nouns = load("nominals_person") | load("nominals_org") | load("nominals_document")
    return nouns, load("abbreviations") | load("abbreviations_final")


class PhraseFinder:
    """Finds the phrases that name speakers in one scene."""

    def __init__(self, scene: Scene, cues: CueFinder) -> None:
        self.scene = scene
        self.cues = cues
        self.function = load("function_words")
        self.adverbs = load("adverbs")
        self.finite = load("finite_verbs")
        if cues.foreign:
            self.adverbs |= load("auxiliaries_other")
        self.nouns, self.abbreviations = unions()

    # -- words

    def is_adverb(self, token: int) -> bool:
        """Whether a token is an adverb or auxiliary that may stand between a subject and its verb."""
        word = self.scene.lower[token]
        if word in self.adverbs:
            return True
        return word.endswith("ly") and len(word) > 4 and not self.scene.is_capital(token) and word not in self.nouns

    def is_noun(self, token: int) -> bool:
        """Whether a token is a noun known to name speakers; a possessive is not."""
        return self.scene.lower[token] in self.nouns

    def dot_in_name(self, token: int) -> bool:
        """Whether a full stop belongs to an abbreviation or initial in a name."""
        if token == 0 or self.scene.words[token] != "." or not self.scene.is_word(token - 1):
            return False
        before = self.scene.words[token - 1]
        if self.scene.ends[token - 1] != self.scene.starts[token]:
            return False
        return before in self.abbreviations or (len(before) == 1 and before.isupper())

    def _kind(self, first: int, last: int) -> Phrase | None:
        """The phrase of these tokens, once leading time words are cut off; None when nothing can be a speaker."""
        scene = self.scene
        for token in range(last - 1, first - 1, -1):
            word = scene.lower[token]
            number = scene.mention_of[token] if word in _TIMES else None
            if word in _TIMES and (number is None or (word in _DAYS and scene.mention_tokens[number][0] == token)):
                first = token + 1
                break
        if (
            first < last
            and scene.mention_of[first] is None
            and (scene.lower[first] in MONTHS or scene.words[first][0].isdigit())
        ):
            first = undated(scene, first, last)
        while last - first > 1 and scene.mention_of[last - 1] is None and scene.lower[last - 1] in _TRAILING:
            last -= 1
        if last - first > 1 and scene.mention_of[last - 1] is None and scene.mention_of[last - 2] is not None:
            last = named_before(scene, first, last)
        if first >= last or (last - first == 1 and scene.lower[first] in ARTICLES):
            return None
        if last - first > 1 and scene.words[first].isupper():
            first = self._after_capitals(first, last)
        if last - first == 1 and scene.lower[first] in SUBJECTS:
            return Phrase(first, last, "pronoun")
        if last - first == 1 and scene.lower[first].startswith(_AUTHORS):
            return None
        known = capital = False
        for token in range(first, last):
            known = known or scene.mention_of[token] is not None
            capital = capital or (scene.is_capital(token) and not scene.opens_sentence(token) and scene.is_word(token))
        head = scene.lower[last - 1].removesuffix("'s")
        if known or capital:
            return Phrase(first, last, "name", known or head in self.nouns or last - first > 1)
        if head in self.nouns:
            return Phrase(first, last, "nominal")
        if not scene.is_word(last - 1) or head.isdigit():
            return None
        opened = scene.lower[first] in DETERMINERS
        return Phrase(first, last, "nominal", not opened) if opened or scene.is_capital(first) else None

    def _after_capitals(self, first: int, last: int) -> int:
        """The token after a crosshead that runs into a noun: "STRATEGIC PARTNER Analysts said"."""
        scene = self.scene
        noun = last - 1
        if not self.is_noun(noun) or not scene.is_capital(noun) or scene.words[noun].isupper():
            return first
        token = first
        while token < noun and scene.words[token].isupper() and len(scene.words[token]) > 1:
            if scene.mention_of[token] is not None:
                return first
            token += 1
        return token if token == noun else first

    # -- backwards

    def back(self, end: int, low: int) -> Phrase | None:
        """The noun phrase whose last token is `end - 1`, not reaching below token `low`."""
        scene = self.scene
        lower = scene.lower
        token = end - 1
        if token < low:
            return None
        if lower[token] in _PLAIN:
            return Phrase(token, end, "pronoun")
        while token >= low and end - token <= _LONGEST:
            mention = scene.mention_of[token]
            if mention is not None:
                first = scene.mention_tokens[mention][0]
                if scene.inside[token]:
                    break
                token = max(first, low) - 1
                continue
            word = lower[token]
            if scene.inside[token]:
                break
            if not scene.is_word(token):
                if self.dot_in_name(token) or word == "&":
                    token -= 1
                    continue
                if word == ")" and acronym(scene, token, low) and token < end - 1:
                    token -= 3
                    continue
                if word in "'’" and token > low and (lower[token - 1].endswith("s") or lower[token + 1] == "s"):
                    token -= 1
                    continue
                if word == "-" and token > low and scene.starts[token] == scene.ends[token - 1] and token < end - 1:
                    token -= 1  # "the 46-year-old director"
                    continue
                break
            if word in _NAME_LINKS and word != "for" and scene.is_capital(min(token + 1, end - 1)) and token > low:
                if (word == "of" and self._of_name(token)) or (word != "of" and scene.is_capital(token - 1)):
                    token -= 1
                    continue
                break
            if word in DETERMINERS:
                token -= 1
                break
            if word in self.function or word in SUBJECTS:
                break
            if not scene.is_capital(token) and self._verb(token, end):
                break
            token -= 1
        first = token + 1
        if first > low and end - first > 1 and lower[first - 1] in _PERFECT and lower[first].endswith("ed"):
            first += 1  # "has received documents that show"
        if first > low + 1 and lower[first - 1] == ",":
            first = with_town(scene, first, end, low)
        return self._kind(first, end) if first < end else None

    def _of_name(self, token: int) -> bool:
        """Whether "of" joins two parts of one name: "Ministry of Justice"."""
        return self.scene.is_capital(token - 1) and self.scene.is_word(token - 1)

    def _verb(self, token: int, end: int) -> bool:
        """Whether a word in lower case inside a would-be noun phrase is rather a verb."""
        word = self.scene.lower[token]
        if word == "heard":
            return True  # "The court heard Orin Tarsk told her"
        form = self.cues.forms.get(word)
        if form is None or word in self.nouns:
            return False
        if form.gerund and token + 1 < end and self.is_noun(token + 1):
            return False  # "credit rating agency Granit"
        return token < end - 1 or not form.base

    # -- forwards

    def quoted(self, cue: CueMatch) -> Phrase | None:
        """The speaker who is the object of a cue: "quoted him as saying", "citing Ann Lee as saying"."""
        if self.scene.lower[cue.object] in _OBJECTS:
            return Phrase(cue.object, cue.object + 1, "pronoun")
        return self.forward(cue.object, cue.last - 2)

    def forward(self, first: int, high: int) -> Phrase | None:
        """The noun phrase that begins at token `first`, not reaching beyond token `high`."""
        scene = self.scene
        lower = scene.lower
        token = first
        while token < high and self.is_adverb(token) and token - first < 4:
            token += 1
        if token + 3 < high and lower[token + 1] == "-" and lower[token + 2].startswith("year"):
            token += 3  # "said 34-year-old farmer Ann Lee"
        begin, named = token, False
        if token >= high or scene.inside[token]:
            return None
        if lower[token] in _ONE and lower[token + 1 : token + 2] == ["of"] and (whose := self.forward(token + 2, high)):
            return Phrase(token, whose.last, "nominal", whose.firm)  # "one of his friends"
        if lower[token] in _PLAIN and scene.mention_of[token] is None:  # not the "I" of I/B/E/S
            return Phrase(token, token + 1, "pronoun")
        while token < high and token - begin < _LONGEST and not scene.inside[token]:
            mention = scene.mention_of[token]
            word = lower[token]
            if mention is not None:
                if named and not scene.is_capital(token):
                    break
                token = max(token + 1, scene.mention_tokens[mention][1])
                named = scene.entities[scene.mentions[mention].entity].type == "person"
                if token + 1 < high and lower[token] == "/" and self._joined(token):
                    token += 1  # "Granit/Veyra International chairman Ann Lee"
                    continue
                if (
                    named
                    and not scene.words[token - 1].endswith(("'s", "’s"))
                    and lower[token + 1 : token + 2] != ["s"]
                ):
                    if token < high and (person := job_holder(scene, token, high)):
                        return Phrase(begin, person, "name")  # a firm, or whom somebody works for
                    break
                continue
            if not scene.is_word(token):
                following = min(token + 1, high - 1)
                owner = word in "'’" and scene.is_word(following) and "s" in (lower[token - 1][-1], lower[following])
                if owner or word == "&" or self.dot_in_name(token):
                    token += 1
                    continue
                hyphen = word == "-" and begin < token < high - 1 and scene.words[token + 1][0].isalpha()
                if hyphen and scene.ends[token - 1] + 1 == scene.starts[token + 1]:
                    token += 2  # "the 28-year-old father"
                    continue
                break
            if word in DETERMINERS:
                if token > begin:
                    break
            elif word == "s" and token > begin and token + 1 < high and (named or scene.is_capital(token - 1)):
                pass  # "Ardova s Senator Orin Tarsk", "Ardova 's Senator", as some sources spell a possessive
            elif word == "of" and token > begin:
                if not (self.is_noun(token - 1) or scene.is_capital(token - 1)):
                    break
            elif word in self.function:
                if word == "and" and token > begin and (person := minister(scene, token, high)):
                    return Phrase(begin, person, "name")
                break
            elif word in _NAME_LINKS and token > begin and token + 1 < high and scene.is_capital(token + 1):
                token += 2
                continue
            elif not scene.is_capital(token) and token > begin:
                if (scene.is_capital(token - 1) or lower[token - 1] in _SEATED) and (
                    person := job_holder(scene, token, high)
                ):
                    return Phrase(begin, person, "name")
                settled = self.is_noun(token - 1) and lower[token - 1] not in DETERMINERS and not self.is_noun(token)
                settled = settled and word != "enforcement"
                settled = settled and not (lower[token - 1] == "official" and self.is_noun(min(token + 1, high - 1)))
                if settled or self._verb(token, token + 2):
                    break
                if scene.is_capital(token - 1) and lower[token - 1] not in DETERMINERS and not self.is_noun(token):
                    if (job := job_end(scene, begin, token, high)) > token:
                        token = job
                        continue
                    break
            token += 1
        while token > begin and lower[token - 1] == "of":
            token -= 1
        if token <= begin:
            return None
        if named_after := officer(scene, begin, token, high) or partner(scene, begin, token, high):
            return Phrase(begin, named_after, "name")
        return self._kind(begin, token)

    def _joined(self, token: int) -> bool:
        """Whether a mark stands between two names without a space."""
        scene = self.scene
        adjacent = scene.ends[token - 1] == scene.starts[token] and scene.ends[token] == scene.starts[token + 1]
        return adjacent and scene.is_capital(token + 1)

    def cited(self, cue: CueMatch, high: int) -> Phrase | None:
        """The source behind "according to", not reaching beyond token `high`."""
        first = cue.last
        ends = first + 1 >= high or not self.scene.is_word(first + 1)  # not "according to her lawyer"
        if first < high and ends and self.scene.lower[first] in _OBJECTS:
            return Phrase(first, first + 1, "pronoun")
        phrase = self.forward(cue.last, high)
        if phrase is None or phrase.kind != "name":
            return phrase
        last = cited_source(self.scene, phrase.first, phrase.last)
        return phrase if last == phrase.last else self._kind(phrase.first, last)

    def _after_heading(self, low: int, high: int) -> int:
        """The token after a crosshead in capitals, or an adverb and its comma, that a sentence begins with."""
        scene = self.scene
        low = after_opening(scene, low, high)
        number = scene.mention_of[low] if low < high else None
        if number is not None and scene.entities[scene.mentions[number].entity].type == "place":
            low = after_dateline(scene, low, high)
        token, capitals = low, 0
        words = scene.words
        while token < high and (words[token] in ",&" or (words[token].isupper() and "." not in words[token])):
            capitals += len(words[token]) > 3
            token += 1
        return token if capitals > 1 and token < high and scene.is_capital(token) else low

    def _participle(self, token: int) -> bool:
        """Whether a participle with its object begins at a token: "…, holding signs", no subject."""
        scene = self.scene
        return scene.lower[token].endswith("ing") and not scene.is_capital(token) and scene.lower[token - 1] == ","

    def _acted(self, first: int, last: int) -> bool:
        """Whether a verb in the past tense, or another finite one, stands among some tokens."""
        lower = self.scene.lower
        plain = (token for token in range(first, last) if not self.scene.is_capital(token))
        return any(lower[token] in self.finite or lower[token].endswith("ed") for token in plain)

    def first_subject(self, low: int, high: int) -> Phrase | None:
        """The first phrase between two tokens that may be a sentence's subject: none that a preposition governs."""
        scene = self.scene
        token = self._after_heading(low, high)
        high = min(high, low + _FARTHEST)
        fallback: Phrase | None = None
        while token < high:
            if scene.inside[token] or not scene.is_word(token) or scene.lower[token] in self.function:
                token += 1
                continue
            phrase = None if self._participle(token) else self.forward(token, high)
            if phrase is None:
                token += 1
                continue
            thing = phrase.kind == "nominal" and scene.lower[phrase.last - 1] not in _PEOPLE
            if fallback is not None and thing and self._acted(fallback.last, phrase.first):
                return fallback  # "A member of the crew reached the site and confirmed"
            before = phrase.first - 1
            governed = before >= low and (scene.lower[before] in _PREPOSITIONS or scene.lower[before].endswith("ing"))
            after = scene.lower[phrase.last] if phrase.last < len(scene.lower) else ""
            if not governed and phrase.firm:
                if phrase.kind != "nominal" or after not in ("of",):
                    return phrase
                fallback = fallback or phrase
            token = max(phrase.last, token + 1)
        return fallback
