"""Classes of words that stand in the same surroundings, as shipped."""

from newsexplore.index.annotate.entities import word_classes


def test_the_shipped_list_tells_countries_from_officials() -> None:
    known = word_classes.load()
    assert set(known["Iran"]) & set(known["Syria"])
    assert not set(known["Iran"]) & set(known["lawyer"])
