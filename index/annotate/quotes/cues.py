"""Cues: the verbs and phrases that attribute words to somebody."""

from bisect import bisect_left
from functools import lru_cache

from ..lexicon.lists import lines, load
from ..text.document import places_of
from .scene import Scene

SAY, CLAIM, QUOTE, MIXED, OTHER, DESCRIBE = 1, 2, 4, 8, 16, 32
DIRECT = SAY | CLAIM | QUOTE | OTHER
"""The classes whose verbs attribute a whole utterance."""

_NOUN_SIGNS = load("noun_signs")
_ASKING = frozenset(("asked", "asks", "requested", "requests", "insisted"))
_THEIR = frozenset(("his", "her", "their", "its", "he", "she", "they"))
_NOT_NOUN = frozenset(("that", "this", "these", "those", "some", "no", "her", "its", "in", "on"))
_AFTER_NOUN = frozenset(
    ("of", "will", "are", "have", "were", "is", "was", "has", "had", "would", "could", "from", "by")
)
_PASSIVE = frozenset(("was", "were", "been", "being", "is", "are", "be", "get", "got"))
_NOUNS = load("claim_nouns") | load("cue_nouns")
_STATES = frozenset(("state", "states"))
_HOPES = frozenset(("hope", "hopes"))
_OFTEN_NOUNS = _NOUNS | _STATES | _HOPES | {"questions"}
_STATING = frozenset(("i", "we", "you", "he", "she", "it", "they", "who", "which", "also", "clearly", "explicitly"))
"""Words before "state" or "states" that make a verb of it, besides a name and a noun for a source."""
_SOURCES = load("nominals_person") | load("nominals_org") | load("nominals_document")
_FINITE = load("finite_verbs")
_SAYING = frozenset(("say", "said", "suggest", "suggested", "indicate", "indicated", "show", "showed"))
"""Verbs behind what people claim or report."""
"""Forms of cues that are nouns as well, and then take a clause that is nobody's statement."""
_DETERMINERS = load("determiners")
_BEFORE_NOUN = frozenset(("of", "in", "on", "for", "by", "and"))
_PREPOSED = frozenset(("according", "words"))
_QUOTED = frozenset(("said", "quoted", "reported"))
_QUOTING = frozenset(("quoted", "quotes", "quote", "quoting", "cited", "cites", "cite", "citing"))
_OBJECT = 30
"""Tokens looked at for the "as saying" of a verb of quoting."""
_AS = frozenset(("saying", "telling", "stating", "adding", "claiming", "calling", "describing"))


class CueForm:
    """One form of a cue verb."""

    __slots__ = ("base", "classes", "gerund", "plural")

    def __init__(self, classes: int, gerund: bool, base: bool, plural: bool = False) -> None:
        """Describe a form.

        Args:
            classes: What the verb attributes.
            gerund: It is the form in -ing.
            base: Base form or third person: also a noun, for many verbs.
            plural: Base form: its subject is a plural or "I".
        """
        self.classes = classes
        self.gerund = gerund
        self.base = base
        self.plural = plural


class CueMatch:
    """A cue found in a text: tokens `first` up to `last`, exclusive; the rest is as in its `CueForm`."""

    __slots__ = ("according", "base", "classes", "first", "gerund", "last", "object", "passive", "plural")

    def __init__(
        self,
        first: int,
        last: int,
        classes: int,
        gerund: bool = False,
        passive: bool = False,
        according: bool = False,
        plural: bool = False,
        base: bool = False,
    ) -> None:
        """Note a cue; it is `according` when it is no verb, but "according to" or "in the words of"."""
        self.first = first
        self.last = last
        self.classes = classes
        self.gerund = gerund
        self.passive = passive
        self.according = according
        self.plural = plural
        self.base = base
        self.object = -1
        """The token where the speaker starts who is the cue's object: "quoted him as saying"; -1 for none."""


def _read(forms: dict[str, CueForm], name: str, value: int) -> None:
    for line in lines(name):
        words = line.split()
        for number, word in enumerate(words):
            known = forms.get(word)
            classes = value | (known.classes if known else 0)
            forms[word] = CueForm(classes, number > 1 and number == len(words) - 1, number < 2, number == 0)


@lru_cache(maxsize=16)
def cue_forms(extra: tuple[str, ...], lang: str) -> tuple[dict[str, CueForm], frozenset[str], frozenset[str]]:
    """All cue verbs: their forms in lower case, the first words of those of two words (`put_it`), all first words.

    Args:
        extra: More forms, from the configuration.
        lang: ISO 639-1 code of the text's language; "" for English.
    """
    forms: dict[str, CueForm] = {}
    if not lang or lang == "en":
        _read(forms, "cues_mixed", MIXED)
        _read(forms, "cues_describe", MIXED | DESCRIBE)
        _read(forms, "cues_quote", QUOTE)
        _read(forms, "cues_claim", CLAIM)
        _read(forms, "cues_say", SAY)
    for line in lines("cues_other"):
        code, *words = line.split()
        if code == lang:
            forms.update((word, CueForm(OTHER, False, False)) for word in words)
    for form in extra:
        word = form.lower().replace(" ", "_")
        forms[word] = CueForm(SAY | CLAIM | QUOTE | MIXED, word.endswith("ing"), False)
    pairs = frozenset(word.split("_")[0] for word in forms if "_" in word)
    return forms, pairs, frozenset((*pairs, *_PREPOSED, *forms))


class CueFinder:
    """Finds cues in the narration of one scene."""

    def __init__(self, scene: Scene, extra: tuple[str, ...] = ()) -> None:
        lang = scene.document.lang[:2].lower()
        self.scene = scene
        self.foreign = lang not in ("", "en")
        self.forms, self.pairs, self.firsts = cue_forms(extra, lang)
        inside = scene.inside
        # Where a cue may begin, found once: most tokens are never looked at again.
        self.places = [token for token in places_of(scene.lower, self.firsts) if not inside[token]]
        self._known: dict[int, CueMatch | None] = {}

    def at(self, token: int) -> CueMatch | None:
        """The cue that begins at a token of the narration, or None; there is none inside quotation marks."""
        word = self.scene.lower[token]
        if word not in self.firsts or self.scene.inside[token]:
            return None
        if token in self._known:
            return self._known[token]
        found = self._known[token] = self._find(token, word)
        return found

    def _find(self, token: int, word: str) -> CueMatch | None:
        scene = self.scene
        lower = scene.lower
        following = lower[token + 1] if token + 1 < len(lower) else ""
        if (word == "according" and following == "to") or (word == "words" and following == "of"):
            return CueMatch(token, token + 2, SAY | QUOTE | MIXED, False, False, True)
        last = token + 1
        form = None
        if word in self.pairs and following:
            form = self.forms.get(f"{word}_{following}")
            last = token + 2 if form else last
        form = form or self.forms.get(word)
        if form is None:
            return None
        before = lower[token - 1] if token else ""
        if scene.is_capital(token) and (scene.mention_of[token] is not None or not scene.opens_sentence(token)):
            return None
        if form.base and (before in _NOUN_SIGNS) and not (before in _NOT_NOUN and following in ("that", ",", ":")):
            return None
        if form.base and (before.endswith("'s") or before in _PASSIVE or following in _AFTER_NOUN):
            return None
        if form.base and word in _NOUNS:
            if following in _SAYING:
                return None  # "unconfirmed reports say"
            if following in ("that", "of") and self._governed(token):
                return None
        if form.base and word in _OFTEN_NOUNS and self._noun(token, word):
            return None
        if word in ("said", "reported", "alleged", "proposed", "stated") and before in ("the", "a", "an"):
            return None
        if before == "who" and word in _ASKING and self._asks_anonymity(token):
            return None
        if before == "as" and word in _AS and self._quoting(token) >= 0:
            return None  # the cue is "quoted as saying", and begins with "quoted"
        if word in _QUOTING and (saying := self._saying(token)) and not self._passive(token, form):
            quoted = CueMatch(token, saying + 1, SAY | QUOTE | MIXED)
            quoted.object = token + 1
            return quoted
        passive = self._passive(token, form)
        if passive and word in _QUOTED and following == "as" and token + 2 < len(lower) and lower[token + 2] in _AS:
            return CueMatch(token, token + 3, SAY | QUOTE | MIXED, False, False)
        # "investors are asking" has a subject as any verb has; "asking" alone shares that of another verb.
        gerund = form.gerund and before not in _PASSIVE
        return CueMatch(token, last, form.classes, gerund, passive, False, form.plural, form.base)

    def _asks_anonymity(self, token: int) -> bool:
        """Whether a source asks for something, and is not quoted: "an official who asked not to be named said"."""
        lower = self.scene.lower
        if token + 2 >= len(lower):
            return False
        following, then = lower[token + 1], lower[token + 2]
        return following in ("not", "to", "for", "anonymity") or (following == "that" and then in _THEIR)

    def _noun(self, token: int, word: str) -> bool:
        """Whether a word that is a verb of saying too is a noun: "in states that account", "in hopes that"."""
        scene = self.scene
        if token == 0:
            return False
        before = scene.lower[token - 1]
        if before.isdigit() or (before == "in" and word in _HOPES):
            return True
        then = scene.lower[token + 1 : token + 3]
        known = before in _STATING or before in _SOURCES or scene.inside[token - 1]
        if word in _STATES and not known and not (then[:1] == ["that"] and before not in _NOUN_SIGNS):
            number = scene.mention_of[token - 1]
            return number is None or scene.entities[scene.mentions[number].entity].type not in ("person", "org")
        # "confirmed cost estimates that exceeded": what follows has no subject of its own.
        return len(then) > 1 and then[0] == "that" and (then[1] in _FINITE or then[1].endswith("ed"))

    def _governed(self, token: int) -> bool:
        """Whether a verb right before a word makes it an object: "are investigating reports that"."""
        scene = self.scene
        if token < 2 or scene.is_capital(token - 1) or not scene.is_word(token - 2):
            return False
        before, above = scene.lower[token - 1], scene.lower[token - 2]
        if before == "s":  # "the Mayor s request that", as some sources spell "Mayor's"
            return scene.is_capital(token - 2)
        return before.endswith(("ing", "ed")) and above not in _BEFORE_NOUN and above not in _DETERMINERS

    def _saying(self, token: int) -> int:
        """The token of "saying" in "quoted him as saying"; 0 when a verb of quoting has no such object."""
        lower = self.scene.lower
        for place in range(token + 2, min(len(lower) - 1, token + _OBJECT)):
            if self.scene.inside[place] or lower[place] in (".", ";"):
                break
            if lower[place] == "as" and lower[place + 1] in _AS:
                return place + 1
        return 0

    def _quoting(self, saying: int) -> int:
        """The token of the verb of quoting whose "as saying" ends at a token; -1 for none."""
        lower = self.scene.lower
        for place in range(saying - 2, max(-1, saying - _OBJECT), -1):
            if lower[place] in _QUOTING:
                return place
            if self.scene.inside[place] or lower[place] in (".", ";"):
                break
        return -1

    def _passive(self, token: int, form: CueForm) -> bool:
        """Whether a form is passive: "was told", "has been accused"."""
        if form.gerund or form.base:
            return False
        lower = self.scene.lower
        place = token - 1
        while place >= 0 and token - place < 4:
            word = lower[place]
            if not (word.endswith("ly") or word in ("also", "not", "never")):
                break
            place -= 1
        return place >= 0 and lower[place] in _PASSIVE

    def among(self, first: int, last: int) -> list[int]:
        """The tokens `first` up to `last` at which a cue may begin."""
        return self.places[bisect_left(self.places, first) : bisect_left(self.places, last)]

    def between(self, first: int, last: int) -> list[CueMatch]:
        """The cues among the tokens `first` up to `last`, in order; phrases inside quotation marks are passed over."""
        places = self.places
        found: list[CueMatch] = []
        for number in range(bisect_left(places, first), len(places)):
            token = places[number]
            if token >= last:
                break
            if token >= first:
                match = self.at(token)
                if match is not None:
                    found.append(match)
                    first = match.last
        return found
