"""Where a phrase that names a speaker begins and ends: dates before it, jobs behind it, people behind long titles."""

from ..lexicon.lists import load
from .scene import Scene

MONTHS = frozenset(word.lower() for word in load("calendar") if word.isalpha() and not word.isupper())
"""Months and days; the zones of time are no words that a phrase begins with."""
_WEEK = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_ON = frozenset(("on", "late", "early", "earlier"))
_THIS = frozenset(("last", "this"))
_SPANS = frozenset(("week", "month", "year", "spring", "summer", "autumn", "fall", "winter", "weekend", "night"))
ARTICLES = frozenset(("a", "an", "the"))
_DASHES = frozenset(("-", "–", "—", "--"))
_DATE_SIGNS = frozenset((".", ","))
_NOUNS = load("nominals_person") | load("nominals_org") | load("nominals_document")
_DETERMINERS = load("determiners")
_PROFESSIONS = load("nominals_person") - load("nominals_behind") - frozenset(("aide", "ally", "adviser", "lawyer"))
"""Jobs that stand behind a name as what that person is; "the Ann Lee aide" is somebody else."""
_PLACED = frozenset(("at", "with", "for", "from", "of", "in"))
_LONGEST_FIRM = 5
_LONGEST_JOB = 7
_JOB_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ant", "person")
_PARTICIPLES = frozenset(
    """
    following speaking writing addressing citing asked noting referring responding quoting
    """.split()
)
"""Participles that sentences of news begin with, before their subject."""
_LONGEST_CLAUSE = 25
_WORKERS = ("ers", "ors", "ists", "ians", "men", "women")
_SHORTEST_JOB = 6
_FUNCTION = load("function_words")
_PEOPLE = frozenset(("men", "women", "people", "children"))
_SHARES = frozenset(("percent", "majority", "dozens", "hundreds", "thousands"))
_COUNTS = frozenset(
    """
    one two three four five six seven eight nine ten none all both each most many some several few half
    """.split()
)
"""Numbers and the like that "of" joins to those who are counted."""
_CLOSING = frozenset((",", ".", ";", ")"))


def behind_that(scene: Scene, first: int, last: int) -> int:
    """Return the token behind a "that" before a plural, which begins a clause: "a decision that shop owners called"."""
    word = scene.lower[last - 1]
    plural = word in _PEOPLE or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")))
    return first + 1 if plural and last > first + 1 and scene.lower[first] == "that" else first


def over_day(scene: Scene, token: int, low: int) -> int:
    """Return the token before a day or week that stands between a subject and its verb, or the token itself.

    "Orin Tarsk on Wednesday said", "Orin Tarsk Friday said", "Granit earlier this month said".
    """
    lower = scene.lower
    before = token
    if token > low + 1 and lower[token] in _SPANS and lower[token - 1] in _THIS:
        before = token - 2
        before -= before > low and lower[before] in _ON
    elif token > low and lower[token] in _ON and token + 1 < len(lower) and lower[token + 1] in _WEEK:
        before = token - 1 if scene.mention_of[token + 1] is None else token  # "The Courier on Sunday"
    elif token > low and lower[token] in _WEEK and scene.mention_of[token] is None and _ends_name(scene, token - 1):
        before = token - 1
    return token if lower[before].endswith("ed") else before  # "a study released on Monday"


def _ends_name(scene: Scene, token: int) -> bool:
    """Whether a person's or an organisation's name ends at a token, and is no possessive."""
    number = scene.mention_of[token]
    if number is None or scene.mention_tokens[number][1] != token + 1 or scene.words[token].endswith(("'s", "’s")):
        return False
    return scene.entities[scene.mentions[number].entity].type in ("person", "org")


def undated(scene: Scene, first: int, last: int) -> int:
    """Return the token behind a date that tokens begin with, "Nov. 8", "October 27 Granit's"; `last` if all is one."""
    token = first
    dated = token > 0 and scene.lower[token - 1] in MONTHS
    while token < last and scene.mention_of[token] is None:
        word = scene.lower[token]
        if word in MONTHS and scene.is_capital(token):
            dated = True
        elif not (word.isdigit() if scene.is_word(token) else word in _DATE_SIGNS and token > first):
            break
        token += 1
    return token if dated else first


def named_before(scene: Scene, first: int, last: int) -> int:
    """Return where a person's name ends that ends a phrase but for one word in small letters.

    "Ann Lee analyst at Granit" is Ann Lee. -1 if that word is a verb, as in "the party which Marsk leads says"; `last`
    if it belongs to the phrase, as in "the Marsk amendment".
    """
    number = scene.mention_of[last - 2]
    if scene.is_capital(last - 1) or number is None or scene.lower[first] in _DETERMINERS:
        return last
    begin, end = scene.mention_tokens[number]
    if scene.entities[scene.mentions[number].entity].type != "person" or end != last - 1:
        return last
    word = scene.lower[last - 1]
    if scene.words[end - 1].endswith(("'s", "’s", "s'", "s’")) or not word.isalpha():
        return last
    if word in _PROFESSIONS and begin == first and end - begin > 1:
        following = scene.lower[last] if last < len(scene.lower) else ""
        return end if following in _PLACED else last
    if is_workers(word):
        return last
    return -1 if word not in _NOUNS and word.endswith(("s", "ed")) and not word.endswith("ss") else last


def is_workers(word: str) -> bool:
    """Whether a word may be a plural of people by what they do, which no list has: "the Marsk campaigners"."""
    return len(word) > _SHORTEST_JOB and word.endswith(_WORKERS)


def after_opening(scene: Scene, low: int, high: int) -> int:
    """Return the token behind an adverb or participle that a sentence begins with, "Speaking in Velmora, …"."""
    if low + 1 < high and scene.lower[low].endswith("ly") and scene.lower[low + 1] == ",":
        return low + 2
    if low >= high or scene.lower[low] not in _PARTICIPLES or scene.mention_of[low] is not None:
        return low
    for token in range(low + 1, min(high, low + _LONGEST_CLAUSE)):
        if scene.lower[token] == ",":
            return token + 1
        if scene.inside[token]:
            break
    return low


def after_dateline(scene: Scene, low: int, high: int) -> int:
    """Return the token after a dateline that a sentence begins with, "Velmora, DV - ", or the first token."""
    for token in range(low, min(high, low + 8)):
        if scene.lower[token] in _DASHES:
            return token + 1
        if scene.is_word(token) and not scene.is_capital(token):
            break
    return low


def before_symbol(scene: Scene, token: int, low: int) -> int:
    """Return the token before a ticker symbol in angle brackets that ends at a token, or the token itself."""
    for place in range(token - 1, max(low, token - 8), -1):
        if scene.lower[place] == "<":
            return place - 1
    return token


def with_town(scene: Scene, first: int, end: int, low: int) -> int:
    """Return where a phrase begins whose place has a town and a comma before it: "the Velmora, Ardova company"."""
    if scene.lower[end - 1] not in _NOUNS or scene.is_capital(end - 1):
        return first
    number, town = scene.mention_of[first], scene.mention_of[first - 2]
    if number is None or town is None:
        return first
    for place in (number, town):
        if scene.entities[scene.mentions[place].entity].type != "place":
            return first
    begin = scene.mention_tokens[town][0]
    article = begin - 1
    return article if article >= low and scene.lower[article] in _DETERMINERS else first


def cited_source(scene: Scene, first: int, last: int) -> int:
    """Return where a document ends that a place is run into: "according to national statistics Ardova is poor"."""
    number = scene.mention_of[last - 1]
    if number is None or scene.entities[scene.mentions[number].entity].type != "place":
        return last
    begin = scene.mention_tokens[number][0]
    if begin <= first or scene.is_capital(begin - 1) or scene.lower[begin - 1] not in _NOUNS:
        return last
    return begin if scene.lower[begin - 1].endswith("s") or scene.lower[first] in ("a", "an") else last


def partner(scene: Scene, begin: int, end: int, high: int) -> int:
    """One past a person whose firm's name holds a comma: "Marsk, Veyra Granit analyst Ann Lee"; 0 for none."""
    if end - begin != 1 or not scene.is_capital(begin) or end + 3 >= high or scene.lower[end] != ",":
        return 0
    token = end + 1
    while token < min(high, end + _LONGEST_FIRM) and scene.is_capital(token):
        token += 1
    if token == end + 1 or token >= high:
        return 0
    job = token
    while job < min(high, token + 3) and scene.mention_of[job] is None and not scene.is_capital(job):
        if not scene.is_word(job):
            return 0
        job += 1
    number = scene.mention_of[job] if job < high else None
    if number is None or job == token or scene.lower[job - 1] not in _PROFESSIONS:
        return 0
    person = scene.entities[scene.mentions[number].entity].type == "person"
    return min(high, scene.mention_tokens[number][1]) if person else 0


def officer(scene: Scene, begin: int, end: int, high: int) -> int:
    """One past a person named after a firm's title and a comma: "Granit's head of sales, Ann Lee"; 0 for none."""
    if not any(scene.words[token].endswith(("'s", "’s", "s'")) for token in range(begin, end)):
        return 0
    token = end
    if token < high and scene.lower[token] == "(":  # a ticker symbol
        closing = (place + 1 for place in range(token, min(high, token + 6)) if scene.lower[place] == ")")
        token = next(closing, token)
    while token < min(high, end + 7) and scene.is_word(token) and not scene.is_capital(token):
        token += 1
    if token + 1 >= high or scene.lower[token] != ",":
        return 0
    if not any(scene.lower[place] in _NOUNS for place in range(begin, token)):
        return 0
    number = scene.mention_of[token + 1]
    person = number is not None and scene.entities[scene.mentions[number].entity].type == "person"
    return min(high, scene.mention_tokens[number][1]) if number is not None and person else 0


def acronym(scene: Scene, token: int, low: int) -> bool:
    """Whether a bracket that ends at a token holds a name's short form: "Dorsan Farm Bureau (DFB) official"."""
    words = scene.words
    return token - 3 >= low and words[token - 2] == "(" and words[token - 1].isupper() and scene.is_capital(token - 3)


def job_holder(scene: Scene, token: int, high: int) -> int:
    """One past a person whose job in small letters begins at a token; 0 for none.

    "Granit Veyra analyst Ann Lee", "Marsk national press secretary Ann Lee", "Dorsan-based crop analyst Ann Lee".
    """
    for place in range(token, min(high, token + _LONGEST_JOB)):
        number = scene.mention_of[place]
        if number is not None and scene.is_capital(place):
            held = scene.entities[scene.mentions[number].entity].type == "person" and _is_job(scene.lower[place - 1])
            return min(high, scene.mention_tokens[number][1]) if held and place > token else 0
        if (
            not scene.is_word(place)
            or scene.inside[place]
            or scene.is_capital(place)
            or scene.lower[place] in _FUNCTION
        ):
            return 0
    return 0


def job_end(scene: Scene, begin: int, token: int, high: int) -> int:
    """One past a job behind a firm's name and an article: "one Granit crop dealer in Ardova"; `token` for none."""
    if scene.lower[begin] not in _DETERMINERS and scene.lower[begin] not in _COUNTS:
        return token
    for place in range(token, min(high, token + _LONGEST_FIRM)):
        word = scene.lower[place]
        if not scene.is_word(place) or scene.inside[place] or scene.is_capital(place) or word in _FUNCTION:
            return token
        if word in _NOUNS and (
            place + 1 >= high or not scene.is_word(place + 1) or scene.lower[place + 1] in _FUNCTION
        ):
            return place + 1
    return token


def _is_job(word: str) -> bool:
    """Whether a word is a job: a listed one, or one built like a job, "recruiter", "publicist"."""
    return word in _PROFESSIONS or word in _NOUNS or (len(word) > 5 and word.endswith(_JOB_ENDINGS))


def minister(scene: Scene, token: int, high: int) -> int:
    """One past a person whose title holds an "and": "Mines and Energy Minister Orin Tarsk"; 0 for none."""
    if not scene.is_capital(token - 1) or scene.mention_of[token - 1] is not None:
        return 0
    for place in range(token + 1, min(high, token + 5)):
        if not scene.is_capital(place) or scene.inside[place]:
            return 0
        number = scene.mention_of[place]
        if number is not None and scene.mention_tokens[number][0] == place and place > token + 1:
            person = scene.entities[scene.mentions[number].entity].type == "person"
            titled = person and scene.lower[place - 1] in _NOUNS
            return min(high, scene.mention_tokens[number][1]) if titled else 0
    return 0


def counted(scene: Scene, of: int, low: int, last: int) -> int:
    """Return the token of the number before "of" and those counted: "eight of 10 voters"; that of "of" for none."""
    lower = scene.lower
    first = of - 1
    if not (lower[last - 1].endswith("s") or lower[last - 1] in _PEOPLE):
        return of
    if lower[first] in _SHARES:
        return first - 1 if first > low and scene.is_word(first - 1) else first
    if lower[first] not in _COUNTS and not lower[first].isdigit():
        return of
    while first > low and (lower[first - 1] in _COUNTS or lower[first - 1].isdigit()):
        first -= 1
    return first


def inverted(scene: Scene, cue: int, begin: int) -> bool:
    """Return whether a comma stands before a verb and no other in the narration: "run-up" in its price, said …"."""
    return cue > begin + 1 and scene.lower[cue - 1] == "," and "," not in scene.lower[begin : cue - 1]


def closes(scene: Scene, token: int, high: int) -> bool:
    """Return whether a name ends a clause at a token: nothing follows, or a comma, or where that person works."""
    return token >= high or scene.lower[token] in _CLOSING or scene.lower[token] in _PLACED
