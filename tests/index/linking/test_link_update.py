"""After any changes the links are those of deciding all names again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsexplore.index.annotate.entities import spelling
from newsexplore.index.engines.entity_merges import EntityId
from newsexplore.index.engines.known_names import NameChange
from newsexplore.index.engines.packed.segment import entity_key
from newsexplore.index.linking.link_update import LinkUpdate
from newsexplore.index.linking.name_table import NameTable
from newsexplore.index.linking.short_forms import KINDS, MISC, ORG, PERSON
from newsexplore.index.model import ENTITY_TYPES, EntityCount

from .plain_links import link, link_plainly

PERSONS = (
    "Vorrin", "VORRIN", "Ilka Vorrin", "I. Vorrin", "Ilka M. Vorrin", "Ilka Maria Vorrin", "Ilka N. Vorrin",
    "Ana Vorrin", "A. Vorrin", "Ana Vorrin Jr.", "A. Vorrin Jr", "Vorrin Jr.", "Vorrin Salvar", "Ilka Salvar", "Salvar",
)  # fmt: skip
OTHERS = (
    "LWA", "L.W.A.", "Lwa", "Lisna", "Lisna Water", "Lisna Water Authority", "The Lisna Water Authority",
    "Lisna Water Authority Ltd", "Lisna Water Ltd", "Labour Women of Ardova", "Water Authority", "Authority", "Bank",
    "Lisna Bank", "Bank of Lisna", "Bank of Lisna Bank", "Lisna Central Bank", "Central Bank", "LCB", "Vorrin", "Ltd",
    "Vorrin Salvar", "Vorrin Salvar Ltd", "Salvar",
)  # fmt: skip
ARTICLES = st.sampled_from((1, 1, 2, 3, 4, 6, 30, 31, 300, 4000))
IDS = st.tuples(st.just("person"), st.sampled_from(PERSONS)) | st.tuples(
    st.sampled_from(("org", "org", "org", "place", "misc", "person")), st.sampled_from(OTHERS)
)
ALIASES = st.lists(st.sampled_from(OTHERS + PERSONS[:3]), max_size=3, unique=True)
Step = dict[EntityId, tuple[int, list[str]] | None]
STEP = st.dictionaries(IDS, st.none() | st.tuples(ARTICLES, ALIASES), min_size=1, max_size=8)
"""What a commit changes: each name's articles and aliases, or None for a name that no article has any more."""

Held = dict[EntityId, tuple[int, list[str]]]


def entities(held: Held) -> list[EntityCount]:
    return [EntityCount(name, kind, n, n, tuple(sorted(aliases))) for (kind, name), (n, aliases) in held.items()]


def difference(before: Held, after: Held) -> dict[EntityId, NameChange]:
    """Return what a commit that leads from one to the other writes on a cluster."""
    changes: dict[EntityId, NameChange] = {}
    for id in before.keys() | after.keys():
        (less, former), (more, now) = before.get(id, (0, [])), after.get(id, (0, []))
        aliases = {one: (one in now) - (one in former) for one in (*former, *now)}
        changes[id] = NameChange(more - less, aliases)
    return changes


@settings(max_examples=200, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=5), st.booleans(), st.sets(st.integers(0, 4)))
def test_links_after_changes_are_those_of_all_names(steps: list[Step], add: bool, cleared: set[int]):
    """`cleared` are the steps before which the table is cleared, so that it is told all names."""
    table = NameTable(None)
    held: Held = {}
    for number, step in enumerate(steps):
        before = dict(held)
        table.database.execute("BEGIN")
        for id, value in step.items():
            if value is None:
                held.pop(id, None)
            else:
                held[id] = value
        if number in cleared:
            table.clear()
            before: Held = {}
        if add:
            changes = list(difference(before, held).items())
            for id, change in changes:  # what is taken away may come first
                table.add({id: NameChange(-1, {}), ("org", "Sel"): NameChange(-2, {"Lisna": -1})})
                table.add({id: NameChange(change.articles + 1, change.aliases)})
                table.add({("org", "Sel"): NameChange(2, {"Lisna": 1})})
            table.settle()
        else:
            table.remove(entity_key(name, kind) for kind, name in before.keys() - held.keys())
            table.put(entities({id: value for id, value in held.items() if id in step or number in cleared}))
        LinkUpdate(table).run()
        table.database.execute("COMMIT")
        now = entities(held)
        assert {(one.type, one.name): (one.articles, one.aliases) for _, one in table.rows()} == {
            (one.type, one.name): (one.articles, one.aliases) for one in now
        }
        assert table.links() == link(now) == link_plainly(now)
    table.close()


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(IDS, st.tuples(ARTICLES, ALIASES), min_size=1, max_size=14))
def test_nothing_is_left_of_names_that_are_gone(held: Held):
    table = NameTable(None)
    table.put(entities(held))
    LinkUpdate(table).run()
    table.clear()
    LinkUpdate(table).run()
    assert table.links() == {}
    for name in ("names", "numbers", "edges", "changed", "dirty"):
        assert not table.database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
    table.close()


def test_every_type_has_its_place_in_a_number():
    assert len(ENTITY_TYPES) == KINDS + 1
    assert [ENTITY_TYPES[kind] for kind in (PERSON, ORG, MISC)] == ["person", "org", "misc"]


def test_changes_that_do_not_fit_are_found():
    table = NameTable(None)
    table.put([EntityCount("Lisna Bank", "org", 2, 2, ("Bank",))])
    table.add({("org", "Lisna Bank"): NameChange(-1, {"Bank": -1})})
    table.settle()
    for change in (NameChange(-2, {}), NameChange(-1, {"Bank": 1}), NameChange(0, {"Bank": -1})):
        table.database.execute("BEGIN")
        table.add({("org", "Lisna Bank"): change})
        with pytest.raises(ValueError, match="do not fit"):
            table.settle()
        table.database.execute("ROLLBACK")
    table.close()


def test_a_name_that_is_gone_from_a_table_told_anew_is_found():
    table = NameTable(None)
    for change in (NameChange(-1, {}), NameChange(0, {"Bank": 1}), NameChange(1, {"Bank": -1})):
        table.clear()
        table.add({("org", "Lisna Bank"): change})
        with pytest.raises(ValueError, match="do not fit"):
            table.settle()
    table.clear()
    table.put([EntityCount("Lisna Bank", "org", 2, 2)])
    table.remove([entity_key("Lisna Bank", "org")])
    LinkUpdate(table).run()
    assert not list(table.rows())
    table.close()


def test_the_work_of_an_update_does_not_grow_with_the_number_of_names():
    def steps(names: int) -> int:
        """Return how many hundreds of instructions the database runs for a commit that changes three names."""
        table = NameTable(None)
        table.database.execute("BEGIN")
        table.put(
            EntityCount(f"{number}ka {kind} {number}vo", kind, 2, 2, (f"{number}ka",))
            for number in range(names)
            for kind in ENTITY_TYPES
        )
        # Those that the name of a bank may be short for are added up, not looked at.
        table.put(EntityCount(f"{number}ka Bank", "org", 1, 1) for number in range(100, names))
        table.put([EntityCount("Ilka Vorrin", "person", 9, 9), EntityCount("Lisna Bank", "org", 99_999, 9, ("Bank",))])
        LinkUpdate(table).run()
        table.database.execute("COMMIT")
        count = 0

        def counting() -> int:
            nonlocal count
            count += 1
            return 0

        table.database.set_progress_handler(counting, 100)
        table.put([EntityCount("Vorrin", "person", 1, 1), EntityCount("Bank", "org", 1, 1)])
        table.put([EntityCount("Lisna Bank", "org", 100_000, 10, ("Bank",))])
        LinkUpdate(table).run()
        assert table.links() == {
            ("person", "Vorrin"): ("person", "Ilka Vorrin"),
            ("org", "Bank"): ("org", "Lisna Bank"),
        }
        table.close()
        return count

    few, many = steps(100), steps(3000)
    assert few * 9 <= many * 10 <= few * 11


def test_the_words_of_names_that_were_compared_are_not_remembered_for_ever():
    table = NameTable(None)
    table.database.execute("BEGIN")
    table.put(EntityCount(f"Lisna Bank {number}", "org", 1, 1, ("LB",)) for number in range(17_000))
    assert spelling.fold.cache_info().currsize < 17_000
    table.close()
