"""A large curation file: a decision reads what it changes, not thousands of bookmarks."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from newsexplore.index.curation.curation_file import CurationFile, load
from newsexplore.index.decisions import Change, CuratedItem, EditItem, Merge, Rejection, Tagging

MANY = 400
ABOUT = CuratedItem(title="The dam: is it safe?", date="2025-11-03", outlet="Ardpress")


@pytest.fixture
def bookmarked(tmp_path: Path) -> CurationFile:
    file = CurationFile(tmp_path / "curation.yaml")
    file.change([EditItem(f"a{number:04}", ABOUT, bookmark=True) for number in range(MANY)])
    file.change([Merge("person:Ilka Vorrin", ("person:Vorrin",)), Rejection("person:Oper")])
    return file


@pytest.mark.parametrize(
    "changes",
    [
        [Merge("person:Ilka Vorrin", ("person:I. Vorrin",))],
        [Merge("person:Orin Tarsk", ("person:Tarsk",)), Rejection("org:Weather")],
        [EditItem("a0007", ABOUT, add=("dam",), note="Ask the board.\nTwice.")],
        [EditItem("b0001", ABOUT, bookmark=True)],
        [EditItem("a0300", ABOUT, bookmark=False)],
        [Tagging("storm", ("a0001", "b0002"))],
    ],
    ids=["merge", "two", "tag", "add", "remove", "list"],
)
def test_a_decision_parses_a_small_part_of_the_file(
    bookmarked: CurationFile, changes: list[Change], monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[int] = []
    compose = yaml.compose

    def counted(stream: str, **options: Any) -> Any:
        parsed.append(len(stream))
        return compose(stream, **options)

    monkeypatch.setattr(yaml, "compose", counted)
    new = bookmarked.change(changes)
    assert sum(parsed) < bookmarked.path.stat().st_size / 10
    monkeypatch.undo()
    assert load(bookmarked.path) == new


def test_comments_and_spacing_between_entries_stay(tmp_path: Path) -> None:
    path = tmp_path / "curation.yaml"
    begun = (
        "# Mine.\narticles:\n    # first\n    a1:\n        bookmark: yes   # of course\n\n"
        "    # second\n    a2:\n        bookmark: yes\n# end\n"
    )
    path.write_text(begun, encoding="utf-8")
    CurationFile(path).change([EditItem("a1", CuratedItem(), note="here")])
    after = path.read_text("utf-8")
    assert after.replace("        note: here\n", "") == begun
