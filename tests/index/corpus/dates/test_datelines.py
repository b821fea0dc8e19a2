"""Dates in datelines: whole ones are read, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.corpus.dates.datelines import dateline

REST = "The council met again, and the vote was close."


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("OSLOVIK, March 3, 2024 (Reuters) - ", "2024-03-03"),
        ("OSLOVIK, 3 March 2024 - ", "2024-03-03"),
        ("LONDON, 3 Mar 2024 (AFP) — ", "2024-03-03"),
        ("Oslovik (3 March 2024) – ", "2024-03-03"),
        ("(Oslovik, March 3, 2024) – ", "2024-03-03"),
        ("(OSLOVIK) March 3, 2024 -- ", "2024-03-03"),
        ("SAN PEDRO, Calif., March 5, 2024 /PRNewswire/ -- ", "2024-03-05"),
        ("SAN PEDRO, March 05, 2024 (GLOBE NEWSWIRE) -- ", "2024-03-05"),
        ("SAN PEDRO--(BUSINESS WIRE)--March 5, 2024-- ", "2024-03-05"),
        ("Berlin, 15. März 2024 (dpa) – ", "2024-03-15"),
        ("Paris, le 3 mars 2024 – ", "2024-03-03"),
        ("Madrid, 3 mar 2024 (EFE).- ", "2024-03-03"),
        ("ROMA, 3 MAR 2024 - ", "2024-03-03"),
        ("NEW YORK, Tuesday, March 5th, 2024 - ", "2024-03-05"),
        ("OSLOVIK, 2024-03-05 (Agency) - ", "2024-03-05"),
        ("March 3, 2024 (Agency) - ", "2024-03-03"),
    ],
)
def test_a_whole_date_is_read(written: str, iso: str):
    found = dateline(written + REST)
    assert found is not None and found.iso == iso
    assert found.raw and written.startswith(found.raw)


@pytest.mark.parametrize(
    "text",
    [
        "OSLOVIK, March 3 (Reuters) - ",  # of which year?
        "OSLOVIK, March 2024 (Reuters) - ",
        "On 3 March 2024 the council met - and it was late. ",
        "The law of 3 March 2024 – the first of its kind – was repealed. ",
        "Since March 3, 2024, the bridge is closed - as everybody knows. ",
        "Council met on March 3, 2024 - and nobody came. ",
        "Ann Lee, born 3 March 2024 - Oslovik's youngest citizen. ",
        "Cup final, 3 March 2024 - ",
        "WASHINGTON - The law of March 3, 2024 was repealed. ",
        "OSLOVIK, 31 February 2024 - ",
        "OSLOVIK, 3/4/2024 - ",  # of March or of April?
        "",
    ],
)
def test_nothing_else_is_taken_for_a_dateline(text: str):
    assert dateline(text + REST) is None


@given(st.text(alphabet="AZaz ,.-–—()/:0123456789\nMarch", max_size=160))
def test_any_text_gives_a_day_or_nothing(text: str):
    found = dateline(text)
    assert found is None or len(found.iso) == 10
