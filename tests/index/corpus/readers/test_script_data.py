"""Scripts that hold data."""

import json

import pytest

from newsexplore.index.corpus.fields import js_literals

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


PIER = "The city council voted on Tuesday to rebuild the old pier, the chair said. It's work; it begins in May."
SCHOOLS = "Two schools in the north stay closed this week. (Nobody was hurt), the port authority said on Monday."
ESCAPED = PIER.replace("'", "\\'")
LITERAL = f"""[
  // the first
  {{ title: 'Pier to be rebuilt', date: '2024-03-12', body: '{ESCAPED}' + '\\n\\nMore.', tags: ['sea',], views: 0x1F }},
  {{ 'title': "Schools", date: new Date("2024-03-13"), body: `{SCHOOLS}`, author: undefined, /* none */ }},
]"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json5", f"// news\n{{ articles: {LITERAL}, }}\n"),
        ("a.json", LITERAL),
        ("a.json", f"/* export */\n{LITERAL}"),
        ("a.json", LITERAL.replace("title: 'Pier to be rebuilt'", '"title": "Pier to be rebuilt"', 1)),
        ("data.js", f"var data = {LITERAL};\n"),
        ("posts.ts", f'"use strict";\nexport const posts: Post[] = {LITERAL} as const;\n'),
        ("data.js", f"callback({LITERAL});\n"),
        ("data.txt", f"window.__DATA__ = {{page: 1, items: {LITERAL}}};\n"),
        ("data.js", f"module.exports = {{posts: {LITERAL}}}"),
    ],
    ids="json5 array comment mixed var typescript padding state module".split(),
)
def test_values_in_the_notation_of_scripts_are_read(reading: Read, name: str, text: str) -> None:
    found = reading(name, text)
    assert [(a.title, a.date, a.text[a.body :], a.topics) for a in found.articles] == [
        ("Pier to be rebuilt", "2024-03-12", f"{PIER}\n\nMore.", ("sea",)),
        ("Schools", "2024-03-13", SCHOOLS, ()),
    ]
    assert found.rejects == []


def test_lines_in_the_notation_of_scripts_are_read(reading: Read) -> None:
    text = f"{{title: 'Pier', text: '{ESCAPED}'}}\n{{title: 'Schools', text: '{SCHOOLS}'}}\n"
    assert [article.title for article in reading("a.jsonl", text).articles] == ["Pier", "Schools"]


def test_a_script_whose_data_end_early_is_read_up_to_there(reading: Read) -> None:
    found = reading("data.js", f'window.d = [{{"title": "Schools", "text": "{SCHOOLS}"}},\n{{"title": "Cut", "te')
    assert [article.title for article in found.articles] == ["Schools"]
    assert "the text ends within this record" in found.rejects[0].reason


def test_the_data_of_a_page_may_be_in_the_notation_of_scripts(reading: Read) -> None:
    state = f"window.__STATE__ = {{page: 1, article: {{title: 'Pier to be rebuilt', body: '{ESCAPED} {SCHOOLS}'}}}};"
    page = f"<html><head><title>Lantern</title></head><body><div id=app></div><script>{state}</script></body></html>"
    assert reading("a.html", page).article.text.endswith(f"{PIER} {SCHOOLS}")


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (r"'\u00e9\x41\u{1F600}\ud83d\ude00\a'", "éA😀😀a"),
        ("[1,,-2.5e1,.5,+3,1_000,]", [1, -25.0, 0.5, 3, 1000]),
        ("{a: !0, $b: void 0, 'c': NaN, 4: null}", {"a": True, "$b": None, "c": None, "4": None}),
        ("JSON.parse('{\"a\": 1}')", {"a": 1}),
        ("ObjectId('5f')", "5f"),
    ],
)
def test_literals(literal: str, value: object) -> None:
    assert js_literals.parse(literal) == (value, len(literal))


@pytest.mark.parametrize(
    "program", ["{a: function() {}}", "{a: f(1)}", "{a: `x ${y}`}", "{a: 1", "[" * 100_000, "{a b}"]
)
def test_programs_are_no_literals(program: str) -> None:
    with pytest.raises(js_literals.NotALiteralError):
        js_literals.parse(program)
