"""Small random articles from a few words, so that every query finds some and misses some."""

from random import Random
from typing import Any

from msgspec import structs

from newsexplore.index.model import Annotations, Article, Cue, Entity, Mention, Quote, Record, Speaker, Stance
from newsexplore.index.query.analysis import words
from newsexplore.index.titles import supplied_title

WORDS = (
    *("harbour", "harbours", "dam", "damp", "water", "waters", "minister", "ministry", "the", "and", "said", "rose"),
    *(
        "price",
        "prices",
        "prize",
        "élan",
        "naïve",
        "λιμάνι",
        "λιμάνια",
        "水",
        "坝",
        "1,000.5",
        "o'brien",
        "at&t",
        "u.s",
        "x" * 300,
    ),
)
"""Drawn from evenly, so that phrases and words near each other are found too."""
ENTITIES = (
    Entity("Ministry of Water", "org", ("Ministry", "the water ministry")),
    Entity("Velmora", "place"),
    Entity("Dovrin Dam", "place", ("the dam",)),
    Entity("Élan Prize", "misc", ()),
    Entity("Mayor of Velmora", "person", ("the mayor",)),
    Entity("the chairwoman", "person"),
    Entity("Velmora", "org"),
)
OUTLETS = ("Velmora Courier", "velmora courier", "Radio Ardova", "Ardpress", "")
CORPORA = ("", "Harbour News", "news-2017")
DATES = (
    *("", "2017-11-03", "2017-11-03T10:20:00Z", "2017-11-03T10:20:00+05:00", "2017-11-04T23:30:00-08:00", "2016-02-29"),
    *("2017-12-31", "2018-01-01", "2018-01-01T00:00:01", "1999-12-31T23:59:59.5Z"),
)
CUES = ("said", "denied that", "d’abord affirmé", "")
STANCES: tuple[Stance, ...] = ("affirmed", "denied", "questioned", "urged", "conditional")
SPEAKERS = (None, "He", "the mayor", "a fisherman", "the Ministry")


def record(id: str, title: str, body: str, **fields: Any) -> Record:
    """Make an article without annotations; `fields` override its fields."""
    text = f"{title}\n\n{body}" if title else body
    start = len(text) - len(body)
    fields = {"locator": f"{id}.txt", "digest": f"digest of {id}", **fields}
    return Record(Article(id=id, title=title, text=text, body=start, **fields), Annotations())


def drawn(id: str, random: Random) -> Record:
    """Make an article of random words, with entities and quotes."""
    title = " ".join(random.choices(WORDS[:-1], k=random.randint(0, 4)))
    sentences = [random.choices(WORDS, k=random.randint(1, 9)) for _ in range(random.randint(0, 6))]
    body = "\n".join(" ".join(sentence) + "." for sentence in sentences)
    base = record(
        id,
        title,
        body,
        date=random.choice(DATES),
        outlet=random.choice(OUTLETS),
        byline=random.choice(("", "By a staff reporter", "Staff")),
        lang=random.choice(("", "en", "es")),
        corpus=CORPORA[len(body) % len(CORPORA)],
        topics=tuple(random.sample(("ports", "local politics", "Water"), k=random.randint(0, 2))),
        source=random.choice(("/news/a.json", "/news/b.json")),
    ).article
    if not title and random.random() < 0.5:
        supplied = supplied_title(base.text)
        base = structs.replace(base, title=supplied, title_derived=bool(supplied))
    entities = tuple(random.sample(ENTITIES, k=random.randint(0, 4)))
    spots = sorted(random.sample(range(len(base.text) + 1), k=min(len(base.text), random.randint(0, 6))))
    mentions = tuple(Mention(at, at, random.randrange(len(entities))) for at in spots) if entities else ()
    quotes = [_quote(base, sentence, entities, random) for sentence in sentences if random.random() < 0.4]
    return Record(base, Annotations((), entities, mentions, tuple(quotes)))


def _quote(article: Article, said: list[str], entities: tuple[Entity, ...], random: Random) -> Quote:
    text = " ".join(said)
    start = article.text.index(text)
    written = random.choice(SPEAKERS)
    speaker = None
    if written is not None:
        entity = random.randrange(len(entities)) if entities and random.random() < 0.6 else None
        name = "" if entity is None else entities[entity].name
        speaker = Speaker(start, start, written, name, entity, start % 101 / 100)
    said_as = CUES[start % len(CUES)]
    cue = Cue(start, start, said_as) if said_as else None
    stance = STANCES[start % len(STANCES)]
    return Quote(start, start + len(text), text, "direct", ((start, start + len(text)),), speaker, cue, stance)


def corpus(size: int = 48, seed: int = 7) -> list[Record]:
    """Return the articles of most tests, not ordered by id."""
    random = Random(seed)
    ids = [f"{random.randrange(16**8):x}" for _ in range(size)]
    return [drawn(id, random) for id in ids]


def vocabulary(records: list[Record]) -> list[str]:
    """Return every index word of articles."""
    return sorted({word for one in records for word in words(one.article.text)})
