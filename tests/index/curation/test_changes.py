"""What a change makes of what is kept, and what takes it back."""

from hypothesis import example, given
from hypothesis import strategies as st

from newsexplore.index.curation.changes import (
    all_tags,
    changed,
    folded,
    inverse,
    is_about,
    joined,
    kept,
    quote_key,
    reference,
    split_key,
    split_reference,
)
from newsexplore.index.decisions import (
    Change,
    Curation,
    Keep,
    KeepSearch,
    Kept,
    Merge,
    Rejection,
    SavedSearch,
    Split,
    Tagging,
)

ABOUT = Kept(title="Storm", date="2031-05-05", locator="wire.jsonl#a1")


def after(*changes: Change, begin: Curation | None = None) -> Curation:
    curation = begin or Curation()
    for change in changes:
        curation = changed(curation, change)
    return curation


def test_what_is_left_out_of_a_change_stays() -> None:
    curation = after(Keep("a1", ABOUT, bookmark=True, add=("dam",)), Keep("a1", Kept(), note="Hm."))
    assert curation.articles["a1"] == Kept(
        title="Storm", date="2031-05-05", locator="wire.jsonl#a1", bookmark=True, tags=("dam",), note="Hm."
    )


def test_what_nothing_is_kept_of_is_gone() -> None:
    curation = after(Keep("a1", ABOUT, bookmark=True, add=("dam",)), Keep("a1", ABOUT, bookmark=False, remove=("Dam",)))
    assert curation == Curation()


def test_tags_are_one_whatever_their_case() -> None:
    curation = after(Keep("a1", ABOUT, add=("Dam", "dam", " follow  up ")), Keep("a2", ABOUT, add=("DAM",)))
    assert curation.articles["a1"].tags == ("Dam", "follow up")
    assert all_tags(curation) == ["Dam", "follow up"]


def test_tags_written_by_hand_count_and_can_be_taken_off() -> None:
    begin = Curation(tags={"dam": ("a1", "a2"), "storm": ("a1",)})
    assert kept(begin, "a1").tags == ("dam", "storm")
    curation = after(Keep("a1", ABOUT, remove=("dam", "storm")), begin=begin)
    assert curation == Curation(tags={"dam": ("a2",)})


def test_quotes_are_kept_apart_from_their_articles() -> None:
    key = quote_key("a@1", 3, 14)
    curation = after(Keep(key, Kept(said="The dam is safe"), bookmark=True))
    assert split_key(key) == ("a@1", (3, 14))
    assert kept(curation, key).bookmark and not kept(curation, "a@1").bookmark


def test_of_two_merges_of_a_name_the_newest_holds() -> None:
    curation = after(Merge("Ilka Vorrin", ("Vorrin",)), Merge("Ana Vorrin", ("vorrin",)))
    assert curation.merges == {"Ana Vorrin": ("vorrin",)}


def test_a_merge_the_other_way_round_undoes_the_first() -> None:
    curation = after(Merge("Ilka Vorrin", ("Vorrin", "I. V.")), Merge("Vorrin", ("Ilka Vorrin",)))
    assert curation.merges == {"Ilka Vorrin": ("I. V.",), "Vorrin": ("Ilka Vorrin",)}


def test_a_merge_that_would_close_a_longer_circle_cuts_it() -> None:
    curation = after(Merge("B", ("A",)), Merge("C", ("B",)), Merge("A", ("C",)))
    assert curation.merges == {"C": ("B",), "A": ("C",)}


def test_a_name_can_be_kept_apart_from_all_others() -> None:
    assert after(Merge("Vorrin", ())).merges == {"Vorrin": ()}
    assert after(Merge("Vorrin", ()), Merge("Vorrin", (), on=False)).merges == {}


def test_a_decision_about_one_type_replaces_an_older_one_about_all() -> None:
    begin = Curation(merges={"Ilka Vorrin": ("Vorrin", "I. V.")})
    assert after(Merge("person:Ana Vorrin", ("person:Vorrin",)), begin=begin).merges == {
        "Ilka Vorrin": ("I. V.",),
        "person:Ana Vorrin": ("person:Vorrin",),
    }


def test_a_split_takes_a_name_out_of_every_merge_and_holds_it_apart() -> None:
    begin = after(Merge("person:Ilka Vorrin", ("person:Vorrin", "person:I. V.")))
    split = after(Split("person:Vorrin"), begin=begin)
    assert split.merges == {"person:Ilka Vorrin": ("person:I. V.",), "person:Vorrin": ()}
    undone = after(*inverse(begin, Split("person:Vorrin")), begin=split)
    assert {name: set(others) for name, others in undone.merges.items()} == {
        "person:Ilka Vorrin": {"person:Vorrin", "person:I. V."}
    }


def test_a_corrected_speaker_is_a_decision_that_can_be_taken_back() -> None:
    key = quote_key("a1", 3, 14)
    change = Keep(key, Kept(said="The dam is safe", speaker="Ana Lind"), speaker="person:Ilka Vorrin")
    curation = after(change)
    assert curation.quotes[key].corrected_speaker == "person:Ilka Vorrin"
    assert after(*inverse(Curation(), change), begin=curation) == Curation()


def test_references_name_one_type_or_all() -> None:
    assert split_reference(reference("org", "Royal Dutch")) == ("org", "Royal Dutch")
    assert split_reference("Article 5: the treaty") == (None, "Article 5: the treaty")
    assert is_about("royal  dutch", "org:Royal Dutch") and not is_about("person:X", "org:X")


def test_two_curations_in_one_lose_nothing_and_the_first_decides() -> None:
    own = Curation(
        articles={"a1": Kept(title="Storm", tags=("dam",), note="Mine.")},
        searches={"dams": SavedSearch("dam")},
        tags={"read": ("a7",)},
        merges={"person:Ana Vorrin": ("person:Vorrin",)},
        rejected=("Oper",),
    )
    older = Curation(
        articles={"a1": Kept(title="Storm", tags=("Dam", "wind"), note="Theirs.", bookmark=True), "a2": Kept(note="x")},
        searches={"dams": SavedSearch("dam OR weir"), "locks": SavedSearch("lock")},
        tags={"read": ("a8",), "later": ("a9",)},
        merges={"Ilka Vorrin": ("Vorrin",), "person:Ilka Vorrin": ("person:Vorrin", "person:I. V.")},
        rejected=("oper", "Photo"),
    )
    both = joined(own, older)
    assert both.articles["a1"] == Kept(title="Storm", tags=("dam", "wind"), note="Mine.\n\nTheirs.", bookmark=True)
    assert both.articles["a2"].note == "x"
    assert both.searches == {
        "dams": SavedSearch("dam"),
        "dams (2)": SavedSearch("dam OR weir"),
        "locks": SavedSearch("lock"),
    }
    assert both.tags == {"later": ("a9",), "read": ("a7", "a8")}
    assert both.merges == {"person:Ana Vorrin": ("person:Vorrin",), "person:Ilka Vorrin": ("person:I. V.",)}
    assert both.rejected == ("Oper", "Photo")
    assert joined(both, older) == both


NAMES = st.sampled_from(["A", "B", "C", "a", "b ", "person:A", "org:A"])
CHANGES = st.one_of(
    st.builds(
        Keep,
        st.sampled_from(["a1", "a2"]),
        st.just(ABOUT),
        bookmark=st.none() | st.booleans(),
        add=st.lists(NAMES, max_size=2).map(tuple),
        remove=st.lists(NAMES, max_size=2).map(tuple),
        note=st.none() | st.sampled_from(["", "x"]),
    ),
    st.builds(Tagging, NAMES, st.lists(st.sampled_from(["a1", "a2", "a3"]), max_size=3).map(tuple), st.booleans()),
    st.builds(KeepSearch, NAMES, st.none() | st.just(SavedSearch("dam"))),
    st.builds(Merge, NAMES, st.lists(NAMES, max_size=3).map(tuple), st.booleans()),
    st.builds(Rejection, NAMES, st.booleans()),
    st.builds(Split, NAMES),
)


def meaning(curation: Curation) -> object:
    """What a curation says, whatever the order in which it was said."""
    ids = {*curation.articles, *(id for tagged in curation.tags.values() for id in tagged)}
    about = {id: kept(curation, id) for id in ids}
    entries = {id: (one.bookmark, set(map(folded, one.tags)), one.note) for id, one in about.items()}
    merges = {name: set(others) for name, others in curation.merges.items()}
    return entries, merges, set(map(str.casefold, curation.rejected)), curation.searches


@given(st.lists(CHANGES, max_size=5), st.lists(CHANGES, max_size=4))
def test_several_changes_are_one_after_the_other_and_can_be_taken_back(
    before: list[Change], changes: list[Change]
) -> None:
    begin = after(*before)
    together = changed(begin, *changes)
    assert together == after(*changes, begin=begin)
    assert meaning(changed(together, *inverse(begin, *changes))) == meaning(begin)


def test_thousands_of_decisions_are_made_and_taken_back_at_once() -> None:
    ids = tuple(f"a{number}" for number in range(20_000))
    for changes in ([Keep(id, ABOUT, bookmark=True, add=("x",)) for id in ids], [Tagging("x", ids)]):
        curation = changed(Curation(), *changes)
        assert sum("x" in kept(curation, id).tags for id in ids[:100]) == 100
        assert changed(curation, *inverse(Curation(), *changes)) == Curation()


@given(st.lists(CHANGES, max_size=5), CHANGES)
@example([Rejection("B", True)], Rejection("b ", False))
def test_every_change_can_be_taken_back(before: list[Change], change: Change) -> None:
    begin = after(*before)
    assert meaning(after(change, *inverse(begin, change), begin=begin)) == meaning(begin)


@given(st.lists(CHANGES, max_size=6))
def test_merges_never_go_in_a_circle(changes: list[Change]) -> None:
    merges = after(*changes).merges
    into = {one.strip().casefold(): name.strip().casefold() for name, others in merges.items() for one in others}
    for name in into:
        seen = {name}
        while (name := into.get(name, "")) and name:
            assert name not in seen
            seen.add(name)
