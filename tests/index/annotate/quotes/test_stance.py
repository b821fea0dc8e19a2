"""What a cue does with the words it reports."""

import pytest

from newsexplore.index.annotate.quotes.quote_finder import find_quotes
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.config.configuration import QuotesConfig
from newsexplore.index.model import Quote

CONFIG = QuotesConfig(indirect=True, cues=())


def only(text: str) -> Quote:
    (quote,) = find_quotes(make_document(text, "en"), (), (), CONFIG)
    return quote


@pytest.mark.parametrize(
    ("text", "stance", "cue"),
    [
        ("Helena Marsk said that the dam was safe.", "affirmed", "said"),
        ("Helena Marsk denied that the dam had leaked.", "denied", "denied"),
        ("Helena Marsk rejected claims that the dam had been badly built.", "denied", "rejected"),
        ("Helena Marsk ruled out that the dam would be closed.", "denied", "ruled out"),
        ("Helena Marsk never said that the dam would be closed this year.", "denied", "never said"),
        ("Helena Marsk did not say that the dam was safe.", "denied", "did not say"),
        ("Helena Marsk did not deny that the dam had leaked.", "questioned", "did not deny"),
        (
            "Helena Marsk did not immediately say whether the dam was safe.",
            "questioned",
            "did not immediately say whether",
        ),
        ("Helena Marsk would not confirm that the dam had been closed.", "questioned", "would not confirm"),
        ("Helena Marsk declined to say when the dam would be closed.", "questioned", "declined to say"),
        ("The ministry refused to say if the dam was safe.", "questioned", "refused to say if"),
        ("Helena Marsk doubted whether the dam would hold the winter.", "questioned", "doubted whether"),
        ("Helena Marsk asked whether the dam would hold the winter.", "questioned", "asked whether"),
        ("Helena Marsk urged the government to close the dam by May.", "urged", "urged"),
        ("Helena Marsk asked the government to close the dam by May.", "urged", "asked"),
        ("Helena Marsk called for an end to the strike by Friday.", "urged", "called for"),
        ("Output would fall if prices dropped below 18 dollars, Helena Marsk said.", "conditional", "said"),
        ("Helena Marsk said that it was unclear if the dam was safe.", "affirmed", "said"),
        ("“I did not take any of it,” Helena Marsk denied.", "affirmed", "denied"),
        ("Helena Marsk denied having “taken bribes from the builders” on Monday.", "denied", "denied"),
        ("Helena Marsk dismissed the report as “complete and utter nonsense” on Monday.", "affirmed", "dismissed"),
    ],
)
def test_the_stance_and_the_cue_that_prints_it(text: str, stance: str, cue: str) -> None:
    quote = only(text)
    assert quote.stance == stance
    assert quote.cue and quote.cue.text == cue
    assert text[quote.cue.start : quote.cue.end] == cue
