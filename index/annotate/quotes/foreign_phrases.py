"""Noun phrases for speakers in languages other than English."""

from msgspec import Struct

from .foreign_listeners import behind_listener, behind_place
from .foreign_verbs import is_given_name
from .foreign_words import (
    ADJECTIVES,
    APPOSED,
    BEING,
    CONJUNCTIONS,
    ELIDED,
    INFLECTED,
    LONGEST,
    NOT_AFTER,
    ONE_OF,
    PARTICLES,
    PASSIVE,
    RELATIVES,
    SKIPPED,
    SMALL,
    TITLES,
)
from .scene import Scene

_INITIALS = 4
"""Letters of a body's initials are fewer: "il segretario Pd, Marsk"."""


class Named(Struct, frozen=True, gc=False):
    """A noun phrase: tokens `first` up to `last`, exclusive; `kind` is name, nominal or pronoun."""

    first: int
    last: int
    kind: str


class NounPhrases:
    """Finds and resolves the noun phrases of one scene by a language's word lists."""

    def __init__(self, scene: Scene, words: dict[str, frozenset[str]], cues: frozenset[str]) -> None:
        """Take the scene, the language's word lists, and more verbs of saying."""
        self.scene = scene
        self.cues = words["cues"] | cues
        self.words = words
        self.german = scene.document.lang[:2].lower() == "de"
        self._small = words["determiners"] | words["stops"] | words["that"]
        self.pronouns = words["he"] | words["she"] | words["they"]
        self.bodies = words.get("bodies", frozenset())

    # -- verbs

    def is_cue(self, token: int) -> bool:
        """Whether a token is a verb of saying, its subject joined to it or not: "dit", "ajoute-t-il"."""
        word = self.scene.lower[token]
        if self.is_noun(token):
            return False  # "die Versicherten"
        if token and not self.german and self.noun_or_passive(token):
            return False
        if word.startswith("qu'"):
            word = word[3:]  # "ce qu'affirme Marsk"
        return word in self.cues or ("-" in word and word.partition("-")[0] in self.cues)

    def is_noun(self, token: int) -> bool:
        """Whether a word has a capital that its place in the sentence does not give it."""
        return self.scene.is_capital(token) and not self.scene.opens_sentence(token)

    def noun_or_passive(self, token: int) -> bool:
        """Whether the words before a verb's form make it a noun or a passive: "la denuncia", "est aussi signalé"."""
        lower = self.scene.lower
        before = token - 1
        if before and (lower[before] in self.words["stops"] or lower[before].endswith(("ment", "mente"))):
            before -= 1
            return lower[before] in PASSIVE
        return lower[before] in NOT_AFTER

    def after_cue(self, cue: int, high: int) -> Named | None:
        """The subject after a verb of saying, or joined to it."""
        lower = self.scene.lower
        for token in (cue, cue - 1):
            verb, joined, pronoun = lower[token].rpartition("-") if token >= 0 else ("", "", "")
            spoken = token == cue or verb.partition("-")[0] in self.words["aux"]
            if joined and spoken and pronoun in self.pronouns:
                return Named(token, token + 1, "pronoun")  # "dit-elle", "a-t-elle déclaré"
        if cue + 1 < high and lower[cue + 1] in self.words.get("listeners", ()):
            named = behind_listener(self.scene, self.words, cue + 1, high)
            return self.forward(named, high) if named else None
        begin = behind_place(self.scene, self.words, cue + 1, high)
        return self.pronoun_after(cue + 1, high) or self.forward(begin, high)

    # -- finding

    def forward(self, first: int, high: int) -> Named | None:
        """The noun phrase that begins at a token, adverbs and times stepped over."""
        scene, words = self.scene, self.words
        token = first
        while token < high and token - first < 4 and scene.is_word(token) and self._skipped(token):
            token += 1
        begin = token
        named = False
        lone = begin < high and scene.lower[begin] in self.pronouns and scene.mention_of[begin] is None
        while token < high and token - begin < LONGEST and not scene.inside[token]:
            word = scene.lower[token]
            if not scene.is_word(token):
                if word == "." and token > begin and len(scene.words[token - 1]) < 3 and token + 1 < high:
                    token += 1
                    continue
                break
            if self.is_cue(token) or (self._stops(token, begin) and not self._inside_name(token, begin)):
                break
            if token > begin and ((not self.german and word in words["aux"]) or word in BEING):
                break  # "Le Royaume-Uni a également déclaré"
            if word in words["links"] and token == begin and word not in words["determiners"]:
                break
            if token > begin and (word in self.pronouns or (token == begin + 1 and lone)):
                break
            if self.german and named and not scene.is_capital(token) and not self._inside_name(token, begin):
                if not self._aged(token):
                    break  # German nouns have capitals: what follows one in small letters is a verb
                named = False
            if not self.german and token > begin and self._name_ended(token, begin):
                break  # "Helena Marsk inaugura la diga e dice"
            named = named or self._has_name(token, begin)
            named = named or (token == begin and self.is_source(word))
            token += 1
        return self._apposed(self._phrase(begin, token), high)

    def _stops(self, token: int, begin: int) -> bool:
        """Whether a small word ends a phrase: "esta" begins one."""
        word = self.scene.lower[token]
        return word in self.words["stops"] and not (token == begin and word in self.words["determiners"])

    def _has_name(self, token: int, begin: int) -> bool:
        """Whether a token is a name or a German noun: an adjective that opens the sentence is none."""
        scene = self.scene
        if scene.mention_of[token] is not None or (scene.is_capital(token) and token > begin):
            return True
        if not self.german or not scene.is_capital(token) or scene.lower[token] in self._small:
            return False
        return not scene.words[token].endswith(INFLECTED) or not self._capital_next(token)

    def _capital_next(self, token: int) -> bool:
        return token + 1 < len(self.scene.words) and self.scene.is_capital(token + 1)

    def _known(self, token: int) -> bool:
        """Whether a word with a capital is a name that is known, or a first name."""
        return self.scene.mention_of[token] is not None or is_given_name(self.scene.words[token])

    def _aged(self, token: int) -> bool:
        """Whether an adjective follows a measure: "der 35 Jahre alte Spieler"."""
        return self.scene.lower[token].startswith("alt") and self.scene.lower[token - 1] == "jahre"

    def _name_ended(self, token: int, begin: int) -> bool:
        """Whether a phrase that begins with a name, or has a person's, has no more of it from a token on."""
        scene = self.scene
        number = scene.mention_of[token - 1]
        if (
            number is not None
            and number != scene.mention_of[token]
            and scene.entities[scene.mentions[number].entity].type == "person"
        ):
            return not scene.is_capital(token) and scene.is_word(token) and not self._inside_name(token, begin)
        if not scene.is_capital(begin) or scene.lower[begin] in self.words["determiners"] or scene.is_capital(token):
            return False
        role = self.is_person(scene.lower[begin])
        if token == begin + 1 and scene.opens_sentence(begin) and not self._known(begin):
            return False  # "Trois médecins"
        return not role and scene.is_capital(token - 1) and not self._inside_name(token, begin)

    def _apposed(self, phrase: Named | None, high: int) -> Named | None:
        """A phrase with the name after its comma: "el portavoz del puerto, Anton Veyra,"."""
        scene = self.scene
        if phrase is None or phrase.kind == "pronoun" or phrase.last + 1 >= high or scene.lower[phrase.last] != ",":
            return phrase
        if scene.is_capital(phrase.first) and not self._unnamed(scene.lower[phrase.first]):
            return phrase  # "Anton Veyra, portavoz de Granit"
        run = phrase.last
        while run > phrase.first and scene.is_capital(run - 1):
            run -= 1
        if phrase.last - run > 1 and run > phrase.first and scene.lower[run - 1] not in self.words["links"]:
            return phrase  # "o ministro Anton Veyra, do Supremo Tribunal"
        first = last = phrase.last + 1
        while last < high and last - first < APPOSED and scene.is_word(last) and not scene.inside[last]:
            if self.is_cue(last) or scene.lower[last] in self.words["aux"]:
                break
            last += 1
            if last + 1 < high and scene.lower[last] == "." and scene.lower[last - 1] in TITLES:
                last += 1  # "le président de la ville, M. Anton Veyra,"
        name = last
        while name > first and scene.is_capital(name - 1):
            name -= 1
        body = run == phrase.last - 1 and len(scene.words[run]) < _INITIALS and self.is_person(scene.lower[run - 1])
        several = (
            last - name > 1
            or (body and last > name == first)
            or (last - name == 1 and scene.words[name].isupper() and name == first)
        )
        titled = name == first if self.german else all(self._in_title(token) for token in range(first, name))
        ended = last >= high or not scene.is_word(last) or self.is_cue(last) or scene.lower[last] in self.words["aux"]
        return Named(phrase.first, last, "name") if several and titled and ended else phrase

    def _unnamed(self, word: str) -> bool:
        """Whether a word with a capital is no name: a determiner or a noun for speakers."""
        return word in self.words["determiners"] or self.is_person(word) or word.startswith(ELIDED)

    def _in_title(self, token: int) -> bool:
        """Whether a word may stand between a comma and the name after it: "le docteur", "el liberal de centro"."""
        word = self.scene.lower[token]
        small = word in self.words["links"] or word in self.words["determiners"] or word in TITLES or word == "."
        return small or not self._stops(token, token + 1)

    def is_adjective(self, token: int) -> bool:
        """Whether a word in small letters may be an adjective before a German noun."""
        word = self.scene.lower[token]
        return word.endswith(ADJECTIVES) and not self.scene.is_capital(token) and word not in self._small

    def in_phrase(self, token: int) -> bool:
        """Whether a token may belong to a phrase that is read backwards."""
        word = self.scene.lower[token]
        return self.scene.is_capital(token) or word in self.words["links"] or word in self.words["determiners"]

    def _skipped(self, token: int) -> bool:
        word = self.scene.lower[token]
        return (
            word in self.words["aux"]
            or word in SKIPPED
            or (
                word in self.words["stops"]
                and not self.scene.is_capital(token)
                and word not in self.words["determiners"] | self.words["that"]
                and token + 1 < len(self.scene.words)
                and self.scene.lower[token + 1] in self.words["determiners"] | self.words["stops"]
            )
        )

    def _inside_name(self, token: int, begin: int) -> bool:
        """Whether a small word stands between two capitals of one name: "Ministerium für Verkehr", "La Paz"."""
        scene = self.scene
        if token == begin or token + 1 >= len(scene.words):
            return False
        word = scene.lower[token]
        if word in PARTICLES and scene.is_capital(token - 1) and self._leads_name(token + 1):
            return True  # "Von der Leyen"
        if self.german and word in self.words["genitives"]:
            place = token + 1
            while place < min(token + 3, len(scene.words) - 1) and scene.words[place].endswith(ADJECTIVES):
                if scene.is_capital(place):
                    break
                place += 1  # "Angaben der örtlichen Polizei"
            return scene.is_capital(place) or scene.words[place][-1].isdigit()
        if self.german and scene.words[token][-1].isdigit():
            return scene.lower[token - 1] in self.words["genitives"]  # "Angaben von n24"
        before = scene.lower[token - 1]
        owned = (
            before in self.words["genitives"] or (self.is_source(before) and word.endswith("er"))
            if self.german
            else False
        )
        adjective = owned and word.endswith(ADJECTIVES)  # "Angaben palästinensischer Krankenhäuser"
        return (word in self.words["links"] or adjective) and scene.is_capital(token + 1)

    def _leads_name(self, token: int) -> bool:
        """Whether a capital stands at a token, or after one more particle."""
        scene = self.scene
        if scene.is_capital(token):
            return not self.german
        return scene.lower[token] in PARTICLES and token + 1 < len(scene.words) and scene.is_capital(token + 1)

    def is_source(self, word: str) -> bool:
        """Whether a word, in small letters, names what a source gave: "Angaben", "Zeugenaussagen", "Studie"."""
        return word.endswith(tuple(self.words.get("sources", ())))

    def pronoun_after(self, first: int, high: int) -> Named | None:
        """A pronoun that follows its verb: "sagte er", "dit-il" as one token or two."""
        for token in range(first, min(high, first + 2)):
            if self.scene.lower[token] in self.pronouns:
                return Named(token, token + 1, "pronoun")
        return None

    def back(self, end: int, low: int) -> Named | None:
        """The subject before a verb: the phrase that opens the clause, not one that a preposition governs."""
        scene, words = self.scene, self.words
        token = end - 1
        while (
            token >= low
            and scene.is_word(token)
            and (scene.lower[token] in words["aux"] or scene.lower[token] in SMALL)
        ):
            token -= 1
        if token < low or scene.inside[token]:
            return None
        if scene.lower[token] in self.pronouns:
            return Named(token, token + 1, "pronoun")
        begin = self.opening(low)
        if begin > token:
            return None
        if not self.german and self._stops(begin, begin):
            # An adverbial opens the sentence: the subject stands after its comma.
            for place in range(token, begin, -1):
                if scene.lower[place] == ",":
                    begin = place + 1
                    break
            else:
                return None
        if self.german and scene.lower[begin] in words["stops"]:
            return None
        phrase = self.forward(begin, token + 1)
        return phrase if phrase and phrase.first == begin else None

    def opening(self, low: int) -> int:
        """The first word of a sentence after marks."""
        scene = self.scene
        while low < len(scene.words) - 1 and (not scene.is_word(low) or scene.inside[low]):
            low += 1
        while low < len(scene.words) - 1 and scene.lower[low] in CONJUNCTIONS:
            low += 1
        return low

    def _phrase(self, begin: int, end: int) -> Named | None:
        scene, words = self.scene, self.words
        small = words["links"] | words["stops"] | SMALL
        while end > begin and (not scene.is_word(end - 1) or scene.lower[end - 1] in small):
            end -= 1
        if end <= begin:
            return None
        if end - begin == 1 and scene.lower[begin] in self.pronouns:
            return Named(begin, end, "pronoun")
        if scene.lower[begin] in words["they"] and scene.mention_of[begin] is None and not self.german:
            return Named(begin, begin + 1, "pronoun")  # "On leur a assuré"
        if end - begin == 1 and scene.lower[begin] in words["determiners"]:
            return None
        if not RELATIVES.isdisjoint(scene.lower[begin : begin + 2]):
            return None  # "segundo a qual deputados são protegidos"
        adverb = scene.lower[begin].endswith("mente") and not scene.is_capital(begin)
        if scene.lower[begin] in words.get("openers", ()) or adverb:
            return None  # "Plus tard": an adverb has its capital from its place
        capital = any(scene.is_capital(token) for token in range(begin + self._opens(begin, end), end))
        known = any(self.is_person(scene.lower[token]) for token in range(begin, end))
        opened = scene.lower[begin] in words["determiners"] or scene.lower[begin].startswith(ELIDED)
        if not capital and not known and not opened:
            return None
        return Named(begin, end, "name" if capital and not self._only_nouns(begin, end) else "nominal")

    def _opens(self, begin: int, end: int) -> bool:
        """Whether the first word of a phrase has its capital from its sentence alone: "Trois médecins"."""
        scene = self.scene
        if self.german or end - begin < 2 or scene.mention_of[begin] is not None or not scene.opens_sentence(begin):
            return False
        return not scene.is_capital(begin + 1) and scene.lower[begin + 1] not in self.words["links"]

    def is_person(self, word: str) -> bool:
        """Whether a word is a noun for speakers; German ones may be the end of a compound."""
        persons = self.words["persons"]
        if self.german:
            return word in persons or any(word.endswith(noun) for noun in persons if len(noun) > 4)
        word = word.partition("'")[2] or word  # "l'expert"
        # "procurador-geral", "ex-ministre"
        parts = (
            word,
            word.removesuffix("s"),
            *((word.partition("-")[0], word.rpartition("-")[2]) if "-" in word else ()),
        )
        return not persons.isdisjoint(parts)

    def speaks(self, phrase: Named) -> bool:
        """Whether a phrase names somebody, or has a noun for speakers: not "le même jour une alliance"."""
        words = self.scene.words[phrase.first : phrase.last]
        named = phrase.kind != "nominal" or any(word[2:3].isupper() for word in words if word[1:2] in ("'", "’"))
        lower = [word.lower().replace("’", "'") for word in words]
        one = lower[0] in ONE_OF  # "una de las vecinas"
        links = self.words["links"]
        head = next((at for at in range(1, len(lower)) if lower[at] in links or lower[at][:2] == "d'"), len(lower))
        return named or any(map(self.is_person, lower if one or self.german else lower[:head]))

    def names_speaker(self, phrase: Named) -> bool:
        """Whether a label has a noun for speakers, or is nothing but a name with a known first name."""
        scene = self.scene
        tokens = [at for at in range(phrase.first, phrase.last) if scene.lower[at] not in self.words["determiners"]]
        return any(self.is_person(scene.lower[at]) or is_given_name(scene.words[at]) for at in tokens)

    def _only_nouns(self, begin: int, end: int) -> bool:
        """Whether a German phrase has no capital but those of its common nouns."""
        scene = self.scene
        if not self.german:
            return False
        capitals = [token for token in range(begin, end) if scene.is_capital(token)]
        return all(self.is_person(scene.lower[token]) or token == begin for token in capitals)

    def is_body(self, word: str) -> bool:
        """Whether a word is a noun for an organisation, which is no person: "ministère"."""
        return (word.partition("'")[2] or word) in self.bodies

    def is_role(self, word: str) -> bool:
        """Whether a word is a noun for a person: "ministre"."""
        return self.is_person(word) and not self.is_body(word)
