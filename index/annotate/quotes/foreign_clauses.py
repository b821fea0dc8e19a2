"""Where the clause that a verb of saying reports begins, in languages other than English."""

from .foreign_phrases import NounPhrases
from .foreign_sources import Sources
from .foreign_words import ELIDED, SMALL
from .scene import Scene

_RELATIVE = frozenset(("der", "die", "das", "dem", "den", "deren", "dessen", "wo", "welche", "welcher"))
_THAT = frozenset(("dass", "daß"))
_WHEN = frozenset(("nachdem", "während", "als", "bevor", "ehe", "indem", "ohne", "um", "sodass", "woraufhin", "wobei"))
_WHY = frozenset(("weil", "da", "damit", "wenn", "obwohl", "falls", "sobald", "bis", "sofern", "wie"))
"""Words after "sagte Marsk," that begin what is said only if it is in the subjunctive."""
_GERUND = "ndo"
_FEWEST_BETWEEN = 3
"""Tokens from a verb to its "que" from which a noun may stand between them."""
_SOMETHING = frozenset(("algo", "qualcosa", "quelque", "aquilo", "aquello", "lo", "o", "ce", "ciò", "quello"))
_BEFORE_RELATIVES = frozenset(
    """
    em en in a à de di para por com con sin sem del do da al ao cui
    """.split()
)
"""Prepositions before a relative "que" where they do not follow the verb itself: "insistió en que"."""
_ADVERBS = frozenset(
    """
    ainda também já depois então también además ya luego después entonces anche poi infatti inoltre aussi également
    ensuite encore déjà toutefois porém ontem hoje hoy ayer ieri oggi hier aujourd'hui però più más mais não pas así
    assim così ainsi recentemente apenas sólo solo seulement pourtant
    """.split()
)
_TIMES = frozenset(
    """
    lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi vendredi samedi dimanche lunedì
    martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta segunda-feira terça-feira
    quarta-feira quinta-feira sexta-feira semana semaine settimana mes mois mese mês año ano année anno día dia jour
    giorno tarde noche noite manhã mañana matin soir mattina sera pomeriggio passada pasada pasado passado dernier
    dernière
    """.split()
)


class Clauses:
    """Finds the reported clauses of one scene."""

    def __init__(self, scene: Scene, phrases: NounPhrases, sources: Sources) -> None:
        """Take the scene, its noun phrases and its sources."""
        self.scene = scene
        self.phrases = phrases
        self.sources = sources
        self.words = phrases.words

    def begins(self, cue: int, last: int, german: bool) -> int:
        """Where the clause that a verb reports begins: at its "that", or at a German subjunctive clause; 0 for none."""
        scene = self.scene
        lower = scene.lower
        for token in range(cue + 1, min(last - 2, cue + 14)):
            if scene.inside[token]:
                return 0
            word = lower[token]
            if not german and token > cue + 1 and self.phrases.is_cue(token):
                return 0
            if german and lower[token - 1] == "," and word in self.words["that"]:
                return token
            if not german and ((word in self.words["that"] and token - cue <= 10) or word.startswith("qu'")):
                if self._of_noun(cue, token):
                    return 0
                return token if word.startswith("qu'") else token + 1
            if german and word == "," and self._opens(token, cue, last):
                return token + 1
        return 0

    def _of_noun(self, cue: int, that: int) -> bool:
        """Whether "que" begins what is said of a noun: "admitiu algo que", "da época em que", "diz Marsk, que"."""
        scene = self.scene
        lower, words = scene.lower, self.words
        if that - cue < _FEWEST_BETWEEN:
            return lower[cue + 1] in _SOMETHING
        if lower[that - 1].endswith(_GERUND):
            return False
        if lower[that - 1] == "," and "," not in lower[cue + 1 : that - 1]:
            return any(scene.is_capital(at) or self.phrases.is_person(lower[at]) for at in range(cue + 1, that))
        if lower[that - 1] in _BEFORE_RELATIVES:
            return True
        begin = next((at for at in range(cue + 1, that) if not self._adverbial(at)), that)
        if begin == that or not scene.is_word(begin) or scene.is_capital(begin):
            return False
        word = lower[begin]
        if word in words["determiners"] or word.startswith(ELIDED):
            noun = begin + (not word.startswith(ELIDED))
            timely = any(lower[at] in _TIMES or lower[at][0].isdigit() for at in range(begin, that))
            named = any(map(scene.is_capital, range(begin, that)))
            return not (timely or named or self.phrases.is_person(lower[noun]))
        small = words["stops"] | words["links"] | words["aux"] | words.get("listeners", frozenset()) | words["not"]
        return word not in small and word not in _TIMES and not self.phrases.is_person(word)

    def _adverbial(self, token: int) -> bool:
        """Whether a word behind a verb is an adverb: "afirmó también que", "a aussi clairement dit que"."""
        word = self.scene.lower[token]
        return word in _ADVERBS or word.endswith(("mente", "ment")) or word in SMALL

    def _opens(self, comma: int, cue: int, last: int) -> bool:
        """Whether a German comma opens what a verb reports: right after it, or before a clause in the subjunctive."""
        lower = self.scene.lower
        if lower[comma + 1] in self.words["that"]:
            return False  # found at its "dass"
        if lower[comma + 1] in _WHEN:
            return False  # "sagte Marsk, nachdem er gekommen war"
        if self._infinitive(comma, last):
            return True
        if lower[comma + 1] in _RELATIVE and comma > cue + 1:
            spoken = self._subjunctive(comma + 1, min(last, comma + 9)) and lower[comma + 2] not in _RELATIVE
            return spoken or (comma == cue + 2 and self.sources.main_clause(comma + 1, last))
        stop = next((at for at in range(comma + 2, last - 1) if lower[at] == "," and lower[at + 1] in _THAT), last)
        return (comma <= cue + 2 and lower[comma + 1] not in _WHY) or self._subjunctive(comma + 1, stop)

    def _infinitive(self, comma: int, last: int) -> bool:
        """Whether a German clause is an infinitive with "zu": "kündigte an, den Damm zu schließen"."""
        lower = self.scene.lower
        return last - 3 > comma and (lower[last - 3] == "zu" or "zu" in lower[last - 2][2:5])

    def _subjunctive(self, first: int, last: int) -> bool:
        words = self.words["subjunctive"]
        return any(self.scene.lower[token] in words for token in range(first, last))

    def has_object(self, token: int, last: int) -> bool:
        """Whether a German verb behind its clause has an object, too: "fällt das aus, befürchtet Marsk hohe Kosten"."""
        scene = self.scene
        if token + 1 >= last or not scene.is_word(token) or scene.is_capital(token):
            return False
        word = scene.lower[token]
        small = word in self.words["stops"] or word in self.words["links"] or word in self.words["determiners"]
        return not small and word.endswith(("e", "en", "es", "er")) and scene.is_capital(token + 1)

    def is_told(self, token: int) -> bool:
        """Whether a German sentence around words in marks is in the subjunctive: "Man solle „…“"."""
        scene = self.scene
        sentence = scene.document.sentences[scene.sentence_of(token)]
        outside = [at for at in range(sentence.first, sentence.last) if not scene.inside[at]]
        return token - sentence.first > 1 and any(scene.lower[at] in self.words["subjunctive"] for at in outside)

    def behind_dash(self, first: int, cue: int) -> int:
        """Where what a German verb reports begins: behind a dash, where only what follows it is in the subjunctive."""
        lower = self.scene.lower
        dash = next((at for at in range(cue - 1, first, -1) if lower[at] in ("–", "—", "-")), first)
        told = (
            dash > first
            and (self._subjunctive(dash, cue) or self._told_of(dash + 1))
            and not self._subjunctive(first, dash)
        )
        return dash + 1 if told else first

    def _told_of(self, token: int) -> bool:
        """Whether a German clause begins as only a report does: "man prüfe"."""
        lower = self.scene.lower
        verb = lower[token + 1]
        return lower[token] in ("man", "er", "es") and verb.endswith("e") and not verb.endswith("te")

    def verb(self, cue: int, begin: int) -> int:
        """The verb that a clause hangs on: "negó los hechos, recordando que", with "recordando" before its "que"."""
        before = begin - 2
        spoken = before > cue + 1 and self.scene.lower[before].endswith(_GERUND) and not self.phrases.german
        return before if spoken else cue
