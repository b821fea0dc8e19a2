"""What a cluster's columns hold of articles to find their copies."""

from base64 import b64encode
from typing import Any

from newsexplore.index.copies.sketch import UNDATED, CopyMarks
from newsexplore.index.engines.opensearch.opensearch_reader import StoredReader


class OneAnswer:
    """A snapshot that answers every search with the same hits."""

    def __init__(self, hits: list[dict[str, Any]]) -> None:
        self.hits = hits
        self.asked: list[dict[str, Any]] = []

    def wrapped(self, kind: str, query: object) -> object:
        return kind, query

    def search(self, body: dict[str, Any], check: object, budget: float) -> dict[str, Any]:
        self.asked.append(body)
        return {"hits": {"hits": self.hits}}


def test_marks_come_with_the_date_and_the_outlet_if_an_article_has_them():
    marks = b64encode(b"marks of it!").decode().rstrip("=")
    dated = {"daynum": [20251102], "stamp": [0], "outlet_key": ["post\x1fPost"]}
    hits = [{"fields": {"id": ["a"], "marks": [marks], **dated}}, {"fields": {"id": ["b"], "marks": [marks]}}]
    snapshot = OneAnswer(hits)
    first, second = StoredReader(snapshot, lambda: 1.0).copy_marks()  # pyright: ignore[reportArgumentType]
    assert first == CopyMarks("a", b"marks of it!", 20251102, 0, "Post")
    assert (second.day, second.outlet) == (0, "") and second.stamp <= UNDATED
    assert {"marks", "daynum", "stamp", "outlet_key"} <= set(snapshot.asked[0]["docvalue_fields"])
