"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.annotate.text.sentences import cut_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in cut_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Selim met Gen. Fabry.",
        "The U.S. President came.",
        "J. R. Selim came.",
        "Selim Inc. makes pumps.",
        "Selim Co. Ltd said so.",
        "Selim Inc. SLM.N said so.",
        "It was No. 5 of the list.",
        "It cost 3.5 million.",
        '"Is it over?" he asked.',
        "It fell on Jan. 5 last year.",
        "Wait … he said.",
    ],
)
def test_one_sentence_stays_one(text: str):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It rained. He left.", "It rained."),
        ("He came from the U.S. The mayor did not.", "He came from the U.S."),
        ('He said: "It rained." She left.', 'He said: "It rained."'),
        ("He said: “It rained!” She left.", "He said: “It rained!”"),
        ("It opened at 5 p.m. The mayor came.", "It opened at 5 p.m."),
        ("It works with Granit Co. Veyra said so.", "It works with Granit Co."),
        ("It works with Granit Co. Dutch rivals wait.", "It works with Granit Co."),
        ("他来了。她走了。", "他来了。"),
        ("他说：「好。」她走了。", "他说：「好。」"),
        ('"It rained."The mayor left.', '"It rained."'),
    ],
)
def test_a_sentence_ends_with_its_mark_and_what_closes_after_it(text: str, first: str):
    assert sentences(text)[0] == first
    assert len(sentences(text)) == 2


@given(st.text(max_size=120))
def test_every_token_lies_in_one_sentence(text: str):
    document = make_document(text)
    counted = [token for sentence in document.sentences for token in document.tokens[sentence.first : sentence.last]]
    assert counted == list(document.tokens)
    assert "".join(token.text for token in counted) == "".join(text.split())


@pytest.mark.parametrize("piece", [".", "…", ". . ", "。", '."', "A."])
def test_a_text_of_nothing_but_marks_is_cut_in_linear_time(piece: str):
    make_document(piece * 100_000)
