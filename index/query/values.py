"""The values of an article's name fields, as indexed by engines and evaluated by `holds`."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from ..model import Entity, Quote, Record
from ..quotation import percent
from .analysis import value

# Words that refer to a speaker without a name, folded as by `analysis.value`: in English, German, French,
# Spanish, Portuguese, Italian and Dutch.
_WORDS = """
i me he him she her it its they them we us you who one this that these those
ich er sie es wir ihr man ihm ihn ihnen
je il elle on nous vous ils elles lui leur
yo el ella ello nosotros ustedes usted ellos ellas
eu ele ela eles elas nos
io lui lei egli ella loro noi voi essi
ik hij zij ze wij we hen hun
"""
_PRONOUNS = frozenset(_WORDS.split())
_start = attrgetter("start")


def article_values(record: Record, field: str) -> tuple[str, ...]:
    """Yield the values of a name field over a whole article, as written, unanalysed, in any order.

    A quote field (`speaker`, `about`, `cue` …) has the values of all quotes. `tag` has none: tags are not in a record.
    """
    article = record.article
    match field:
        case "person" | "org" | "place" | "entity":
            entities = record.annotations.entities
            return tuple(name for one in entities if field in (one.type, "entity") for name in (one.name, *one.aliases))
        case "speaker" | "about" | "cue" | "stance" | "confidence":
            numbers = range(len(record.annotations.quotes))
            return tuple(dict.fromkeys(name for number in numbers for name in quote_values(record, number, field)))
        case "outlet":
            found = (article.outlet,)
        case "byline":
            found = (article.byline,)
        case "topic":
            found = article.topics
        case "lang":
            found = (article.lang,)
        case "corpus":
            found = (article.corpus, *(one.corpus for one in article.others))
        case _:
            found = ()
    return tuple(one for one in found if one)


def quote_values(record: Record, number: int, field: str) -> tuple[str, ...]:
    """Yield the values of a quote field for one quote, as written.

    `speaker`: the resolved name, the entity's other names, and the words that name the speaker unless they are a bare
    pronoun. `about`: all names of the entities mentioned in the quote's parts (an attribution between them does not
    make a quote about its own speaker). `confidence`: the speaker's in whole percent, none without a speaker.
    """
    quote = record.annotations.quotes[number]
    if field == "cue":
        return (quote.cue.text,) if quote.cue and quote.cue.text else ()
    if field == "stance":
        return (quote.stance,)
    if field == "confidence":
        return (str(percent(quote.speaker.confidence)),) if quote.speaker else ()
    if field == "about":
        names = [name for one in mentioned(record, quote) for name in (one.name, *one.aliases)]
    elif quote.speaker is None:
        names = []
    else:
        speaker = quote.speaker
        names = [speaker.resolved]
        if speaker.entity is not None:
            entity = record.annotations.entities[speaker.entity]
            names += (entity.name, *entity.aliases)
        if not _is_pronoun(speaker.text):
            names.append(speaker.text)
    return tuple(dict.fromkeys(name for name in names if name))


@lru_cache(maxsize=4096)
def _is_pronoun(text: str) -> bool:
    return value(text) in _PRONOUNS


def mentioned(record: Record, quote: Quote) -> Iterator[Entity]:
    """Yield the entities mentioned in the quoted words, once per mention."""
    parts = quote.parts or ((quote.start, quote.end),)
    mentions = record.annotations.mentions
    first = bisect_left(mentions, parts[0][0], key=_start)
    for mention in mentions[first:]:
        if mention.start >= quote.end:
            return
        if any(start <= mention.start and mention.end <= end for start, end in parts):
            yield record.annotations.entities[mention.entity]
