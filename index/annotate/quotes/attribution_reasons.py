"""The signs behind the confidence of an attribution, found again from an article as it is stored."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...config.configuration import QuotesConfig
from ...model import Quote, Record
from ..text.document import make_document
from .confidence import probability
from .quote_finder import Evidence, find_quotes

SIGNS: dict[str, str] = {
    "direct": "it is in quotation marks",
    "mixed": "it is partly in quotation marks",
    "implicit": "no verb of saying stands beside it: the speaker is taken from the sentences around",
    "no cue": "no verb or phrase attributes it",
    "weak cue": "the cue is no plain verb of saying",
    "base form": "the cue is an infinitive, as after “to” or “would”",
    "gerund": "the cue ends in -ing",
    "capital cue": "the cue begins with a capital letter",
    "apart": "other words stand between speaker and cue",
    "name between": "another name stands between speaker and cue",
    "no comma between": "no comma encloses what stands between speaker and cue",
    "long sentence": "the sentence is long",
    "run-on text": "the text seems to have lost its punctuation",
    "short statement": "it is only a few words long",
    "open comma": "it ends with a comma, but what should follow was not found",
    "named within": "the speaker is named in the quote, as another person would be",
    "nominal": "a role names the speaker, not a name",
    "nominal resolved": "the role had to be matched with a name",
    "no entity": "the words that name the speaker are no known name",
    "unknown noun": "the words that name the speaker are none that usually speak",
    "digits": "a number is among the words that name the speaker",
    "cut before": "the name may begin earlier",
    "cut after": "the name may go on",
    "function word": "a small word stands within the name",
    "org": "the speaker is an organisation",
    "place": "the speaker is a place",
    "misc": "the speaker is neither person, organisation nor place",
    "longer name": "only a part of the name is written here",
    "long name": "the name is long",
    "joined name": "the name joins two",
    "namesake": "another name in the article shares a word with it",
    "namesake of another type": "a person and an organisation in the article share the name",
    "he or she": "“he” or “she” names the speaker",
    "unresolved": "whom the pronoun means was not found",
    "they for one": "“they” stands for one name",
    "spoke before": "the same speaker spoke some sentences before",
    "rivals": "others near by could be meant by the pronoun, too",
    "antecedent far": "the name that the pronoun stands for is some sentences back",
    "mid-sentence": "the pronoun stands within its sentence",
}
"""Each risk of `risks.py` in words."""
_RULES = ("certain",)
"""What is no sign but the certainty of the rules themselves."""


class Sign(NamedTuple):
    """A sign that speaks for or against an attribution."""

    words: str
    without: float
    """The confidence without it."""


class Signs(NamedTuple):
    """Why an attribution is as sure as it is."""

    base: float
    """The confidence that the rules alone give to it."""
    signs: tuple[Sign, ...]
    """What matters most first."""


def attribution_signs(record: Record, numbers: Sequence[int], config: QuotesConfig) -> dict[int, Signs]:
    """Find again why quotes of an article are attributed with their confidence.

    Args:
        record: The article as it is stored, before any decision of the user.
        numbers: Numbers of the quotes.
        config: How quotes were found.

    Returns:
        The signs by number; a quote is missing if its attribution has another kind of evidence (conversations, other
        languages than English), or if extraction finds something else today than when the article was indexed.
    """
    article, annotations = record.article, record.annotations
    evidence: Evidence = {}
    document = make_document(article.text, article.lang)
    found = find_quotes(document, annotations.entities, annotations.mentions, config, evidence)
    now = {(quote.start, quote.end): quote for quote in found}
    signs: dict[int, Signs] = {}
    for number in numbers:
        quote = annotations.quotes[number]
        risks = evidence.get(quote.parts)
        if risks is not None and _is_same(quote, now.get((quote.start, quote.end)), probability(risks)):
            signs[number] = _signs(risks)
    return signs


def _is_same(quote: Quote, again: Quote | None, confidence: float) -> bool:
    """Return whether a quote is attributed now as when it was indexed, with the confidence that its risks give."""
    return again == quote and quote.speaker is not None and abs(quote.speaker.confidence - confidence) < 0.0005


def _signs(risks: Mapping[str, float]) -> Signs:
    whole = probability(risks)
    base = probability({name: size for name, size in risks.items() if name in _RULES})
    signs = [
        Sign(SIGNS.get(name, name), probability({other: size for other, size in risks.items() if other != name}))
        for name in risks
        if name not in _RULES
    ]
    felt = [sign for sign in signs if sign.without != whole]
    return Signs(base, tuple(sorted(felt, key=lambda sign: -abs(sign.without - whole))))
