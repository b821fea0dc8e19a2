"""Scripts that hold data."""

import json

import pytest

from ..support import Read

ARTICLE = {"title": "Ferry terminal approved", "date": "2019-03-12", "text": "The harbour council approved it. " * 4}
DATA = json.dumps([ARTICLE])


@pytest.mark.parametrize(
    "script",
    [
        f"window.YTD.posts.part0 = {DATA}",
        f'"use strict";\n// news\nvar articles = {DATA};\n',
        f"export default {DATA};",
        f"module.exports = {DATA};",
        f"show({DATA});",
        f'window["news"] = {{"config": 1}};\nlet more = {DATA};',
    ],
)
def test_the_articles_of_a_script_are_read(reading: Read, script: str) -> None:
    article = reading("data.js", script).article
    assert (article.title, article.date) == ("Ferry terminal approved", "2019-03-12")


@pytest.mark.parametrize(
    "script",
    [
        "var x = {a: 1};\nfunction f(a) { return a }",
        'window.settings = {"theme": "dark", "entries": [{"id": 1}]};',
        'window.broken = {"title": "Ferry',
        f"window.deep = {'[' * 100_000}",
    ],
)
def test_a_script_without_articles_is_no_news(reading: Read, script: str) -> None:
    found = reading("app.js", script)
    assert not found.articles
    assert not found.rejects
    assert [skip.kind for skip in found.skips] == ["style sheets, scripts and settings"]
