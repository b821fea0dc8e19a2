"""How sure a speaker is in languages other than English, and what leaves one open."""

import math

from ..lexicon.lists import load
from .antecedents import Resolved
from .confidence import calibrated, log_odds
from .dialogue import Found
from .foreign_phrases import Named, NounPhrases
from .foreign_verbs import may_be_given_name
from .foreign_words import BODY_ENDS, OFFICE_ENDS, PLURAL, PLURAL_ENDS, SINGULAR, SMALL, TITLES
from .scene import Scene

_SHIFTS = {"de": -0.3, "it": -0.3, "pt": -0.3, "es": -0.2}
"""Log-odds by which attributions are less often right than English ones of the same kind, by samples judged by hand.

Of 67 German, 26 Italian, 99 Portuguese and 47 Spanish attributions shown for certain, 15, 12, 9 and 4 % were wrong
before their kinds were mended; of 175 French ones, 3 %, as in English.
"""
_PRONOUN_SHIFT = -0.5
"""The same for pronouns in German: of 89 in the gold texts, 82 % stand where the speaker does; of 156 names, 97 %."""
_MOST = 10
"""Words, at most, of a phrase that surely is one speaker."""
_UNSURE = 0.6
"""Confidence, at most, of a speaker that the words leave open."""
_NEAR = 2
"""Sentences from a pronoun back to the speaker whom it means."""
_OWN = 6
"""Tokens from a speaker within which a verb is their own."""
_AND = frozenset(("et", "y", "e", "ed", "und"))
_JOINS = frozenset(("und", "sowie", "et", "y", "ed"))
_DEMONYM_ENDS = ("ais", "aise", "ien", "ienne", "éen", "éenne", "ain", "aine", "ense", "ano", "ana", "eño", "eña", "ês")
"""Ends of words for where somebody is from."""
_RELATIVES = frozenset(("der", "die", "das", "welcher", "welche", "welches"))
_ASIDES = frozenset((",", "(", ")", "-", "–", "—"))


class Doubts:
    """What speaks against the speakers of one scene."""

    def __init__(self, scene: Scene, phrases: NounPhrases) -> None:
        self.scene = scene
        self.phrases = phrases
        self.words = phrases.words
        self.last = 1.0
        """How sure the speaker before is."""

    def confidence(self, found: Found, who: Named, resolved: Resolved, spoke: int) -> float:
        """The probability that a speaker is right.

        Args:
            found: The attribution.
            who: The words that name the speaker.
            resolved: What they refer to.
            spoke: The token of the speaker of the quote before, -1 for none.
        """
        sure = calibrated(who.kind, resolved.confidence * found.certainty)
        doubted = (
            self._disagrees(who, found, resolved)
            or self._other(who, spoke)
            or self._loose(who, -1 if found.implied else found.cue, resolved)
        )
        sure = self._of_language(sure, who.kind)
        sure = min(sure, _UNSURE) if doubted else sure
        if who.kind == "pronoun":
            sure = min(sure, self.last)  # repeating a guess makes it no surer
        self.last = sure
        return sure

    def _of_language(self, sure: float, kind: str) -> float:
        """A confidence that is fitted on English, moved by what attributions of this language are worth."""
        shift = _SHIFTS.get(self.scene.document.lang[:2].lower(), 0.0)
        shift += _PRONOUN_SHIFT if kind == "pronoun" and self.phrases.german else 0.0
        return round(1 / (1 + math.exp(-log_odds(sure) - shift)), 3) if shift else sure

    def _disagrees(self, who: Named, found: Found, resolved: Resolved) -> bool:
        """Whether one is said to do what a verb in the plural says, or several what one in the singular does."""
        scene = self.scene
        if found.cue < 0 or found.implied or who.kind == "pronoun":
            return False
        low = max(0, found.cue - 3)
        aux = [at for at in range(low, found.cue) if scene.lower[at] in self.words["aux"] and at >= who.last]
        verb = scene.lower[aux[-1] if aux else found.cue]
        many = verb.endswith(PLURAL_ENDS[scene.document.lang[:2].lower()]) and not verb.endswith("ient")  # "prévient"
        article = scene.lower[who.first].replace("’", "'")
        one = article in SINGULAR or article.startswith(("l'", "un'"))
        person = resolved.entity is not None and scene.entities[resolved.entity].type == "person"
        if many:
            return (one or person or who.kind == "nominal") and article not in PLURAL and not self._of_several(who)
        return article in PLURAL and not self.phrases.german

    def _of_several(self, who: Named) -> bool:
        """Whether a phrase has a plural noun: "fuentes próximas", "Chinesische Politiker"."""
        scene = self.scene
        return scene.lower[who.first] not in SINGULAR and scene.lower[who.last - 1].endswith(("s", "i", "en", "er"))

    def _other(self, who: Named, spoke: int) -> bool:
        """Whether a speaker may be another: a pronoun of somebody who spoke long ago, one of two joined names."""
        scene = self.scene
        if who.kind == "pronoun":
            far = spoke < 0 or scene.sentence_of(who.first) - scene.sentence_of(spoke) > _NEAR
            return far or any(self._says(token) for token in range(spoke + _OWN, who.first - 1))
        if who.last + 1 < self._end(who) and scene.lower[who.last] in _JOINS and self._starts_name(who.last + 1):
            return True  # "der Kommentator und Meister Marsk"
        joined = any(scene.lower[token] in _AND for token in range(who.first + 1, who.last - 1))
        return joined and scene.is_capital(who.last - 1)

    def _starts_name(self, token: int) -> bool:
        """Whether a word has a capital in it, or is a noun for speakers."""
        scene = self.scene
        return any(map(str.isupper, scene.words[token])) or self.phrases.is_person(scene.lower[token])

    def _end(self, who: Named) -> int:
        """The end of a speaker's sentence."""
        return self.scene.document.sentences[self.scene.sentence_of(who.first)].last

    def _says(self, token: int) -> bool:
        """Whether somebody, by name, says something at a token of the narration."""
        scene = self.scene
        if scene.inside[token] or not self.phrases.is_cue(token):
            return False
        who = self.phrases.after_cue(token, min(token + _MOST, len(scene.words)))
        return who is not None and who.kind == "name"

    def _loose(self, who: Named, cue: int, resolved: Resolved) -> bool:
        """Whether words may be less, more or other than a speaker."""
        scene = self.scene
        long = who.last - who.first > _MOST and resolved.entity is None
        if long or (cue >= who.last and not self.reaches(who, cue)):
            return True
        common = who.kind == "nominal" or resolved.name.partition(" ")[0].lower() in self.words["determiners"]
        if common and who.kind != "pronoun" and not (self._speaks(who) and self._headed(who)):
            return True
        if who.kind == "name" and self._run_together(resolved.name):
            return True
        if resolved.entity is not None or not resolved.name or who.kind != "name":
            return False
        first = resolved.name.partition(" ")[0]
        for token in range(who.first, who.last):
            if scene.words[token] != first:
                continue
            before = token - 1
            if before < who.first:
                # An adverb or adjective that opens the sentence has its capital from there.
                alone = who.last - who.first == 1 or " " not in resolved.name
                initials = first.replace("’", "'").rpartition("'")[2]
                known = self._recurs(first) or (len(initials) > 1 and initials.isupper())
                return alone and scene.opens_sentence(token) and not known
            if before >= who.first and self._is_demonym(token, before):
                return True  # "le chef d'État Kényan"
            # "o Ministério Público" may have lost its head; "le chef de Granit" is a person, not Granit.
            cut = scene.is_capital(before) and not scene.opens_sentence(before) and scene.lower[before] not in TITLES
            if "," in scene.lower[who.first : token]:
                return False  # "o governador de São Paulo, Anton Veyra"
            return self._held(who.first, token) or (cut and not self.phrases.german)
        return False

    def _run_together(self, name: str) -> bool:
        """Whether a name may be two, or begin with a job: "Anton Veyra Helena Marsk", "Velmoras Chef Zahir Dovrin"."""
        words = [word for word in name.split() if word[0].isupper()]
        if any(may_be_given_name(word) for word in words[2:-1]):
            return True
        job = self.phrases.german and len(words) > 2 and not may_be_given_name(words[0])
        return job and words[0].lower().endswith(("s", *OFFICE_ENDS)) and not words[-1].lower().endswith(BODY_ENDS)

    def _is_demonym(self, token: int, before: int) -> bool:
        """Whether a lone word with a capital may say where the one before it is from."""
        scene = self.scene
        alone = token + 1 >= len(scene.words) or not scene.is_capital(token + 1)
        noun = (
            not scene.is_capital(before) and scene.lower[before] not in self.words["links"] | self.words["determiners"]
        )
        known = scene.words[token] in load("nationalities") or scene.lower[token].endswith(_DEMONYM_ENDS)
        return alone and noun and known and scene.lower[before] not in TITLES and not self.phrases.german

    def _headed(self, who: Named) -> bool:
        """Whether the first noun of a phrase may speak: not "le contrat de Marsk"."""
        scene = self.scene
        links = self.words["links"] - self.words["determiners"]
        head = next((at for at in range(who.first + 1, who.last) if scene.lower[at] in links), who.last)
        if self.phrases.german or head == who.last:
            return True
        plain = range(who.first, head)
        return any(map(scene.is_capital, plain[1:])) or any(self.phrases.is_person(scene.lower[at]) for at in plain)

    def _held(self, first: int, name: int) -> bool:
        """Whether a name belongs to whoever the words before it mean: "le chef de Granit"."""
        lower = self.scene.lower
        head = next((at for at in range(first, name) if self.phrases.is_person(lower[at])), name)
        return not self.words["links"].isdisjoint(lower[head:name])

    def _speaks(self, who: Named) -> bool:
        """Whether a phrase without a name may speak: one noun for speakers or for what they gave, or a German name.

        One German word with a capital may be a surname, but an adverb if it opens its sentence; "die Annahme" says
        nothing, "der BGH" does.
        """
        scene = self.scene
        if not self.phrases.german:
            return self.phrases.speaks(who)
        words = scene.lower[who.first : who.last]
        if len(words) == 1 and words[0] in self.words["sources"]:
            return False  # "Angaben"
        if any(self.phrases.is_person(word) or self.phrases.is_source(word) for word in words):
            return True
        if who.last - who.first == 1:
            return not scene.opens_sentence(who.first) or self._recurs(scene.words[who.first])
        return any(len(word) > 1 and word.isupper() for word in scene.words[who.first : who.last])

    def _recurs(self, word: str) -> bool:
        """Whether a word with a capital stands within some sentence, too: then it is a name."""
        scene = self.scene
        return any(found == word and not scene.opens_sentence(token) for token, found in enumerate(scene.words))

    def reaches(self, who: Named, cue: int) -> bool:
        """Whether nothing but auxiliaries, adverbs and asides stands between a subject and its verb."""
        lower = self.scene.lower
        asides = int("," in lower[who.first : who.last] and lower[who.last] == ",")
        if self.phrases.german and self._relative(who.last, cue):
            return False
        for token in range(who.last, cue):
            word = lower[token]
            if word in _ASIDES:
                asides += 1
            elif asides % 2 == 0 and word in self.words["that"]:
                return False
            elif asides % 2 == 0 and word in self.words["aux"] and self._other_verb(token, cue):
                return False  # "La Chine a été accusée …, déclare": another verb's subject
        return asides % 2 == 0

    def _relative(self, first: int, cue: int) -> bool:
        """Whether a German verb ends a relative clause, whose noun speaks: "ein General, der betonte"."""
        lower = self.scene.lower
        comma = next((at for at in range(cue - 1, first - 1, -1) if lower[at] == ","), -1)
        if comma >= 0 and lower[comma + 1] in self.words["stops"]:
            comma += 1  # "der Damm, auf dem"
        return 0 <= comma < cue - 1 and lower[comma + 1] in _RELATIVES

    def _other_verb(self, auxiliary: int, cue: int) -> bool:
        """Whether an auxiliary is not that of a verb of saying behind it; in German the verb stands far behind."""
        return not self.phrases.german and not all(map(self._between, range(auxiliary, cue)))

    def _between(self, token: int) -> bool:
        """Whether a word may stand between an auxiliary and its verb."""
        word = self.scene.lower[token]
        adverb = word in self.words["stops"] or word.endswith(("ment", "mente")) or word in SMALL
        return adverb or word in self.words["aux"] or word in self.words["not"]
