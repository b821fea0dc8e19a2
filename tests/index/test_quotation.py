"""Quotes in print."""

import pytest

from newsexplore.index import quotation
from newsexplore.index.model import Cue, Quote, QuoteType, Speaker, Stance
from newsexplore.index.quotation import DOUBTFUL, attribution, is_doubtful, printable, set_doubtful, stance_label


def quote(
    kind: QuoteType, stance: Stance = "affirmed", cue: str = "", text: str = "the dam leaks", sure: float = 1.0
) -> Quote:
    speaker = Speaker(0, 5, "Marsk", "Helena Marsk", None, sure)
    return Quote(9, 22, text, kind, ((9, 22),), speaker, Cue(6, 8, cue) if cue else None, stance)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (quote("direct", cue="said", text="It leaks,"), "“It leaks”"),
        (quote("mixed", "denied", "denied", "taken bribes"), "denied: “taken bribes”"),
        (quote("indirect", cue="said"), "paraphrase: the dam leaks"),
        (quote("indirect", "denied", "denied"), "denied (paraphrase): the dam leaks"),
        (quote("indirect", "questioned", "doubted\nwhether"), "doubted whether (paraphrase): the dam leaks"),
        (quote("indirect", "urged"), "urged (paraphrase): the dam leaks"),
        (quote("indirect", "conditional", "said"), "paraphrase: the dam leaks"),
    ],
)
def test_a_quote_prints_with_its_stance_and_paraphrase_label(given: Quote, wanted: str) -> None:
    assert printable(given) == wanted


def test_an_affirming_quote_has_no_label() -> None:
    assert stance_label(quote("direct", cue="said")) == ""


def test_low_confidence_and_no_speaker_are_doubtful() -> None:
    assert is_doubtful(quote("direct", sure=0.4))
    assert is_doubtful(quote("direct", sure=0.89))
    assert not is_doubtful(quote("direct", sure=0.9))
    assert is_doubtful(quote("direct", sure=0.6), 0.7)
    assert not is_doubtful(quote("direct", sure=0.6), 0.5)
    assert is_doubtful(Quote(0, 3, "Yes", "direct", ((0, 3),)))


def test_the_configured_threshold_counts_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotation, "_threshold", DOUBTFUL)  # put back afterwards
    set_doubtful(50)
    assert attribution(quote("direct", sure=0.6)) == "Helena Marsk"
    set_doubtful(95)
    assert attribution(quote("direct", sure=0.9)) == "Helena Marsk (doubtful, 90 %)"
