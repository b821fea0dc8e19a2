"""Which entities of a corpus are linked, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.engines.entity_merges import EntityId
from newsexplore.index.linking.spellings import fold
from newsexplore.index.model import ENTITY_TYPES, Article, EntityCount

from .plain_links import link


def person(name: str, articles: int, *aliases: str) -> EntityCount:
    return EntityCount(name, "person", articles, articles, aliases)


def org(name: str, articles: int, *aliases: str) -> EntityCount:
    return EntityCount(name, "org", articles, articles, aliases)


def place(name: str, articles: int, *aliases: str) -> EntityCount:
    return EntityCount(name, "place", articles, articles, aliases)


def linked(*entities: EntityCount) -> dict[str, str]:
    """Return the linked names, checking that the order of entities does not matter."""
    found = link(entities)
    assert link(entities[::-1]) == found
    return {name: into for (_, name), (_, into) in found.items()}


SPELLINGS = [
    (org("Harbour Workers' Union", 6), org("Harbour Workers’ Union", 2)),
    (org("The Water Authority", 2), org("Water Authority", 9)),
    (org("A.R.D.", 2), org("ARD", 9)),
    (place("Sant-Orsel", 2), place("Sant Orsel", 9)),
    (person("Gión Salvar", 2), person("Gion Salvar", 9)),
    (org("Kestrin Works Company", 2), org("Kestrin Works Co.", 9)),
    (org("Rusk & Sons", 9), org("Rusk and Sons", 2)),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS, ids=lambda one: one.name)
def test_spellings_are_joined_under_the_most_common(one: EntityCount, other: EntityCount):
    best, variant = (one, other) if one.articles > other.articles else (other, one)
    assert linked(one, other) == {variant.name: best.name}


def test_a_spelling_in_text_takes_precedence_over_headlines():
    assert linked(place("VELMORA", 9), place("Velmora", 1)) == {"VELMORA": "Velmora"}
    assert linked(org("LISK BANK", 9), org("Lisk Bank", 1)) == {"LISK BANK": "Lisk Bank"}


def test_an_acronym_stays_in_capitals():
    assert linked(org("ARDO", 40), org("Ardo", 2)) == {"Ardo": "ARDO"}


def test_a_unique_surname_is_linked_to_its_person():
    assert linked(person("Vorrin", 488), person("Ilka Vorrin", 24)) == {"Vorrin": "Ilka Vorrin"}


def test_stray_namesakes_do_not_prevent_a_link_to_the_dominant_person():
    names = linked(person("Vorrin", 488), person("Ilka Vorrin", 24), person("Late Vorrin", 1), person("Ana Vorrin", 2))
    assert names == {"Vorrin": "Ilka Vorrin"}


@pytest.mark.parametrize(("helena", "luka"), [(44, 5), (5, 5), (50, 3), (9, 1)])
def test_a_surname_without_a_dominant_person_is_not_linked(helena: int, luka: int):
    assert linked(person("Marsk", 2), person("Helena Marsk", helena), person("Luka Marsk", luka)) == {}


def test_many_small_namesakes_prevent_a_link():
    others = [person(f"{first} Dorsan", 2) for first in ("Ana", "Bela", "Cyril", "Dora", "Emil", "Fabian")]
    assert linked(person("Dorsan", 9), person("Milan Dorsan", 21), *others) == {}


def test_two_articles_are_not_enough_to_link_a_surname():
    assert linked(person("Vorrin", 9), person("Ilka Vorrin", 2)) == {}


def test_persons_with_different_first_names_stay_two():
    assert linked(person("Stefan Rusk", 900), person("Stefania Rusk", 1), person("Jan Rusk", 3)) == {}


def test_a_word_that_is_often_a_first_name_is_not_a_surname():
    assert linked(person("Milan", 9), person("Petra Milan", 12), person("Milan Dorsan", 30)) == {}


def test_a_surname_that_is_mainly_a_place_is_not_linked():
    assert linked(person("Kaldar", 2), person("Ana Kaldar", 3), place("Kaldar", 60)) == {
        "Kaldar": "Kaldar"  # the place: 60 articles against 2
    }


def test_names_with_and_without_middle_names_are_linked():
    names = linked(person("Karl Vorrin", 9), person("Karl O. Vorrin", 2), person("Karl Otto Vorrin Jr.", 1))
    assert names == {"Karl O. Vorrin": "Karl Vorrin", "Karl Otto Vorrin Jr.": "Karl Vorrin"}


def test_different_middle_names_are_two_people():
    assert linked(person("Karl Vorrin", 9), person("Karl A. Vorrin", 9), person("Karl O. Vorrin", 9)) == {}


def test_an_initial_is_linked_to_the_dominant_first_name():
    assert linked(person("I. Vorrin", 2), person("Ilka Vorrin", 9), person("Ana Vorrin", 9)) == {
        "I. Vorrin": "Ilka Vorrin"
    }
    assert linked(person("A. Rusk", 2), person("Ana Rusk", 4), person("Adam Rusk", 4)) == {}


def test_a_surname_and_a_fuller_name_lead_to_one_person():
    names = linked(person("Vorrin", 5), person("Karl Vorrin", 9), person("Karl O. Vorrin", 2))
    assert names == {"Vorrin": "Karl Vorrin", "Karl O. Vorrin": "Karl Vorrin"}


def test_an_acronym_is_linked_to_the_name_some_article_gives():
    assert linked(org("LWA", 50), org("Lisna Water Authority", 3, "LWA")) == {"LWA": "Lisna Water Authority"}


def test_an_acronym_that_no_article_explains_is_not_linked():
    assert linked(org("LWA", 50), org("Lisna Water Authority", 3)) == {}


def test_an_acronym_of_two_names_is_not_linked():
    assert linked(org("LWA", 5), org("Lisna Water Authority", 3, "LWA"), org("Labour Women of Ardova", 3, "LWA")) == {}


def test_an_acronym_of_two_names_is_not_linked_however_well_known_one_is():
    bank, board = org("Velmora Central Bank", 900, "VCB"), org("Velmora Cricket Board", 3, "VCB")
    assert "VCB" not in linked(org("VCB", 40), bank, board)


def test_an_acronym_of_two_spellings_of_one_name_is_linked():
    bank, again = org("Velmora Central Bank", 900, "VCB"), org("Velmora Central Banks", 3, "VCB")
    assert linked(org("VCB", 40), bank, again)["VCB"] == bank.name


def test_a_name_in_capitals_is_not_an_acronym_of_a_longer_name():
    assert linked(org("RUSK", 9), org("Rusk Cement Works", 2, "RUSK")) == {}


def test_a_partial_name_is_linked_to_the_dominant_organisation():
    names = linked(org("Treasury", 5), org("Ardovan Treasury", 40, "Treasury"))
    assert names == {"Treasury": "Ardovan Treasury"}


def test_a_partial_name_more_frequent_than_the_full_one_is_not_linked():
    assert linked(org("Treasury", 50), org("Zemarian Treasury", 4, "Treasury")) == {}


def test_a_partial_name_that_no_article_explains_is_not_linked():
    assert linked(org("Treasury", 5), org("Ardovan Treasury", 40)) == {}


def test_a_partial_name_shared_with_others_is_not_linked():
    assert linked(org("Gazette", 5), org("Lisna Valley Gazette", 40, "Gazette"), org("Merrin Gazette", 9)) == {}


def test_a_company_is_the_same_without_its_legal_form():
    assert linked(org("Kestrin Cement", 5), org("Kestrin Cement Ltd", 9)) == {"Kestrin Cement": "Kestrin Cement Ltd"}


def test_a_name_gets_its_overwhelmingly_frequent_type():
    assert link([place("Velmora", 60), person("Velmora", 3)]) == {("person", "Velmora"): ("place", "Velmora")}


@pytest.mark.parametrize(("often", "seldom"), [(60, 20), (4, 0)])
def test_a_name_without_a_dominant_type_stays_two_entities(often: int, seldom: int):
    assert link([place("Velmora", often), org("Velmora", seldom)]) == {}


def test_no_entities_have_no_links():
    assert link([]) == {}


NAMES = st.sampled_from(
    ("Vorrin", "Ilka Vorrin", "ILKA VORRIN", "I. Vorrin", "the Vorrin", "LWA", "Lisna Water Authority", "Lisna Water")
) | st.text(max_size=12)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(ENTITY_TYPES), NAMES), st.tuples(st.integers(1, 99), st.lists(NAMES, max_size=3))
    )
)
def test_links_lead_in_one_step_to_an_existing_entity(drawn: dict[EntityId, tuple[int, list[str]]]):
    entities = [EntityCount(name, kind, n, n, tuple(more)) for (kind, name), (n, more) in drawn.items()]
    found = link(entities)
    assert found.keys() <= drawn.keys()
    assert set(found.values()) <= drawn.keys()
    assert found.keys().isdisjoint(found.values())


@given(st.lists(st.text()))
def test_every_name_is_folded_on_its_own(names: list[str]):
    assert fold(names) == [one for name in names for one in fold([name])]


@pytest.fixture(scope="module")
def sample() -> dict[EntityId, EntityCount]:
    """Return the entities of the sample corpus, as named in its articles."""
    settings = for_paths(load_config(None), [])
    annotator = Annotator(settings.config.quotes, settings.config.entities)
    counts: dict[EntityId, EntityCount] = {}
    for corpus in settings.corpora:
        for source in sources(corpus):
            for item in read(source, corpus) if isinstance(source, Source) else ():
                if isinstance(item, Article):
                    for one in annotator.annotate(item.text, item.lang).entities:
                        id = (one.type, one.name)
                        before = counts.get(id)
                        aliases = {*one.aliases, *(before.aliases if before else ())}
                        n = before.articles + 1 if before else 1
                        counts[id] = EntityCount(one.name, one.type, n, n, tuple(sorted(aliases)))
    return counts


def test_two_people_of_the_sample_with_one_surname_stay_two(sample: dict[EntityId, EntityCount]):
    marsks = [("person", "Helena Marsk"), ("person", "Luka Marsk"), ("person", "Marsk")]
    assert set(marsks[:2]) <= sample.keys()
    assert not set(marsks) & link(list(sample.values())).keys()


def test_a_bare_surname_of_the_sample_is_the_person_of_that_name(sample: dict[EntityId, EntityCount]):
    with_bare = {**sample, ("person", "Kestrin"): person("Kestrin", 1)}
    assert link(list(with_bare.values()))["person", "Kestrin"] == ("person", "Nadia Kestrin")
