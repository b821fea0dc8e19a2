"""Which part of a text is what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.annotate.text.blocks import cut_blocks

STORY = "The council met on Monday and agreed on nothing at all."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in cut_blocks(text)]


def test_a_short_first_line_above_a_blank_one_is_the_headline():
    assert kinds(f"Council agrees on nothing\n\n{STORY}") == [
        ("headline", "Council agrees on nothing"),
        ("paragraph", STORY),
    ]


def test_a_text_without_headline_begins_with_a_paragraph():
    assert [kind for kind, _ in kinds(f"{STORY}\n\n{STORY}")] == ["paragraph", "paragraph"]


def test_one_line_alone_is_a_paragraph():
    assert kinds("The council met") == [("paragraph", "The council met")]


@pytest.mark.parametrize(
    "credit",
    [
        "Stringer/AFP/Getty",
        "REUTERS/Helena Marsk",
        "(AP Photo/Helena Marsk)",
        "Photo: Helena Marsk",
        "(Photo by Helena Marsk/AFP)",
        "Helena Marsk/Ardpress",
    ],
)
def test_a_paragraph_that_ends_with_a_credit_is_a_caption(credit: str):
    text = f"Council agrees on nothing\n\nThe council hall in the rain. {credit}\n\n{STORY}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "caption", "paragraph"]


def test_a_credit_on_its_own_line_makes_the_line_above_a_caption():
    text = f"Council agrees on nothing\n\nThe hall in the rain.\nREUTERS/Helena Marsk\n\n{STORY}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "caption", "caption", "paragraph"]


def test_a_slash_in_a_story_makes_no_caption():
    assert kinds(f"{STORY} It cost 3 euros and/or nothing.")[0][0] == "paragraph"


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("VELMORA, Feb 26 - ", "VELMORA, Feb 26 -"),
        ("VELMORA (Reuters) - ", "VELMORA (Reuters) -"),
        ("New Velmora (AP) — ", "New Velmora (AP) —"),
        ("(Reuters) - ", "(Reuters) -"),
        ("VELMORA, 26 February 2024 - ", "VELMORA, 26 February 2024 -"),
        ("VELMORA, 26 Feb (AFP) — ", "VELMORA, 26 Feb (AFP) —"),
        ("Velmora, 26. März 2024 (dpa) – ", "Velmora, 26. März 2024 (dpa) –"),
        ("Velmora, le 26 mars 2024 – ", "Velmora, le 26 mars 2024 –"),
        ("Velmora, 26 mar 2024 (EFE).- ", "Velmora, 26 mar 2024 (EFE).-"),
        ("NEW VELMORA, Feb. 26, 2024 /PRNewswire/ -- ", "NEW VELMORA, Feb. 26, 2024 /PRNewswire/ --"),
        ("VELMORA, Feb. 26, 2024 (GLOBE NEWSWIRE) -- ", "VELMORA, Feb. 26, 2024 (GLOBE NEWSWIRE) --"),
    ],
)
def test_a_dateline_is_cut_off_the_paragraph_it_begins(line: str, dateline: str):
    assert kinds(line + STORY) == [("dateline", dateline), ("paragraph", STORY)]


def test_a_known_place_with_a_colon_opens_a_story():
    story = f"{STORY} {STORY} {STORY}"
    assert kinds(f"NEW DELHI: {story}")[0] == ("dateline", "NEW DELHI:")
    assert kinds(f"WARNING: {story}")[0][0] == "paragraph"
    assert "dateline" not in dict(kinds(f"FRANCE: Rain\n\n{story}"))


@pytest.mark.parametrize("place", ["New York, June 2 - ", "Washington, D.C. - ", "Washington -- ", "London — "])
def test_a_dateline_in_small_letters_is_cut_off(place: str) -> None:
    assert kinds(place + STORY * 3)[0] == ("dateline", place.strip())


@pytest.mark.parametrize("opening", ["General Motors - ", "The Week, June 2 - ", "China - "])
def test_what_is_no_known_town_is_no_dateline(opening: str) -> None:
    assert kinds(opening + STORY * 3)[0][0] != "dateline"


def test_a_date_on_its_own_line_is_a_dateline():
    assert kinds(f"Council agrees\n\nMonday, May 18, 2015\n\n{STORY}")[1] == ("dateline", "Monday, May 18, 2015")


def test_bylines_and_credits_of_writers_are_no_story():
    text = f"Council agrees\n\nBy Helena Marsk\n\n{STORY} (Reporting by Helena Marsk; Editing by Oskar Brill)"
    assert [kind for kind, _ in kinds(text)] == ["headline", "byline", "paragraph", "byline"]


def test_a_title_between_paragraphs_is_a_crosshead():
    assert kinds(f"{STORY}\n\nWhat Happens Next\n\n{STORY}")[1] == ("crosshead", "What Happens Next")


def test_lines_wrapped_at_a_width_are_one_paragraph():
    text = "The council met on Monday\nand agreed on nothing at\nall, as it often does.\n\nThe mayor left."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


@given(st.text(alphabet=st.sampled_from("aA.\n \t-(\"'/:,“”é1"), max_size=200))
def test_blocks_take_in_everything_but_white_space_and_never_overlap(text: str):
    end = 0
    for block in cut_blocks(text):
        assert not text[end : block.start].strip()
        assert block.start < block.end
        end = block.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "headline",
    [
        "GOLD - Prices rose again",
        "GOLD, 3 ounces - Prices rose again",
        "CHINA - TRADE SURPLUS WIDENS",
        "RATES RISE - SOURCES",
    ],
)
def test_a_headline_with_a_dash_is_no_dateline(headline: str) -> None:
    blocks = cut_blocks(f"{headline}\n\nIt was the third time since May, traders said on Monday.")
    assert [block.kind for block in blocks] == ["headline", "paragraph"]
    assert blocks[0].end == len(headline)
