"""After any commits the names of an index and their links are those that are found in all of its articles."""

import random
from pathlib import Path

from newsexplore.index.engines.base import Engine
from newsexplore.index.engines.entity_merges import EntityId
from newsexplore.index.linking.cache import IndexNames
from newsexplore.index.model import Annotations, Article, Entity, Mention, Record

from ..index.linking.plain_links import link, link_plainly

NAMES: tuple[EntityId, ...] = (
    ("person", "Vorrin"), ("person", "Ilka Vorrin"), ("person", "I. Vorrin"), ("person", "Ilka M. Vorrin"),
    ("person", "Ana Vorrin"), ("place", "Vorrin"), ("org", "LWA"), ("org", "Lisna Water Authority"),
    ("org", "Lisna Water"), ("org", "The Lisna Water Authority"), ("org", "Water Authority"), ("org", "Lisna"),
    ("place", "Lisna"), ("org", "Lisna Bank"), ("org", "Bank"), ("org", "Lisna Water Ltd"), ("misc", "LWA"),
)  # fmt: skip
ALIASES = ("LWA", "Lisna", "Lisna Water", "Bank", "Water Authority")


def article(number: int, chance: random.Random) -> Record:
    """Return an article that names some of the names, most of them seldom, and gives some others."""
    weights = [1 / (1 + place) for place in range(len(NAMES))]
    chosen = dict.fromkeys(chance.choices(chance.sample(NAMES, len(NAMES)), weights, k=chance.randint(1, 5)))
    text, entities, mentions = "", [], []
    for place, (kind, name) in enumerate(chosen):
        aliases = tuple(sorted({one for one in chance.sample(ALIASES, 2) if one != name} if " " in name else ()))
        entities.append(Entity(name, kind, aliases))
        mentions.append(Mention(len(text), len(text) + len(name), place))
        text += f"{name} spoke. "
    body = Article(f"a{number}", "", text, 0, f"news#{number}", f"{number} {chance.random()}")
    return Record(body, Annotations(entities=tuple(entities), mentions=tuple(mentions)))


def commit(engine: Engine, chance: random.Random) -> None:
    """Write, replace and remove some articles."""
    writer = engine.writer()
    numbers = chance.sample(range(60), chance.randint(1, 12))
    gone = set(chance.sample(range(60), chance.randint(0, 12)))
    writer.remove(f"a{number}" for number in sorted(gone))
    writer.add(engine.prepare([article(number, chance) for number in numbers]))
    writer.commit()
    engine.refresh()


def test_names_and_links_after_commits_are_those_of_all_articles(engine: Engine, folder: Path, tmp_path: Path):
    chance = random.Random(20)
    lasting, waiting = IndexNames(engine, folder), IndexNames(engine, folder)
    linked = 0
    for step in range(16):
        commit(engine, chance)
        every = engine.entities()
        expected = {(one.type, one.name): (one.articles, one.aliases) for one in every}
        if step % 4 == 3:  # it has missed the last commits, and the file has not
            assert waiting.links() == link(every)
        found = lasting.links()
        assert {(one.type, one.name): (one.articles, one.aliases) for _, one in lasting.rows()} == expected
        assert found == link(every) == link_plainly(every)
        linked += len(found)
        if step % 5 == 4:
            fresh = IndexNames(engine, tmp_path / "missing")
            assert fresh.links() == found
            fresh.close()
    assert linked > 16
    lasting.close()
    waiting.close()
