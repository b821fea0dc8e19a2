"""Subjects that a word before them gives away: the person before "who", and what is only ranked after another."""

from collections.abc import Collection

from ..lexicon.lists import load
from .cues import CueFinder
from .phrase_edges import ARTICLES, behind_that, over_day
from .phrases import Phrase, PhraseFinder
from .scene import Scene

_REACH = 9
"""Tokens from a verb back to the "who" that is its subject."""
_ASIDE = 15
"""Tokens, at most, of what stands between commas behind "who"."""
_FEWEST = 3
"""Tokens of what is ranked, at least."""
_TIES = frozenset(("close", "familiar", "briefed", "involved", "present", "aware"))
_LINKS = frozenset(("to", "with", "on", "in", "at", "of"))
_LONGEST_TIE = 9
"""Tokens of what a source is close to, at most."""
_KNOWN_AS = frozenset(("such", "known", "same", "well", "much", "far", "act", "work", "job", "role", "post", "career"))
_CLAIMS = load("claim_nouns")
_DOCUMENTS = frozenset(("complaint", "lawsuit", "suit", "petition", "indictment", "affidavit", "filing"))
_BE = frozenset(("was", "were", "been", "is", "are"))
_LONGEST_NAME = 6
"""Tokens, at most, of what a document is called, with its article."""
_DASHES = frozenset(("-", "–", "—", "--"))
_SHORT_WORD = 3
_PERFECT = frozenset(("has", "have", "had"))
_PEOPLE = load("nominals_person")
_LED = frozenset(("led", "headed", "chaired", "represented"))
_MADE = load("nominals_made") | _LED | {"obtained", "seen", "reviewed"}
_LONGEST_LED = 12
_DETERMINERS = load("determiners")
_FINITE = load("finite_verbs")
_CONTRASTS = frozenset(("but", "while", "whereas"))
_RELATIVES = frozenset(("who", "which", "whose"))
_SPEAKERS = _PEOPLE | load("nominals_org")
_IN = frozenset(("in", "at", "from", "near", "of", "outside"))
_SIGNS = frozenset(("sign", "signs", "banner", "banners", "placard", "placards", "poster", "posters", "sticker"))
"""What is read rather than said: "put up a sign saying"."""
_NEAR_SIGN = 6
"""Tokens from a participle back to the sign that it belongs to, at most."""
_AFTER_CUE = 8


def relative(scene: Scene, cues: CueFinder, cue: int, low: int) -> Phrase | None:
    """The person right before "who", whose verb a cue is: "in the words of Orin Tarsk, who a century ago said"."""
    token = cue - 1
    last = max(low, cue - _REACH)
    while token > last:
        word = scene.lower[token]
        if word == "," and (who := _after_who(scene, token, low)):
            token, last, word = who, low, "who"
        if word == "who":
            before = over_day(scene, token - 1 - (scene.lower[token - 1] == ","), low)
            number = scene.mention_of[before] if before >= low else None
            if number is None or scene.entities[scene.mentions[number].entity].type != "person":
                return None
            return Phrase(*scene.mention_tokens[number], "name")
        auxiliary = token == cue - 1 and word in _PERFECT
        if scene.inside[token] or not scene.is_word(token) or scene.is_capital(token):
            return None
        if _verbal(cues, word) and not auxiliary:
            return None
        token -= 1
    return None


def _after_who(scene: Scene, comma: int, low: int) -> int:
    """Return the token of a "who" whose aside ends at a comma, "who, since taking his post, had said"; 0 for none."""
    for token in range(comma - 1, max(low, comma - _ASIDE), -1):
        if scene.lower[token] == ",":
            return token - 1 if scene.lower[token - 1] == "who" else 0
    return 0


def located(scene: Scene, cues: CueFinder, phrases: PhraseFinder, cue: int, low: int) -> Phrase | None:
    """Return the speaker in a town of a country, before its verb: "Ann Lee in Velmora, Ardova said"; None else.

    "Talks were held in Velmora, Ardova said" is Ardova's: no verb may stand between the speaker and the town.
    """
    token = cue - 1
    while token > low and scene.mention_of[token] is None and phrases.is_adverb(token):
        token -= 1
    number = scene.mention_of[token]
    comma = scene.mention_tokens[number][0] - 1 if number is not None else low
    place = scene.mention_of[comma - 1] if comma > low + 2 else None
    if place is None or not state_behind(scene, comma):
        return None
    town = scene.mention_tokens[place][0]
    if town - 1 <= low or scene.lower[town - 1] not in _IN:
        return None
    phrase = phrases.forward(low, town - 1)
    if phrase is None or phrase.kind == "pronoun" or phrase.first > low + 1 or not phrase.firm:
        return None
    number = scene.mention_of[phrase.last - 1]
    person = number is not None and scene.entities[scene.mentions[number].entity].type == "person"
    if not person and scene.lower[phrase.last - 1] not in _SPEAKERS:
        return None
    for place in range(phrase.last, town - 1):
        verb = scene.mention_of[place] is None and _verbal(cues, scene.lower[place])
        if verb or scene.inside[place] or not scene.is_word(place):
            return None
    return phrase


def state_behind(scene: Scene, comma: int) -> bool:
    """Whether a comma parts a town from its state or country: "Velmora, Ardova"."""
    if comma == 0 or comma + 1 >= len(scene.lower) or scene.lower[comma] != ",":
        return False
    number, town = scene.mention_of[comma + 1], scene.mention_of[comma - 1]
    if number is None or scene.entities[scene.mentions[number].entity].type != "place":
        return False
    if town is None:
        return scene.is_capital(comma - 1) and scene.lower[comma - 2] in ARTICLES  # "a Velmora, Ardova firm"
    return scene.entities[scene.mentions[town].entity].type == "place"


def last_clause(scene: Scene, low: int, token: int) -> int:
    """Return where the clause begins that "but" or "while" opens before a token: "but a source … said"; `low` else."""
    for place in range(token - 1, low + 1, -1):
        if scene.inside[place]:
            return low
        if scene.lower[place] in _CONTRASTS:
            return place + 1 if scene.lower[place + 1] in _DETERMINERS or scene.is_capital(place + 1) else low
    return low


def in_relative(scene: Scene, low: int, first: int) -> bool:
    """Whether a token stands in an aside about whoever speaks behind it: "Lee, who has a “hold” rating, said"."""
    for token in range(first - 1, max(low, first - _REACH), -1):
        if scene.lower[token] in _RELATIVES:
            return scene.lower[token - 1] == ","
        if not scene.is_word(token) or scene.inside[token]:
            return False
    return False


def led_by(scene: Scene, phrases: PhraseFinder, cue: int, low: int) -> Phrase | None:
    """Return the subject that a participle and "by" follow, up to its verb: "analysts led by Ann Lee said"."""
    lower = scene.lower
    for token in range(cue - 2, max(low, cue - _LONGEST_LED), -1):
        if scene.inside[token] or not scene.is_word(token):
            return None
        if lower[token] != "by":
            continue
        word = lower[token - 1]
        if not (word in _MADE or (word.endswith("ed") and lower[token - 2] not in _BE)):
            continue
        agent = phrases.forward(token + 1, cue)
        if agent is None or agent.last != cue or agent.kind == "pronoun":
            return None
        phrase = phrases.back(token - 1, low)
        if phrase is None or phrase.first - 1 > low:
            return None
        return Phrase(phrase.first, agent.last, "name") if word in _LED else phrase
    return None


def employed(scene: Scene, phrase: Phrase, cue: int) -> Phrase | None:
    """Return the person named behind a job and a firm without commas: "strategist at Granit Ann Lee said"."""
    number = scene.mention_of[phrase.last - 1]
    job = phrase.first - 2
    if phrase.last != cue or phrase.kind != "name" or number is None or scene.lower[job] not in _PEOPLE:
        return None
    first, last = scene.mention_tokens[number]
    person = scene.entities[scene.mentions[number].entity].type == "person"
    return Phrase(first, last, "name") if person and first > phrase.first and last - first > 1 else None


def tied(scene: Scene, phrases: PhraseFinder, token: int, low: int) -> Phrase | None:
    """Return sources without an article, and whom they are close to, up to a token: "people close to him say"."""
    lower = scene.lower
    for tie in range(token - 1, max(low, token - _LONGEST_TIE), -1):
        if lower[tie] in _TIES and lower[tie + 1] in _LINKS and phrases.is_noun(tie - 1):
            found = phrases.back(tie, low)
            return Phrase(found.first, token + 1, "nominal") if found and found.kind == "nominal" else None
        if scene.inside[tie] or not scene.is_word(tie):
            return None
    return None


def trimmed(scene: Scene, phrase: Phrase, nouns: Collection[str]) -> Phrase:
    """Return a phrase without what the clause before it ends with, or begins with.

    That is the object in "off our roads Ann Lee said", and the "that" in "a decision that shop owners called".
    """
    lower, first = scene.lower, phrase.first
    claim = phrase.last > first + 2 and lower[first] in ("a", "an") and lower[first + 1] in _CLAIMS
    if claim and scene.is_capital(first + 2):  # “to keep quiet”, an allegation Ann Lee denied
        return Phrase(first + 2, phrase.last, "name")
    if scene.words[first].isupper() and (start := _after_crosshead(scene, first, phrase.last)) > first:
        return Phrase(start, phrase.last, phrase.kind, phrase.firm)
    number = scene.mention_of[phrase.last - 1]
    if number is None or scene.entities[scene.mentions[number].entity].type != "person":
        first = behind_that(scene, phrase.first, phrase.last)
        return phrase if first == phrase.first else Phrase(first, phrase.last, phrase.kind, phrase.firm)
    first = scene.mention_tokens[number][0]
    word = scene.lower[first - 1] if first > phrase.first else ""
    plural = word.endswith("s") and not word.endswith(("ss", "'s", "us")) and word not in nouns
    return Phrase(first, phrase.last, "name") if plural and not scene.is_capital(first - 1) else phrase


def _after_crosshead(scene: Scene, first: int, last: int) -> int:
    """Return the token behind a crosshead in capitals that runs into a phrase: "IN PAST SCANDALS Granit Corp said"."""
    words = scene.words
    if not words[first - 1].isupper():
        return first
    token = first
    while token < last and words[token].isupper() and words[token].isalpha() and scene.mention_of[token] is None:
        token += 1
    return token if token < last and len(words[token - 1]) > _SHORT_WORD and scene.is_capital(token) else first


def with_tie(scene: Scene, phrase: Phrase | None, cue: int, nouns: Collection[str]) -> Phrase | None:
    """Return an unnamed source with what it is close to, or knows: "a source close to the inquiry said"."""
    if phrase is None or phrase.kind != "nominal" or phrase.last >= cue or phrase.last - phrase.first < 2:
        return phrase
    lower = scene.lower
    tie, link = lower[phrase.last - 1], lower[phrase.last]
    if tie not in _TIES or link not in _LINKS or lower[phrase.last - 2] not in nouns:
        return phrase
    last = phrase.last + 1
    while last < cue and scene.is_word(last) and not scene.inside[last] and last - phrase.last < _LONGEST_TIE:
        last += 1
    return Phrase(phrase.first, last, "nominal") if last == cue and last > phrase.last + 1 else phrase


def is_tied(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is an unnamed source with what it is close to, as `with_tie` returns it."""
    lower = scene.lower
    return any(lower[at] in _TIES and lower[at + 1] in _LINKS for at in range(phrase.first + 1, phrase.last - 2))


def ranked(scene: Scene, cues: CueFinder, link: int, low: int) -> bool:
    """Whether "after" ranks what the subject is: "the second-biggest caterer after Granit reiterated"."""
    if link - low < _FEWEST or scene.lower[link] != "after":
        return False
    return not any(word == "," or _verbal(cues, word) for word in scene.lower[low:link])


def alleging(scene: Scene, cue: int, low: int) -> Phrase | None:
    """Return what a participle belongs to: "was named in a complaint, alleging that", "put up a sign saying that"."""
    lower = scene.lower
    for token in range(cue - 1, max(low, cue - _NEAR_SIGN), -1):
        if lower[token] in _SIGNS:
            first = token - (lower[token - 1] in _DETERMINERS)
            return Phrase(first, token + 1, "nominal")
        if not scene.is_word(token):
            break
    for token in range(cue - 1, low, -1):
        if scene.inside[token] or lower[token] in (";", ":"):
            return None
        if lower[token] in _DOCUMENTS and not _BE.isdisjoint(lower[low:token]):
            first = next(
                (place for place in range(token - 1, max(low, token - 6), -1) if lower[place] in _DETERMINERS), 0
            )
            return Phrase(first, token + 1, "nominal") if first else None
    return None


def after_agency(scene: Scene, low: int, cue: int) -> int:
    """Return the token behind an agency and a dash that a story begins with, "Reuters - Granit, … said", or `low`."""
    number = scene.mention_of[low]
    dash = low if number is None else scene.mention_tokens[number][1]
    if number is None or dash >= cue or scene.lower[dash] not in _DASHES:
        return low
    spaced = scene.ends[dash - 1] < scene.starts[dash] and scene.ends[dash] < scene.starts[dash + 1]
    agency = scene.entities[scene.mentions[number].entity].type != "person"
    return dash + 1 if spaced and agency and _DASHES.isdisjoint(scene.lower[dash + 1 : cue]) else low


def named_of_body(scene: Scene, phrase: Phrase, low: int, cue: int) -> Phrase | None:
    """Return the person whose body has lost its second comma: "Ann Lee, Granit Hotel Association said"; None else."""
    first, last = phrase.first, phrase.last
    number = scene.mention_of[last - 1]
    if phrase.kind != "name" or number is None or first < low + 2 or scene.lower[first - 1] != "," or last != cue:
        return None
    person = scene.mention_of[first - 2]
    if (
        person is None
        or scene.mention_tokens[number][0] != first
        or scene.lower[cue + 1 : cue + 2] == [","]
        or scene.mention_tokens[person] != (low, first - 1)
    ):
        return None
    kinds = [scene.entities[scene.mentions[held].entity].type for held in (person, number)]
    return Phrase(low, first - 1, "name") if kinds == ["person", "org"] else None


def without_comma(scene: Scene, phrase: Phrase, low: int, cue: int) -> Phrase | None:
    """Return the person whose job has lost its second comma: "Ann Lee, a trader at Granit has said"; None else.

    "Ann Lee, a trader said on Monday, was right" is the trader's.
    """
    comma = phrase.first - 1
    if phrase.kind != "nominal" or phrase.last >= cue or comma <= low or scene.lower[comma] != ",":
        return None
    number = scene.mention_of[comma - 1]
    if number is None or scene.lower[phrase.last - 1] not in _PEOPLE or scene.lower[phrase.first] not in _DETERMINERS:
        return None
    first, last = scene.mention_tokens[number]
    while first > low and scene.is_capital(first - 1) and scene.mention_of[first - 1] is None:
        first -= 1  # a first name that nobody bears
    held = last == comma and (first == low or (first == low + 2 and scene.lower[low + 1] == ","))
    person = scene.entities[scene.mentions[number].entity].type == "person"
    return Phrase(first, comma, "name") if held and person and "," not in scene.lower[cue : cue + _AFTER_CUE] else None


def meanwhile(scene: Scene, link: int, low: int, phrase: Phrase) -> bool:
    """Whether "as" begins a clause whose subject a phrase is: "she wept as Orin Tarsk told her"."""
    if link == low:
        return phrase.kind != "nominal"
    word = scene.lower[link - 1]
    if word in _KNOWN_AS or word.endswith(("ed", "ing")) or not scene.is_word(link - 1):
        return False
    number = scene.mention_of[phrase.last - 1]
    person = number is not None and scene.entities[scene.mentions[number].entity].type == "person"
    return person or phrase.kind == "pronoun" or scene.lower[phrase.first] == "the"


def _verbal(cues: CueFinder, word: str) -> bool:
    return word in _FINITE or word.endswith("ed") or word in cues.forms
