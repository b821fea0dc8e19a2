import json

import pytest

from ..support import Read

LONG = "Nobody was hurt when the storm closed the harbour, the port authority said. " * 4
DATA = json.dumps({"props": {"page": {"article": {"title": "Storm", "body": LONG, "publishedAt": "2021-03-04"}}}})
OTHER = json.dumps({"items": [{"title": "Ferry towed to the pier", "body": LONG}]})
PAGE = "<html><head><title>Storm - The Lantern</title></head><body><div id=root></div>{}</body></html>"


@pytest.mark.parametrize(
    "script",
    [f'<script type="application/json">{DATA}</script>', f"<script>window.__STATE__ = {DATA};</script>"],
    ids=["json", "assigned"],
)
def test_the_article_that_a_script_would_draw(reading: Read, script: str):
    article = reading("storm.html", PAGE.format(script)).article
    assert (article.title, article.date, article.text[article.body :]) == ("Storm", "2021-03-04", LONG.strip())


def test_articles_of_other_titles_in_a_pages_data_are_not_its_own(reading: Read):
    article = reading("storm.html", PAGE.format(f'<script type="application/json">{OTHER}</script>')).article
    assert "harbour" not in article.text
