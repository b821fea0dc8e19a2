"""The rows of reports at any width: what a row is about is never cut off."""

import pytest
from rich.cells import cell_len

from newsexplore.index.model import Quote, QuoteHit, Speaker
from newsexplore.index.protocol.reports import Rate, ScopeComparison, Side
from newsexplore.tui.reports.comparison_rows import comparison_rows
from newsexplore.tui.reports.report_rows import quote_rows

WIDTHS = (72, 99, 100, 150)


@pytest.mark.parametrize("width", WIDTHS)
def test_names_and_sizes_of_a_comparison_are_whole(width: int) -> None:
    name = "Helena Marsk-Tillman"
    side = Side("harbour", 1234, 567890, 4321, 987, 12, 17, "2024-01-01", "2025-12-31")
    rate = Rate(name, "person", 1234, 999, 1000.0, 809.6, -1234.5, -10.25)
    rows = comparison_rows(ScopeComparison(side, side, 7, names=(rate,)), width, quotes=False)
    texts = [row.text for row in rows]
    assert all(cell_len(text) <= width for text in texts)
    assert any(text.endswith(f"person {name}") for text in texts)
    assert "17 outlets · 2024-01-01 to 2025-12-31 · 12 undated" in " · ".join(texts)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_long_quote_takes_a_second_line(width: int) -> None:
    words = "The dam will hold, and nobody in the lower town has to leave."
    quote = Quote(0, len(words), words, "direct", ((0, len(words)),), Speaker(0, 3, "Vorrin", "Ilka Vorrin"), None)
    hit = QuoteHit("a", 0, quote, "Dam", "2025-11-03", "The Harbour Post")
    rows = quote_rows(hit, width)
    assert len(rows) == (2 if width < 110 else 1)
    assert words[:50] in rows[-1].text and rows[0].text.startswith("2025-11-03 The Harbour Post")
    assert all(cell_len(row.text) <= width and row.goal == rows[0].goal for row in rows)
