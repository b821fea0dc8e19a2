"""The user's decisions: read from YAML, with precedence over automatic links."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.curation.apply import decide
from newsexplore.index.curation.curation_file import CurationError, load
from newsexplore.index.decisions import Curation
from newsexplore.index.engines.entity_merges import EntityId, Merges
from newsexplore.index.model import ENTITY_TYPES, EntityCount, EntityType

NAME = "curation.yaml"


def entity(name: str, kind: EntityType = "person", articles: int = 1) -> EntityCount:
    return EntityCount(name, kind, articles, articles)


ENTITIES = [
    entity("Vorrin", articles=9),
    entity("Ilka Vorrin", articles=5),
    entity("ILKA VORRIN"),
    entity("Ana Vorrin", articles=2),
    entity("Kaldar", "place", 9),
    entity("Kaldar", "org", 2),
    entity("Water Authority", "org", 3),
]
LINKED: dict[EntityId, EntityId] = {
    ("person", "Vorrin"): ("person", "Ilka Vorrin"),
    ("person", "ILKA VORRIN"): ("person", "Ilka Vorrin"),
}


def decided(linked: dict[EntityId, EntityId] = LINKED, **decisions: object) -> Merges:
    return decide(ENTITIES, linked, Curation(**decisions))  # pyright: ignore[reportArgumentType]


def test_without_decisions_links_are_unchanged():
    assert decided() == LINKED


def test_a_merge_takes_precedence_over_a_link():
    assert decided(merges={"Ana Vorrin": ("Vorrin",)}) == {
        ("person", "Vorrin"): ("person", "Ana Vorrin"),
        ("person", "ILKA VORRIN"): ("person", "Ilka Vorrin"),
    }


def test_links_follow_merges():
    target = ("person", "Minister Vorrin")
    assert decided(merges={"Minister Vorrin": ("Ilka Vorrin",)}) == {
        ("person", "Vorrin"): target,
        ("person", "ILKA VORRIN"): target,
        ("person", "Ilka Vorrin"): target,
    }


def test_a_canonical_name_is_never_merged_away():
    found = decided(merges={"Vorrin": ("Ana Vorrin",)})
    assert ("person", "Vorrin") not in found
    assert found["person", "Ana Vorrin"] == ("person", "Vorrin")


def test_a_merge_has_the_type_of_its_canonical_name():
    assert decided({}, merges={"Kaldar": ("Water Authority",)}) == {("org", "Water Authority"): ("place", "Kaldar")}


def test_a_new_canonical_name_has_the_type_of_the_others():
    target = ("place", "Caldar")
    assert decided({}, merges={"Caldar": ("Kaldar",)}) == {("place", "Kaldar"): target, ("org", "Kaldar"): target}


def test_names_match_in_any_case():
    assert decided({}, merges={"ana  vorrin": ("ilka vorrin",)}) == {
        ("person", "Ana Vorrin"): ("person", "ana  vorrin"),
        ("person", "Ilka Vorrin"): ("person", "ana  vorrin"),
        ("person", "ILKA VORRIN"): ("person", "ana  vorrin"),
    }


def test_merges_are_transitive():
    target = ("person", "Ana Vorrin")
    found = decided({}, merges={"Ilka Vorrin": ("Vorrin",), "Ana Vorrin": ("Ilka Vorrin",)})
    assert (found["person", "Vorrin"], found["person", "Ilka Vorrin"]) == (target, target)


def test_a_merge_cycle_is_broken():
    found = decided({}, merges={"Ilka Vorrin": ("Ana Vorrin",), "Ana Vorrin": ("Ilka Vorrin",)})
    assert found["person", "Ana Vorrin"] == ("person", "Ilka Vorrin")


def test_rejected_entities_disappear_under_any_type():
    assert decided({}, rejected=("Kaldar",)) == {("place", "Kaldar"): None, ("org", "Kaldar"): None}


def test_rejecting_a_person_leaves_the_organisation_of_that_name_alone():
    assert decided({}, rejected=("place:Kaldar",)) == {("place", "Kaldar"): None}


def test_an_entity_gets_another_type_and_joins_its_namesake_there():
    assert decided({}, merges={"org:Kaldar": ("place:Kaldar",)}) == {("place", "Kaldar"): ("org", "Kaldar")}
    assert decided({}, merges={"org:Vorrin": ("person:Vorrin",)}) == {("person", "Vorrin"): ("org", "Vorrin")}
    back = {"org:Kaldar": ("place:Kaldar",), "misc:Kaldar": ("org:Kaldar",)}
    target = ("misc", "Kaldar")
    assert decided({}, merges=back) == {("place", "Kaldar"): target, ("org", "Kaldar"): target}


@pytest.mark.parametrize("order", [1, -1])
def test_a_rename_of_a_rename_works_in_any_order(order: int):
    merges = [("person:Ilka", ("person:Ana Vorrin",)), ("person:Ilka V.", ("person:Ilka",))][::order]
    assert decided({}, merges=dict(merges)) == {("person", "Ana Vorrin"): ("person", "Ilka V.")}


def test_a_split_name_is_no_longer_linked():
    assert decided(merges={"person:Vorrin": ()}) == {("person", "ILKA VORRIN"): ("person", "Ilka Vorrin")}


def test_variants_of_a_rejected_entity_are_rejected():
    found = decided(rejected=("Ilka Vorrin",))
    assert set(found.values()) == {None}
    assert ("person", "Vorrin") in found


def test_a_rejected_variant_leaves_the_rest():
    found = decided(rejected=("Vorrin",))
    assert found == {("person", "Vorrin"): None, ("person", "ILKA VORRIN"): ("person", "Ilka Vorrin")}


def test_decisions_about_unknown_names_change_nothing():
    assert decided(merges={"Nobody": ("Somebody", "Anybody")}, rejected=("Everybody",)) == LINKED


NAMES = st.sampled_from([one.name for one in ENTITIES] + ["Caldar", "", "person:Vorrin", "org:Kaldar", "place:Vorrin"])


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3).map(tuple), max_size=5), st.lists(NAMES, max_size=2))
def test_any_decisions_resolve_in_one_step(merges: dict[str, tuple[str, ...]], rejected: list[str]):
    found = decided(merges=merges, rejected=tuple(rejected))
    assert found.keys().isdisjoint(found.values())
    assert all(into is None or into[0] in ENTITY_TYPES for into in found.values())


def test_the_file_is_plain_yaml(tmp_path: Path):
    text = "tags: {read: [a1]}\nmerges:\n  Ilka Vorrin: [Vorrin, the minister]\nrejected: [Oper]\n"
    (tmp_path / NAME).write_text(text, "utf-8")
    assert load(tmp_path / NAME) == Curation(
        tags={"read": ("a1",)}, merges={"Ilka Vorrin": ("Vorrin", "the minister")}, rejected=("Oper",)
    )


def test_a_missing_file_has_no_decisions(tmp_path: Path):
    assert load(tmp_path / NAME) == Curation()


@pytest.mark.parametrize("text", ["merges: [a]", "rejected: 7", "merged: {}", "a: [", "merges: {a: {b: c}}", "\x00"])
def test_an_unreadable_file_is_reported_with_its_path(tmp_path: Path, text: str):
    (tmp_path / NAME).write_text(text, "utf-8")
    with pytest.raises(CurationError, match=NAME):
        load(tmp_path / NAME)
