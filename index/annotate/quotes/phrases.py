"""The words that name a speaker: the noun phrase before or after a cue, found without a parser."""

from functools import lru_cache

from ..lexicon.lists import load
from .cues import CueFinder, CueMatch
from .scene import Scene

SUBJECTS = frozenset(("he", "she", "they", "it", "i", "we", "you", "who"))
_OBJECTS = frozenset(("him", "her", "them", "it"))
_PLAIN = frozenset(("he", "she", "they", "it", "i", "we", "you"))
DETERMINERS = load("determiners")
_LONGEST = 12
_FARTHEST = 60
"""How far from its cue, in tokens, a subject is looked for."""
_PREPOSITIONS = load("prepositions")
_RELATIVES = frozenset(("who", "which", "that", "whose", "whom", "where"))
_TIMES = load("time_words")
_DASHES = frozenset(("-", "–", "—", "―", "--"))
_CLAUSE_ENDS = frozenset((";", ":", "…"))
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

    def _dot_in_name(self, token: int) -> bool:
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
            if scene.lower[token] in _TIMES and scene.mention_of[token] is None:
                first = token + 1
                break
        if first >= last:
            return None
        if last - first == 1 and scene.lower[first] in SUBJECTS:
            return Phrase(first, last, "pronoun")
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
                if self._dot_in_name(token) or word == "&":
                    token -= 1
                    continue
                if word in "'’" and token > low and lower[token - 1].endswith("s"):
                    token -= 1
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
        return self._kind(first, end) if first < end else None

    def _of_name(self, token: int) -> bool:
        """Whether "of" joins two parts of one name: "Ministry of Justice"."""
        return self.scene.is_capital(token - 1) and self.scene.is_word(token - 1)

    def _verb(self, token: int, end: int) -> bool:
        """Whether a word in lower case inside a would-be noun phrase is rather a verb."""
        word = self.scene.lower[token]
        form = self.cues.forms.get(word)
        if form is None or word in self.nouns:
            return False
        return token < end - 1 or not form.base

    def subject(self, cue: int, low: int) -> Phrase | None:
        """The subject of the verb at token `cue`, looked for before it.

        Adverbs, what stands between commas, dashes or brackets, and prepositional phrases are stepped over.

        Args:
            cue: The verb's token number.
            low: The first token that may belong to the subject: where the clause's narration begins.
        """
        scene = self.scene
        lower = scene.lower
        low = max(low, cue - _FARTHEST)
        token = cue - 1
        tail: Phrase | None = None
        for _ in range(24):
            while token >= low and not scene.inside[token] and self.is_adverb(token):
                token -= 1
            if token < low or scene.inside[token]:
                break
            word = lower[token]
            if word in (",", ")", "]") or word in _DASHES:
                step = self._over_aside(token, low)
                if step is None:
                    break
                token, name = step
                if name:
                    return name
                continue
            if word in ("and", "but", "or", "then") or word in _CLAUSE_ENDS:
                return self.first_subject(low, token) or tail
            if word in _RELATIVES:
                # "the man who heads the party said": the relative clause belongs to what stands before it.
                token -= 1
                if token >= low and lower[token] == ",":
                    token -= 1
                continue
            phrase = self.back(token + 1, low)
            if phrase is None:
                return self.first_subject(low, token + 1) or tail
            before = phrase.first - 1
            if before > low and lower[before] == "and" and (joined := self._joined_with(phrase, low)):
                phrase = joined
                before = phrase.first - 1
            if before >= low and not scene.inside[before] and lower[before] in _PREPOSITIONS:
                if lower[before] == "as" or (tail is None and before == low and not phrase.firm):
                    break
                tail = tail or (phrase if phrase.kind == "name" else None)
                token = before - 1
                continue
            if before >= low and not scene.inside[before] and self._needs_subject(before, phrase):
                return self.first_subject(low, before + 1) or phrase
            if not phrase.firm and phrase.kind == "nominal" and token < cue - 6:
                return self.first_subject(low, token + 1) or phrase
            return phrase
        return tail if tail and tail.kind == "name" else None

    def _joined_with(self, phrase: Phrase, low: int) -> Phrase | None:
        """The phrase that "and" joins with what stands before it, when both are one subject or object."""
        scene = self.scene
        left = self.back(phrase.first - 1, low)
        if left is None or left.kind != "name" or phrase.kind != "name":
            return None
        before = left.first - 1
        if before >= low and scene.is_word(before) and scene.lower[before] not in _PREPOSITIONS:
            return None
        return Phrase(left.first, phrase.last, "name")

    def _needs_subject(self, before: int, phrase: Phrase) -> bool:
        """Whether the phrase after token `before` is that verb's object, so that the subject stands farther left."""
        scene = self.scene
        word = scene.lower[before]
        if not scene.is_word(before) or word in ("and", "but", "or", "as", "while", "because", "that", "if", "when"):
            return False
        if scene.is_capital(before) or word in self.function:
            return False
        return phrase.kind != "pronoun" and (word.endswith(("ing", "ed")) or self.cues.forms.get(word) is not None)

    def _over_aside(self, token: int, low: int) -> tuple[int, Phrase | None] | None:
        """Step back over ", …," or "(…)" that ends at `token`.

        Returns:
            The token before it, and the name it holds when it is nothing but one; None when it has no beginning.
        """
        scene = self.scene
        lower = scene.lower
        closing = lower[token]
        opening = {")": "(", "]": "["}.get(closing)
        for place in range(token - 1, max(low, token - 45) - 1, -1):
            word = lower[place]
            if opening:
                if word == opening:
                    return place - 1, None
                continue
            if scene.inside[place]:
                return None
            begins = word == closing or (closing == "," and word in _DASHES and not self._joined(place))
            if begins and self._splits_aside(place, token):
                return place - 1, self._named_aside(place, token, low)
        if closing == ",":
            # No comma before: ", said" after an introduction, or "X, said" with a stray comma.
            phrase = self.back(token, low)
            if phrase and phrase.firm and phrase.first - 1 <= low + 1:
                return token - 1, None
        return None

    def _joined(self, token: int) -> bool:
        """Whether a hyphen stands within a word."""
        return not self.scene.text[self.scene.ends[token]].isspace()

    def _named_aside(self, place: int, token: int, low: int) -> Phrase | None:
        """The name that an aside is, when it explains a noun for a person: "the minister, Ann Lee, said"."""
        inner = self.back(token, place + 1)
        if inner is None or inner.first != place + 1 or inner.kind != "name" or not self._is_person(inner):
            return None
        head = self.back(place, low)
        return inner if head and head.kind != "pronoun" and not self._is_person(head) else None

    def _splits_aside(self, place: int, token: int) -> bool:
        """Whether the comma at `place` begins the aside that ends at `token`, and is not one within it."""
        scene = self.scene
        if place + 1 >= token or place == 0:
            return False
        # "Smith, of Leeds, England, said", "Lee, 42, a teacher, said": the farthest comma after a name begins it.
        previous = scene.mention_of[place - 1]
        if previous is not None:
            entity = scene.entities[scene.mentions[previous].entity]
            if entity.type == "person":
                return True
        for back in range(place - 1, max(-1, place - 25), -1):
            if scene.lower[back] == ",":
                holder = scene.mention_of[back - 1] if back else None
                return not (holder is not None and scene.entities[scene.mentions[holder].entity].type == "person")
            if not scene.is_word(back) and not self._dot_in_name(back):
                break
        return True

    def _is_person(self, phrase: Phrase) -> bool:
        number = self.scene.mention_of[phrase.last - 1]
        if number is None:
            return False
        return self.scene.entities[self.scene.mentions[number].entity].type == "person"

    def _led(self, phrase: Phrase, cue: int) -> Phrase | None:
        """A phrase that a participle and "by" follow, up to its verb: "analysts led by Ann Lee"."""
        lower = self.scene.lower
        if phrase.last > cue - 2 or lower[phrase.last] != "by":
            return None
        leader = self.forward(phrase.last + 1, cue)
        return Phrase(phrase.first, leader.last, "name") if leader and leader.last == cue else None

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
        begin = token
        if token >= high or scene.inside[token]:
            return None
        if lower[token] in _PLAIN:
            return Phrase(token, token + 1, "pronoun")
        named = False
        while token < high and token - begin < _LONGEST and not scene.inside[token]:
            mention = scene.mention_of[token]
            word = lower[token]
            if mention is not None:
                if named and not scene.is_capital(token):
                    break
                token = max(token + 1, scene.mention_tokens[mention][1])
                named = scene.entities[scene.mentions[mention].entity].type == "person"
                if named and not scene.words[token - 1].endswith(("'s", "’s")):
                    break
                continue
            if not scene.is_word(token):
                if self._dot_in_name(token) or word == "&":
                    token += 1
                    continue
                if word in "'’" and lower[token - 1].endswith("s") and token + 1 < high and scene.is_word(token + 1):
                    token += 1
                    continue
                break
            if word in DETERMINERS:
                if token > begin:
                    break
            elif word == "of" and token > begin:
                if not (self.is_noun(token - 1) or scene.is_capital(token - 1)):
                    break
            elif word in self.function:
                break
            elif word in _NAME_LINKS and token > begin and token + 1 < high and scene.is_capital(token + 1):
                token += 2
                continue
            elif not scene.is_capital(token) and token > begin:
                settled = self.is_noun(token - 1) and lower[token - 1] not in DETERMINERS
                if (settled and not self.is_noun(token)) or self._verb(token, token + 2):
                    break
                if scene.is_capital(token - 1) and lower[token - 1] not in DETERMINERS and not self.is_noun(token):
                    break
            token += 1
        while token > begin and lower[token - 1] == "of":
            token -= 1
        if token <= begin:
            return None
        return self._kind(begin, token)

    def first_subject(self, low: int, high: int) -> Phrase | None:
        """The first phrase between two tokens that may be a sentence's subject: none that a preposition governs."""
        scene = self.scene
        token = low
        high = min(high, low + _FARTHEST)
        fallback: Phrase | None = None
        while token < high:
            if scene.inside[token] or not scene.is_word(token) or scene.lower[token] in self.function:
                token += 1
                continue
            phrase = self.forward(token, high)
            if phrase is None:
                token += 1
                continue
            before = phrase.first - 1
            governed = before >= low and (scene.lower[before] in _PREPOSITIONS or scene.lower[before].endswith("ing"))
            after = scene.lower[phrase.last] if phrase.last < len(scene.lower) else ""
            if not governed and phrase.firm:
                if phrase.kind != "nominal" or after not in ("of",):
                    return phrase
                fallback = fallback or phrase
            token = max(phrase.last, token + 1)
        return fallback
