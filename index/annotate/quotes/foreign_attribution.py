"""Who says what stands in quotation marks, in languages other than English: the verb beside the words, its subject."""

from ..text.marks import Marked
from .dialogue import Found
from .foreign_phrases import Named, NounPhrases
from .foreign_subjects import ForeignSubjects
from .foreign_verbs import VerbForms
from .foreign_words import BEING, CONJUNCTIONS, SMALL, THING_ENDS, THINGS
from .scene import Scene

_REACH = 32
"""Tokens around the words in marks that are looked at for a verb of saying."""
_LATER = 16
"""Tokens behind words in marks within which their clause may end before its verb of saying."""
_TOLD = (
    ("lo",),
    ("l'ha",),
    ("così",),
    ("è", "quanto"),
    ("así", "lo"),
    ("así",),
    ("foi", "o", "que"),
    ("é", "o", "que"),
    ("foi", "isso", "que"),
    ("c'est", "ce", "que"),
    ("c'est", "ce"),
    ("das",),
    ("dies",),
)
"""What begins a sentence that only says who told what stands above it: "Lo ha detto Marsk"."""
_TITLED = 6
"""Words, at most, in marks that may be the name of whoever was told something: "sagte er der „Bild am Sonntag“"."""
_NAMING = frozenset(
    """
    dite dit dits dites appelé appelée surnommé surnommée baptisé baptisée intitulé intitulée llamado llamada
    denominado denominada titulado chamado chamada intitulado intitulada cosiddetto cosiddetta intitolato intitolata
    chiamato chiamata sogenannte sogenannten sogenannter namens titel namen buch lieblingsbuch film
    """.split()
)
"""Words before what is called by a name."""
_DASHES = (",", "-", "–", "—")
_GUESS = 0.45
"""Certainty of a source that the whole sentence may be from."""
_UNSURE = 0.3
"""Certainty of a speaker whom no verb of saying names."""
_DROPS_SUBJECT = ("es", "it", "pt")


class ForeignAttributor:
    """Finds who says the words in marks of one scene."""

    def __init__(self, scene: Scene, phrases: NounPhrases, subjects: ForeignSubjects) -> None:
        """Take the scene, its noun phrases and what finds the subjects of verbs."""
        self.scene = scene
        self.phrases = phrases
        self.subjects = subjects
        self.words = phrases.words
        self.forms = VerbForms(scene, phrases.words)
        self.drops = scene.document.lang[:2].lower() in _DROPS_SUBJECT

    def bounds(self, token: int) -> tuple[int, int]:
        """The first token of a token's sentence, and the one after its last."""
        sentence = self.scene.document.sentences[self.scene.sentence_of(min(token, len(self.scene.words) - 1))]
        return sentence.first, sentence.last

    # -- what is no speech

    def is_named(self, first: int) -> bool:
        """Whether words in marks are but a name or title: 'the book intitulé “…”', 'celle dite “…”'."""
        return first > 0 and self.scene.lower[first - 1] in _NAMING

    def is_title(self, mark: Marked, first: int) -> bool:
        """Whether words in marks are what the noun before them is called, or a source's name: "laut „Bote“"."""
        scene = self.scene
        text = scene.text[mark.start : mark.end]
        if first == 0 or text.count(" ") >= _TITLED or text[-1] in ".,?!…" or scene.lower[first - 1] in (":", ","):
            return False
        if not (text[0].isupper() or ("." in text and " " not in text)):
            return False
        words = text.split()
        if len(words) > 1 and all(word[0].isupper() for word in words):
            return True  # "die »Velmora Games«"
        word = scene.lower[first - 1]
        word = word.partition("'")[2] or word
        thing = word.endswith(THING_ENDS) if self.phrases.german else word in THINGS
        return thing or word in self.words["according"]

    def speaks_within(self, first: int, last: int) -> bool:
        """Whether an attribution stands within words in marks, whose own marks were forgotten: «Oui, dit Marsk»."""
        lower = self.scene.lower
        for token in range(first + 2, min(last, len(lower)) - 2):
            if lower[token - 1] == "," and lower[token] in self.words["cues"]:
                who = self.phrases.pronoun_after(token + 1, last)
                if who or self.scene.is_capital(token + 1) or self.phrases.is_person(lower[token + 2]):
                    return True
        return False

    def goes_on(self, last: int) -> bool:
        """Whether a sentence that words in marks open goes on with a verb: “Der Meister” ist ein Buch."""
        scene = self.scene
        if last >= len(scene.words) or scene.sentence_of(last) != scene.sentence_of(last - 1):
            return False
        return scene.lower[last] in BEING

    # -- behind the words

    def after(self, mark: Marked, last: int) -> Found | None:
        """The attribution after words in marks: “…”, sagte Marsk. “…”, so Marsk. “…”, Marsk afirmó.

        Args:
            mark: The words.
            last: The token behind them.
        """
        scene = self.scene
        if last >= len(scene.words) or scene.inside[last]:
            return None
        _, high = self.bounds(last)
        low, _ = self.bounds(max(0, last - 1))
        above = scene.document.sentences[scene.sentence_of(max(0, last - 1))]
        if scene.document.sentences[scene.sentence_of(last)].block != above.block:
            return None
        if scene.lower[last] == ":" and last + 1 < high and scene.lower[last + 1] == "così":
            last += 1
        if scene.text[mark.end - 1] in ".…" and scene.is_capital(last):
            return None  # “…” Und, so ergänzt Marsk: “…”
        comma = scene.lower[last] in _DASHES or scene.text[mark.end - 1] in ",?!"
        if not comma and low != self.bounds(last)[0]:
            return None
        token = self._over(last, high)
        if token >= high:
            return None
        if scene.lower[token] in self.words["according"] or scene.lower[token] == "così":
            return self.according(token, high, 0.9)
        for place in range(token, min(high, token + 3)):
            if scene.lower[place] in CONJUNCTIONS:
                break  # “…” y pidió que
            if self.phrases.is_cue(place) and not scene.inside[place]:
                return self._told(place, high, 0.9 if comma else 0.75, comma and place == token)
            if scene.lower[place] in ("que", "qui", "che", "der", "die", "das", ",", ";", ":"):
                break
        if comma and (self.forms.past(token) or self.forms.compound(token)):
            return self._told(token, high, 0.8, True)
        who = self.phrases.forward(token, high) if self._may_begin(token) else None
        if who and comma:
            for place in range(who.last, min(high, who.last + 3)):
                if self.phrases.is_cue(place):
                    return Found(who, place, 0.85)
            if self.phrases.is_cue(high - 2):
                return Found(who, high - 2, 0.8)  # "hatte Marsk in einem Interview erklärt"
        if comma and self.forms.present(token):
            who = self.phrases.after_cue(token, high)
            if who and who.first <= token + 2 and self.subjects.surely_speaks(who):
                return Found(who, token, 0.7)
        return self._later(last, high)

    def _may_begin(self, token: int) -> bool:
        """Whether a speaker may begin at a token: not at "tandis que"."""
        word = self.scene.lower[token]
        named = self.scene.is_capital(token) or self.phrases.is_person(word) or word in self.phrases.pronouns
        return named or word in self.words["determiners"] or "'" in word

    def _over(self, token: int, high: int) -> int:
        """The first word from a token on that is no auxiliary and no pronoun before its verb."""
        scene = self.scene
        while token < high and (
            not scene.is_word(token) or scene.lower[token] in self.words["aux"] or scene.lower[token] in SMALL
        ):
            if scene.lower[token] in (".", ":", ";") or scene.inside[token]:
                return high
            token += 1
        return token

    def _told(self, verb: int, high: int, sure: float, comma: bool) -> Found | None:
        """The attribution by a verb behind words in marks: its subject, or nobody's where the language needs none."""
        who = self.phrases.after_cue(verb, high)
        if who:
            return Found(who, verb, sure)
        ends = verb + 1 >= high or not self.scene.is_word(verb + 1)
        if not ends and (who := self._named_near(verb, high)):
            return Found(who, verb, 0.5)
        return Found(None, verb, 0.5) if self.drops and comma else None

    def _named_near(self, verb: int, high: int) -> Named | None:
        """The person named a few words behind a verb: "ha messo in evidenza Marsk"."""
        scene = self.scene
        for token in range(verb + 2, min(high, verb + 5)):
            if not scene.is_word(token) or scene.inside[token]:
                return None
            number = scene.mention_of[token]
            if number is None or scene.entities[scene.mentions[number].entity].type != "person":
                continue
            small = scene.lower[token - 1]
            plain = small not in self.words["links"] and small not in self.words.get("listeners", ())
            return self.phrases.forward(token, high) if plain else None
        return None

    def _later(self, last: int, high: int) -> Found | None:
        """The attribution behind the end of the clause that words in marks belong to: “…” gewesen, sagte Marsk."""
        scene = self.scene
        for comma in range(last, min(high, last + _LATER)):
            if scene.lower[comma] != "," or comma + 1 >= high or scene.inside[comma]:
                continue
            token = self._over(comma + 1, high)
            if token >= high or scene.inside[token]:
                return None
            if scene.lower[token] in self.words["according"]:
                return self.according(token, high, 0.7)
            if self.phrases.is_cue(token) or self.forms.compound(token):
                who = self.phrases.after_cue(token, high)
                return Found(who, token, 0.75) if who and self.phrases.speaks(who) else None
            if scene.is_capital(token) and not self.phrases.german:
                who = self.phrases.forward(token, high)
                if who and who.last < high and self.phrases.is_cue(who.last):
                    return Found(who, who.last, 0.75)
        return None

    def according(self, token: int, high: int, sure: float) -> Found | None:
        """The source at "laut" or "selon", its verb stepped over: "según asegura Marsk", "secondo quanto detto da"."""
        scene = self.scene
        begin = token + 1
        whatever = begin + 1 < high and scene.lower[begin] in ("lo", "o", "ce") and scene.lower[begin + 1][:2] == "qu"
        if begin < high and (whatever or scene.lower[begin] == "quanto"):
            begin += 1
            while begin < high and begin < token + 5 and not self.phrases.is_cue(begin):
                begin += 1
            begin += begin < high and scene.lower[begin - 1] != "da"
            while begin < high and scene.lower[begin] in ("da", "dal", "dalla", "dai", "dalle", "dall'"):
                begin += 1
        elif begin + 1 < high and (self.phrases.is_cue(begin) or self.forms.compound(begin + 1)):
            begin += 1 + self.forms.compound(begin + 1)
        elif begin + 1 < high and self.forms.past(begin):
            begin += 1
        who = self.phrases.forward(begin, high)
        return Found(who, -1, sure) if who else None

    # -- before the words

    def before(self, first: int) -> Found | None:
        """The attribution before words in marks, in the same sentence: Marsk sagte: „…“."""
        scene = self.scene
        low, _ = self.bounds(first)
        if first == low:
            low, high = self.bounds(max(0, first - 1))
            # A sentence that ends with a colon introduces the next one.
            if first == 0 or scene.lower[first - 1] != ":" or high != first:
                return None
        low = self._behind_colon(low, first)
        colon = scene.lower[first - 1] == ":"
        passed = False
        for token in range(first - 1, max(low, first - _REACH) - 1, -1):
            if scene.inside[token] or not self._says(token, first, colon):
                continue
            if not colon and self._as_told(token, low, first):
                continue
            if self._of_words_before(token, low, first):
                return None
            who = self.subjects.find(token, low, first)
            if who:
                near = colon or scene.lower[first - 1] == "," or token >= first - 3
                listed = self.phrases.is_cue(token)
                sure = (0.9 if near else 0.7) if listed else 0.6
                return Found(who, token, min(sure, _UNSURE) if passed else sure)
            passed = True
            if self.drops and token <= low + 2 and (token >= first - 3 or scene.lower[token + 1] in self.words["that"]):
                return Found(None, token, 0.5)  # "Asimismo, indicó que “…”"
        return self._label(low, first) if colon else self._sourced(low, first)

    def _sourced(self, low: int, first: int) -> Found | None:
        """The source that words in marks follow: "Segundo a defesa, “…”", "das soll laut Marsk „…“ sein"."""
        scene = self.scene
        for token in range(low, first - 1):
            if scene.lower[token] not in self.words["according"] or scene.inside[token]:
                continue
            found = self.according(token, first, 0.85)
            if found is None or found.who is None:
                return None
            if found.who.last == first - 1 and scene.lower[first - 1] == ",":
                return found
            near = token == low or "," not in scene.lower[token:first]
            return Found(found.who, -1, _GUESS) if near and scene.lower[token] != "so" else None
        return None

    def _as_told(self, verb: int, low: int, first: int) -> bool:
        """Whether a verb stands in a clause that adds who else says so: "dijo que, como defendió Marsk, es “…”"."""
        lower = self.scene.lower
        opens = self.words["as"] | self.words["according"]
        token = verb - 1
        while token > low and self.scene.is_word(token) and verb - token < 4 and lower[token] not in opens:
            token -= 1
        return token > low and lower[token] in opens and lower[token - 1] == "," and "," in lower[verb:first]

    def _says(self, token: int, first: int, colon: bool) -> bool:
        """Whether a token is a verb of saying, or may be one that stands right before a colon: "Merk befand: „…“"."""
        return self.phrases.is_cue(token) or (colon and token == first - 2 and self.forms.past(token))

    def _behind_colon(self, low: int, first: int) -> int:
        """Where the clause before words in marks begins: "FAKTEN: Marsk sagte: „…“"."""
        lower = self.scene.lower
        return next(
            (
                at + 1
                for at in range(first - 3, max(low, first - 2 * _REACH), -1)
                if lower[at] == ":" and not self.scene.inside[at]
            ),
            low,
        )

    def _of_words_before(self, verb: int, low: int, first: int) -> bool:
        """Whether a verb says the words in marks before it, and those after it are but a name: whom it was said to."""
        scene = self.scene
        number = scene.inside[first] - 1
        if scene.lower[verb - 1] in CONJUNCTIONS:
            return False  # "es “cómplice” y pidió que"
        for place in range(verb - 1, max(low, verb - 3) - 1, -1):
            if not scene.inside[place]:
                continue
            joined = scene.lower[first - 1] in (",", ":", "que", "dass", "che", "und", "y", "e", "et")
            size = sum(map(scene.is_word, range(first, min(first + _TITLED + 3, len(scene.words)))))
            return not joined and number >= 0 and (size <= _TITLED or self._short(number))
        return False

    def _short(self, number: int) -> bool:
        mark = self.scene.marks[number]
        return self.scene.text.count(" ", mark.start, mark.end) < _TITLED

    def _label(self, low: int, first: int) -> Found | None:
        """The label before words in marks, or the subject of a sentence that introduces them without such a verb."""
        scene = self.scene
        who = self.phrases.forward(low, first)
        worded = "worten" in scene.lower[low:first]  # "schloss sich mit den Worten an:"
        if who is None:
            return None
        if who.last >= first - 1 or worded:
            if self._type(who) == "place":
                return None  # "Sénégal : “…”"
            named = self._type(who) == "person" or self.phrases.names_speaker(who)
            return Found(who, -1, 0.8 if named else 0.4)  # "Questions d'argent : “…”"
        return Found(who, -1, _UNSURE) if self.subjects.surely_speaks(who) and who.kind != "pronoun" else None

    def _type(self, who: Named) -> str:
        number = self.scene.mention_of[who.last - 1]
        return "" if number is None else self.scene.entities[self.scene.mentions[number].entity].type

    # -- in the sentences around

    def below(self, last: int) -> Found | None:
        """The attribution in a sentence of its own behind words in marks: “…”. Lo ha detto Marsk."""
        scene = self.scene
        while last < len(scene.words) and not scene.is_word(last) and not scene.inside[last]:
            last += 1
        if last >= len(scene.words) or scene.inside[last]:
            return None
        first, high = self.bounds(last)
        if first != last:
            return None
        opening = tuple(word.replace("qu'", "que ").split(" ")[0] for word in scene.lower[first : first + 3])
        for told in _TOLD:
            if opening[: len(told)] != told:
                continue
            start = first + len(told) - (told == ("c'est", "ce", "que"))
            for verb in range(start, min(high, start + 3)):
                if self.phrases.is_cue(verb):
                    who = self.phrases.after_cue(verb, high)
                    return Found(who, verb, 0.8) if who and self.phrases.speaks(who) else None
        return None

    def above(self, first: int, blocks: int = 0) -> Found | None:
        """The subject of the sentence above words in marks that stand alone: it may be whose they are.

        Args:
            first: The first token of the words.
            blocks: How many blocks further up the sentence may stand.
        """
        scene = self.scene
        number = scene.sentence_of(first)
        if number == 0:
            return None
        sentence = scene.document.sentences[number - 1]
        if sentence.block < scene.document.sentences[number].block - blocks or scene.inside[sentence.first]:
            return None
        for verb in range(sentence.last - 1, sentence.first + 1, -1):
            if scene.lower[verb - 1] == "," and not scene.inside[verb] and self.phrases.is_cue(verb):
                if scene.lower[min(verb + 1, len(scene.lower) - 1)] in self.words["that"]:
                    break
                told = self.phrases.after_cue(verb, sentence.last)
                if told and told.kind != "pronoun" and self.subjects.surely_speaks(told):
                    return Found(told, -1, 0.5)  # "Der Damm sei sicher, sagte Marsk. „…“"
                break
        who = self.phrases.forward(sentence.first, sentence.last)
        if who is None or who.first > sentence.first or who.kind == "pronoun":
            return None
        return Found(who, -1, _UNSURE) if self.subjects.surely_speaks(who) else None
