"""The subjects of verbs of saying in languages other than English: before the verb, or right after it."""

from .foreign_doubts import Doubts
from .foreign_phrases import Named, NounPhrases
from .foreign_words import APPOSED, CONJUNCTIONS, LINKS, LONGEST, SMALL, TITLES
from .scene import Scene

PREPOSITIONS = frozenset(
    """
    a à au aux al ao ai alla en in em no na con com avec par por per da dal dalla pour para sur sobre su contre contra
    contro chez entre tra sans sin sem senza desde hasta von mit bei für
    """.split()
)
_ADVERBS = frozenset(
    """
    ainda também já depois então también además ya luego después ayer hoy anche poi infatti invece inoltre ieri oggi
    aussi également ensuite encore déjà hier toutefois cependant pourtant ontem hoje porém però già
    """.split()
)
_CLITICS = frozenset(("me", "lui", "nous", "leur", "nos", "le", "les", "lhe", "lhes", "gli", "ci", "mi", "os"))
_READS = frozenset(("heißt", "hieß"))
_OPENING_ADVERBS = frozenset(
    ("so", "ähnlich", "auch", "dies", "das", "dabei", "dazu", "dennoch", "zuvor", "später", "zudem")
)
_SAYS_SO = frozenset(("so", "wie"))
_FROM = frozenset(("desde",))
_TOLD_ABOVE = 3
"""Sentences above one in the subjunctive that may say whose it is."""
_CITES = frozenset(("zitiert", "zitierte", "zitieren", "zitierten"))
_PASSIVE = frozenset(("wird", "wurde", "werden", "wurden"))
_FEMININE_ENDS = ("zeitung", "agentur", "presse", "ung", "schaft", "heit", "keit", "ion", "tät", "illustrierten")
"""Ends of German nouns that "der" makes a dative."""


class ForeignSubjects:
    """Finds the subjects of the verbs of one scene."""

    def __init__(self, scene: Scene, phrases: NounPhrases, doubts: Doubts) -> None:
        """Take the scene, its noun phrases and the doubts about them."""
        self.scene = scene
        self.phrases = phrases
        self.doubts = doubts
        self.words = phrases.words

    def find(self, cue: int, low: int, high: int) -> Named | None:
        """The subject of a verb: before it, or right after it where it comes first or after an adverbial."""
        if document := self._document(cue, low, high):
            return document
        lower = self.scene.lower
        before = self.phrases.back(cue, low)
        if before and before.kind == "pronoun":
            return before
        after = self.phrases.after_cue(cue, high)
        inserted = after is not None and cue > low and lower[cue - 1] == "," and after.last < len(lower)
        if after and inserted and lower[after.last] == "," and self.surely_speaks(after):
            return after  # "Marsk, aggiunge Veyra, “…”"
        if self.phrases.german:
            if after and cue > low and lower[cue - 1] in _SAYS_SO:
                return after  # "Jetzt, so sagt der Chef"
            if before and after and (self._adverbial(before) or after.kind == "pronoun"):
                return after
            if before and after and after.kind == "name" and after.first == cue + 1 and self._is_dative(before):
                return after  # "Der Zeitung sagte Marsk"
            if lower[cue] in _CITES and (cited := self._cited(cue, low, high)):
                return cited
            if before and after and not self.doubts.reaches(before, cue) and self.surely_speaks(after):
                return after  # "Den Plan für den Damm lobte der Minister"
            return before or after
        if after and not self.phrases.speaks(after):
            after = None  # "ont qualifié l'œuvre d'“abusive”"
        if after and (lower[low] in self.words["as"] or after.kind == "pronoun"):
            return after  # "Comme l'a dit Marsk"
        if (named := self.adjacent(cue, low)) and (before is None or before.last <= named.first):
            return named
        if before and before.kind == "nominal" and not self.phrases.speaks(before) and lower[before.last] == ",":
            real = self.phrases.forward(before.last + 1, cue)
            if real and self.surely_speaks(real):
                return real  # "La semaine dernière, le ministre Marsk a dit"
        if before and self.doubts.reaches(before, cue):
            return self._with_aside(before, cue) or before
        if lower[low] in _FROM and (whose := self.phrases.forward(low + 1, cue)):
            return whose  # "Desde la Plataforma aseguran que"
        return self.closed_aside(cue, low) or before or after

    def _document(self, cue: int, low: int, high: int) -> Named | None:
        """The text that says something: "In dem Schreiben heißt es", "So heißt es im Bericht der Behörde"."""
        lower = self.scene.lower
        if lower[cue] not in _READS or cue + 1 >= high or lower[cue + 1] != "es":
            return None
        for token in (*range(cue + 2, min(high, cue + 4)), *range(low, cue)):
            if lower[token] in ("in", "im", "aus", "vom"):
                return self.phrases.forward(token + 1, high if token > cue else cue)
        return None

    def _is_dative(self, phrase: Named) -> bool:
        """Whether a German phrase is whom something is told: "dem Sender", "der englischen Zeitung"."""
        lower = self.scene.lower
        if lower[phrase.first] in ("dem", "einem", "seinem", "ihrem"):
            return True
        if lower[phrase.first] not in ("der", "einer") or phrase.last - phrase.first < 2:
            return False
        adjective = not self.scene.is_capital(phrase.first + 1) and lower[phrase.first + 1].endswith("en")
        return adjective or lower[phrase.last - 1].endswith(_FEMININE_ENDS)

    def _cited(self, cue: int, low: int, high: int) -> Named | None:
        """Whom somebody else quotes: "Der Bote zitiert einen Zeugen mit den Worten"."""
        if not _PASSIVE.isdisjoint(self.scene.lower[low:cue]):
            return None
        begin = cue + 1 + (self.scene.lower[cue + 1 : cue + 2] == ["dazu"])
        cited = self.phrases.forward(begin, high)
        return cited if cited and cited.kind != "pronoun" and cited.first <= cue + 2 else None

    def _adverbial(self, phrase: Named) -> bool:
        """Whether a phrase is but one word that opens the sentence, and no name: "Ähnlich äußerte sich Marsk"."""
        scene = self.scene
        alone = phrase.last - phrase.first == 1 and scene.mention_of[phrase.first] is None
        return alone and scene.opens_sentence(phrase.first) and scene.lower[phrase.first] in _OPENING_ADVERBS

    def adjacent(self, verb: int, low: int) -> Named | None:
        """The name right before a verb, with titles and nouns before it, whatever opens the sentence.

        Returns:
            None where a preposition governs it: "el jefe de Marsk dijo".
        """
        scene = self.scene
        token = verb - 1
        while token >= low and scene.is_word(token) and self._between(token):
            token -= 1
        if token < low or scene.inside[token]:
            return None
        if not scene.is_capital(token):
            return self._plain(token, low)
        last = token + 1
        while token > low:
            before = token - 1
            if scene.is_capital(before) and not scene.inside[before] and scene.lower[before] not in CONJUNCTIONS:
                token = before
            elif before > low and (
                (scene.lower[before] in LINKS and scene.is_capital(before - 1))
                or (scene.lower[before] == "." and scene.lower[before - 1] in TITLES)
            ):
                token = before - 1
            else:
                break
        while token > low and (scene.lower[token - 1] in TITLES or self.phrases.is_person(scene.lower[token - 1])):
            token -= 1
        if token > low and scene.lower[token - 1] in self.words["determiners"]:
            token -= 1
        governed = token > low and scene.lower[token - 1] in self.words["links"] | PREPOSITIONS
        return None if governed else Named(token, last, "name")

    def _plain(self, noun: int, low: int) -> Named | None:
        """A noun for speakers with its article right before a verb: "En la carta la mujer asegura que"."""
        lower = self.scene.lower
        if noun - 2 < low or not self.phrases.is_role(lower[noun]) or lower[noun - 1] not in self.words["definite"]:
            return None
        governed = lower[noun - 2] in self.words["links"] | PREPOSITIONS
        return None if governed else Named(noun - 1, noun + 1, "nominal")

    def _between(self, token: int) -> bool:
        """Whether a word may stand between a name and its verb: an auxiliary, a pronoun, an adverb."""
        word = self.scene.lower[token]
        small = word in self.words["aux"] or word in SMALL or word in _CLITICS
        return small or word in _ADVERBS or word in self.words["not"]

    def _with_aside(self, subject: Named, verb: int) -> Named | None:
        """A subject without a name, with the aside that names it: "o presidente, deputado Marsk, disse"."""
        start, end = self._aside(verb, subject.last)
        if subject.kind != "nominal" or start < 0:
            return None
        named = self.phrases.forward(start + 1, end)
        return Named(subject.first, named.last, "name") if named and self.surely_speaks(named) else None

    def closed_aside(self, verb: int, low: int) -> Named | None:
        """The subject before an aside that ends at a verb: "Marsk, presidente de la ciudad, dijo"."""
        start, end = self._aside(verb, low)
        if start < 0:
            return None
        whole = self.phrases.forward(self.phrases.opening(low), end)
        if whole and whole.kind == "name" and start < whole.last <= end:
            return whole  # "el portavoz del puerto, Anton Veyra (PP), dijo"
        return self.adjacent(start, low)

    def _aside(self, verb: int, low: int) -> tuple[int, int]:
        """The commas around the aside that ends at a verb; -1 for none."""
        scene = self.scene
        end = verb - 1
        while end > low and scene.is_word(end) and self._between(end):
            end -= 1
        if end <= low or scene.lower[end] != ",":
            return -1, -1
        start = end - 1
        depth = 0
        while start > low and end - start < LONGEST + APPOSED and not scene.inside[start]:
            depth += (scene.lower[start] == ")") - (scene.lower[start] == "(")
            if scene.lower[start] == "," and depth == 0:
                break
            start -= 1
        return (start, end) if scene.lower[start] == "," else (-1, -1)

    def surely_speaks(self, who: Named) -> bool:
        """Whether words are a pronoun, a person's name, or a noun for speakers after its article."""
        scene = self.scene
        if who.kind == "pronoun":
            return True
        number = scene.mention_of[who.last - 1]
        if number is not None and scene.entities[scene.mentions[number].entity].type == "person":
            return True
        end = f" {scene.words[who.last - 1]}"
        if any(entity.type == "person" and entity.name.endswith(end) for entity in scene.entities):
            return True
        opened = scene.lower[who.first] in self.words["determiners"] or "'" in scene.lower[who.first]
        return self.phrases.names_speaker(who) and (opened or who.kind == "name")

    def of_sentences_above(self, first: int) -> Named | None:
        """Who says something in the sentences above a token's, the nearest first, of the same block."""
        scene = self.scene
        number = scene.sentence_of(first)
        block = scene.document.sentences[number].block
        for sentence in scene.document.sentences[max(0, number - _TOLD_ABOVE) : number][::-1]:
            if sentence.block != block:
                return None
            for verb in range(sentence.first + 1, sentence.last):
                if not scene.inside[verb] and self.phrases.is_cue(verb):
                    who = self.find(verb, sentence.first, sentence.last)
                    return who if who and self.surely_speaks(who) else None
        return None
