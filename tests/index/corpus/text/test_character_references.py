"""Character references that are wrong cost no article."""

import pytest

from newsexplore.index.corpus.text.character_references import unescape, without_forbidden

from ..support import Read

FORBIDDEN = [
    "&#xd800;",
    "&#xDFFF;",
    "&#55296;",
    "&#0;",
    "&#x1b;",
    "&#27;",
    "&#xffff;",
    "&#x110000;",
    f"&#{'9' * 5000};",
]


@pytest.mark.parametrize("reference", FORBIDDEN, ids=lambda text: text[:9])
def test_forbidden_characters_are_left_out(reference: str):
    assert without_forbidden(f"a{reference}b") == "ab"


@pytest.mark.parametrize("reference", ["&#65;", "&#0065;", "&#x41;", "&#10;", "&#x1F600;", "&amp;", "&#;", "&#x;"])
def test_others_stay(reference: str):
    assert without_forbidden(f"a{reference}b") == f"a{reference}b"


def test_a_reference_of_thousands_of_digits_is_one_unknown_character():
    assert unescape(f"a&#{'9' * 5000};b &amp; &#65;") == "a\ufffdb & A"


@pytest.mark.parametrize("reference", FORBIDDEN, ids=lambda text: text[:9])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", "<nitf><body><body.content><p>Nobody {}was hurt.</p></body.content></body></nitf>"),
        ("b.xml", "<articles><article><title>Storm</title><text>Nobody {}was hurt.</text></article></articles>"),
        ("a.sgm", "<REUTERS NEWID='1'><TEXT><TITLE>STORM</TITLE><BODY>Nobody {}was hurt.</BODY></TEXT></REUTERS>"),
        ("a.csv", "title,text\nStorm,Nobody {}was hurt.\n"),
    ],
)
def test_an_article_with_one_is_read(reading: Read, name: str, content: str, reference: str):
    assert "Nobody" in reading(name, content.format(reference)).article.text


def test_a_lone_surrogate_in_a_fragment_is_no_error(reading: Read):
    record = '{"title": "Storm", "text": "<p>Nobody \\ud800 was hurt.</p><p>Nobody.</p>"}'
    assert "was hurt" in reading("a.jsonl", record).article.text
