"""Choices of completions, and the selected one."""

import pytest

from newsexplore.index.protocol.answers import Completion, Completions
from newsexplore.tui.panes.completion_choices import Completing


def completing(query: str, start: int, *texts: str) -> Completing:
    choices = tuple(Completion(text, text, "word", 1) for text in texts)
    return Completing(query, Completions(start, len(query), choices))


def test_tab_cycles_through_choices_and_the_typed_text() -> None:
    choices = completing("dam mi", 4, "minister", "ministry")
    seen: list[tuple[str, int]] = []
    for _ in range(4):
        choices.step(1)
        seen.append(choices.text())
    assert seen == [("dam minister", 12), ("dam ministry", 12), ("dam mi", 6), ("dam minister", 12)]
    choices.step(-1)
    assert choices.text() == ("dam mi", 6)


def test_text_after_the_cursor_stays() -> None:
    found = Completions(0, 2, (Completion("minister", "minister", "word"),))
    choices = Completing("mi dam", found)
    choices.step(1)
    assert choices.text() == ("minister dam", 8)
    assert choices.continued() == ""


def test_the_first_continuation_is_the_hint() -> None:
    assert completing("dam mi", 4, 'place:"Miami"', "minister").continued() == "dam minister"
    assert completing("person:he", 0, 'person:"Helena Marsk"').continued() == ""


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("dam minis", ["minister", "ministry"]),
        ("dam ministe", ["minister"]),
        ("dam mix", None),
        ("dam mi ", None),
        ("dam m", None),
        ("sam minis", None),
        ("dam minister", None),
    ],
)
def test_more_letters_leave_fewer_choices(query: str, left: list[str] | None) -> None:
    found = completing("dam mi", 4, "minister", "ministry", "mild").narrowed(query, len(query))
    assert (None if found is None else [one.text for one in found.choices]) == left


def test_values_are_filtered_by_any_of_their_words() -> None:
    found = Completions(
        0,
        7,
        tuple(Completion(f'person:"{name}"', name, "person") for name in ("Helena Marsk", "Ivo Lamm")),
        values=True,
    )
    left = Completing("person:", found).narrowed("person:mar", 10)
    assert left is not None
    assert [one.label for one in left.choices] == ["Helena Marsk"]
    left.step(1)
    assert left.text() == ('person:"Helena Marsk"', 21)
