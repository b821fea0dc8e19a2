"""The file of the user's decisions: what is changed in it is changed in place, and nothing of the user's is lost."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from newsexplore.index.curation.changes import changed, quote_key
from newsexplore.index.curation.curation_file import CurationError, CurationFile, load
from newsexplore.index.decisions import Change, Curation, Keep, KeepSearch, Kept, Merge, Rejection, SavedSearch, Tagging

NAME = "curation.yaml"
DAM = Kept(title="The dam: is it safe?", date="2025-11-03", outlet="Ardpress", locator="wire.jsonl#3")
SAID = Kept(title="The dam: is it safe?", said="The dam is safe", speaker="Ilka Vorrin", locator="wire.jsonl#3")

BY_HAND = """\
# My own heading.

articles:
  # the first one
  a1:
    title: Storm   # not quite
    tags: [storm, dam]
    note: |
      Two lines,
      # and this is one of them.

  # the second one
  a2:
    bookmark: yes

# names
merges:
  Ilka Vorrin:
    - Vorrin       # always her
    - the minister
rejected: [Oper]   # an artefact
"""


@pytest.fixture
def file(tmp_path: Path) -> CurationFile:
    return CurationFile(tmp_path / NAME)


def text(file: CurationFile) -> str:
    return file.path.read_text("utf-8")


def test_many_decisions_at_once_leave_comments_and_order(tmp_path: Path) -> None:
    file = CurationFile(tmp_path / NAME)
    file.path.write_text(
        "# Mine.\narticles:\n  a1:  # the first\n    title: Storm\n    tags: [dam]\n\n"
        "  # not sure\n  a2:\n    title: Wind\n    bookmark: yes\n\ntags:\n  later: [z1, z2]  # by hand\n"
    )
    ids = [f"b{number}" for number in range(1000)]
    file.change([Tagging("later", tuple(ids)), *(Keep(id, DAM, add=("wind",)) for id in ids)])
    file.change(
        [Keep("a1", DAM, bookmark=True), Keep("a2", DAM, add=("x",)), *(Keep(i, DAM, remove=("wind",)) for i in ids)]
    )
    text = file.path.read_text()
    for comment in ("# Mine.", "# the first", "# not sure"):
        assert comment in text
    assert list(load(file.path).articles) == ["a1", "a2"]
    file.change([Tagging("later", ("z2", *ids), on=False)])
    assert load(file.path).tags == {"later": ("z1",)}


def test_what_is_kept_can_be_read_by_people(file: CurationFile) -> None:
    file.change(
        [
            Keep("0123", DAM, bookmark=True, add=("dam", "follow up"), note="Ask the board.\nThen the engineer."),
            Keep(quote_key("0123", 7, 22), SAID, bookmark=True),
            KeepSearch("marsk", SavedSearch("speaker:marsk dam", quotes=True)),
            Merge("Ilka Vorrin", ("Vorrin",)),
            Rejection("Oper"),
        ]
    )
    assert text(file).split("\n\n", 1)[1] == (
        "articles:\n"
        "  '0123':\n"
        "    title: 'The dam: is it safe?'\n"
        "    date: 2025-11-03\n"
        "    outlet: Ardpress\n"
        "    locator: wire.jsonl#3\n"
        "    bookmark: true\n"
        "    tags: [dam, follow up]\n"
        "    note: |-\n"
        "      Ask the board.\n"
        "      Then the engineer.\n"
        "\n"
        "quotes:\n"
        "  0123@7-22:\n"
        "    title: 'The dam: is it safe?'\n"
        "    locator: wire.jsonl#3\n"
        "    said: The dam is safe\n"
        "    speaker: Ilka Vorrin\n"
        "    bookmark: true\n"
        "\n"
        "searches:\n"
        "  marsk:\n"
        "    query: speaker:marsk dam\n"
        "    quotes: true\n"
        "\n"
        "merges:\n"
        "  Ilka Vorrin: [Vorrin]\n"
        "\n"
        "rejected: [Oper]\n"
    )


def test_a_change_touches_only_its_own_lines(file: CurationFile) -> None:
    file.path.write_text(BY_HAND, "utf-8")
    file.change([Keep("a1", DAM, bookmark=True), Keep("a3", DAM, add=("dam",)), Merge("Ilka Vorrin", ("I. Vorrin",))])
    before, after = BY_HAND.splitlines(), text(file).splitlines()
    assert [line for line in before if line not in after] == []
    added = [line.strip() for line in after if line not in before]
    assert added[0] == "bookmark: true"
    assert added[1:3] == ["a3:", "title: 'The dam: is it safe?'"]
    assert added[-1] == "- I. Vorrin"
    assert load(file.path).articles["a1"].note == "Two lines,\n# and this is one of them.\n"


def test_taking_away_leaves_the_comments_of_others(file: CurationFile) -> None:
    file.path.write_text(BY_HAND, "utf-8")
    file.change([Keep("a1", DAM, remove=("storm", "dam"), note=""), Merge("Ilka Vorrin", ("the minister",), on=False)])
    assert "a1:" not in text(file)
    assert "# the second one\n  a2:\n" in text(file)
    assert "    - Vorrin       # always her\n" in text(file)
    assert "the minister" not in text(file)


def test_the_last_decision_can_be_taken_away(file: CurationFile) -> None:
    file.path.write_text("# mine\nmerges: {A: [B]}\n# mine too\n", "utf-8")
    assert file.change([Merge("A", ("B",), on=False)]) == Curation()
    assert text(file) == "# mine\n# mine too\n"
    file.change([Rejection("Oper")])
    assert text(file) == "# mine\n# mine too\nrejected: [Oper]\n"


def test_what_was_there_before_is_kept_beside_it(file: CurationFile) -> None:
    file.path.write_text(BY_HAND, "utf-8")
    file.change([Rejection("Photograph")])
    file.change([Rejection("Photographer")])
    assert (file.path.parent / f"{NAME}~").read_text("utf-8") == BY_HAND


def test_edits_by_hand_and_by_another_program_are_seen(file: CurationFile) -> None:
    file.change([Keep("a1", DAM, bookmark=True)])
    CurationFile(file.path).change([Keep("a1", DAM, add=("dam",)), Keep("a2", DAM, bookmark=True)])
    file.path.write_text(text(file) + "rejected: [Oper]\n", "utf-8")
    found = file.change([Keep("a1", DAM, note="Hm.")])
    assert (found.articles["a1"].bookmark, found.articles["a1"].tags, found.articles["a1"].note) == (
        True,
        ("dam",),
        "Hm.",
    )
    assert found.articles["a2"].bookmark and found.rejected == ("Oper",)
    assert file.load() == found == load(file.path)


def test_programs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from newsexplore.index.curation.curation_file import CurationFile\n"
        "from newsexplore.index.decisions import Keep, Kept\n"
        "file = CurationFile(Path(sys.argv[1]) / 'curation.yaml')\n"
        "for n in range(12): file.change([Keep(f'{sys.argv[2]}{n}', Kept(title='x'), bookmark=True)])\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "abc"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(load(tmp_path / NAME).articles) == 36


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("merged: {}\n", "line 1: unknown key 'merged'; did you mean merges?"),
        ("articles:\n  a1:\n    titel: x\n", "line 3: unknown key 'titel'; did you mean title?"),
        ("tags: {a: [b]}\ntags: {c: [d]}\n", "line 2: 'tags' is given twice"),
        ("a: [\n", "line 2"),
        ("- a\n", "key: value"),
        ("articles: {a1: {bookmark: perhaps}}\n", "bookmark"),
        ("searches: {x: {quotes: true}}\n", "query"),
        ("tags: &x {a: [b]}\nmerges: *x\n", "anchors"),
        ("\xff", "UTF-8"),
        ("[" * 5000, NAME),
        ("\x00", NAME),
    ],
)
def test_what_cannot_be_used_is_told_and_never_overwritten(file: CurationFile, written: str, told: str) -> None:
    file.path.write_bytes(written.encode("latin-1"))
    with pytest.raises(CurationError) as caught:
        file.load()
    assert told in str(caught.value) and NAME in str(caught.value) and "\n" not in str(caught.value)
    with pytest.raises(CurationError):
        file.change([Rejection("Oper")])
    assert file.path.read_bytes() == written.encode("latin-1")
    assert not (file.path.parent / f"{NAME}~").exists()


@pytest.mark.parametrize(
    "written", ["", "\n\n", "# only a comment\n", "articles:\n", "{}\n", "--- {rejected: [a]}\n...\n"]
)
def test_any_beginning_can_be_added_to(file: CurationFile, written: str) -> None:
    file.path.write_text(written, "utf-8")
    file.change([Keep("a1", DAM, bookmark=True), Rejection("Oper")])
    assert load(file.path).articles["a1"].bookmark
    assert "Oper" in load(file.path).rejected
    if "#" in written:
        assert text(file).startswith(written)


def test_a_folder_that_cannot_be_written_is_told(file: CurationFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(CurationError, match="cannot be written: Permission denied"):
        file.change([Rejection("Oper")])


def test_another_program_that_never_ends_writing_is_told(file: CurationFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsexplore.index.curation.curation_file.LOCK_SECONDS", 0.05)
    monkeypatch.setattr("newsexplore.index.files.take_lock", lambda _: False)
    with pytest.raises(CurationError, match="another program"):
        file.change([Rejection("Oper")])


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.yaml").write_text("rejected: [Oper]\n")
    (tmp_path / NAME).symlink_to(tmp_path / "elsewhere" / "mine.yaml")
    CurationFile(tmp_path / NAME).change([Rejection("Photograph")])
    assert (tmp_path / NAME).is_symlink()
    assert load(tmp_path / NAME).rejected == ("Oper", "Photograph")


WILD = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "null", "true", "- a", "# b", "a: b", "[x]", "1", "two\nlines\n", " "]
)
KEYS = st.sampled_from(["a1", "a2", "0123", "x@1-2"])
CHANGES = st.one_of(
    st.builds(
        Keep,
        KEYS,
        st.builds(Kept, title=WILD, said=WILD),
        bookmark=st.none() | st.booleans(),
        add=st.lists(WILD, max_size=2).map(tuple),
        remove=st.lists(WILD, max_size=2).map(tuple),
        note=st.none() | WILD,
    ),
    st.builds(KeepSearch, WILD, st.none() | st.builds(SavedSearch, WILD, st.booleans())),
    st.builds(Merge, WILD, st.lists(WILD, max_size=3).map(tuple), st.booleans()),
    st.builds(Rejection, WILD, st.booleans()),
)


@limits(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGES, max_size=8), begun=st.sampled_from(["", BY_HAND, "tags: {a: [a1, a2]}\n"]))
def test_whatever_is_decided_is_what_is_read_again(file: CurationFile, changes: list[Change], begun: str) -> None:
    file.path.write_text(begun, "utf-8")
    expected = load(file.path)
    for change in changes:
        expected = changed(expected, change)
        assert file.change([change]) == expected
    assert load(file.path) == expected


@given(st.lists(CHANGES, max_size=6))
def test_every_curation_travels(changes: list[Change]) -> None:
    curation = Curation()
    for change in changes:
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(change), type=Change) == change
        curation = changed(curation, change)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(curation), type=Curation) == curation
