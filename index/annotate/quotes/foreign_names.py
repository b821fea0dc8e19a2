"""Whom the words for a speaker mean, in languages other than English: names, titles, offices and pronouns."""

from functools import cached_property

from ..lexicon.lists import load
from .antecedents import UNKNOWN, Resolved
from .foreign_phrases import Named, NounPhrases
from .foreign_verbs import is_given_name, may_be_given_name
from .foreign_words import BODY_ENDS, LINKS, OFFICE_ENDS, PARTICLES, PLURAL, TITLES
from .scene import Scene

_HER = frozenset(("mme", "mlle", "madame", "sra", "srta", "señora", "senhora", "doña", "frau", "signora"))
_HIS = frozenset(("m", "mr", "monsieur", "sr", "señor", "senhor", "don", "herr", "signor"))
_AND = frozenset(("e", "y"))
_MASCULINE = frozenset(("le", "un", "el", "il", "lo", "o", "um", "uno"))
_FEMININE = frozenset(("la", "une", "una", "a", "uma"))
_ONE = frozenset(("un", "une", "una", "uno", "um", "uma"))
"""Articles of somebody who is not named: "un Camerounais"."""
_NEAR = 6
"""Tokens around a name within which a noun says who that is."""
_ROLE_KNOWN = 0.75
_ONE_OF_SEVERAL = 0.4
"""Certainty of a surname that several of the article bear."""
_RECENT = 3
"""Sentences back to a person's office within which "the minister" means that person."""


class NameResolver:
    """Resolves the speakers of one scene, which are met in reading order."""

    def __init__(self, scene: Scene, phrases: NounPhrases) -> None:
        """Take the scene and its noun phrases."""
        self.scene = scene
        self.phrases = phrases
        self.words = phrases.words
        self._names: dict[str, str] = {}
        """Surname -> the full name of the one who bore it."""

    # -- the name in a phrase

    def name(self, phrase: Named) -> str:
        """The name in a phrase: its last run of capitals, without the nouns and titles before it; "" for none."""
        run = self._run(phrase)
        return " ".join(self.scene.slice(run[0], run[1]).split()) if run else ""

    def _run(self, phrase: Named) -> tuple[int, int] | None:
        """The tokens of the name in a phrase."""
        lower = self.scene.lower
        begin = phrase.first
        for token in range(phrase.last - 1, phrase.first, -1):
            if lower[token] == "," and (run := self._longest(token + 1, phrase.last)):
                return run  # "der Sprecher des Hafens, Anton Veyra"
            if lower[token] == ",":
                return self._longest(begin, token)
        return self._longest(begin, phrase.last)

    def _longest(self, first: int, last: int) -> tuple[int, int] | None:
        """The longest run of capitals between two tokens, or the first of the longest."""
        scene = self.scene
        runs: list[tuple[int, int]] = []
        token = first
        while token < last:
            if not self._names_somebody(token, first, last):
                token += 1
                continue
            end = token + 1
            while end < last:
                after = self._joined(end, last)
                if after > end + 2 and end - token > 1 and self.phrases.german:
                    break  # "Anton Veyra von der Kanzlei", but "Helena von der Marsk"
                if after == 0 or not self._goes_on(after - 1, last):
                    break
                end = after
            runs.append((token, end))
            token = end
        if not runs:
            return None
        best = max(runs, key=self._weight)
        for run in [] if self.phrases.german else runs[:0:-1]:
            if self._goes_with(runs[0], run, first):
                best = runs[0][0], run[1]  # "i Guardiani della Rivoluzione"
                break
        if self.phrases.german and scene.words[best[0]].endswith("s") and not may_be_given_name(scene.words[best[0]]):
            for place in range(best[0] + 1, best[1] - 1):
                if may_be_given_name(scene.words[place]):
                    return place, best[1]  # "Velmoras Sportchef Anton Veyra"
        # "degli Esteri Gideon Marsk": what stands before a first name belongs to the office.
        for place in range(best[0] + 1, best[1] - 1):
            held = best[0] > first and scene.lower[best[0] - 1] in self.words["links"]
            start = scene.lower[best[0]]
            office = held or (self.phrases.german and ("-" in start or start.endswith(OFFICE_ENDS)))
            if office and may_be_given_name(scene.words[place]) and not is_given_name(scene.words[best[0]]):
                return place, best[1]  # "Rektorin Helena Marsk"
        return best

    def _weight(self, run: tuple[int, int]) -> tuple[bool, int]:
        """What speaks for a run of capitals: a title before it, then its length."""
        lower = self.scene.lower
        title = lower[run[0] - 2 : run[0] - 1] if lower[run[0] - 1] == "." else lower[run[0] - 1 : run[0]]
        return bool(title) and run[0] > 0 and title[0] in TITLES, run[1] - run[0]

    def _goes_with(self, start: tuple[int, int], end: tuple[int, int], first: int) -> bool:
        """Whether a phrase is one long name: a capital after its article, no first name, and only links between."""
        scene = self.scene
        between = range(start[0], end[0])
        known = start[1] - start[0] > 1 or is_given_name(scene.words[start[0]])
        opened = start[0] == first + 1 and not known
        links = self.words["links"] | self.words["determiners"]
        return opened and all(scene.is_capital(at) or scene.lower[at] in links for at in between)

    def _names_somebody(self, token: int, first: int, last: int) -> bool:
        """Whether a name may begin at a token."""
        scene = self.scene
        if not scene.is_capital(token):
            return False
        word = scene.lower[token].replace("’", "'")
        return not (word in TITLES and token + 1 < last) and not self._unnamed(word, token, first, last)

    def _goes_on(self, token: int, last: int) -> bool:
        word = self.scene.lower[token].replace("’", "'")
        return not (word in TITLES and token + 1 < last) and (
            not self._unnamed(word, token, -1, last)
            or self.phrases.is_body(word)
            or (self.phrases.german and word.endswith(BODY_ENDS))
        )

    def _joined(self, token: int, last: int) -> int:
        """The token after the next capital of a name, small words stepped over; 0 where the name ends."""
        scene = self.scene
        if scene.is_capital(token):
            return token + 1
        place = token
        while place < last and scene.lower[place] in PARTICLES and place - token < 2:
            place += 1
        whole = scene.lower[token] in LINKS or place - token == 2 or scene.lower[token - 1] in PARTICLES
        linked = whole and place > token and scene.lower[token] not in _AND
        if linked and place < last and len(scene.words[place]) > 1 and scene.words[place].isupper():
            return 0  # "Helena Marsk de CIWF"
        return place + 1 if linked and place < last and scene.is_capital(place) else 0

    def _unnamed(self, word: str, token: int, first: int, last: int) -> bool:
        """Whether a word with a capital is no name: a determiner, a noun for speakers or for what they say."""
        body = self.phrases.is_body(word) and not self.phrases.german
        if body and token > 0 and token + 1 < last and not self.scene.opens_sentence(token):
            return False  # "o Ministério Público": a body's name begins with what it is
        if body and token == first and token + 1 < last and self.scene.is_capital(token + 1):
            return False
        return (
            word in self.words["determiners"] or self.phrases.is_person(word) or word in self.words.get("sources", ())
        )

    def held(self, phrase: Named, name: tuple[int, int]) -> bool:
        """Whether a name belongs to whoever the words before it mean: "le chef de Granit", not "le chef Marsk"."""
        lower = self.scene.lower
        if self.phrases.german:
            return self._owner(phrase, name)
        head = next((at for at in range(phrase.first, name[0]) if self._heads_phrase(at)), name[0])
        if "," in lower[head : name[0]]:
            return self._owned(head, name[0])
        if head == name[0]:
            return False
        links = [at for at in range(head + 1, name[0]) if self._is_link(at)]
        if not links:
            return False
        between = range(links[-1] + 1, name[0])
        nouns = [at for at in between if lower[at] not in self.words["determiners"] and self.scene.is_word(at)]
        return all(lower[at] in TITLES for at in nouns) or any(self.phrases.is_person(lower[at]) for at in nouns)

    def _owner(self, phrase: Named, name: tuple[int, int]) -> bool:
        """Whether a German name is but whom the speaker works for: "ein Sprecher der Firma Granit"."""
        scene = self.scene
        genitive = next(
            (at for at in range(phrase.first + 2, name[0]) if scene.lower[at] in self.words["genitives"]), -1
        )
        if genitive < 0 or "," in scene.lower[genitive : name[0]]:
            return False
        role = any(self.phrases.is_person(scene.lower[at]) for at in range(phrase.first, genitive))
        return role and not any(may_be_given_name(scene.words[at]) for at in range(*name))

    def _owned(self, head: int, name: int) -> bool:
        """Whether a name behind a comma may be that of whom the speaker works for: "un avocat de la reine, Marsk"."""
        lower = self.scene.lower
        comma = lower.index(",", head, name)
        links = [at for at in range(head + 1, comma) if self._is_link(at)]
        return bool(links) and any(self.phrases.is_role(lower[at]) for at in range(links[-1] + 1, comma))

    def _heads_phrase(self, token: int) -> bool:
        """Whether a noun in small letters, or one for a person or body, stands at a token."""
        word = self.scene.lower[token]
        scene = self.scene
        small = not scene.is_capital(token) or (scene.opens_sentence(token) and scene.mention_of[token] is None)
        noun = scene.is_word(token) and small and word not in self.words["determiners"] and word not in TITLES
        noun = noun and not is_given_name(scene.words[token])
        return noun or self.phrases.is_person(word) or self.phrases.is_body(word)

    def _is_link(self, token: int) -> bool:
        word = self.scene.lower[token]
        return (word in self.words["links"] and word not in self.words["determiners"]) or word in ("del", "della", "du")

    # -- resolving

    def resolve(self, phrase: Named, last: Named | None) -> Resolved:
        """Whom a phrase means: the entity or the fullest name in the article that its name is part of.

        Args:
            phrase: The words for a speaker.
            last: Whoever spoke before, whom a pronoun means.
        """
        scene = self.scene
        if phrase.kind == "pronoun":
            return self._pronoun(phrase, last)
        text = " ".join(scene.slice(phrase.first, phrase.last).split())
        run = self._run(phrase)
        after = phrase.first + 1
        several = after < phrase.last and scene.lower[phrase.first] in PLURAL and not scene.is_capital(after)
        if run is not None and (several or self.held(phrase, run)):
            return Resolved(text, None, 0.6)  # "os irmãos Veyra"
        if run is not None:
            for token in range(run[1] - 1, run[0] - 1, -1):
                number = scene.mention_of[token]
                if number is None or scene.mention_tokens[number][0] < phrase.first:
                    continue
                entity = scene.entities[scene.mentions[number].entity]
                if entity.type == "person":
                    self._names.setdefault(entity.name.rpartition(" ")[2], entity.name)
                    return Resolved(entity.name, scene.mentions[number].entity, 0.9)
        alone = run is not None and run[1] - run[0] == 1
        known = phrase.kind == "name" or (alone and phrase.last - phrase.first == 1)
        name = self.name(phrase) if known and run else ""
        if phrase.kind != "name" and name not in self._full_names:
            name = ""
        if alone and (self.phrases.is_body(name.lower()) or scene.lower[phrase.first] in _ONE):
            name = ""  # "la Banque mondiale"
        vague = self.words["determiners"] | self.words.get("sources", frozenset())
        common = self.phrases.german and " " not in name and scene.lower[phrase.first] in vague
        if not name or (common and name not in self._names and self._bearer(name) is None):
            return self._introduced(phrase) or Resolved(text, None, 0.6)
        surname = name.rpartition(" ")[2]
        bearer = self._bearer(name) if self._heads(phrase, surname) else None
        if bearer is None and self.phrases.german and "-" in name.partition(" ")[0]:
            bearer = self._bearer(surname)  # "der Top-Referee Marsk"
        if bearer is not None:
            several = " " not in name and len(self._full_names.get(surname, ())) > 1
            return Resolved(scene.entities[bearer].name, bearer, _ONE_OF_SEVERAL if several else 0.8)
        if " " not in name and not name.isupper() and name not in self._names and self._heads(phrase, surname):
            called = self._full_names.get(name, set())
            if len(called) > 1:
                return Resolved(name, None, _ONE_OF_SEVERAL)
            name = next(iter(called), name)
        if " " in name:
            if self._own_name(name):
                self._names.setdefault(surname, name)
            return Resolved(name, None, 0.85)
        return Resolved(self._names.get(surname, name), None, 0.8)

    def _pronoun(self, phrase: Named, last: Named | None) -> Resolved:
        word = self.scene.lower[phrase.first].rpartition("-")[2]
        if last is None or word in self.words["they"] - self.words["she"] or self._unlike(word, last):
            return UNKNOWN
        found = self.resolve(last, None)
        if found.entity is not None and self.scene.entities[found.entity].type != "person":
            return UNKNOWN  # a firm is no "she"
        return Resolved(found.name, found.entity, 0.6)

    def _unlike(self, pronoun: str, last: Named) -> bool:
        """Whether a pronoun and the title or first name of who spoke last are a man's and a woman's."""
        scene = self.scene
        words = set(scene.lower[last.first : last.last])
        known = {scene.words[token] for token in range(last.first, last.last)}
        full = self.resolve(last, None).name.split()
        known |= set(full[:1])
        she = bool(words & _HER) or not known.isdisjoint(load("names_female"))
        he = bool(words & _HIS) or not known.isdisjoint(load("names_male"))
        if he != she:
            return pronoun in (self.words["he"] if she else self.words["she"])
        if not self.phrases.german and scene.lower[last.first] in PLURAL and pronoun not in self.words["they"]:
            return True  # "les experts" are no "il"
        if not self.phrases.german and last.kind == "nominal":
            other = _MASCULINE if pronoun in self.words["she"] else _FEMININE
            return scene.lower[last.first] in other  # "le média" is no "elle"
        if self.phrases.german and last.kind == "nominal":
            # "das Ministerium" and "die Polizei" are no "er", "der Chef" is no "sie".
            article = scene.lower[last.first]
            wrong = (("die", "er"), ("eine", "er"), ("der", "sie"), ("ein", "sie"))
            return article == "das" or (article, pronoun) in wrong
        number = next((scene.mention_of[at] for at in range(last.first, last.last) if scene.mention_of[at]), None)
        return number is not None and scene.entities[scene.mentions[number].entity].type != "person"

    def _own_name(self, name: str) -> bool:
        """Whether a name is all one person's: "Antecessor de Marsk" is not Marsk."""
        words = name.split()
        return LINKS.isdisjoint(words) or is_given_name(words[0])

    def _heads(self, phrase: Named, name: str) -> bool:
        """Whether a phrase means whom it names: "le professeur Marsk", not "l'avocat de Marsk"."""
        words = self.scene.words[phrase.first : phrase.last]
        return words[-1] == name and (len(words) == 1 or words[-2].lower() not in self.words["links"] or len(words) > 2)

    @cached_property
    def _full_names(self) -> dict[str, set[str]]:
        """Surname -> the names of two words or more of the article that end with it.

        They begin with a known first name, or, where nouns have no capitals, with any capital within a sentence.
        """
        scene = self.scene
        found: dict[str, set[str]] = {}
        guessed: dict[str, set[str]] = {}
        last = 0
        for token in range(len(scene.words) - 1):
            small = scene.lower[token] in TITLES or scene.lower[token] in self.words["according"]
            if token < last or not scene.is_capital(token) or small or scene.lower[token] in self.words["stops"]:
                continue
            last, end = token + 1, min(token + 4, self._sentence_end(token))
            while last < end and (scene.is_capital(last) or self._is_particle(last)):
                last += 1
            first = next((at for at in range(token, last - 1) if may_be_given_name(scene.words[at])), token)
            within = not self.phrases.german and not scene.opens_sentence(first)
            if last <= first + 1:
                continue
            name = " ".join(scene.slice(first, last).split())
            if may_be_given_name(scene.words[first]):
                found.setdefault(scene.words[last - 1], set()).add(name)
            elif within and not self._unnamed(scene.lower[first], first, -1, last):
                guessed.setdefault(scene.words[last - 1], set()).add(name)
        return {name: _shortest(called) for name, called in (guessed | found).items()}

    def _sentence_end(self, token: int) -> int:
        """The token behind a token's sentence."""
        return self.scene.document.sentences[self.scene.sentence_of(token)].last

    def _is_particle(self, token: int) -> bool:
        """Whether a small word between two capitals may be part of a name: "Ursula von Marsk"."""
        after = token + 1
        return self.scene.lower[token] in LINKS and after < len(self.scene.words) and self.scene.is_capital(after)

    def _bearer(self, name: str) -> int | None:
        """The one person of the article with a surname of one word or more; None when two bear it, or nobody."""
        found = None
        end = f" {name.lower()}"
        for number, entity in enumerate(self.scene.entities):
            if entity.type == "person" and entity.name.lower().endswith(end):
                if found is not None:
                    return None
                found = number
        return found

    # -- offices

    def _introduced(self, phrase: Named) -> Resolved | None:
        """The one person whom the text above calls what a phrase calls its speaker: "le ministre"; None for several."""
        scene = self.scene
        nouns = [token for token in range(phrase.first, phrase.last) if self.phrases.is_role(scene.lower[token])]
        plain = phrase.last - phrase.first <= 2 and scene.lower[phrase.first] in self.words["definite"]
        if len(nouns) != 1 or not plain or nouns[0] != phrase.last - 1:
            return None
        noun = scene.lower[nouns[0]]
        called = [
            (entity, token)
            for entity, token, known in self._roles
            if token < phrase.first and (known == noun or (self.phrases.german and known.endswith(noun)))
        ]
        near = any(scene.sentence_of(phrase.first) - scene.sentence_of(token) <= _RECENT for _, token in called)
        if len({entity for entity, _ in called}) != 1 or not near or not self._ends_at(phrase.last):
            return None
        number = called[0][0]
        return Resolved(scene.entities[number].name, number, _ROLE_KNOWN)

    def _ends_at(self, token: int) -> bool:
        """Whether a phrase is over at a token: "o presidente disse", but not "o presidente em exercício disse"."""
        if token >= len(self.scene.words) or not self.scene.is_word(token):
            return True
        return self.phrases.is_cue(token) or self.scene.lower[token] in self.words["aux"]

    @cached_property
    def _roles(self) -> list[tuple[int, int, str]]:
        """Every noun for speakers beside a person's name: the person, the token of the name, the noun."""
        scene = self.scene
        found: list[tuple[int, int, str]] = []
        for mention, (first, last) in zip(scene.mentions, scene.mention_tokens, strict=True):
            if scene.entities[mention.entity].type != "person":
                continue
            for token in range(first - 1, max(-1, first - _NEAR), -1):
                if not (scene.is_word(token) or scene.lower[token] == ",") or scene.mention_of[token] is not None:
                    break
                if self.phrases.is_role(scene.lower[token]):
                    found.append((mention.entity, first, scene.lower[token]))
                    break
            if last < len(scene.words) and scene.lower[last] == ",":
                for token in range(last + 1, min(last + _NEAR, len(scene.words))):
                    if not scene.is_word(token) or scene.mention_of[token] is not None or self.phrases.is_cue(token):
                        break
                    if self.phrases.is_role(scene.lower[token]):
                        found.append((mention.entity, first, scene.lower[token]))
                        break
        return found


def _shortest(names: set[str]) -> set[str]:
    """Names without those that only put a title before another: "Presidente Anton Veyra"."""
    return {name for name in names if not any(name.endswith(f" {other}") for other in names)}
