import pytest

from newsexplore.index.titles import supplied_title

from .support import Read

FIRST = "The harbour board of Ostby met on Tuesday."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FIRST} It voted.", f"[{FIRST}]"),
        ("Mr. Lee of the U.S. board spoke. Others did not.", "[Mr. Lee of the U.S. board spoke.]"),
        ("word " * 40, f"[{'word ' * 19}word …]"),
        ("港口委员会周二开会。委员会投票决定。", "[港口委员会周二开会。]"),
        ("---\n\nA line", "[A line]"),
        ("...", ""),
    ],
)
def test_a_missing_title_is_supplied_from_the_first_sentence(text: str, expected: str):
    assert supplied_title(text) == expected


def test_articles_without_a_title_say_that_theirs_is_supplied(reading: Read):
    article = reading("a.jsonl", '{"text": "' + FIRST + ' It voted to rebuild the pier."}').article
    assert (article.title, article.title_derived, article.body) == (f"[{FIRST}]", True, 0)
    assert article.text.startswith(FIRST)
    titled = reading("b.jsonl", '{"title": "Pier", "text": "' + FIRST + '"}').articles[-1]
    assert not titled.title_derived
