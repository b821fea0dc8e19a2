import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsexplore.index.titles import own_title

from ..support import Read

STORY = {"headline": "Storm closes harbour", "body": "Nobody was hurt.", "published": "2024-03-03T10:00:00Z"}


def test_one_article(reading: Read):
    article = reading("a.json", json.dumps(STORY)).article
    assert (article.title, article.date) == ("Storm closes harbour", "2024-03-03T10:00:00+00:00")
    assert article.locator.endswith("a.json")


def test_an_array(reading: Read):
    found = reading("a.json", json.dumps([STORY, 5, {"id": "x7", "text": "The port is open."}]))
    assert [article.locator.rsplit("#")[1] for article in found.articles] == ["1", "x7"]
    assert [(reject.locator.rsplit("#")[1], reject.reason) for reject in found.rejects] == [
        ("2", "not an object but a number")
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        {"articles": [STORY]},
        {"total": 1, "response": {"docs": [STORY]}},
        {"hits": {"hits": [{"_source": STORY}]}},
        {"data": {"item": STORY}},
    ],
)
def test_an_object_that_holds_articles(reading: Read, wrapped: object):
    assert reading("a.json", json.dumps(wrapped)).article.title == "Storm closes harbour"


def test_articles_by_their_ids(reading: Read):
    found = reading("a.json", json.dumps({"a": STORY, "b": STORY}))
    assert len({article.id for article in found.articles}) == 2


def test_an_article_with_comments_is_one_article(reading: Read):
    article = reading("a.json", json.dumps({**STORY, "comments": [{"text": "First!"}, {"text": "Second!"}]})).article
    assert article.text.endswith("Nobody was hurt.")


def test_text_in_a_nested_object_as_html(reading: Read):
    article = reading(
        "a.json",
        json.dumps({"videoList": [{"num": 1, "video_title": "Storm", "pub_date": "2024-03-03 19:07:04",
            "video_tag": "sea,port", "video_detail": {"source": "Channel One",
            "content": "<p>Nobody was hurt.</p>\r\n<p>Ships &amp; cranes were.</p>"}}]}),
    ).article  # fmt: skip
    assert (article.title, article.outlet, article.topics) == ("Storm", "Channel One", ("sea", "port"))
    assert article.text == "Storm\n\nNobody was hurt.\n\nShips & cranes were."


def test_headlines_and_bodies_in_roles(reading: Read):
    article = reading(
        "a.json",
        json.dumps({
            "uri": "urn:x:1", "language": "nb-NO", "versioncreated": "2024-03-03T09:46:53Z", "by": "Von Harbour Desk",
            "headlines": [{"role": "main", "value": "Storm"}, {"role": "short", "value": "S"}],
            "bodies": [{"role": "nitf", "value": "<nitf/>"}, {"role": "html", "value": "<p>Nobody was hurt.</p>"}],
            "subjects": [{"name": "Weather"}, {"name": "Ports"}], "copyrightholder": "Northwire",
        }),
    ).article  # fmt: skip
    assert (article.title, article.text, article.lang) == ("Storm", "Storm\n\nNobody was hurt.", "nb")
    assert (article.byline, article.outlet, article.topics, article.url) == (
        "Harbour Desk",
        "Northwire",
        ("Weather", "Ports"),
        "",
    )


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        ({"source": "The Lantern", "source_url": "https://lantern.example"}, "outlet", "The Lantern"),
        ({"source": "The Lantern", "source_url": "https://lantern.example"}, "url", ""),
        ({"source": "https://www.lantern.example/"}, "outlet", "lantern.example"),
        ({"source": {"id": "lan", "name": "The Lantern"}}, "outlet", "The Lantern"),
        ({"source_domain": "www.lantern.example"}, "outlet", "lantern.example"),
        ({"url": "https://www.lantern.example/1"}, "outlet", "lantern.example"),
        (
            {"date_download": "2018-02-06T17:04:08", "date_publish": "2018-02-04T12:54:59"},
            "date",
            "2018-02-04T12:54:59",
        ),
        ({"date_download": "2018-02-06T17:04:08", "date_publish": None}, "date", ""),
        ({"timestamp": 1616921054}, "date", "2021-03-28T08:44:14+00:00"),
        ({"created": 1616921054376}, "date", "2021-03-28T08:44:14+00:00"),
        ({"date": 20240303}, "date", "2024-03-03"),
        ({"date": "0001-11-30"}, "date", ""),
        ({"authors": ["A. Reporter", {"name": "B. Reporter"}]}, "byline", "A. Reporter, B. Reporter"),
        ({"author": "By A. Reporter"}, "byline", "A. Reporter"),
        ({"language": "English"}, "lang", "en"),
        ({"lang": "xx-unknown"}, "lang", ""),
        ({"section": "World", "tags": ["sea", "Port", "sea"]}, "topics", ("sea", "Port", "World")),
        ({"link": "javascript:alert(1)", "uri": "https://lantern.example/1"}, "url", "https://lantern.example/1"),
    ],
)
def test_usual_fields_and_their_traps(reading: Read, record: dict[str, object], field: str, expected: object):
    article = reading("a.json", json.dumps({"title": "Storm", "text": "Nobody was hurt.", **record})).article
    assert getattr(article, field) == expected


def test_the_raw_text_is_better_than_the_tokenised(reading: Read):
    article = reading(
        "a.json", json.dumps({"content": "Nobody was hurt .", "content_original": "Nobody was hurt."})
    ).article
    assert article.text == "Nobody was hurt."


def test_configured_fields_win(reading: Read):
    article = reading(
        "a.json",
        json.dumps(
            {
                "titulo": "Storm",
                "corpo": {"texto": "Nobody was hurt."},
                "text": "Advertisement",
                "meta": [{"when": "2024-03-03"}],
            }
        ),
        fields={"title": "titulo", "text": "corpo.texto", "date": "meta.when"},
    ).article
    assert (article.title, article.text, article.date) == ("Storm", "Storm\n\nNobody was hurt.", "2024-03-03")


def test_a_body_that_begins_with_the_headline_does_not_double_it(reading: Read):
    article = reading(
        "a.json", json.dumps({"title": "Storm closes harbour", "text": "STORM CLOSES HARBOUR\nNobody was hurt."})
    ).article
    assert article.text == "Storm closes harbour\n\nNobody was hurt."


def test_a_title_alone_is_an_article(reading: Read):
    article = reading("a.json", '{"headline": "Storm closes harbour"}').article
    assert (article.text, article.body) == ("Storm closes harbour", len("Storm closes harbour"))


def test_a_file_name_dates_the_only_article(reading: Read):
    assert reading("20240303.json", '{"text": "Nobody was hurt."}').article.date == "2024-03-03"


def test_a_file_name_dates_no_article_of_a_dump(reading: Read):
    assert reading("20240303.json", '[{"text": "Nobody was hurt."}]').article.date == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"title": "Storm", "text": ', "not valid JSON"),
        ('{"a": 1, "b": [2]}', "no field that holds a text"),
        ("[1, 2, 3]", "no articles"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
        ('{"text": ' + "1" * 5000 + "}", ""),
    ],
)
def test_what_is_no_article_is_rejected(reading: Read, content: str | bytes, reason: str):
    assert reason in reading("a.json", content).reject.reason


def test_what_other_programs_write_is_let_through(reading: Read):
    article = reading("a.json", '{"text": "Nobody was hurt \\ud800.", "score": NaN}').article
    assert article.text == "Nobody was hurt ."


def test_a_long_array_is_read_by_element(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.readers.records.json_file.MAX_WHOLE", 1000)
    found = reading(
        "a.json", json.dumps({"meta": {"n": [1]}, "articles": [{**STORY, "id": str(i)} for i in range(500)]})
    )
    assert (len(found.articles), found.rejects) == (500, [])


def test_a_text_that_is_too_long_costs_only_its_article(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.readers.records.json_file.MAX_WHOLE", 1000)
    monkeypatch.setattr("newsexplore.index.corpus.readers.records.json_file.MAX_TEXT", 4000)
    monkeypatch.setattr("newsexplore.index.corpus.fields.json_stream._CHUNK", 500)
    records = [
        {"title": "Storm", "text": "Rain."},
        {"title": "Book", "text": "word " * 5000},
        {"title": "End", "text": "Calm."},
    ]
    found = reading("a.json", json.dumps({"articles": records}))
    assert [article.title for article in found.articles] == ["Storm", "End"]
    assert len(found.rejects) == 1
    assert "too long" in found.rejects[0].reason or "longer than" in found.rejects[0].reason


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["title", "text", "body", "date", "source", "id", "tags", "items", "url", "x"])
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(JSON)
def test_any_json_gives_articles_or_says_why_not(reading: Read, value: object):
    found = reading("wild.json", json.dumps(value))
    assert found.articles or found.rejects or found.skips
    for article in found.articles:
        article.text.encode()
        assert article.text[: article.body].strip() == own_title(article)
