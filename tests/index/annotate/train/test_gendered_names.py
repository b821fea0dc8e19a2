"""Lists of first names that one gender alone has."""

from newsexplore.index.annotate.lexicon.lists import load
from newsexplore.index.annotate.train.gendered_names import exclusive_names


def test_a_name_of_both_is_in_neither() -> None:
    female, male = exclusive_names(["Agnès", "Simone", "Maria", "ANNA", "x y"], ["Simone", "Łukasz", "Chris", "Mária"])
    assert female == ["Agnes", "Agnès"]
    assert male == ["Lukasz", "Mária", "Łukasz"]


def test_no_listed_name_is_of_both() -> None:
    female = set(load("names_female")) | set(load("names_female_more"))
    male = set(load("names_male")) | set(load("names_male_more"))
    assert len(female) > 5000 and len(male) > 5000
    assert female & male == set()
