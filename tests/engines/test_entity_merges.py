"""Merging of entities in a record."""

from newsexplore.index.engines.entity_merges import merged
from newsexplore.index.model import Annotations, Article, Entity, Mention, Quote, Record, Speaker

TEXT = "Vorrin and Ilka Vorrin and Velmora"
VORRIN, ILKA, VELMORA = (
    Entity("Vorrin", "person", ("VORRIN",)),
    Entity("Ilka Vorrin", "person"),
    Entity("Velmora", "org"),
)


def record(speaker: Speaker | None = None) -> Record:
    article = Article(id="a", title="", text=TEXT, body=0, locator="a.txt", digest="d")
    mentions = (Mention(0, 6, 0), Mention(11, 22, 1), Mention(27, 34, 2))
    quotes = (Quote(0, 6, "Vorrin", "direct", ((0, 6),), speaker),)
    return Record(article, Annotations((), (VORRIN, ILKA, VELMORA), mentions, quotes))


def test_without_merges_records_are_unchanged():
    one = record()
    assert merged(one, {}) is one
    assert merged(one, {("person", "Dorsan"): ("person", "Milan Dorsan")}) is one


def test_the_name_of_the_article_becomes_an_alias():
    (first, *rest) = merged(record(), {("person", "Vorrin"): ("person", "Karl Vorrin")}).annotations.entities
    assert first == Entity("Karl Vorrin", "person", ("Vorrin", "VORRIN"))
    assert rest == [ILKA, VELMORA]


def test_merged_entities_have_all_mentions_and_aliases():
    found = merged(record(), {("person", "Vorrin"): ("person", "Ilka Vorrin")}).annotations
    assert found.entities == (Entity("Ilka Vorrin", "person", ("Vorrin", "VORRIN")), VELMORA)
    assert [mention.entity for mention in found.mentions] == [0, 0, 1]


def test_an_entity_changes_its_type():
    found = merged(record(), {("org", "Velmora"): ("place", "Velmora")}).annotations
    assert found.entities[2] == Entity("Velmora", "place")


def test_rejected_entities_are_left_out_with_their_mentions():
    found = merged(record(), {("person", "Ilka Vorrin"): None}).annotations
    assert found.entities == (VORRIN, VELMORA)
    assert found.mentions == (Mention(0, 6, 0), Mention(27, 34, 1))


def test_a_speaker_is_resolved_to_the_name_of_the_corpus():
    speaker = Speaker(0, 2, "He", "Vorrin", 0, 0.8)
    (quote,) = merged(record(speaker), {("person", "Vorrin"): ("person", "Ilka Vorrin")}).annotations.quotes
    assert quote.speaker == Speaker(0, 2, "He", "Ilka Vorrin", 0, 0.8)


def test_a_speaker_who_is_not_an_entity_keeps_the_words():
    speaker = Speaker(0, 6, "Vorrin", "Vorrin", 0)
    (quote,) = merged(record(speaker), {("person", "Vorrin"): None}).annotations.quotes
    assert quote.speaker == Speaker(0, 6, "Vorrin", "", None)


def test_a_speaker_after_a_rejected_entity_is_unchanged():
    speaker = Speaker(0, 6, "Velmora", "Velmora", 2)
    (quote,) = merged(record(speaker), {("person", "Vorrin"): None}).annotations.quotes
    assert quote.speaker == Speaker(0, 6, "Velmora", "Velmora", 1)
