import pytest

from newsexplore.bench.pdf_document import Line, pdf_document
from newsexplore.index.limits import TooSlowError

from ..support import Read

pytest.importorskip("pypdf")


def pdf(*pages: list[Line]) -> bytes:
    """A document of pages."""
    return pdf_document(pages)


def page(number: int, *lines: str) -> list[Line]:
    body = [(72, 700 - 14 * i, 11, line) for i, line in enumerate(lines)]
    return [(72, 760, 9, "The Lantern, 4 March 2021"), *body, (300, 30, 9, str(number))]


def test_heads_and_page_numbers_are_left_out(reading: Read):
    first = [
        (72, 730, 24, "Storm closes the harbour of Maren"),
        *page(1, "Nobody was hurt when the storm closed the har-", "bour on Monday, the port"),
    ]
    data = pdf(
        first,
        page(2, "authority said in the evening."),
        page(3, "Ships return on Friday, it said."),
        page(4, "The end."),
    )
    article = reading("a.pdf", data).article
    assert article.title == "Storm closes the harbour of Maren"
    assert "harbour on Monday, the port authority said" in " ".join(article.text.split())
    assert "4 March 2021" not in article.text
    assert not any(line.strip().isdigit() for line in article.text.split("\n"))


def test_a_scan_says_so(reading: Read):
    assert "scanned pages" in reading("a.pdf", pdf([], [])).reject.reason


def test_pages_that_take_too_long_are_left_out_and_that_is_said(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.readers.documents.pdf._MAX_PAGES", 2)
    found = reading(
        "a.pdf", pdf(*(page(n, f"Nobody was hurt in storm {n}, the port authority said.") for n in (1, 2, 3)))
    )
    (article,) = found.articles
    assert "storm 2" in article.text and "storm 3" not in article.text
    assert [one.reason for one in found.rejects] == ["only 2 of 3 pages were read: the others take too long"]


def test_a_document_that_cannot_be_read_in_time_is_not_called_damaged(reading: Read, monkeypatch: pytest.MonkeyPatch):
    def slow(*_: object) -> None:
        raise TooSlowError("took longer than 60 s")

    monkeypatch.setattr("newsexplore.index.corpus.readers.documents.pdf.in_columns", slow)
    reject = reading("a.pdf", pdf(page(1, "Nobody was hurt."))).reject
    assert reject.reason == "reading took longer than 60 s: the rest of it was not read"


def test_a_damaged_document_is_rejected(reading: Read):
    assert reading("a.pdf", b"%PDF-1.7\n\x00\x01").reject.reason.startswith("a damaged PDF")


def test_a_missing_library_is_named(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    assert "pip install 'newsexplore[pdf]'" in reading("a.pdf", pdf([])).reject.reason


LEFT = [f"left line {n} goes on about the storm" for n in range(12)]
RIGHT = [f"right line {n} tells of the ferry" for n in range(12)]


@pytest.mark.parametrize("across", [False, True])
def test_columns_are_read_one_after_the_other(reading: Read, across: bool):
    left = [(72, 700 - 14 * i, 10, line) for i, line in enumerate(LEFT)]
    right = [(330, 700 - 14 * i, 10, line) for i, line in enumerate(RIGHT)]
    lines = [one for pair in zip(left, right, strict=True) for one in pair] if across else left + right
    article = reading("a.pdf", pdf([(72, 740, 24, "Storm closes the harbour of Maren"), *lines])).article
    assert article.title == "Storm closes the harbour of Maren"
    words = " ".join(article.text[article.body :].split())
    assert words == " ".join(LEFT + RIGHT)
