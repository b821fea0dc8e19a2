"""Noun phrases for speakers in languages other than English, and the names in them."""

from msgspec import Struct

from ..lexicon.lists import load
from .antecedents import UNKNOWN, Resolved
from .scene import Scene

_LONGEST = 14
SMALL = frozenset(("se", "ne", "le", "lo", "l'", "no", "non", "n'"))
"""Small words between a subject and its verb."""
TITLES = frozenset(
    (
        *("m", "mm", "mme", "mlle", "mr", "mrs", "ms", "dr", "pr", "me", "sr", "sra", "srta", "d", "doña", "don"),
        *("sig", "dott", "herr", "frau", "senhor", "senhora", "señor", "señora", "monsieur", "madame", "prof"),
    )
)
"""Titles before a surname, without their full stop."""
_HER = frozenset(("mme", "mlle", "madame", "sra", "srta", "señora", "senhora", "doña", "frau"))
_HIS = frozenset(("m", "mr", "monsieur", "sr", "señor", "senhor", "don", "herr"))
_RELATIVES = frozenset(
    (
        *("qual", "quais", "quem", "cual", "cuales", "quien", "quienes", "quale", "quali"),
        *("lequel", "laquelle", "lesquels", "lesquelles"),
    )
)
_ELIDED = ("l'", "un'", "d'")
_ADJECTIVES = ("en", "er")
"""Ends of German adjectives in the genitive."""
_LINKS = frozenset(("de", "von", "van", "al", "bin", "di"))
"""Small words within a person's name."""


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
        self.pronouns = words["he"] | words["she"] | words["they"]
        self._names: dict[str, str] = {}

    # -- verbs

    def is_cue(self, token: int) -> bool:
        """Whether a token is a verb of saying, its subject joined to it or not: "dit", "ajoute-t-il"."""
        word = self.scene.lower[token]
        return word in self.cues or ("-" in word and word.partition("-")[0] in self.cues)

    def after_cue(self, cue: int, high: int) -> Named | None:
        """The subject after a verb of saying, or joined to it."""
        lower = self.scene.lower
        for token in (cue, cue - 1):
            verb, joined, pronoun = lower[token].rpartition("-") if token >= 0 else ("", "", "")
            spoken = token == cue or verb.partition("-")[0] in self.words["aux"]
            if joined and spoken and pronoun in self.pronouns:
                return Named(token, token + 1, "pronoun")  # "dit-elle", "a-t-elle déclaré"
        if cue + 1 < high and lower[cue + 1] in self.words.get("listeners", ()):
            return None  # "déclaré à la radio": who listened
        return self.pronoun_after(cue + 1, high) or self.forward(cue + 1, high)

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
        while token < high and token - begin < _LONGEST and not scene.inside[token]:
            word = scene.lower[token]
            if not scene.is_word(token):
                if word == "." and token > begin and len(scene.words[token - 1]) < 3 and token + 1 < high:
                    token += 1
                    continue
                break
            if self.is_cue(token) or (word in words["stops"] and not self._inside_name(token, begin)):
                break
            if token > begin and not self.german and word in words["aux"]:
                break  # "Le Royaume-Uni a également déclaré"
            if word in words["links"] and token == begin and word not in words["determiners"]:
                break
            if token > begin and (word in self.pronouns or (token == begin + 1 and lone)):
                break
            if self.german and named and not scene.is_capital(token) and not self._inside_name(token, begin):
                break  # German nouns have capitals: what follows one in small letters is a verb
            named = named or (scene.is_capital(token) and token > begin) or scene.mention_of[token] is not None
            named = named or (token == begin and self.is_source(word))
            token += 1
        return self._apposed(self._phrase(begin, token), high)

    def _apposed(self, phrase: Named | None, high: int) -> Named | None:
        """A phrase with the name after its comma: "el portavoz del puerto, Anton Veyra,"."""
        scene = self.scene
        if phrase is None or phrase.kind == "pronoun" or phrase.last + 1 >= high or scene.lower[phrase.last] != ",":
            return phrase
        first = phrase.last + 1
        last = first
        while last < high and last - first < 4 and scene.is_capital(last) and not scene.inside[last]:
            last += 1
        ended = last >= high or not scene.is_word(last) or self.is_cue(last)
        return Named(phrase.first, last, "name") if last - first > 1 and ended else phrase

    def in_phrase(self, token: int) -> bool:
        """Whether a token may belong to a phrase that is read backwards."""
        word = self.scene.lower[token]
        return self.scene.is_capital(token) or word in self.words["links"] or word in self.words["determiners"]

    def _skipped(self, token: int) -> bool:
        word = self.scene.lower[token]
        return (
            word in self.words["aux"]
            or word in ("se", "sich", "hinzu", "weiter", "am", "gestern", "heute")
            or (
                word in self.words["stops"]
                and not self.scene.is_capital(token)
                and word not in self.words["determiners"]
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
        if self.german and word in self.words["genitives"]:
            place = token + 1
            while place < min(token + 3, len(scene.words) - 1) and scene.words[place].endswith(_ADJECTIVES):
                if scene.is_capital(place):
                    break
                place += 1  # "Angaben der örtlichen Polizei"
            return scene.is_capital(place) or scene.words[place][-1].isdigit()
        if self.german and scene.words[token][-1].isdigit():
            return scene.lower[token - 1] in self.words["genitives"]  # "Angaben von n24"
        adjective = self.german and word.endswith(_ADJECTIVES) and scene.lower[token - 1] in self.words["genitives"]
        return (word in self.words["links"] or adjective) and scene.is_capital(token + 1)

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
        begin = self._opening(low)
        if begin > token:
            return None
        if not self.german and scene.lower[begin] in words["stops"]:
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

    def _opening(self, low: int) -> int:
        """The first word of a sentence after marks."""
        scene = self.scene
        while low < len(scene.words) - 1 and (not scene.is_word(low) or scene.inside[low]):
            low += 1
        return low

    def _phrase(self, begin: int, end: int) -> Named | None:
        scene, words = self.scene, self.words
        while end > begin and (not scene.is_word(end - 1) or scene.lower[end - 1] in words["links"] | words["stops"]):
            end -= 1
        if end <= begin:
            return None
        if end - begin == 1 and scene.lower[begin] in self.pronouns:
            return Named(begin, end, "pronoun")
        if scene.lower[begin] in words["they"] and scene.mention_of[begin] is None and not self.german:
            return Named(begin, begin + 1, "pronoun")  # "On leur a assuré"
        if end - begin == 1 and scene.lower[begin] in words["determiners"]:
            return None
        if not _RELATIVES.isdisjoint(scene.lower[begin : begin + 2]):
            return None  # "segundo a qual deputados são protegidos"
        if scene.lower[begin] in words.get("openers", ()):
            return None  # "Plus tard": an adverb has its capital from its place
        capital = any(scene.is_capital(token) for token in range(begin, end))
        known = any(self.is_person(scene.lower[token]) for token in range(begin, end))
        opened = scene.lower[begin] in words["determiners"] or scene.lower[begin].startswith(_ELIDED)
        if not capital and not known and not opened:
            return None
        return Named(begin, end, "name" if capital and not self._only_nouns(begin, end) else "nominal")

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
        return named or any(self.is_person(word.lower().replace("’", "'")) for word in words)

    def names_speaker(self, phrase: Named) -> bool:
        """Whether a label has a noun for speakers, or is nothing but a name with a known first name."""
        scene = self.scene
        tokens = range(phrase.first, phrase.last)
        known = load("names_given") | load("names_male") | load("names_female")
        return any(self.is_person(scene.lower[at]) or scene.words[at] in known for at in tokens)

    def _only_nouns(self, begin: int, end: int) -> bool:
        """Whether a German phrase has no capital but those of its common nouns."""
        scene = self.scene
        if not self.german:
            return False
        capitals = [token for token in range(begin, end) if scene.is_capital(token)]
        return all(self.is_person(scene.lower[token]) or token == begin for token in capitals)

    def _unnamed(self, word: str) -> bool:
        """Whether a word with a capital is no name: a determiner, a noun for speakers or for what they say."""
        return word in self.words["determiners"] or self.is_person(word) or word in self.words.get("sources", ())

    # -- resolving

    def name(self, phrase: Named) -> str:
        """The name in a phrase: its last run of capitals, without the nouns and titles before it; "" for none."""
        scene = self.scene
        runs: list[list[int]] = []
        for token in range(phrase.first, phrase.last):
            linked = bool(runs) and runs[-1][-1] == token - 1 and scene.lower[token] in _LINKS
            if scene.is_capital(token) or (linked and token + 1 < phrase.last and scene.is_capital(token + 1)):
                word = scene.lower[token]
                titled = word in TITLES and token + 1 < phrase.last
                if titled or self._unnamed(word.replace("’", "'")):
                    continue
                if runs and runs[-1][-1] == token - 1:
                    runs[-1].append(token)
                else:
                    runs.append([token])
        if not runs:
            return ""
        # "der Sprecher des Hafens, Anton Veyra", "Anton Veyra vom Hafen": the longest, then the first.
        best = max(runs, key=len)
        return " ".join(scene.slice(best[0], best[-1] + 1).split())

    def _unlike(self, pronoun: str, last: Named) -> bool:
        """Whether a pronoun and the title or first name of who spoke last are a man's and a woman's."""
        scene = self.scene
        words = set(scene.lower[last.first : last.last])
        known = {scene.words[token] for token in range(last.first, last.last)}
        she = bool(words & _HER) or not known.isdisjoint(load("names_female"))
        he = bool(words & _HIS) or not known.isdisjoint(load("names_male"))
        return he != she and pronoun in (self.words["he"] if she else self.words["she"])

    def resolve(self, phrase: Named, last: Named | None) -> Resolved:
        """Whom a phrase means: the entity or the fullest name in the article that its name is part of."""
        scene = self.scene
        if phrase.kind == "pronoun":
            word = scene.lower[phrase.first].rpartition("-")[2]
            if last is None or word in self.words["they"] - self.words["she"] or self._unlike(word, last):
                return UNKNOWN
            return Resolved(self.resolve(last, None).name, None, 0.6)
        for token in range(phrase.last - 1, phrase.first - 1, -1):
            number = scene.mention_of[token]
            if number is None or scene.mention_tokens[number][0] < phrase.first:
                continue
            entity = scene.entities[scene.mentions[number].entity]
            if entity.type == "person":
                self._names.setdefault(entity.name.rpartition(" ")[2], entity.name)
                return Resolved(entity.name, scene.mentions[number].entity, 0.9)
        text = " ".join(scene.slice(phrase.first, phrase.last).split())
        name = self.name(phrase) if phrase.kind == "name" else ""
        vague = self.words["determiners"] | self.words.get("sources", frozenset())
        common = self.german and " " not in name and scene.lower[phrase.first] in vague
        if not name or (common and name not in self._names):
            return Resolved(text, None, 0.6)
        surname = name.rpartition(" ")[2]
        if " " in name:
            if self._own_name(name):
                self._names.setdefault(surname, name)
            return Resolved(name, None, 0.85)
        bearer = self._bearer(surname) if self._heads(phrase, surname) else None
        if bearer is not None:
            return Resolved(scene.entities[bearer].name, bearer, 0.8)
        return Resolved(self._names.get(surname, name), None, 0.8)

    def _own_name(self, name: str) -> bool:
        """Whether a name is all one person's: "Antecessor de Marsk" is not Marsk."""
        words = name.split()
        given = ("names_given", "names_male", "names_female")
        return _LINKS.isdisjoint(words) or any(words[0] in load(names) for names in given)

    def _heads(self, phrase: Named, name: str) -> bool:
        """Whether a phrase means whom it names: "le professeur Marsk", not "l'avocat de Marsk"."""
        words = self.scene.words[phrase.first : phrase.last]
        return words[-1] == name and (len(words) == 1 or words[-2].lower() not in self.words["links"])

    def _bearer(self, surname: str) -> int | None:
        """The one person of the article with a surname; None when two bear it, or nobody."""
        found = None
        for number, entity in enumerate(self.scene.entities):
            if entity.type == "person" and entity.name.endswith(f" {surname}"):
                if found is not None:
                    return None
                found = number
        return found
