"""`newsexplore timeline` and `newsexplore matrix`."""

import pytest

from .command import objects, run

pytestmark = pytest.mark.usefixtures("indexed")


def test_a_timeline_is_one_object_or_a_picture():
    (found,) = objects(run("timeline", "--json"))
    assert found == {
        "outlet": None,
        "unit": "day",
        "undated": 0,
        "buckets": [
            {"start": "2025-11-18", "count": 1},
            {"start": "2025-11-19", "count": 0},
            {"start": "2025-11-20", "count": 1},
        ],
    }
    assert "by day, up to 1" in run("timeline").output


def test_a_timeline_by_outlet_has_an_object_for_each_and_one_for_all_others():
    found = objects(run("timeline", "--by", "outlet", "--limit", "1", "--json"))
    assert [(one["outlet"], sum(bucket["count"] for bucket in one["buckets"])) for one in found] == [
        ("Harbour Post", 1),
        (None, 1),
    ]
    text = run("timeline", "--by", "outlet").output
    assert "A Harbour Post" in text and "B Valley News" in text


def test_a_matrix_counts_pairs_of_names():
    found = objects(run("matrix", "dam", "--limit", "2", "--json"))
    assert [one["name"] for one in found] == ["Ilka Vorrin", "National Water Authority"]
    assert all(one["together"] == [1, 1] and one["articles"] == 1 for one in found)
    text = run("matrix", "dam", "--type", "person").output
    assert "1 Ilka Vorrin" in text
